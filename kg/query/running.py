"""Running queries: reading only, over the union of all graphs unless FROM says which, in time.

With a time limit a query on a stored graph runs in a process of its own, because nothing
inside a process can stop the engine once it computes; at the limit that process is killed.
That costs about a tenth of a second. An in-memory store cannot be shared with another
process: there the caller is let go at the limit while the thread finishes its work in the
background. A store on a server is asked to keep the limit itself: quads whose
`stops_queries` is true take it as `timeout_s`, and raise TimeoutError.
"""

from __future__ import annotations

import marshal
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import Store
from kg.query import worker
from kg.query.binding import bind
from kg.query.library import named_queries
from kg.query.results import Answer, Result, ask_result, graph_result, to_result
from kg.query.syntax import check_read_only, chooses_graphs, is_ordered, undeclared_prefixes

_POSITION = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<reason>.*)", re.DOTALL)
LONGEST_S = 1_000_000  # a time limit that the system's clocks can take
_SERVICE = re.compile("service", re.IGNORECASE)
_NO_KEYWORD = "sorvice"  # as long, so that places in the query stay the same
# Without site packages, environment or current folder: what the worker needs it is told.
_WORKER = (sys.executable, "-I", "-S", worker.__file__)
_LIBRARY = str(Path(ox.__file__).parents[1])


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
    # The library only reads, and terms that are bound into it cannot change that.
    return _run(store, bind(store, query, params or {}), is_ordered(query.text), timeout_s)


def run_sparql(store: Store, text: str, timeout_s: float | None = None) -> Result:
    """Answer SPARQL; the usual prefixes need not be declared. No limit without `timeout_s`."""
    check_read_only(text)
    known = store.namespaces.prefixes()
    if (unknown := unknown_prefix(text, known)) is not None:
        raise unknown
    check_no_service(text, known)
    return _run(store, text, is_ordered(text), timeout_s)


def unknown_prefix(text: str, known: Mapping[str, str]) -> QueryError | None:
    """What to say of the first prefix that is neither usual nor declared, if there is one."""
    for prefix in undeclared_prefixes(text, known):
        usual = ", ".join(f"{name}:" for name in known)
        return QueryError(f"the prefix {prefix}: is not declared. Known without a line: {usual}")
    return None


def check_no_service(text: str, prefixes: Mapping[str, str]) -> None:
    """Refuse SERVICE wherever the engine's own grammar sees it as a keyword.

    `check_read_only` goes by tokens and can be led astray, as by `?a<1)SERVICE$e#>`, where
    the engine reads a comparison and not an IRI. With the word replaced the query must still
    parse; it is asked of an empty store.
    """
    if _SERVICE.search(text) is None:
        return
    harmless = _SERVICE.sub(_NO_KEYWORD, text)
    try:
        ox.Store().query(harmless, prefixes=dict(prefixes))
    except SyntaxError as error:
        reason = str(failure(str(error), text))
        raise QueryError(
            "SERVICE is refused: a query may not reach other endpoints. If the word is not "
            f"meant as a keyword: {reason}"
        ) from error


def _run(store: Store, text: str, ordered: bool, timeout_s: float | None) -> Result:
    if timeout_s is not None and not 0 < timeout_s <= LONGEST_S:
        raise QueryError(f"a time limit is more than 0 and at most {LONGEST_S} s, not {timeout_s}")
    if timeout_s is None or getattr(store.quads, "stops_queries", False):
        return _in_process(store, text, ordered, timeout_s)
    if store.path is not None:
        return _in_subprocess(store, text, ordered, timeout_s)
    return _in_thread(store, text, ordered, timeout_s)


def _in_process(store: Store, text: str, ordered: bool, timeout_s: float | None = None) -> Result:
    try:
        return to_result(_answer(store, text, timeout_s), ordered=ordered)
    except SyntaxError as error:
        raise failure(str(error), text) from error
    except TimeoutError as error:
        raise _too_slow(timeout_s or 0) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _answer(store: Store, text: str, timeout_s: float | None) -> Answer:
    limit: dict[str, Any] = {} if timeout_s is None else {"timeout_s": timeout_s}
    prefixes = store.namespaces.prefixes()
    union = not chooses_graphs(text)
    return store.quads.query(text, prefixes=prefixes, use_default_graph_as_union=union, **limit)


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
    task = {
        "library": _LIBRARY,
        "path": str(store.path),
        "prefixes": store.namespaces.prefixes(),
        "query": text,
        "timeout_s": timeout_s,
        "union": not chooses_graphs(text),
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell
            _WORKER, input=marshal.dumps(task), capture_output=True, timeout=timeout_s
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
    before = "".join(text.split("\n")[line - 1 : line])[: column - 1].strip()[-40:]
    place = f"line {line}, column {column}" + (f", after {before!r}" if before else "")
    return QueryError(f"syntax error in {place}: {_reason(match['reason'])}")


def _reason(expected: str) -> str:
    """A sentence where the engine has one among all tokens that could stand there."""
    said = " ".join(expected.split())
    choices = said.removeprefix("expected ").removeprefix("one of ").split(", ")
    sentences = [choice for choice in choices if choice[0].isalpha() and choice.count(" ") > 2]
    if sentences:
        return sentences[0]
    if len(said) > 80 or not any(choice[0].isalnum() or choice[0] == '"' for choice in choices):
        return "something is missing or out of place"
    return said.removesuffix(", [_]")


def _too_slow(timeout_s: float) -> QueryError:
    return QueryError(
        f"the query took longer than {timeout_s:g} s and was stopped: ask for less (LIMIT, a more "
        "specific pattern), or raise the time limit"
    )
