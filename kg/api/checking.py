"""What a decision must be like, and that it has the effect it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ConfigError
from kg.query.meant import Meant
from kg.records import Chain
from kg.resolve.decisions import DIFFERENT, Entry, bare, reference
from kg.resolve.decisions.files import is_date, problem_of
from kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Before:
    """The collection as it is without the decision: chains, and chain to entity."""

    chains: Sequence[Chain]
    before: Mapping[str, str]
    vocabulary: Vocabulary
    path: Path


def check_words(why: str, date: str) -> None:
    if not why.replace("\t", " ").isprintable():
        raise ConfigError("--why is one line of text, without control characters")
    if date and not is_date(date.strip()):
        raise ConfigError(f"{date!r} is no date: write 2026, 2026-11 or 2026-11-17")


def check_names(entry: Entry) -> None:
    if problem := problem_of(entry.verdict, entry.names):
        raise ConfigError(problem)
    seen: dict[str, str] = {}
    for name in entry.names:
        other = seen.get(bare(name), "")
        seen[bare(name)] = name
        if other and (other == name or entry.verdict != DIFFERENT):
            raise ConfigError(f"'{other}' and '{name}' are one name already: give two")
        if other and f"ent:{bare(name)}" not in (other, name):
            raise ConfigError(
                f"'{other}' and '{name}' are read as one name: give the mentions that are "
                "different, as 'kg explain' lists them (doc:…-m3)"
            )


def check_outcome(
    case: Before, entry: Entry, meant: Sequence[Meant], after: Mapping[str, str]
) -> None:
    """ConfigError if resolution with the decision does not come out as it says."""
    sides = [_Side(case, one, recorded) for one, recorded in zip(meant, entry.names, strict=True)]
    bound = set().union(*(side.chains for side in sides if side.bound))
    for side in sides:
        if not side.bound:
            side.chains -= bound  # what is decided on a mention is not decided on its name
    if entry.verdict == DIFFERENT:
        for other in sides[1:]:
            _check_parted(sides[0], other, after)
        return
    reached = sorted(set().union(*(side.entities(after) for side in sides)))
    if len(reached) > 1:
        told = ", ".join(f"ent:{one}" for one in reached)
        raise ConfigError(
            f"this decision would leave several entities ({told}): they are entries of the "
            f"vocabulary, or another decision in {case.path} keeps them apart, or a name means "
            "several; give ids or mentions"
        )


def _check_parted(left: _Side, right: _Side, after: Mapping[str, str]) -> None:
    both = left.chains & right.chains
    if both and not (left.known or right.known) and both in (left.chains, right.chains):
        raise ConfigError(
            f"'{left.name}' and '{right.name}' are names of one person or body within an article "
            f"(doc:{min(both)}); decisions go across articles and cannot part them there"
        )
    left.chains -= both
    right.chains -= both
    a, b = left.entities(after), right.entities(after)
    if a & b:
        told = ", ".join(f"ent:{one}" for one in sorted(a & b))
        raise ConfigError(
            f"this decision would not part '{left.name}' from '{right.name}' ({told}): give the "
            "mentions that are different, as 'kg explain' lists them (doc:…-m3)"
        )


class _Side:
    """What one side of a decision reaches: chains, or an entry of the vocabulary.

    It is `bound` if it points at chains themselves, and not at whatever has a name.
    """

    def __init__(self, case: Before, meant: Meant, recorded: str) -> None:
        self.name = recorded
        local = recorded.removeprefix("ent:")
        is_id = recorded != local
        self.known = local if is_id and case.vocabulary.get(local) else ""
        self.bound = bool(meant.chain) or (is_id and not self.known)
        if meant.chain:
            self.chains = {meant.chain}
        elif is_id:
            self.chains = {chain for chain, entity in case.before.items() if entity == local}
        else:
            wanted = reference(recorded)
            self.chains = {c.id for c in case.chains if wanted in map(reference, c.names)}

    def entities(self, after: Mapping[str, str]) -> set[str]:
        """Who it is after the decision."""
        if self.known:
            return {self.known}
        return {after[chain] for chain in self.chains if chain in after}
