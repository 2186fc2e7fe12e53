"""The graph as one object: ask it, add to it, take it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from kg.api.answers import Answer
from kg.errors import ConfigError, KgError, QueryError
from kg.folder import open_store
from kg.graph import Store
from kg.query import find_entity, run_named, run_sparql

# pandas, rdflib, networkx and the language model load on demand: asking needs none of them.
if TYPE_CHECKING:
    import networkx as nx
    from pandas import DataFrame
    from rdflib import Dataset

    from kg.api.making import Inputs, Maker, Progress
    from kg.resolve import Decisions

Report = dict[str, Any]
_NAME = re.compile(r"[\w-]+")


class Graph:
    """What articles say, who is meant by it, and what follows; made by `kg.build` or `kg.open`.

    Use it as a context manager, or `close` it. `len(graph)` is the number of its articles.
    Every method raises a `kg.KgError` that says what to do, where the user can do something.
    """

    def __init__(
        self,
        store: Store,
        directory: Path | None = None,
        report: Report | None = None,
        maker: Maker | None = None,
    ) -> None:
        self._store = store
        self._directory = directory
        self._report = report or {}
        self._maker = maker

    # What it is

    @property
    def store(self) -> Store:
        """The quads underneath, for code that needs more than is here."""
        return self._store

    @property
    def directory(self) -> Path | None:
        """The folder it lies in; None if it lives in memory only."""
        return self._directory

    @property
    def report(self) -> Report:
        """What the last run read, added and rejected, and counts of the graph (report.json)."""
        return self._report

    def __len__(self) -> int:
        return len(self._store.document_ids())

    def __repr__(self) -> str:
        place = "in memory" if self._directory is None else f"in {str(self._directory)!r}"
        try:
            parts = [f"{len(self)} articles"]
        except KgError:
            return f"<kg.Graph {place}, closed>"
        for kind, counts in self._report.get("graph", {}).items():
            if kind in ("entities", "events", "claims"):
                parts.append(f"{sum(counts.values())} {kind}")
        return f"<kg.Graph {place}: {', '.join(parts)}>"

    # Asking

    def query(
        self, question: str, /, *, timeout_s: float | None = None, **params: object
    ) -> Answer:
        """Answer a named question with its parameters, or SPARQL that only reads.

        `kg.queries()` lists the names. The usual prefixes need not be declared. Without
        `timeout_s` (seconds) a query may take as long as it needs.
        """
        if _NAME.fullmatch(question.strip()):
            values = {key: str(value) for key, value in params.items()}
            result = run_named(self._store, question.strip(), values, timeout_s=timeout_s)
        elif params:
            raise QueryError(
                f"parameters go with named questions only: write {', '.join(sorted(params))} "
                "into the SPARQL text"
            )
        else:
            result = run_sparql(self._store, question, timeout_s)
        return Answer.of(result, self._store.namespaces.prefixes())

    def explain(self, a: str, b: str | None = None) -> Answer:
        """All that an entity does, says or is named in, or that links two, with its sentence.

        Entities are given by a name, `ent:slug` or IRI.
        """
        if not a.strip() or (b is not None and not b.strip()):
            raise QueryError("an entity has a name: query('entity_names') lists them")
        if b is None:
            return self.query("explain_entity", entity=a)
        return self.query("explain_pair", a=a, b=b)

    # Who is who

    def who(self, name: str, *, mentions: int | None = 10) -> dict[str, Any]:
        """Who an entity is and why: names with counts, mentions, what was joined, what was refused.

        At most `mentions` of these are told, None for all. The keys are those of
        `kg explain --format json`.
        """
        from kg.query.portrait import portrait

        local = self._store.namespaces.local(find_entity(self._store, name).value)
        return portrait(self._store, local, self._decisions(), limit=mentions).as_json()

    def unsure(self, name: str = "", *, limit: int = 20) -> list[dict[str, Any]]:
        """Pairs worth a human look, best first, with reason, sentences and commands; 0: all."""
        from kg.query.doubts import doubts
        from kg.query.meant import entities_called

        wanted = entities_called(self._store, name) if name else []
        if name and not wanted:
            wanted = [self._store.namespaces.local(find_entity(self._store, name).value)]
        found = doubts(self._store, wanted)
        return [one.as_json(str(self._directory or "DIR")) for one in found[: limit or None]]

    def same(self, *names: str, why: str = "", date: str = "") -> dict[str, Any]:
        """Decide that names, ids or mentions are one; kept in the folder. What it changed."""
        return self._decide("same", names, why, date)

    def different(self, a: str, b: str, *, why: str = "", date: str = "") -> dict[str, Any]:
        """Decide that two are never one; kept in the folder. What it changed."""
        return self._decide("different", (a, b), why, date)

    def undecide(self, *names: str) -> dict[str, Any]:
        """Take back what was decided on exactly these names; the graph is as it was before."""
        return self._decide("", names)

    def _decide(
        self, verdict: str, names: Sequence[str], why: str = "", date: str = ""
    ) -> dict[str, Any]:
        from kg.api.correcting import decide, undecide

        if self._directory is None:
            raise ConfigError("a graph in memory keeps no decisions: build it into a folder")
        options = self._maker.options if self._maker else None
        with self._writing():
            if verdict:
                made = decide(self._directory, verdict, names, why=why, date=date, options=options)
            else:
                made = undecide(self._directory, names, options=options)
        return made.as_json()

    def _decisions(self) -> Decisions:
        """The user's own, where this graph's are kept."""
        from kg.folder import DECISIONS
        from kg.resolve import NO_DECISIONS, load_decisions

        given = self._maker.options.decisions if self._maker else None
        if given is None and self._directory is not None:
            given = self._directory / DECISIONS
        return load_decisions(given) if given and given.exists() else NO_DECISIONS

    # Elsewhere

    @overload
    def to_networkx(self, kind: Literal["balance"]) -> nx.Graph: ...
    @overload
    def to_networkx(
        self, kind: Literal["all", "events", "relations"] = "all", *, isolates: bool = False
    ) -> nx.MultiDiGraph: ...
    def to_networkx(self, kind: str = "all", *, isolates: bool = False) -> nx.Graph:
        """The graph for networkx, a copy: entities as nodes, one edge per claim about two.

        `kind`: all, events (one does something to the other), relations (one is something to
        the other), or balance: an undirected edge per pair with counts of cooperation and
        conflict. `isolates` keeps entities without an edge. See `kg.graph.networks` for the
        attributes.
        """
        from kg.graph.networks import balance_network, claim_network

        if kind == "balance":
            return balance_network(self._store)
        return claim_network(self._store, kind, isolates=isolates)

    def to_rdflib(self) -> Dataset:
        """The same quads behind rdflib's API; nothing is copied, so keep the graph open."""
        from kg.graph import to_rdflib

        return to_rdflib(self._store)

    def to_pandas(self, table: str = "claims") -> DataFrame:
        """entities (or nodes), edges, claims, documents or mentions as a data frame, a copy.

        Needs pandas. See `kg.api.frames` for the types of the columns.
        """
        from kg.api.frames import table_frame

        return table_frame(self._store, table)

    def export(self, format: str, path: str | Path) -> Path:
        """Write the graph in one of `kg export`'s formats; the path written."""
        from kg.graph import export

        return export(self._store, format, path)

    def page(self, path: str | Path) -> Path:
        """Write the interactive picture, one HTML file that needs no network; its path."""
        from kg import pipeline

        pipeline.write_text(Path(path), pipeline.page(self._store))
        return Path(path)

    # Changing

    def add(self, inputs: Inputs, *, progress: Progress | None = None) -> Report:
        """Take in more articles, read as the build was told to; what was done with them."""
        maker = self._require_maker()
        with self._writing() as place:
            self._report = maker.add(place, inputs, progress)
        return self.report

    def remove(self, documents: str | Iterable[str], *, progress: Progress | None = None) -> Report:
        """Forget articles by id (`doc:…`, as queries give it); exactly what they told goes."""
        maker = self._require_maker()
        with self._writing() as place:
            self._report = maker.remove(place, documents, progress)
        return self.report

    def close(self) -> None:
        """Let go of the folder; a graph in memory is gone."""
        self._store.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _require_maker(self) -> Maker:
        if self._maker is None:
            raise ConfigError(
                f"the graph in {self._directory} was opened to read: to change it, call "
                f"kg.build(inputs, out={str(self._directory)!r}), which adds to what is there"
            )
        return self._maker

    @contextmanager
    def _writing(self) -> Iterator[Store | Path]:
        """What to write to: the store in memory, or the folder, free of our own lock."""
        if self._directory is None:
            yield self._store
            return
        self._store.close()
        try:
            yield self._directory
        finally:
            self._store = open_store(self._directory, read_only=True)
