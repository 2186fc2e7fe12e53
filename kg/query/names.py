"""From what a user types to the entity or document that is meant.

A name is looked up as it is written, which an index answers; then in any case, which is one
scan by the engine; and only where that finds nothing, folded as a person would, in Python.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions
from rapidfuzz import fuzz, process

from kg.errors import QueryError
from kg.graph import Store
from kg.graph.namespaces import term

SUGGESTIONS = 5
NAMES = ("skos:prefLabel", "skos:altLabel")  # a preferred name wins over another
TITLES = ("schema:url", "dcterms:title")
_CURIE = re.compile(r"(?P<prefix>[a-z]+):(?P<local>[^\s/#]+)")
_SLUG = re.compile(r"[\w-]+")


def folded(name: str) -> str:
    """For comparison: without case, accents' encoding and runs of blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def find_entity(store: Store, text: str) -> NamedNode:
    """The entity of an IRI, of `ent:slug`, of a slug, or of a name in any case.

    What is written exactly so wins over what differs in case, a preferred name over another
    name. A name of several entities, or of none, is a QueryError that says what to write
    instead.
    """
    iri = _iri(store, text, "ent")
    if iri is not None:
        return _known(store, iri, text)
    found = _first(store, text, NAMES, _as_written, _in_any_case)
    if not found and (slug := _slug(store, text)) is not None:
        return slug
    found = found or _first(store, text, NAMES, _as_people_read)
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(f"ent:{store.namespaces.local(node.value)}" for node in found)
        raise QueryError(f"{text!r} is the name of several entities: {choices}. Give one of these")
    raise QueryError(f"no entity is called {text!r}.{_hint(store, text, NAMES)}")


def find_document(store: Store, text: str) -> NamedNode:
    """The document of an IRI, an id, a URL or a title."""
    iri = _iri(store, text, "doc") or _safe_node(store.namespaces.document("").value + text)
    if iri is not None and store.quads.contains_named_graph(iri):
        return iri
    found = _first(store, text, TITLES, _as_written, _in_any_case, _as_people_read)
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(f"doc:{store.namespaces.local(node.value)}" for node in found)
        raise QueryError(
            f"{text!r} is the title of several documents: {choices}. Give one of these"
        )
    raise QueryError(f"no document has the id, URL or title {text!r}.{_hint(store, text, TITLES)}")


Look = Callable[[Store, str, str], Iterable[NamedNode]]


def _first(store: Store, text: str, properties: tuple[str, ...], *looks: Look) -> list[NamedNode]:
    """What the first look at the first property finds that finds anything, sorted."""
    for look in looks:
        for curie in properties:
            found = sorted(set(look(store, curie, text)), key=lambda node: node.value)
            if found:
                return found
    return []


def _as_written(store: Store, curie: str, text: str) -> Iterator[NamedNode]:
    forms = (Literal(text, language="en"), Literal(text), Literal(text, datatype=_ANY_URI))
    for form in forms:
        for quad in store.quads.quads_for_pattern(None, term(curie), form, None):
            yield _subject(quad)


_ANY_URI = term("xsd:anyURI")


def _in_any_case(store: Store, curie: str, text: str) -> Iterator[NamedNode]:
    wanted = Literal(folded(text))
    query = f"SELECT ?node {{ ?node {term(curie)} ?name FILTER ( LCASE(STR(?name)) = {wanted} ) }}"
    answer = store.quads.query(query, use_default_graph_as_union=True)
    for solution in cast("QuerySolutions", answer):
        yield cast("NamedNode", solution[0])


def _as_people_read(store: Store, curie: str, text: str) -> Iterator[NamedNode]:
    wanted = folded(text)
    for quad in _property(store, curie):
        if folded(_text(quad)) == wanted:
            yield _subject(quad)


def _iri(store: Store, text: str, prefix: str) -> NamedNode | None:
    """The IRI that is written out or abbreviated; None for a name."""
    plain = text.strip()
    if plain.startswith("<") and plain.endswith(">"):
        plain = plain[1:-1]
    match = _CURIE.fullmatch(plain)
    if match is not None and match["prefix"] == prefix:
        plain = store.namespaces.prefixes()[prefix] + match["local"]
    if plain.startswith(store.namespaces.base):
        return _safe_node(plain)
    return None


def _safe_node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _known(store: Store, node: NamedNode, text: str) -> NamedNode:
    if _has(store, subject=node) or _has(store, object=node):
        return node
    raise QueryError(f"no entity {text!r} in this graph")


def _slug(store: Store, text: str) -> NamedNode | None:
    node = _safe_node(store.namespaces.entity(text).value) if _SLUG.fullmatch(text) else None
    return node if node is not None and _has(store, subject=node) else None


def _has(
    store: Store, *, subject: NamedNode | None = None, object: NamedNode | None = None
) -> bool:
    quads = store.quads.quads_for_pattern(subject, None, object, None)
    return next(iter(quads), None) is not None


def _property(store: Store, curie: str) -> Iterator[Quad]:
    yield from store.quads.quads_for_pattern(None, term(curie), None, None)


def _subject(quad: Quad) -> NamedNode:
    if not isinstance(quad.subject, NamedNode):
        raise TypeError(f"a named subject was stored, not {quad.subject}")
    return quad.subject


def _text(quad: Quad) -> str:
    return str(getattr(quad.object, "value", ""))


def _hint(store: Store, text: str, properties: Iterable[str]) -> str:
    return near(text, {_text(quad) for curie in properties for quad in _property(store, curie)})


def near(text: str, names: Iterable[str]) -> str:
    """The names nearest to what was typed, as a question; "" where none is near."""
    matches = process.extract(
        text,
        sorted(names),
        scorer=fuzz.WRatio,
        processor=folded,
        limit=SUGGESTIONS,
        score_cutoff=65,
    )
    said = ", ".join(repr(name) for name, _, _ in matches)
    return f" Did you mean {said}?" if said else ""
