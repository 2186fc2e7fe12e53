"""Commands by which users decide who is who: same, different, alias, undecide."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.arguments import Address, AsJson, Decided, Files, Folder, Quiet
from kg.cli.carrying import Carried

Name = Annotated[
    str,
    typer.Argument(
        metavar="A", help="A name, an id (ent:…, IRI, Q…) or a mention (doc:…), as a graph has it."
    ),
]
Other = Annotated[str, typer.Argument(metavar="B", help="Another one.")]
Others = Annotated[list[str], typer.Argument(metavar="B...", help="One or several others.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why you know; kept with the decision.")]
Date = Annotated[str, typer.Option(metavar="DATE", help="When you decided it, e.g. 2026-11-17.")]
Ahead = Annotated[bool, typer.Option(help="Allow names that no article writes yet.")]
Undo = Annotated[bool, typer.Option(help="Take this decision back.")]


@app.command(no_args_is_help=True)
def same(
    directory: Folder,
    name: Name,
    others: Others,
    why: Why = "",
    date: Date = "",
    ahead: Ahead = False,
    undo: Undo = False,
    decisions: Decided = None,
    store: Address = "",
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Decide that names, ids or mentions are one and the same; kept in DIR/decisions.yaml.

    Example: kg same graph "Kim Hong Kyun" "Kim Hong-gyun" --why "two spellings"
    """
    made = Carried(directory, decisions, store, files, quiet=quiet, json_=json_)
    made.change("same", [name, *others], why, date, ahead=ahead, undo=undo)


@app.command(no_args_is_help=True)
def different(
    directory: Folder,
    name: Name,
    other: Other,
    why: Why = "",
    date: Date = "",
    ahead: Ahead = False,
    undo: Undo = False,
    decisions: Decided = None,
    store: Address = "",
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Decide that two names, ids or mentions are never one, whatever the rules think.

    Example: kg different graph "Kim Yong-hyun" "Kim Yong Hyon"
    """
    made = Carried(directory, decisions, store, files, quiet=quiet, json_=json_)
    made.change("different", [name, other], why, date, ahead=ahead, undo=undo)


@app.command(no_args_is_help=True)
def alias(
    directory: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name; no article need have it.")],
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="Whose name it is.")],
    why: Why = "",
    date: Date = "",
    ahead: Ahead = False,
    undo: Undo = False,
    decisions: Decided = None,
    store: Address = "",
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Decide that NAME is another name of ENTITY, which the graph goes on to be labelled by.

    Example: kg alias graph "the Iron Lady" "Margaret Thatcher"
    """
    made = Carried(directory, decisions, store, files, quiet=quiet, json_=json_)
    made.change("alias", [name, entity], why, date, ahead=ahead, undo=undo)


@app.command(no_args_is_help=True)
def undecide(
    directory: Folder,
    name: Name,
    others: Others,
    decisions: Decided = None,
    store: Address = "",
    files: Files = None,
    quiet: Quiet = False,
    json_: AsJson = False,
) -> None:
    """Take back what you decided on these names; the graph is then as it was before.

    Example: kg undecide graph "Kim Hong Kyun" "Kim Hong-gyun"
    """
    made = Carried(directory, decisions, store, files, quiet=quiet, json_=json_)
    made.change("", [name, *others], undo=True)
