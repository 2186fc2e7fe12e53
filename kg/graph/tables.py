"""The graph as tables: entities, edges between them, and claims.

The columns are what `tables/*.rq` select; IRIs come shortened by the usual prefixes. A query
is asked for one entity or one article at a time, in the place of its `$variable`, so that
memory does not grow with the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.graph.namespaces import term
from kg.graph.scans import select
from kg.graph.store import Store

FOLDER = Path(__file__).parent / "tables"
_PASSAGE = ("sentence", "begin", "end")
NAMES = ("nodes", "edges", "claims")
_SELECTED = re.compile(r"^SELECT DISTINCT ((?:\s*\?\w+)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def dicts(self) -> list[dict[str, str]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def read_table(store: Store, name: str) -> Table:
    """One of `NAMES`, whole; "" stands for what is not known."""
    return Table(columns(name), tuple(tuple(row.values()) for row in read_rows(store, name)))


def read_rows(store: Store, name: str) -> Iterator[dict[str, str]]:
    """The rows of one of `NAMES`, by column; nodes by entity, the others by article."""
    prefixes = store.namespaces.prefixes()
    key, subjects = ("$entity", _entities) if name == "nodes" else ("$document", _articles)
    for subject in subjects(store):
        text = _query(name).replace(key, str(subject))
        answer = select(store.quads, text, union=True)
        rows = ([_cell(value, prefixes) for value in solution] for solution in answer)
        yield from _first_passages(dict(zip(columns(name), row, strict=True)) for row in rows)


def _first_passages(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Of rows that differ in the passage only, which come together, the first."""
    for _, same in groupby(rows, key=lambda row: [row[n] for n in row if n not in _PASSAGE]):
        yield next(same)


@cache
def columns(name: str) -> tuple[str, ...]:
    """The columns of a table, in their order."""
    selected = _SELECTED.search(_query(name))
    if selected is None:
        raise TypeError(f"{name}.rq does not begin with SELECT DISTINCT and its columns")
    return tuple(variable[1:] for variable in selected[1].split())


@cache
def _query(name: str) -> str:
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def _entities(store: Store) -> list[ox.NamedNode]:
    return _subjects(store, "skos:prefLabel", None, store.namespaces.identity)


def _articles(store: Store) -> list[ox.NamedNode]:
    return _subjects(store, "rdf:type", term("kg:Document"), None)


def _subjects(
    store: Store, curie: str, value: ox.NamedNode | None, graph: ox.NamedNode | None
) -> list[ox.NamedNode]:
    quads = store.quads.quads_for_pattern(None, term(curie), value, graph)
    found = {str(quad.subject)[1:-1] for quad in quads}
    return [ox.NamedNode(iri) for iri in sorted(found)]


def _cell(value: object, prefixes: Mapping[str, str]) -> str:
    if isinstance(value, ox.NamedNode):
        return short(value.value, prefixes)
    return "" if value is None else str(getattr(value, "value", value))


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """`ent:borland` where a prefix fits, else the IRI."""
    for prefix, namespace in prefixes.items():
        local = iri.removeprefix(namespace)
        if local != iri and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri
