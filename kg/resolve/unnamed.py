"""Persons without a name: they stand for a body, or for whoever holds a post."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Chain, MentionType
from kg.resolve.case import OPEN, Case
from kg.resolve.names.titles import is_post, speaks_for_body
from kg.resolve.posts import link_post, title_in
from kg.resolve.scores import Score


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A person of an open body, who speaks for it or, if there is a `title`, holds a post."""

    chain: Chain
    owner: str
    title: str = ""


def link_unnamed(case: Case) -> list[Unnamed]:
    """Officials stand for their body.

    Others ("a resident") are linked to nothing: no other article could mean them. Returns
    those whose body the collection has to tell, and holders of posts: it may know who they are.
    """
    left = []
    for chain in list(case.open_chains(MentionType.PERSON)):
        found = None if chain.names else _meaning(case, chain)
        if found and (found.title or found.owner.startswith(OPEN)):
            left.append(found)
        elif found:
            link_one(case, found, found.owner)
    return left


def _meaning(case: Case, chain: Chain) -> Unnamed | None:
    wordings = [(held.title, held.body) for held in chain.posts]
    wordings += [(text, chain.body) for text in chain.nominals]
    for text, body in wordings:
        title, owner = title_in(case, text, body)
        if owner and speaks_for_body(title):
            return Unnamed(chain, owner)
        if owner and is_post(title):
            return Unnamed(chain, owner, title)
    return None


def link_one(case: Case, person: Unnamed, owner: str) -> None:
    """Link a person to the body `owner`, or to the post there."""
    known = case.vocabulary.get(owner)
    entity = case.entity(owner) or (case.known_entity(known) if known else None)
    if person.title:
        link_post(case, person.chain, person.title, owner, Score.UNNAMED_HOLDER)
    elif entity:
        case.link(person.chain, entity, Score.UNNAMED_HOLDER)
