"""Reading the files to score: lines of text and rows of JSON, with errors that name the place."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import ConfigError, ReadError


def lines_of(file: Path) -> list[str]:
    """The lines of a UTF-8 file (.gz: unpacked) without their ends, line 1 first."""
    opened = gzip.open if file.suffix == ".gz" else open
    try:
        with opened(file, "rt", encoding="utf-8-sig") as stream:
            return str(stream.read()).split("\n")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8 text: {error.reason}") from error
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"cannot read {file}: {reason}") from error


def json_rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and object of each line of a JSONL file; blank lines are left out."""
    for number, line in enumerate(lines_of(file), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ReadError(f"{file}, line {number}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise ReadError(f"{file}, line {number}: not a JSON object")
        yield number, row


def refuse_map(task: str, map_file: Path | None) -> None:
    """Raises ConfigError where a map is given to a task whose files have no labels to map."""
    if map_file is not None:
        raise ConfigError(f"--map goes with the task ner: {task} has no entity labels to map")
