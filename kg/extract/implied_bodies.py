"""Whose post it is where the text does not say: "President Ada Lind" is Borland's.

A post that only a state has, of a known person, is in the state that the vocabulary knows him to
hold posts in, if the article names it. Of others it is in the state that the words before it
speak of (near_states.py), else in the one that the article is about, where it names no other
nearly as often; else nothing is implied. Nor is it where the state has somebody else in that post.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.extract import phrases
from kg.extract.draft import Actor, Draft, Spot, start_of
from kg.extract.near_states import NearStates
from kg.extract.roles import Role, holder_id, is_state, role_lexicon, with_body
from kg.records import MentionType, TenureStatus
from kg.vocabulary import KnownEntity, fold

_STATE = MentionType.STATE
_CLEARLY = 3  # times as often as any other: an article about two states tells whose post it is
_LEAST = 2  # mentions


def give_states(draft: Draft, roles: Sequence[Role]) -> None:
    """Sets the body of roles that name none, once nouns for states are known."""
    states = _States(draft)
    near = NearStates(draft, states.of_id)
    bodied = with_body(roles)
    holders: dict[tuple[str, Actor], set[int]] = defaultdict(set)
    open_ = [r for r in roles if r.holder and r.body is None and r.to_body is None]
    for role in open_:
        role.body = _owner(draft, role)
    for role in roles:
        if role.holder is not None and role.status is TenureStatus.CURRENT:
            _note(holders, role)
    for role in open_:
        if role.body is None and (holder_id(role), fold(role.title)) not in bodied:
            role.body = _implied(draft, role, states, near)
            if role.body is not None and _is_taken(holders, role):
                role.body = None
            if role.status is TenureStatus.CURRENT:
                _note(holders, role)


def _note(holders: dict[tuple[str, Actor], set[int]], role: Role) -> None:
    if role.body is not None and role.body.actor is not None:
        holders[fold(role.title), role.body.actor].add(holder_id(role))


def _is_taken(holders: Mapping[tuple[str, Actor], set[int]], role: Role) -> bool:
    """Whether somebody else has the post now; "minister" and "senator" are several at a time."""
    several = len(role.span) == 1 and not role.word.leads
    if several or role.status is not TenureStatus.CURRENT or role.body is None:
        return False
    actor = role.body.actor
    return actor is not None and bool(
        holders.get((fold(role.title), actor), set()) - {holder_id(role)}
    )


class _States:
    """The mentions of states of one article, in text order."""

    def __init__(self, draft: Draft) -> None:
        self.spots: dict[Actor, list[Spot]] = {}
        for spot in draft.actor_spots():
            if spot.actor is not None and spot.actor.kind is _STATE:
                self.spots.setdefault(spot.actor, []).append(spot)
        self.of_id = {actor.known.id: actor for actor in self.spots if actor.known is not None}
        self.main = self._main()

    def _main(self) -> Actor | None:
        """The state that the article is about, if there is one."""
        ranked = sorted(self.spots, key=lambda actor: -len(self.spots[actor]))
        times = [len(self.spots[actor]) for actor in ranked[:2]]
        if not times or times[0] < max(_LEAST, _CLEARLY * sum(times[1:])):
            return None
        return ranked[0]

    def nearest(self, actor: Actor, at: int) -> Spot:
        spots = self.spots[actor]
        after = bisect_left(spots, at, key=start_of)
        return min(spots[max(0, after - 1) : after + 1], key=lambda spot: abs(spot.start - at))


def _owner(draft: Draft, role: Role) -> Spot | None:
    """The state that a noun before the title stands for: "the country's president"."""
    owner = phrases.child(role.head, "nmod:poss")
    spot = draft.actor_at.get(owner.i) if owner is not None else None
    if owner is None or owner.i >= role.head.i or spot is None or spot.proper:
        return None
    return spot if is_state(spot) else None


def _implied(draft: Draft, role: Role, states: _States, near: NearStates) -> Spot | None:
    if (
        role.stated
        or role.untold
        or _is_local(role)
        or not (role.word.of_state or role.head.lemma_.lower() == "leader")
    ):
        return None  # "she would be a good president", "the regional government spokesman"
    persons = _persons(draft, role)
    known = _known_states(draft, persons[0]) if len(persons) == 1 else []
    actor = next((states.of_id[one] for one in known if one in states.of_id), None)
    if actor is None:
        actor = _told(role, states, near)
        if actor is None or not all(_may_be_of(draft, one, actor) for one in persons):
            return None
    return states.nearest(actor, role.head.idx) if actor is not None else None


def _told(role: Role, states: _States, near: NearStates) -> Actor | None:
    """The state that the words near the title speak of, else the one of the article."""
    whole = _is_whole_name(role)
    found = near.of(role) if whole and role.word.of_state else None
    if found is None and role.word.of_main and (whole or len(states.spots) == 1):
        found = states.main
    return found


def _is_local(role: Role) -> bool:
    words = phrases.children(role.head, "amod", "compound")
    return any(word.lemma_.lower() in role_lexicon().local for word in words)


def _is_whole_name(role: Role) -> bool:
    """Whether the article gives more than a surname: who needs no more is often another's."""
    return (
        role.holder is not None and role.holder.actor is not None and " " in role.holder.actor.name
    )


def _persons(draft: Draft, role: Role) -> list[KnownEntity]:
    """The persons of the vocabulary who bear the holder's name."""
    actor = role.holder.actor if role.holder is not None else None
    if actor is None:
        return []
    return [e for e in draft.vocabulary.called(actor.name) if e.type is MentionType.PERSON]


def _may_be_of(draft: Draft, person: KnownEntity, state: Actor) -> bool:
    known = _known_states(draft, person)
    return not known or (state.known is not None and state.known.id in known)


def _known_states(draft: Draft, person: KnownEntity) -> list[str]:
    """Ids of the states in which the vocabulary knows the person to hold posts."""
    vocabulary = draft.vocabulary
    found = []
    for identifier in (*(tenure.body for tenure in person.tenures), person.parent):
        known = vocabulary.get(identifier)
        if known is not None and known.type is not _STATE:
            known = vocabulary.get(known.parent)
        if known is not None and known.type is _STATE and known.id not in found:
            found.append(known.id)
    return found
