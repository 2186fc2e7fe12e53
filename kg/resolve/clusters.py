"""Clusters from pairwise verdicts: best pairs first, and never across a "different"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two items, by number, that may be one; `left < right`."""

    left: int
    right: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Clustering:
    """`root[i]` is the smallest item of i's cluster; `refused` pairs were blocked by a member."""

    root: tuple[int, ...]
    accepted: tuple[ScoredPair, ...]
    refused: tuple[ScoredPair, ...]

    def groups(self) -> list[list[int]]:
        """The items of each cluster, in the order of their first items."""
        members: dict[int, list[int]] = {}
        for number, root in enumerate(self.root):
            members.setdefault(root, []).append(number)
        return list(members.values())


def cluster(
    count: int, pairs: Iterable[ScoredPair], conflict: Callable[[int, int], bool]
) -> Clustering:
    """Join pairs in the order of their score; ties go by item number.

    Two clusters are joined only if no member of one conflicts with a member of the other,
    so that A = B and B = C never make A = C where A and C are known to differ. The outcome
    depends on the numbering of the items and on nothing else.
    """
    root = list(range(count))
    members = {item: [item] for item in range(count)}
    accepted, refused = [], []
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        a, b = sorted((root[pair.left], root[pair.right]))
        if a == b:
            accepted.append(pair)
            continue
        if any(conflict(x, y) for x in members[a] for y in members[b]):
            refused.append(pair)
            continue
        for item in members[b]:
            root[item] = a
        members[a] += members.pop(b)
        accepted.append(pair)
    return Clustering(tuple(root), tuple(accepted), tuple(refused))
