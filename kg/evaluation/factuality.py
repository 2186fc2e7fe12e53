"""`factuality`: how far the author presents what a predicate says as having happened.

UDS-IH2 JSONL (Rudinger, White and Van Durme 2018, "Neural Models of Factuality", NAACL): `text`
of tokens joined by blanks, and `targets` with `span1`, [start, end) in tokens, and `label`, from
-3 (did not happen) to 3 (happened). Pearson correlation and mean absolute error over the
predicates. Predictions: line of the file, token number, words, label, our value; by tabs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ReadError
from kg.evaluation.files import json_rows, refuse_map
from kg.evaluation.tokens import tokens_doc

LIMIT = 3.0


class Rating(Protocol):
    """The part of kg.language.discourse that is scored here."""

    def factualities(self, doc: Doc, /) -> NDArray[np.float32]:
        """One value per token, from -3 to 3."""
        ...


@dataclass(frozen=True, slots=True)
class Predicate:
    """[start, end) in tokens and the judges' mean label."""

    start: int
    end: int
    label: float


@dataclass(frozen=True, slots=True)
class Rated:
    """A sentence with its predicates; `line` in the file, from 1."""

    line: int
    words: list[str]
    predicates: list[Predicate]


def evaluate(file: Path, map_file: Path | None) -> tuple[int, dict[str, Any], list[str]]:
    """Score the shipped model; items are predicates."""
    refuse_map("factuality", map_file)
    from kg.language import discourse, load

    return evaluate_model(file, load(), discourse)


def evaluate_model(
    file: Path, nlp: Language, model: Rating
) -> tuple[int, dict[str, Any], list[str]]:
    labels: list[float] = []
    found: list[float] = []
    lines = []
    for sentence in read_rated(file):
        values = model.factualities(tokens_doc(nlp, [sentence.words]))
        for one in sentence.predicates:
            value = float(values[one.start : one.end].mean())
            labels.append(one.label)
            found.append(value)
            words = " ".join(sentence.words[one.start : one.end])
            lines.append(f"{sentence.line}\t{one.start}\t{words}\t{one.label:g}\t{value:.4f}")
    return len(labels), score_values(labels, found), lines


def score_values(labels: Sequence[float], found: Sequence[float]) -> dict[str, float]:
    """`pearson`, 0 where one side is constant, and `mae` on the scale from -3 to 3."""
    gold, guess = np.asarray(labels, dtype=np.float64), np.asarray(found, dtype=np.float64)
    a, b = gold - gold.mean(), guess - guess.mean()
    spread = math.sqrt(float(a @ a) * float(b @ b))
    return {
        "pearson": round(float(a @ b) / spread, 4) if spread else 0.0,
        "mae": round(float(np.abs(gold - guess).mean()), 4),
    }


def read_rated(file: Path) -> list[Rated]:
    """The sentences of a file. Raises ReadError with the line that is malformed."""
    out = []
    for number, row in json_rows(file):
        try:
            out.append(_rated(number, row))
        except (ValueError, TypeError, KeyError) as error:
            said = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise ReadError(f"{file}, line {number}: {said}") from error
    if not any(sentence.predicates for sentence in out):
        raise ReadError(f"{file}: no predicates; factuality needs the JSONL of UDS-IH2")
    return out


def _rated(number: int, row: dict[str, Any]) -> Rated:
    text, targets = row["text"], row["targets"]
    if not isinstance(text, str) or not text.strip():
        raise ValueError("'text' must be tokens joined by blanks")
    words = text.split()
    if not isinstance(targets, list) or not all(isinstance(one, dict) for one in targets):
        raise ValueError("'targets' must be a list of objects")
    return Rated(number, words, [_predicate(one, len(words)) for one in targets])


def _predicate(target: dict[str, Any], length: int) -> Predicate:
    label, span = target["label"], target["span1"]
    if not isinstance(label, int | float) or not abs(label) <= LIMIT:
        raise ValueError(f"the label {label!r} is no number from -3 to 3")
    if not (isinstance(span, list) and len(span) == 2 and all(type(at) is int for at in span)):
        raise ValueError(f"span1 is {span!r}, not two token numbers")
    if not 0 <= span[0] < span[1] <= length:
        raise ValueError(f"span1 {span} is outside of the {length} tokens")
    return Predicate(span[0], span[1], float(label))
