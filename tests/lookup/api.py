"""A real HTTP server that answers as Wikidata's API does, about items that we invented."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.servers import Proxy, Reply, Request, proxy

HUMAN, COUNTRY, COMPANY, CITY, DISAMBIGUATION, ASTEROID = (
    "Q5",
    "Q6256",
    "Q783794",
    "Q515",
    "Q4167410",
    "Q3863",
)
SHIPYARD = "Q900001"  # a class that is no more than a subclass of company


@dataclass
class Item:
    id: str
    label: str
    classes: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    description: str = ""
    superclasses: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        told = {"P31": self.classes, "P17": self.states, "P279": self.superclasses}
        return {
            "type": "item",
            "id": self.id,
            "labels": {"en": {"language": "en", "value": self.label}},
            "descriptions": {"en": {"language": "en", "value": self.description}},
            "aliases": {"en": [{"language": "en", "value": one} for one in self.aliases]},
            "claims": {name: list(map(claim, ids)) for name, ids in told.items() if ids},
        }


def claim(target: str, rank: str = "normal") -> dict[str, Any]:
    value = {"entity-type": "item", "id": target}
    snak = {"snaktype": "value", "datavalue": {"value": value, "type": "wikibase-entityid"}}
    return {"mainsnak": snak, "type": "statement", "rank": rank}


ITEMS = [
    Item("Q99900987", "Borland", [COUNTRY]),
    Item("Q99901001", "Ana Brun", [HUMAN], ["Q99900987"], description="Borlander politician"),
    Item("Q99901002", "Ana Brun", [HUMAN], ["Q99900988"], description="footballer"),
    Item("Q99901003", "Ana Brun", [DISAMBIGUATION]),
    Item("Q99901004", "Odo Brandt", [HUMAN], description="violinist"),
    Item("Q99901005", "Tern Shipyard", [SHIPYARD], ["Q99900987"], aliases=["Tern Yards"]),
    Item("Q99901006", "Gale Media", [COMPANY]),
    Item("Q99901007", "Gale Media", [COMPANY]),
    Item("Q99901008", "Marsh", [ASTEROID]),
    Item("Q99901009", "Plain Post Group", [COMPANY]),
    Item(SHIPYARD, "shipyard company", superclasses=[COMPANY]),
]

Rule = Callable[[int, dict[str, str]], Reply | None]


def no_rule(_number: int, _parameters: dict[str, str]) -> Reply | None:
    return None


def answer(parameters: dict[str, str], items: list[Item]) -> dict[str, Any]:
    if parameters["action"] == "wbsearchentities":
        wanted = parameters["search"].casefold()
        names = {one.id: [one.label, *one.aliases] for one in items}
        found = [i for i, n in names.items() if any(x.casefold().startswith(wanted) for x in n)]
        return {"search": [{"id": one} for one in found[: int(parameters["limit"])]], "success": 1}
    known = {one.id: one.as_json() for one in items}
    ids = parameters["ids"].split("|")
    assert len(ids) <= 50
    return {"entities": {one: known.get(one, {"id": one, "missing": ""}) for one in ids}}


def told(value: object, status: int = 200, **headers: str) -> Reply:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    names = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, body, {"Content-Type": "application/json", **names})


@contextmanager
def wikidata(rule: Rule = no_rule, items: list[Item] | None = None) -> Iterator[Proxy]:
    """Runs the server; `rule` may answer in its place. Its address is `http://{host}/w/api.php`."""

    def handle(number: int, request: Request) -> Reply:
        rows = parse_qs(urlsplit(request.path).query)
        parameters = {name: values[0] for name, values in rows.items()}
        assert request.method == "GET"
        return rule(number, parameters) or told(answer(parameters, items or ITEMS))

    with proxy("", handle) as server:
        yield server
