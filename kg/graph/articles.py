"""One document's named graph in memory, by property."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.graph.namespaces import Namespaces, term

Pair = tuple[str, str]


class ArticleGraph:
    """The quads of one document as (subject, object) pairs by property.

    Things inside the document go by their local names ("d17-m3"), everything else by IRI or
    by its lexical form.
    """

    def __init__(self, document: str, quads: Iterable[Quad], namespaces: Namespaces) -> None:
        self.document = document
        self._pairs: dict[str, list[Pair]] = {}
        inside = namespaces.document("").value
        cut = len(inside)
        for quad in quads:
            subject, value = quad.subject.value, quad.object.value  # type: ignore[union-attr]
            if isinstance(quad.object, NamedNode) and value.startswith(inside):
                value = value[cut:]
            self._pairs.setdefault(quad.predicate.value, []).append((subject[cut:], value))

    def pairs(self, curie: str) -> list[Pair]:
        """(subject, object) of every triple of one property."""
        return self._pairs.get(term(curie).value, [])

    def value(self, curie: str) -> str:
        """What the document itself has for a property of which it has at most one, or ""."""
        return next((o for s, o in self.pairs(curie) if s == self.document), "")
