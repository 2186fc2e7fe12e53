"""A graph folder on disk: `store/`, the exported files and the user's decisions."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ConfigError
from kg.graph import Store

DECISIONS = "decisions.yaml"


def open_store(out: Path, *, must_exist: bool = False, read_only: bool = False) -> Store:
    """The store of a graph folder."""
    if (must_exist or read_only) and not (out / "store").is_dir():
        raise ConfigError(f"no graph in {out}: make one with 'kg build INPUT... --out {out}'")
    if out.exists() and not out.is_dir():
        raise ConfigError(f"{out} is a file, not a folder: choose another --out")
    return Store.open(out / "store", read_only=read_only)
