"""The views beside the graph: matrix, timeline, two actors, disagreements."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from graphs import calendar, crowd, quarrel, simple_edge, troops

from kg.view import Evidence, Source, ViewClaim, ViewGraph, ViewNode

Opener = Callable[..., Any]


def test_tabs_show_one_view_at_a_time(open_page: Opener) -> None:
    opened = open_page(troops)
    names = ["graph", "list", "matrix", "timeline", "dyad", "board"]
    for name in names:
        opened.page.click(f"#{name}-tab")
        visible = [other for other in names if opened.page.is_visible(f"#{other}-view")]
        assert visible == [name]
        assert opened.page.get_attribute(f"#{name}-tab", "aria-selected") == "true"
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.is_visible("#graph-view")
    opened.page.keyboard.press("End")
    assert opened.page.is_visible("#board-view")
    opened.assert_quiet()


def test_matrix_counts_who_speaks_of_whom(open_page: Opener) -> None:
    opened = open_page(quarrel, link="#tab=matrix")
    heads = opened.page.locator(".matrix thead th").all_inner_texts()
    assert heads == ["Source", "all", "Cestria", "Borland", "Avaria"]
    rows = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in opened.page.locator(".matrix tbody tr").all()
    }
    assert rows["Cestria"] == ["3", "1", "1", "1"]
    assert rows["Dorne"] == ["1", "1", "", ""]
    opened.page.click("[data-value=type]")
    assert "mobilize" in opened.page.locator(".matrix thead th").all_inner_texts()
    assert "by=type" in opened.page.evaluate("location.hash")


def test_matrix_number_filters_and_opens(open_page: Opener) -> None:
    opened = open_page(quarrel, link="#tab=matrix")
    opened.page.click("[aria-label='Cestria on Borland: 1 entry']")
    assert opened.page.evaluate("[...kgPage.state.sources]") == ["Cestria"]
    assert opened.text("#panel h2") == "Borland"
    assert opened.page.locator(".matrix tbody tr").count() == 1
    opened.page.click("#undo")
    opened.wait("kgPage.state.sources.length === 0")
    opened.page.click("[data-value=type]")
    opened.page.click("[aria-label='Cestria on protest: 1 entry']")
    assert opened.page.is_visible("#list-view")
    assert opened.page.locator("#list-rows tr").count() == 1
    assert "protest" in opened.text("#list-rows")
    opened.assert_quiet()


def test_timeline_has_cooperation_above_and_conflict_below(open_page: Opener) -> None:
    opened = open_page(quarrel, link="#tab=timeline")
    columns = opened.page.locator("#timeline-view .column")
    labels = columns.evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    told = [label for label in labels if "nothing" not in label]
    assert len(told) == 3
    talks = next(label for label in told if "words of cooperation" in label)
    column = opened.page.locator(f"#timeline-view .column[aria-label='{talks}']")
    up = column.locator(".verbalCooperation").bounding_box()
    axis = column.locator(".above").bounding_box()
    assert up["height"] > 5
    assert abs(up["y"] + up["height"] - (axis["y"] + axis["height"])) <= 2
    column.click()
    assert opened.page.evaluate("kgPage.state.from") != ""
    assert opened.text("#timeline-view h3 >> nth=0") == "In this period"
    assert opened.page.locator("#timeline-view .column:not(.out)").count() == 1
    opened.page.locator(f"#timeline-view .column[aria-label='{talks}']").click()
    assert opened.page.evaluate("kgPage.state.from") == ""
    opened.assert_quiet()


def test_timeline_says_what_it_leaves_out(open_page: Opener) -> None:
    opened = open_page(calendar, link="#tab=timeline&undated=keep")
    assert "2 events without a date are not in the chart" in opened.text("#timeline-view")


def test_dyad_starts_with_the_busiest_pair_and_takes_others(open_page: Opener) -> None:
    opened = open_page(troops, link="#tab=dyad")
    assert opened.page.input_value("#dyad-a") == "North Korea"
    assert opened.page.input_value("#dyad-b") == "Russia"
    assert opened.page.locator("#dyad-view .chart").count() == 2
    opened.page.fill("#dyad-b", "seoul")
    opened.page.press("#dyad-b", "Enter")
    assert opened.page.evaluate("[...kgPage.state.pair]") == ["north-korea", "south-korea"]
    assert "North Korea → South Korea" in opened.text("#dyad-view")
    bar = opened.page.locator("#dyad-view .balance")
    assert "words of conflict" in bar.get_attribute("aria-label")
    opened.page.click("#dyad-view .column[aria-label*='words of conflict'] >> nth=0")
    assert opened.page.evaluate("kgPage.state.from") != ""
    opened.assert_quiet()


def test_dyad_counts_each_direction_by_itself(open_page: Opener) -> None:
    opened = open_page(quarrel, link="#tab=dyad&pair=a,c")
    titles = opened.page.locator("#dyad-view .chart > figcaption").all_inner_texts()
    assert [title.split(" · ")[0] for title in titles] == [
        "Avaria → Cestria",
        "Cestria ↔ Avaria",
    ] or [title.split(" · ")[0] for title in titles] == ["Avaria → Cestria", "Avaria ↔ Cestria"]
    assert "Cestria → Avaria: nothing with a date." in opened.text("#dyad-view")


def test_board_sets_the_two_camps_side_by_side(open_page: Opener) -> None:
    opened = open_page(quarrel, link="#tab=board")
    assert "2 disagreements" in opened.text("#board-view")
    denial = opened.page.locator(".dispute", has_text="assault")
    assert denial.locator("h4").all_inner_texts() == [
        "Say so (1)",
        "Say not so (1)",
    ]
    assert "Avaria shelled Borland." in denial.locator(".side.for").inner_text()
    assert "Avaria shelled nobody." in denial.locator(".side.against").inner_text()
    figures = opened.page.locator(".dispute", has_text="mobilize")
    assert figures.locator("h4").all_inner_texts() == ["Say this (1)", "Say otherwise (1)"]
    assert {"3,000 troops", "10,000 troops"} <= set(figures.locator(".facts").all_inner_texts())
    denial.locator("h3 button").click()
    assert opened.text("#panel h2") == "Avaria and Borland"
    opened.assert_quiet()


def figures_of(*ends: tuple[str, str, str, tuple[str, ...]]) -> ViewGraph:
    """Troops sent by A to B and C at once: event, recipient, figure, and whom it contradicts."""
    nodes = tuple(ViewNode(name, name.upper(), "State") for name in "abc")
    edges = []
    for event, recipient, figure, against in ends:
        evidence = Evidence(
            f"{figure} troops came.", (0, 3), Source("Report", "Post", "2024-05-02")
        )
        claim = ViewClaim(
            f"Source of {figure}", evidence=(evidence,),
            id=event.partition("~")[0], opposes=against,
        )  # fmt: skip
        edges.append(
            simple_edge(
                "a", recipient, id=event, type="MOBILIZE", quad="materialConflict",
                figures=(figure,), claims=(claim,),
            )
        )  # fmt: skip
    return ViewGraph(nodes, tuple(edges), (), "Figures")


def test_board_has_each_claim_of_a_disagreement_once(open_page: Opener) -> None:
    graph = figures_of(
        ("many~1", "b", "10,000", ("few",)),
        ("many~2", "c", "10,000", ("few",)),
        ("few", "b", "1,500", ("many", "more")),
        ("more", "c", "3,000", ("few",)),
    )
    opened = open_page(graph, link="#tab=board")
    assert "1 disagreement" in opened.text("#board-view")
    camps = [
        sorted(camp.locator("strong").all_inner_texts())
        for camp in opened.page.locator(".dispute .side").all()
    ]
    assert camps == [["Source of 1,500"], ["Source of 10,000", "Source of 3,000"]]
    opened.page.evaluate("kgPage.choosePair('a', 'c')")
    heads = opened.page.locator("#panel h4").all_inner_texts()
    assert heads == ["Say this (1)", "Say otherwise (1)"] * 2
    opened.assert_quiet()


def test_event_between_several_actors_counts_once(open_page: Opener) -> None:
    opened = open_page(figures_of(("one~1", "b", "5", ()), ("one~2", "c", "5", ())))
    counts = {
        key: opened.page.locator(f"[data-key={key}] .count").text_content()
        for key in ("State", "materialConflict", "asserted", "MOBILIZE", "assert")
    }
    assert counts == {
        "State": "3", "materialConflict": "1", "asserted": "1", "MOBILIZE": "1", "assert": "1",
    }  # fmt: skip
    opened.change(tab="timeline")
    assert "at most 1" in opened.text("#timeline-view .chart > figcaption")
    opened.change(tab="matrix")
    assert opened.page.locator("#matrix-view td").all_inner_texts() == ["1", "1", "1"]
    opened.change(tab="list")
    assert opened.text("#list-note").startswith("1 entry in 2 rows")
    # No date of its own: the list says whose it is.
    assert opened.page.locator("#list-rows .date").all_inner_texts() == ["2024-05-02\nreported"] * 2


def test_matrix_counts_only_claims_that_the_filters_let_through(open_page: Opener) -> None:
    opened = open_page(quarrel, link="#tab=matrix&publishers=Avaria%20Post")
    assert opened.page.locator("#matrix-view tbody th").all_inner_texts() == ["Avaria"]


def test_dates_under_a_chart_neither_touch_nor_are_cut(open_page: Opener) -> None:
    opened = open_page(calendar, link="#tab=timeline", width=1400)
    boxes = [
        one.bounding_box()
        for one in opened.page.locator("#timeline-view .axis > span > span").all()
    ]
    assert len(boxes) >= 3
    edge = opened.page.locator("#timeline-view").bounding_box()
    for left, right in pairwise(boxes):
        assert left["x"] + left["width"] + 4 <= right["x"]
    assert boxes[-1]["x"] + boxes[-1]["width"] <= edge["x"] + edge["width"] - 10


def test_board_follows_the_filters(open_page: Opener) -> None:
    opened = open_page(quarrel, link="#tab=board&off=MOBILIZE")
    assert "1 disagreement" in opened.text("#board-view")
    opened.page.click("[data-key=materialConflict]")
    assert "No claims" in opened.text("#board-view")


def test_views_of_a_large_graph_are_bounded(open_page: Opener) -> None:
    opened = open_page(crowd)
    for name in ("list", "matrix", "timeline", "dyad", "board"):
        opened.page.click(f"#{name}-tab")
        assert opened.page.locator(f"#{name}-view *").count() < 4_000, name
    opened.assert_quiet()
