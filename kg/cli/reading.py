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
    """The store of a graph folder; says so if articles wait for resolution."""
    from kg.folder import is_settled, open_store  # imported on demand, as everything heavy here

    with open_store(directory, address, read_only=True) as store:
        waiting = len(store.waiting())
        if waiting:
            told.print(
                f"kg: {waiting} articles are stored but not resolved by this version, after an "
                f"interruption or an update of kg: 'kg resolve {directory}' completes it",
                soft_wrap=True,
                highlight=False,
            )
        if not is_settled(directory):
            told.print(
                f"kg: the files in {directory / 'knowledge'} have changed since it was decided who "
                f"is who: 'kg resolve {directory}' takes them into account",
                soft_wrap=True,
                highlight=False,
            )
        yield store
