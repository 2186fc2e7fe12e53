"""The tables as CSV files: a folder of them, or a .zip.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which
spreadsheets read as "this is text". A cell that looks as if it had got one gets another, so
that taking one away from every cell that begins with apostrophes and such a sign gives back
what was there.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from kg.graph.export.files import replacing
from kg.graph.store import Store
from kg.graph.tables import NAMES, columns, read_rows

# The signs that begin a formula, also in full width, and blanks that are dropped before one.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # no wall clock in what is written


def harmless(cell: str) -> str:
    """The cell as a spreadsheet may see it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def write_tables(store: Store, target: Path) -> None:
    """One file per table, in UTF-8; "" stands for what is not known."""
    if target.suffix == ".zip":
        with replacing(target) as file:
            _write_zip(store, file)
    elif target.exists():
        for name in NAMES:  # the files of a folder that is there change one by one
            with replacing(target / f"{name}.csv") as file:
                _write_csv(store, name, file)
    else:
        _write_folder(store, target)


def _write_csv(store: Store, name: str, file: IO[bytes]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    # As RFC 4180 ends lines; with another end, carriage returns inside of cells go unquoted.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns(name))
    writer.writerows(_cells(row.values()) for row in read_rows(store, name))
    text.detach()


def _cells(values: Iterable[str]) -> list[str]:
    return [harmless(value) for value in values]


def _write_zip(store: Store, file: IO[bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            entry = zipfile.ZipInfo(f"{name}.csv", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as member:
                _write_csv(store, name, member)


def _write_folder(store: Store, target: Path) -> None:
    """A new folder appears complete."""
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        for name in NAMES:
            with (temporary / f"{name}.csv").open("wb") as file:
                _write_csv(store, name, file)
        temporary.chmod(0o755)
        temporary.rename(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
