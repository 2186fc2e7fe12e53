"""`ner`: entity spans, on the file's own tokens.

Span-and-type exact micro scores; the tags are cut into spans by the rules of conlleval, so
that BIO, BIOES, BILOU and plain IO columns all work. Predictions: token, right tag, our tag.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.evaluation.columns import Sentence, SpanOf, bio, read_columns, spans_of
from kg.evaluation.labels import label_map, mapped, type_groups
from kg.evaluation.scores import prf
from kg.evaluation.words import analyse, cut_runs, news_reader

LONGEST_RUN = 60  # words given to the model at once where a block is a whole paragraph


def evaluate(file: Path, map_file: Path | None) -> tuple[int, dict[str, Any], list[str]]:
    sentences = read_columns(file)
    types = type_groups(label_map({s[2] for row in sentences for s in row.spans}, map_file, file))
    gold = [tuple(mapped(row.spans, types.of_label)) for row in sentences]
    found = [tuple(mapped(spans, types.of_type)) for spans in predict_entities(sentences)]
    lines = []
    for row, right, guess in zip(sentences, gold, found, strict=True):
        columns = zip(row.words, bio(right, row.words), bio(guess, row.words), strict=True)
        lines += ["\t".join(cells) for cells in columns] + [""]
    return len(sentences), score_spans(gold, found), lines


def score_spans(
    gold: Sequence[Sequence[SpanOf]], found: Sequence[Sequence[SpanOf]]
) -> dict[str, Any]:
    """Micro precision, recall and F1 of exact spans with type, overall and by type."""
    right: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    for expected, guess in zip(gold, found, strict=True):
        marked.update(span[2] for span in set(expected))
        guessed.update(span[2] for span in set(guess))
        right.update(span[2] for span in set(expected) & set(guess))
    by_type = {
        name: {**prf(right[name], guessed[name], marked[name]), "support": marked[name]}
        for name in sorted(marked.keys() | guessed.keys())
    }
    return {**prf(right.total(), guessed.total(), marked.total()), "by_type": by_type}


def predict_entities(sentences: Sequence[Sentence]) -> Iterator[list[SpanOf]]:
    """Our spans for each block; a long one is read in runs that end at a stop.

    The blocks of a document are read together, if the file marks documents.
    """
    names = news_reader().labels["ner"]
    documents = grouped(sentences)
    runs = [[run for s in one for run in cut_runs(s.words, LONGEST_RUN)] for one in documents]
    for document, analyses in zip(documents, analyse(runs), strict=True):
        rest = iter(analyses)
        for sentence in document:
            tags: list[str] = []
            for _ in cut_runs(sentence.words, LONGEST_RUN):
                tags += [names[label] for label in next(rest).ner]
            yield list(spans_of(tags))


def grouped(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """The blocks by document; one block each where the file marks no documents."""
    marked = any(sentence.opens for sentence in sentences)
    out: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.opens or not out or not marked:
            out.append([])
        out[-1].append(sentence)
    return out
