"""The command line: arguments in, text and exit status out; no logic of its own.

Exit status: 0 done; 1 done, but some articles were rejected; 2 bad arguments or settings.
"""

from __future__ import annotations

import json
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from kg import __version__
from kg.errors import KgError
from kg.resources import SAMPLES

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="""Read English news into an evidence-backed knowledge graph, offline.

Examples:

  kg build articles/ --out graph          read a folder, write the graph and its page

  kg query graph --name post_holders      who holds which post, says which article

  kg explain graph "Kim Hong Kyun"        every statement about somebody, with its sentence

  kg demo                                 the same on the articles that come with kg
""",
)
# Without markup: names and paths may hold brackets.
shown = Console(markup=False)
told = Console(stderr=True, markup=False)


class Format(StrEnum):
    turtle = "turtle"
    trig = "trig"
    nquads = "nquads"
    jsonld = "jsonld"
    graphml = "graphml"
    csv = "csv"
    rdf12 = "rdf12"


class Shape(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"
    turtle = "turtle"


class Task(StrEnum):
    ner = "ner"
    parse = "parse"
    coref = "coref"
    events = "events"
    triplets = "triplets"
    relations = "relations"
    attribution = "attribution"
    factuality = "factuality"
    linking = "linking"


Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a graph.")]
Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, quoted globs, or - for standard input. Text, Markdown, HTML, "
        "JSONL, JSON, CSV, each also as .gz.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
FieldNames = Annotated[
    list[str] | None,
    typer.Option(
        "--field", metavar="NAME=KEY", help="Key of a field in JSONL or CSV, e.g. text=body."
    ),
]
Model = Annotated[str, typer.Option(help="Any installed spaCy pipeline in place of ours.")]
Knowledge = Annotated[
    list[Path] | None, typer.Option("--kb", help="Turtle file of entities of your own.")
]
Decided = Annotated[
    Path | None,
    typer.Option(help="Your same/different decisions (default: DIR/decisions.yaml if there)."),
]


@app.callback(invoke_without_command=True)
def version_option(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(__version__)
        raise typer.Exit


@app.command(no_args_is_help=True)
def build(
    inputs: Inputs,
    out: Annotated[Path, typer.Option(help="Folder to write the graph to.")],
    field: FieldNames = None,
    encoding: Annotated[str, typer.Option(help="Encoding of the inputs, if known.")] = "",
    any_language: Annotated[
        bool, typer.Option(help="Do not reject texts that look non-English.")
    ] = False,
    max_bytes: Annotated[
        int, typer.Option(min=1, help="Largest article file, or record of an archive.")
    ] = 20_000_000,
    kb: Knowledge = None,
    decisions: Decided = None,
    model: Model = "kg_news",
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Read articles, extract, resolve and derive; write DIR/store, graph.trig, graph.ttl,
    graph.html and report.json.

    Run again after an interruption: articles already stored are not read twice.

    Example: kg build articles/ 'archive/*.html' wire.jsonl.gz --field text=body --out graph
    """
    from kg import pipeline
    from kg.read import ReadOptions

    options = pipeline.Options(
        read=ReadOptions(
            fields=_pairs(field, "--field"),
            encoding=encoding,
            max_bytes=max_bytes,
            check_language=not any_language,
        ),
        model=model,
        vocabularies=tuple(kb or ()),
        decisions=decisions,
    )
    with _Bar(quiet or json_) as progress:
        report = pipeline.build(inputs, out, options, progress)
    _finish(report, out, quiet=quiet, json_=json_)


@app.command(no_args_is_help=True)
def add(
    directory: Folder,
    inputs: Inputs,
    field: FieldNames = None,
    kb: Knowledge = None,
    decisions: Decided = None,
    model: Model = "kg_news",
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Add articles to a graph; adding one twice changes nothing.

    Give the same --kb and --model as for the build.
    """
    from kg import pipeline
    from kg.folder import open_store
    from kg.read import ReadOptions

    with open_store(directory, must_exist=True):
        pass
    options = pipeline.Options(
        read=ReadOptions(fields=_pairs(field, "--field")),
        model=model,
        vocabularies=tuple(kb or ()),
        decisions=decisions,
    )
    with _Bar(quiet or json_) as progress:
        report = pipeline.build(inputs, directory, options, progress)
    _finish(report, directory, quiet=quiet, json_=json_)


@app.command(no_args_is_help=True)
def remove(
    directory: Folder,
    documents: Annotated[list[str], typer.Argument(metavar="DOC...", help="Ids of documents.")],
    kb: Knowledge = None,
    decisions: Decided = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Remove documents by id ('kg query DIR --name documents' lists them)."""
    from kg import pipeline

    ids = [d.rsplit("/", 1)[-1].removeprefix("doc:") for d in documents]
    options = pipeline.Options(vocabularies=tuple(kb or ()), decisions=decisions)
    with _Bar(quiet or json_) as progress:
        report = pipeline.remove(directory, ids, options, progress)
    _finish(report, directory, quiet=quiet, json_=json_)


@app.command(no_args_is_help=True)
def resolve(
    directory: Folder,
    kb: Knowledge = None,
    decisions: Decided = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Decide anew who is who, after you changed decisions.yaml or the vocabulary."""
    from kg import pipeline

    options = pipeline.Options(vocabularies=tuple(kb or ()), decisions=decisions)
    with _Bar(quiet or json_) as progress:
        report = pipeline.redo_identity(directory, options, progress)
    _finish(report, directory, quiet=quiet, json_=json_)


@app.command(no_args_is_help=True)
def query(
    directory: Folder,
    source: Annotated[
        str | None, typer.Argument(metavar="FILE.rq | 'SELECT ...'", help="A file or SPARQL text.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="A named question: see 'kg queries'.")] = None,
    param: Annotated[
        list[str] | None, typer.Option(metavar="KEY=VALUE", help="A parameter of it.")
    ] = None,
    format_: Annotated[
        Shape, typer.Option("--format", help="How to print the answer.")
    ] = Shape.table,
    timeout: Annotated[float, typer.Option(help="Seconds a query may take.")] = 60.0,
) -> None:
    """Ask the graph: a named question, a .rq file or SPARQL text.

    Example: kg query graph --name actions_between --param actor=Russia --param recipient=Ukraine
    """
    from kg.folder import open_store
    from kg.query import format_result, run_named, run_sparql

    if (source is None) == (name is None):
        _fail("give either a query (file or text) or --name; 'kg queries' lists the names")
    with open_store(directory, read_only=True) as store:
        if name is not None:
            result = run_named(store, name, _pairs(param, "--param"), timeout_s=timeout)
        else:
            result = run_sparql(store, _query_text(source or ""), timeout_s=timeout)
        shape = Shape.turtle if result.kind == "graph" and format_ is Shape.table else format_
        print(format_result(result, shape.value, prefixes=store.namespaces.prefixes()))


@app.command()
def queries() -> None:
    """List the named questions, what each answers and its parameters."""
    from kg.query import named_queries

    table = Table("name", "answers", "parameters", box=None, pad_edge=False)
    for found in named_queries().values():
        names = ", ".join(p.name for p in found.parameters)
        table.add_row(found.name, found.answers, names)
    shown.print(table)


@app.command(no_args_is_help=True)
def export(
    directory: Folder,
    format_: Annotated[Format, typer.Option("--format", help="What to write.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File (csv: folder or .zip) to write.")
    ] = None,
) -> None:
    """Write the graph as Turtle, TriG, N-Quads, JSON-LD, GraphML, CSV or RDF 1.2."""
    from kg.folder import open_store
    from kg.graph.export import export as write
    from kg.graph.export import render

    with open_store(directory, read_only=True) as store:
        if output is None and format_ is Format.csv:
            _fail("csv is several tables: name a folder or a .zip file with -o")
        if output is None:
            sys.stdout.write(render(store, format_.value))
        else:
            told.print(f"wrote {write(store, format_.value, output)}")


@app.command(no_args_is_help=True)
def view(
    directory: Folder,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The page to write.")
    ] = None,
) -> None:
    """Write the interactive picture: one HTML page that works without a network."""
    from kg import pipeline
    from kg.folder import open_store

    path = output or directory / "graph.html"
    with open_store(directory, read_only=True) as store:
        pipeline.write_text(path, pipeline.page(store))
    told.print(f"wrote {path}")


@app.command(no_args_is_help=True)
def explain(
    directory: Folder,
    name: Annotated[str, typer.Argument(help="An entity: name, ent:slug or IRI.")],
    other: Annotated[str | None, typer.Argument(help="A second one: what links the two.")] = None,
    format_: Annotated[Shape, typer.Option("--format")] = Shape.table,
) -> None:
    """Every statement about an entity, or linking two, with sentence, source and date."""
    from kg.folder import open_store
    from kg.query import format_result, run_named

    with open_store(directory, read_only=True) as store:
        if other is None:
            result = run_named(store, "explain_entity", {"entity": name})
        else:
            result = run_named(store, "explain_pair", {"a": name, "b": other})
        print(format_result(result, format_.value, prefixes=store.namespaces.prefixes()))


@app.command(no_args_is_help=True)
def audit(
    directory: Folder,
    below: Annotated[float, typer.Option(help="Scores below it count as weak.")] = 0.6,
    limit: Annotated[int, typer.Option(min=0, help="Rows of each table to print; 0: all.")] = 20,
    json_: AsJson = False,
) -> None:
    """What may have been missed or is weak: sentences with two known actors and nothing taken from
    them, events and relations with a low score, claims of an unnamed and untraced source.

    Example: kg audit graph --limit 0 --json > audit.json
    """
    from kg.folder import open_store
    from kg.query import format_result
    from kg.query.audit import audit as look

    with open_store(directory, read_only=True) as store, _Bar(quiet=json_) as progress:
        found = look(store, below, lambda done, total: progress("sentences", done, total))
        prefixes = store.namespaces.prefixes()
    if json_:
        print(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
        return
    share = len(found.holes) / max(1, found.with_actors)
    print(f"{found.sentences} sentences, {found.with_actors} with two known actors")
    for title, table in (
        (f"nothing taken from {len(found.holes)} of these ({share:.0%})", found.holes),
        (f"{len(found.weak)} events and relations with a score below {below:g}", found.weak),
        (f"{len(found.unsourced)} claims of an unnamed, untraced source", found.unsourced),
    ):
        print(f"\n== {title}")
        if table.rows:
            print(format_result(table.first(limit), "table", prefixes=prefixes))
        if limit and len(table) > limit:
            print(f"… and {len(table) - limit} more: --limit 0 prints all")


@app.command(no_args_is_help=True)
def validate(
    directory: Folder,
    sample: Annotated[int | None, typer.Option(help="Check this many documents only.")] = None,
) -> None:
    """Check the graph against its SHACL shapes; exit status 1 if anything is violated."""
    from kg.folder import open_store
    from kg.graph.validate import validate as check

    with open_store(directory, read_only=True) as store:
        violations = check(store, sample)
    for violation in violations:
        print(violation)
    told.print(f"{len(violations)} violations")
    raise typer.Exit(1 if violations else 0)


@app.command(no_args_is_help=True)
def evaluate(
    task: Annotated[Task, typer.Argument(help="What to score.")],
    file: Annotated[Path, typer.Argument(help="The file, in a format below.")],
    map_: Annotated[
        Path | None,
        typer.Option("--map", help="ner: YAML from the file's labels to ours; null: not scored."),
    ] = None,
    predictions: Annotated[
        Path | None, typer.Option(help="Write per-item predictions here.")
    ] = None,
) -> None:
    """Score the shipped model on a file in the public format; prints one JSON object.

    ner: CoNLL columns, token first, tag last. parse: CoNLL-U. coref: CoNLL-2012 columns, or GAP
    (TSV). events: TSV with marked_sentence, gold_root, gold_penta. triplets: JSONL with text,
    triplets. relations: JSONL of CrossRE or KnowledgeNet, JSON of DWIE or Re-DocRED. attribution:
    JSONL of PolNeAR. factuality: JSONL of UDS-IH2. linking: .benchmark.jsonl of ELEVANT.

    Example: kg evaluate coref gap-development.tsv --predictions answers.tsv
    """
    from kg import evaluation

    print(json.dumps(evaluation.evaluate(task.value, file, map_, predictions)))


@app.command()
def train(
    corpora: Annotated[Path, typer.Option(help="Folder of the public corpora.")],
    out: Annotated[Path, typer.Option(help="Folder for the run: checkpoints, then weights.")],
    epochs: Annotated[int, typer.Option(min=1, help="How often every corpus is read.")] = 6,
    steps: Annotated[
        int, typer.Option(min=0, help="Batches in all, instead of epochs; 0: go by epochs.")
    ] = 0,
    start: Annotated[
        Path | None,
        typer.Option(
            metavar="CHECKPOINT",
            help="checkpoint.pt of an earlier run, in its folder, to start from.",
        ),
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CORPUS", help="Do not train on it; once for each. See the model card."
        ),
    ] = None,
) -> None:
    """Retrain the language model from the public corpora (needs: pip install 'newskg[train]').

    Run again after an interruption: it goes on from the last checkpoint in OUT. The weights come to
    OUT/weights; they take the place of those in kg/language/weights.

    Example: kg train --corpora corpora --out run2 --start run1/checkpoint.pt --steps 7000
    --leave-out dwie --leave-out dwie-relations
    """
    try:
        from kg.train import events, fit, links, pairs, thresholds
        from kg.train import export as exporter
    except ModuleNotFoundError as error:
        _fail(f"training needs {error.name}: pip install 'newskg[train]'")
    fit.run(corpora, out, epochs=epochs, steps=steps, start=start, leave_out=leave_out or ())
    pairs.run(corpora, out)
    links.run(corpora, out)
    exporter.export(out, out / "weights")
    events.run(corpora, out / "weights")
    thresholds.write(corpora, out / "weights")


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder to write the graph to.")] = Path("build/demo"),
    quiet: Quiet = False,
) -> None:
    """Build the graph of the sample articles that come with kg, and say where its page is."""
    from kg import pipeline

    with _Bar(quiet) as progress:
        report = pipeline.build([str(SAMPLES)], out, None, progress)
    _finish(report, out, quiet=quiet, json_=False)


# -- below: how the above talk to the terminal ---------------------------------------------------


class _Bar:
    """A progress bar on a terminal; nothing where the output is piped or quiet."""

    def __init__(self, quiet: bool) -> None:
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=told,
            disable=quiet or not told.is_terminal,
        )
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total or None)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)


def _finish(report: Any, out: Path, *, quiet: bool, json_: bool) -> NoReturn:
    data = report.as_json()
    if json_:
        print(json.dumps(data, indent=2, ensure_ascii=False))
    elif not quiet:
        _summarise(data, out)
    for rejected in data["rejected"][:20]:
        told.print(
            f"rejected {rejected['path']}: {rejected['reason']}"
            + (f" ({rejected['detail']})" if rejected["detail"] else ""),
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    if len(data["rejected"]) > 20:
        told.print(f"… and {len(data['rejected']) - 20} more: see {out / 'report.json'}")
    raise typer.Exit(1 if data["rejected"] else 0)


def _summarise(data: dict[str, Any], out: Path) -> None:
    parts = [
        f"{data[key]} {word}"
        for key, word in (
            ("added", "articles added"),
            ("unchanged", "already there"),
            ("removed", "removed"),
            ("reprints", "reprints in the graph"),
        )
        if data[key]
    ]
    shown.print(", ".join([*parts, f"{len(data['rejected'])} rejected"]), highlight=False)
    table = Table(box=None, pad_edge=False, show_header=False)
    for kind, counts in sorted(data["graph"].items()):
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        table.add_row(kind, ", ".join(f"{count} {name}" for name, count in ordered))
    shown.print(table, highlight=False)
    shown.print(f"picture: {(out / 'graph.html').resolve()}", highlight=False, soft_wrap=True)
    shown.print(f"ask it:  kg query {out} --name post_holders", highlight=False, soft_wrap=True)


def _pairs(values: list[str] | None, option: str) -> dict[str, str]:
    out = {}
    for value in values or ():
        key, separator, rest = value.partition("=")
        if not separator or not key:
            _fail(f"{option} {value!r}: write it as NAME=VALUE")
        out[key] = rest
    return out


def _query_text(source: str) -> str:
    if source.endswith(".rq") or ("\n" not in source and " " not in source.strip()):
        path = Path(source)
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            _fail(f"cannot read the query {source}: {error}")
    return source


def _fail(message: str) -> NoReturn:
    told.print(f"kg: {message}", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(2)


def main() -> None:
    """Entry point: errors meant for the user become one line and exit status 2."""
    signal.signal(signal.SIGINT, _interrupted)
    try:
        app()
    except KgError as error:
        told.print(f"kg: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)


def _interrupted(_signal: int, _frame: object) -> NoReturn:
    told.print("kg: interrupted; what was stored is kept, run the same command to go on")
    sys.exit(130)
