"""The address of a SPARQL server: where it takes queries and writes, and what is odd about it.

    sparql+http://localhost:7878
    sparql+http://localhost:3030/news?server=fuseki
    sparql+https://example.org?query=/sparql&update=/sparql-update&data=/graphs

What each kind of server needs is a table, `servers.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

import yaml

from kg.errors import StoreError

SCHEME = "sparql+"
TABLE = Path(__file__).with_name("servers.yaml")
DEFAULT = "oxigraph"
PATHS = ("query", "update", "data")


@dataclass(frozen=True, slots=True)
class Server:
    """One server and its manners, as `servers.yaml` explains them.

    `query`, `update`, `data` and `dataset` are URLs, "" where the server has no such path;
    `batch` is in bytes.
    """

    address: str
    kind: str
    query: str
    update: str = ""
    data: str = ""
    dataset: str = ""
    union: str = "setting"
    union_parameters: dict[str, str] = field(default_factory=dict)
    union_setting: str = "make the union of all named graphs its default graph"
    parameters: dict[str, str] = field(default_factory=dict)
    limit: str = ""
    form: bool = False
    batch: int = 4096 * 1024
    triples: str = "application/n-triples"

    @classmethod
    def parse(cls, address: str) -> Server:
        """Read an address. Raises StoreError where it is not one, or holds a password."""
        parts = _split(address)
        paths = dict(parse_qsl(parts.query, keep_blank_values=True))
        kind = paths.pop("server", DEFAULT)
        if kind not in kinds():
            raise StoreError(f"no kind of server {kind!r}; there are: {', '.join(kinds())}")
        unknown = sorted(paths.keys() - set(PATHS))
        if unknown:
            raise StoreError(
                f"a store's address knows no parameter {unknown[0]!r}, only server, "
                f"{', '.join(PATHS)}. Passwords and tokens belong in the environment: {SECRETS}"
            )
        row = dict(kinds()[kind])
        if paths:  # The table's paths belong together: with own ones, only those count.
            row = {key: row[key] for key in row.keys() - {*PATHS, "dataset"}}
            row |= {"query": "", **paths}
        base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        for name in (*PATHS, "dataset"):
            if name in row:
                row[name] = base + row[name]
        row["batch"] = row.pop("batch_kb", 4096) * 1024
        return cls(address=SCHEME + base, kind=kind, **row)


SECRETS = "KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN"


def is_address(text: str) -> bool:
    """Whether this names a server rather than a folder."""
    return text.lower().startswith(SCHEME)


@cache
def kinds() -> dict[str, dict[str, Any]]:
    """The table, by kind of server."""
    table: dict[str, dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return table


def _split(address: str) -> SplitResult:
    form = f"{SCHEME}http://HOST:PORT/PATH or {SCHEME}https://HOST/PATH"
    try:
        parts = urlsplit(address[len(SCHEME) :])
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not is_address(address) or not usable:
        raise StoreError(f"not the address of a SPARQL server; write {form}")
    if parts.username is not None or parts.fragment:
        raise StoreError(
            f"no user, password or #fragment in a store's address; write {form} and set {SECRETS}"
        )
    return parts
