"""The door of this room: inputs in, documents and rejections out, one at a time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.read.articles import Article, to_document
from kg.read.canonical import printable_path
from kg.read.decode import decode, marked_encoding
from kg.read.formats import Format, format_of
from kg.read.html import declared_encoding, read_html
from kg.read.inputs import count_inputs, expand
from kg.read.markdown import read_markdown
from kg.read.options import ReadOptions
from kg.read.records import Found, read_json, read_json_lines, read_table
from kg.read.rejects import Rejected
from kg.read.streams import head_of, open_input, read_all
from kg.records import Document, Reason, Rejection

__all__ = ["count_inputs", "read"]


def read(
    inputs: Sequence[str | Article], options: ReadOptions | None = None
) -> Iterator[Document | Rejection]:
    """Every article of `inputs`, in a fixed order, and a rejection for all that is none.

    Inputs are files, folders (read recursively, hidden files passed over), quoted glob
    patterns and "-" for standard input, or articles in memory, which come first. Nothing in an
    input raises: one bad record is one rejection, with its line ("wire.jsonl:17").
    """
    options = options or ReadOptions()
    for number, given in enumerate((one for one in inputs if isinstance(one, Article)), 1):
        try:
            yield to_document(given, f"article {number}", options)
        except Rejected as rejected:
            yield rejected.at(f"article {number}")
    for found in expand([one for one in inputs if isinstance(one, str)]):
        if isinstance(found, Rejection):
            yield found
        else:
            yield from _read_file(found, options)


def _read_file(path: str, options: ReadOptions) -> Iterator[Document | Rejection]:
    shown = printable_path(path)
    try:
        with open_input(path) as stream:
            kind = format_of(path, head_of(stream))
            if kind in _ARCHIVES:
                yield from _documents(_ARCHIVES[kind](stream, options), shown, options)
            else:
                article = _ARTICLES[kind](read_all(stream, options.max_bytes), options)
                yield to_document(article, shown, options)
    except Rejected as rejected:
        yield rejected.at(shown)


def _documents(
    found: Iterable[Found], path: str, options: ReadOptions
) -> Iterator[Document | Rejection]:
    count = 0
    for line, record in found:
        count += 1
        place = f"{path}:{line}"
        if isinstance(record, Rejected):
            yield record.at(place)
            continue
        try:
            document: Document | Rejection = to_document(record, place, options)
        except Rejected as rejected:
            document = rejected.at(place)
        yield document
    if not count:
        yield Rejection(path, Reason.EMPTY, "no records in it")


def _text_of(data: bytes, options: ReadOptions) -> str:
    text = decode(data, options.encoding)
    if not text.strip():
        raise Rejected(Reason.EMPTY, "nothing but blanks in it")
    return text


def _plain(data: bytes, options: ReadOptions) -> Article:
    return Article(_text_of(data, options))


def _markdown(data: bytes, options: ReadOptions) -> Article:
    return read_markdown(_text_of(data, options), options)


def _html(data: bytes, options: ReadOptions) -> Article:
    encoding = options.encoding
    if not encoding and not marked_encoding(data) and not _is_utf8(data):
        encoding = declared_encoding(data)
    return read_html(decode(data, encoding))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _csv(stream: io.BufferedReader, options: ReadOptions) -> Iterator[Found]:
    return read_table(stream, options, ",")


def _tsv(stream: io.BufferedReader, options: ReadOptions) -> Iterator[Found]:
    return read_table(stream, options, "\t")


_ARTICLES: dict[Format, Callable[[bytes, ReadOptions], Article]] = {
    Format.TEXT: _plain,
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
}
_ARCHIVES: dict[Format, Callable[[io.BufferedReader, ReadOptions], Iterator[Found]]] = {
    Format.JSONL: read_json_lines,
    Format.JSON: read_json,
    Format.CSV: _csv,
    Format.TSV: _tsv,
}
