"""What a SPARQL server answers, as the terms and answers of the embedded store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.quads import Answer
from kg.graph.transport import Body

# JSON first: the only one of the three that every server writes without mistakes.
TABLES = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.8, "
    "text/tab-separated-values;q=0.5"
)


def read_answer(body: Body) -> Answer:
    """A table that reads the body while it is used, a truth value, or triples read at once."""
    kind = body.media_type
    table = ox.QueryResultsFormat.from_media_type(kind)
    triples = ox.RdfFormat.from_media_type(kind)
    try:
        if table is not None:
            return ox.parse_query_results(_file(body), table)
        if triples is not None:
            return _as_triples(ox.parse(_file(body), triples))
    except SyntaxError as error:
        raise StoreError(f"{body.url} answers with broken {kind}: {error}") from error
    body.close()
    raise StoreError(
        f"{body.url} answers with {kind or 'something unnamed'}, not with SPARQL results: "
        "is this the address for queries? Look at ?server= in it"
    )


def read_quads(body: Body) -> Iterator[ox.Quad]:
    """N-Quads, read while they are used."""
    return ox.parse(_file(body), ox.RdfFormat.N_QUADS)


def _as_triples(quads: Iterable[ox.Quad]) -> Answer:
    """Triples in the type that the embedded store answers with, which has no constructor."""
    scratch = ox.Store()
    scratch.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return scratch.query("CONSTRUCT WHERE { ?s ?p ?o }")


def _file(body: Body) -> IO[bytes]:
    return cast(IO[bytes], body)  # `read` is all that the parser needs
