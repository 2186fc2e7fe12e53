"""The command that explains: who somebody is and why, what he says and what is said of him."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app, fail, shown
from kg.cli.arguments import Address, Decided, Folder, Shape
from kg.cli.reading import reading

if TYPE_CHECKING:
    from kg.graph import Store
    from kg.query import Result
    from kg.query.portrait import Meeting, Portrait
    from kg.resolve import Decisions


@app.command(no_args_is_help=True)
def explain(
    directory: Folder,
    name: Annotated[str, typer.Argument(help="An entity: name, ent:slug or IRI.")],
    other: Annotated[str | None, typer.Argument(help="A second one: what links the two.")] = None,
    format_: Annotated[Shape, typer.Option("--format")] = Shape.table,
    whole: Annotated[
        bool, typer.Option("--all", help="Every mention and every judgement, not the first.")
    ] = False,
    statements: Annotated[
        bool, typer.Option("--statements/--who", help="With what is said, or who it is only.")
    ] = True,
    decisions: Decided = None,
    address: Address = "",
) -> None:
    """Who an entity is: names, mentions, why they are one, what was considered and not joined, your
    decisions; then all that it does, says or is named in, or that links two, with its sentence.

    Example: kg explain graph "Kim Hong Kyun" --who
    """
    if not name.strip() or (other is not None and not other.strip()):
        fail("an entity has a name: 'kg query DIR --name entity_names' lists them")
    decided = _decisions(directory, decisions)
    with reading(directory, address) as store:
        told = _Explained(store, [name] if other is None else [name, other], decided, whole)
        if not statements:
            _print_identity(told, format_)
            return
        _print_all(told, format_, store.namespaces.prefixes())


def _decisions(directory: Path, given: Path | None) -> Decisions:
    from kg.folder import DECISIONS
    from kg.resolve import NO_DECISIONS, load_decisions

    usual = directory / DECISIONS
    if given is None and not usual.exists():
        return NO_DECISIONS
    return load_decisions(given or usual)


class _Explained:
    """What is found out about one entity, or two."""

    def __init__(self, store: Store, names: list[str], decisions: Decisions, whole: bool) -> None:
        from kg.query import find_entity
        from kg.query.portrait import SHOWN, meeting, portrait

        self._store = store
        self.whole = whole
        self.ids = [store.namespaces.local(find_entity(store, name).value) for name in names]
        self.portraits: list[Portrait] = [
            portrait(store, one, decisions, limit=None if whole else SHOWN)
            for one in dict.fromkeys(self.ids)
        ]
        self.meeting: Meeting | None = None
        if len(self.ids) == 2:
            self.meeting = meeting(store, self.ids[0], self.ids[1], decisions)

    def statements(self) -> Result:
        from kg.query import run_named

        given = [f"ent:{one}" for one in self.ids]
        if len(given) == 1:
            return run_named(self._store, "explain_entity", {"entity": given[0]})
        return run_named(self._store, "explain_pair", {"a": given[0], "b": given[1]})

    def as_json(self) -> dict[str, object]:
        found: dict[str, object] = {"entities": [one.as_json() for one in self.portraits]}
        if self.meeting:
            found["comparison"] = self.meeting.as_json()
        return found

    def text(self) -> str:
        from kg.query.portrait_text import meeting_text, portrait_text

        parts = [portrait_text(one, whole=self.whole, width=shown.width) for one in self.portraits]
        if self.meeting:
            parts.append(meeting_text(self.meeting, width=shown.width))
        return "\n".join(parts)


def _print_identity(told: _Explained, format_: Shape) -> None:
    from kg.query.terminal import json_text

    if format_ is Shape.json:
        print(json_text({"identity": told.as_json()}))
    elif format_ is Shape.table:
        print(told.text(), end="")
    else:
        fail("--who goes with --format table or json")


def _print_all(told: _Explained, format_: Shape, prefixes: dict[str, str]) -> None:
    from kg.query import format_result
    from kg.query.terminal import harmless, json_text

    result = told.statements()
    text = format_result(result, format_.value, prefixes=prefixes)
    if format_ is Shape.json:
        print(json_text({**json.loads(text), "identity": told.as_json()}))
        return
    if format_ is Shape.table:
        print(told.text())
        print("== what is said")
    print(harmless(text) if sys.stdout.isatty() else text)
