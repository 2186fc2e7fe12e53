"""Every named question on one graph, ours beside the engine alone: `python -m tests.bench.queries`.

Ours is `run_named` in process, from what a user types to the table of values. Raw is the bound
text given to pyoxigraph and iterated to its end. Each question is asked with what it requires,
and again with one optional parameter that narrows it ("… entity").

Values come from the graph: the entities that are `--rank`th in number of events, mentions or claims.
Rank 1, the default, is the busiest and so the slowest; users ask mostly of others. Times are of
the processor, so that other programs do not count, in milliseconds, the best of several runs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.graph import Store
from kg.query import NamedQuery, named_queries, run_named
from kg.query.binding import bind

NARROWING = ("entity", "actor", "source", "body")
COUNTED = {
    "a b": "SELECT ?a ?b { ?e kg:actor ?a ; kg:recipient ?b }",
    "source": "SELECT ?source { ?c kg:source ?source . ?source a kg:Person }",
    "entity": "SELECT ?entity { ?e kg:actor|kg:recipient|rdf:subject|rdf:object ?entity }",
    "body": "SELECT ?body { ?post kg:postIn ?body }",
    "type": "SELECT ?type { ?e kg:eventType ?type }",
    "document": "SELECT ?document { ?m nif:referenceContext ?document }",
}


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one question, and how many rows it answers with."""

    name: str
    rows: int
    ours: float
    raw: float

    def line(self) -> str:
        ratio = self.ours / max(self.raw, 1e-6)
        return f"{self.name:32}{self.rows:8,}{self.ours:11,.1f}{self.raw:11,.1f}{ratio:7.2f}"


def values(store: Store, rank: int) -> dict[str, str]:
    """A value for each parameter of the library that names something of the graph."""
    found: dict[str, str] = {}
    for names, query in COUNTED.items():
        columns = " ".join(f"?{name}" for name in names.split())
        order = f"GROUP BY {columns} ORDER BY DESC(COUNT(*)) {columns} LIMIT {rank}"
        solutions = list(_solutions(store, f"{query} {order}"))
        found |= {name: solutions[-1][name].value for name in names.split()} if solutions else {}
    dates = sorted(
        row[0].value for row in _solutions(store, "SELECT ?d { ?x schema:datePublished ?d }")
    )
    early, late = (
        (dates[len(dates) // 2], dates[len(dates) * 6 // 10]) if dates else ("2024", "2025")
    )
    found |= {"actor": found["a"], "recipient": found["b"], "type": found["type"].rsplit("/")[-1]}
    return found | {"date": late, "after": early, "until": late}


def _solutions(store: Store, text: str) -> Iterator[ox.QuerySolution]:
    prefixes = store.namespaces.prefixes()
    answer = store.quads.query(text, prefixes=prefixes, use_default_graph_as_union=True)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("a SELECT is expected")
    yield from answer


def best(work: Callable[[], object], runs: int) -> float:
    """Milliseconds of processor time of the fastest run."""
    times = []
    for _ in range(runs):
        started = time.process_time()
        work()
        times.append((time.process_time() - started) * 1000)
    return min(times)


def measure(store: Store, query: NamedQuery, params: Mapping[str, str], runs: int) -> Timing:
    text = bind(store, query, params)
    rows = len(run_named(store, query.name, params))
    ours = best(lambda: run_named(store, query.name, params), runs)
    raw = best(lambda: [tuple(row) for row in _solutions(store, text)], runs)
    extra = next((p.name for p in query.parameters if p.name in params and not p.required), "")
    return Timing(f"{query.name} {extra}", rows, ours, raw)


def cases(query: NamedQuery, given: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Parameters of the question as it is and, where it can be narrowed, of a part of it."""
    required = {p.name: given[p.name] for p in query.parameters if p.required}
    yield required
    optional = [p.name for p in query.parameters if not p.required and p.name in NARROWING]
    if optional:
        yield required | {optional[0]: given[optional[0]]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a graph as kg build makes it")
    parser.add_argument("names", nargs="*", help="questions; all without")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rank", type=int, default=1)
    options = parser.parse_intermixed_args()
    with Store.open(options.folder / "store", read_only=True) as store:
        given = values(store, options.rank)
        sys.stdout.write(f"{'question':32}{'rows':>8}{'ours, ms':>11}{'raw, ms':>11}{'ratio':>7}\n")
        for query in named_queries().values():
            if options.names and query.name not in options.names:
                continue
            for params in cases(query, given):
                sys.stdout.write(measure(store, query, params, options.runs).line() + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
