"""From what a user types to the entity or document that is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad
from rapidfuzz import fuzz, process

from kg.errors import QueryError
from kg.graph import Store
from kg.graph.namespaces import term

SUGGESTIONS = 5
_CURIE = re.compile(r"(?P<prefix>[a-z]+):(?P<local>[^\s/#]+)")


def folded(name: str) -> str:
    """For comparison: without case, accents' encoding and runs of blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def find_entity(store: Store, text: str) -> NamedNode:
    """The entity of an IRI, of `ent:slug`, of a slug, or of a name in any case.

    A preferred name wins over another name. A name of several entities, or of none, is a
    QueryError that says what to write instead.
    """
    iri = _iri(store, text, "ent")
    if iri is not None:
        return _known(store, iri, text)
    preferred, other, names = _labels(store, folded(text))
    found = sorted(preferred or other, key=lambda node: node.value)
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(_described(store, node) for node in found)
        raise QueryError(f"{text!r} is the name of several entities: {choices}. Give one of these")
    slug = _slug(store, text)
    if slug is not None:
        return slug
    near = _near(text, names)
    hint = f" Did you mean {near}?" if near else ""
    raise QueryError(f"no entity is called {text!r}.{hint}")


def find_document(store: Store, text: str) -> NamedNode:
    """The document of an IRI, an id, a URL or a title."""
    iri = _iri(store, text, "doc") or _safe_node(store.namespaces.document("").value + text)
    if iri is not None and store.quads.contains_named_graph(iri):
        return iri
    titles = [
        (_text(quad), _subject(quad))
        for curie in ("schema:url", "dcterms:title")
        for quad in _property(store, curie)
    ]
    found = [node for title, node in titles if folded(title) == folded(text)]
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(sorted("doc:" + store.namespaces.local(node.value) for node in found))
        raise QueryError(
            f"{text!r} is the title of several documents: {choices}. Give one of these"
        )
    near = _near(text, {title for title, _ in titles})
    hint = f" Did you mean {near}?" if near else ""
    raise QueryError(f"no document has the id, URL or title {text!r}.{hint}")


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
    pattern = store.quads.quads_for_pattern
    for quads in (pattern(node, None, None, None), pattern(None, None, node, None)):
        if next(iter(quads), None) is not None:
            return node
    raise QueryError(f"no entity {text!r} in this graph")


def _slug(store: Store, text: str) -> NamedNode | None:
    node = (
        _safe_node(store.namespaces.entity(text).value) if re.fullmatch(r"[\w-]+", text) else None
    )
    if (
        node is None
        or next(iter(store.quads.quads_for_pattern(node, None, None, None)), None) is None
    ):
        return None
    return node


def _labels(
    store: Store, wanted: str
) -> tuple[set[NamedNode], set[NamedNode], dict[str, list[NamedNode]]]:
    """(entities so called first of all, entities also so called, all names)."""
    names: dict[str, list[NamedNode]] = {}
    found: dict[str, set[NamedNode]] = {}
    for curie in ("skos:prefLabel", "skos:altLabel"):
        for quad in _property(store, curie):
            name = _text(quad)
            names.setdefault(name, []).append(_subject(quad))
            if folded(name) == wanted:
                found.setdefault(curie, set()).add(_subject(quad))
    return found.get("skos:prefLabel", set()), found.get("skos:altLabel", set()), names


def _property(store: Store, curie: str) -> Iterator[Quad]:
    yield from store.quads.quads_for_pattern(None, term(curie), None, None)


def _subject(quad: Quad) -> NamedNode:
    if not isinstance(quad.subject, NamedNode):
        raise TypeError(f"a named subject was stored, not {quad.subject}")
    return quad.subject


def _text(quad: Quad) -> str:
    return str(getattr(quad.object, "value", ""))


def _described(store: Store, node: NamedNode) -> str:
    return f"ent:{store.namespaces.local(node.value)}"


def _near(text: str, names: Iterable[str]) -> str:
    matches = process.extract(
        text,
        sorted(names),
        scorer=fuzz.WRatio,
        processor=folded,
        limit=SUGGESTIONS,
        score_cutoff=60,
    )
    return ", ".join(repr(name) for name, _, _ in matches)
