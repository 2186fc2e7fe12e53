"""One statement per line, in byte order: N-Quads, N-Triples, and N-Quads of RDF 1.2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.graph.export.source import Source
from kg.graph.namespaces import term

_REIFIED = Path(__file__).with_name("reified.rq")


def write_ntriples(source: Source, out: IO[bytes]) -> None:
    """The union of all graphs."""
    with source.sorter() as sorter:
        for _, triples in source.contents():
            sorter.extend(triples)
        out.writelines(sorter)


def write_nquads(source: Source, out: IO[bytes]) -> None:
    """The same bytes as `Store.dump("nquads")`, however many they are."""
    with source.sorter() as sorter:
        sorter.extend(_quads(source))
        out.writelines(sorter)


def write_rdf12(source: Source, out: IO[bytes]) -> None:
    """N-Quads where each relation that is resolved also reifies its triple."""
    with source.sorter() as sorter:
        sorter.extend(_quads(source))
        sorter.extend(_reifiers(source))
        out.writelines(sorter)


def _quads(source: Source) -> Iterator[bytes]:
    for graph, triples in source.contents():
        end = f"{graph} .\n".encode()
        for line in triples:
            yield line[:-2] + end


def _reifiers(source: Source) -> Iterator[bytes]:
    answer = source.store.quads.query(_REIFIED.read_text(encoding="utf-8"))
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError(f"{_REIFIED.name} is not a SELECT")
    reifies = term("rdf:reifies")
    for relation, *triple, graph in answer:
        yield f"{relation} {reifies} <<( {' '.join(map(str, triple))} )>> {graph} .\n".encode()
