"""Going through the picture: paths, neighbourhoods, hiding, pinning, arranging, measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from graphs import chain, crowd, troops

from kg.view import ViewGraph

Opener = Callable[..., Any]
PLACES = "Object.fromEntries(kgPage.placesOf(kgPage.picture.ids))"


def test_path_lists_its_steps_with_evidence(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.click("#path")
    opened.page.fill("#path-from", "g7")
    opened.page.press("#path-from", "Enter")
    opened.page.fill("#path-to", "spy agency")
    opened.page.press("#path-to", "Enter")
    steps = opened.page.locator(".step > h3").all_inner_texts()
    assert steps == [
        "1. Group of Seven – Russia",
        "2. Russia – South Korea",
        "3. South Korea – National Intelligence Service",
    ]
    assert opened.page.locator(".step blockquote").count() >= 2
    assert opened.page.locator(".step mark").first.inner_text() != ""
    assert "path=g7,nis" in opened.page.evaluate("decodeURIComponent(location.hash)")
    opened.assert_quiet()


def test_path_form_leads_on_and_can_be_left(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.click("#path")
    opened.page.fill("#path-from", "g7")
    opened.page.press("#path-from", "Enter")
    assert opened.page.evaluate("document.activeElement.id") == "path-to"
    opened.page.fill("#path-to", "g7")
    opened.page.press("#path-to", "Enter")
    assert "two different actors" in opened.text("#path-note")
    opened.page.click("#close")
    assert "Who does what to whom" in opened.text("#panel h2")
    # The button is gone; the keyboard goes on in the picture.
    assert opened.page.evaluate("document.activeElement.id") == "canvas"
    opened.assert_quiet()


def test_path_follows_the_filters(open_page: Opener) -> None:
    opened = open_page(lambda: chain("abcd", shortcut=True))
    opened.page.evaluate("kgPage.choosePath('a', 'd')")
    assert opened.page.locator(".step").count() == 1
    opened.page.click("[data-key=denied]")  # the shortcut is denied
    assert opened.page.locator(".step").count() == 3
    opened.change(hidden=["b"])
    assert "No path" in opened.text("#panel-body")
    assert opened.page.locator(".step").count() == 0
    opened.assert_quiet()


def test_path_is_lit_and_its_actors_come_into_the_picture(open_page: Opener) -> None:
    opened = open_page(crowd, link="#top=10")
    far = opened.page.evaluate(
        "kgPage.content.actors.map((a) => a.id).find((id) => !kgPage.visible().ids.includes(id)"
        " && kgPage.content.edges.some((e) => e.source === id))"
    )
    opened.page.evaluate("(far) => kgPage.choosePath('a0', far)", far)
    assert {"a0", far} <= opened.shown()
    steps = opened.page.locator(".step").count()
    assert steps >= 1
    lit = opened.page.evaluate(
        "kgPage.picture.edges.get().filter((line) => !line.color.color.endsWith(',0.1)')).length"
    )
    assert steps <= lit <= 2 * steps


def test_neighbourhood_of_one_and_two_steps(open_page: Opener) -> None:
    opened = open_page(lambda: chain("abcdef"))
    opened.page.evaluate("kgPage.chooseActor('c', false)")
    opened.page.click("[data-do=focus]")
    assert opened.shown() == {"b", "c", "d"}
    opened.page.click("[data-steps='2']")
    assert opened.shown() == {"a", "b", "c", "d", "e"}
    assert opened.page.get_attribute("[data-steps='2']", "aria-pressed") == "true"
    # Whoever looks for somebody outside leaves the neighbourhood.
    opened.page.fill("#search", "actor f")
    opened.page.press("#search", "Enter")
    assert opened.page.is_hidden("#focus")
    assert opened.shown() == set("abcdef")
    opened.assert_quiet()


def test_neighbours_are_added_on_demand(open_page: Opener) -> None:
    opened = open_page(lambda: chain("abcdef"), link="#top=2")
    assert opened.shown() == {"b", "c"}
    opened.page.evaluate("kgPage.chooseActor('c', false)")
    assert opened.text("[data-do=expand]") == "Add 1 neighbour"
    opened.page.click("[data-do=expand]")
    assert opened.shown() == {"b", "c", "d"}
    assert opened.page.locator("[data-do=expand]").count() == 0
    opened.page.click("#undo")
    opened.wait("kgPage.visible().ids.length === 2")
    opened.assert_quiet()


def test_hidden_actor_is_listed_and_comes_back(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.mouse.click(*opened.spot_of("g7"))
    opened.page.click("[data-do=hide]")
    assert "g7" not in opened.shown()
    assert opened.page.is_hidden(".panel.open")
    assert "Group of Seven" in opened.text("#hidden-actors")
    opened.page.click("#list-tab")
    assert "Group of Seven" not in opened.text("#list-rows")
    opened.page.click("#graph-tab")
    opened.page.click("#hidden-actors .switch")
    assert "g7" in opened.shown()
    assert opened.text("#hidden-actors") == ""


def test_pinned_actor_stays_in_the_picture_and_in_its_place(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.evaluate("kgPage.chooseActor('isw', false)")
    opened.page.click("[data-do=pin]")
    assert opened.page.get_attribute("[data-do=pin]", "aria-pressed") == "true"
    opened.page.click("#close")
    place = opened.page.evaluate(f"{PLACES}.isw")
    opened.change(top=2)
    assert "isw" in opened.shown()
    opened.change(top=41)
    opened.page.click("#relayout")
    opened.wait("kgPage.state.laid")
    assert opened.page.evaluate(f"{PLACES}.isw") == place
    assert opened.page.evaluate(f"{PLACES}.russia") is not None
    opened.assert_quiet()


def test_relayout_moves_once_and_then_rests(open_page: Opener) -> None:
    opened = open_page(troops)
    before = opened.page.evaluate(PLACES)
    opened.page.click("#relayout")
    opened.wait("kgPage.state.laid")
    after = opened.page.evaluate(PLACES)
    assert sum(before[id] != after[id] for id in before) > 30
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate(PLACES) == after
    assert not opened.page.evaluate("kgPage.picture.network.physics.physicsEnabled")
    opened.page.click("#undo")
    opened.wait("!kgPage.state.laid")
    assert opened.page.evaluate(PLACES) == before
    opened.assert_quiet()


def test_dragged_actor_stays_where_it_was_put(open_page: Opener) -> None:
    opened = open_page(troops)
    x, y = opened.spot_of("g7")
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x - 60, y - 40, steps=5)
    opened.page.mouse.up()
    moved = opened.page.evaluate(f"{PLACES}.g7")
    opened.page.click("[data-key=Place]")
    assert opened.page.evaluate(f"{PLACES}.g7") == moved
    opened.assert_quiet()


def test_size_and_rank_follow_the_measure(open_page: Opener) -> None:
    opened = open_page(lambda: barbell(6))
    sizes = "kgPage.picture.nodes.get(kgPage.spotId('bridge')).size"
    first = opened.page.evaluate(sizes)
    assert opened.page.locator("#size option").all_inner_texts() == [
        "links",
        "betweenness",
        "PageRank",
    ]
    opened.page.select_option("#size", "betweenness")
    # All ways lead over the bridge, though it has two links only.
    assert opened.page.evaluate(sizes) == 26 > first
    opened.change(top=2)
    assert "bridge" in opened.shown()


def barbell(size: int) -> ViewGraph:
    """Two dense groups, joined by one actor."""
    left = chain("".join(chr(97 + n) for n in range(size)), complete=True)
    right = chain("".join(chr(110 + n) for n in range(size)), complete=True)
    bridge = chain(["a", "bridge", "n"])
    nodes = {node.id: node for graph in (bridge, left, right) for node in graph.nodes}
    return ViewGraph(
        tuple(nodes.values()), left.edges + right.edges + bridge.edges, (), "Two groups"
    )


def test_communities_are_tinted(open_page: Opener) -> None:
    opened = open_page(lambda: barbell(6))
    groups = opened.page.evaluate(
        "Object.fromEntries(kgPage.content.picture.nodes.map((n) => [n.id, n.group]))"
    )
    assert len({groups[name] for name in "abcdef"}) == 1
    assert len({groups[name] for name in "nopqrs"}) == 1
    assert groups["b"] != groups["o"]
    x, y = opened.spot_of("b")
    alpha = """([x, y]) => {
        const canvas = document.querySelector('#canvas canvas');
        const box = canvas.getBoundingClientRect();
        const at = (n, side) => Math.round((n - side) * canvas.width / box.width);
        return canvas.getContext('2d').getImageData(at(x, box.x), at(y, box.y), 1, 1).data[3];
    }"""
    opened.page.check("#groups")
    opened.page.wait_for_timeout(120)
    # Beside the actor, where there is nothing but the tint.
    assert 0 < opened.page.evaluate(alpha, [x - 40, y - 40]) < 120
    opened.page.mouse.move(x, y)
    opened.page.wait_for_timeout(120)
    assert "community of" in opened.text("#tip")
    opened.assert_quiet()


@pytest.mark.parametrize("width", [1400, 390])
def test_unlinked_actors_come_on_demand(open_page: Opener, width: int) -> None:
    opened = open_page(lambda: chain("abc", loners=3), width=width)
    assert opened.shown() == set("abc")
    opened.page.check("#unlinked")
    assert len(opened.shown()) == 6
