"""Progress while it runs, and a summary at the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
)
from rich.table import Table
from rich.text import Text

from kg.cli.app import shown, told
from kg.cli.knowledge import tell_use

WINDOW_S = 120.0  # over which the rate is taken: articles differ in length, and come in batches
KINDS = ("documents", "mentions", "entities", "events", "statements", "claims", "conflicts")
WHOLE = frozenset({"all", "pairs of claims"})  # names of counts that are not by sort


class Pace(ProgressColumn):
    """How long it took so far, how many are done a second, and how long the rest will take."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        """As "0:12, 3.1/s, 0:40 left"; what is not known yet is left out."""
        if task.finished or not task.started:
            return Text(clock(task.finished_time or 0.0))
        parts = [clock(task.elapsed or 0.0)]
        if task.completed and task.speed:
            slow = task.speed < 1
            parts.append(f"{task.speed * 60:.1f}/min" if slow else f"{task.speed:.1f}/s")
            if task.time_remaining is not None:
                parts.append(f"{clock(task.time_remaining)} left")
        return Text(", ".join(parts))


class Bar:
    """A progress bar for each stage on a terminal; nothing where the output is piped or quiet.

    `expected` counts what a first stage of unknown length will have; asked on a terminal only.
    """

    def __init__(self, quiet: bool, expected: Callable[[], int] | None = None) -> None:
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),  # so that long figures fit beside it in 80 columns
            MofNCompleteColumn(),
            Pace(),
            console=told,
            # FORCE_COLOR asks for colour, also in a pipe; a bar would be control characters there.
            disable=quiet or not (told.is_interactive and told.file.isatty()),
            speed_estimate_period=WINDOW_S,
        )
        self._expected = expected
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """How many of a stage are done, of how many (0: not known). A next stage ends the last."""
        if self._bar.disable:
            return
        if stage not in self._tasks:
            self._end_stages()
            counted = total or (self._expected() if self._expected and not self._tasks else 0)
            self._tasks[stage] = self._bar.add_task(stage, total=counted or None)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)

    def _end_stages(self) -> None:
        """Rejected articles, for one, were expected and are not counted as done."""
        for task in self._bar.tasks:
            if not task.finished:
                self._bar.update(task.id, total=task.completed, completed=task.completed)


def clock(seconds: float) -> str:
    """Minutes and seconds as "0:07", from an hour on with hours as "1:02:07"."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def finish(report: Any, out: Path, *, quiet: bool, json_: bool) -> NoReturn:
    data = report.as_json()
    if json_:
        print(json.dumps(data, indent=2, ensure_ascii=False))
    elif not quiet:
        _summarise(data, out)
    tell_use(data, out, quiet=quiet or json_)
    tell_decisions(data, quiet=quiet or json_)
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


def tell_decisions(data: dict[str, Any], *, quiet: bool) -> None:
    """Which of the user's decisions no article bears on yet; they are kept."""
    waiting = data["decisions"].get("waiting", ())
    if not waiting or quiet:
        return
    count = data["decisions"]["count"]
    told.print(f"{len(waiting)} of {count} decisions wait: no article writes their names")
    for entry in waiting[:5]:
        line = f"  line {entry['line']}: {entry['verdict']}: {', '.join(entry['names'])}"
        told.print(line, markup=False, highlight=False, soft_wrap=True)


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
    shown.print(_table(data), highlight=False)
    if data["not_written"]:
        names = ", ".join(data["not_written"])
        text = f"not written: {names}; 'kg export' and 'kg view' write them, and --files does"
        shown.print(text, highlight=False, soft_wrap=True)
    else:
        shown.print(f"picture: {(out / 'graph.html').resolve()}", highlight=False, soft_wrap=True)
    shown.print(f"ask it:  kg query {out} --name post_holders", highlight=False, soft_wrap=True)


def _table(data: dict[str, Any]) -> Table:
    """A row for each kind of thing in the graph, how many there are, and of what sort."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    graph = data["graph"]
    rejected = Counter(one["reason"] for one in data["rejected"])
    for kind in (*KINDS, *sorted(graph.keys() - set(KINDS))):
        counts = graph.get(kind, {})
        sorts = "" if WHOLE.issuperset(counts) else _most_first(counts)
        table.add_row(kind, str(sum(counts.values())), sorts)
    table.add_row("rejected", str(rejected.total()), _most_first(rejected))
    return table


def _most_first(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {name}" for name, count in ordered)
