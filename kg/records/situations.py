"""What an article talks about (events, relations, propositions, figures) and who says so (claims).

Ids are local names inside the document's graph; participants are ids of mentions.
Nothing here asserts anything by existing: only a claim does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.records.dates import PartialDate


class TimeFrame(StrEnum):
    PAST = "past"
    ONGOING = "ongoing"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"


class Stance(StrEnum):
    """What a source does with the content (exactly one per claim)."""

    ASSERT = "assert"
    DENY = "deny"
    CONSIDER = "consider"
    PROMISE = "promise"
    THREATEN = "threaten"
    DEMAND = "demand"
    ASK = "ask"
    REFUSE = "refuse"


class Factuality(StrEnum):
    """How the source presents the content: FactBank values (Saurí & Pustejovsky 2009)."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    NOT_CERTAIN = "CT-"
    NOT_PROBABLE = "PR-"
    NOT_POSSIBLE = "PS-"
    UNCOMMITTED = "U"


class TenureStatus(StrEnum):
    CURRENT = "current"
    FORMER = "former"
    ACTING = "acting"
    INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its range: "up to 3,000" has no low, "more than 13,000" no high.

    `counts` is a concept name of the ontology (troops, money, …); `unit` is the unit as
    written ("containers", "US dollars"). Vague figures ("thousands") may have only a low.
    """

    id: str
    counts: str
    low: float | None
    high: float | None
    evidence: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One interaction of a PLOVER type ("MOBILIZE") between actors and recipients."""

    id: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    trigger: str
    evidence: tuple[str, ...]
    time_frame: TimeFrame
    mode: str = ""
    context: str = ""
    figures: tuple[str, ...] = ()
    place: str = ""
    begin: PartialDate | None = None
    end: PartialDate | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """A structural relation between two mentions, by ontology property ("holdsPost")."""

    id: str
    predicate: str
    subject: str
    object: str
    evidence: tuple[str, ...]
    tenure: TenureStatus | None = None  # with holdsPost only
    begin: PartialDate | None = None
    end: PartialDate | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is said and is neither an interaction nor a relation: kept in the words of its clause.

    `evidence` is that clause, `about` the mentions of the actors named in it. Written as a plain
    kg:Situation. The content of an attribution (Newell, Margolin and Ruths 2018, PolNeAR).
    """

    id: str
    about: tuple[str, ...]
    evidence: tuple[str, ...]
    time_frame: TimeFrame | None = None
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's utterance about a situation or about another claim.

    `source` is the mention of the speaker; "" means the article tells it itself, so the
    publication is the source.
    """

    id: str
    content: str
    stance: Stance
    factuality: Factuality
    evidence: tuple[str, ...]
    source: str = ""
    addressee: str = ""
    cue: str = ""
    anonymous: bool = False
    time: PartialDate | None = None
    score: float = 1.0
