"""The one file that knows all rooms: read → language → extract → graph → resolve → derive.

Each stage is a pure function of one document (reading, language, extraction) or of the
mention table (resolution), so that the same stages can run elsewhere in parallel.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from kg import __version__
from kg.errors import ConfigError, StoreError
from kg.extract import extract
from kg.extract.scoring import EventClassifier
from kg.folder import (
    DECISIONS,
    REPORT,
    STORE,
    digest,
    has_store,
    keep_knowledge,
    open_store,
    remove_file,
)
from kg.graph import Run, Store
from kg.graph.documents import read_documents
from kg.graph.export import export, write_atomically
from kg.graph.importing import import_graph
from kg.language import FURNITURE, SHIPPED, WEIGHTS_VERSION, load
from kg.query import run_named, run_sparql
from kg.read import Article, ReadOptions, fingerprint, link_fingerprints, read
from kg.records import Document, Extraction, Reason, Rejection
from kg.resolve import NO_DECISIONS, Decisions, decisions_use, load_decisions, resolve_tables
from kg.view import collect, render
from kg.vocabulary import load_vocabulary, use_of

Progress = Callable[[str, int, int], None]
"""Called with the stage, how many of it are done, and of how many (0 = unknown)."""

FILES = {"graph.trig": "trig", "graph.ttl": "turtle"}
PAGE = "graph.html"
MOST_QUADS = 3_000_000  # of a graph whose files are written without being asked for
MANY = 0.1  # share of changed documents from which on the store is worth tidying up
PRINT = "print.2"  # kind of memo: what reprints are found by
FLUSH_EVERY = 320  # documents between foldings of the log, which bounds memory
BATCH = 32  # documents analysed, extracted and stored together; a kill loses at most these


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose about a build."""

    read: ReadOptions = field(default_factory=ReadOptions)
    model: str = SHIPPED
    threads: int = 0
    vocabularies: tuple[Path, ...] = ()
    decisions: Path | None = None
    store: str = ""  # address of a SPARQL server, in place of the store in the folder
    files: bool | None = None  # graph.trig, graph.ttl and graph.html; None: unless it is large


@dataclass(slots=True)
class Report:
    """What a run did: written to report.json, without wall clock."""

    read: int = 0
    added: int = 0
    unchanged: int = 0
    words: int = 0
    removed: int = 0
    reprints: int = 0
    quads: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    not_written: list[str] = field(default_factory=list)  # files left as they were
    knowledge: list[dict[str, Any]] = field(default_factory=list)  # the user's own files
    knowledge_taken: list[str] = field(default_factory=list)  # of these, new in this run
    knowledge_replaced: list[str] = field(default_factory=list)  # earlier ones of the same name
    decisions: dict[str, object] = field(default_factory=dict)  # the user's, if there are any
    graph: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        out = asdict(self)
        out["rejected"] = [
            {"path": r.path, "reason": r.reason.value, "detail": r.detail}
            for r in sorted(self.rejected)
        ]
        return {"version": __version__, **out}


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """The default progress: none."""


def build(
    inputs: Sequence[str | Article],
    out: Path,
    options: Options | None = None,
    progress: Progress = _quiet,
    *,
    must_exist: bool = False,
) -> Report:
    """Read `inputs` into the graph in `out`, made if needed and allowed, and write its files.

    Articles that are in the store already are not read again, so the same call after an
    interruption goes on where it stopped.
    """
    options = options or Options()
    report = Report()
    _check(out, options)
    with open_store(out, options.store, must_exist=must_exist) as store:
        options = with_knowledge(out, options, report)
        take_in(store, inputs, options, report, progress)
        refresh(store, out, options, report, progress)
    return report


def remove(
    out: Path,
    documents: Sequence[str],
    options: Options | None = None,
    progress: Progress = _quiet,
) -> Report:
    """Forget documents by id, `doc:ID` or IRI; exactly what they contributed goes."""
    options = options or Options()
    report = Report()
    _check(out, options)
    with open_store(out, options.store, must_exist=True) as store:
        options = with_knowledge(out, options, report)
        gone = to_remove(store, documents, report)
        refresh(store, out, options, report, progress, without=gone)
    return report


def to_remove(store: Store, documents: Iterable[str], report: Report) -> set[str]:
    """The ids of these documents; those that are not there are rejected."""
    ids = {one.rsplit("/", 1)[-1].removeprefix("doc:") for one in documents}
    gone = ids & set(store.document_ids())
    report.removed = len(gone)
    report.rejected += [
        Rejection(one, Reason.UNREADABLE, "no such document") for one in sorted(ids - gone)
    ]
    return gone


def redo_identity(out: Path, options: Options | None = None, progress: Progress = _quiet) -> Report:
    """Decide anew who is who, after a change of the decisions, the vocabulary or the policy."""
    options = options or Options()
    report = Report()
    _check(out, options)
    with open_store(out, options.store, must_exist=True) as store:
        options = with_knowledge(out, options, report)
        refresh(store, out, options, report, progress, afresh=True)
    return report


def drop_knowledge(
    out: Path, name: str, options: Options | None = None, progress: Progress = _quiet
) -> Report:
    """Do without one of the folder's files of entities, and decide anew who is who."""
    options = options or Options()
    report = Report()
    _check(out, options)
    with open_store(out, options.store, must_exist=True) as store:
        remove_file(out, name)
        options = with_knowledge(out, options, report)
        refresh(store, out, options, report, progress, afresh=True)
    return report


def _check(out: Path, options: Options) -> None:
    """A broken file of the user's ends the run before anything is written."""
    use_of(options.vocabularies)
    _decisions(out, options)


def with_knowledge(out: Path, options: Options, report: Report) -> Options:
    """The options with all files of entities that the folder uses, those given now among them."""
    kept = keep_knowledge(out, options.vocabularies)
    report.knowledge_taken, report.knowledge_replaced = list(kept.taken), list(kept.replaced)
    return replace(options, vocabularies=kept.files)


def load_export(
    source: Path, out: Path, options: Options | None = None, progress: Progress = _quiet
) -> Report:
    """Make the graph in `out` from a file that an export wrote, and write its files."""
    if has_store(out):
        raise ConfigError(f"{out} holds a graph already: choose another folder")
    report = Report()
    progress("import", 0, 0)
    import_graph(source, out / STORE)
    with open_store(out, must_exist=True) as store:
        report.added = len(store.runs())
        write_files(store, out, options or Options(), report, progress)
    return report


# -- articles in ------------------------------------------------------------------------------


def take_in(
    store: Store,
    inputs: Sequence[str | Article],
    options: Options,
    report: Report,
    progress: Progress = _quiet,
) -> None:
    """Read and extract what is new into a store; who is who is for `settle` to decide."""
    known = set(store.document_ids())
    seen: set[str] = set()
    run = Run("kg", __version__, options.model, _model_version(options.model))

    def fresh() -> Iterator[Document]:
        for found in read(inputs, options.read):
            if isinstance(found, Rejection):
                report.rejected.append(found)
                continue
            report.read += 1
            if found.id in seen:
                detail = "the same article, word for word, was read before in this run"
                report.rejected.append(Rejection(found.path, Reason.DUPLICATE, detail))
            elif found.id in known:
                report.unchanged += 1
            else:
                yield found
            seen.add(found.id)

    progress("articles", 0, 0)
    folded = 0
    documents = fresh()
    while batch := list(islice(documents, BATCH)):
        extractions = []
        for extraction in analyse(batch, options, report):
            extractions.append(extraction)
            progress("articles", report.added + report.unchanged + len(extractions), 0)
        try:
            report.added += store.add(extractions, run)
        except OSError as error:
            raise StoreError(
                f"cannot write to {store.path}: {error}. What was stored before is kept; "
                "free some space and run the same command again"
            ) from error
        if report.added >= folded + FLUSH_EVERY:
            store.compact(whole=False)
            folded = report.added
        report.words += sum(len(d.text.split()) for d in batch)
    progress("articles", report.added + report.unchanged, 0)


def analyse(
    documents: Iterable[Document], options: Options, report: Report
) -> Iterator[Extraction]:
    """Documents to extractions, each by itself; a failing one is rejected alone."""
    nlp = load(options.model, options.threads)
    vocabulary = load_vocabulary(options.vocabularies)
    scorer = EventClassifier(nlp) if options.model == SHIPPED else None
    for document in documents:
        try:
            doc = nlp.make_doc(document.text)
            doc.user_data[FURNITURE] = document.furniture
            yield extract(document, nlp(doc), vocabulary, scorer)
        except Exception as error:  # noqa: BLE001  counted and listed, never swallowed
            detail = f"{type(error).__name__}: {error}; please report this article"
            report.rejected.append(Rejection(document.path, Reason.FAILED, detail))


def _model_version(model: str) -> str:
    if model != SHIPPED:
        return ""
    return WEIGHTS_VERSION


# -- identity, view and files -------------------------------------------------------------------


def refresh(
    store: Store,
    out: Path,
    options: Options,
    report: Report,
    progress: Progress,
    without: Collection[str] = (),
    *,
    afresh: bool = False,
) -> None:
    """Settle, then write the files in the graph folder; the documents `without` are removed."""
    decisions = _decisions(out, options)
    settle(store, options, report, progress, decisions, without, afresh=afresh)
    write_files(store, out, options, report, progress)


def settle(
    store: Store,
    options: Options,
    report: Report,
    progress: Progress = _quiet,
    decisions: Decisions = NO_DECISIONS,
    without: Collection[str] = (),
    *,
    afresh: bool = False,
) -> None:
    """Identity and view from what the articles say; the documents `without` are removed.

    `afresh` makes the view anew as a whole, after its policy was changed.
    """
    progress("who is who", 0, 3)
    report.knowledge = knowledge_use(options.vocabularies)
    publishers = {name for one, name in store.publishers().items() if one not in without}
    vocabulary = load_vocabulary(options.vocabularies)
    with _uncollected():
        tables, notes = store.tables(without=without), store.notes(without=without)
        linker = resolve_tables(tables, publishers, vocabulary, decisions, notes)
        chains = [c for table in tables.values() for c in table] if decisions.listed else []
        report.decisions = decisions_use(decisions, chains, vocabulary, linker.entity_of)
        progress("who is who", 1, 3)
        reprints = _reprints(store, without)
        report.reprints = len(reprints)
        progress("who is who", 2, 3)
        store.settle(linker, reprints, without=without, afresh=afresh)
    changed = report.added + report.removed
    store.compact(whole=changed > MANY * len(store.runs()))
    progress("who is who", 3, 3)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: millions of records that stay make it a third of the work."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def knowledge_use(files: Sequence[Path]) -> list[dict[str, Any]]:
    """What became of the user's own files: counts, and what to know of entries, with place."""
    return [
        {
            "name": path.name,
            "digest": digest(path),
            "new": use.new,
            "extended": use.extended,
            "unchosen": use.unchosen,
            "remarks": [asdict(remark) for remark in use.remarks],
        }
        for path, use in zip(files, use_of(files), strict=True)
    ]


def _reprints(store: Store, without: Collection[str]) -> dict[str, str]:
    """Copies with their originals."""
    runs = {one: run for one, run in store.runs().items() if one not in without}
    prints = store.memo.get(PRINT, runs)
    made = {
        document.id: fingerprint(document)
        for document in read_documents(store, runs.keys() - prints.keys())
    }
    store.memo.put(PRINT, runs, made)
    first = link_fingerprints(prints | made, store.published())
    return {copy: origin for copy, origin in first.items() if copy != origin}


def write_files(
    store: Store, out: Path, options: Options, report: Report, progress: Progress = _quiet
) -> None:
    """The files beside the store; of a large graph only the report, unless they are asked for."""
    report.quads = len(store)
    wanted = options.files if options.files is not None else report.quads <= MOST_QUADS
    report.graph = summary(store)
    if wanted:
        progress("files", 0, 4)
        for number, (name, format) in enumerate(FILES.items(), 1):
            export(store, format, out / name)
            progress("files", number, 4)
        write_text(out / PAGE, page(store))
        progress("files", 3, 4)
    else:
        report.not_written = [*FILES, PAGE]
    report_ = json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n"
    write_text(out / REPORT, report_)
    if wanted:
        progress("files", 4, 4)


def _decisions(out: Path, options: Options) -> Decisions:
    """The user's own; a file that was named must be there, the usual one may be missing."""
    if options.decisions is None and not (out / DECISIONS).exists():
        return NO_DECISIONS
    return load_decisions(options.decisions or out / DECISIONS)


def summary(store: Store) -> dict[str, Any]:
    """Counts of what the graph holds: kind → name → how many."""
    out: dict[str, dict[str, int]] = {}
    for kind, name, count in run_named(store, "summary", {}).values():
        out.setdefault(str(kind), {})[str(name)] = int(count)
    return out


def page(store: Store, title: str = "") -> str:
    """The interactive picture of a store, as one HTML page."""
    graph = collect(lambda text: run_sparql(store, text).dicts(), title=title)
    return render(graph, title=title)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error
