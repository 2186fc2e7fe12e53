"""Lasting relations that words other than posts tell: members, seats, parts, allies, treaties."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.draft import Draft
from kg.extract.lexicon import EventLexicon
from kg.extract.relations.bases import find_bases
from kg.extract.relations.citizens import find_citizens
from kg.extract.relations.conflicts import find_conflicts
from kg.extract.relations.leaders import find_leaders
from kg.extract.relations.members import find_members
from kg.extract.relations.names import Names
from kg.extract.relations.owned import find_owned
from kg.extract.relations.parts import find_owned_bodies, find_parts
from kg.extract.relations.records import RelationRecords
from kg.extract.relations.treaties import find_treaties
from kg.extract.roles import Role

__all__ = ["RelationRecords", "find_relations"]


def find_relations(
    draft: Draft, lexicon: EventLexicon, roles: Iterable[Role], records: RelationRecords
) -> None:
    """Write what holds between the actors of the article; posts are written before."""
    names = Names(draft)
    find_owned(names, records)
    find_members(names, records)
    find_bases(names, records)
    find_parts(names, records)
    find_owned_bodies(names, records)
    posts = frozenset(role.head.i for role in roles if role.told.word.post)
    find_citizens(names, records, posts)
    find_leaders(names, records)
    find_conflicts(names, records, lexicon)
    find_treaties(names, records, lexicon)
