"""Suggestions as a CSV file: to review in a spreadsheet, and to give to `--kb` as it is.

The column `use` says which rows count: `yes` where a suggestion is sure, else empty, for the user
to fill in. Rows that are in the file already stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import ConfigError
from kg.graph.export import write_atomically
from kg.graph.export.spreadsheets import harmless
from kg.lookup.matching import Suggestion

COLUMNS = (
    "use",
    "id",
    "name",
    "type",
    "wikidata",
    "score",
    "reason",
    "wikidata label",
    "description",
    "wikidata page",
    "mentions",
)
PAGE = "https://www.wikidata.org/wiki/"


class SuggestionFile:
    """The file at `path`, which need not be there yet. Raises ConfigError if it is another one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows = self._read()

    @property
    def ids(self) -> set[str]:
        """The entities that it has rows of."""
        return {row[1] for row in self._rows}

    def write(self, suggestions: Iterable[Suggestion]) -> int:
        """Add rows, in place of those of the same entities; how many there are now."""
        new = {row[1]: row for row in map(_row, suggestions)}
        self._rows = [row for row in self._rows if row[1] not in new] + list(new.values())
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows([COLUMNS, *self._rows])
        try:
            # With a mark at its start spreadsheets take the file for UTF-8.
            write_atomically(self.path, text.getvalue().encode("utf-8-sig"))
        except OSError as error:
            raise ConfigError(f"cannot write {self.path}: {error.strerror or error}") from error
        return len(self._rows)

    def _read(self) -> list[list[str]]:
        if not self.path.exists():
            return []
        try:
            text = self.path.read_text(encoding="utf-8-sig")
            header, *rows = csv.reader(io.StringIO(text, newline=""))
        except (OSError, ValueError, csv.Error) as error:
            raise ConfigError(f"{self.path}: cannot be read: {error}") from error
        if tuple(header) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
            raise ConfigError(
                f"{self.path} is no file of suggestions, or its columns were changed: name another "
                "one with -o"
            )
        return rows


def _row(suggestion: Suggestion) -> list[str]:
    asked, best = suggestion.asked, suggestion.best
    item = best.item if best else None
    cells: Sequence[str] = (
        "yes" if suggestion.sure else "",
        asked.id,
        asked.label,
        asked.type.value,
        item.id if item else "",
        f"{best.score:.2f}" if best else "",
        suggestion.reason,
        item.label if item else "",
        item.description if item else "",
        PAGE + item.id if item else "",
        str(asked.mentions),
    )
    return [harmless(cell) for cell in cells]
