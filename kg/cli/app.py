"""The command line's application object and how it talks to the terminal."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer
from rich.console import Console

from kg import __version__

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
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


@app.callback(invoke_without_command=True)
def version_option(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(__version__)
        raise typer.Exit


def fail(message: str) -> NoReturn:
    told.print(f"kg: {message}", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(2)


def pairs(values: list[str] | None, option: str) -> dict[str, str]:
    out = {}
    for value in values or ():
        key, separator, rest = value.partition("=")
        if not separator or not key:
            fail(f"{option} {value!r}: write it as NAME=VALUE")
        out[key] = rest
    return out
