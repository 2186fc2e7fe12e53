"""Words to the encoder's input: word pieces, the first piece of each word, and shapes.

The encoder is uncased; a shape per word gives it back what capitals and digits say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

SHAPES = ("none", "lower", "title", "upper", "initial", "mixed", "digits", "alnum", "other")
MAX_PIECES_PER_WORD = 12  # an absurd 10,000-letter "word" must not crowd out the sentence
MAX_LETTERS = 100


def shape(word: str) -> int:
    """The index into SHAPES of the word's letter pattern."""
    if word.isdigit():
        return 6
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return 6 if any(char.isdigit() for char in word) else 8
    if any(char.isdigit() for char in word):
        return 7
    uppers = sum(char.isupper() for char in letters)
    if uppers == 0:
        return 1
    if uppers == len(letters):
        return 4 if len(letters) == 1 else 3
    return 2 if letters[0].isupper() and uppers == 1 else 5


@dataclass(frozen=True, slots=True)
class Pieces:
    """One sentence for the encoder. `first[i]` is where word i starts in `ids`.

    Index 0 of `ids` is [CLS], which also stands for the root of the parse.
    """

    ids: list[int]
    shapes: list[int]
    first: list[int]


class PieceEncoder:
    """Cuts words into pieces; each distinct word is cut once and remembered."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        special = (self._tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]", "[UNK]"))
        self._cls, self._sep, self._unknown = (int(one or 0) for one in special)
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}

    def _word(self, word: str) -> tuple[tuple[int, ...], int]:
        found = self._known.get(word)
        if found is None:
            ids = self._tokenizer.encode(word[:MAX_LETTERS], add_special_tokens=False).ids
            found = (tuple(ids[:MAX_PIECES_PER_WORD]) or (self._unknown,), shape(word))
            if len(self._known) < 500_000:  # bounds memory on endless streams
                self._known[word] = found
        return found

    def encode(self, words: Sequence[str]) -> Pieces:
        ids, shapes, first = [self._cls], [0], []
        for word in words:
            cut, word_shape = self._word(word)
            first.append(len(ids))
            ids.extend(cut)
            shapes.extend([word_shape] * len(cut))
        ids.append(self._sep)
        shapes.append(0)
        return Pieces(ids, shapes, first)


def pad(rows: Sequence[Sequence[int]], value: int = 0) -> NDArray[np.int64]:
    """Rows of different lengths as one array [rows, longest], filled with `value`."""
    width = max((len(row) for row in rows), default=0)
    out = np.full((len(rows), width), value, dtype=np.int64)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return out
