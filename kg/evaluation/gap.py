"""Pronouns with two candidate names: the GAP corpus and its scores.

Webster et al. (2018), "Mind the GAP: A Balanced Corpus of Gendered Ambiguous Pronouns" (TACL 6).
Each candidate of each example is one decision, coreferent or not; F1 is of the coreferent ones,
over all examples and by the pronoun's gender; bias is feminine F1 over masculine F1.
Predictions: the corpus's own format for systems (id, A, B: TRUE or FALSE) and the two scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ReadError
from kg.evaluation.clusters import Mention
from kg.evaluation.scores import prf

HEADER = (
    *("ID", "Text", "Pronoun", "Pronoun-offset", "A", "A-offset", "A-coref"),
    *("B", "B-offset", "B-coref", "URL"),
)
THRESHOLD = 0.5
_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "masculine"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "feminine"),
}
_TRUTH = {"TRUE": True, "FALSE": False}


class Scoring(Protocol):
    """The part of kg.language.discourse that is asked here."""

    def chain_scores(
        self, doc: Doc, pronoun: tuple[int, int], names: list[tuple[int, int]], /
    ) -> list[float]:
        """Probability for each name that it and the pronoun corefer; spans in tokens."""
        ...


@dataclass(frozen=True, slots=True)
class Example:
    """A passage; `pronoun` and the two `names` are [start, end) in characters."""

    id: str
    text: str
    gender: str
    pronoun: tuple[int, int]
    names: tuple[tuple[int, int], tuple[int, int]]
    coreferent: tuple[bool, bool]


def is_gap(lines: Sequence[str]) -> bool:
    return tuple(lines[0].split("\t")[:3]) == HEADER[:3]


def read_examples(lines: Sequence[str], file: Path) -> list[Example]:
    """The examples of a file of GAP. Raises ReadError with the line that is malformed."""
    if tuple(lines[0].rstrip().split("\t")) != HEADER:
        raise ReadError(f"{file}, line 1: the columns of GAP are {', '.join(HEADER)}")
    out = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != len(HEADER):
            raise ReadError(f"{file}, line {number}: {len(cells)} columns, not {len(HEADER)}")
        try:
            out.append(_example(dict(zip(HEADER, cells, strict=True))))
        except ValueError as error:
            raise ReadError(f"{file}, line {number}: {error}") from error
    if not out:
        raise ReadError(f"{file}: no examples after the header")
    return out


def _example(cells: dict[str, str]) -> Example:
    gender = _GENDERS.get(cells["Pronoun"].lower())
    if gender is None:
        raise ValueError(f"{cells['Pronoun']!r} is no pronoun of he or she")
    return Example(
        cells["ID"],
        cells["Text"],
        gender,
        _span(cells, "Pronoun"),
        (_span(cells, "A"), _span(cells, "B")),
        (_truth(cells, "A-coref"), _truth(cells, "B-coref")),
    )


def _span(cells: dict[str, str], column: str) -> tuple[int, int]:
    text, offset = cells[column], cells[f"{column}-offset"]
    start = int(offset) if offset.isdecimal() else -1
    if not text or start < 0 or not cells["Text"].startswith(text, start):
        raise ValueError(f"the text has no {column} {text!r} at {offset}")
    return start, start + len(text)


def _truth(cells: dict[str, str], column: str) -> bool:
    if cells[column].upper() not in _TRUTH:
        raise ValueError(f"{column} is {cells[column]!r}, neither TRUE nor FALSE")
    return _TRUTH[cells[column].upper()]


def answers(examples: Sequence[Example], nlp: Language, model: Scoring) -> Iterator[list[float]]:
    """For each example the probabilities of its two names."""
    for example in examples:
        doc = nlp(example.text)
        names = [tokens_at(doc, *span) for span in example.names]
        yield model.chain_scores(doc, tokens_at(doc, *example.pronoun), names)


def tokens_at(doc: Doc, start: int, end: int) -> Mention:
    """The tokens that share characters with [start, end) of the text."""
    inside = [token.i for token in doc if token.idx < end and token.idx + len(token) > start]
    return inside[0], inside[-1] + 1


def decide(scores: Sequence[float]) -> tuple[bool, bool]:
    """The better of two names, if it is more likely than not; the first where they are equal."""
    a, b = scores
    return a >= THRESHOLD and a >= b, b >= THRESHOLD and b > a


def score_gap(
    examples: Sequence[Example], decisions: Sequence[tuple[bool, bool]]
) -> dict[str, float]:
    """`f1` with precision and recall, `f1_masculine`, `f1_feminine` and `bias`.

    `bias` is 0 where nothing masculine is right.
    """
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for example, decision in zip(examples, decisions, strict=True):
        for gold, guess in zip(example.coreferent, decision, strict=True):
            right[example.gender] += gold and guess
            said[example.gender] += guess
            true[example.gender] += gold
    f1 = {
        gender: 2 * right[gender] / (said[gender] + true[gender]) if right[gender] else 0.0
        for gender in ("masculine", "feminine")
    }
    bias = f1["feminine"] / f1["masculine"] if f1["masculine"] else 0.0
    return {
        **prf(right.total(), said.total(), true.total()),
        "f1_masculine": round(f1["masculine"], 4),
        "f1_feminine": round(f1["feminine"], 4),
        "bias": round(bias, 4),
    }


def lines_for(
    examples: Sequence[Example],
    decisions: Sequence[tuple[bool, bool]],
    scores: Sequence[Sequence[float]],
) -> list[str]:
    """Predictions: id, decision on A, decision on B, score of A, score of B; by tabs."""
    return [
        "\t".join([example.id, *(str(d).upper() for d in decision), *(f"{s:.4f}" for s in pair)])
        for example, decision, pair in zip(examples, decisions, scores, strict=True)
    ]
