"""What runs in the worker processes: one process, one open store, one question at a time.

A worker can be killed at any moment and holds nothing that matters. Its memory is limited,
so that one query cannot take the machine's.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.graph import Store
from kg.query.syntax import chooses_graphs
from kg.serve.guard import check, explained
from kg.serve.media import GRAPHS, TABLES
from kg.serve.refusals import Refusal, gave_up, not_acceptable, too_many_bytes, too_many_rows

SHORTEST_ROW = 2  # bytes: an answer of n bytes has at most n / 2 rows


@dataclass(frozen=True, slots=True)
class Question:
    """A query as the protocol sends it. `table` and `graph` are media types, "" for refused.

    `default` and `named` are None where the request names no graphs; then the default graph
    is the union of all.
    """

    text: str
    table: str
    graph: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Answer:
    media_type: str
    body: bytes


_open: list[Store] = []


def begin(path: str, max_memory: int) -> None:
    """Set up a fresh worker process."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once, not after the engine's next return
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(max_memory)
    _open.append(Store.open(Path(path), read_only=True))


def store() -> Store:
    return _open[0]


def engine() -> ox.Store:
    """The store's own engine, which takes the dataset of a request."""
    found = store().quads
    if not isinstance(found, ox.Store):
        raise TypeError(f"an embedded store is served, not {type(found).__name__}")
    return found


def count() -> int:
    """How many quads there are; also the sign that a worker is ready."""
    return len(store())


def answer(question: Question, limits: Limits) -> Answer:
    """Answer a question, or raise a Refusal that says why not."""
    prefixes = store().namespaces.prefixes()
    check(question.text, prefixes)
    try:
        found = engine().query(question.text, prefixes=prefixes, **_dataset(question))
        if isinstance(found, ox.QueryTriples):
            return _graph(found, question.graph, limits, prefixes)
        return _table(found, question.table, limits)
    except SyntaxError as error:
        raise explained(error, question.text, prefixes) from error
    except MemoryError as error:
        raise gave_up() from error
    except (OSError, RuntimeError, ValueError) as error:
        raise Refusal(400, f"the query failed: {error}") from error


def _dataset(question: Question) -> dict[str, Any]:
    if question.default is None and question.named is None:
        # The engine passes over FROM where the union is asked for.
        return {"use_default_graph_as_union": not chooses_graphs(question.text)}
    try:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in question.default or ()],
            "named_graphs": [ox.NamedNode(iri) for iri in question.named or ()],
        }
    except ValueError as error:
        raise Refusal(400, f"a graph is named by what is no IRI: {error}") from error


def _graph(
    found: ox.QueryTriples, media_type: str, limits: Limits, prefixes: Mapping[str, str]
) -> Answer:
    if not media_type:
        raise not_acceptable(tuple(GRAPHS))
    triples = list(islice(found, limits.rows + 1))
    if len(triples) > limits.rows:
        raise too_many_rows(limits.rows)
    output = _Bounded(limits.bytes)
    form = getattr(ox.RdfFormat, GRAPHS[media_type])
    ox.serialize(sorted(triples, key=str), output, format=form, prefixes=dict(prefixes))
    return Answer(media_type, output.getvalue())


def _table(found: ox.QuerySolutions | ox.QueryBoolean, media_type: str, limits: Limits) -> Answer:
    if not media_type:
        raise not_acceptable(tuple(TABLES))
    output = _Bounded(limits.bytes)
    form = getattr(ox.QueryResultsFormat, TABLES[media_type])
    found.serialize(output, format=form)
    body = output.getvalue()
    if isinstance(found, ox.QuerySolutions) and _rows(body, form, limits.rows) > limits.rows:
        raise too_many_rows(limits.rows)
    return Answer(media_type, body)


def _rows(body: bytes, form: ox.QueryResultsFormat, limit: int) -> int:
    """How many rows a serialised table has; not counted where they cannot be too many."""
    if len(body) <= limit * SHORTEST_ROW:
        return 0
    if form == ox.QueryResultsFormat.CSV:
        return sum(1 for _ in csv.reader(io.StringIO(body.decode("utf-8"), newline=""))) - 1
    if form == ox.QueryResultsFormat.TSV:
        return body.count(b"\n") - 1
    parsed = ox.parse_query_results(body, format=form)
    return sum(1 for _ in parsed) if isinstance(parsed, ox.QuerySolutions) else 0


class _Bounded(io.BytesIO):
    """Stops the engine as soon as it has written too much."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: object, /) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > self.limit:
            raise too_many_bytes(self.limit)
        return written


def _end_with_parent() -> None:
    """A killed server cannot stop its workers; they notice that it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _limit_memory(limit: int) -> None:
    if limit and sys.platform == "linux":
        import resource  # exists on POSIX systems only

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
