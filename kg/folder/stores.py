"""The store of a graph folder: in it, or on the SPARQL server that it names."""

from __future__ import annotations

from pathlib import Path

import yaml

from kg.errors import ConfigError
from kg.graph import Store
from kg.graph.store import MEMO

STORE = "store"
ELSEWHERE = "store.yaml"  # names the SPARQL server that holds the graph, if one does


def open_store(
    out: Path, address: str = "", *, must_exist: bool = False, read_only: bool = False
) -> Store:
    """The store of a graph folder: the one in it, or the SPARQL server at `address`.

    The address of a server is remembered in the folder.
    """
    if out.exists() and not out.is_dir():
        raise ConfigError(f"{out} is a file, not a folder: name the folder of a graph")
    here = (out / STORE).is_dir()
    if address and here:
        raise ConfigError(f"{out} holds a store of its own: choose another folder for {address}")
    address = address or _remembered(out)
    if address:
        return _remote(out, address, read_only=read_only)
    if (must_exist or read_only) and not here:
        raise ConfigError(f"no graph in {out}: make one with 'kg build INPUT... --out {out}'")
    return Store.open(out / STORE, read_only=read_only)


def has_store(out: Path) -> bool:
    """Whether the folder has a store, or names the server that has it."""
    return (out / STORE).exists() or (out / ELSEWHERE).exists()


def _remembered(out: Path) -> str:
    path = out / ELSEWHERE
    if not path.exists():
        return ""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"cannot read {path}: {error}") from error
    address = found.get("address") if isinstance(found, dict) else None
    if not isinstance(address, str):
        raise ConfigError(f"{path} names no server: write 'address: sparql+http://HOST:PORT'")
    return address


def _remote(out: Path, address: str, *, read_only: bool) -> Store:
    memo = None if read_only else out / MEMO
    if memo:
        out.mkdir(parents=True, exist_ok=True)
    store = Store.remote(address, memo=memo, read_only=read_only)
    if memo and _remembered(out) != address:
        (out / ELSEWHERE).write_text(yaml.safe_dump({"address": address}), encoding="utf-8")
    return store
