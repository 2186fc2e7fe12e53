"""Arc scores to one tree: always a tree, and close to the best one."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from kg.language.tree import decode

Scores = NDArray[np.float32]


def is_tree(heads: NDArray[np.int64]) -> bool:
    """One root, and every word reaches it."""
    if np.count_nonzero(heads == 0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen: set[int] = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = int(heads[word - 1])
    return True


def total(scores: Scores, heads: NDArray[np.int64]) -> float:
    return float(scores[np.arange(len(heads)), heads].sum())


def best_total(scores: Scores) -> float:
    """The best tree with exactly one word under the root, by trying each as that word."""
    words = len(scores)
    best = -np.inf
    for root in range(1, words + 1):
        graph = nx.DiGraph()
        graph.add_edge(0, root, weight=float(scores[root - 1, 0]))
        for word in range(1, words + 1):
            for head in range(1, words + 1):
                if word not in (head, root):
                    graph.add_edge(head, word, weight=float(scores[word - 1, head]))
        tree = nx.maximum_spanning_arborescence(graph, preserve_attrs=True)
        best = max(best, sum(data["weight"] for _, _, data in tree.edges(data=True)))
    return best


@st.composite
def score_tables(draw: st.DrawFn) -> Scores:
    words = draw(st.integers(1, 14))
    elements = st.floats(-30, 30, width=32)
    return draw(hnp.arrays(np.float32, (words, words + 1), elements=elements))


@given(score_tables())
@settings(max_examples=400, deadline=None)
def test_any_scores_give_a_tree_with_one_root(scores: Scores) -> None:
    before = scores.copy()
    heads = decode(scores)
    assert is_tree(heads)
    assert np.array_equal(scores, before)  # the caller still needs them


@pytest.mark.parametrize("value", [0.0, -np.float32(1e9), 7.5])
@pytest.mark.parametrize("words", [1, 2, 3, 10, 200])
def test_ties_everywhere_give_a_tree(words: int, value: float) -> None:
    assert is_tree(decode(np.full((words, words + 1), value, dtype=np.float32)))


def test_a_greedy_tree_is_kept() -> None:
    heads = np.array([2, 0, 2, 5, 3])
    scores = np.full((5, 6), -5, dtype=np.float32)
    scores[np.arange(5), heads] = 5
    assert decode(scores).tolist() == heads.tolist()


def test_two_roots_leave_the_one_that_loses_most_without() -> None:
    scores = np.array(
        [
            # root  w1   w2   w3
            [9.0, 0.0, 1.0, 1.0],
            [5.0, 4.0, 0.0, 1.0],
            [0.0, 0.0, 6.0, 0.0],
        ],
        dtype=np.float32,
    )
    assert decode(scores).tolist() == [0, 1, 2]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array(
        [
            # root  w1   w2   w3
            [9.0, 0.0, 0.0, 0.0],
            [0.0, 4.0, 0.0, 9.0],
            [0.0, 7.0, 9.0, 0.0],
        ],
        dtype=np.float32,
    )
    assert decode(scores).tolist() == [0, 3, 1]


def test_most_random_tables_get_the_best_tree() -> None:
    rng = np.random.default_rng(7)
    optimal, loss = 0, 0.0
    cases = 200
    for _ in range(cases):
        words = int(rng.integers(2, 9))
        scores = rng.normal(0, 1, (words, words + 1)).astype(np.float32)
        # What a trained model gives: clear winners, some doubt.
        chosen = rng.integers(0, words + 1, words)
        scores[np.arange(words), chosen] += 3
        scores[np.arange(words), np.arange(1, words + 1)] = -50
        found, best = total(scores, decode(scores)), best_total(scores)
        assert found <= best + 1e-4
        optimal += found > best - 1e-4
        loss += (best - found) / words
    assert optimal >= 0.7 * cases
    assert loss / cases < 0.15
