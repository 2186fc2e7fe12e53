"""Archives of articles, one record at a time: JSON lines, JSON, CSV and TSV.

A broken record is rejected by its line number and the next one is read; memory is bounded by
the largest record, not by the file.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Literal

from kg.read.articles import Article
from kg.read.decode import decode, legacy_encoding
from kg.read.html import strip_markup
from kg.read.jsonstream import json_values
from kg.read.options import ReadOptions, fold_name
from kg.read.rejects import Rejected
from kg.read.streams import as_utf8, head_of, lines
from kg.records import Reason

Found = tuple[int, Article | Rejected]  # line number, and what stands there

# Under which key exports wrap their list of articles.
_WRAPPERS = (
    "articles", "items", "documents", "docs", "results", "data", "entries", "records", "hits",
)  # fmt: skip
_MAX_HEADER = 100_000


def read_json_lines(stream: io.BufferedReader, options: ReadOptions) -> Iterator[Found]:
    decoder = _Decoder()
    for number, line in lines(as_utf8(stream, options.encoding), options.max_bytes):
        if line is None:
            yield number, _too_large(options)
        elif line.strip():
            yield number, _parsed(decoder.decode(line), options)


def read_json(stream: io.BufferedReader, options: ReadOptions) -> Iterator[Found]:
    """A list of objects, one object, an object that wraps a list, or objects in a row."""
    for number, value in json_values(as_utf8(stream, options.encoding), options.max_bytes):
        if isinstance(value, Rejected):
            yield number, value
            continue
        wrapped = _wrapped(value)
        if wrapped is None:
            yield number, article_of(value, options)
        else:
            for record in wrapped:
                yield number, article_of(record, options)


def read_table(stream: io.BufferedReader, options: ReadOptions, sign: str) -> Iterator[Found]:
    """CSV or TSV with a header; `sign` separates fields unless the header shows another."""
    stream = as_utf8(stream, options.encoding)
    sign, quoting = _dialect(head_of(stream), sign)
    source = _TableLines(stream, options.max_bytes)
    # process-wide in the csv module; only ever raised
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    rows = csv.reader(source, delimiter=sign, quoting=quoting)
    try:
        header = [name.strip().lstrip("\ufeff") for name in _next_row(rows) or []]
    except csv.Error as error:
        yield 1, _not_csv(error)
        return
    if not set(map(fold_name, header)) & set(options.names_of("text")):
        yield 1, _no_text_field(header)
        return
    yield from _table_rows(rows, source, header, options)


def article_of(record: Any, options: ReadOptions) -> Article | Rejected:
    """The article in one record, its fields found by their names."""
    if not isinstance(record, dict):
        return Rejected(Reason.BROKEN_RECORD, "not an object with named fields: check the export")
    values = {fold_name(str(key)): value for key, value in record.items()}

    def value_of(field: str) -> str:
        found = (_as_text(values[name]) for name in options.names_of(field) if name in values)
        return next((value for value in found if value.strip()), "")

    if not set(values) & set(options.names_of("text")):
        return _no_text_field(list(record))
    text = value_of("text")
    if not text:
        return Rejected(Reason.NO_TEXT, "the text field is empty: check the export")
    url, own_id = value_of("url"), value_of("id")
    return Article(
        text=strip_markup(text),
        title=strip_markup(value_of("title")),
        url=url or (own_id if own_id.startswith(("http://", "https://")) else ""),
        publisher=value_of("publisher"),
        author=value_of("author"),
        date=value_of("date"),
    )


def _as_text(value: Any) -> str:
    """A field as text: paragraphs of a list are joined, {"name": …} gives its name."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        texts = [text for one in value if (text := _as_text(one).strip())]
        return ("\n\n" if any(len(text) > 80 for text in texts) else ", ").join(texts)
    if isinstance(value, dict):
        return next((_as_text(value[key]) for key in ("name", "title", "text") if key in value), "")
    return ""


def _parsed(line: str, options: ReadOptions) -> Article | Rejected:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Rejected(Reason.BROKEN_RECORD, f"not JSON ({error}): repair or delete this line")
    return article_of(record, options)


def _wrapped(value: Any) -> list[Any] | None:
    if not isinstance(value, dict):
        return None
    lists = (value[key] for key in _WRAPPERS if isinstance(value.get(key), list))
    return next((one for one in lists if one and isinstance(one[0], dict)), None)


def _too_large(options: ReadOptions) -> Rejected:
    return Rejected(
        Reason.TOO_LARGE, f"a record of more than {options.max_bytes:,} bytes: raise max_bytes"
    )


def _not_csv(error: csv.Error) -> Rejected:
    return Rejected(Reason.BROKEN_RECORD, f"not CSV ({error}): check its quotes")


def _no_text_field(names: list[str]) -> Rejected:
    there = ", ".join(repr(str(name)[:40]) for name in names[:12]) or "none"
    return Rejected(
        Reason.BROKEN_RECORD, f"no field with the text (there are: {there}): name it for 'text'"
    )


class _Decoder:
    """Decodes the lines of one archive; a legacy encoding is settled once, not line by line."""

    def __init__(self) -> None:
        self._legacy = ""

    def decode(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            text = decode(line)
        if "\ufffd" in text:
            return text
        self._legacy = self._legacy or legacy_encoding(line)
        return line.decode(self._legacy, "replace")


class _TableLines:
    """The lines of a table for the csv module, which joins those inside quotes."""

    def __init__(self, stream: io.BufferedReader, limit: int) -> None:
        self._lines = lines(stream, limit)
        self._decoder = _Decoder()
        self.number = 0
        self.passed_over = False  # an overlong line, since this was last set to False

    def __iter__(self) -> Iterator[str]:
        for number, line in self._lines:
            self.number = number
            self.passed_over = self.passed_over or line is None
            text = "\n" if line is None else self._decoder.decode(line)
            # a lone CR ends a row too, which the csv module leaves to whoever gives the lines
            yield from io.StringIO(text, newline=None) if "\r" in text else (text,)


def _next_row(rows: Any) -> list[str] | None:
    """The first row that is not blank."""
    for row in rows:
        if any(cell.strip() for cell in row):
            return list(row)
    return None


def _table_rows(
    rows: Iterator[list[str]], source: _TableLines, header: list[str], options: ReadOptions
) -> Iterator[Found]:
    while True:
        number = source.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, _not_csv(error)
            continue
        if source.passed_over:
            source.passed_over = False
            yield number, _too_large(options)
        elif any(cell.strip() for cell in row):
            yield number, _from_row(row, header, options)


def _from_row(row: list[str], header: list[str], options: ReadOptions) -> Article | Rejected:
    if len(row) == len(header):
        return article_of(dict(zip(header, row, strict=True)), options)
    return Rejected(
        Reason.BROKEN_RECORD,
        f"{len(row)} fields where the header has {len(header)}: check its quotes",
    )


def _dialect(head: bytes, sign: str) -> tuple[str, Literal[0, 3]]:
    """The separator that the header shows, and whether quotes are meant as quotes."""
    text = decode(head)[:_MAX_HEADER].lstrip("\r\n")
    header = text.split("\n", 1)[0]
    if sign == "," and "," not in header:
        sign = max(";\t|,", key=header.count)
    plain = sign == "\t" and _plain_quotes(text, header)
    return sign, csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL


def _plain_quotes(text: str, header: str) -> bool:
    """Whether a TSV has quotes that only belong to the text ('"Yes," he said<TAB>')."""
    complete = text.split("\n")[:-1]
    if any(line.count("\t") != header.count("\t") for line in complete if line.strip()):
        return False
    cells = (cell.strip() for line in complete for cell in line.split("\t"))
    return any(cell.startswith('"') and (len(cell) < 2 or not cell.endswith('"')) for cell in cells)
