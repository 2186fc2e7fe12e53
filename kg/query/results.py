"""Answers as plain values: no RDF library is needed to read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox


class Term(NamedTuple):
    """An IRI or a literal. `kind` is iri, literal, blank or triple.

    A named tuple, because an answer may have a million of them and nothing is quicker to make.
    """

    value: str
    kind: str = "literal"
    datatype: str = ""
    language: str = ""

    def __str__(self) -> str:
        return self.value

    def short(self, prefixes: Mapping[str, str]) -> str:
        """`ent:borland` for an IRI of a known namespace, else the value."""
        if self.kind != "iri":
            return self.value
        for prefix, namespace in prefixes.items():
            local = self.value.removeprefix(namespace)
            if local != self.value and "/" not in local and "#" not in local:
                return f"{prefix}:{local}"
        return self.value


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A table. `kind` is select, ask (one row, one column) or graph (three columns).

    Rows come in the order that the query asks for; where it asks for none, sorted.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: str = "select"

    def values(self) -> list[tuple[str, ...]]:
        """The rows as strings, "" where nothing is bound."""
        return [tuple("" if term is None else term.value for term in row) for row in self.rows]

    def dicts(self) -> list[dict[str, str]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.values()]

    def column(self, name: str) -> list[str]:
        index = self.columns.index(name)
        return ["" if (term := row[index]) is None else term.value for row in self.rows]

    def first(self, limit: int) -> Result:
        """The first rows only; 0 means all."""
        return Result(self.columns, self.rows[: limit or None], self.kind)

    def __len__(self) -> int:
        return len(self.rows)


Answer = ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]


def to_result(answer: Answer, *, ordered: bool) -> Result:
    """Read an answer to its end; `ordered` keeps the order it comes in."""
    if isinstance(answer, ox.QueryBoolean):
        return ask_result(bool(answer))
    if not isinstance(answer, ox.QuerySolutions):
        return graph_result(answer)
    columns = tuple(variable.value for variable in answer.variables)
    rows = [tuple(map(_term, solution)) for solution in answer]
    return Result(columns, tuple(rows if ordered else sorted(rows, key=_row_key)))


def ask_result(answer: bool) -> Result:
    truth = Term(str(answer).lower(), datatype="http://www.w3.org/2001/XMLSchema#boolean")
    return Result(("answer",), ((truth,),), "ask")


def graph_result(triples: Iterable[ox.Triple]) -> Result:
    rows = {(_term(t.subject), _term(t.predicate), _term(t.object)) for t in triples}
    columns = ("subject", "predicate", "object")
    return Result(columns, tuple(sorted(rows, key=_row_key)), "graph")


def _term(value: object) -> Term | None:
    if value is None:
        return None
    if isinstance(value, ox.NamedNode):
        return Term(value.value, "iri")
    if isinstance(value, ox.BlankNode):
        return Term(value.value, "blank")
    if isinstance(value, ox.Literal):
        language = value.language or ""
        return Term(value.value, "literal", "" if language else value.datatype.value, language)
    return Term(str(value), "triple")


def _row_key(row: Row) -> tuple[tuple[str, ...], ...]:
    return tuple(term or () for term in row)
