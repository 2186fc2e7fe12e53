"""Commands that write a graph: build, add, remove, resolve, import, demo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app, pairs
from kg.cli.arguments import (
    Address,
    AnyLanguage,
    AsJson,
    Decided,
    Encoding,
    FieldNames,
    Files,
    Folder,
    Inputs,
    Knowledge,
    MaxBytes,
    Model,
    Quiet,
)
from kg.cli.progress import Bar, finish
from kg.resources import SAMPLES

if TYPE_CHECKING:
    from kg.pipeline import Options
    from kg.read import ReadOptions


@app.command(no_args_is_help=True)
def build(
    inputs: Inputs,
    out: Annotated[Path, typer.Option(help="Folder to write the graph to.")],
    field: FieldNames = None,
    encoding: Encoding = "",
    any_language: AnyLanguage = False,
    max_bytes: MaxBytes = 20_000_000,
    kb: Knowledge = None,
    decisions: Decided = None,
    model: Model = "kg_news",
    store: Address = "",
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Read articles, extract, resolve and derive; write DIR/store, graph.trig, graph.ttl,
    graph.html and report.json.

    Run again after an interruption: articles already stored are not read twice.

    Example: kg build articles/ 'archive/*.html' wire.jsonl.gz --field text=body --out graph
    """
    from kg import pipeline

    options = pipeline.Options(
        read=_read_options(field, encoding, max_bytes, any_language=any_language),
        model=model,
        vocabularies=tuple(kb or ()),
        decisions=decisions,
        store=store,
        files=files,
    )
    with Bar(quiet or json_, _expected(inputs, options)) as progress:
        report = pipeline.build(inputs, out, options, progress)
    finish(report, out, quiet=quiet, json_=json_)


def _expected(inputs: list[str], options: Options) -> Callable[[], int]:
    from kg.cli.expected import count_articles

    return lambda: count_articles(inputs, options.read)


def _read_options(
    field: list[str] | None, encoding: str, max_bytes: int, *, any_language: bool
) -> ReadOptions:
    from kg.read import ReadOptions  # imported on demand, as everything heavy here

    return ReadOptions(
        fields=pairs(field, "--field"),
        encoding=encoding,
        max_bytes=max_bytes,
        check_language=not any_language,
    )


@app.command(no_args_is_help=True)
def add(
    directory: Folder,
    inputs: Inputs,
    field: FieldNames = None,
    encoding: Encoding = "",
    any_language: AnyLanguage = False,
    max_bytes: MaxBytes = 20_000_000,
    kb: Knowledge = None,
    decisions: Decided = None,
    model: Model = "kg_news",
    store: Address = "",
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Add articles to a graph; adding one twice changes nothing.

    Give the same --model as for the build; files of --kb are remembered.

    Example: kg add graph today/ --quiet
    """
    from kg import pipeline

    options = pipeline.Options(
        read=_read_options(field, encoding, max_bytes, any_language=any_language),
        model=model,
        vocabularies=tuple(kb or ()),
        decisions=decisions,
        store=store,
        files=files,
    )
    with Bar(quiet or json_, _expected(inputs, options)) as progress:
        report = pipeline.build(inputs, directory, options, progress, must_exist=True)
    finish(report, directory, quiet=quiet, json_=json_)


@app.command(no_args_is_help=True)
def remove(
    directory: Folder,
    documents: Annotated[list[str], typer.Argument(metavar="DOC...", help="Ids of documents.")],
    kb: Knowledge = None,
    decisions: Decided = None,
    store: Address = "",
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Remove documents by id ('kg query DIR --name documents' lists them).

    Example: kg remove graph doc:d02f6c3a91e45b778
    """
    from kg import pipeline

    options = pipeline.Options(
        vocabularies=tuple(kb or ()), decisions=decisions, store=store, files=files
    )
    with Bar(quiet or json_) as progress:
        report = pipeline.remove(directory, documents, options, progress)
    finish(report, directory, quiet=quiet, json_=json_)


@app.command(no_args_is_help=True)
def resolve(
    directory: Folder,
    kb: Knowledge = None,
    decisions: Decided = None,
    store: Address = "",
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Decide anew who is who, after you changed decisions.yaml or your files of entities.

    Example: kg resolve graph --kb ministers.csv
    """
    from kg import pipeline

    options = pipeline.Options(
        vocabularies=tuple(kb or ()), decisions=decisions, store=store, files=files
    )
    with Bar(quiet or json_) as progress:
        report = pipeline.redo_identity(directory, options, progress)
    finish(report, directory, quiet=quiet, json_=json_)


@app.command("import", no_args_is_help=True)
def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="TriG, N-Quads or JSON-LD of 'kg export', or .gz."),
    ],
    out: Annotated[Path, typer.Option(help="New folder to write the graph to.")],
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Make a graph from a file that 'kg export' wrote; nothing is read or resolved anew.

    Example: kg import graph.nq.gz --out copy
    """
    from kg import pipeline

    with Bar(quiet or json_) as progress:
        report = pipeline.load_export(file, out, pipeline.Options(files=files), progress)
    finish(report, out, quiet=quiet, json_=json_)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder to write the graph to.")] = Path("build/demo"),
    open_: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help="Open its page in a browser (default: if there is a screen to open it on).",
        ),
    ] = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Build the graph of the sample articles that come with kg, and open its page.

    Example: kg demo --out build/demo --no-open
    """
    from kg import pipeline
    from kg.cli.opening import has_screen, open_page

    options = pipeline.Options()
    with Bar(quiet or json_, _expected([str(SAMPLES)], options)) as progress:
        report = pipeline.build([str(SAMPLES)], out, options, progress)
    if has_screen() and not (quiet or json_) if open_ is None else open_:
        open_page(out / pipeline.PAGE)
    finish(report, out, quiet=quiet, json_=json_)
