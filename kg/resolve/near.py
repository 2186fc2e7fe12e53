"""Names that are nearly alike, found without comparing every name with every other.

Names meet in blocks, by the keys that they share. A big block is cut into parts and read there in
a sliding window, so that the work grows with the number of names and not with its square. What
was found can be kept: names that met in an earlier run are not compared again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.resolve.names.comparison import NEAR_MISS_FROM, Comparison

Pair = tuple[str, str]
Keys = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Cutting:
    """How blocks of more than `most` names are cut: into parts, read by `order`.

    A name may be in several parts; in a part that is still big it meets the `window` next ones.
    """

    parts: Callable[[str], Iterable[str]]
    order: Callable[[str], str]
    most: int
    window: int


@dataclass(frozen=True, slots=True)
class Known:
    """Names of the vocabulary with their keys, and the other way round."""

    names: Keys
    blocks: Keys

    @classmethod
    def of(cls, names: Keys) -> Known:
        blocks: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            for key in names[name]:
                blocks[key].append(name)
        return cls(names, dict(blocks))


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of names that are worth a record, the smaller name first.

    `names` are those that articles use, with their keys.
    """

    names: Keys = field(default_factory=dict)
    pairs: Mapping[Pair, Comparison] = field(default_factory=dict)


def near_pairs(
    names: Keys,
    known: Known,
    cutting: Cutting,
    compare: Callable[[str, str], Comparison],
    before: Near,
) -> Near:
    """Near pairs of a name of the articles with another of them or with a `known` one.

    `before` saves work and changes nothing; it must come from the same known names and the same
    comparison. More names can only push two apart in a window, and fewer can bring two together:
    so only names that are new are compared, and all in blocks that a name has left.
    """
    blocks = _Blocks(names, known, cutting)
    new = names.keys() - before.names.keys()
    left = {key for name in before.names.keys() - names.keys() for key in before.names[name]}
    pairs = {pair: found for pair, found in before.pairs.items() if blocks.meet(*pair)}
    for pair in set(blocks.pairs(new, left)) - pairs.keys():
        found = compare(*pair)
        if found.score >= NEAR_MISS_FROM:
            pairs[pair] = found
    return Near(names, dict(sorted(pairs.items())))


def meeting_pairs(names: Keys, cutting: Cutting) -> set[Pair]:
    """All pairs of names that are to be compared."""
    return set(_Blocks(names, Known({}, {}), cutting).pairs(names, ()))


class _Blocks:
    """Names by their keys; blocks without a name of the articles are left out."""

    def __init__(self, names: Keys, known: Known, cutting: Cutting) -> None:
        self._names = names
        self._known = known.names
        self._cutting = cutting
        blocks: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            for key in names[name]:
                blocks[key].append(name)
        for key, block in blocks.items():
            block += [name for name in known.blocks.get(key, ()) if name not in names]
        self._blocks = dict(blocks)
        big = (key for key, block in blocks.items() if len(block) > cutting.most)
        self._parts = {key: self._cut(blocks[key]) for key in big}

    def _cut(self, block: Iterable[str]) -> list[dict[str, int]]:
        """The parts of a big block: name → its place."""
        parts: dict[str, list[str]] = defaultdict(list)
        for name in block:
            for part in self._cutting.parts(name):
                parts[part].append(name)
        order = self._cutting.order
        ordered = (sorted(part, key=lambda name: (order(name), name)) for part in parts.values())
        return [{name: at for at, name in enumerate(part)} for part in ordered]

    def _keys(self, name: str) -> Sequence[str]:
        return self._names.get(name) or self._known.get(name, ())

    def _reach(self, part: Collection[str]) -> int:
        small = len(part) <= self._cutting.most
        return len(part) if small else self._cutting.window

    def meet(self, a: str, b: str) -> bool:
        """True if the two are to be compared."""
        if a not in self._names and b not in self._names:
            return False
        shared = set(self._keys(a)).intersection(self._keys(b))
        return any(self._near(key, a, b) for key in shared)

    def _near(self, key: str, a: str, b: str) -> bool:
        if key not in self._parts:
            return key in self._blocks
        parts = (part for part in self._parts[key] if a in part and b in part)
        return any(abs(part[a] - part[b]) < self._reach(part) for part in parts)

    def pairs(self, new: Collection[str], whole: Collection[str]) -> Iterator[Pair]:
        """Pairs that meet: of a new name with any, and of all in the blocks `whole`."""
        touched = {key for name in new for key in self._names[name]}
        for key in sorted(touched.union(whole) & self._blocks.keys()):
            for part in self._parts.get(key, [self._blocks[key]]):
                yield from self._in_part(list(part), set(part) if key in whole else new)

    def _in_part(self, part: Sequence[str], asking: Collection[str]) -> Iterator[Pair]:
        reach = self._reach(part)
        for place, one in enumerate(part):
            if one in asking:
                for other in part[max(0, place - reach + 1) : place + reach]:
                    if one != other and (one in self._names or other in self._names):
                        yield (one, other) if one < other else (other, one)
