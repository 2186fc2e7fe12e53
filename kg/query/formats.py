"""Results as text: a table for the eye, CSV and TSV, SPARQL results JSON, Turtle.

What a table shows is article text, which may be hostile: `kg.query.terminal` makes it
harmless. The other formats are for programs and give every value as it is.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.namespaces import DEFAULT_NAMESPACES
from kg.graph.turtle import turtle_text
from kg.query.layout import blocks, grid, wrapped
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
    width = width or shutil.get_terminal_size().columns
    rows = [[_cell(term, prefixes) for term in row] for row in result.rows]
    if not rows:
        # Its head alone, squeezed into the width, would be hard to read.
        lines: Iterable[str] = wrapped(f"no answer ({', '.join(result.columns)})", width)
    elif width < NARROWEST_COLUMN * len(result.columns):
        lines = blocks(result.columns, rows, width)
    else:
        lines = grid(result.columns, rows, width)
    count = f"{len(result)} {'row' if len(result) == 1 else 'rows'}"
    return "\n".join(line.rstrip() for line in [*lines, count]) + "\n"


def _cell(term: Term | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    text = printable(term.short(prefixes)[: LONGEST_CELL + 1])
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " …"


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
    """SPARQL results JSON, one row to a line."""
    if result.kind == "ask":
        return f'{{"head": {{}}, "boolean": {result.values()[0][0]}}}\n'
    rows = (
        {
            column: _json_term(term)
            for column, term in zip(result.columns, row, strict=True)
            if term is not None
        }
        for row in result.rows
    )
    bindings = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    head = json.dumps({"vars": result.columns}, ensure_ascii=False)
    text = f'{{"head": {head}, "results": {{"bindings": [\n{bindings}\n]}}}}\n'
    return _RARE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


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
