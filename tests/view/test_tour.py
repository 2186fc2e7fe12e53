"""One walk through everything the page can do, on the graph of the sample and on 2,000 actors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from graphs import crowd

from kg.graph import Store
from kg.query import run_sparql
from kg.view import ViewGraph, collect

Opener = Callable[..., Any]


@pytest.fixture(scope="session")
def sample_graph(sample_store: Store) -> ViewGraph:
    return collect(lambda text: run_sparql(sample_store, text).dicts(), title="The sample")


def walk(opened: Any) -> None:
    page = opened.page
    first, second, *_, last = page.evaluate(
        "kgPage.visible().strands.map((s) => s.from).filter((id, at, all) => all.indexOf(id) === at)"
    )
    # Lines and actors.
    line = page.evaluate("(({ from, to }) => [from, to])(kgPage.visible().strands[0])")
    page.evaluate("(pair) => kgPage.choosePair(...pair)", line)
    assert page.locator("#panel blockquote").count() >= 1
    name = page.evaluate("(id) => kgPage.content.actors.find((a) => a.id === id).label", first)
    page.fill("#search", name)
    page.press("#search", "Enter")
    assert opened.text("#panel h2") == name
    for what in ("pin", "focus"):
        page.click(f"[data-do={what}]")
    page.click("[data-steps='2']")
    assert first in opened.shown()
    page.click("#unfocus")
    page.evaluate("(id) => kgPage.chooseActor(id, false)", second)
    page.click("[data-do=hide]")
    assert second not in opened.shown()
    page.evaluate("(ends) => kgPage.choosePath(...ends)", [first, last])
    assert page.locator(".step").count() >= 1 or "No path" in opened.text("#panel-body")
    # The picture.
    page.select_option("#size", "pagerank")
    page.check("#groups")
    page.click("#relayout")
    opened.wait("kgPage.state.laid")
    page.click("#zoom-in")
    page.click("#fit")
    # Filters and time.
    for group in ("Events", "Stance", "Who says so", "Publisher"):
        page.click(f".fold summary:has-text('{group}')")
    entries = page.evaluate("kgPage.filter().edges.size")
    page.click("[data-key=verbalConflict]")
    page.locator(".picks input").first.check()
    page.check("[name=sureness][value=likely]")
    assert 0 < page.evaluate("kgPage.filter().edges.size") < entries
    page.click("#reset")
    assert page.evaluate("kgPage.filter().edges.size") >= entries
    # The other views, in both colours, and the way back.
    for tab in ("list", "matrix", "timeline", "dyad", "board"):
        page.click(f"#{tab}-tab")
        assert opened.text(f"#{tab}-view")
    page.click("#theme")
    page.click("#theme-menu [data-value=dark]")
    page.click("#undo")
    opened.wait("kgPage.state.theme === 'system'")
    page.click("#redo")
    opened.wait("kgPage.state.theme === 'dark'")
    link = page.evaluate("location.hash")
    page.reload()
    opened.wait("window.kgPage !== undefined")
    assert page.evaluate("location.hash") == link
    for kind in ("csv", "ttl", "svg", "png"):
        page.click("#export")
        with page.expect_download() as waiting:
            page.click(f"#export-menu [data-value={kind}]")
        assert Path(waiting.value.path()).stat().st_size > 2_000, kind
    opened.assert_quiet()


def test_everything_works_on_the_sample(open_page: Opener, sample_graph: ViewGraph) -> None:
    opened = open_page(sample_graph)
    walk(opened)
    # What only a graph with dates has.
    opened.page.focus("#time-to")
    opened.page.keyboard.press("ArrowLeft")
    assert opened.text("#period") != "all dates"
    opened.page.click("#play")
    opened.page.click("#play")
    opened.assert_quiet()


def test_everything_works_on_two_thousand_actors(open_page: Opener) -> None:
    walk(open_page(partial(crowd, 2_000, 6_000)))


def test_actors_of_the_sample_say_why_they_are_one(
    open_page: Opener, sample_graph: ViewGraph
) -> None:
    opened = open_page(sample_graph, link="#actor=russia")
    opened.page.click("summary:has-text('Mentions')")
    assert "Moscow" in opened.text("details:has-text('Mentions')")
    opened.page.click("summary:has-text('Why this is one actor')")
    assert "taken for the same" in opened.text("details:has-text('Why this is one actor')")
    opened.page.fill("#search", "kremlin")
    assert "Russia" in opened.text("#search-matches")
    opened.assert_quiet()
