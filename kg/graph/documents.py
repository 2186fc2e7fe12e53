"""The articles of a store, as they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.graph.articles import ArticleGraph
from kg.graph.store import Store
from kg.records import Document, PartialDate


def read_documents(store: Store, ids: Iterable[str] | None = None) -> Iterator[Document]:
    """Some documents, or all, sorted by id; furniture and path are not stored and are empty."""
    for document in sorted(store.document_ids() if ids is None else ids):
        node = store.namespaces.document(document)
        quads = store.quads.quads_for_pattern(node, None, None, node)
        article = ArticleGraph(document, quads, store.namespaces)
        published = article.value("schema:datePublished")
        yield Document(
            text=article.value("nif:isString"),
            title=article.value("dcterms:title"),
            url=article.value("schema:url"),
            publisher=article.value("schema:publisher"),
            author=article.value("schema:author"),
            published=PartialDate.from_iso(published) if published else None,
        )
