"""What Wikidata says of names and items, in the little that is needed to compare."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.graph.memo import Memo
from kg.lookup.client import Client
from kg.records import MentionType

CANDIDATES = 10  # of one name
MOST_IDS = 50  # that the API takes at once
MOST_ALIASES = 100
DEPTH = 4  # superclasses of superclasses … that are looked at
_ID = re.compile(r"Q[1-9]\d{0,11}")
_STATES = ("P27", "P17", "P1001")  # citizenship, country, jurisdiction
_CLASS = ("P31",)
_SUPERCLASS = ("P279",)


@dataclass(frozen=True, slots=True)
class Item:
    """An item: English names, description, the classes it is in and the states it belongs to."""

    id: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    classes: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    superclasses: tuple[str, ...] = ()


class Wikidata:
    """Questions to one API; whatever was answered once is taken from the memo."""

    def __init__(self, client: Client, memo: Memo, *, refresh: bool = False) -> None:
        self._client = client
        self._memo = memo
        self._refresh = refresh
        self._fresh: set[tuple[str, str]] = set()  # asked in this run

    def search(self, name: str) -> tuple[str, ...]:
        """Ids of the items that bear the name, or one that begins so; the best known first."""
        parameters = {
            "action": "wbsearchentities",
            "search": name,
            "language": "en",
            "uselang": "en",
            "type": "item",
            "limit": str(CANDIDATES),
            "format": "json",
        }

        def ask(_names: Sequence[str]) -> Iterator[tuple[str, Any]]:
            yield name, list(_found_ids(self._client.get(parameters)))

        (ids,) = self._remembered("search", [name], ask).values()
        return tuple(ids)

    def items(self, ids: Iterable[str]) -> dict[str, Item]:
        """The items of these ids, in their order; those that do not exist are left out."""
        found = self._remembered("item", list(dict.fromkeys(ids)), self._ask_items)
        return {one: _item(row) for one, row in found.items() if row}

    def _ask_items(self, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
        for start in range(0, len(ids), MOST_IDS):
            some = ids[start : start + MOST_IDS]
            parameters = {
                "action": "wbgetentities",
                "ids": "|".join(some),
                "props": "labels|aliases|descriptions|claims",
                "languages": "en",
                "format": "json",
            }
            entities = self._client.get(parameters).get("entities")
            told = entities if isinstance(entities, dict) else {}
            for one in some:
                row = told.get(one)
                if isinstance(row, dict) and "missing" not in row:
                    yield one, asdict(_read(one, row))
                else:
                    yield one, {}

    def types(self, item: Item) -> set[MentionType | None]:
        """The types that an item's classes, or theirs in turn, give it; None: it is nobody."""
        found: set[MentionType | None] = set()
        level, seen = set(item.classes), set(item.classes)
        for _ in range(DEPTH):
            listed = {one for one in level if one in _types()}
            found |= {_types()[one] for one in listed}
            if found or not level:
                break
            above = self.items(sorted(level)).values()
            level = {one for each in above for one in each.superclasses} - seen
            seen |= level
        return found

    def _remembered(
        self,
        kind: str,
        keys: Sequence[str],
        ask: Callable[[Sequence[str]], Iterator[tuple[str, Any]]],
    ) -> dict[str, Any]:
        address = dict.fromkeys(keys, self._client.address)
        kept = {
            key: json.loads(value)
            for key, value in self._memo.get(kind, address).items()
            if not self._refresh or (kind, key) in self._fresh
        }
        missing = [key for key in keys if key not in kept]
        for key, value in ask(missing) if missing else ():
            kept[key] = value
            self._fresh.add((kind, key))
            self._memo.put(kind, address, {key: json.dumps(value, ensure_ascii=False).encode()})
        return {key: kept[key] for key in keys}


def _found_ids(answer: Mapping[str, Any]) -> Iterator[str]:
    rows = answer.get("search")
    for row in rows[:CANDIDATES] if isinstance(rows, list) else ():
        found = row.get("id") if isinstance(row, dict) else None
        if isinstance(found, str) and _ID.fullmatch(found):
            yield found


def _read(identifier: str, row: Mapping[str, Any]) -> Item:
    aliases = _at(row, "aliases", "en")
    texts = [_at(one, "value") for one in aliases] if isinstance(aliases, list) else []
    return Item(
        id=identifier,
        label=_text(_at(row, "labels", "en", "value")),
        aliases=tuple(filter(None, map(_text, texts[:MOST_ALIASES]))),
        description=_text(_at(row, "descriptions", "en", "value")),
        classes=tuple(_targets(row, _CLASS)),
        states=tuple(_targets(row, _STATES)),
        superclasses=tuple(_targets(row, _SUPERCLASS)),
    )


def _targets(row: Mapping[str, Any], properties: Iterable[str]) -> Iterator[str]:
    """The items that statements of these properties point to, but for deprecated ones."""
    for name in properties:
        claims = _at(row, "claims", name)
        for claim in claims if isinstance(claims, list) else ():
            target = _at(claim, "mainsnak", "datavalue", "value", "id")
            valid = isinstance(target, str) and _ID.fullmatch(target)
            if valid and _at(claim, "rank") != "deprecated":
                yield target


def _at(value: Any, *keys: str) -> Any:
    """What stands under these keys; None where the answer is not made so."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(value: object) -> str:
    """A label on one line, without what a terminal or a spreadsheet would obey."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value[:300]).split())


def _item(row: Mapping[str, Any]) -> Item:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Item(**values)


@cache
def _types() -> dict[str, MentionType | None]:
    text = (Path(__file__).parent / "classes.yaml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = yaml.safe_load(text)
    return {
        one: None if name == "none" else MentionType(name)
        for name, ids in table.items()
        for one in ids
    }
