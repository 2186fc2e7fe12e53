"""`parse`: tags, lemmas and dependencies, on the words of the treebank.

Shares of words with the right tag, lemma, head (UAS), and head with full relation (LAS).
Predictions: CoNLL-U.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.evaluation.files import lines_of, refuse_map
from kg.evaluation.words import Words, analyse, cut_runs, news_reader
from kg.language import lemmas
from kg.language.reader import Analysis, NewsReader

LONGEST_TREE = 500  # words of a tree read whole: the encoder takes 512 pieces
CONLLU_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of a treebank, or what the model makes of it; `head` 0 = root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str


def evaluate(file: Path, map_file: Path | None) -> tuple[int, dict[str, Any], list[str]]:
    refuse_map("parse", map_file)
    documents = read_documents(file)
    gold = [tree for document in documents for tree in document]
    words = [[[word.form for word in tree] for tree in document] for document in documents]
    found = list(predict_trees(words))
    lines: list[str] = []
    for tree in found:
        lines += [
            f"{i}\t{w.form}\t{w.lemma}\t{w.upos}\t{w.xpos}\t_\t{w.head}\t{w.deprel}\t_\t_"
            for i, w in enumerate(tree, 1)
        ]
        lines.append("")
    return len(gold), score_trees(gold, found), lines


def read_trees(file: Path) -> list[list[Word]]:
    """Trees of a CoNLL-U file: syntactic words; ranges ("1-2") and empty nodes are left out."""
    return [tree for document in read_documents(file) for tree in document]


def read_documents(file: Path) -> list[list[list[Word]]]:
    """The same by document, as "# newdoc" says; one tree each where the file does not say so."""
    out: list[list[Word]] = []
    tree: list[Word] = []
    first: list[int] = []  # numbers of the trees that begin a document
    for number, line in enumerate([*lines_of(file), ""], 1):
        if line.startswith("#"):
            if line.startswith("# newdoc"):
                first.append(len(out))
            continue
        if not line.strip():
            if tree:
                out.append(tree)
                tree = []
            continue
        cells = line.split("\t")
        if len(cells) != CONLLU_COLUMNS:
            raise ConfigError(
                f"{file}, line {number}: {len(cells)} columns instead of {CONLLU_COLUMNS}; "
                "parse needs CoNLL-U, separated by tabs"
            )
        if re.fullmatch(r"\d+[-.]\d+", cells[0]):
            continue
        if cells[0] != str(len(tree) + 1) or not cells[6].isdigit():
            raise ConfigError(
                f"{file}, line {number}: word number {cells[0]!r} with head {cells[6]!r}; "
                "parse needs words numbered from 1 in every sentence, each with a head"
            )
        tree.append(Word(cells[1], cells[2], cells[3], cells[4], int(cells[6]), cells[7]))
    if not out:
        raise ConfigError(f"{file}: no sentences; parse needs CoNLL-U, a blank line after each")
    bounds = [0, *(n for n in first if n), len(out)] if first else range(len(out) + 1)
    return [out[begin:end] for begin, end in pairwise(bounds)]


def predict_trees(documents: Sequence[Sequence[Words]]) -> Iterator[list[Word]]:
    """Our tree of every sentence; the sentences of a document are read together."""
    reader = news_reader()
    runs = [
        [run for words in document for run in cut_runs(words, LONGEST_TREE)]
        for document in documents
    ]
    for document, analyses in zip(documents, analyse(runs), strict=True):
        rest = iter(analyses)
        for words in document:
            tree: list[Word] = []
            for run in cut_runs(words, LONGEST_TREE):
                tree += _as_words(reader, run, next(rest), before=len(tree))
            yield tree


def _as_words(reader: NewsReader, words: Words, found: Analysis, before: int) -> list[Word]:
    """The words of a run that `before` words of its sentence precede."""
    labels = reader.labels
    out = []
    for index, form in enumerate(words):
        upos, head = labels["upos"][found.upos[index]], int(found.heads[index])
        out.append(
            Word(
                form=form,
                lemma=lemmas.lemma_of(form, upos, labels["lemma"][found.lemma[index]]),
                upos=upos,
                xpos=labels["xpos"][found.xpos[index]],
                head=head + before if head else 0,
                deprel=labels["deprel"][found.deprel[index]] if head else "root",
            )
        )
    return out


def score_trees(gold: Sequence[Sequence[Word]], found: Sequence[Sequence[Word]]) -> dict[str, Any]:
    """Shares of words that agree; an unannotated lemma or tag ("_") agrees with anything."""
    right: Counter[str] = Counter()
    words = 0
    for expected, guess in zip(gold, found, strict=True):
        for a, b in zip(expected, guess, strict=True):
            words += 1
            right["upos"] += a.upos == b.upos
            right["xpos"] += a.xpos in (b.xpos, "_")
            right["lemma"] += a.lemma in (b.lemma, "_") or a.form == "_"
            right["uas"] += a.head == b.head
            right["las"] += a.head == b.head and a.deprel == b.deprel
    return {key: round(right[key] / words, 4) for key in ("upos", "xpos", "lemma", "uas", "las")}
