"""Progress while it runs, and a summary at the end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from kg.cli.app import shown, told


class Bar:
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

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total or None)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)


def finish(report: Any, out: Path, *, quiet: bool, json_: bool) -> NoReturn:
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
    if data["not_written"]:
        names = ", ".join(data["not_written"])
        text = f"not written: {names}; 'kg export' and 'kg view' write them, and --files does"
        shown.print(text, highlight=False, soft_wrap=True)
    else:
        shown.print(f"picture: {(out / 'graph.html').resolve()}", highlight=False, soft_wrap=True)
    shown.print(f"ask it:  kg query {out} --name post_holders", highlight=False, soft_wrap=True)
