"""Entries from CSV: one row per entity, the columns named in the first line.

Comma, semicolon or tab, whichever the headings are read by; UTF-8 or UTF-16 with a byte order
mark. Cells with several values have `|` between them, or `;` where that does not separate columns.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import OntologyError
from kg.records import MentionType, PartialDate
from kg.vocabulary.names import fold
from kg.vocabulary.own.entries import Entry, OwnTenure, Remark, own_id, usable_names, wikidata_id
from kg.vocabulary.own.kinds import Kind, kind_of_class, kind_of_word, organization_type

_DELIMITERS = ",;\t"
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_BARS = re.compile(r"[|\n]")
_BARS_AND_SEMICOLONS = re.compile(r"[|;\n]")
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")  # xlsx and ods, xls, gz
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_table(path: Path, content: bytes) -> tuple[list[Entry], list[Remark], int]:
    """Entries, remarks, and how many rows the file switches off by its column `use`."""
    if content.startswith(_PACKED):
        raise OntologyError(
            f"{path}: a spreadsheet or another packed file: save it as 'CSV UTF-8' first"
        )
    text = _decoded(path, content)
    hint = _EXCEL_HINT.match(text)
    text = text[hint.end() :] if hint else text
    table = _Table(text, first_line=2 if hint else 1)
    if "name" not in table.fields and not {"given", "family"} <= set(table.fields):
        found = ", ".join(map(_cut, table.headings[:10])) or "nothing"
        raise OntologyError(
            f"{path}: no column for names: the first line must hold headings such as "
            f"'name,aliases,type,wikidata', and holds {found}"
        )
    entries, remarks, unchosen = [], table.remarks, 0
    for line, row in table.rows():
        if isinstance(row, str):
            remarks.append(Remark(f"line {line}", row))
        elif row.is_unchosen:
            unchosen += 1
        else:
            found_, said = row.entry(f"line {line}")
            remarks += said
            entries += [found_] if found_ else []
    return entries, remarks, unchosen


def _decoded(path: Path, content: bytes) -> str:
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise OntologyError(
            f"{path}: line {line} is not UTF-8: save the file as UTF-8 (in a spreadsheet: "
            "'CSV UTF-8')"
        ) from error


class _Table:
    """Rows of a text by the fields that their columns fill."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._line = first_line
        self._delimiter = max(_DELIMITERS, key=lambda one: len(self._fields(one)))
        self.headings = self._head(self._delimiter)
        self.fields = self._fields(self._delimiter)
        unknown = [h for h in self.headings if h and _field(h) is None]
        self.remarks = [
            Remark(f"line {first_line}", f"the column {_cut(heading)} is not known", whole=False)
            for heading in unknown
        ]

    def _reader(self, delimiter: str) -> Any:
        return csv.reader(io.StringIO(self._text, newline=""), delimiter=delimiter)

    def _head(self, delimiter: str) -> list[str]:
        try:
            return [cell.strip() for cell in next(self._reader(delimiter), [])]
        except csv.Error:
            return []

    def _fields(self, delimiter: str) -> dict[str, list[int]]:
        """Field → the columns that fill it."""
        out: dict[str, list[int]] = {}
        for place, heading in enumerate(self._head(delimiter)):
            name = _field(heading)
            if name:
                out.setdefault(name, []).append(place)
        return out

    def rows(self) -> Iterator[tuple[int, _Row | str]]:
        """The line that a row begins in, with the row or what is wrong with it."""
        reader = self._reader(self._delimiter)
        width = len(next(reader))
        while True:
            line = self._line + reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, f"not a row of CSV: {error}"
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                yield (
                    line,
                    f"{len(cells)} cells in {width} columns: quote a cell that holds a comma",
                )
                continue
            several = {
                name: [cells[place] for place in places if place < len(cells)]
                for name, places in self.fields.items()
            }
            yield line, _Row(several, _BARS if self._delimiter == ";" else _BARS_AND_SEMICOLONS)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Mapping[str, list[str]]
    separators: re.Pattern[str]

    @property
    def is_unchosen(self) -> bool:
        return "use" in self.cells and self.one("use").casefold() not in _table()["chosen"]

    def one(self, name: str) -> str:
        """The first cell of this field that says something."""
        return next((cell for cell in map(_said, self.cells.get(name, ())) if cell), "")

    def many(self, name: str) -> tuple[str, ...]:
        cells = filter(None, self.cells.get(name, ()))
        parts = (part for cell in cells for part in self.separators.split(cell))
        return tuple(part for part in map(_said, parts) if part)

    def entry(self, where: str) -> tuple[Entry | None, list[Remark]]:
        said: list[Remark] = []

        def remark(reason: str, *, whole: bool = False) -> None:
            said.append(Remark(where, reason, whole))

        label = self.one("name") or " ".join(filter(None, (self.one("given"), self.one("family"))))
        if "\n" in label:
            remark("a name on several lines: is a quotation mark not closed?", whole=True)
            return None, said
        (names, bad) = usable_names((label, *self.many("aliases")))
        for reason in bad:
            remark(reason)
        kind = self._kind()
        if isinstance(kind, str):
            remark(kind, whole=True)
            return None, said
        key = self.one("id")
        wikidata = wikidata_id(self.one("wikidata")) or wikidata_id(key)
        if self.one("wikidata") and not wikidata:
            remark(f"{self.one('wikidata')!r} is no Wikidata id: write it like Q42")
        bodies = self.one("organization_type")
        if bodies and not organization_type(bodies):
            remark(f"the organization type {bodies!r} is not known")
        unusable = label not in names if label else not (wikidata or own_id(key))
        if unusable:
            remark("without a usable name", whole=True)
            return None, said
        return Entry(
            where=where,
            key=key,
            id="" if wikidata_id(key) else own_id(key),
            wikidata=wikidata,
            type=kind[0] if kind else None,
            organization_type=organization_type(bodies) or (kind[1] if kind else ""),
            label=label,
            names=names,
            demonyms=usable_names(self.many("demonyms"))[0],
            metonyms=usable_names(self.many("metonyms"))[0],
            ambiguous=usable_names(self.many("ambiguous"))[0],
            codes=self.many("codes"),
            parent=self.one("parent"),
            based_in=self.one("based_in"),
            seats=self.many("seats"),
            family_name=self.one("family"),
            tenures=tuple(self._tenures(kind, remark)),
        ), said

    def _kind(self) -> Kind | str | None:
        """The kind, None if the row does not say, or what is wrong with it."""
        word = self.one("type")
        if not word:
            return None
        kind = kind_of_class(word) if ":" in word else kind_of_word(word)
        return kind or (
            f"the type {word!r} is not known: write person, state, organization, place or post"
        )

    def _tenures(self, kind: Kind | None, remark: Any) -> Iterator[OwnTenure]:
        if kind and kind[0] is not MentionType.PERSON:
            return
        begin, end = (self._date(name, remark) for name in ("begin", "end"))
        for post in self.many("post"):
            yield OwnTenure(post, self.one("body") or self.one("parent"), "", begin, end)

    def _date(self, name: str, remark: Any) -> PartialDate | None:
        text = self.one(name)
        try:
            return PartialDate.from_iso(text[:10]) if text else None
        except (ValueError, TypeError):
            remark(f"{text!r} is no date: write it like 2024, 2024-10 or 2024-10-22")
            return None


def _cut(heading: str) -> str:
    return repr(heading if len(heading) <= 40 else f"{heading[:40]}…")


def _said(cell: str) -> str:
    """The cell without blanks around it; "" where it says that there is nothing."""
    text = " ".join(cell.split()) if "\n" not in cell else cell.strip()
    return "" if text and text.casefold() in _table()["empty"] else text


def _field(heading: str) -> str | None:
    words = fold(_HUMP.sub(" ", heading))
    return _headings().get(words) or _headings().get(words.removesuffix("s"))


@cache
def _headings() -> dict[str, str]:
    table = _table()
    return {
        fold(word): name
        for name, words in table.items()
        if name not in ("empty", "chosen")
        for word in words
    }


@cache
def _table() -> dict[str, list[str]]:
    text = (Path(__file__).parent / "columns.yaml").read_text(encoding="utf-8")
    content: dict[str, list[str]] = yaml.safe_load(text)
    return content
