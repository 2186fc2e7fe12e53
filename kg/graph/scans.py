"""Bulk scans: one pass over a property, joined in dictionaries, instead of a query per thing."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.namespaces import term
from kg.graph.quads import Quads


def values(quads: Quads, curie: str) -> Iterator[tuple[str, str]]:
    """(subject, object) of every quad of one property, whatever graph it stands in."""
    for quad in quads.quads_for_pattern(None, term(curie), None, None):
        yield quad.subject.value, quad.object.value  # type: ignore[union-attr]
