"""Which pairs of person names are worth comparing.

Recall matters more than precision here; the comparison throws the rest away. What keeps
it from being quadratic is that blocks hold distinct spellings, not mentions, and that big
blocks are cut by the initial of the given name and then read in a sliding window.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kg.resolve.given_names import alternatives
from kg.resolve.person_names import PersonName, family_first_names
from kg.resolve.spelling import skeleton

_MOST_PER_BLOCK = 80
_WINDOW = 60
_INITIAL_CLASSES = {"c": "k", "g": "k", "q": "k", "y": "i", "e": "i", "j": "i", "b": "p", "d": "t"}


@lru_cache(maxsize=100_000)
def family_keys(name: PersonName) -> tuple[str, ...]:
    """What the family name may be, as keys that variants share; the likeliest first."""
    families = [name.family_core, *name.family_core.split()]
    if not name.asian and name.given and name.given[0] in family_first_names():
        families.append(name.given[0])
    return tuple(dict.fromkeys(map(family_key, families)))


def family_key(family: str) -> str:
    return family_first_names().get(family) or skeleton(family)


@lru_cache(maxsize=100_000)
def block_keys(name: PersonName) -> tuple[str, ...]:
    """A name meets another in every key that they share."""
    words = sorted((*name.given, *name.family.split()))
    further = [word for word in name.given[1:] if len(word) > 3 and not name.asian]
    keys = [f"f:{key}" for key in (*family_keys(name), *map(family_key, further))]
    keys.append("s:" + "".join(words))
    if name.given and len(name.given[0]) > 1:
        keys += [f"g:{skeleton(g)}:{name.family_core[:2]}" for g in alternatives(name.given[0])]
    return tuple(dict.fromkeys(keys))


def pairs_in_blocks(names: Sequence[PersonName]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, each once, smaller position first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for key in block_keys(name):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for _, members in sorted(blocks.items()):
        for pair in _pairs(members, names):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _pairs(members: list[int], names: Sequence[PersonName]) -> Iterator[tuple[int, int]]:
    if len(members) <= _MOST_PER_BLOCK:
        yield from _within(members, len(members))
        return
    parts: dict[str, list[int]] = defaultdict(list)
    for number in members:
        for initial in _initials(names[number]):
            parts[initial].append(number)
    for _, part in sorted(parts.items()):
        part.sort(key=lambda number: (names[number].key, number))
        yield from _within(part, len(part) if len(part) <= _MOST_PER_BLOCK else _WINDOW)


def _within(members: Sequence[int], window: int) -> Iterator[tuple[int, int]]:
    for place, left in enumerate(members):
        for right in members[place + 1 : place + window]:
            yield (left, right) if left < right else (right, left)


def _initials(name: PersonName) -> Iterable[str]:
    """Classes of initials that the given name, or another form of it, may begin with."""
    if not name.given:
        return ("",)
    forms = alternatives(name.given[0]) if len(name.given[0]) > 1 else name.given[:1]
    return sorted({_INITIAL_CLASSES.get(form[0], form[0]) for form in (*forms, *name.given[1:])})
