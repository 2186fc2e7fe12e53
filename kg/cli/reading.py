"""Opening a graph to read, for the commands that ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.app import told

if TYPE_CHECKING:
    from kg.graph import Store


@contextmanager
def reading(directory: Path, address: str) -> Iterator[Store]:
    """The store of a graph folder; says so if an interrupted run left articles waiting."""
    from kg.folder import open_store  # imported on demand, as everything heavy here

    with open_store(directory, address, read_only=True) as store:
        waiting = len(store.waiting())
        if waiting:
            told.print(
                f"kg: {waiting} articles are stored but not resolved yet, after an interruption: "
                f"run the same command again, or 'kg resolve {directory}'",
                soft_wrap=True,
                highlight=False,
            )
        yield store
