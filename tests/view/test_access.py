"""Colours, keyboard, screen readers, small windows."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from graphs import quarrel, troops

Opener = Callable[..., Any]
AXE = distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js")
TABS = ("graph", "list", "matrix", "timeline", "dyad", "board")


def violations(opened: Any) -> list[str]:
    """What axe-core finds that is serious or critical, with the place."""
    opened.page.evaluate(Path(str(AXE)).read_text(encoding="utf-8"))
    found = opened.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert len(found["passes"]) > 10
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_view(open_page: Opener, theme: str) -> None:
    opened = open_page(troops, link=f"#theme={theme}&pair=north-korea,russia")
    opened.page.evaluate(
        "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"
    )
    found = {}
    for tab in TABS:
        opened.change(tab=tab)
        found[tab] = violations(opened)
    assert found == {tab: [] for tab in TABS}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_panels_and_boxes(open_page: Opener, theme: str) -> None:
    opened = open_page(quarrel, link=f"#theme={theme}&actor=a&hidden=c&off=denied")
    opened.page.evaluate(
        "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"
    )
    assert violations(opened) == []
    opened.change(path=["a", "b"], actor="")
    opened.page.click("#export")
    assert violations(opened) == []
    opened.page.keyboard.press("Escape")
    opened.change(path=[], focus="a")
    opened.page.fill("#search", "avaria")
    assert violations(opened) == []
    opened.page.fill("#search", "")
    opened.page.click("#help")
    assert violations(opened) == []


def test_axe_finds_nothing_serious_on_a_phone(open_page: Opener) -> None:
    opened = open_page(troops, width=390, height=844)
    assert violations(opened) == []
    opened.page.click("#filters-toggle")
    assert violations(opened) == []
    opened.page.click("#filters-close")
    opened.change(actor="russia")
    assert violations(opened) == []


@pytest.mark.parametrize("system", ["light", "dark"])
def test_colours_follow_the_system_until_chosen(open_page: Opener, system: str) -> None:
    opened = open_page(troops, color_scheme=system)
    background = "getComputedStyle(document.body).backgroundColor"
    label = "kgPage.picture.nodes.get(kgPage.spotId('putin')).font.color"
    assert opened.page.get_attribute("html", "data-theme") == system
    before = opened.page.evaluate(background), opened.page.evaluate(label)
    other = {"light": "dark", "dark": "light"}[system]
    opened.page.click("#theme")
    opened.page.click(f"#theme-menu [data-value={other}]")
    assert opened.page.get_attribute("html", "data-theme") == other
    after = opened.page.evaluate(background), opened.page.evaluate(label)
    assert all(a != b for a, b in zip(before, after, strict=True))
    opened.page.emulate_media(color_scheme=other)
    opened.page.click("#theme")
    opened.page.click("#theme-menu [data-value=system]")
    assert opened.page.get_attribute("html", "data-theme") == other
    opened.page.emulate_media(color_scheme=system)
    opened.wait(f"document.documentElement.dataset.theme === '{system}'")
    assert opened.page.evaluate(background) == before[0]
    opened.assert_quiet()


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two colours such as "#1c2430"."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_and_actors_stand_out_from_the_page(open_page: Opener, theme: str) -> None:
    """The canvas, which axe-core cannot see: three to one for graphics, as WCAG AA asks."""
    opened = open_page(quarrel, link=f"#theme={theme}")
    read = (
        "(name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()"
    )
    page = opened.page.evaluate(read, "page")
    names = [
        "verbalCooperation", "materialCooperation", "verbalConflict", "materialConflict", "relation",
        "State", "Organization", "Person", "Place", "edge",
    ]  # fmt: skip
    low = {name: contrast(opened.page.evaluate(read, name), page) for name in names}
    assert {name: value for name, value in low.items() if value < 3} == {}
    # Names in boxes are text: four and a half to one.
    assert contrast(opened.page.evaluate(read, "State"), opened.page.evaluate(read, "box")) > 4.5
    assert contrast(opened.page.evaluate(read, "ink"), page) > 7


def test_order_of_focus_is_that_of_the_page(open_page: Opener) -> None:
    opened = open_page(troops)
    seen = []
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        seen.append(
            opened.page.evaluate("document.activeElement.id || document.activeElement.className")
        )
    wanted = [
        "skip",
        "search",
        "export",
        "theme",
        "help",
        "filters-toggle",
        "graph-tab",
        "canvas",
        "size",
        "top",
    ]
    places = [seen.index(name) for name in wanted]
    assert places == sorted(places)


def test_whole_way_by_keyboard(open_page: Opener) -> None:
    opened = open_page(troops)
    keyboard = opened.page.keyboard
    keyboard.press("/")
    keyboard.type("g7")
    keyboard.press("Enter")
    assert opened.text("#panel h2") == "Group of Seven"
    opened.page.focus("#canvas")
    for key in ("ArrowLeft", "ArrowUp"):
        keyboard.press(key)
    chosen = opened.page.evaluate("kgPage.state.actor")
    assert chosen not in ("", "g7")
    keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "panel"
    keyboard.press("n")
    assert opened.page.evaluate("kgPage.state.focus") == chosen
    keyboard.press("Escape")
    assert opened.page.evaluate("kgPage.state.actor") == ""
    for digit, tab in enumerate(TABS, start=1):
        keyboard.press(str(digit))
        assert opened.page.is_visible(f"#{tab}-view")
    opened.page.focus("#board-tab")
    keyboard.press("f")
    assert opened.page.is_hidden("#filters")
    keyboard.press("f")
    assert opened.page.evaluate("document.activeElement.id") == "filters"
    keyboard.press("p")
    assert opened.page.evaluate("document.activeElement.id") == "path-from"
    keyboard.type("n1f?")  # letters are letters where one types
    assert opened.page.input_value("#path-from") == "n1f?"
    opened.assert_quiet()


def test_focus_stays_where_it_was_when_parts_are_drawn_anew(open_page: Opener) -> None:
    opened = open_page(troops, link="#actor=g7")
    focused = "document.activeElement.textContent"
    opened.page.focus("[data-do=pin]")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate(focused) == "Unpin"
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate(focused) == "Pin"
    # A control that is gone leaves the focus to its part, not to the top of the page.
    opened.page.focus("[data-do=focus]")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "panel"
    opened.page.click("#matrix-tab")
    opened.page.focus("[data-value=type]")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate(focused) == "by type"
    opened.page.click("#timeline-tab")
    opened.page.locator("#timeline-view .column").last.focus()
    label = opened.page.evaluate("document.activeElement.getAttribute('aria-label')")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.getAttribute('aria-label')") == label
    opened.assert_quiet()


def test_screen_readers_are_told_what_is_selected(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.evaluate("kgPage.chooseActor('g7', false)")
    assert opened.text("#spoken") == "Group of Seven"
    opened.page.evaluate("kgPage.choosePair('iran', 'russia')")
    assert opened.text("#spoken") == "Iran and Russia"
    assert opened.page.get_attribute("#spoken", "role") == "status"


def test_phone_shows_what_is_selected_above_the_panel(open_page: Opener) -> None:
    opened = open_page(troops, width=390, height=844, link="#path=g7,nis", reduced_motion="reduce")
    opened.page.wait_for_timeout(300)
    top = opened.page.locator("#panel").bounding_box()["y"]
    canvas = opened.page.locator("#canvas").bounding_box()
    for actor in ("g7", "russia", "south-korea", "nis"):
        x, y = opened.spot_of(actor)
        assert 0 < x < 390
        assert canvas["y"] < y < top


def test_help_lists_the_shortcuts(open_page: Opener) -> None:
    opened = open_page(quarrel)
    opened.page.focus("#graph-tab")
    opened.page.keyboard.press("?")
    keys = opened.page.locator("dialog kbd").all_inner_texts()
    assert {"/", "?", "f", "p", "Ctrl+Z, Ctrl+Shift+Z", "Escape"} <= set(keys)
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("dialog")


@pytest.mark.parametrize("tab", TABS)
def test_phone_shows_every_view_within_its_width(open_page: Opener, tab: str) -> None:
    opened = open_page(troops, width=390, height=844, link=f"#tab={tab}")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.page.is_visible(f"#{tab}-view")
    box = opened.page.locator(f"#{tab}-tab").bounding_box()
    assert 0 <= box["x"] and box["x"] + box["width"] <= 390
    assert opened.page.is_hidden("#filters")
    assert opened.page.is_hidden("#panel")
    time = opened.page.locator("#time").bounding_box()
    assert time["y"] + time["height"] <= 844
    opened.assert_quiet()
