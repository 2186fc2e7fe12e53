"""Running queries: over the union of all graphs, reading only, and no longer than allowed.

With a time limit a query on a stored graph runs in a process of its own, because nothing
inside a process can stop the engine once it computes; at the limit that process is killed.
That costs about a third of a second to start. An in-memory store cannot be shared with
another process: there the caller is let go at the limit while the thread finishes its work
in the background.
"""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import Store
from kg.query.binding import bind
from kg.query.library import named_queries
from kg.query.results import Answer, Result, ask_result, graph_result, to_result
from kg.query.syntax import check_read_only, is_ordered, undeclared_prefixes

_POSITION = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<reason>.*)", re.DOTALL)


def run_named(
    store: Store,
    name: str,
    params: Mapping[str, str] | None = None,
    *,
    timeout_s: float | None = None,
) -> Result:
    """Answer a question of the library."""
    library = named_queries()
    query = library.get(name)
    if query is None:
        raise QueryError(f"no named query {name!r}; there are: {', '.join(library)}")
    return run_sparql(store, bind(store, query, params or {}), timeout_s=timeout_s)


def run_sparql(store: Store, text: str, timeout_s: float | None = None) -> Result:
    """Answer SPARQL; the usual prefixes need not be declared. No limit without `timeout_s`."""
    check_read_only(text)
    known = store.namespaces.prefixes()
    for prefix in undeclared_prefixes(text, known):
        usual = ", ".join(f"{name}:" for name in known)
        raise QueryError(f"the prefix {prefix}: is not declared. Known without a line: {usual}")
    ordered = is_ordered(text)
    if timeout_s is None:
        return _in_process(store, text, ordered)
    if store.path is not None:
        return _in_subprocess(store, text, ordered, timeout_s)
    return _in_thread(store, text, ordered, timeout_s)


def _in_process(store: Store, text: str, ordered: bool) -> Result:
    try:
        return to_result(_answer(store, text), ordered=ordered)
    except SyntaxError as error:
        raise failure(str(error), text) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _answer(store: Store, text: str) -> Answer:
    prefixes = store.namespaces.prefixes()
    return store.quads.query(text, prefixes=prefixes, use_default_graph_as_union=True)


def _in_thread(store: Store, text: str, ordered: bool, timeout_s: float) -> Result:
    outcome: queue.Queue[Result | QueryError] = queue.Queue()

    def work() -> None:
        try:
            outcome.put(_in_process(store, text, ordered))
        except QueryError as error:
            outcome.put(error)

    threading.Thread(target=work, daemon=True, name="kg-query").start()
    try:
        found = outcome.get(timeout=timeout_s)
    except queue.Empty:
        raise _too_slow(timeout_s) from None
    if isinstance(found, QueryError):
        raise found
    return found


def _in_subprocess(store: Store, text: str, ordered: bool, timeout_s: float) -> Result:
    task = {"path": str(store.path), "query": text, "prefixes": store.namespaces.prefixes()}
    command = [sys.executable, "-m", "kg.query.worker"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=json.dumps(task).encode(), capture_output=True, timeout=timeout_s
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow(timeout_s) from error
    if done.returncode:
        raise failure(done.stderr.decode("utf-8", "replace").strip(), text)
    kind, _, body = done.stdout.partition(b"\n")
    if kind == b"ask":
        return ask_result(body == b"true")
    if kind == b"graph":
        quads = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        return graph_result(quad.triple for quad in quads)
    answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    return to_result(answer, ordered=ordered)


def failure(message: str, text: str) -> QueryError:
    """What the engine says, as a place in the query and in words short enough to read."""
    match = _POSITION.search(message)
    if match is None:
        return QueryError(f"the query failed: {message}")
    line, column = int(match["line"]), int(match["column"])
    before = text.split("\n")[line - 1][: column - 1].strip()[-40:]
    place = f"line {line}, column {column}" + (f", after {before!r}" if before else "")
    reason = " ".join(match["reason"].split())
    if len(reason) > 80:  # every token of the grammar that could stand there
        reason = "something is missing or out of place"
    return QueryError(f"syntax error in {place}: {reason}")


def _too_slow(timeout_s: float) -> QueryError:
    return QueryError(
        f"the query took longer than {timeout_s:g} s and was stopped: ask for less (LIMIT, a more "
        "specific pattern), or raise the time limit"
    )
