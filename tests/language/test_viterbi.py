"""Entity labels: only valid sequences, and the best of them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.language.reader import _transitions, viterbi

LABELS = ["O", "B-Person", "I-Person", "B-State", "I-State"]
ALLOWED = _transitions(LABELS)


def is_valid(labels: list[str]) -> bool:
    return all(
        not after.startswith("I-") or before[2:] == after[2:]
        for before, after in zip(["O", *labels], labels, strict=False)
    )


def logits(seed: int, rows: int, words: int, spread: float = 3.0) -> NDArray[np.float32]:
    rng = np.random.default_rng(seed)
    return rng.normal(0, spread, (rows, words, len(LABELS))).astype(np.float32)


def test_only_inside_of_another_type_is_forbidden() -> None:
    forbidden = {
        (LABELS[i], LABELS[j]) for i, j in zip(*np.nonzero(ALLOWED), strict=True)
    }  # fmt: skip
    assert forbidden == {
        ("O", "I-Person"), ("O", "I-State"), ("B-Person", "I-State"), ("I-Person", "I-State"),
        ("B-State", "I-Person"), ("I-State", "I-Person"),
    }  # fmt: skip


@given(seed=st.integers(0, 10_000), rows=st.integers(1, 4), words=st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_sequences_are_always_valid(seed: int, rows: int, words: int) -> None:
    best, taken = viterbi(logits(seed, rows, words), ALLOWED)
    for row in best:
        assert is_valid([LABELS[label] for label in row])
    assert best.shape == taken.shape == (rows, words)
    assert ((taken > 0) & (taken <= 1)).all()


@pytest.mark.parametrize("seed", range(25))
def test_no_valid_sequence_scores_higher(seed: int) -> None:
    scores = logits(seed, 1, 5)[0]
    best, _ = viterbi(scores[None], ALLOWED)
    found = scores[np.arange(5), best[0]].sum()
    brute = max(
        scores[np.arange(5), list(row)].sum()
        for row in product(range(len(LABELS)), repeat=5)
        if is_valid([LABELS[label] for label in row])
    )
    assert found == pytest.approx(brute, abs=1e-4)


def test_an_inside_without_beginning_yields_to_the_best_valid_reading() -> None:
    scores = np.zeros((1, 2, len(LABELS)), dtype=np.float32)
    scores[0, 0] = [0, 3, 4, 0, 0]  # I-Person is best, but nothing began
    scores[0, 1] = [0, 0, 5, 0, 0]
    best, _ = viterbi(scores, ALLOWED)
    assert [LABELS[label] for label in best[0]] == ["B-Person", "I-Person"]


def test_scores_are_the_labels_own_probabilities() -> None:
    scores = np.zeros((1, 1, len(LABELS)), dtype=np.float32)
    scores[0, 0, 1] = np.log(4.0)
    best, taken = viterbi(scores, ALLOWED)
    assert LABELS[best[0, 0]] == "B-Person"
    assert taken[0, 0] == pytest.approx(0.5)


def test_words_behind_the_end_of_a_padded_row_change_nothing() -> None:
    scores = logits(3, 2, 9)
    alone, _ = viterbi(scores[:1, :6], ALLOWED)
    padded = scores.copy()
    padded[0, 6:] = 0  # what the encoder gives for padding
    together, _ = viterbi(padded, ALLOWED)
    assert together[0, :6].tolist() == alone[0].tolist()
