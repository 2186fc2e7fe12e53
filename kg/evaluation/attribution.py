"""`attribution`: who (source) says by which words (cue) what (content).

PolNeAR JSONL (Newell, Margolin and Ruths 2018, "An Attribution Relations Corpus for Political
News", LREC): `text`, and the `attributions` of the first of its `annotations`. The text is read
anew, so spans are compared in characters of it. Items are contiguous pieces: the pieces of a
role that white space alone parts are one, and white space at the ends is not counted.
`{source,cue,content}_{precision,recall,f1}`: exact pieces, micro over articles. `overlap_*`: the
same of words (runs of letters and digits, or one other mark) that a piece touches, each
counted once for each role that it has, the three roles together.
Predictions: one JSON object for each piece that is right, missed or wrong.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ReadError
from kg.evaluation.files import json_rows, refuse_map
from kg.evaluation.scores import prf

ROLES = ("source", "cue", "content")
Piece = tuple[int, int]  # [start, end) in characters
Marked = Mapping[str, frozenset[Piece]]  # by role
_WORD = re.compile(r"\w+|[^\w\s]")


class Attributing(Protocol):
    """The part of kg.language.discourse that is scored here."""

    def attributions(self, doc: Doc, /) -> list[tuple[str, int, int, float]]:
        """Role ("Source", "Cue" or "Content"), [start, end) in tokens, and score."""
        ...


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    text: str
    marked: Marked


def evaluate(file: Path, map_file: Path | None) -> tuple[int, dict[str, Any], list[str]]:
    """Score the shipped model; items are articles."""
    refuse_map("attribution", map_file)
    from kg.language import discourse, load

    return evaluate_model(file, load(), discourse)


def evaluate_model(
    file: Path, nlp: Language, model: Attributing
) -> tuple[int, dict[str, Any], list[str]]:
    articles = read_articles(file)
    found = []
    lines: list[str] = []
    for article in articles:
        doc = nlp(article.text)
        scores = {}
        for role, start, end, score in model.attributions(doc):
            span = doc[start:end]
            piece = trimmed(article.text, span.start_char, span.end_char)
            scores[role.lower(), *piece] = score
        guess = {
            role: frozenset((start, end) for one, start, end in scores if one == role)
            for role in ROLES
        }
        found.append(guess)
        lines += _lines_for(article, guess, scores)
    return len(articles), score_pieces(articles, found), lines


def score_pieces(articles: Sequence[Article], found: Sequence[Marked]) -> dict[str, float]:
    """Exact scores of each role and overlap of words; see the module."""
    out: dict[str, float] = {}
    for role in ROLES:
        pairs = [(a.marked[role], guess[role]) for a, guess in zip(articles, found, strict=True)]
        out.update(_named(role, pairs))
    pairs_of_words = [
        (frozenset(_words(a.text, a.marked)), frozenset(_words(a.text, guess)))
        for a, guess in zip(articles, found, strict=True)
    ]
    return {**out, **_named("overlap", pairs_of_words)}


def _named(name: str, pairs: Iterable[tuple[frozenset[Any], frozenset[Any]]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for gold, guess in pairs:
        counts.update(right=len(gold & guess), said=len(guess), marked=len(gold))
    scores = prf(counts["right"], counts["said"], counts["marked"])
    return {f"{name}_{key}": value for key, value in scores.items()}


def _words(text: str, marked: Marked) -> Iterable[tuple[str, int]]:
    """Role and number of each word that a piece of that role touches."""
    starts = [match.start() for match in _WORD.finditer(text)]
    ends = [match.end() for match in _WORD.finditer(text)]
    for role, pieces in marked.items():
        for low, high in pieces:
            touched = range(bisect_right(ends, low), bisect_left(starts, high))
            yield from ((role, word) for word in touched)


# -- articles -------------------------------------------------------------------------------------


def read_articles(file: Path) -> list[Article]:
    """The articles of a file. Raises ReadError with the line that is malformed."""
    out = []
    for number, row in json_rows(file):
        try:
            out.append(_article(row))
        except (ValueError, TypeError, KeyError) as error:
            said = f"no {error}" if isinstance(error, KeyError) else str(error)
            raise ReadError(f"{file}, line {number}: {said}") from error
    if not out:
        raise ReadError(f"{file}: no articles; attribution needs the JSONL of PolNeAR")
    return out


def _article(row: dict[str, Any]) -> Article:
    text, annotations = row["text"], row["annotations"]
    if not isinstance(text, str):
        raise ValueError("'text' is no text")
    if not isinstance(annotations, list) or not annotations:
        raise ValueError("'annotations' must be a list with at least one annotator")
    attributions = annotations[0]["attributions"]
    if not isinstance(attributions, list) or not all(isinstance(a, dict) for a in attributions):
        raise ValueError("'attributions' must be a list of objects")
    marked = {
        role: frozenset(piece for one in attributions for piece in joined(text, one.get(role, [])))
        for role in ROLES
    }
    return Article(str(row.get("id", "")), text, marked)


def joined(text: str, pieces: Sequence[Sequence[int]]) -> list[Piece]:
    """The pieces in order; those that overlap, or that white space alone parts, made one."""
    out: list[Piece] = []
    for start, end in sorted(_checked(text, pieces)):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return [(start, end) for start, end in (trimmed(text, *piece) for piece in out) if start < end]


def _checked(text: str, pieces: Any) -> Iterable[Piece]:
    if not isinstance(pieces, list):
        raise ValueError(f"{pieces!r} is no list of pieces")
    for piece in pieces:
        if not (isinstance(piece, list) and len(piece) == 2 and all(type(i) is int for i in piece)):
            raise ValueError(f"{piece!r} is no piece [start, end]")
        if not 0 <= piece[0] <= piece[1] <= len(text):
            raise ValueError(f"the piece {piece} is outside of the text")
        yield piece[0], piece[1]


def trimmed(text: str, start: int, end: int) -> Piece:
    """Without white space at the ends."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _lines_for(
    article: Article, found: Marked, scores: Mapping[tuple[str, int, int], float]
) -> list[str]:
    out = []
    for role in ROLES:
        for start, end in sorted(article.marked[role] | found[role]):
            piece = (start, end)
            verdict = "missed" if piece not in found[role] else "right"
            verdict = verdict if piece in article.marked[role] else "wrong"
            row = {"id": article.id, "role": role, "start": start, "end": end}
            row |= {"text": article.text[start:end], "verdict": verdict}
            if (role, *piece) in scores:
                row["score"] = round(scores[role, start, end], 4)
            out.append(json.dumps(row, ensure_ascii=False))
    return out
