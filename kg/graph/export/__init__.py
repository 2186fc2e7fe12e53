"""The graph in other formats, written as a stream: memory does not grow with the graph."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.graph.export.files import replacing, write_atomically
from kg.graph.export.graphml import write_graphml
from kg.graph.export.jsonld import write_jsonld
from kg.graph.export.lines import write_nquads, write_ntriples, write_rdf12
from kg.graph.export.pretty import write_trig, write_turtle
from kg.graph.export.rdfxml import write_rdfxml
from kg.graph.export.source import Source
from kg.graph.export.spreadsheets import write_tables
from kg.graph.store import Store

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["FORMATS", "export", "render", "to_rdflib", "write", "write_atomically"]

WRITERS: dict[str, Callable[[Source, IO[bytes]], None]] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "nquads": write_nquads,
    "ntriples": write_ntriples,
    "jsonld": write_jsonld,
    "rdfxml": write_rdfxml,
    "graphml": write_graphml,
    "rdf12": write_rdf12,
}
FORMATS = (*WRITERS, "csv")


def export(store: Store, format: str, target: str | Path) -> Path:
    """Write the graph to `target`, compressed if that ends in .gz.

    csv makes a folder of tables, or a .zip of them. What is there already is replaced when
    the new one is complete; whatever goes wrong before leaves it as it was.
    """
    path = Path(target)
    if format not in FORMATS:
        raise ConfigError(f"unknown format {format!r}: {', '.join(FORMATS)}")
    if format == "csv" and path.suffix == ".gz":
        raise ConfigError(f"csv is several tables: {path} must be a folder or end in .zip")
    if path.is_dir() and format != "csv":
        raise ConfigError(f"cannot write {path}: it is a folder; name a file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if format == "csv":
            write_tables(store, path)
        else:
            with replacing(path) as file:
                write(store, format, file, scratch=path.parent)
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error
    return path


def write(store: Store, format: str, out: IO[bytes], *, scratch: Path | None = None) -> None:
    """Write the graph to a stream; every format but csv, which is several tables.

    `scratch` is the folder for temporary files of about twice the size of what is written
    (default: that of the system).
    """
    writer = WRITERS.get(format)
    if writer is None:
        raise ConfigError(f"unknown format {format!r} for a stream: {', '.join(WRITERS)}")
    writer(Source(store, scratch), out)


def render(store: Store, format: str) -> str:
    """The graph as one text, for small graphs."""
    out = io.BytesIO()
    write(store, format, out)
    return out.getvalue().decode()


def to_rdflib(store: Store) -> Dataset:
    """The same graph behind rdflib's API, for code that speaks it; nothing is copied.

    Its default graph is the union of all named graphs.
    """
    # Imported here: rdflib takes longer to load than most queries take to answer.
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    if not isinstance(store.quads, ox.Store):
        raise ConfigError("rdflib reads embedded graphs only: export this one to a file first")
    dataset = Dataset(store=OxigraphStore(store=store.quads), default_union=True)
    for prefix, namespace in store.namespaces.prefixes().items():
        dataset.bind(prefix, namespace)
    return dataset
