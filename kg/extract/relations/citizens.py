"""Nationality said of a person: "the Chilean boxer Arturo Lind", "Ada Lind, a Finnish writer"."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.draft import Spot
from kg.extract.relations.names import Named, Names
from kg.extract.relations.records import RelationRecords
from kg.extract.spotting import PERSON, STATE
from kg.language.plain import Token

_NOUNS = frozenset({"NN", "NNP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


def find_citizens(names: Names, records: RelationRecords, posts: frozenset[int]) -> None:
    """Writes of which state a person is a citizen.

    `posts` are the head words of posts: those tell whose office it is, not who is whose.
    """
    for named in names.all:
        if named.is_demonym and named.kind is STATE:
            _of_demonym(names, records, named, posts)


def _of_demonym(
    names: Names, records: RelationRecords, named: Named, posts: frozenset[int]
) -> None:
    root = names.root(named)
    noun = root.head
    if noun.i in names.at:
        if root.tag_ in _NOUNS and noun.i == named.end:
            _note(names, records, root, noun, named.spot)  # "Frenchman Paul Lind"
        return
    if root.dep_ not in {"amod", "compound"} or noun.i in posts or noun.pos_ not in _NOMINAL:
        return
    beside = phrases.children(noun, *phrases.NAMING)
    if noun.dep_ in {*phrases.NAMING, "compound"}:
        beside.append(noun.head)
    if phrases.child(noun, "cop") is not None and phrases.child(noun, "case") is None:
        subject = phrases.subject(noun)
        beside += [subject] if subject is not None else []
    for other in beside:
        _note(names, records, noun, other, named.spot)


def _note(names: Names, records: RelationRecords, noun: Token, name: Token, state: Spot) -> None:
    person = names.at.get(name.i)
    if person is None or person.kind is not PERSON or not person.spot.proper:
        return
    stated = noun if phrases.child(noun, "cop") is not None else None
    records.relate("citizenOf", person.spot, state, noun.sent, stated=stated)
