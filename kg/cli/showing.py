"""Commands that hand a graph on: export, view, serve."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app, fail, told
from kg.cli.arguments import Address, Folder, Seconds
from kg.cli.reading import reading


class Format(StrEnum):
    turtle = "turtle"
    trig = "trig"
    nquads = "nquads"
    ntriples = "ntriples"
    jsonld = "jsonld"
    rdfxml = "rdfxml"
    graphml = "graphml"
    csv = "csv"
    rdf12 = "rdf12"


@app.command(no_args_is_help=True)
def export(
    directory: Folder,
    format_: Annotated[Format, typer.Option("--format", help="What to write.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="File to write, packed if it ends in .gz (csv: folder or .zip)."
        ),
    ] = None,
    address: Address = "",
) -> None:
    """Write the graph as Turtle, TriG, N-Quads, N-Triples, JSON-LD, RDF/XML, GraphML, CSV or
    RDF 1.2, to a file or to standard output.

    'kg import' reads TriG, N-Quads and JSON-LD again.

    Example: kg export graph --format nquads -o graph.nq.gz
    """
    from kg.graph.export import export as write_file
    from kg.graph.export import write

    with reading(directory, address) as store:
        if output is None and format_ is Format.csv:
            fail("csv is several tables: name a folder or a .zip file with -o")
        if output is None:
            write(store, format_.value, sys.stdout.buffer)
        else:
            told.print(f"wrote {write_file(store, format_.value, output)}", soft_wrap=True)


@app.command(no_args_is_help=True)
def view(
    directory: Folder,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The page to write.")
    ] = None,
    address: Address = "",
) -> None:
    """Write the interactive picture: one HTML page that works without a network."""
    from kg import pipeline

    path = output or directory / "graph.html"
    with reading(directory, address) as store:
        pipeline.write_text(path, pipeline.page(store))
    told.print(f"wrote {path}", soft_wrap=True)


@app.command(no_args_is_help=True)
def serve(
    directory: Folder,
    port: Annotated[int, typer.Option(help="Port to listen on; 0: any free one.")] = 8000,
    host: Annotated[
        str, typer.Option(help="Address to listen on; others than 127.0.0.1 let others in.")
    ] = "127.0.0.1",
    timeout: Seconds = 30.0,
    max_rows: Annotated[
        int, typer.Option(min=1, help="Rows, or triples, that an answer may have.")
    ] = 100_000,
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that answer queries; 0: one per core, at most 4.")
    ] = 0,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN", help="Let pages of this origin ask, e.g. https://example.org."
        ),
    ] = None,
) -> None:
    """Serve the graph on this machine: SPARQL 1.1 endpoint, query page, picture, entity pages.

    Read-only. Until Ctrl-C; nobody can write to the graph meanwhile.

    Example: kg serve graph --port 8000, then open http://127.0.0.1:8000/
    """
    from kg.serve import serve as run

    run(
        directory,
        host=host,
        port=port,
        query_timeout_s=timeout,
        max_rows=max_rows,
        workers=workers,
        cors=cors or (),
        announce=lambda line: told.print(line, soft_wrap=True, highlight=False),
    )
