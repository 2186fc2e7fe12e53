"""Named questions, asked and answered in few columns."""

from __future__ import annotations

from collections.abc import Mapping

from kg.graph import Store
from kg.query import run_named


def rows(
    store: Store, name: str, columns: str, params: Mapping[str, str] | None = None
) -> list[tuple[str, ...]]:
    """Some columns of the answer, in the order of the answer."""
    result = run_named(store, name, params or {})
    picked = [result.columns.index(column) for column in columns.split()]
    return [tuple(row[index] for index in picked) for row in result.values()]
