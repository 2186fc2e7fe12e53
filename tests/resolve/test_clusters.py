"""Clusters never reach across a conflict."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.clusters import ScoredPair, cluster


def pair(left: int, right: int, score: float) -> ScoredPair:
    return ScoredPair(left, right, score, "test")


def never(_left: int, _right: int) -> bool:
    return False


def test_pairs_join_transitively() -> None:
    assert cluster(4, [pair(0, 1, 0.9), pair(1, 2, 0.9)], never).root == (0, 0, 0, 3)


def test_the_weaker_of_two_conflicting_pairs_is_refused() -> None:
    pairs = [pair(0, 1, 0.9), pair(1, 2, 0.95)]
    found = cluster(3, pairs, lambda a, b: {a, b} == {0, 2})
    assert found.root == (0, 1, 1)
    assert found.refused == (pairs[0],)


def test_a_conflict_of_any_member_blocks_the_whole_cluster() -> None:
    pairs = [pair(0, 1, 0.99), pair(2, 3, 0.98), pair(1, 2, 0.97)]
    found = cluster(4, pairs, lambda a, b: {a, b} == {0, 3})
    assert found.root == (0, 0, 2, 2)


def test_order_of_pairs_does_not_matter() -> None:
    pairs = [pair(0, 1, 0.9), pair(1, 2, 0.9), pair(2, 3, 0.9), pair(0, 3, 0.9)]
    found = {cluster(4, order, lambda a, b: {a, b} == {0, 2}).root for order in permutations(pairs)}
    assert len(found) == 1


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0, 1)), max_size=20),
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=6),
)
def test_no_cluster_holds_a_conflict(
    drawn: list[tuple[int, int, float]], apart: set[tuple[int, int]]
) -> None:
    def conflict(a: int, b: int) -> bool:
        return a != b and ((a, b) in apart or (b, a) in apart)

    pairs = [pair(min(a, b), max(a, b), score) for a, b, score in drawn if a != b]
    root = cluster(8, pairs, conflict).root
    assert all(not conflict(a, b) or root[a] != root[b] for a in range(8) for b in range(8))
