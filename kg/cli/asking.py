"""Commands that ask a graph: query, queries, audit, validate."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from kg.cli.app import app, fail, pairs, shown, told
from kg.cli.arguments import Address, AsJson, Folder, Seconds, Shape
from kg.cli.progress import Bar
from kg.cli.reading import reading


def _called(begin: str) -> list[str]:
    """The named questions that begin so, for completion."""
    from kg.query import named_queries

    return [name for name in named_queries() if name.startswith(begin)]


@app.command(no_args_is_help=True)
def query(
    directory: Folder,
    source: Annotated[
        str | None, typer.Argument(metavar="FILE.rq | 'SELECT ...'", help="A file or SPARQL text.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(help="A named question: see 'kg queries'.", autocompletion=_called),
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option(metavar="KEY=VALUE", help="A parameter of it.")
    ] = None,
    format_: Annotated[
        Shape, typer.Option("--format", help="How to print the answer.")
    ] = Shape.table,
    timeout: Seconds = 60.0,
    address: Address = "",
) -> None:
    """Ask the graph: a named question, a .rq file or SPARQL text.

    Example: kg query graph --name actions_between --param actor=Russia --param recipient=Ukraine
    """
    from kg.query import format_result, run_named, run_sparql

    if (source is None) == (name is None):
        fail("give either a query (file or text) or --name; 'kg queries' lists the names")
    with reading(directory, address) as store:
        if name is not None:
            result = run_named(store, name, pairs(param, "--param"), timeout_s=timeout)
        else:
            result = run_sparql(store, _query_text(source or ""), timeout_s=timeout)
        shape = Shape.turtle if result.kind == "graph" and format_ is Shape.table else format_
        _show(format_result(result, shape.value, prefixes=store.namespaces.prefixes()))


@app.command()
def queries(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Show one of them.")] = None,
) -> None:
    """List the named questions, what each answers and its parameters; or show one, with an
    example and some of its answer on the sample articles.

    Example: kg queries held_on
    """
    from kg.query import named_queries

    if name is not None:
        found = named_queries().get(name)
        if found is None:
            fail(f"no named query {name!r}; 'kg queries' lists them")
        print(f"{found.title}\n\n{found.answers}\n\n{found.example}\n\n{found.answer}".rstrip())
        return
    table = Table("name", "answers", "parameters", box=None, pad_edge=False)
    for found in named_queries().values():
        names = ", ".join(p.name for p in found.parameters)
        table.add_row(found.name, found.answers, names)
    shown.print(table)


@app.command(no_args_is_help=True)
def audit(
    directory: Folder,
    below: Annotated[float, typer.Option(help="Scores below it count as weak.")] = 0.6,
    limit: Annotated[int, typer.Option(min=0, help="Rows of each table to print; 0: all.")] = 20,
    json_: AsJson = False,
    address: Address = "",
) -> None:
    """What may have been missed or is weak: sentences with two known actors and nothing taken from
    them, events and relations with a low score, claims of an unnamed and untraced source.

    Example: kg audit graph --limit 0 --json > audit.json
    """
    from kg.query import format_result
    from kg.query.audit import audit as look

    with reading(directory, address) as store, Bar(quiet=json_) as progress:
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
    sample: Annotated[
        int | None, typer.Option(min=1, help="Check this many documents only.")
    ] = None,
    address: Address = "",
) -> None:
    """Check the graph against its SHACL shapes; exit status 1 if anything is violated."""
    from kg.graph.validate import validate as check

    with reading(directory, address) as store:
        violations = check(store, sample)
    for violation in violations:
        print(violation)
    told.print(f"{len(violations)} violations")
    raise typer.Exit(1 if violations else 0)


def _show(text: str) -> None:
    """To a terminal without the control characters that an article may hold."""
    from kg.query.terminal import harmless

    print(harmless(text) if sys.stdout.isatty() else text)


def _query_text(source: str) -> str:
    if not source.strip():
        fail("the query is empty")
    if source.endswith(".rq") or ("\n" not in source and " " not in source.strip()):
        path = Path(source)
        try:
            return path.read_text(encoding="utf-8")
        except OSError as error:
            fail(f"cannot read the query {source}: {error.strerror}")
        except UnicodeDecodeError as error:
            fail(f"cannot read the query {source}: {error}")
    return source
