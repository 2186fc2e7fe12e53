"""From arc scores to one tree per sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def decode(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Heads (0 = root, words from 1) of a tree over the words of one sentence.

    `scores` is [words, words + 1]. Takes the best head of each word; where that gives
    several roots or a cycle, changes the heads that cost least until it is a tree. The
    greedy repair after Chu & Liu (1965) is not guaranteed to be optimal, only a tree.
    """
    words = len(scores)
    scores = scores.copy()
    scores[np.arange(words), np.arange(1, words + 1)] = -np.inf
    heads: NDArray[np.int64] = scores.argmax(1)
    roots = np.flatnonzero(heads == 0)
    if len(roots) != 1:
        heads = _one_root(scores, heads, roots)
    for cycle in iter(lambda: _cycle(heads), None):
        _break(scores, heads, cycle)
    return heads


def _one_root(
    scores: NDArray[np.float32], heads: NDArray[np.int64], roots: NDArray[np.int64]
) -> NDArray[np.int64]:
    candidates = roots if len(roots) else np.arange(len(scores))
    best_other = scores[:, 1:].max(1)
    root = candidates[np.argmax((scores[:, 0] - best_other)[candidates])]
    scores[:, 0] = -np.inf
    if len(scores) == 1:
        return np.zeros(1, dtype=np.int64)
    heads = scores.argmax(1)
    heads[root] = 0
    return heads


def _cycle(heads: NDArray[np.int64]) -> list[int] | None:
    """The words (0-based) of some cycle, or None."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path = []
        word = start
        while word >= 0 and state[word] == 0:
            state[word] = 1
            path.append(word)
            word = int(heads[word]) - 1
        if word >= 0 and state[word] == 1:
            return path[path.index(word) :]
        for seen in path:
            state[seen] = 2
    return None


def _break(scores: NDArray[np.float32], heads: NDArray[np.int64], cycle: list[int]) -> None:
    """Give the word of the cycle that loses least a head that does not depend on the cycle."""
    outside = np.ones(scores.shape[1], dtype=bool)
    outside[0] = False
    inside = set(cycle)
    for word in range(len(heads)):
        seen = set()
        at = word
        while at >= 0 and at not in seen and at not in inside:
            seen.add(at)
            at = int(heads[at]) - 1
        if at in inside:
            outside[word + 1] = False
    if not outside.any():
        outside[0] = True
    masked = np.where(outside, scores[cycle], -np.inf)
    loss = scores[cycle, heads[cycle]] - masked.max(1)
    loser = int(np.argmin(loss))
    heads[cycle[loser]] = int(masked[loser].argmax())
