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


def select(quads: Quads, text: str) -> QuerySolutions:
    """The rows of a SELECT."""
    answer = quads.query(text)
    if not isinstance(answer, QuerySolutions):
        raise TypeError(f"not a SELECT: {text}")
    return answer
