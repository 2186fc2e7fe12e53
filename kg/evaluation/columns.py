"""CoNLL columns of entities: the token in the first column, its tag in the last.

The last column is that of most rows: what some rows have beyond it is a nested tag (as in
Worldwide Newswire), which is not scored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ConfigError
from kg.evaluation.files import lines_of
from kg.evaluation.words import Words

SpanOf = tuple[int, int, str]  # first word, word after the last, type

MAX_LABELS = 60  # a last column with more distinct values holds no entity tags
_TAG = re.compile(r"(?:(?P<place>[BIESLUM])[-_])?(?P<label>.+)")
_COLUMN_TAG = re.compile(r"O|[BIESLUM][-_]\S+")
_BEGINS = frozenset("BSU")
_ENDS = frozenset("ESLU")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One block of the file: its words and the spans that it marks, in the file's labels.

    `opens`: a document begins with it, as the file says.
    """

    words: Words
    spans: tuple[SpanOf, ...]
    opens: bool = False


def read_columns(file: Path) -> list[Sentence]:
    """Blocks of a CoNLL file: token in the first column, tag in the last."""
    rows: list[list[str]] = []
    blocks: list[tuple[bool, list[list[str]]]] = []
    opens = False
    for number, line in enumerate([*lines_of(file), ""], 1):
        cells = line.split("\t") if "\t" in line else line.split()
        cells = [cell.strip() for cell in cells if cell.strip()]
        if not cells or cells[0] == "-DOCSTART-":
            if rows:
                blocks.append((opens, rows))
                rows, opens = [], False
            opens = opens or bool(cells)
        elif line.startswith("# ") and not (len(cells) == 2 and _COLUMN_TAG.fullmatch(cells[1])):
            if line.startswith(("# article", "# newdoc")):
                if rows:
                    blocks.append((opens, rows))
                    rows = []
                opens = True
            continue  # a comment, not the token "#"
        elif len(cells) == 1:
            raise ConfigError(
                f"{file}, line {number}: one column only; ner needs CoNLL columns, "
                "the token first and the tag last"
            )
        else:
            rows.append(cells)
    widths = Counter(len(row) for _, block in blocks for row in block)
    tag = max(widths, key=lambda width: (widths[width], width)) - 1 if widths else 0
    out = [
        Sentence(
            [row[0] for row in block],
            tuple(spans_of([row[min(tag, len(row) - 1)] for row in block])),
            opens,
        )
        for opens, block in blocks
    ]
    _check_columns(out, file)
    return out


def _check_columns(sentences: Sequence[Sentence], file: Path) -> None:
    labels = {span[2] for row in sentences for span in row.spans}
    if not sentences:
        raise ConfigError(f"{file}: no sentences; ner needs CoNLL columns, a blank line between")
    if len(labels) > MAX_LABELS or labels == {"_"}:
        raise ConfigError(
            f"{file}: the last column holds no entity tags ({len(labels)} different values); "
            "for a CoNLL-U treebank use the task parse"
        )


def spans_of(tags: Sequence[str]) -> Iterator[SpanOf]:
    """Spans of a tag sequence by the rules of conlleval; a bare label reads as "I-label"."""
    start, current, ended = 0, "", True
    for index, tag in enumerate([*tags, "O"]):
        match = _TAG.fullmatch(tag)
        place, label = (match["place"] or "I", match["label"]) if match else ("I", tag)
        if tag == "O":
            label = ""
        if current and (ended or place in _BEGINS or label != current):
            yield start, index, current
            current = ""
        if label and not current:
            start, current = index, label
        ended = place in _ENDS


def bio(spans: Iterable[SpanOf], words: Words) -> list[str]:
    """BIO tags of the spans, one for each word."""
    tags = ["O"] * len(words)
    for start, end, label in spans:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tags
