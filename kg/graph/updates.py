"""SPARQL as text: terms, prefixes, and quads in portions that a request can carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, Quad

from kg.errors import StoreError
from kg.graph.quads import GraphName, Object, Subject

_LINE = re.compile(r"\berror at (\d+):")  # the place as Oxigraph gives it


def insertion(quads: Iterable[Quad]) -> list[str]:
    """No or one update that adds these quads."""
    blocks = _graph_blocks(quads)
    return [f"INSERT DATA {{\n{blocks}}}"] if blocks else []


def removal(quads: Iterable[Quad]) -> list[str]:
    """No or one update that takes these quads away."""
    blocks = _graph_blocks(quads)
    return [f"DELETE DATA {{\n{blocks}}}"] if blocks else []


def portions(quads: Iterable[Quad], limit: int) -> Iterator[list[Quad]]:
    """Whole runs of quads of one graph, up to `limit` bytes; only a longer run is cut.

    Raises StoreError for what a server may understand otherwise than the embedded store.
    """
    portion: list[Quad] = []
    size = 0
    for _, run in groupby(quads, key=lambda quad: quad.graph_name):
        weighed = [(quad, _weight(quad)) for quad in run]
        if portion and size + sum(weight for _, weight in weighed) > limit:
            yield portion
            portion, size = [], 0
        for quad, weight in weighed:
            if portion and size + weight > limit:
                yield portion
                portion, size = [], 0
            portion.append(quad)
            size += weight
    if portion:
        yield portion


def sparql_term(term: Subject | Object | GraphName) -> str:
    """A term as SPARQL writes it, if it means the same on every server."""
    if isinstance(term, BlankNode | DefaultGraph):
        raise StoreError(
            f"{term} means nothing to a SPARQL server: give an IRI, and a graph that has a name"
        )
    return str(term)


def with_prefixes(prefixes: Mapping[str, str] | None, text: str) -> str:
    """The text with declarations on a line of their own, so that places move by one line."""
    declared = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in (prefixes or {}).items())
    return f"{declared}\n{text}"


def without_prefix_line(message: str) -> str:
    """The message with places counted without the line of `with_prefixes`."""
    return _LINE.sub(lambda match: f"error at {max(int(match[1]) - 1, 1)}:", message)


def _weight(quad: Quad) -> int:
    """Bytes of the quad in N-Quads, which is no less than it takes in an update."""
    parts = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    return sum(len(sparql_term(part).encode("utf-8")) + 1 for part in parts) + 2


def _graph_blocks(quads: Iterable[Quad]) -> str:
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name), []).append(str(quad.triple))
    return "".join(
        f"GRAPH {graph} {{\n" + " .\n".join(triples) + " .\n}\n"
        for graph, triples in sorted(by_graph.items())
    )
