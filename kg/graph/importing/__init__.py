"""A graph from a file that `kg export` wrote: TriG, N-Quads or JSON-LD, also as .gz.

The file is loaded into a folder beside the target, looked at, and moved into place; a file that
is refused leaves nothing behind. Memory does not grow with it.
"""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import ConfigError, ReadError
from kg.graph.importing.checks import check_whole, checked
from kg.graph.namespaces import DEFAULT_NAMESPACES, Namespaces

__all__ = ["IMPORTED", "import_graph"]

IMPORTED = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_SUFFIXES = {
    ".trig": "trig",
    ".nq": "nquads",
    ".nquads": "nquads",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
    ".owl": "rdfxml",
    ".graphml": "graphml",
    ".csv": "csv",
    ".zip": "csv",
}
BATCH = 200_000  # quads loaded at once: a quarter of the memory that a million takes
_GZIP = b"\x1f\x8b"
_NEEDED = "kg export DIR --format trig (or nquads, jsonld)"


def import_graph(
    source: str | Path | IO[bytes],
    folder: str | Path,
    namespaces: Namespaces = DEFAULT_NAMESPACES,
    *,
    format: str | None = None,
) -> int:
    """Make the store `folder` from an exported graph; how many quads it holds.

    `format` is one of `IMPORTED` and by default what the file's name says. Raises ConfigError
    when the folder holds something already, and ReadError for a file that is broken or not ours.
    """
    target = Path(folder)
    name = _name(source)
    parser = _parser(name, format)
    if isinstance(source, str | Path) and not Path(source).is_file():
        raise ReadError(f"{source} is no file: name one that 'kg export' wrote")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ConfigError(f"{target} is there already: choose another folder")
    made = not target.parent.exists()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise ConfigError(f"cannot make a store in {target}: {error}") from error
    try:
        size = _load(source, name, parser, temporary, namespaces)
        temporary.chmod(0o755)
        temporary.replace(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        if made:
            with suppress(OSError):
                target.parent.rmdir()
        raise
    return size


def _load(
    source: str | Path | IO[bytes],
    name: str,
    parser: ox.RdfFormat,
    folder: Path,
    namespaces: Namespaces,
) -> int:
    store = ox.Store(folder)
    try:
        with _opened(source) as file:
            quads = checked(ox.parse(file, parser), name, namespaces)
            while batch := list(islice(quads, BATCH)):
                store.bulk_extend(batch)
    except (SyntaxError, ValueError, EOFError, zlib.error) as error:
        raise ReadError(f"{name} is broken or not {parser.name}: {error}") from error
    except OSError as error:
        raise ReadError(f"cannot import {name}: {error}") from error
    check_whole(store, name, namespaces)
    store.flush()
    return len(store)


@contextmanager
def _opened(source: str | Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """The file's content, unpacked; a stream that is given stays open."""
    if isinstance(source, str | Path):
        with Path(source).open("rb") as file, _opened(file) as content:
            yield content
        return
    buffered = io.BufferedReader(cast("io.RawIOBase", source))
    try:
        packed = buffered.peek(2)[:2] == _GZIP
        # Both read bytes, and that is all we ask.
        yield cast("IO[bytes]", gzip.GzipFile(fileobj=buffered) if packed else buffered)
    finally:
        buffered.detach()


def _name(source: str | Path | IO[bytes]) -> str:
    named = source if isinstance(source, str | Path) else getattr(source, "name", None)
    return str(named) if isinstance(named, str | Path) else "the input"


def _parser(name: str, format: str | None) -> ox.RdfFormat:
    suffix = Path(name.removesuffix(".gz")).suffix
    wanted = format or _SUFFIXES.get(suffix, "")
    if wanted in IMPORTED:
        return IMPORTED[wanted]
    if wanted in _SUFFIXES.values():
        raise ReadError(
            f"{name}: {wanted} does not keep which article a statement stands in, so that the "
            f"graph cannot be made from it. Export it again: {_NEEDED}"
        )
    raise ConfigError(
        f"{name}: cannot tell the format {format or suffix!r}: name one of {', '.join(IMPORTED)}"
    )
