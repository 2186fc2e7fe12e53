"""Reading many quads at once: one pass over a property, or one query, instead of one per thing."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import QuerySolutions

from kg.graph.namespaces import term
from kg.graph.quads import Quads


def values(quads: Quads, curie: str) -> Iterator[tuple[str, str]]:
    """(subject, object) of every quad of one property, whatever graph it stands in."""
    for quad in quads.quads_for_pattern(None, term(curie), None, None):
        yield quad.subject.value, quad.object.value  # type: ignore[union-attr]


def select(quads: Quads, text: str, *, union: bool = False) -> QuerySolutions:
    """The rows of a SELECT; with `union` a pattern outside of GRAPH sees all graphs."""
    answer = quads.query(text, use_default_graph_as_union=union)
    if not isinstance(answer, QuerySolutions):
        raise TypeError(f"not a SELECT: {text}")
    return answer
