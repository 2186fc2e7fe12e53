"""Files of coreference chains: columns as in CoNLL-2012, the chains in the last.

A document stands between "#begin document NAME" and "#end document"; blank lines, if any,
part its sentences. The token is the fourth column, or the second where there are three. A
mention is opened by "(3" and closed by "3)"; "(3)" is one token long; a bar between two, as in
"(3|(4)", may be left out; "-", "_" and nothing mean no mention.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ReadError
from kg.evaluation.clusters import Mention
from kg.evaluation.files import lines_of

_BEGIN = re.compile(r"#\s*begin document\b(.*)")
_END = re.compile(r"#\s*end document\b")
_BRACKET = re.compile(r"(?P<opens>\()?(?P<label>[^()|]+)(?P<closes>\))?\|?")
_NO_MENTION = frozenset({"", "-", "_", "*"})
FEWEST = 3  # columns


@dataclass(slots=True)
class ChainDocument:
    """A document's sentences of tokens, and its chains by label, singletons included."""

    name: str
    sentences: list[list[str]] = field(default_factory=list)
    chains: dict[str, list[Mention]] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        return [word for sentence in self.sentences for word in sentence]


def read_chains(file: Path) -> list[ChainDocument]:
    """The documents of a file. Raises ReadError with the line where it is malformed."""
    out: list[ChainDocument] = []
    reading: _Reading | None = None
    lines = lines_of(file)
    for number, line in enumerate(lines, 1):
        try:
            if begin := _BEGIN.match(line):
                if reading is not None:
                    out.append(reading.finish())
                reading = _Reading(begin[1].strip())
            elif _END.match(line):
                if reading is not None:
                    out.append(reading.finish())
                reading = None
            elif not line.strip():
                if reading is not None:
                    reading.end_sentence()
            elif reading is not None:
                reading.add(line)
            elif not line.startswith("#"):
                raise _MalformedError("a token before '#begin document'")
        except _MalformedError as error:
            raise ReadError(f"{file}, line {number}: {error}") from error
    try:
        if reading is not None:
            out.append(reading.finish())
    except _MalformedError as error:
        raise ReadError(f"{file}, line {len(lines)}: {error}") from error
    out = [document for document in out if document.sentences]
    if not out:
        raise ReadError(f"{file}: no documents; coref needs CoNLL-2012 columns, or GAP's TSV")
    return out


def bracketed(chains: Sequence[Sequence[Mention]], length: int) -> list[str]:
    """The last column of a document of `length` tokens, chains numbered from 0, "-" for none."""
    opens = defaultdict(list)
    closes = defaultdict(list)
    for number, chain in enumerate(chains):
        for start, end in chain:
            if end - start == 1:
                opens[start].append((1, f"({number})"))
            else:
                opens[start].append((-end, f"({number}"))  # the longest first
                closes[end - 1].append((-start, f"{number})"))
    return [
        "|".join(text for _, text in [*sorted(closes[i]), *sorted(opens[i])]) or "-"
        for i in range(length)
    ]


class _MalformedError(Exception):
    """What is wrong with a line."""


class _Reading:
    """A document while its lines are read."""

    def __init__(self, name: str) -> None:
        self._document = ChainDocument(name)
        self._sentence: list[str] = []
        self._length = 0
        self._open: dict[str, list[int]] = defaultdict(list)

    def add(self, line: str) -> None:
        cells = line.split("\t") if "\t" in line else line.split()
        if len(cells) < FEWEST:
            raise _MalformedError(
                f"{len(cells)} columns; coref needs at least {FEWEST}, the chains in the last"
            )
        self._sentence.append(cells[1 if len(cells) == FEWEST else 3].strip())
        self._mark(cells[-1].strip())
        self._length += 1

    def _mark(self, cell: str) -> None:
        at = 0
        while cell not in _NO_MENTION and at < len(cell):
            match = _BRACKET.match(cell, at)
            if match is None or not (match["opens"] or match["closes"]):
                raise _MalformedError(f"cannot read the chains {cell!r}")
            at = match.end()
            label = match["label"]
            if match["opens"]:
                self._open[label].append(self._length)
            if match["closes"]:
                if not self._open[label]:
                    raise _MalformedError(f"chain {label} closes but is not open")
                start = self._open[label].pop()
                self._document.chains.setdefault(label, []).append((start, self._length + 1))

    def end_sentence(self) -> None:
        if self._sentence:
            self._document.sentences.append(self._sentence)
            self._sentence = []

    def finish(self) -> ChainDocument:
        self.end_sentence()
        if left := sorted(label for label, starts in self._open.items() if starts):
            raise _MalformedError(f"chain {left[0]} is open at the end of {self._document.name}")
        return self._document
