"""Words to word pieces: shapes, and tokens that no newspaper prints."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import kg
from kg.language.pieces import MAX_PIECES_PER_WORD, SHAPES, PieceEncoder, pad, shape

TOKENIZER = Path(kg.__file__).parent / "language" / "weights" / "tokenizer.json"


@pytest.fixture(scope="module")
def encoder() -> PieceEncoder:
    return PieceEncoder(TOKENIZER)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("said", "lower"),
        ("Seoul", "title"),
        ("NATO", "upper"),
        ("A", "initial"),
        ("McDonald", "mixed"),
        ("iPhone", "mixed"),
        ("eBay", "mixed"),
        ("1500", "digits"),
        ("1,500", "digits"),
        ("2024-10-23", "digits"),
        ("F-16", "alnum"),
        ("70th", "alnum"),
        ("G7", "alnum"),
        ("—", "other"),
        ("😀", "other"),
        ("", "other"),
        ("U.S.", "upper"),
        ("O'Neill", "mixed"),
        ("Łódź", "title"),
        ("ГАЗПРОМ", "upper"),
        ("平壤", "lower"),
        ("وقال", "lower"),
        ("½", "other"),
    ],
)
def test_shape_says_what_capitals_and_digits_say(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name


def test_first_points_at_the_first_piece_of_each_word(encoder: PieceEncoder) -> None:
    cut = encoder.encode(["Zaporizhzhia", "said", "no"])
    assert cut.first[0] == 1  # index 0 is the root
    assert len(cut.first) == 3
    assert cut.first == sorted(set(cut.first))
    assert cut.first[1] > 2  # a rare name takes several pieces
    assert len(cut.ids) == len(cut.shapes) == cut.first[-1] + 2
    assert cut.shapes[cut.first[0] : cut.first[1]] == [SHAPES.index("title")] * (
        cut.first[1] - cut.first[0]
    )


@pytest.mark.parametrize(
    "word",
    [
        "x" * 10_000, "😀" * 5_000, "https://example.org/" + "a/" * 500, "\u200f\u202e", "\x00",
        "\u0301" * 50, "漢" * 300, "ﷺ", "0" * 4_000, "-" * 900, " ", "",
    ],
    ids=lambda word: ascii(word)[:20],
)  # fmt: skip
def test_absurd_words_have_one_to_a_dozen_pieces(encoder: PieceEncoder, word: str) -> None:
    cut = encoder.encode(["before", word, "after"])
    width = cut.first[2] - cut.first[1]
    assert 1 <= width <= MAX_PIECES_PER_WORD


def test_a_word_is_cut_alike_at_every_place(encoder: PieceEncoder) -> None:
    alone, within = encoder.encode(["Pyongyang"]), encoder.encode(["in", "Pyongyang", "today"])
    start, end = within.first[1], within.first[2]
    assert alone.ids[1:-1] == within.ids[start:end]


def test_a_sentence_without_words_is_its_two_marks(encoder: PieceEncoder) -> None:
    cut = encoder.encode([])
    assert (len(cut.ids), cut.shapes, cut.first) == (2, [0, 0], [])


def test_rows_are_padded_to_the_longest() -> None:
    assert pad([[1, 2, 3], [4], []]).tolist() == [[1, 2, 3], [4, 0, 0], [0, 0, 0]]
    assert pad([[1], [2, 3]], value=9).tolist() == [[1, 9], [2, 3]]
    assert pad([]).shape == (0, 0)
    assert pad([[1]]).dtype == np.int64
