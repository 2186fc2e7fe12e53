"""The page in a real browser, opened from a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from graphs import simple_edge, troops

from kg.view import ViewGraph, ViewNode

Opener = Callable[..., Any]
COLOURED = """() => {
    const canvas = document.querySelector('#canvas canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 60) count += 1;
    return count;
}"""


def names_in(opened: Any) -> set[str]:
    return set(opened.shown())


def text_of(opened: Any, selector: str) -> str:
    return str(opened.text(selector))


@pytest.mark.parametrize("size", [(1400, 900), (390, 844)], ids=["desktop", "phone"])
def test_page_draws_quietly_and_asks_nothing_of_the_network(
    open_page: Opener, size: tuple[int, int]
) -> None:
    opened = open_page(troops, width=size[0], height=size[1])
    assert opened.page.evaluate(COLOURED) > 5_000
    assert "41 actors" in text_of(opened, "#counts")
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert opened.page.evaluate(overflow) <= 0
    opened.assert_quiet()


def test_everything_in_view_fits_on_the_canvas(open_page: Opener) -> None:
    opened = open_page(troops)
    outside = opened.page.evaluate(
        """() => {
            const { network } = kgPage.picture;
            const box = document.getElementById('canvas').getBoundingClientRect();
            return Object.values(network.getPositions()).map((p) => network.canvasToDOM(p))
              .filter(({ x, y }) => x < 0 || y < 0 || x > box.width || y > box.height).length;
        }"""
    )
    assert outside == 0


@pytest.mark.parametrize("size", [(1400, 900), (390, 844)], ids=["wide", "tall"])
def test_no_two_actors_cover_each_other(open_page: Opener, size: tuple[int, int]) -> None:
    opened = open_page(troops, width=size[0], height=size[1])
    overlaps = opened.page.evaluate(
        """() => {
            const { network } = kgPage.picture;
            // vis-network adds the radius of rounded corners to the box all around.
            const radius = (id) => (network.body.nodes[kgPage.spotId(id)].options.shape === 'box' ? 9 : 0);
            const boxes = kgPage.visible().ids.map((id) => {
              const { left, right, top, bottom } = network.getBoundingBox(kgPage.spotId(id));
              const r = radius(id);
              return [id, { left: left + r, right: right - r, top: top + r, bottom: bottom - r }];
            });
            const hits = [];
            boxes.forEach(([a, p], i) => boxes.slice(i + 1).forEach(([b, q]) => {
              const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
              const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
              if (wide > 3 && high > 3) hits.push([a, b]);
            }));
            return hits;
        }"""
    )
    assert overlaps == []


def test_click_on_a_line_shows_sentence_source_and_status(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.click_middle_of_line("yoon", "rutte")
    opened.page.wait_for_selector("#panel.open")
    assert "Yoon spoke with Rutte by telephone on Monday." in text_of(opened, "blockquote")
    assert text_of(opened, "mark") == "spoke with Rutte by telephone"
    link = opened.page.locator("figcaption a")
    assert link.get_attribute("href") == "https://meridian.example/known"
    assert "noopener" in str(link.get_attribute("rel"))
    assert text_of(opened, ".card .status") == "asserted"


def test_bundle_lists_all_events_newest_first(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.evaluate("kgPage.choosePair('south-korea', 'north-korea')")
    facts = opened.page.locator(".card .facts").all_inner_texts()
    assert facts == ["2024-10-22", "2024-10-17", "2024-10-15"]


def test_denial_is_shown_with_who_denies(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.evaluate("kgPage.choosePair('iran', 'russia')")
    assert text_of(opened, ".card .status") == "denied"
    assert "Vasily Nebenzya denies it" in text_of(opened, ".claim")


def test_only_asserted_lines_are_solid(open_page: Opener) -> None:
    opened = open_page(troops)
    drawn = opened.page.evaluate(
        """kgPage.picture.edges.get().map((line) => [
            kgPage.picture.strands.get(line.id).edges.map((edge) => edge.status), line.dashes])"""
    )
    assert len(drawn) > 50
    for statuses, dashes in drawn:
        assert (dashes is False) == (set(statuses) == {"asserted"}), statuses


def test_double_click_shows_the_neighbourhood(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.double_click("g7", "#focus")
    assert text_of(opened, "#focus-name") == "Only around Group of Seven"
    assert names_in(opened) == {"g7", "ukraine", "russia", "canada", "germany"}


def test_click_on_an_actor_groups_by_partner(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.mouse.click(*opened.spot_of("south-korea"))
    assert text_of(opened, "#panel h2") == "South Korea"
    assert "ROK" in text_of(opened, ".names")
    partners = opened.page.locator(".partner > .row bdi").all_inner_texts()
    assert {"North Korea", "Russia", "Ukraine"} <= set(partners)
    wikidata = opened.page.locator("#panel a").first.get_attribute("href")
    assert wikidata == "https://www.wikidata.org/wiki/Q884"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("rok", "South Korea"), ("zelensky", "Volodymyr Zelenskyy"), ("KREMLIN", "Russia")],
)
def test_search_finds_by_alias(open_page: Opener, typed: str, found: str) -> None:
    opened = open_page(troops)
    opened.page.fill("#search", typed)
    assert opened.page.locator("#search-matches [role=option]").count() >= 1
    opened.page.press("#search", "Enter")
    assert text_of(opened, "#panel h2") == found
    assert opened.page.locator("#search-matches").is_hidden()


def test_search_without_a_match_says_so(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.fill("#search", "zzzz")
    assert "No actor" in text_of(opened, "#search-matches")


def test_legend_switches_filter_lines_and_actors(open_page: Opener) -> None:
    opened = open_page(troops)
    before = names_in(opened)
    assert {"iran", "putin"} <= before
    opened.page.click("[data-key=denied]")
    assert before - names_in(opened) == {"iran", "china"}
    opened.page.click("[data-key=Person]")
    assert "putin" not in names_in(opened)
    assert opened.page.get_attribute("[data-key=Person]", "aria-pressed") == "false"
    opened.page.click("[data-key=Person]")
    opened.page.click("[data-key=denied]")
    assert names_in(opened) == before
    opened.assert_quiet()


def test_switching_everything_off_is_explained(open_page: Opener) -> None:
    opened = open_page(troops)
    for key in ("State", "Organization", "Person", "Place"):
        opened.page.click(f"[data-key={key}]")
    assert "filters hide everything" in text_of(opened, "#empty")


def test_neighbourhood_focus_and_back(open_page: Opener) -> None:
    opened = open_page(troops)
    everything = names_in(opened)
    opened.page.evaluate("kgPage.focusOn('g7')")
    assert names_in(opened) == {"g7", "ukraine", "russia", "canada", "germany"}
    opened.page.click("#unfocus")
    assert names_in(opened) == everything


def test_list_tab_holds_the_events_and_opens_them_by_keyboard(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.focus("#graph-tab")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.locator("#list-rows tr").count() == 75
    first = opened.page.locator("#list-rows tr").first
    assert "Federation Council" in first.inner_text()
    opened.page.locator("#list-rows button").first.focus()
    opened.page.keyboard.press("Enter")
    assert "The upper house" in text_of(opened, "blockquote")


def test_phone_list_keeps_every_status_on_the_screen(open_page: Opener) -> None:
    opened = open_page(troops, width=390, height=844)
    opened.page.click("#list-tab")
    edges = opened.page.evaluate(
        "[...document.querySelectorAll('#list-rows .status')]"
        ".map((status) => status.getBoundingClientRect().right)"
    )
    assert len(edges) == 75
    assert max(edges) <= 390


@pytest.mark.parametrize(
    ("graph", "says"),
    [
        (ViewGraph(), "Nobody is in this graph yet"),
        (ViewGraph((ViewNode("a", "Avaria", "State"),)), "No actor is linked"),
    ],
    ids=["none", "one"],
)
def test_tiny_graphs_are_explained(open_page: Opener, graph: ViewGraph, says: str) -> None:
    opened = open_page(graph)
    assert says in text_of(opened, "#empty")
    opened.page.click("#list-tab")
    assert "no events" in text_of(opened, "#list-note")
    opened.assert_quiet()


def test_single_actor_appears_when_unlinked_ones_are_asked_for(open_page: Opener) -> None:
    opened = open_page(ViewGraph((ViewNode("a", "Avaria", "State"),)))
    opened.page.check("#unlinked")
    assert names_in(opened) == {"a"}
    assert opened.page.evaluate(COLOURED) > 100


def test_event_without_counterpart_is_in_list_and_panel(open_page: Opener) -> None:
    nodes = (ViewNode("a", "Avaria", "State"), ViewNode("b", "Borland", "State"))
    edges = (simple_edge("a", "b"), simple_edge("a", "", type="PROTEST"))
    opened = open_page(ViewGraph(nodes, edges))
    opened.page.evaluate("kgPage.chooseActor('a', false)")
    assert "without a counterpart" in text_of(opened, "#panel")
    opened.page.click("#list-tab")
    assert opened.page.locator("#list-rows tr").count() == 2
