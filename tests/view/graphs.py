"""Graphs to render in tests: the story in troops.yaml, big ones, and hostile ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from typing import Any

import yaml

from kg.graph.plover import quad_classes
from kg.view import (
    Evidence,
    Source,
    ViewClaim,
    ViewEdge,
    ViewGraph,
    ViewJudgement,
    ViewNode,
    ViewProposition,
)
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


def crowd(actors: int = 500, edges: int = 1_500) -> ViewGraph:
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


def chain(
    names: Sequence[str],
    *,
    shortcut: bool = False,
    complete: bool = False,
    loners: int = 0,
) -> ViewGraph:
    """Actors in a row, each linked to the next.

    A `shortcut` from the first to the last is denied; `complete` links everybody; `loners` are
    linked to nobody.
    """
    nodes = [ViewNode(name, f"Actor {name}", "Organization") for name in names]
    nodes += [ViewNode(f"loner{n}", f"Loner {n}", "Person") for n in range(loners)]
    pairs = list(combinations(names, 2) if complete else pairwise(names))
    edges = [simple_edge(a, b) for a, b in pairs]
    if shortcut:
        edges.append(simple_edge(names[0], names[-1], id="shortcut", status=Status.DENIED))
    return ViewGraph(tuple(nodes), tuple(edges), (), "A chain")


def quarrel() -> ViewGraph:
    """One says so, another denies it; two figures that do not meet; one judged actor."""
    nodes = (
        ViewNode(
            "a", "Avaria", "State", ("the Avarians",), "Q101", mentions=7,
            forms=(("Avaria", 4), ("Port Avar", 2), ("it", 1)),
            articles=((Source("Envoys meet", "The Meridian", "2024-03-01", "https://m.example/1"), 5),),
            judgements=(
                ViewJudgement("unsure", "one is <b>part</b> of the other", ("East Avaria",), 1, 0.4, "names.v1"),
                ViewJudgement("same", "same name; only capitals differ", ("AVARIA", "Avaria"), 3, 0.97, "names.v1"),
                ViewJudgement("different", "two posts at one time", ("Ava Ria",), 1, 0.9, "persons.v1"),
            ),
        ),
        ViewNode("b", "Borland", "State"),
        ViewNode("c", "Cestria", "State"),
    )  # fmt: skip

    def claim(
        id_: str, source: str, text: str, *, deny: bool = False, against: str = ""
    ) -> ViewClaim:
        paper = Source(f"Report of {source}", f"{source} Post", "2024-03-02", "https://m.example/2")
        return ViewClaim(
            source, "deny" if deny else "assert", "CT-" if deny else "CT+",
            evidence=(Evidence(text, (0, 5), paper),), id=id_, speakers=("c",) if source == "Cestria" else (),
            opposes=(against,) if against else (), opposed_by=("somebody",) if against else (),
        )  # fmt: skip

    edges = (
        simple_edge("a", "b", id="said", type="ASSAULT", quad="materialConflict", status=Status.DISPUTED,
            date="2024-03", since=True, score=0.71, claims=(claim("said-c1", "Cestria", "Avaria shelled Borland.", against="denied-c1"),)),
        simple_edge("a", "b", id="denied", type="ASSAULT", quad="materialConflict", status=Status.DISPUTED,
            date="2024-03-02", claims=(claim("denied-c1", "Avaria", "Avaria shelled nobody.", deny=True, against="said-c1"),)),
        simple_edge("b", "c", id="many", type="MOBILIZE", quad="materialConflict", figures=("3,000 troops",),
            claims=(claim("many-c1", "Dorne", "3,000 troops came.", against="few-c1"),)),
        simple_edge("b", "c", id="few", type="MOBILIZE", quad="materialConflict", figures=("10,000 troops",),
            claims=(claim("few-c1", "Ereland", "10,000 troops came.", against="many-c1"),)),
        simple_edge("c", "a", id="talks", type="CONSULT", quad="verbalCooperation", mutual=True,
            date="2024-03-04", claims=(claim("talks-c1", "Cestria", "They talked."),)),
        simple_edge("a", "c", id="rally", type="PROTEST", quad="verbalConflict",
            date="2024-05-20", claims=(claim("rally-c1", "Cestria", "They marched."),)),
    )  # fmt: skip
    return ViewGraph(nodes, edges, (), "A quarrel")


def calendar(*, far: bool = False, dated: bool = True) -> ViewGraph:
    """Two states and some days of spring 2024; `far` adds many days, and two of long ago."""
    nodes = (ViewNode("a", "Avaria", "State"), ViewNode("b", "Borland", "State"))
    when = {
        "january": ("2024-01-05", ""),
        "march": ("2024-03-10", ""),
        "april": ("2024-04-20", ""),
        "quarter": ("2024", ""),
        "told-in-march": ("", "2024-03-05"),
        "no-date": ("", ""),
    }
    if far:
        when |= {f"d{n}": (f"2024-{n % 6 + 1:02}-{n % 28 + 1:02}", "") for n in range(150)}
        when |= {"old": ("1848", ""), "older": ("1815-06-18", "")}
    if not dated:
        when = {"no-date": ("", "")}
    edges = []
    for name, (date, told) in when.items():
        source = Source("An article", "The Meridian", told, "")
        claim = ViewClaim("The Meridian", evidence=(Evidence("They met.", (0, 4), source),))
        edges.append(simple_edge("a", "b", id=name, date=date, claims=(claim,)))
    return ViewGraph(nodes, tuple(edges), (), "A calendar")


def talk() -> ViewGraph:
    """Two states with one event, a speaker without any, and what they say.

    Of Lund there are sayings numbered in the order of their article, and one of another day.
    """
    nodes = (
        ViewNode("a", "Avaria", "State"),
        ViewNode("b", "Borland", "State"),
        ViewNode("lund", "Ada Lund", "Person", mentions=8),
    )
    meridian = Source("Envoys meet", "The Meridian", "2024-03-05", "https://m.example/1")
    harbour = Source("Ships wait", "Harbour Daily", "2024-03-09", "https://h.example/2")

    def said(text: str, claim: ViewClaim, *names: str, paper: Source = meridian) -> ViewProposition:
        return ViewProposition(text, (claim,), (_evidence(text, paper),), names)

    lund = ViewClaim("Ada Lund", speakers=("lund",))
    propositions = (
        *(said(f"She said that *port number {n} is closed*.", lund) for n in range(1, 7)),
        said(
            "She denied to Dorne that *Borland 😀 was ready*, 🚢 and left.",
            replace(lund, stance="deny", factuality="CT-", addressee="Dorne", date="2024-03-07"),
            "b",
            paper=harbour,
        ),
        said("*Borland is a friend*, Avaria said.", ViewClaim("Avaria", speakers=("a",)), "b"),
        said(
            "*Borland must pay*, an official of Avaria said.",
            ViewClaim("Avaria", "demand", "U", anonymous=True, speakers=("a",)),
            "b",
        ),
        said("*Avaria may help*, Borland said.", ViewClaim("Borland", "assert", "PS+", speakers=("b",)), "a", "b"),
    )  # fmt: skip
    edge = simple_edge("a", "b", date="2024-03-05")
    return ViewGraph(nodes, (edge,), (meridian, harbour), "Talk", propositions=propositions)


SCORES = {"poor": 0.4999, "fair": 0.5, "good": 0.6999, "fine": 0.7, "told": 1.0}


def doubtful() -> ViewGraph:
    """Events and relations with scores below, at and above the limits of sureness."""
    names = ("Avaria", "Borland", "Cestria", "Dorne", "Ereland", "Farland")
    nodes = tuple(ViewNode(name[0].lower(), name, "State") for name in names)
    source = Source("Envoys meet", "The Meridian", "2024-03-05", "https://m.example/1")
    claim = ViewClaim("The Meridian", evidence=(Evidence("They met.", (0, 4), source),))
    events = [
        simple_edge("a", to, id=name, date="2024-03-04", score=score, claims=(claim,))
        for to, (name, score) in zip("bcdef", SCORES.items(), strict=True)
    ]
    relations = [
        simple_edge("b", "c", id=name, kind=Kind.RELATION, type="memberOf", quad="", score=score)
        for name, score in (("listed", 1.0), ("guessed", 0.45))
    ]
    return ViewGraph(nodes, (*events, *relations), (source,), "Doubtful readings")


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
            ViewNode(
                f"{text[:40]}{n}", text, TYPES[n % 4], (text, text + "2"), text, (text,), n,
                ((text, 2),), ((Source(text, text, text, text), 1),),
                (ViewJudgement(text, text, (text, text), 2, 0.5, text),),
            )
        )  # fmt: skip
    for n, text in enumerate(HOSTILE):
        source = Source(text, text, text, "javascript:window.pwned=1")
        claim = ViewClaim(
            text,
            "deny",
            "CT-",
            True,
            text,
            (Evidence(text, (0, 3), source),),
            (text,),
            f"{text[:30]}c{n}",
            (text,),
            (f"{HOSTILE[n - 1][:30]}c{n - 1}",),
        )
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
    said = tuple(_hostile_words(text, edge) for text, edge in zip(HOSTILE, edges, strict=True))
    return ViewGraph(tuple(nodes), tuple(edges), (), HOSTILE[1], propositions=said)


def _hostile_words(text: str, edge: ViewEdge) -> ViewProposition:
    """What the actor at one end of an edge says about the other, in hostile words."""
    (claim,) = edge.claims
    voice = replace(claim, speakers=(edge.source,), evidence=(), date=text)
    return ViewProposition(text, (voice,), claim.evidence, (edge.target, text))
