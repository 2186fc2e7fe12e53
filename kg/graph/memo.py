"""What was computed from a document, kept from one run to the next so that it need not be again.

A SQLite file beside the store. It is disposable: every entry carries the run that wrote the
document's graph, an entry of another run counts as absent, and a file that cannot be read is
made anew. Nothing is in it that the graphs do not say.

Besides, tables of rows that belong together (`rows`, `exchange`): they change all at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_VERSION = 4  # raise it when entries of an older kg must not be used
_SCHEMA = """
CREATE TABLE IF NOT EXISTS memo
    (kind TEXT, document TEXT, run TEXT, value BLOB, PRIMARY KEY (kind, document));
CREATE INDEX IF NOT EXISTS of_document ON memo (document);
CREATE TABLE IF NOT EXISTS rows
    (name TEXT, key TEXT, value BLOB, PRIMARY KEY (name, key)) WITHOUT ROWID;
"""
_EMPTY = "DROP TABLE IF EXISTS memo; DROP TABLE IF EXISTS rows;"
Rows = dict[str, dict[str, bytes]]  # table → key → value


class Memo:
    """Bytes by kind and document. Without a path it lives as long as the process."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._database = self._open()

    def get(self, kind: str, runs: Mapping[str, str]) -> dict[str, bytes]:
        """The entries of these documents (id → run that wrote it) that are still good."""
        rows = self._read("SELECT document, run, value FROM memo WHERE kind = ?", (kind,))
        return {document: value for document, run, value in rows if runs.get(document) == run}

    def one(self, kind: str, document: str, run: str) -> bytes | None:
        """The entry of one document, if it is still good."""
        wanted = "SELECT value FROM memo WHERE kind = ? AND document = ? AND run = ?"
        found = self._read(wanted, (kind, document, run))
        return found[0][0] if found else None

    def rows(self) -> Rows:
        """All tables of rows."""
        tables: Rows = {}
        for name, key, value in self._read("SELECT name, key, value FROM rows"):
            tables.setdefault(name, {})[key] = value
        return tables

    def exchange(self, changes: Iterable[tuple[str, Mapping[str, bytes], Iterable[str]]]) -> None:
        """Of each table, put these rows and drop those with these keys; all or nothing."""
        try:
            with self._database:
                for name, put, dropped in changes:
                    self._database.executemany(
                        "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)",
                        ((name, key, value) for key, value in put.items()),
                    )
                    self._database.executemany(
                        "DELETE FROM rows WHERE name = ? AND key = ?",
                        ((name, key) for key in dropped),
                    )
        except sqlite3.DatabaseError:
            self._start_anew()

    def put(self, kind: str, runs: Mapping[str, str], values: Mapping[str, bytes]) -> None:
        """Keep these values; those of other documents stay."""
        rows = ((kind, document, runs[document], value) for document, value in values.items())
        self._write("INSERT OR REPLACE INTO memo VALUES (?, ?, ?, ?)", rows)

    def forget(self, documents: Iterable[str]) -> None:
        """Drop whatever is kept of these documents."""
        self._write("DELETE FROM memo WHERE document = ?", ((one,) for one in documents))

    def close(self) -> None:
        self._database.close()

    def _read(self, wanted: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(wanted, values).fetchall()
        except sqlite3.DatabaseError:
            self._start_anew()
            return []

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            with self._database:
                self._database.executemany(statement, rows)
        except sqlite3.DatabaseError:
            # Nothing rather than an entry that should have gone.
            self._start_anew()

    def _open(self) -> sqlite3.Connection:
        if self._path is None:
            return _connect(":memory:")
        try:
            return _connect(str(self._path))
        except sqlite3.DatabaseError:
            return _empty(self._path)

    def _start_anew(self) -> None:
        self._database.close()
        self._database = _connect(":memory:") if self._path is None else _empty(self._path)


@dataclass(frozen=True, slots=True)
class Notes:
    """The memo as a place for what is worked out under a mark, by kind and document.

    An entry is good if both the document's run and the mark are still the same; "" is the
    document of what belongs to all of them.
    """

    memo: Memo
    runs: Mapping[str, str]

    def get(self, kind: str, mark: str) -> dict[str, bytes]:
        return self.memo.get(kind, self._marked(mark))

    def put(self, kind: str, mark: str, values: Mapping[str, bytes]) -> None:
        self.memo.put(kind, self._marked(mark), values)

    def _marked(self, mark: str) -> dict[str, str]:
        return {"": mark} | {document: f"{run} {mark}" for document, run in self.runs.items()}


def _empty(path: Path) -> sqlite3.Connection:
    """A new file in place of a broken one; in memory where none can be written."""
    with suppress(OSError, sqlite3.DatabaseError):
        for name in (path.name, f"{path.name}-journal"):
            path.with_name(name).unlink(missing_ok=True)
        return _connect(str(path))
    return _connect(":memory:")


def _connect(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, check_same_thread=False)  # a store may be handed on
    try:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            database.executescript(_EMPTY)
            database.execute(f"PRAGMA user_version = {_VERSION}")
        database.executescript(_SCHEMA)
        database.commit()
    except BaseException:
        database.close()
        raise
    return database
