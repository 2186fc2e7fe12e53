"""MUC, B³ and CEAF-φ4 against values worked out by hand."""

from __future__ import annotations

import pytest

from kg.evaluation.clusters import Chains, b_cubed, ceaf_e, chains_of, muc, score_chains


def chains(*members: str) -> Chains:
    """One chain per string, one mention per character."""
    return [frozenset((ord(letter), ord(letter) + 1) for letter in text) for text in members]


KEY = chains("abcd", "ef", "g")
RESPONSE = chains("ab", "cde", "hi")


def test_muc_counts_links() -> None:
    # abcd is cut in two (ab, cd): 2 of 3 links; e and f are apart: 0 of 1; g has none.
    assert muc(KEY, RESPONSE) == (2, 4)
    # ab is whole: 1 of 1; cde is cut in two: 1 of 2; h and i are nowhere: 0 of 1.
    assert muc(RESPONSE, KEY) == (2, 4)


def test_b_cubed_counts_mentions() -> None:
    # abcd meets ab and cd: (4 + 4) / 4; ef meets e: 1 / 2; g meets nothing.
    assert b_cubed(KEY, RESPONSE) == pytest.approx((2.5, 7))
    # ab meets ab: 4 / 2; cde meets cd and e: (4 + 1) / 3; h and i are nowhere.
    assert b_cubed(RESPONSE, KEY) == pytest.approx((2 + 5 / 3, 7))


def test_ceaf_counts_entities() -> None:
    # abcd with ab: 2·2/6; ef with cde: 2·1/5; g and hi stay alone.
    assert ceaf_e(KEY, RESPONSE) == pytest.approx((2 / 3 + 2 / 5, 3))
    assert ceaf_e(RESPONSE, KEY) == pytest.approx((2 / 3 + 2 / 5, 3))


def test_ceaf_takes_the_best_assignment_not_the_best_pair() -> None:
    # abcd with abcef is the most alike (2·3/9), but leaves nothing for ef. Better together:
    # abcd with dx (2·1/6) and ef with abcef (2·2/7).
    share, _ = ceaf_e(chains("abcd", "ef"), chains("abcef", "dx"))
    assert share == pytest.approx(2 / 6 + 4 / 7)
    assert share > 6 / 9


def test_scores_of_a_document() -> None:
    scores = score_chains([(KEY, RESPONSE)])
    assert (scores["muc_recall"], scores["muc_precision"], scores["muc_f1"]) == (0.5, 0.5, 0.5)
    # 2·P·R/(P+R) with R = 2.5/7 and P = (11/3)/7: 2·0.357143·0.523810/0.880952
    assert (scores["b3_recall"], scores["b3_precision"], scores["b3_f1"]) == (
        0.3571,
        0.5238,
        0.4247,
    )
    assert scores["ceafe_f1"] == 0.3556  # (16/15) / 3 both ways
    assert scores["conll_f1"] == 0.4268  # mean of 0.5, 0.42471 and 0.35556


def test_documents_are_summed_not_averaged() -> None:
    whole = chains("xyz")
    scores = score_chains([(KEY, RESPONSE), (whole, whole)])
    assert scores["muc_recall"] == round((2 + 2) / (4 + 2), 4)
    assert scores["b3_recall"] == round((2.5 + 3) / (7 + 3), 4)
    assert scores["ceafe_recall"] == round((16 / 15 + 1) / (3 + 1), 4)


def test_a_perfect_response_scores_one_and_an_empty_one_zero() -> None:
    assert set(score_chains([(KEY, KEY)]).values()) == {1.0}
    assert set(score_chains([(KEY, [])]).values()) == {0.0}
    assert set(score_chains([([], RESPONSE)]).values()) == {0.0}
    assert set(score_chains([]).values()) == {0.0}


def test_one_chain_for_all_is_punished_by_precision() -> None:
    # Recall is full; of abcd + ef + g in one chain B³ keeps (16 + 4 + 1) / 7 of 7 mentions.
    scores = score_chains([(KEY, chains("abcdefg"))])
    assert (scores["b3_recall"], scores["b3_precision"]) == (1.0, round(3 / 7, 4))
    assert scores["muc_precision"] == round(4 / 6, 4)
    assert scores["ceafe_recall"] == round(8 / 11 / 3, 4)


def test_singletons_have_no_links_but_count_as_mentions_and_entities() -> None:
    scores = score_chains([(chains("a", "b"), chains("a"))])
    assert scores["muc_f1"] == 0.0
    assert (scores["b3_recall"], scores["b3_precision"]) == (0.5, 1.0)
    assert (scores["ceafe_recall"], scores["ceafe_precision"]) == (0.5, 1.0)


def test_a_span_in_two_chains_stays_in_the_first() -> None:
    assert chains_of([[(0, 1), (2, 3), (0, 1)], [(2, 3), (4, 6)], [(0, 1)]]) == [
        {(0, 1), (2, 3)},
        {(4, 6)},
    ]
