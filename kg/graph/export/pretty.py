"""Turtle and TriG of a whole store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from kg.graph.export.source import Source
from kg.graph.turtle import Names, block


def write_turtle(source: Source, out: IO[bytes]) -> None:
    """The union of all graphs, by subject."""

    def blocks(names: Names) -> Iterator[bytes]:
        for subject, pairs in source.all_subjects():
            yield b"\n"
            yield block(subject, pairs, names)

    _write(source, out, blocks)


def write_trig(source: Source, out: IO[bytes]) -> None:
    """One block per named graph."""

    def blocks(names: Names) -> Iterator[bytes]:
        for graph, triples in source.contents():
            lead = b"\n" + names.write(str(graph).encode()) + b" {\n"
            for subject, pairs in source.subjects(triples):
                yield lead
                yield block(subject, pairs, names, b"    ")
                lead = b"\n"
            yield b"}\n"

    _write(source, out, blocks)


def _write(source: Source, out: IO[bytes], blocks: Callable[[Names], Iterable[bytes]]) -> None:
    """The body first, aside: which prefixes to declare is known at its end."""
    names = Names(source.store.namespaces.prefixes())
    with source.file() as body:
        body.writelines(blocks(names))
        body.seek(0)
        out.write(names.declarations())
        shutil.copyfileobj(body, out, 1 << 20)
