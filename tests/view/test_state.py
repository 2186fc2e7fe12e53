"""The state of the page: its address, back and forward, undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from graphs import hostile, troops

Opener = Callable[..., Any]


def link_of(opened: Any) -> str:
    return str(opened.page.evaluate("decodeURIComponent(location.hash)"))


def test_address_says_what_is_seen_and_is_empty_at_first(open_page: Opener) -> None:
    opened = open_page(troops)
    assert link_of(opened) == ""
    opened.page.click("#matrix-tab")
    opened.page.click("[data-key=denied]")
    opened.page.click("[data-key=Person]")
    assert link_of(opened) == "#tab=matrix&off=denied,Person"
    opened.page.evaluate("kgPage.choosePair('iran', 'russia')")
    assert link_of(opened) == "#tab=matrix&pair=iran,russia&off=denied,Person"
    opened.assert_quiet()


def test_address_opens_what_it_says(open_page: Opener) -> None:
    link = "#actor=g7&focus=g7&steps=2&off=Person&hidden=russia&theme=dark&size=pagerank"
    opened = open_page(troops, link=link)
    assert opened.text("#panel h2") == "Group of Seven"
    assert "Only around Group of Seven" in opened.text("#focus")
    assert {"g7", "ukraine", "south-korea"} <= opened.shown()
    assert {"russia", "putin"}.isdisjoint(opened.shown())
    assert opened.page.get_attribute("html", "data-theme") == "dark"
    assert opened.page.input_value("#size") == "pagerank"
    assert opened.page.get_attribute("[data-key=Person]", "aria-pressed") == "false"
    assert opened.text("#filters-on") == "2"


@pytest.mark.parametrize(
    "link",
    [
        "#%",
        "#tab=graph%00&actor=%E0%A4%A",
        "#tab=nowhere&actor=nobody&pair=a,b,c&top=-5&steps=9&theme=<b>",
        "#top=99999999&from=yesterday&to=2024-13&undated=maybe&size=__proto__",
        "#__proto__=1&constructor=2&toString=3&hasOwnProperty=4",
        "#actor=<script>window.pwned=1</script>",
        "#actor=javascript:window.pwned=1&hidden=" + "x," * 3000,
        "#" + "&".join(["off=asserted"] * 2000),
        "#from=2025-01-01&to=2024-01-01",
        "#from=2024-99-99",
        "#sureness=0.7&sureness=constructor",
        "#to=2023-02-29",
        "#actor=" + "x" * 100_000,
        "#path=g7,g7&pair=&&&==&=1&tab",
    ],
)
def test_address_that_makes_no_sense_opens_the_start(open_page: Opener, link: str) -> None:
    opened = open_page(troops, link=link)
    assert opened.page.evaluate("kgPage.encode(kgPage.state)") == ""
    assert len(opened.shown()) > 30
    assert opened.page.evaluate("window.pwned") is None
    opened.assert_quiet()


def test_every_state_survives_the_address(open_page: Opener) -> None:
    opened = open_page(troops)
    states: list[dict[str, object]] = [
        {"tab": "board", "theme": "light", "unlinked": True, "groups": True, "by": "type"},
        {"path": ["g7", "nis"], "pinned": ["g7"], "more": ["isw", "nato"], "top": 17},
        {"sources": ["Ledger & Coast"], "publishers": ["The Meridian", "Ledger & Coast"]},
        {"from": "2024-01-01", "to": "2024-10-20", "undated": "drop", "off": ["assert", "AID"]},
        {"sureness": "likely"},
    ]
    for fields in states:
        opened.change(**fields)
        same = opened.page.evaluate(
            """() => JSON.stringify(kgPage.decode('#' + kgPage.encode(kgPage.state)))
                === JSON.stringify({ ...kgPage.state })"""
        )
        assert same, fields
    opened.assert_quiet()


def test_hostile_names_survive_the_address(open_page: Opener) -> None:
    opened = open_page(hostile)
    kept = opened.page.evaluate(
        """() => kgPage.content.actors.map(({ id }) => {
            kgPage.chooseActor(id, false);
            return [id, kgPage.decode(location.hash).actor];
        })"""
    )
    assert len(kept) == 10
    # Half a character fits into no address: there the link opens the start.
    assert [a for a, b in kept if a != b and b != ""] == []
    assert len([a for a, b in kept if a == b]) == 9
    opened.assert_quiet()


def test_undo_and_redo_go_through_the_steps(open_page: Opener) -> None:
    opened = open_page(troops)
    assert opened.page.is_disabled("#undo")
    assert opened.page.is_disabled("#redo")
    everything = opened.shown()
    opened.page.click("[data-key=denied]")
    opened.page.evaluate("kgPage.chooseActor('g7', false)")
    opened.page.click("[data-do=hide]")
    assert "g7" not in opened.shown()
    opened.page.click("#undo")
    opened.wait("kgPage.state.actor === 'g7'")
    assert "g7" in opened.shown()
    assert opened.text("#panel h2") == "Group of Seven"
    opened.page.keyboard.press("Control+z")
    opened.wait("kgPage.state.actor === ''")
    opened.page.keyboard.press("Control+z")
    opened.wait("kgPage.state.off.length === 0")
    assert opened.shown() == everything
    assert opened.page.is_disabled("#undo")
    opened.page.keyboard.press("Control+Shift+z")
    opened.wait("kgPage.state.off.length === 1")
    assert opened.page.get_attribute("[data-key=denied]", "aria-pressed") == "false"
    opened.page.click("#redo")
    opened.wait("kgPage.state.actor === 'g7'")
    opened.assert_quiet()


def test_back_and_forward_of_the_browser_are_undo_and_redo(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.click("#list-tab")
    opened.page.click("#timeline-tab")
    opened.page.go_back()
    opened.wait("kgPage.state.tab === 'list'")
    assert opened.page.locator("#list-rows tr").count() == 75
    opened.page.go_back()
    opened.wait("kgPage.state.tab === 'graph'")
    opened.page.go_forward()
    opened.wait("kgPage.state.tab === 'list'")
    assert opened.page.is_visible("#list-view")
    opened.assert_quiet()


def test_an_address_typed_in_is_a_step_too(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.evaluate("location.hash = '#tab=board'")
    opened.wait("kgPage.state.tab === 'board'")
    opened.page.click("#undo")
    opened.wait("kgPage.state.tab === 'graph'")


def test_reload_keeps_the_view(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.evaluate("kgPage.focusOn('g7', 1)")
    before = opened.shown()
    opened.page.reload()
    opened.wait("window.kgPage !== undefined")
    assert opened.shown() == before
    opened.assert_quiet()


def test_dragging_a_slider_is_one_step(open_page: Opener) -> None:
    opened = open_page(troops)
    steps = opened.page.evaluate("history.length")
    opened.page.focus("#top")
    for _ in range(8):
        opened.page.keyboard.press("ArrowLeft")
    opened.wait("kgPage.state.top === 33")
    assert opened.page.evaluate("history.length") <= steps + 8
    opened.page.evaluate("history.length")
    box = opened.page.locator("#top").bounding_box()
    opened.page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
    before = opened.page.evaluate("history.length")
    opened.page.mouse.down()
    for step in range(6, 60, 6):
        opened.page.mouse.move(box["x"] + step, box["y"] + box["height"] / 2)
    opened.page.mouse.up()
    assert opened.page.evaluate("history.length") == before + 1
    opened.assert_quiet()


def test_page_without_a_history_still_undoes(open_page: Opener) -> None:
    """As in a notebook, where the page stands in a frame that may not touch the history."""
    opened = open_page(troops)
    opened.page.evaluate(
        "() => { history.pushState = history.replaceState = () => { throw new Error('barred'); }; }"
    )
    opened.page.click("#list-tab")
    opened.page.click("#board-tab")
    opened.page.click("#undo")
    assert opened.page.is_visible("#list-view")
    opened.page.click("#redo")
    assert opened.page.is_visible("#board-view")
    opened.assert_quiet()
