"""The graph as tables: entities, edges between them, and claims.

The columns are what `tables/*.rq` select; IRIs come shortened by the usual prefixes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.graph.store import Store

FOLDER = Path(__file__).parent / "tables"
NAMES = ("nodes", "edges", "claims")


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def dicts(self) -> list[dict[str, str]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def read_table(store: Store, name: str) -> Table:
    """One of `NAMES`; "" stands for what is not known."""
    text = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    answer = store.quads.query(text, use_default_graph_as_union=True)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError(f"{name}.rq is not a SELECT")
    prefixes = store.namespaces.prefixes()
    columns = tuple(variable.value for variable in answer.variables)
    rows = tuple(tuple(_cell(value, prefixes) for value in solution) for solution in answer)
    return Table(columns, rows)


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
