"""What the writers of RDF read: the graphs of a store as lines, and as subjects in order.

Terms are bytes as N-Triples writes them, because the storage engine writes these faster than
it makes objects. Control characters are escaped there, so that they can serve as separators.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.graph.export.sorting import RUN_BYTES, LineSorter
from kg.graph.store import Store
from kg.graph.turtle import Pair, natural

_IN_MEMORY = 4 << 20  # bytes of one graph; articles stay below it, identity and view do not
_FIELD, _NEXT = b"\x00", b"\x01"


@dataclass(frozen=True, slots=True)
class Source:
    """A store to write from, and a folder for what does not fit into memory meanwhile.

    `run_bytes` is about what is held in memory at a time.
    """

    store: Store
    scratch: Path | None = None
    run_bytes: int = RUN_BYTES

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs in natural order: articles, identity, view, runs.

        Runs come last, because they hold the number of the format: a file whose end is
        missing can be told from a whole one.
        """
        runs = self.store.namespaces.runs
        found = [g for g in self.store.quads.named_graphs() if isinstance(g, ox.NamedNode)]
        return sorted(found, key=lambda graph: (graph == runs, natural(graph.value.encode())))

    def triples(self, graph: ox.NamedNode) -> Iterator[bytes]:
        """The triples of a graph as lines of N-Triples, in no order that means anything."""
        quads, folder = self.store.quads, str(self.scratch) if self.scratch else None
        with tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=folder) as file:
            if isinstance(quads, ox.Store):
                quads.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=graph)
            else:
                found = quads.quads_for_pattern(None, None, None, graph)
                ox.serialize((quad.triple for quad in found), file, ox.RdfFormat.N_TRIPLES)
            file.seek(0)
            yield from file

    def subjects(self, *graphs: ox.NamedNode) -> Iterator[tuple[bytes, list[Pair]]]:
        """Each subject of the graphs once, in natural order, with predicates and objects.

        What several of the graphs say may come twice.
        """
        with self.sorter() as sorter:
            for graph in graphs:
                sorter.extend(_records(self.triples(graph)))
            parts = (record[:-1].split(_FIELD) for record in sorter)
            for subject, same in groupby(parts, key=itemgetter(1)):
                pairs = [_pair(text) for part in same for text in part[2].split(_NEXT)]
                yield (subject + b">" if subject[:1] == b"<" else subject), pairs

    def sorter(self) -> LineSorter:
        return LineSorter(self.scratch, self.run_bytes)

    def file(self) -> IO[bytes]:
        """A temporary file that nobody sees and that goes when it is closed."""
        return tempfile.TemporaryFile(dir=self.scratch, buffering=1 << 16)


def _records(triples: Iterable[bytes]) -> Iterator[bytes]:
    """One line per run of triples with one subject: sort key, subject, pairs."""
    for subject, same in groupby((line.split(b" ", 1) for line in triples), key=itemgetter(0)):
        body = _NEXT.join([pair[:-3] for _, pair in same])  # without " .\n"
        # Without its bracket: an article shall come before what is in it.
        yield natural(subject.removesuffix(b">")) + _FIELD + body + b"\n"


def _pair(text: bytes) -> Pair:
    predicate, _, obj = text.partition(b" ")
    return predicate, obj
