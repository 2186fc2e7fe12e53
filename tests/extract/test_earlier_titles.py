"""Titles that an article has told at more length before."""

from __future__ import annotations

import pytest

from tests.extract.holding import posts

P, ORG = "Person", "Organization"
TOLD = "A/DT/det/3 Bitlabs/NNP/compound/3 {}/NN/nsubj/4 resigned/VBD/root/0"
NAMED = "\n{}/NN/compound/2 Ada/NNP/nsubj/4 Lind/NNP/flat/2 spoke/VBD/root/0"
BETWEEN = "\nA/DT/det/3 Andesur/NNP/compound/3 spokesman/NN/nsubj/4 resigned/VBD/root/0"


@pytest.mark.parametrize(
    ("text", "ents", "expected"),
    [
        (TOLD.format("spokesman") + NAMED.format("spokesman"), [(1, 2, ORG), (5, 7, P)],
         ["Ada Lind = spokesman @ Bitlabs"]),
        (TOLD.format("ambassador") + NAMED.format("ambassador"), [(1, 2, ORG), (5, 7, P)],
         ["Ada Lind = ambassador @ Bitlabs"]),
        (TOLD.format("director") + NAMED.format("spokesman"), [(1, 2, ORG), (5, 7, P)],
         ["Ada Lind = spokesman"]),
        (TOLD.format("spokesman") + BETWEEN + NAMED.format("spokesman"),
         [(1, 2, ORG), (5, 6, ORG), (9, 11, P)], ["Ada Lind = spokesman"]),
    ],
)  # fmt: skip
def test_a_title_is_of_the_body_that_it_was_told_with(
    text: str, ents: list[tuple[int, int, str]], expected: list[str]
) -> None:
    assert posts(text, ents) == expected


FIRST = "{}/NN/compound/2 Minister/NN/compound/3 Ada/NNP/nsubj/5 Lind/NNP/flat/3 spoke/VBD/root/0"
AGAIN = "\nMinister/NN/compound/2 Ada/NNP/nsubj/4 Lind/NNP/flat/2 left/VBD/root/0"


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Trade", ["Ada Lind = Trade Minister"]),
        ("Deputy", ["Ada Lind = Deputy Minister", "Ada Lind = Minister"]),
    ],
)
def test_a_short_title_is_the_post_told_before(first: str, expected: list[str]) -> None:
    assert posts(FIRST.format(first) + AGAIN, [(2, 4, P), (6, 8, P)]) == expected
