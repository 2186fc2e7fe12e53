"""Given names that are written in more than one way, from `given-names.yaml`."""

from __future__ import annotations

from functools import cache, lru_cache

from kg.resolve.names.data import table


@cache
def _groups(kind: str) -> dict[str, frozenset[int]]:
    """The numbers of the groups that each name is in."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(table("given-names")[kind]):
        for name in group:
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@cache
def _all_names() -> frozenset[str]:
    rows = table("given-names")
    kinds = ("spellings", "cognates", "short forms")
    return frozenset((*rows["others"], *rows["lists decide"])).union(*map(_groups, kinds))


def is_given_name(word: str) -> bool:
    """Known as a given name. Most are not listed, so False says nothing."""
    return word in _all_names()


@cache
def _western() -> frozenset[str]:
    return frozenset(table("given-names")["others"]).union(_groups("short forms"))


def is_western(word: str) -> bool:
    """Known as a given name of English or its neighbours, where family names are none."""
    return word in _western()


def _share(kind: str, left: str, right: str) -> bool:
    groups = _groups(kind)
    return not groups.get(left, frozenset()).isdisjoint(groups.get(right, frozenset()))


def spellings_of(name: str) -> frozenset[str]:
    """All listed spellings of the name, itself included."""
    numbers = _groups("spellings").get(name, frozenset())
    rows = table("given-names")["spellings"]
    return frozenset({name}.union(*(rows[number] for number in numbers)))


def are_spellings(left: str, right: str) -> bool:
    """One name in two transliterations: Sergei, Sergey."""
    return _share("spellings", left, right)


def are_cognates(left: str, right: str) -> bool:
    """One name in two languages: Vladimir, Volodymyr."""
    return any(_share("cognates", a, b) for a in spellings_of(left) for b in spellings_of(right))


def are_short_forms(left: str, right: str) -> bool:
    """A name and its short form, or two short forms of one: Joe, Joseph."""
    return any(_share("short forms", a, b) for a in spellings_of(left) for b in spellings_of(right))


@lru_cache(maxsize=20_000)
def alternatives(name: str) -> tuple[str, ...]:
    """Every listed form of the name: spellings, cognates and short forms, itself first."""
    found = set(spellings_of(name))
    for kind in ("cognates", "short forms"):
        for spelling in spellings_of(name):
            for number in _groups(kind).get(spelling, ()):
                found.update(table("given-names")[kind][number])
    return (name, *sorted(found - {name}))
