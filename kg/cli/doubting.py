"""The command that lists what could not be decided, and asks about it: unsure."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app, shown, told
from kg.cli.arguments import Address, Decided, Folder
from kg.cli.carrying import Carried
from kg.cli.reading import reading

if TYPE_CHECKING:
    from kg.graph import Store
    from kg.query.doubts import Doubt


# Whole words too, and nothing that only begins like one: "skip" is not "same".
ANSWERS = {
    **dict.fromkeys(("s", "same"), "s"),
    **dict.fromkeys(("d", "different"), "d"),
    **dict.fromkeys(("k", "skip"), "k"),
    **dict.fromkeys(("q", "quit"), "q"),
}


class Sheet(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"


@app.command(no_args_is_help=True)
def unsure(
    directory: Folder,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only pairs with this entity.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Pairs to show; 0: all.")] = 20,
    format_: Annotated[Sheet, typer.Option("--format")] = Sheet.table,
    review: Annotated[
        bool, typer.Option("--review", help="Ask about one after the other: s, d, k, q.")
    ] = False,
    decisions: Decided = None,
    address: Address = "",
) -> None:
    """List pairs that may be one and could not be decided, those first where a look is worth most,
    with the commands that decide them.

    Example: kg unsure graph --limit 5
    """
    from kg.query import format_result
    from kg.query.doubts import doubts, doubts_table
    from kg.query.terminal import harmless, json_text

    with reading(directory, address) as store:
        found = doubts(store, _entities(store, directory, name))
        prefixes = store.namespaces.prefixes()
    shown_first = found[: limit or None]
    folder = str(directory)
    if not found and format_ is Sheet.table:
        print("no pair is open")
    if review:
        _review(shown_first, Carried(directory, decisions, address, None, quiet=False, json_=False))
        return
    if format_ is Sheet.json:
        print(json_text([doubt.as_json(folder) for doubt in shown_first]))
        return
    if format_ is Sheet.csv:
        text = format_result(doubts_table(shown_first, folder), "csv", prefixes=prefixes)
        print(harmless(text) if sys.stdout.isatty() else text, end="")
        return
    _print_blocks(shown_first, folder)
    if len(shown_first) < len(found):
        print(f"… and {len(found) - len(shown_first)} more: --limit 0 shows all")


def _entities(store: Store, directory: Path, name: str | None) -> list[str]:
    from kg.folder import known_files
    from kg.query.meant import entities_called, find_meant
    from kg.vocabulary import load_vocabulary

    if name is None:
        return []
    called = entities_called(store, name)
    return called or list(find_meant(store, name, load_vocabulary(known_files(directory))).entities)


def _print_blocks(found: list[Doubt], folder: str) -> None:
    from kg.query.doubts_text import doubt_text

    for number, doubt in enumerate(found, 1):
        print(doubt_text(doubt, number, folder, shown.width))


def _review(found: list[Doubt], made: Carried) -> None:
    """One pair after the other; each answer is carried out at once, so nothing can be lost."""
    from kg.errors import KgError
    from kg.query.doubts_text import doubt_text

    done: set[str] = set()
    for number, doubt in enumerate(found, 1):
        pair = [f"ent:{half.entity}" for half in (doubt.left, doubt.right)]
        if not done.isdisjoint(pair):
            continue  # one of them was joined with another one meanwhile
        print(doubt_text(doubt, number, str(made.directory), shown.width))
        answer = _asked(f"{number}/{len(found)} same, different, skip or quit? [s/d/k/q] ")
        if answer == "q":
            return
        if answer in ("s", "d"):
            try:
                made.change("same" if answer == "s" else "different", pair)
                done.update(pair)
            except KgError as error:
                told.print(f"kg: {error}", markup=False, highlight=False, soft_wrap=True)


def _asked(question: str) -> str:
    """s, d, k or q; the end of the input is q."""
    while True:
        print(question, end="", flush=True)
        line = sys.stdin.readline()
        answer = ANSWERS.get(line.strip().casefold()) if line else "q"
        if not sys.stdin.isatty():
            print()
        if answer:
            return answer
        print("s: they are one; d: they are two; k: skip; q: quit")
