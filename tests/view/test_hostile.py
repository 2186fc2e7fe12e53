"""Text and ids that would like to be more than text and ids: on the page they are inert."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from graphs import hostile, simple_edge, troops

from kg.view import Evidence, Source, ViewClaim, ViewGraph, ViewNode, ViewProposition

Opener = Callable[..., Any]
# Names that every object of JavaScript has, signs of addresses, and two that differ in case.
IDS = ("__proto__", "constructor", "toString", "valueOf", "a,b", "100%", "x&tab=list", "😀")
PAPERS = ("The Post", "the post", "constructor", "__proto__")


def peculiar() -> ViewGraph:
    """A ring of actors whose ids, and the names of those who tell of them, are peculiar."""
    nodes = tuple(ViewNode(name, f"Actor {name}", "Organization", (name,)) for name in IDS)
    edges, said = [], []
    for n, name in enumerate(IDS):
        paper = PAPERS[n % len(PAPERS)]
        evidence = Evidence("They met.", (0, 4), Source("A report", paper, "2024-10-01"))
        claim = ViewClaim(paper, evidence=(evidence,), id=f"{name}-c")
        other = IDS[(n + 1) % len(IDS)]
        edges.append(simple_edge(name, other, id=f"e{n}", type=IDS[n % 4], claims=(claim,)))
        voice = ViewClaim(f"Actor {name}", speakers=(name,))
        said.append(ViewProposition(f"s{n}", (voice,), (evidence,), (other,)))
    return ViewGraph(nodes, tuple(edges), (), "__proto__", propositions=tuple(said))


def test_ids_that_every_object_has_are_drawn_like_others(open_page: Opener) -> None:
    opened = open_page(peculiar)
    on_canvas = "[...kgPage.placesOf(kgPage.picture.ids).keys()]"
    assert sorted(opened.page.evaluate(on_canvas)) == sorted(IDS)
    for name in IDS:
        opened.page.mouse.click(*opened.spot_of(name))
        assert opened.text("#panel h2") == f"Actor {name}"
        assert opened.text("#says") == "Says (1)"
        assert opened.text("#said-about") == "Said about (1)"
    opened.page.click("#close")
    opened.page.check("#groups")
    opened.page.click("#relayout")
    opened.wait("kgPage.state.laid")
    assert sorted(opened.page.evaluate(on_canvas)) == sorted(IDS)
    opened.page.focus("#canvas")
    opened.page.keyboard.press("ArrowRight")
    opened.wait("kgPage.state.actor !== ''")
    opened.assert_quiet()


def test_ids_that_every_object_has_survive_the_address(open_page: Opener) -> None:
    opened = open_page(peculiar)
    ring: list[dict[str, object]] = [
        {"actor": name, "hidden": [IDS[n - 1]]} for n, name in enumerate(IDS)
    ]
    states: tuple[dict[str, object], ...] = (
        *ring,
        {"pair": ["__proto__", "constructor"], "off": ["__proto__", "toString"]},
        {"sources": ["constructor", "__proto__"], "publishers": ["the post"]},
    )
    for state in states:
        back = opened.page.evaluate(
            "(some) => kgPage.decode('#' + kgPage.encode({ ...kgPage.state, ...some }))", state
        )
        assert {key: back[key] for key in state} == state
    opened.change(off=["__proto__"])
    assert len(opened.page.evaluate("[...kgPage.filter().edges].map((e) => e.type)")) == 6
    opened.change(off=[], publishers=["the post"])
    assert opened.page.evaluate("kgPage.filter().edges.size") == 2
    opened.change(publishers=[], tab="matrix")
    sources = opened.page.locator("#matrix-view tbody th").all_inner_texts()
    assert sorted(sources) == sorted(PAPERS)
    opened.assert_quiet()


@pytest.mark.parametrize("kind", ["csv", "ttl", "svg"])
def test_peculiar_ids_are_exported_whole(open_page: Opener, kind: str) -> None:
    opened = open_page(peculiar)
    opened.page.click("#export")
    with opened.page.expect_download() as waiting:
        opened.page.click(f"#export-menu [data-value={kind}]")
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    if kind == "csv":
        rows = list(csv.DictReader(StringIO(text.lstrip("\ufeff"))))
        assert {row["from_id"] for row in rows} == set(IDS)
    elif kind == "ttl":
        labels = {t.object.value for t in ox.parse(text, format=ox.RdfFormat.TURTLE)
                  if t.predicate.value.endswith("prefLabel")}  # fmt: skip
        assert labels == {f"Actor {name}" for name in IDS}
    else:
        titles = {
            one.text for one in ElementTree.fromstring(text).iter() if one.tag.endswith("title")
        }
        assert {f"Actor {name}" for name in IDS} <= titles


def test_hostile_text_stays_text(open_page: Opener) -> None:
    opened = open_page(hostile)
    page = opened.page
    scripts = page.locator("script").count()
    for tab in ("list", "matrix", "timeline", "dyad", "board", "graph"):
        opened.change(tab=tab)
    for actor in page.evaluate("kgPage.content.actors.map((actor) => actor.id)"):
        page.evaluate("(id) => kgPage.chooseActor(id, false)", actor)
        page.evaluate("document.querySelectorAll('details').forEach((f) => { f.open = true; })")
        assert page.locator(".saying").count() == 2
    ends = page.evaluate("kgPage.content.edges.map((e) => [e.source, e.target])")
    assert len(ends) == 10
    for pair in ends:
        page.evaluate("(pair) => kgPage.choosePair(...pair)", pair)
        page.evaluate("(pair) => kgPage.choosePath(...pair)", pair)
        opened.change(tab="dyad")
        opened.change(tab="graph", hidden=pair[:1], focus=pair[1])
    page.fill("#search", "script")
    page.hover("#canvas")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, iframe, object, embed").count() == 0
    assert page.locator("script").count() == scripts == 3
    hrefs = page.evaluate("[...document.links].map((link) => link.protocol)")
    assert set(hrefs) <= {"https:", "http:", "file:"}
    opened.assert_quiet()


def test_names_that_turn_the_text_around_stay_in_their_place(open_page: Opener) -> None:
    opened = open_page(hostile)
    opened.change(tab="list")
    opened.page.evaluate("kgPage.chooseActor(kgPage.content.actors[0].id, false)")
    assert not set(opened.text("body")) & {"\u202e", "\u2066", "\u2028"}
    loose = opened.page.evaluate(
        "[...document.querySelectorAll('#panel bdi, #panel blockquote')]"
        ".filter((one) => one.getAttribute('dir') !== 'auto').length"
    )
    assert loose == 0


def test_policy_blocks_injected_script_and_requests(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.pwned = 1';
            document.body.append(script);
            const image = document.createElement('img');
            image.src = 'https://example.org/x.png';
            document.body.append(image);
        }"""
    )
    assert opened.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in text for text in opened.complaints)
