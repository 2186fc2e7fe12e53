"""The store: named graphs on disk (embedded Oxigraph), written in transactions.

Document graphs are added and dropped whole. `add` commits batches of whole documents, which
then wait; `settle` brings identity and view up to date with them. Whoever kills the process at
any moment finds a complete earlier state: every change below is one transaction of the storage
engine. Documents that wait, new or read anew, are missing from identity and view until then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.errors import StoreError
from kg.graph.derive import read_policy
from kg.graph.digests import KIND as DIGEST
from kg.graph.digests import Digest, Digests, Mentions, Tables
from kg.graph.identity import links_by_document
from kg.graph.locks import lock, locked_message
from kg.graph.memo import Memo, Notes
from kg.graph.namespaces import DEFAULT_NAMESPACES, Namespaces, term
from kg.graph.quads import Closable, Quads
from kg.graph.rdf import document_quads
from kg.graph.runs import Run
from kg.graph.scans import select, values
from kg.graph.settling import Change, change_from, new_state, settling_update
from kg.graph.state import State, differences
from kg.graph.telling import utterances
from kg.graph.updates import insertion, removal
from kg.records import Chain, Extraction, Linker, PartialDate

FORMAT = "1"  # raise it when stored graphs of an older kg can no longer be read
BATCH = 200_000  # quads per transaction of `add`
BULK_FROM = 50_000  # quads of a first identity graph that go in ahead of it
MEMO = "memo.sqlite"
POLICY = "policy"  # table of the memo: by which policy the view was made
DEFAULT_RUN = Run()


class Store:
    """Documents, identity and view of one collection. Use as a context manager, or `close`."""

    def __init__(
        self,
        quads: Quads,
        namespaces: Namespaces = DEFAULT_NAMESPACES,
        *,
        path: Path | None = None,
        handle: IO[bytes] | None = None,
        memo: Memo | None = None,
    ) -> None:
        self.path = path
        self.namespaces = namespaces
        self.memo = memo or Memo()
        self._quads: Quads | None = quads
        self._read: Digests | None = None
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
        except (OSError, RuntimeError) as error:
            if handle:
                handle.close()
            if "lock" in str(error).lower():
                raise StoreError(locked_message(folder)) from error
            raise StoreError(
                f"the store {folder} cannot be opened: {error}. Put back a copy of it, make it "
                "again from an export ('kg import'), or build it anew"
            ) from error
        memo = Memo(None if read_only else folder / MEMO)
        store = cls(quads, namespaces, path=folder, handle=handle, memo=memo)
        try:
            store._check_format(read_only=read_only, place=str(folder))
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def remote(
        cls,
        address: str,
        namespaces: Namespaces = DEFAULT_NAMESPACES,
        *,
        memo: Path | None = None,
        read_only: bool = False,
    ) -> Store:
        """The graph on a SPARQL 1.1 server, `sparql+http://HOST:PORT/PATH`; see docs/stores.md.

        `memo` is a file to keep in what was computed from the documents. Nothing locks out a
        second writer but the server itself.
        """
        from kg.graph.remote import RemoteQuads  # imports an HTTP client, which few need

        quads = RemoteQuads.open(address, read_only=read_only)
        store = cls(quads, namespaces, memo=Memo(memo))
        try:
            store._check_format(read_only=read_only, place=quads.server.address)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the folder; the store cannot be used afterwards."""
        quads: object = self._quads
        if isinstance(quads, Closable):
            quads.close()
        self._quads = None
        self.memo.close()
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
    def quads(self) -> Quads:
        """The quads themselves, for the rooms that read RDF (query, export, validate)."""
        if self._quads is None:
            raise StoreError("the store is closed")
        return self._quads

    # Documents

    def add(self, extractions: Iterable[Extraction], run: Run = DEFAULT_RUN) -> int:
        """Write the graphs of articles; how many were new or changed.

        An article that is there already, word for word the same, changes nothing; one
        extracted by another run replaces its earlier graph. What was written waits for
        `settle`: identity and view know nothing of it before.
        """
        batch: dict[NamedNode, list[Quad]] = {}
        changed = size = 0
        iri = self.namespaces.run(run.id).value
        for extraction in extractions:
            quads = document_quads(extraction, iri, self.namespaces)
            graph = self.namespaces.document(extraction.document.id)
            if graph in batch:
                continue
            if self.quads.contains_named_graph(graph):
                changed += self._replace_document(graph, quads, run)
                continue
            batch[graph] = quads
            changed += 1
            size += len(quads)
            if size >= BATCH:
                self._commit(batch, run)
                batch, size = {}, 0
        self._commit(batch, run)
        return changed

    def document_ids(self) -> tuple[str, ...]:
        """Local names of the documents, sorted."""
        return tuple(sorted(self.runs()))

    def runs(self) -> dict[str, str]:
        """Each document with the run that wrote its graph."""
        local = self.namespaces.local
        rows = values(self.quads, "prov:wasGeneratedBy")
        return {local(document): local(run) for document, run in rows}

    def waiting(self) -> tuple[str, ...]:
        """Documents that identity and view do not take into account yet, sorted."""
        local = self.namespaces.local
        rows = values(self.quads, "kg:settledFrom")
        settled = {local(document): local(run) for document, run in rows}
        return tuple(sorted(one for one, run in self.runs().items() if settled.get(one) != run))

    def texts(self) -> dict[str, str]:
        return self._by_document("nif:isString")

    def publishers(self) -> dict[str, str]:
        """The publisher's name as given, of the documents that have one."""
        return self._by_document("schema:publisher")

    def published(self) -> dict[str, PartialDate]:
        """When documents were published, of those where it is known."""
        dates = self._by_document("schema:datePublished")
        return {one: PartialDate.from_iso(text) for one, text in dates.items()}

    def chains(self, *, without: Collection[str] = ()) -> list[Chain]:
        """The mention table that identity is decided on, sorted by document and place."""
        return [chain for table in self.tables(without=without).values() for chain in table]

    def tables(self, *, without: Collection[str] = ()) -> Mapping[str, Sequence[Chain]]:
        """The same by document, read as far as asked for."""
        return Tables(self._digests().without(without))

    def notes(self, *, without: Collection[str] = ()) -> Notes:
        """Where to keep what is worked out for documents, until they or a mark change."""
        return Notes(self.memo, self._digests().without(without).runs)

    # Identity and view

    def settle(
        self,
        linker: Linker,
        reprints: Mapping[str, str] | None = None,
        *,
        without: Collection[str] = (),
        afresh: bool = False,
    ) -> None:
        """Bring identity and view up to date with what the linker decided.

        `reprints` maps documents to their originals. The documents `without` are removed:
        neither the linker nor `reprints` may know them. Everything changes in one transaction,
        and only what differs is written. `afresh` compares with nothing that was kept: the
        identity graph is read and the whole view made anew, after somebody else wrote to them.
        """
        digests = self._digests()
        gone = digests.keys() & set(without)
        publishers = {d: name for d, name in self.publishers().items() if d not in gone}
        left = digests.without(gone)
        links = links_by_document(linker, left)
        notes = Notes(self.memo, left.runs)
        told = utterances(left, links, publishers, linker, reprints or {}, notes)
        state = new_state(linker, links, told, publishers, reprints or {}, left.runs)
        policy = read_policy().mark.encode()
        rows = self.memo.rows()
        kept = State(rows) if rows.pop(POLICY, {}).get("") == policy else None
        before = None if afresh else kept
        change = change_from(self.quads, before, state, Mentions(digests), self.namespaces)
        change = self._ahead(change)
        update = settling_update(self.quads, change, state, left, gone, linker, self.namespaces)
        idle = self._drop_runs_used_only_by([self.namespaces.document(one) for one in gone])
        steps = [*([update] if update else []), *idle]
        if steps:
            self.quads.update(" ;\n".join(steps))
        self.memo.exchange([*differences(State(rows), state), (POLICY, {"": policy}, ())])
        self.memo.forget(gone)

    def compact(self, *, whole: bool = True) -> None:
        """Fold the write-ahead log into the tables, and with `whole` these into each other.

        Without the first the next process replays the log on opening: 23 s and 1.5 GB of
        memory after 900 articles, against 20 ms. The second rewrites the store, seconds for
        every million quads, and pays after many changes only.
        """
        self.quads.flush()
        if whole:
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

    def _check_format(self, *, read_only: bool, place: str) -> None:
        if self._format_quad() in self.quads:
            return
        if len(self.quads) == 0 and not read_only:
            self.quads.add(self._format_quad())
            return
        raise StoreError(
            f"the store {place} was not written by this version of kg, or under another base than "
            f"{self.namespaces.base}: build it anew, or set the base it was built with"
        )

    def _by_document(self, curie: str) -> dict[str, str]:
        local = self.namespaces.local
        return {local(iri): text for iri, text in sorted(values(self.quads, curie))}

    def _ahead(self, change: Change) -> Change:
        """Where nothing was settled before, most of the identity graph at once; the rest is left.

        The bulk loader is no transaction but several times faster. Nobody is misled by a part
        of it: until the end every document counts as waiting, and no fingerprint vouches for it.
        """
        marks = (term("kg:settledFrom"), term("owl:versionInfo"))
        early = {quad for quad in change.added if quad.predicate not in marks}
        graph, pattern = self.namespaces.identity, self.quads.quads_for_pattern
        settled = any(True for mark in marks for _ in pattern(None, mark, None, graph))
        if settled or len(early) < BULK_FROM:
            return change
        self.quads.bulk_extend(early)
        return replace(change, added=change.added - early)

    def _digests(self) -> Digests:
        """The digests of all documents."""
        runs = self.runs()
        if self._read is None or self._read.runs != runs:
            self._read = Digests(runs, self.memo, self._digest)
        return self._read

    def _digest(self, document: str) -> Digest:
        """One made anew, where the memo has none."""
        graph = self.namespaces.document(document)
        quads = self.quads.quads_for_pattern(None, None, None, graph)
        return Digest.of(document, quads, self.namespaces)

    def _commit(self, batch: Mapping[NamedNode, list[Quad]], run: Run) -> None:
        if not batch:
            return
        quads = [quad for part in batch.values() for quad in part]
        self.quads.extend([*run.quads(self.namespaces), *quads])
        self._remember(batch, run)

    def _remember(self, batch: Mapping[NamedNode, list[Quad]], run: Run) -> None:
        self._read = None  # the same run may have read a document otherwise before
        digests = {}
        for graph, quads in batch.items():
            document = self.namespaces.local(graph.value)
            digests[document] = Digest.of(document, quads, self.namespaces).to_bytes()
        self.memo.put(DIGEST, dict.fromkeys(digests, run.id), digests)

    def _replace_document(self, graph: NamedNode, quads: list[Quad], run: Run) -> bool:
        before = set(self.quads.quads_for_pattern(None, None, None, graph))
        if before == set(quads):
            return False
        steps = self._drop_runs_used_only_by([graph])
        # Without its fingerprint the identity graph is read anew when it is settled next.
        mark = self.quads.quads_for_pattern(
            self.namespaces.identity, term("owl:versionInfo"), None, self.namespaces.identity
        )
        steps += [f"DROP GRAPH {graph}", *removal({*self._traces(graph), *mark})]
        steps += insertion([*run.quads(self.namespaces), *quads])
        self.memo.forget([self.namespaces.local(graph.value)])
        self.quads.update(";\n".join(steps))
        self._remember({graph: quads}, run)
        return True

    def _traces(self, document: NamedNode) -> set[Quad]:
        """What identity and view say of the things in a document."""
        layers = f"VALUES ?g {{ {self.namespaces.identity} {self.namespaces.view} }}"
        things = f"{{ SELECT DISTINCT ?thing WHERE {{ GRAPH {document} {{ ?thing ?x ?y }} }} }}"
        found: set[Quad] = set()
        for triple in ("?thing ?p ?o", "?s ?p ?thing"):
            text = (
                f"SELECT ?thing ?s ?p ?o ?g WHERE {{ {things} {layers} GRAPH ?g {{ {triple} }} }}"
            )
            for thing, subject, predicate, value, layer in select(self.quads, text):
                found.add(Quad(subject or thing, predicate, value or thing, layer))
        return found

    def _drop_runs_used_only_by(self, graphs: list[NamedNode]) -> list[str]:
        """Updates that forget the runs no other document was written by."""
        users: dict[str, set[str]] = {}
        for document, run in values(self.quads, "prov:wasGeneratedBy"):
            users.setdefault(run, set()).add(document)
        leaving = {graph.value for graph in graphs}
        idle = [run for run, documents in sorted(users.items()) if documents <= leaving]
        pattern = self.quads.quads_for_pattern
        return removal(q for run in idle for q in pattern(NamedNode(run), None, None, None))
