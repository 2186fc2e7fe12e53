"""What training reads: windows of text with whatever annotation each corpus has.

A window is what the encoder sees at once: one sentence or several consecutive ones of a
document. Windows of one document that must be read together, for coreference, form a unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ATTRIBUTION_LABELS = (
    "O",
    *(f"{bio}-{role}" for role in ("Source", "Cue", "Content") for bio in "BI"),
)
UNKNOWN = -100  # a word without annotation for a head; ignored by its loss


@dataclass(frozen=True, slots=True)
class Tree:
    """Universal Dependencies annotation; `heads` are 1-based over the window, 0 is the root."""

    upos: list[str]
    xpos: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spans of a window, [start, end) in words: actor and recipient, or subject and object.

    `events`: the labels of `EVENT_LABELS` that the corpus allows for the pair (several: one of
    these); empty means not annotated for events. `relations`: names of the relations that
    hold; `known`: names of those that the corpus would have marked (the others are not evidence
    of absence). Relation names carry their corpus: "knowledgenet:CEO", "crossre:role".
    A `source` of None stands for the whole window (a story that is labelled, not a pair).
    """

    source: tuple[int, int] | None
    target: tuple[int, int] | None
    events: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A candidate mention of a window: [start, end), its head word, and its chain in the unit.

    `kind` is "name", "nominal" or "pronoun". `chain` -1: the corpus marks no such mention.
    """

    start: int
    end: int
    head: int
    kind: str
    chain: int = -1


@dataclass(frozen=True, slots=True)
class Window:
    """`starts` are the first words of its sentences (the first is 0)."""

    corpus: str
    words: list[str]
    starts: list[int]
    tree: Tree | None = None
    ner: list[tuple[int, ...]] | None = None  # indices into NER_LABELS that the corpus allows
    attribution: list[int] | None = None  # index into ATTRIBUTION_LABELS, or UNKNOWN, per word
    links: list[int] | None = None  # first words of sources and contents → first word of their cue
    factuality: list[float] | None = None  # -3 … 3 per word, nan where not annotated
    pairs: list[Pair] = field(default_factory=list)
    mentions: list[Mention] | None = None  # candidates in order of (start, -end)


Unit = list[Window]
