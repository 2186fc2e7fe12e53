"""Posts of the same name in several states: "the leaders of Avaria and Borland, Ada and Bea".

As many holders as states: each is in the state that comes in his place. With any other number it
is not told who is in which, and no state is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.extract import phrases
from kg.extract.draft import Draft, Spot
from kg.extract.roles import Role, is_body


def share_owners(draft: Draft, roles: Sequence[Role]) -> None:
    """Sets the bodies of plural titles with several holders and several owners."""
    several: dict[int, list[Role]] = defaultdict(list)
    for role in roles:
        if role.plural and role.holder is not None:
            several[role.head.i].append(role)
    for held in several.values():
        if len(held) < 2:
            continue
        owners = _owners(draft, held[0])
        if len(owners) < 2:
            continue
        held.sort(key=lambda role: role.holder.start if role.holder is not None else 0)
        told = len(owners) == len(held)
        for number, role in enumerate(held):
            _forget(draft, role)
            role.body, role.untold = (owners[number], False) if told else (None, True)
            draft.note_body(role.holder, role.body)


def _forget(draft: Draft, role: Role) -> None:
    """What was taken for his body is another's, or nobody can say."""
    actor, body = (spot.actor if spot is not None else None for spot in (role.holder, role.body))
    if actor is not None and body in draft.bodies_of.get(actor, ()):
        draft.bodies_of[actor] = [one for one in draft.bodies_of[actor] if one is not body]


def _owners(draft: Draft, role: Role) -> list[Spot]:
    """The states or bodies before the title ("their" too) or after "of", in text order."""
    for owner in phrases.children(role.head, "nmod:poss", "nmod", "amod"):
        if owner.dep_ == "nmod" and phrases.case_of(owner) != "of":
            continue  # "ambassadors to Avaria and Borland" are of others
        if owner.i in draft.groups:
            group = draft.groups[owner.i]
            told = all(is_body(spot) for spot in group)  # not "their envoys" of two presidents
            return sorted(group, key=lambda spot: spot.start) if told else []
        spots = [draft.actor_at.get(token.i) for token in phrases.coordinated(owner)]
        bodies = {id(s.actor): s for s in spots if s is not None and is_body(s)}
        if len(bodies) > 1:
            return sorted(bodies.values(), key=lambda spot: spot.start)
    return []
