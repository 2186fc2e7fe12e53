"""Trees in which states are marked, and what `classify` makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.actors import find_actors
from kg.extract.classified import LEAST, classify
from kg.extract.coreference import link_pronouns
from kg.extract.draft import Spot
from kg.extract.events import Interaction, find_interactions
from kg.extract.lexicon import event_lexicon
from kg.extract.nominals import link_nominals
from kg.extract.scoring import EventScorer
from tests.extract.scorers import SUREST
from tests.extract.trees import draft, tree

STATES = frozenset({"Iran", "Iraq", "Jordan", "Oman", "Egypt"})
Told = tuple[str, str, str, str]


def sure(tenths: int) -> float:
    """A score from which any event is believed: 0 just, 10 surely."""
    return LEAST + (SUREST - LEAST) * tenths / 10


def with_states(sentences: str, ents: Sequence[tuple[int, int, str]] = ()) -> Doc:
    """A tree in which states are marked as the reader would mark them."""
    words = [part.split("/")[0] for part in sentences.split()]
    states = [(i, i + 1, "State") for i, text in enumerate(words) if text in STATES]
    return tree(sentences, [*states, *ents])


def classified(doc: Doc, scorer: EventScorer) -> list[Interaction]:
    made, lexicon = draft(doc), event_lexicon()
    find_actors(made)
    link_pronouns(made)
    link_nominals(made)
    return classify(made, lexicon, scorer, find_interactions(made, lexicon))


def names(spots: Sequence[Spot]) -> str:
    return ", ".join(spot.actor.name for spot in spots if spot.actor is not None)


def told(found: Interaction) -> Told:
    """Actors, type, the word that tells of it, recipients."""
    return names(found.actors), found.entry.type, found.token.text, names(found.recipients)
