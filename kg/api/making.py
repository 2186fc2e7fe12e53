"""Making a graph, in memory or in a folder, and opening one that was made."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api.graph import Graph, Report
from kg.errors import ConfigError
from kg.folder import open_store
from kg.graph import Store
from kg.query import NamedQuery, named_queries
from kg.read.articles import Article

# The pipeline loads the language model's libraries; opening a graph does without.
if TYPE_CHECKING:
    from kg import pipeline

Input = str | os.PathLike[str] | Article
Inputs = Input | Iterable[Input]
"""A file, folder or glob, an `Article` in memory, or several of these."""
Progress = Callable[[str, int, int], None]
"""Called with the stage, how many of it are done, and of how many (0: not known)."""


def build(
    inputs: Inputs,
    out: str | os.PathLike[str] | None = None,
    *,
    kb: Iterable[str | os.PathLike[str]] = (),
    decisions: str | os.PathLike[str] | None = None,
    model: str = "kg_news",
    fields: Mapping[str, str | Sequence[str]] | None = None,
    encoding: str = "",
    any_language: bool = False,
    max_bytes: int = 20_000_000,
    progress: Progress | None = None,
) -> Graph:
    """Read articles into a graph: in the folder `out`, or without it in memory, with no files.

    In a folder it goes on where it was interrupted, and adds to what is there. `kb` names files of
    entities of your own (CSV, Turtle, other RDF), which a folder remembers; `decisions` a YAML
    file of who is the same and who is not; `model` an installed spaCy pipeline in place of ours.
    `fields` gives the keys of JSONL or CSV columns (`{"text": "body"}`), `encoding` and `max_bytes`
    those of the files, `any_language` lets other languages than English pass. Articles that cannot
    be read end nothing: they are in `graph.report["rejected"]`, and one warning says how many.
    """
    from kg import pipeline
    from kg.read import ReadOptions

    reading = ReadOptions(
        fields=fields or {},
        encoding=encoding,
        max_bytes=max_bytes,
        check_language=not any_language,
    )
    maker = Maker(
        pipeline.Options(
            read=reading,
            model=model,
            vocabularies=tuple(Path(path) for path in kb),
            decisions=None if decisions is None else Path(decisions),
        )
    )
    if out is None:
        store = Store.memory()
        return Graph(store, None, maker.add(store, inputs, progress), maker)
    folder = Path(out)
    report = maker.add(folder, inputs, progress)
    later = Maker(replace(maker.options, vocabularies=()))  # the folder has its copies
    return Graph(open_store(folder, read_only=True), folder, report, later)


def open(directory: str | os.PathLike[str]) -> Graph:
    """The graph in a folder that `kg build` or `kg.build` made, to read; others may read too."""
    folder = Path(directory)
    return Graph(open_store(folder, read_only=True), folder, _report_in(folder))


def queries() -> dict[str, NamedQuery]:
    """The named questions: name to what it answers (`answers`) and its `parameters`."""
    return named_queries()


@dataclass(frozen=True, slots=True)
class Maker:
    """How a graph was made, so that what comes later is read in the same way."""

    options: pipeline.Options

    def add(self, place: Store | Path, inputs: Inputs, progress: Progress | None) -> Report:
        """Take articles into a store in memory or into a folder."""
        from kg import pipeline

        given = _listed(inputs)
        if isinstance(place, Path):
            return _told(pipeline.build(given, place, self.options, progress or _quiet))
        report = pipeline.Report()
        report.knowledge_taken = sorted(path.name for path in self.options.vocabularies)
        pipeline.take_in(place, given, self.options, report, progress or _quiet)
        return _told(self._settled(place, report, progress))

    def remove(
        self, place: Store | Path, documents: str | Iterable[str], progress: Progress | None
    ) -> Report:
        """Forget articles of a store in memory or of a folder."""
        from kg import pipeline

        named = [documents] if isinstance(documents, str) else list(documents)
        if isinstance(place, Path):
            return _told(pipeline.remove(place, named, self.options, progress or _quiet))
        report = pipeline.Report()
        gone = pipeline.to_remove(place, named, report)
        return _told(self._settled(place, report, progress, gone))

    def _settled(
        self,
        store: Store,
        report: pipeline.Report,
        progress: Progress | None,
        without: Collection[str] = (),
    ) -> pipeline.Report:
        """Who is who and what follows, in memory; the report counts what there is then."""
        from kg import pipeline
        from kg.resolve import NO_DECISIONS, load_decisions

        path = self.options.decisions
        decisions = load_decisions(path) if path else NO_DECISIONS
        pipeline.settle(store, self.options, report, progress or _quiet, decisions, without)
        report.graph, report.quads = pipeline.summary(store), len(store)
        return report


def _listed(inputs: Inputs) -> list[str | Article]:
    several = [inputs] if isinstance(inputs, str | os.PathLike | Article) else inputs
    if not isinstance(several, Iterable):
        raise ConfigError(f"cannot read {inputs!r}: give paths, globs or kg.Article objects")
    found: list[str | Article] = []
    for one in several:
        if not isinstance(one, str | os.PathLike | Article):
            raise ConfigError(f"cannot read {one!r}: give paths, globs or kg.Article objects")
        found.append(one if isinstance(one, Article) else os.fspath(one))
    return found


def _told(report: pipeline.Report) -> Report:
    """The report as in report.json; what was rejected is said aloud as well."""
    told = report.as_json()
    rejected = told["rejected"]
    if rejected:
        first = f"{rejected[0]['path']}: {rejected[0]['reason']} ({rejected[0]['detail']})"
        more = f" and {len(rejected) - 1} more" if len(rejected) > 1 else ""
        message = f"not taken in: {first}{more}; see report['rejected'] of the graph"
        warnings.warn(message, UserWarning, stacklevel=4)
    for file in told["knowledge"]:
        unused = sum(remark["whole"] for remark in file["remarks"])
        if unused:
            message = f"{file['name']}: {unused} entries not used; see report['knowledge']"
            warnings.warn(message, UserWarning, stacklevel=4)
    return told


def _report_in(folder: Path) -> dict[str, Any]:
    """report.json of a folder; nothing depends on it, so a missing or broken one is no error."""
    try:
        found = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """The default progress: none."""
