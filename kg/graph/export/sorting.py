"""Sort more lines than memory holds: sorted runs in temporary files, then one merge."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Self

RUN_BYTES = 32 << 20
_OBJECT = 41  # bytes that Python needs for a line beside its text
_MOST_RUNS = 64  # merged into one when there are more: open files are few, and merging is slow


class LineSorter:
    """Takes lines that end in a newline; gives them back once each, in byte order.

    `folder` is where runs may lie meanwhile, in files that vanish with the process.
    """

    def __init__(self, folder: Path | None = None, run_bytes: int = RUN_BYTES) -> None:
        self._folder = folder
        self._run_bytes = run_bytes
        self._room = run_bytes
        self._lines: list[bytes] = []
        self._runs: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.clear()
        for run in self._runs:
            run.close()

    def extend(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self._lines.append(line)
            self._room -= len(line) + _OBJECT
            if self._room <= 0:
                self._spill()

    def __iter__(self) -> Iterator[bytes]:
        """May be asked for once; nothing may be added afterwards."""
        self._lines.sort()
        last = None
        for line in heapq.merge(*self._runs, self._lines) if self._runs else self._lines:
            if line != last:
                yield line
                last = line

    def _spill(self) -> None:
        self._lines.sort()
        self._runs.append(self._written(self._lines))
        self._lines.clear()
        self._room = self._run_bytes
        if len(self._runs) >= _MOST_RUNS:
            merged = self._written(heapq.merge(*self._runs))
            for run in self._runs:
                run.close()
            self._runs = [merged]

    def _written(self, lines: Iterable[bytes]) -> IO[bytes]:
        file = tempfile.TemporaryFile(dir=self._folder, buffering=1 << 16)
        file.writelines(lines)
        file.seek(0)
        return file
