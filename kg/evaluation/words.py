"""The shipped model on sentences that come already cut into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from kg.language import load
from kg.language.reader import Analysis, NewsReader

Words = list[str]

AT_ONCE = 512  # sentences analysed together


def news_reader() -> NewsReader:
    reader: NewsReader = load().get_pipe("kg_reader")  # type: ignore[assignment]  # our own factory
    return reader


def cut_runs(words: Words, longest: int) -> list[Words]:
    """The words in runs of at most `longest`, cut after the last stop that fits."""
    out: list[Words] = []
    start = 0
    while len(words) - start > longest:
        stops = [i for i in range(start, start + longest) if words[i] in {".", "!", "?"}]
        end = stops[-1] + 1 if stops else start + longest
        out.append(words[start:end])
        start = end
    if start < len(words):
        out.append(words[start:])
    return out


def analyse(documents: Sequence[Sequence[Words]]) -> Iterator[list[Analysis]]:
    """One list of analyses per document; the sentences of a document are read together.

    Documents of one sentence each (files that do not mark documents) are analysed many at once,
    each in a window of its own.
    """
    reader = news_reader()
    rest = iter(documents)
    while block := list(islice(rest, AT_ONCE)):
        if all(len(document) == 1 for document in block):
            sentences = [sentence for document in block for sentence in document]
            yield from ([one] for one in reader.analyse(sentences, together=False))
        else:
            yield from (reader.analyse(document) for document in block)
