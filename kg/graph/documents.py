"""The articles of a store, as they were read."""

from __future__ import annotations

from kg.graph.chains import values
from kg.graph.store import Store
from kg.records import Document, PartialDate

_FIELDS = {
    "text": "nif:isString",
    "title": "dcterms:title",
    "url": "schema:url",
    "publisher": "schema:publisher",
    "author": "schema:author",
}


def read_documents(store: Store) -> list[Document]:
    """All documents, sorted by id; furniture and path are not stored and come back empty."""
    local = store.namespaces.local
    columns = {name: dict(values(store.quads, curie)) for name, curie in _FIELDS.items()}
    dates = dict(values(store.quads, "schema:datePublished"))
    out = []
    for iri in sorted(columns["text"]):
        published = dates.get(iri)
        document = Document(
            text=columns["text"][iri],
            title=columns["title"].get(iri, ""),
            url=columns["url"].get(iri, ""),
            publisher=columns["publisher"].get(iri, ""),
            author=columns["author"].get(iri, ""),
            published=PartialDate.from_iso(published) if published else None,
        )
        if document.id == local(iri):
            out.append(document)
    return out
