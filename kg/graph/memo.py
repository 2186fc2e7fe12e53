"""What was computed from a document, kept from one run to the next so that it need not be again.

A SQLite file beside the store. It is disposable: every entry carries the run that wrote the
document's graph, an entry of another run counts as absent, and a file that cannot be read is
made anew. Nothing is in it that the graphs do not say.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_VERSION = 1  # raise it when entries of an older kg must not be used
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS memo (kind TEXT, document TEXT, run TEXT, value BLOB, "
    "PRIMARY KEY (kind, document)) WITHOUT ROWID"
)


class Memo:
    """Bytes by kind and document. Without a path it lives as long as the process."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._database = self._open()

    def get(self, kind: str, runs: Mapping[str, str]) -> dict[str, bytes]:
        """The entries of these documents (id → run that wrote it) that are still good."""
        wanted = "SELECT document, run, value FROM memo WHERE kind = ?"
        try:
            rows = self._database.execute(wanted, (kind,)).fetchall()
        except sqlite3.DatabaseError:
            self._start_anew()
            return {}
        return {document: value for document, run, value in rows if runs.get(document) == run}

    def put(self, kind: str, runs: Mapping[str, str], values: Mapping[str, bytes]) -> None:
        """Keep these values; those of other documents stay."""
        rows = ((kind, document, runs[document], value) for document, value in values.items())
        self._write("INSERT OR REPLACE INTO memo VALUES (?, ?, ?, ?)", rows)

    def forget(self, documents: Iterable[str]) -> None:
        """Drop whatever is kept of these documents."""
        self._write("DELETE FROM memo WHERE document = ?", ((one,) for one in documents))

    def close(self) -> None:
        self._database.close()

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
            database.execute("DROP TABLE IF EXISTS memo")
            database.execute(f"PRAGMA user_version = {_VERSION}")
        database.execute(_SCHEMA)
        database.commit()
    except BaseException:
        database.close()
        raise
    return database
