"""Which pairs of person names are worth comparing.

Recall matters more than precision here; the comparison throws the rest away. What keeps
it from being quadratic is that blocks hold distinct spellings, not mentions, and that big
blocks are cut by the initial of the given name (`kg.resolve.near`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from kg.resolve.names.given_names import alternatives
from kg.resolve.names.person_names import PersonName, family_first_names
from kg.resolve.names.spelling import skeleton
from kg.resolve.near import Cutting, meeting_pairs

_EAST_SLAVIC = re.compile(r"(?:enko|[cs]huk|skyi?|skiy?)$")
_BARE_H = re.compile(r"(?<![cdgkpstz])h")
_INITIAL_CLASSES = {"c": "k", "g": "k", "q": "k", "y": "i", "e": "i", "j": "i", "b": "p", "d": "t"}


@lru_cache(maxsize=100_000)
def family_keys(name: PersonName) -> tuple[str, ...]:
    """What the family name may be, as keys that variants share; the likeliest first."""
    families = [name.family_core, *name.family_core.split()]
    if not name.asian and name.given and name.given[0] in family_first_names():
        families.append(name.given[0])
    return tuple(dict.fromkeys(map(family_key, families)))


def family_key(family: str) -> str:
    """What spellings of one family name share; a Ukrainian H is a Russian G."""
    if _EAST_SLAVIC.search(family):
        family = _BARE_H.sub("g", family)
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
    """Pairs of positions that are worth comparing, each once, smaller position first."""
    keys = {f"{number:09}": block_keys(name) for number, name in enumerate(names)}
    found = meeting_pairs(keys, cutting(lambda one: names[int(one)]))
    return ((int(a), int(b)) for a, b in sorted(found))


def cutting(name: Callable[[str], PersonName]) -> Cutting:
    """How blocks of names, given by ids, are cut."""
    return Cutting(lambda n: initials(name(n)), lambda n: name(n).key, most=80, window=60)


def initials(name: PersonName) -> Iterable[str]:
    """Classes of initials that the given name, or another form of it, may begin with."""
    if not name.given:
        return ("",)
    forms = alternatives(name.given[0]) if len(name.given[0]) > 1 else name.given[:1]
    return sorted({_INITIAL_CLASSES.get(form[0], form[0]) for form in (*forms, *name.given[1:])})
