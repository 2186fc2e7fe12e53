"""The words of lexicon/relations.yaml as sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from kg.extract.lexicon import table


@dataclass(frozen=True, slots=True)
class RelationWords:
    """Lemmas by what they tell; see relations.yaml."""

    based: frozenset[str]
    home_nouns: frozenset[str]
    state_nouns: frozenset[str]
    state_bodies: frozenset[str]
    seats: frozenset[str]
    part_nouns: frozenset[str]
    part_names: frozenset[str]
    member_nouns: frozenset[str]
    member_verbs: Mapping[str, frozenset[str]]  # lemma → prepositions, "" for the object
    lead_verbs: frozenset[str]
    parties: frozenset[str]
    allies: frozenset[str]
    alliances: frozenset[str]
    wars: frozenset[str]
    fighting_verbs: frozenset[str]
    war_sides: frozenset[str]
    invasions: frozenset[str]
    waging: frozenset[str]
    treaties: frozenset[str]
    treaty_fields: frozenset[str]
    treaty_verbs: frozenset[str]


@cache
def relation_words() -> RelationWords:
    """Raises OntologyError where the file cannot be read."""
    data = table("relations")
    given = {field.name: data[field.name] for field in fields(RelationWords)}
    verbs = {verb: frozenset(cases) for verb, cases in given.pop("member_verbs").items()}
    return RelationWords(
        member_verbs=verbs, **{name: frozenset(map(str, words)) for name, words in given.items()}
    )
