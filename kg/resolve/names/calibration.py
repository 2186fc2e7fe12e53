"""How often names that differ in one way are one person or body, counted (`calibration.yaml`).

The table is written by `scripts/calibrate_identity.py`; what a user reads as the reason of a
judgement is the key of its row, so that every score can be looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.records import Verdict
from kg.resolve.names.data import table

# Wished precision: names are joined if at least so many of a hundred such pairs are one,
# shown to a human if it may well be, and not worth a record below the last. Two names less
# alike than "against" never meet in one entity, whatever names lead from one to the other.
SAME_FROM: float = table("calibration")["wished"]["same"]
SPEAKS_AGAINST: float = table("calibration")["wished"]["against"]
UNSURE_FROM: float = table("calibration")["wished"]["unsure"]
NEAR_MISS_FROM: float = table("calibration")["wished"]["near miss"]


@cache
def chance(section: str, kind: str) -> float:
    """The share of pairs or links of this kind that are right; KeyError for an unknown kind."""
    probability: float = table("calibration")[section][kind]["p"]
    return probability


@cache
def ratio(kind: str) -> float:
    """How much more often a circumstance is met with one person than with two."""
    found: float = table("calibration")["evidence"][kind]["ratio"]
    return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two names agree; `reason` is shown to users, `kind` is the row it rests on."""

    score: float
    reason: str
    kind: str = ""

    @classmethod
    def of(cls, kind: str, detail: str = "", *, section: str = "persons") -> Comparison:
        """A comparison of a counted kind; `detail` shows what differs."""
        return cls(chance(section, kind), f"{kind} {detail}" if detail else kind, kind)

    @property
    def verdict(self) -> Verdict:
        if self.score >= SAME_FROM:
            return Verdict.SAME
        return Verdict.UNSURE if self.score >= UNSURE_FROM else Verdict.DIFFERENT

    def with_part(self, other: Comparison) -> Comparison:
        """Both parts of a name together: as sure as the less sure one."""
        weaker = min(other, self, key=lambda part: part.score)
        return Comparison(weaker.score, f"{self.reason}, {other.reason}", weaker.kind)
