"""Graphs to render in tests: the story in troops.yaml, big ones, and hostile ones."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import yaml

from kg.graph.plover import quad_classes
from kg.view import Evidence, Source, ViewClaim, ViewEdge, ViewGraph, ViewNode
from kg.view.records import Kind, Status

HERE = Path(__file__).parent
TYPES = ("State", "Organization", "Person", "Place")


def troops() -> ViewGraph:
    data = yaml.safe_load((HERE / "troops.yaml").read_text(encoding="utf-8"))
    sources = {key: Source(**value) for key, value in data["documents"].items()}
    nodes = tuple(
        ViewNode(
            id=key,
            label=label,
            type=type_,
            names=tuple(names),
            wikidata=wikidata,
            posts=tuple(data["posts"].get(key, ())),
            mentions=3,
        )
        for type_, actors in data["actors"].items()
        for key, (label, wikidata, *names) in actors.items()
    )
    events = tuple(_event(n, row, sources) for n, row in enumerate(data["events"]))
    relations = tuple(
        ViewEdge(f"r{n}", source, target, Kind.RELATION, type_, detail=detail)
        for n, (source, type_, target, detail) in enumerate(data["relations"])
    )
    return ViewGraph(
        nodes,
        events + relations,
        tuple(sources.values()),
        "Soldiers from North Korea in Russia, October 2024",
    )


def _event(number: int, row: list[Any], sources: dict[str, Source]) -> ViewEdge:
    source, type_, target, status, date, *claims = row
    return ViewEdge(
        id=f"e{number}",
        source=source,
        target=target,
        kind=Kind.EVENT,
        type=type_,
        quad=quad_classes()[type_],
        status=Status(status),
        date=str(date),
        claims=tuple(
            ViewClaim(speaker, stance, factuality, evidence=(_evidence(text, sources[key]),))
            for key, speaker, stance, factuality, text in claims
        ),
        publishers=len({claim[0] for claim in claims}),
        mutual=type_ == "CONSULT",
    )


def _evidence(text: str, source: Source) -> Evidence:
    before, inside, after = text.split("*")
    return Evidence(before + inside + after, (len(before), len(before + inside)), source)


def simple_edge(source: str, target: str, **changes: Any) -> ViewEdge:
    known: dict[str, Any] = {
        "id": f"{source}-{target}",
        "kind": Kind.EVENT,
        "type": "ACCUSE",
        "quad": "verbalConflict",
    }
    return ViewEdge(source=source, target=target, **(known | changes))


def crowd(actors: int, edges: int) -> ViewGraph:
    """A large graph in which a few actors have most of the links, as in news."""
    random = Random(7)
    kinds = sorted(quad_classes().items())
    statuses = list(Status)
    nodes = tuple(
        ViewNode(f"a{n}", f"Actor number {n}", TYPES[n % 4], mentions=1) for n in range(actors)
    )
    source = Source("A day in the news", "The Meridian", "2024-10-23", "https://meridian.example/")
    made = []
    for n in range(edges):
        one = int(actors * random.random() ** 3)
        other = (one + 1 + int((actors - 1) * random.random() ** 2)) % actors
        type_, quad = kinds[n % len(kinds)]
        sentence = f"Sentence number {n} says what one did to the other."
        claim = ViewClaim("The Meridian", evidence=(Evidence(sentence, (0, 8), source),))
        made.append(
            ViewEdge(
                f"e{n}", f"a{one}", f"a{other}", Kind.EVENT, type_, quad,
                statuses[n % 5], "2024-10-23", (claim,),
            )
        )  # fmt: skip
    return ViewGraph(nodes, tuple(made), (source,), "A large graph")


HOSTILE = (
    "<script>window.pwned = 1</script>",
    '"><img src=x onerror="window.pwned = 1">',
    "</script><script>window.pwned = 1</script>",
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "evil\u202egnp.exe\u2066",
    "\ud800 lone half",
    "javascript:window.pwned=1",
    "N" * 10_000,
    "line\nbreak\u2028and\u2029more\x00",
)


def hostile() -> ViewGraph:
    """Every text field filled with something that would like to be more than text."""
    nodes = []
    edges = []
    for n, text in enumerate(HOSTILE):
        nodes.append(
            ViewNode(f"{text[:40]}{n}", text, TYPES[n % 4], (text, text + "2"), text, (text,), n)
        )
    for n, text in enumerate(HOSTILE):
        source = Source(text, text, text, "javascript:window.pwned=1")
        claim = ViewClaim(text, "deny", "CT-", True, text, (Evidence(text, (0, 3), source),))
        other = nodes[(n + 1) % len(nodes)].id
        edges.append(
            simple_edge(
                nodes[n].id,
                other,
                id=f"{text[:30]}e{n}",
                type=text,
                date=text,
                claims=(claim,),
                figures=(text,),
                detail=text,
            )
        )
    return ViewGraph(tuple(nodes), tuple(edges), (), HOSTILE[1])
