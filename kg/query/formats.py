"""Results as text: a table for the eye, CSV and TSV, SPARQL results JSON, Turtle.

What a table shows is article text, which may be hostile: `kg.query.terminal` makes it
harmless. The other formats are for programs and give every value as it is.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence

import pyoxigraph as ox
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.errors import QueryError
from kg.graph.namespaces import DEFAULT_NAMESPACES
from kg.graph.turtle import turtle_text
from kg.query.results import Result, Term
from kg.query.terminal import printable

NARROWEST_COLUMN = 11  # a date, or a word or two
LONGEST_CELL = 500  # characters that a table shows of one value
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_RARE = re.compile("[\x7f-\x9f\u2028\u2029]")  # what JSON may leave bare and terminals obey


def format_result(
    result: Result,
    format: str = "table",
    *,
    prefixes: Mapping[str, str] | None = None,
    width: int | None = None,
) -> str:
    """`result` as text. `width` is that of the terminal, by default as found."""
    write = FORMATS.get(format)
    if write is None:
        raise QueryError(f"unknown format {format!r}: {', '.join(FORMATS)}")
    return write(result, prefixes or DEFAULT_NAMESPACES.prefixes(), width)


def _table(result: Result, prefixes: Mapping[str, str], width: int | None) -> str:
    """A table; where the columns would get too narrow to read, one block per row instead."""
    output = io.StringIO()
    console = Console(file=output, width=width, color_system=None)
    rows = [[_cell(term, prefixes) for term in row] for row in result.rows]
    if not rows:
        # Its head alone, squeezed into the width, would be hard to read.
        console.print(Text(f"no answer ({', '.join(result.columns)})"))
    elif console.width < NARROWEST_COLUMN * len(result.columns):
        for number, row in enumerate(rows, 1):
            console.print(_block(number, result.columns, row))
    else:
        console.print(_grid(result.columns, rows))
    console.print(f"{len(result)} {'row' if len(result) == 1 else 'rows'}")
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines()) + "\n"


def _cell(term: Term | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    text = printable(term.short(prefixes)[: LONGEST_CELL + 1])
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " …"


def _grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Text, not markup: a title with [brackets] must come out as it is.
        table.add_row(*(Text(cell) for cell in row))
    return table


def _block(number: int, columns: Sequence[str], row: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(str(number), overflow="fold")
    table.add_column("", overflow="fold")
    for column, cell in zip(columns, row, strict=True):
        if cell:
            table.add_row(column, Text(cell))
    return table


def _csv(result: Result, prefixes: Mapping[str, str], width: int | None) -> str:
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")  # as the SPARQL CSV format has it
    writer.writerow(result.columns)
    writer.writerows([_csv_value(term) for term in row] for row in result.rows)
    return output.getvalue()


def _csv_value(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if term.kind == "blank" else term.value


def _tsv(result: Result, prefixes: Mapping[str, str], width: int | None) -> str:
    lines = ["\t".join(f"?{column}" for column in result.columns)]
    lines += ["\t".join(_tsv_value(term) for term in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def _tsv_value(term: Term | None) -> str:
    """A term as Turtle writes it, which has no bare tab or line end."""
    if term is None:
        return ""
    return term.value if term.kind == "triple" else str(_node(term))


def _json(result: Result, prefixes: Mapping[str, str], width: int | None) -> str:
    document: dict[str, object]
    if result.kind == "ask":
        document = {"head": {}, "boolean": result.values()[0][0] == "true"}
    else:
        bindings = [
            {
                column: _json_term(term)
                for column, term in zip(result.columns, row, strict=True)
                if term is not None
            }
            for row in result.rows
        ]
        document = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return _RARE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    kind = {"iri": "uri", "blank": "bnode"}.get(term.kind, term.kind)
    found = {"type": kind, "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.kind == "literal" and term.datatype not in ("", XSD_STRING):
        found["datatype"] = term.datatype
    return found


def _turtle(result: Result, prefixes: Mapping[str, str], width: int | None) -> str:
    if result.kind != "graph":
        raise QueryError("turtle is for CONSTRUCT and DESCRIBE; use table, csv, tsv or json")
    triples = (tuple(_node(term) for term in row if term is not None) for row in result.rows)
    return turtle_text(((s, p, o) for s, p, o in triples), prefixes)


def _node(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.kind == "blank":
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype or XSD_STRING))


FORMATS: dict[str, Callable[[Result, Mapping[str, str], int | None], str]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "turtle": _turtle,
}
