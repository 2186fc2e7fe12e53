"""Reading a user's file, by its ending."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.vocabulary.own.entries import OwnFile, Remark
from kg.vocabulary.own.tables import read_table
from kg.vocabulary.own.triples import read_triples

MOST_BYTES = 100_000_000
_TABLES = (".csv", ".tsv")
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".turtle": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".numbers")
SUFFIXES = (*_TABLES, *_FORMATS)


def read_file(path: Path) -> OwnFile:
    """What is in the file. Raises OntologyError if it cannot be read at all."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        spreadsheet = "save a spreadsheet as 'CSV UTF-8'; " if suffix in _SPREADSHEETS else ""
        raise OntologyError(
            f"{path}: not a kind of file that entities are read from: {spreadsheet}name it "
            f"{', '.join(SUFFIXES)}, after what is in it"
        )
    try:
        if path.stat().st_size > MOST_BYTES:
            raise OntologyError(f"{path}: larger than {MOST_BYTES:,} bytes: split it")
        content = path.read_bytes()
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read: {error.strerror or error}") from error
    return _parsed(path, content)


@lru_cache(maxsize=8)
def _parsed(path: Path, content: bytes) -> OwnFile:
    suffix = path.suffix.lower()
    if suffix in _TABLES:
        entries, remarks, unchosen = read_table(path, content)
    else:
        entries, remarks, unchosen = read_triples(path, content, _FORMATS[suffix])
    if not (entries or remarks or unchosen):
        remarks = [Remark("whole file", "holds no entity: no subject or row with a name")]
    return OwnFile(path.name, tuple(entries), tuple(remarks), unchosen)
