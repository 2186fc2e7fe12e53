"""The graph as pandas data frames; pandas is optional (`pip install 'newskg[pandas]'`).

Text is `str` (NaN where not known), counts and offsets `int64`, scores `float64`. A date stays
the string that the text supports ("2024", "2024-10", "2024-10-22"), and beside each column of
dates, say `happened`, stands `happenedFrom`: the first day it can mean, as `datetime64[s]`,
to sort and plot by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.graph import Store, read_table
from kg.graph.networks import COLUMNS, claim_edges
from kg.query import run_named, run_sparql
from kg.query.results import Row

try:
    import pandas as pd
except ModuleNotFoundError as error:
    raise ConfigError(
        f"data frames need {error.name}, which is not installed: pip install 'newskg[pandas]'"
    ) from error

MENTIONS = Path(__file__).parent / "mentions.rq"
DATES = ("date", "happened", "said")
IN_TABLES = {"document": "article", "published": "date"}  # as the other tables call it
NUMBERS: dict[str, Any] = {
    "begin": "int64",
    "claims": "int64",
    "end": "int64",
    "mentions": "int64",
    "score": "float64",
}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_KINDS: dict[str, Any] = {
    "integer": "Int64",
    "decimal": "Float64",
    "double": "Float64",
    "float": "Float64",
    "boolean": "boolean",
}


def table_frame(store: Store, name: str) -> pd.DataFrame:
    """One of `TABLES` as a data frame, one row per entity, edge, claim, document or mention."""
    make = TABLES.get(name)
    if make is None:
        raise ConfigError(f"unknown table {name!r}: {', '.join(TABLES)}")
    return make(store)


def answer_frame(
    columns: Sequence[str], rows: Sequence[Row], values: Sequence[tuple[str, ...]]
) -> pd.DataFrame:
    """Terms for the types, `values` for the words; a column of mixed types is text."""
    frame = _text(columns, values)
    for index, column in enumerate(columns):
        terms = [row[index] for row in rows]
        datatypes = {term.datatype.removeprefix(_XSD) for term in terms if term is not None}
        kind = _KINDS.get(datatypes.pop()) if len(datatypes) == 1 else None
        if kind == "boolean":
            frame[column] = frame[column].map({"true": True, "false": False}).astype(kind)
        elif kind is not None:
            # A number too large for 64 bits is better kept as text than rounded.
            with suppress(OverflowError, TypeError, ValueError):
                frame[column] = pd.to_numeric(frame[column]).astype(kind)
    return frame


def _entities(store: Store) -> pd.DataFrame:
    table = read_table(store, "nodes")
    return _typed(_text(table.columns, table.rows))


def _edges(store: Store) -> pd.DataFrame:
    rows = [tuple(map(str, edge.values())) for edge in claim_edges(store)]
    return _typed(_text(COLUMNS, rows))


def _claims(store: Store) -> pd.DataFrame:
    table = read_table(store, "claims")
    return _typed(_text(table.columns, table.rows))


def _documents(store: Store) -> pd.DataFrame:
    return _asked(store, run_named(store, "documents"))


def _mentions(store: Store) -> pd.DataFrame:
    return _asked(store, run_sparql(store, MENTIONS.read_text(encoding="utf-8")))


def _asked(store: Store, result: Any) -> pd.DataFrame:
    prefixes = store.namespaces.prefixes()
    rows = [tuple("" if t is None else t.short(prefixes) for t in row) for row in result.rows]
    return _typed(_text(result.columns, rows).rename(columns=IN_TABLES))


def _text(columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype="str")
    return frame.where(frame != "")


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    columns = list(frame.columns)
    if "anonymous" in columns:
        frame["anonymous"] = frame["anonymous"] == "true"
    for column in [name for name in DATES if name in columns]:
        days = frame[column].fillna("NaT").to_numpy(dtype="datetime64[s]")
        frame.insert(list(frame.columns).index(column) + 1, f"{column}From", days)
    return frame.astype({name: NUMBERS[name] for name in columns if name in NUMBERS})


TABLES: dict[str, Callable[[Store], pd.DataFrame]] = {
    "claims": _claims,
    "documents": _documents,
    "edges": _edges,
    "entities": _entities,
    "mentions": _mentions,
    "nodes": _entities,
}
