"""The user's own decisions about who is who; they win over every rule.

A YAML file with three optional lists, or a CSV file with the columns `verdict,left,right`:

    same:       [[Kim Hong Kyun, Kim Hong-gyun]]
    different:  [[Hanwha, Hanwha Aerospace]]
    alias:      {the Iron Lady: margaret-thatcher}

Each side is a name as articles write it, or the id of an entity as the graph shows it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ConfigError
from kg.records import slug, stable_id
from kg.vocabulary import surface

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of names or entity ids. An alias says that the left one is the right one."""

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    alias: tuple[Pair, ...] = ()

    def __post_init__(self) -> None:
        joined = {frozenset(map(reference, pair)) for pair in (*self.same, *self.alias)}
        for pair in self.different:
            if frozenset(map(reference, pair)) in joined and not _name_and_own_id(pair):
                raise ConfigError(
                    f"'{pair[0]}' and '{pair[1]}' are decided both ways: remove one decision"
                )


NO_DECISIONS = Decisions()


def reference(text: str) -> str:
    """What a name or id is compared by: "Kim Hong-kyun" and "kim-hong-kyun" agree."""
    return slug(surface(text)) or stable_id("e", text)


def _name_and_own_id(pair: Pair) -> bool:
    """ "John Major" is not `john-major`: the name and the id made of it are told apart."""
    return reference(pair[0]) == reference(pair[1]) and pair[0] != pair[1]


def load_decisions(path: Path) -> Decisions:
    """Read a decisions file, YAML or CSV by its ending."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: decisions file cannot be read: {error}") from error
    return _from_csv(path, text) if path.suffix.lower() == ".csv" else _from_yaml(path, text)


def _from_yaml(path: Path, text: str) -> Decisions:
    try:
        content = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not valid YAML: {error}") from error
    if not isinstance(content, Mapping) or set(content) - {"same", "different", "alias"}:
        raise ConfigError(f"{path}: expected the keys same, different and alias, and no others")
    return Decisions(
        same=tuple(_pairs(path, "same", content.get("same"))),
        different=tuple(_pairs(path, "different", content.get("different"))),
        alias=tuple(_pairs(path, "alias", content.get("alias"))),
    )


def _pairs(path: Path, verdict: str, rows: Any) -> Iterator[Pair]:
    listed = rows.items() if isinstance(rows, Mapping) else rows or ()
    if not isinstance(listed, Iterable) or isinstance(listed, str):
        raise ConfigError(f"{path}: '{verdict}' must be a list of pairs")
    for row in listed:
        if isinstance(row, str) or len(tuple(row)) != 2 or not all(map(_is_name, row)):
            raise ConfigError(f"{path}: '{verdict}' holds {row!r}, which is not a pair of names")
        left, right = row
        yield left, right


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _from_csv(path: Path, text: str) -> Decisions:
    rows: dict[str, list[Pair]] = {"same": [], "different": [], "alias": []}
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        verdict, left, right = (str(row.get(c) or "") for c in ("verdict", "left", "right"))
        if verdict not in rows or not (_is_name(left) and _is_name(right)):
            raise ConfigError(
                f"{path}: line {number}: expected same, different or alias and two names"
            )
        rows[verdict].append((left, right))
    return Decisions(**{verdict: tuple(pairs) for verdict, pairs in rows.items()})
