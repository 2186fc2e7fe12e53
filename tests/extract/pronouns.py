"""Whom a pronoun of a tree stands for."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.actors import find_actors
from kg.extract.coreference import link_pronouns
from tests.extract.trees import draft, word


def linked_name(doc: Doc, pronoun: str) -> str:
    """The name of the pronoun's actor, or nothing."""
    made = draft(doc)
    find_actors(made)
    link_pronouns(made)
    spot = made.actor_at.get(word(doc, pronoun).i)
    return spot.actor.name if spot is not None and spot.actor is not None else ""
