"""Media types: which ones are offered, and which one an Accept header means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import mimeparse

HTML: Final = "text/html"
TURTLE: Final = "text/turtle"
JSON: Final = "application/sparql-results+json"

# Media type to the name of the format in the RDF library; the preferred one comes first.
TABLES: Final[Mapping[str, str]] = {
    JSON: "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
    "application/json": "JSON",
    "application/xml": "XML",
    "text/xml": "XML",
}
GRAPHS: Final[Mapping[str, str]] = {
    TURTLE: "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "application/x-turtle": "TURTLE",
}
SUFFIXES: Final[Mapping[str, str]] = {
    "html": HTML,
    "ttl": TURTLE,
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}


def choose(accept: str, offers: tuple[str, ...]) -> str:
    """The offer that `accept` likes best, "" if none; among equals the first one.

    Without a header anything will do. Ranges that are not well-formed are passed over.
    """
    if not accept.strip():
        return offers[0]
    ranges = [part for part in accept.lower().split(",") if _readable(part)]
    return mimeparse.best_match(offers[::-1], ",".join(ranges)) if ranges else ""


def content_type(media_type: str) -> str:
    """With the charset where a text type would otherwise be read as something else."""
    if media_type.startswith("text/"):
        return f"{media_type}; charset=utf-8"
    return media_type


def _readable(media_range: str) -> bool:
    try:
        mimeparse.parse_media_range(media_range)
    except mimeparse.MimeTypeParseException:
        return False
    return bool(media_range.strip())
