"""The store: named graphs on disk (embedded Oxigraph), written in transactions.

Document graphs are added and dropped whole; identity and view are replaced whole. Whoever
kills the process at any moment finds a complete earlier state: every change below is one
transaction of the storage engine, except `add`, which commits batches of whole documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.errors import StoreError
from kg.graph.chains import MentionTable, read_chains, values
from kg.graph.conflicts import conflict_quads
from kg.graph.derive import view_update
from kg.graph.identity import identity_quads
from kg.graph.locks import lock, locked_message
from kg.graph.namespaces import DEFAULT_NAMESPACES, Namespaces, term
from kg.graph.rdf import document_quads
from kg.graph.runs import Run
from kg.graph.same_events import same_event_quads
from kg.graph.statements import read_statements
from kg.records import Chain, Extraction, Linker

FORMAT = "1"  # raise it when stored graphs of an older kg can no longer be read
BATCH = 200_000  # quads per transaction of `add`
DEFAULT_RUN = Run()


class Store:
    """Documents, identity and view of one collection. Use as a context manager, or `close`."""

    def __init__(
        self,
        quads: ox.Store,
        namespaces: Namespaces = DEFAULT_NAMESPACES,
        *,
        path: Path | None = None,
        handle: IO[bytes] | None = None,
    ) -> None:
        self.path = path
        self.namespaces = namespaces
        self._quads: ox.Store | None = quads
        self._handle = handle

    @classmethod
    def memory(cls, namespaces: Namespaces = DEFAULT_NAMESPACES) -> Store:
        """A store without a folder, gone when the process ends."""
        store = cls(ox.Store(), namespaces)
        store.quads.add(store._format_quad())
        return store

    @classmethod
    def open(
        cls,
        path: str | Path,
        namespaces: Namespaces = DEFAULT_NAMESPACES,
        *,
        read_only: bool = False,
    ) -> Store:
        """Open the folder, or make it. Several processes may read; a writer is alone."""
        folder = Path(path)
        if read_only and not (folder / "CURRENT").exists():
            raise StoreError(f"no store in {folder}: build one first")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"cannot make a store in {folder}: {error}") from error
        handle = lock(folder, shared=read_only)
        try:
            quads = ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
        except OSError as error:
            if handle:
                handle.close()
            if "lock" in str(error).lower():
                raise StoreError(locked_message(folder)) from error
            raise StoreError(f"the store {folder} cannot be opened: {error}") from error
        store = cls(quads, namespaces, path=folder, handle=handle)
        store._check_format(read_only=read_only)
        return store

    def close(self) -> None:
        """Let go of the folder; the store cannot be used afterwards."""
        self._quads = None
        if self._handle:
            self._handle.close()
            self._handle = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.quads)

    @property
    def quads(self) -> ox.Store:
        """The quads themselves, for the rooms that read RDF (query, export, validate)."""
        if self._quads is None:
            raise StoreError("the store is closed")
        return self._quads

    # Documents

    def add(self, extractions: Iterable[Extraction], run: Run = DEFAULT_RUN) -> int:
        """Write the graphs of articles; how many were new or changed.

        An article that is there already, word for word the same, changes nothing; one
        extracted by another run replaces its earlier graph. Identity and view are as
        before until `set_identity` and `derive`.
        """
        batch: list[Quad] = []
        waiting: set[NamedNode] = set()
        changed = 0
        iri = self.namespaces.run(run.id).value
        for extraction in extractions:
            quads = document_quads(extraction, iri, self.namespaces)
            graph = self.namespaces.document(extraction.document.id)
            if graph in waiting:
                continue
            if self.quads.contains_named_graph(graph):
                changed += self._replace_document(graph, quads, run)
                continue
            batch += quads
            waiting.add(graph)
            changed += 1
            if len(batch) >= BATCH:
                self._commit(batch, run)
                batch, waiting = [], set()
        self._commit(batch, run)
        return changed

    def remove(self, document_ids: Iterable[str]) -> tuple[str, ...]:
        """Drop documents in one transaction; the ids of those that were there."""
        known = set(self.document_ids())
        gone = tuple(sorted(set(document_ids) & known))
        if not gone:
            return ()
        graphs = [self.namespaces.document(local) for local in gone]
        steps = [f"DROP GRAPH {graph}" for graph in graphs]
        self.quads.update(";\n".join([*steps, *self._drop_runs_used_only_by(graphs)]))
        return gone

    def document_ids(self) -> tuple[str, ...]:
        """Local names of the documents, sorted."""
        pattern = self.quads.quads_for_pattern(None, term("rdf:type"), term("kg:Document"), None)
        return tuple(sorted(self.namespaces.local(str(quad.subject)[1:-1]) for quad in pattern))

    def texts(self) -> dict[str, str]:
        return self._by_document("nif:isString")

    def publishers(self) -> dict[str, str]:
        """The publisher's name as given, of the documents that have one."""
        return self._by_document("schema:publisher")

    def chains(self) -> list[Chain]:
        """The mention table that identity is decided on."""
        return read_chains(self.quads, self.namespaces)

    # Identity and view

    def set_identity(self, linker: Linker, reprints: Mapping[str, str] | None = None) -> None:
        """Replace `graph:identity` by what the linker decided, in one transaction."""
        local = self.namespaces.local
        table = MentionTable.read(self.quads)
        members = {
            local(head): [local(mention) for mention in mentions]
            for head, mentions in table.members.items()
        }
        quads = identity_quads(
            linker,
            members=members,
            publishers=self.publishers(),
            reprints=reprints or {},
            namespaces=self.namespaces,
        )
        self._replace_graph(self.namespaces.identity, quads)

    def derive(self) -> None:
        """Rebuild `graph:view` from documents and identity, in one transaction."""
        statements = read_statements(self.quads)
        found = conflict_quads(statements, self.namespaces)
        found += same_event_quads(statements, self.namespaces)
        self.quads.update(view_update(found), prefixes=self.namespaces.prefixes())

    def compact(self) -> None:
        """Fold the write-ahead log into the tables.

        Without it the next process replays the log on opening: 23 s and 1.5 GB of memory
        after 900 articles, against 20 ms.
        """
        self.quads.flush()
        self.quads.optimize()

    # Output

    def dump(self, format: str = "nquads") -> str:
        """Everything as text; N-Quads come sorted, so that equal stores give equal bytes."""
        if format == "nquads":
            raw = self.quads.dump(format=ox.RdfFormat.N_QUADS) or b""
            # Bytes, because a str would also be split at the line separators inside texts.
            return b"".join(sorted(raw.splitlines(keepends=True))).decode("utf-8")
        if format == "trig":
            prefixes = self.namespaces.prefixes()
            raw = self.quads.dump(format=ox.RdfFormat.TRIG, prefixes=prefixes) or b""
            return raw.decode("utf-8")
        raise ValueError(f"unknown format {format!r}: nquads or trig")

    # Below: how the above is done

    def _format_quad(self) -> Quad:
        runs = self.namespaces.runs
        return Quad(runs, term("owl:versionInfo"), ox.Literal(FORMAT), runs)

    def _check_format(self, *, read_only: bool) -> None:
        if self._format_quad() in self.quads:
            return
        if len(self.quads) == 0 and not read_only:
            self.quads.add(self._format_quad())
            return
        folder, base = self.path, self.namespaces.base
        self.close()
        raise StoreError(
            f"the store {folder} was not written by this version of kg, or under another "
            f"base than {base}: build it anew, or set the base it was built with"
        )

    def _by_document(self, curie: str) -> dict[str, str]:
        local = self.namespaces.local
        return {local(iri): text for iri, text in sorted(values(self.quads, curie))}

    def _commit(self, batch: list[Quad], run: Run) -> None:
        if batch:
            self.quads.extend([*run.quads(self.namespaces), *batch])

    def _replace_document(self, graph: NamedNode, quads: list[Quad], run: Run) -> bool:
        if set(self.quads.quads_for_pattern(None, None, None, graph)) == set(quads):
            return False
        steps = self._drop_runs_used_only_by([graph])
        steps += [f"DROP GRAPH {graph}", _insert([*run.quads(self.namespaces), *quads])]
        self.quads.update(";\n".join(steps))
        return True

    def _replace_graph(self, graph: NamedNode, quads: list[Quad]) -> None:
        """Write the difference only: an unchanged layer costs a scan, not a rewrite."""
        before = set(self.quads.quads_for_pattern(None, None, None, graph))
        after = set(quads)
        removed, added = before - after, after - before
        if not removed:
            self.quads.extend(added)
        else:
            steps = [_delete(removed), *([_insert(added)] if added else [])]
            self.quads.update(";\n".join(steps))

    def _drop_runs_used_only_by(self, graphs: list[NamedNode]) -> list[str]:
        """Updates that forget the runs no other document was written by."""
        users: dict[str, set[str]] = {}
        for document, run in values(self.quads, "prov:wasGeneratedBy"):
            users.setdefault(run, set()).add(document)
        leaving = {graph.value for graph in graphs}
        idle = [run for run, documents in sorted(users.items()) if documents <= leaving]
        pattern = self.quads.quads_for_pattern
        quads = [q for run in idle for q in pattern(NamedNode(run), None, None, None)]
        return [_delete(quads)] if quads else []


def _insert(quads: Iterable[Quad]) -> str:
    return f"INSERT DATA {{\n{_graph_blocks(quads)}}}"


def _delete(quads: Iterable[Quad]) -> str:
    return f"DELETE DATA {{\n{_graph_blocks(quads)}}}"


def _graph_blocks(quads: Iterable[Quad]) -> str:
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name), []).append(str(quad.triple))
    return "".join(
        f"GRAPH {graph} {{\n" + " .\n".join(triples) + " .\n}\n"
        for graph, triples in by_graph.items()
    )
