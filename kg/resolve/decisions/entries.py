"""The user's own decisions about who is who; they win over every rule.

A YAML file with three optional lists, or a CSV file with the columns
`verdict,left,right` and, if wanted, `why,date`:

    same:
      - [Kim Hong Kyun, Kim Hong-gyun]
      - {names: [Ann Tern, Anne Holm, A. Tern], why: she married, date: 2026-11-17}
    different:
      - [Hanwha, Hanwha Aerospace]
    alias: {the Iron Lady: margaret-thatcher}

Each side is a name as articles write it; the id of an entity as the graph shows it, with or
without `ent:`; its Wikidata id, after `wd` and a colon; or one mention, `doc:…-m3`, for what one
article means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.errors import ConfigError
from kg.records import slug, stable_id
from kg.vocabulary import surface

Pair = tuple[str, str]
SAME, DIFFERENT, ALIAS = VERDICTS = ("same", "different", "alias")
_POINTER = re.compile(r"(?P<kind>ent|doc):(?P<local>[\w.-]+)")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One decision as it was written; `line` says where (0: in no file), `date` is the user's."""

    verdict: str
    names: tuple[str, ...]
    why: str = ""
    date: str = ""
    line: int = 0

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The first name with each of the others."""
        return tuple((self.names[0], other) for other in self.names[1:])

    @property
    def key(self) -> tuple[str, frozenset[str]]:
        """Equal for entries that decide the same, in whatever order and spelling."""
        return self.verdict, frozenset(map(bare, self.names))


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of names or entity ids. An alias says that the left one is the right one.

    `entries` are the same with lines and reasons. `members` and `apart` are worked out for one
    collection: what ids and mentions mean there (`kg.resolve.decisions.anchors`).
    """

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    alias: tuple[Pair, ...] = ()
    entries: tuple[Entry, ...] = field(default=(), compare=False)
    members: tuple[Pair, ...] = field(default=(), compare=False)
    apart: tuple[Pair, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        problem = contradiction(self.listed)
        if problem:
            raise ConfigError(problem)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Decisions:
        """All that the entries decide; ConfigError if they contradict each other."""
        listed = tuple(entries)
        pairs = {v: tuple(p for e in listed if e.verdict == v for p in e.pairs) for v in VERDICTS}
        return cls(**pairs, entries=listed)

    @property
    def listed(self) -> tuple[Entry, ...]:
        """The entries, also of decisions that were given as pairs."""
        if self.entries:
            return self.entries
        given = ((SAME, self.same), (DIFFERENT, self.different), (ALIAS, self.alias))
        return tuple(Entry(verdict, pair) for verdict, pairs in given for pair in pairs)


def reference(text: str) -> str:
    """What a name or id is compared by: "Kim Hong-kyun" and "kim-hong-kyun" agree.

    `ent:…` and `doc:…` stay as they are: they mean what they point at, not all of that name.
    """
    if _POINTER.fullmatch(text):
        return text
    return slug(surface(text)) or stable_id("e", text)


def pointed(text: str) -> Pair:
    """("ent" or "doc", local name) of a pointer; ("", "") of a name."""
    match = _POINTER.fullmatch(text.strip())
    return (match["kind"], match["local"]) if match else ("", "")


def bare(text: str) -> str:
    """The reference of a name or id with or without `ent:`."""
    kind, local = pointed(text)
    return reference(local if kind == "ent" else text)


def is_name_and_own_id(pair: Pair) -> bool:
    """ "John Major" is not `john-major`: the name and the id made of it are told apart."""
    return bare(pair[0]) == bare(pair[1]) and pair[0] != pair[1]


def contradiction(entries: Iterable[Entry]) -> str:
    """What is decided both ways, also by way of others, as a sentence with lines; "" if nothing."""
    listed = list(entries)
    joins: dict[str, list[tuple[str, Entry]]] = {}
    for entry in listed:
        if entry.verdict != DIFFERENT:
            for left, right in entry.pairs:
                joins.setdefault(bare(left), []).append((bare(right), entry))
                joins.setdefault(bare(right), []).append((bare(left), entry))
    for entry in listed:
        for pair in entry.pairs if entry.verdict == DIFFERENT else ():
            path = _path(joins, bare(pair[0]), bare(pair[1]))
            if path:
                return _both_ways(entry, pair, path)
    return ""


def _path(joins: dict[str, list[tuple[str, Entry]]], start: str, goal: str) -> list[Entry]:
    """The entries that join the two, by the shortest way; none if nothing does."""
    ways: dict[str, list[Entry]] = {start: []}
    waiting = [start]
    for at in waiting:
        for other, entry in joins.get(at, ()):
            if other not in ways:
                ways[other] = [*ways[at], entry]
                waiting.append(other)
    return ways.get(goal, [])


def _both_ways(entry: Entry, pair: Pair, path: list[Entry]) -> str:
    said = ", ".join(dict.fromkeys(f"{_where(e)} ({' = '.join(e.names)})" for e in path))
    return (
        f"'{pair[0]}' and '{pair[1]}' are decided both ways: different by {_where(entry)}, "
        f"the same by {said}: remove one of these decisions"
    )


def _where(entry: Entry) -> str:
    return f"line {entry.line}" if entry.line else "this decision"


NO_DECISIONS = Decisions()
