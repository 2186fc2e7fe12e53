"""Every named question on one graph, ours beside the engine alone: `python -m tests.bench.queries`.

Ours is `run_named` in process, from what a user types to the table of values. Raw is the bound text given
to pyoxigraph and iterated to its end. Parameters are taken from the graph: its busiest entities,
so that what is measured is the worst that users of this graph meet. Best of several runs.
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

FEW = 5  # runs of which the best counts


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one question, and how many rows it answers with."""

    name: str
    rows: int
    ours: float
    raw: float

    @property
    def ratio(self) -> float:
        return self.ours / max(self.raw, 1e-6)


def busiest(store: Store) -> dict[str, str]:
    """A value for each required parameter of the library."""

    def first(text: str) -> list[str]:
        prefixes = store.namespaces.prefixes()
        found = store.quads.query(text, prefixes=prefixes, use_default_graph_as_union=True)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError("a SELECT is expected")
        return next(([value.value for value in row] for row in found), [])

    top = "GROUP BY {0} ORDER BY DESC(COUNT(*)) {0} LIMIT 1"
    actor, recipient = first(
        f"SELECT ?a ?r {{ ?e kg:actor ?a ; kg:recipient ?r }} {top.format('?a ?r')}"
    )
    (source,) = first(f"SELECT ?s {{ ?c kg:source ?s ; kg:content ?e }} {top.format('?s')}")
    (entity,) = first(f"SELECT ?e {{ ?m kg:refersTo ?e }} {top.format('?e')}")
    (kind,) = first(f"SELECT ?t {{ ?e kg:eventType ?t }} {top.format('?t')}")
    (document,) = first(f"SELECT ?d {{ ?m nif:referenceContext ?d }} {top.format('?d')}")
    return {
        "actor": actor,
        "recipient": recipient,
        "a": actor,
        "b": recipient,
        "source": source,
        "entity": entity,
        "type": kind.rsplit("/", 1)[1],
        "document": document,
        "date": "2024-10-25",
        "before": "2024-10-24",
        "after": "2024-11-30",
    }


def best(work: Callable[[], object], runs: int) -> float:
    """Milliseconds of the fastest run."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return min(times)


def measure(store: Store, query: NamedQuery, given: Mapping[str, str], runs: int) -> Timing:
    params = {p.name: given[p.name] for p in query.parameters if p.required}
    text = bind(store, query, params)
    prefixes = store.namespaces.prefixes()

    def raw() -> None:
        found = store.quads.query(text, prefixes=prefixes, use_default_graph_as_union=True)
        for row in found:  # type: ignore[union-attr]
            tuple(row)

    rows = len(run_named(store, query.name, params))
    ours = best(lambda: run_named(store, query.name, params), runs)
    return Timing(query.name, rows, ours, best(raw, runs))


def timings(store: Store, names: set[str], runs: int) -> Iterator[Timing]:
    given = busiest(store)
    for query in named_queries().values():
        if not names or query.name in names:
            yield measure(store, query, given, runs)


def line(timing: Timing) -> str:
    return (
        f"{timing.name:26}{timing.rows:8,}{timing.ours:12,.1f}{timing.raw:12,.1f}"
        f"{timing.ratio:8.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path, help="the folder of a store, DIR/store")
    parser.add_argument("names", nargs="*", help="questions; all without")
    parser.add_argument("--runs", type=int, default=FEW)
    options = parser.parse_args()
    with Store.open(options.store, read_only=True) as store:
        sys.stdout.write(f"{'question':26}{'rows':>8}{'ours, ms':>12}{'raw, ms':>12}{'ratio':>8}\n")
        for timing in timings(store, set(options.names), options.runs):
            sys.stdout.write(line(timing) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
