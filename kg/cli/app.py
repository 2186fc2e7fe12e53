"""The command line's application object and how it talks to the terminal."""

from __future__ import annotations

from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

from kg import __version__

LONGEST = 240  # characters of a sentence in the list of commands
HELP = """Read English news into an evidence-backed knowledge graph, offline.

\b
Examples:
  kg demo                              the sample articles, as a page
  kg build articles/ --out graph       read a folder, write the graph
  kg build a.html wire.jsonl.gz --kb ministers.csv --out graph
  kg query graph --name post_holders   who holds which post, and who says so
  kg explain graph "Kim Hong Kyun"     who that is, and what is said of him
  kg same graph "Kim Hong Kyun" "Kim Hong-gyun"
  kg serve graph                       SPARQL endpoint on 127.0.0.1:8000

\b
More of a command, with an example: kg COMMAND --help
Complete commands and options with the Tab key: kg --install-completion
"""


class Commands(TyperGroup):
    """The list of commands in the help, with their first sentences whole."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, one.get_short_help_str(LONGEST)) for name, one in found if one]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


app = typer.Typer(
    name="kg",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=HELP,
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
