"""How well an item of Wikidata fits an entity of the graph, and when one fits for sure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz

from kg.lookup.asked import Asked
from kg.lookup.wikidata import Item
from kg.records import MentionType
from kg.vocabulary import fold, surface

NAME, TYPE, STATE = 0.6, 0.2, 0.2  # what each weighs
ALIAS = 0.95  # of another name than the label
NEAR_FROM = 0.8  # likeness of names below which an item is not worth a look
CLEARLY = 0.1  # by how much the best must lead
WRONG_TYPE = 0.4  # what is left of the score of something else


class Tie(Enum):
    """Whether the graph and the item speak of the same state."""

    SAME = 1.0
    UNKNOWN = 0.5
    OTHER = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be the entity. `name` is the likeness of the names, 1 for the same."""

    item: Item
    score: float
    name: float
    fits: bool
    tie: Tie

    @property
    def is_rival(self) -> bool:
        """True if nothing speaks against it."""
        return self.name >= ALIAS and self.fits and self.tie is not Tie.OTHER


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The best item for an entity, if any, whether it is sure, and why (not)."""

    asked: Asked
    best: Candidate | None
    sure: bool
    reason: str


def candidate(
    asked: Asked, item: Item, types_of: Callable[[Item], set[MentionType | None]]
) -> Candidate | None:
    """How well the item fits; None if it is nobody or bears another name."""
    name = _name(asked.label, item)
    types = types_of(item) if name >= NEAR_FROM else {None}
    if types == {None}:
        return None
    fits = asked.type in types
    tie = _tie(asked, item)
    score = NAME * name + TYPE * fits + STATE * tie.value
    return Candidate(item, round(score if fits else score * WRONG_TYPE, 2), name, fits, tie)


def choose(asked: Asked, candidates: Sequence[Candidate]) -> Suggestion:
    """The best candidate. Sure is one of the same name and a fitting type, which no other rivals;
    of persons, who have namesakes everywhere, only one that the graph knows to be of its state."""
    ranked = sorted(candidates, key=lambda one: (-one.score, int(one.item.id[1:])))
    if not ranked:
        return Suggestion(asked, None, sure=False, reason="nothing of this name")
    best, rivals = ranked[0], [one for one in ranked if one.is_rival]
    lead = round(best.score - rivals[1].score, 2) if len(rivals) > 1 else 1.0
    doubts = [
        text
        for text, holds in (
            ("another name", best.name < ALIAS),
            ("another type", not best.fits),
            ("of another state", best.tie is Tie.OTHER),
            (f"{len(rivals)} fit as well", len(rivals) > 1 and lead < CLEARLY),
            (
                "no state in common to tell namesakes apart",
                asked.type is MentionType.PERSON and best.tie is Tie.UNKNOWN,
            ),
        )
        if holds
    ]
    if doubts:
        return Suggestion(asked, best, sure=False, reason="; ".join(doubts))
    facts = ["same name" if best.name == 1 else "same other name", "fitting type"]
    facts += ["same state"] if best.tie is Tie.SAME else []
    facts += ["the only one" if len(rivals) == 1 else "clearly the best"]
    return Suggestion(asked, best, sure=True, reason=", ".join(facts))


def _name(label: str, item: Item) -> float:
    wanted = fold(surface(label))
    if wanted == fold(surface(item.label)):
        return 1.0
    others = [fold(surface(name)) for name in item.aliases]
    if wanted in others:
        return ALIAS
    likeness = [fuzz.token_sort_ratio(wanted, name) for name in (fold(item.label), *others)]
    return min(max(likeness) / 100, ALIAS - 0.01)


def _tie(asked: Asked, item: Item) -> Tie:
    if asked.states & set(item.states):
        return Tie.SAME
    description = f" {fold(item.description)} "
    if any(f" {fold(word)} " in description for word in asked.words if len(word) > 2):
        return Tie.SAME
    if asked.states and item.states:
        return Tie.OTHER
    return Tie.UNKNOWN
