"""Scores of the shipped models on files in the public formats: one module for each task.

A task's module has `evaluate(file, map_file)`, which returns how many items were scored, the
metrics, and the lines of a predictions file; its docstring says how each metric is defined.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.errors import ConfigError

Scored = tuple[int, dict[str, Any], list[str]]  # items, metrics, lines of predictions
Scorer = Callable[[Path, Path | None], Scored]


def _scorer(module: str) -> Scorer:
    """The `evaluate` of kg.evaluation.<module>, imported when it is called."""

    def score(file: Path, map_file: Path | None) -> Scored:
        scored: Scored = import_module(f"kg.evaluation.{module}").evaluate(file, map_file)
        return scored

    return score


TASKS: dict[str, Scorer] = {
    "ner": _scorer("ner"),
    "parse": _scorer("parse"),
    "coref": _scorer("coref"),
    "attribution": _scorer("attribution"),
    "factuality": _scorer("factuality"),
    "events": _scorer("events"),
    "triplets": _scorer("triplets"),
    "relations": _scorer("relations"),
    "linking": _scorer("linking"),
}


def evaluate(
    task: str, file: Path, map_file: Path | None = None, predictions: Path | None = None
) -> dict[str, Any]:
    """Score the shipped model on `file`; `predictions` gets lines for each item.

    Returns the task, `n` (items of the file), `metrics`, and `seconds`. Raises ReadError or
    ConfigError where the file, the map, or the place of the predictions is wrong.
    """
    if task not in TASKS:
        raise ConfigError(f"no such task: {task!r}; there are {', '.join(sorted(TASKS))}")
    started = time.monotonic()
    count, metrics, lines = TASKS[task](file, map_file)
    if predictions is not None:
        try:
            predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"cannot write {predictions}: {error}") from error
    seconds = round(time.monotonic() - started, 2)
    return {"task": task, "n": count, "metrics": metrics, "seconds": seconds}
