"""What the writers of RDF read: the graphs of a store as lines, and as subjects in order.

Terms are bytes as N-Triples writes them, because the storage engine writes these faster than
it makes objects. Control characters are escaped there, so that they can serve as separators.
"""

from __future__ import annotations

import io
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.graph.export.sorting import RUN_BYTES, LineSorter
from kg.graph.quads import Quads
from kg.graph.store import Store
from kg.graph.turtle import Pair, natural

_READERS = 2  # threads
_AHEAD = 4  # graphs fetched before they are needed
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

    def contents(self) -> Iterator[tuple[ox.NamedNode, Iterable[bytes]]]:
        """Each graph with its triples as lines of N-Triples, in no order that means anything.

        The lines must be read before the next graph is asked for. Graphs are fetched ahead:
        finding the terms of a quad costs more than writing it, and needs no interpreter lock.
        """
        graphs = iter(self.graphs())
        with ExitStack() as stack:
            ahead: deque[tuple[ox.NamedNode, Callable[[], IO[bytes]]]] = deque()
            pool = stack.enter_context(ThreadPoolExecutor(_READERS))
            stack.callback(pool.shutdown, cancel_futures=True)
            for graph in islice(graphs, _AHEAD):
                ahead.append((graph, self._fetched(pool, graph)))
            while ahead:
                graph, fetch = ahead.popleft()
                with fetch() as file:
                    yield graph, file
                for following in islice(graphs, 1):
                    ahead.append((following, self._fetched(pool, following)))

    def _fetched(self, pool: ThreadPoolExecutor, graph: ox.NamedNode) -> Callable[[], IO[bytes]]:
        quads = self.store.quads
        if isinstance(quads, ox.Store):
            return pool.submit(self._dump, quads, graph).result
        return partial(self._copy, quads, graph)  # a server is asked when its answer is needed

    def _dump(self, quads: ox.Store, graph: ox.NamedNode) -> IO[bytes]:
        """Without a call back to Python for every few lines, which would wait for the lock."""
        if self.store.namespaces.is_document(graph.value):  # bounded by the length of an article
            return io.BytesIO(quads.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"")
        file = tempfile.NamedTemporaryFile(dir=self.scratch, prefix=".export.")
        quads.dump(file.name, ox.RdfFormat.N_TRIPLES, from_graph=graph)
        return file

    def _copy(self, quads: Quads, graph: ox.NamedNode) -> IO[bytes]:
        file = self.file()
        found = quads.quads_for_pattern(None, None, None, graph)
        ox.serialize((quad.triple for quad in found), file, ox.RdfFormat.N_TRIPLES)
        file.seek(0)
        return file

    def subjects(self, triples: Iterable[bytes]) -> Iterator[tuple[bytes, list[Pair]]]:
        """Each subject of these triples once, in natural order, with predicates and objects."""
        if not isinstance(triples, io.BytesIO):
            yield from self._grouped([_records(triples)])
            return
        found: dict[bytes, list[Pair]] = {}
        for line in triples:
            subject, predicate, obj = line.split(b" ", 2)
            pair = predicate, obj[:-3]  # without " .\n"
            if subject in found:
                found[subject].append(pair)
            else:
                found[subject] = [pair]
        for _, subject in sorted((natural(name.removesuffix(b">")), name) for name in found):
            yield subject, found[subject]

    def all_subjects(self) -> Iterator[tuple[bytes, list[Pair]]]:
        """The same for the union of all graphs; what two of them say may come twice."""
        return self._grouped(_records(lines) for _, lines in self.contents())

    def _grouped(self, runs: Iterable[Iterable[bytes]]) -> Iterator[tuple[bytes, list[Pair]]]:
        with self.sorter() as sorter:
            for records in runs:
                sorter.extend(records)
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
