""" "I" and "we" of those who are quoted: the speaker, and the state or body that he speaks for."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.draft import Actor, Draft, Spot
from kg.extract.quoted import Quoted
from kg.extract.roles import Role
from kg.records import MentionType, TenureStatus

_ONE = frozenset({"i", "me", "my", "myself"})
_MANY = frozenset({"we", "us", "our", "ourselves"})
_ACTING = frozenset({TenureStatus.CURRENT, TenureStatus.ACTING})
_SURE = 0.6


def link_first_person(draft: Draft, roles: Iterable[Role]) -> None:
    """Spots for the pronouns of the first person, where the speaker is named beside the words."""
    wanted = [t for t in draft.doc if t.pos_ == "PRON" and t.lower_ in _ONE | _MANY]
    if not wanted:
        return
    quoted, bodies = Quoted(draft), _spoken_for(roles)
    for token in wanted:
        speaker = quoted.speaker(token) if token.i not in draft.actor_at else None
        spot = speaker.spot if speaker is not None and _is_named(speaker.spot) else None
        actor = _meant(spot, bodies) if token.lower_ in _MANY else _person(spot)
        if actor is not None:
            span = draft.doc[token.i : token.i + 1]
            draft.actor_spot(span, actor, actor.kind, score=_SURE, proper=False)


def _is_named(spot: Spot | None) -> bool:
    """Not a pronoun himself: "“I won,” she said" would take two guesses."""
    return spot is not None and (spot.proper or spot.kind is MentionType.ORGANIZATION)


def _person(spot: Spot | None) -> Actor | None:
    actor = spot.actor if spot is not None else None
    return actor if actor is not None and actor.kind is MentionType.PERSON else None


def _meant(spot: Spot | None, bodies: dict[Actor, Actor]) -> Actor | None:
    """ "We", said by a minister, is his state; said by a party, the party; else nobody known."""
    actor = spot.actor if spot is not None else None
    if actor is None or spot is None or spot.kind is MentionType.DEMONYM:
        return None
    return bodies.get(actor) if actor.kind is MentionType.PERSON else actor


def _spoken_for(roles: Iterable[Role]) -> dict[Actor, Actor]:
    """Those who hold office in a state or are spokesmen of one body, and which it is.

    Not the leaders of parties and companies: their "we" is often everybody.
    """
    found: dict[Actor, set[Actor]] = {}
    for role in roles:
        word, holder, body = role.word, role.holder, role.body
        if holder is None or holder.actor is None or body is None or body.actor is None:
            continue
        office = word.named_field or word.leads or word.to_body
        speaks = word.spokesperson or (office and body.actor.kind is MentionType.STATE)
        if speaks and role.status in _ACTING and body.actor.kind is not MentionType.PLACE:
            found.setdefault(holder.actor, set()).add(body.actor)
    return {holder: next(iter(bodies)) for holder, bodies in found.items() if len(bodies) == 1}
