"""Whose post it is where the text does not say: "President Bola Tinubu" is Nigeria's.

A post that only a state has, of a known person, is in the state that the vocabulary knows him to
hold posts in, if the article names it; of others it is in the state that the article is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.extract import phrases
from kg.extract.draft import Actor, Draft, Spot
from kg.extract.roles import Role
from kg.records import MentionType
from kg.vocabulary import fold

_MOST = 0.5  # share of the mentions of states that are of the one the article is about
_STATE = MentionType.STATE


def give_states(draft: Draft, roles: Sequence[Role]) -> None:
    """Sets the body of roles that name none, once nouns for states are known."""
    states = [spot for spot in _named(draft) if spot.actor and spot.actor.kind is _STATE]
    if not states:
        return
    bodied = {(_holder(role), fold(role.title)) for role in roles if role.body is not None}
    for role in roles:
        owner = _owner(draft, role)
        if owner is not None:
            role.body = owner  # "the country's president"
            continue
        if not _needs_state(role) or (_holder(role), fold(role.title)) in bodied:
            continue
        known = _known_states(draft, role)
        actors = [spot.actor for spot in states if spot.actor and spot.actor.known]
        named = {actor.known.id: actor for actor in actors if actor.known is not None}
        if known:
            found = next((named[one] for one in known if one in named), None)
        else:
            found = _main(role, states)
        if found is not None:
            role.body = _nearest(states, found, role.head.idx)


def _named(draft: Draft) -> Iterable[Spot]:
    found = {id(spot): spot for spot in draft.actor_at.values()}
    return sorted(found.values(), key=lambda spot: spot.start)


def _holder(role: Role) -> int:
    return id(role.holder.actor) if role.holder is not None else 0


def _owner(draft: Draft, role: Role) -> Spot | None:
    """The state that a noun or pronoun before the title stands for."""
    owner = phrases.child(role.head, "nmod:poss")
    if role.holder is None or role.body is not None or owner is None or owner.i >= role.head.i:
        return None
    spot = draft.actor_at.get(owner.i)
    if spot is None or spot.actor is None or spot.actor.kind is not _STATE or spot.proper:
        return None
    return spot


def _needs_state(role: Role) -> bool:
    if role.holder is None or role.body is not None or role.to_body is not None:
        return False
    if not role.word.of_state or role.plural:
        return False
    return role.title[:1].isupper() or bool(role.word.field) or len(role.span) > 1


def _known_states(draft: Draft, role: Role) -> list[str]:
    """Ids of the states in which the vocabulary knows the holder to hold posts, latest first."""
    actor = role.holder.actor if role.holder is not None else None
    if actor is None:
        return []
    vocabulary = draft.vocabulary
    persons = [e for e in vocabulary.called(actor.name) if e.type is MentionType.PERSON]
    if len(persons) != 1:
        return []
    found = []
    for identifier in (*(tenure.body for tenure in persons[0].tenures), persons[0].parent):
        known = vocabulary.get(identifier)
        if known is not None and known.type is not _STATE:
            known = vocabulary.get(known.parent)
        if known is not None and known.type is _STATE and known.id not in found:
            found.append(known.id)
    return found


def _main(role: Role, states: Sequence[Spot]) -> Actor | None:
    """The state that the article is about: the one that most of its mentions of states are of.

    Not where the sentence names others only.
    """
    counts = Counter(id(spot.actor) for spot in states)
    best, count = counts.most_common(1)[0]
    if count < 3 or count / len(states) < _MOST:
        return None
    sentence = role.head.sent
    begin, end = sentence.start_char, sentence.end_char
    here = {id(spot.actor) for spot in states if begin <= spot.start < end}
    if here and best not in here:
        return None
    return next(spot.actor for spot in states if id(spot.actor) == best)


def _nearest(states: Sequence[Spot], actor: Actor, at: int) -> Spot:
    return min((s for s in states if s.actor is actor), key=lambda s: (abs(s.start - at), s.start))
