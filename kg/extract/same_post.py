"""Which of several holders "the prime minister" means.

Whoever has that very title, still has it, or was named last, in this order and only where one is
left. A title of another field ("the health minister") is of none of them, nor are several
("the ministers") or another ("the next minister").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.extract.binding import acting_on
from kg.extract.draft import Actor, Draft, Spot, start_of
from kg.extract.lexicon import table
from kg.extract.phrases import PLURAL
from kg.extract.roles import Role, role_lexicon
from kg.records import TenureStatus
from kg.vocabulary import fold

Held = tuple[Role, Actor]

_SMALL = frozenset({"of", "for", "the", "and", "in"})
_CONTRASTS = frozenset(table("nominals")["contrasts"]) - {"former"}
_LONG = 1200  # characters
_PARTS = re.compile(r"[\w'’]+")


def meant(
    draft: Draft, role: Role, held: Iterable[Held], people: Sequence[Spot]
) -> dict[int, Actor]:
    """Those of `held` whom the noun of a role may mean, by id; `people` in text order."""
    plural = role.plural or role.head.tag_ in PLURAL
    if plural or any(c.lower_ in _CONTRASTS for c in role.head.children):
        return {}
    wanted = _words(role)
    left = [one for one in held if _agree(wanted, _words(one[0]))]
    if len(_persons(left)) < 2:
        return _persons(left)
    left = [one for one in left if wanted <= _words(one[0])]
    # "The minister" may be one of finance; "the president" is no vice president.
    telling = role_lexicon().deputies if len(wanted) == 1 else None
    left = _narrowed(left, [one for one in left if _said(one[0], telling) == _said(role, telling)])
    status = role.status if role.explicit_status else TenureStatus.CURRENT
    left = _narrowed(left, [one for one in left if one[0].status is status])
    if len(_persons(left)) > 1:
        near = _named_near(draft, role, people)
        left = _narrowed(left, [one for one in left if id(one[1]) in near])
    return _persons(one for one in left if _is_recent(role, one[1], people))


def _narrowed(all_: list[Held], some: list[Held]) -> list[Held]:
    return some if some and len(_persons(all_)) > 1 else all_


def _persons(held: Iterable[Held]) -> dict[int, Actor]:
    return {id(actor): actor for _, actor in held}


def _words(role: Role) -> frozenset[str]:
    """What a title says: the same for "justice minister" and "minister of justice"."""
    return _parts(role.title)


@lru_cache(maxsize=1024)  # each noun is held against all titles of its kind
def _parts(title: str) -> frozenset[str]:
    return frozenset(_PARTS.findall(fold(title).replace("-", " "))) - _SMALL


def _said(role: Role, telling: frozenset[str] | None) -> frozenset[str]:
    words = _words(role)
    return words if telling is None else words & telling


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles with the same noun may be of one post: one says no less."""
    return one <= other or other <= one


def _is_recent(role: Role, person: Actor, people: Sequence[Spot]) -> bool:
    """Whether he was named not long before; else "the president" may be whoever holds the post."""
    at = role.head.idx
    first, last = (bisect_left(people, place, key=start_of) for place in (at - _LONG, at))
    return any(spot.actor is person for spot in people[first:last])


def _named_near(draft: Draft, role: Role, people: Sequence[Spot]) -> set[int]:
    """Who is named in the sentence before the noun or the one before it, and does not act on it."""
    sentence = role.head.sent
    begin = draft.doc[sentence.start - 1].sent if sentence.start else sentence
    first = bisect_left(people, begin.start_char, key=start_of)
    last = bisect_left(people, role.head.idx, key=start_of)
    acting = {
        id(spot.actor)
        for token in acting_on(role.head)
        if (spot := draft.actor_at.get(token.i)) is not None
    }
    return {id(spot.actor) for spot in people[first:last]} - acting
