"""What the filters let through, their counts, and the time slider."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from graphs import calendar, doubtful, troops

Opener = Callable[..., Any]


def passing(opened: Any) -> list[str]:
    return sorted(opened.page.evaluate("[...kgPage.filter().edges].map((edge) => edge.id)"))


def count_of(opened: Any, key: str) -> int:
    return int(opened.page.locator(f"[data-key={key}] .count").text_content().replace(",", ""))


def test_counts_are_those_of_the_data(open_page: Opener) -> None:
    opened = open_page(troops)
    for key, field in (
        ("denied", "status"), ("asserted", "status"), ("relation", "group"),
        ("verbalConflict", "group"), ("ACCUSE", "type"), ("memberOf", "type"),
    ):  # fmt: skip
        wanted = opened.page.evaluate(
            "([f, k]) => kgPage.content.edges.filter((e) => e[f] === k).length", [field, key]
        )
        assert count_of(opened, key) == wanted > 0, key
    stances = opened.page.evaluate(
        "kgPage.content.edges.filter((e) => e.claims.some((c) => c.stance === 'deny')).length"
    )
    assert count_of(opened, "deny") == stances > 0


def test_count_says_what_the_switch_would_let_through(open_page: Opener) -> None:
    opened = open_page(troops)
    denied, relations = count_of(opened, "denied"), count_of(opened, "relation")
    opened.page.click("[data-key=denied]")
    # Its own count stays; those of other groups follow.
    assert count_of(opened, "denied") == denied
    assert opened.text("#filters-on") == "1"
    opened.page.click("[data-key=asserted]")
    assert count_of(opened, "relation") < relations
    rest = len(passing(opened))
    opened.page.click("[data-key=denied]")
    assert len(passing(opened)) == rest + denied


@pytest.mark.parametrize(
    ("group", "key", "field"),
    [("Events", "ACCUSE", "type"), ("Relations", "memberOf", "type")],
)
def test_types_are_filtered(open_page: Opener, group: str, key: str, field: str) -> None:
    opened = open_page(troops)
    opened.page.click(f".fold summary:has-text('{group}')")
    opened.page.click(f"[data-key={key}]")
    left = opened.page.evaluate("(f) => [...kgPage.filter().edges].map((e) => e[f])", field)
    assert key not in left
    assert len(left) == 75 - count_of(opened, key)


def test_stance_is_that_of_a_claim(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.click(".fold summary:has-text('Stance')")
    opened.page.click("[data-key=assert]")
    stances = opened.page.evaluate(
        "[...kgPage.filter().edges].map((e) => e.claims.map((c) => c.stance))"
    )
    assert stances
    assert all(any(s != "assert" for s in claim) for claim in stances if claim)


def test_sources_and_publishers_are_picked(open_page: Opener) -> None:
    opened = open_page(troops)
    opened.page.click(".fold summary:has-text('Who says so')")
    opened.page.fill("#find-sources", "nebenz")
    assert opened.page.locator(".picks").first.locator("label").count() == 1
    opened.page.check("input[data-name='Vasily Nebenzya']")
    speakers = opened.page.evaluate(
        "[...kgPage.filter().edges].map((e) => e.claims.map((c) => c.source))"
    )
    assert len(speakers) >= 2
    assert all("Vasily Nebenzya" in names for names in speakers)
    # One and the same claim must fit: Nebenzya speaks in one paper only.
    opened.page.click(".fold summary:has-text('Publisher')")
    opened.page.check("input[data-name='Ledger & Coast']")
    assert passing(opened) == []
    assert "filters hide everything" in opened.text("#empty")
    # A picked one stays in sight, so that it can be taken back.
    opened.page.uncheck("input[data-name='Vasily Nebenzya']")
    assert opened.page.evaluate("document.activeElement.dataset.name") == "Vasily Nebenzya"
    assert len(passing(opened)) > 0
    opened.assert_quiet()


LEVELS = {
    "all": ["fair", "fine", "good", "guessed", "listed", "poor", "told"],
    "likely": ["fair", "fine", "good", "listed", "told"],
    "sure": ["fine", "listed", "told"],
}


def numbers(opened: Any) -> list[str]:
    """What stands beside the levels of sureness."""
    rows = opened.page.locator("[aria-label='Filter by sureness'] .count")
    return [str(text) for text in rows.all_inner_texts()]


@pytest.mark.parametrize("level", LEVELS)
def test_sureness_goes_by_the_score(open_page: Opener, level: str) -> None:
    opened = open_page(doubtful)
    opened.change(sureness=level)
    assert passing(opened) == LEVELS[level]
    assert numbers(opened) == [str(len(names)) for names in LEVELS.values()]


def test_sureness_is_counted_among_what_other_filters_let_through(open_page: Opener) -> None:
    opened = open_page(doubtful)
    opened.page.click("[data-key=relation]")
    assert numbers(opened) == ["5", "4", "2"]
    opened.page.check("[name=sureness][value=sure]")
    assert count_of(opened, "relation") == 1
    assert count_of(opened, "verbalConflict") == 2


def test_sureness_is_chosen_shared_undone_and_reset(open_page: Opener) -> None:
    opened = open_page(doubtful)
    assert opened.page.is_checked("[name=sureness][value=all]")
    opened.page.click("label:has-text('likely (score 0.5 and up)')")
    assert passing(opened) == LEVELS["likely"]
    assert opened.text("#filters-on") == "1"
    assert opened.page.evaluate("location.hash") == "#sureness=likely"
    opened.page.reload()
    opened.wait("window.kgPage !== undefined")
    assert opened.page.is_checked("[name=sureness][value=likely]")
    assert passing(opened) == LEVELS["likely"]
    # By keyboard; shortcuts and undo work from there too.
    opened.page.focus("[name=sureness][value=likely]")
    opened.page.keyboard.press("ArrowDown")
    assert passing(opened) == LEVELS["sure"]
    assert opened.page.evaluate("document.activeElement.value") == "sure"
    opened.page.keyboard.press("Control+z")
    opened.wait("kgPage.state.sureness === 'likely'")
    assert opened.page.is_checked("[name=sureness][value=likely]")
    opened.page.click("#reset")
    assert opened.page.is_checked("[name=sureness][value=all]")
    assert passing(opened) == LEVELS["all"]
    assert opened.page.evaluate("location.hash") == ""
    assert opened.page.is_hidden("#filters-on")
    opened.assert_quiet()


def test_sureness_filters_every_view_and_the_export(open_page: Opener) -> None:
    opened = open_page(doubtful, link="#sureness=sure&actor=a")
    pairs = opened.page.evaluate(
        "kgPage.visible().strands.map((s) => [s.from, s.to].sort().join())"
    )
    assert sorted(pairs) == ["a,e", "a,f", "b,c"]
    assert opened.page.locator("#panel .partner").count() == 2
    opened.page.click("#export")
    with opened.page.expect_download() as waiting:
        opened.page.click("#export-menu [data-value=csv]")
    rows = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert sorted(row.rpartition(",")[2] for row in rows[1:]) == LEVELS["sure"]
    opened.change(tab="list")
    assert opened.page.locator("#list-rows tr").count() == 3
    opened.change(tab="matrix")
    assert opened.text("#matrix-view td.sum") == "2"
    opened.change(tab="timeline")
    columns = opened.page.locator("#timeline-view .column")
    assert "words of conflict 2" in str(columns.last.get_attribute("aria-label"))
    opened.change(tab="dyad", actor="", pair=["a", "b"])
    assert opened.page.locator("#dyad-view .column").count() == 0
    opened.change(pair=["a", "e"])
    assert opened.page.locator("#dyad-view .column").count() > 0
    opened.assert_quiet()


def test_reset_brings_everything_back(open_page: Opener) -> None:
    opened = open_page(troops, link="#off=denied,AID,Person&hidden=g7&undated=drop&to=2024-10-01")
    assert opened.text("#filters-on") == "6"
    opened.page.click("#reset")
    assert len(passing(opened)) == 75
    assert opened.page.is_hidden("#filters-on")
    assert opened.page.is_disabled("#reset")
    assert opened.page.evaluate("location.hash") == ""


def test_what_is_not_dated_follows_the_choice(open_page: Opener) -> None:
    opened = open_page(calendar)
    assert len(passing(opened)) == 6
    opened.change(**{"from": "2024-03-01", "to": "2024-03-31"})
    # By default, by the article: the undated one of 5 March is in, that of no date is kept.
    assert passing(opened) == ["march", "no-date", "quarter", "told-in-march"]
    opened.page.select_option("#undated", "drop")
    assert passing(opened) == ["march", "quarter"]
    opened.page.select_option("#undated", "keep")
    assert passing(opened) == ["march", "no-date", "quarter", "told-in-march"]
    opened.change(**{"from": "2024-05-01", "to": ""})
    assert passing(opened) == ["no-date", "quarter", "told-in-march"]
    opened.page.select_option("#undated", "article")
    assert passing(opened) == ["no-date", "quarter"]


def test_two_thumbs_choose_a_period(open_page: Opener) -> None:
    opened = open_page(calendar)
    assert opened.text("#period") == "all dates"
    opened.page.focus("#time-to")
    opened.page.keyboard.press("ArrowLeft")
    assert opened.page.evaluate("kgPage.state.to") != ""
    last = opened.page.get_attribute("#time-to", "aria-valuetext")
    opened.page.focus("#time-from")
    for _ in range(60):
        opened.page.keyboard.press("ArrowRight")
    # The thumbs never pass each other.
    assert opened.page.get_attribute("#time-from", "aria-valuetext") == last
    assert opened.page.evaluate("kgPage.state.from <= kgPage.state.to")
    assert opened.page.locator("#histogram .in").count() == 1
    opened.page.keyboard.press("Home")
    assert opened.page.evaluate("kgPage.state.from") == ""
    opened.assert_quiet()


def test_thumb_is_dragged_with_the_mouse(open_page: Opener) -> None:
    opened = open_page(calendar)
    box = opened.page.locator("#time-from").bounding_box()
    y = box["y"] + box["height"] / 2
    opened.page.mouse.move(box["x"] + 8, y)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] / 2, y, steps=6)
    opened.page.mouse.up()
    assert opened.page.evaluate("kgPage.state.from") > "2024-01-10"
    assert "january" not in passing(opened)


def test_play_moves_a_window_and_stops_at_the_end(open_page: Opener) -> None:
    opened = open_page(calendar)
    opened.page.click("#play")
    assert opened.page.get_attribute("#play", "aria-pressed") == "true"
    first = opened.page.evaluate("kgPage.state.to")
    opened.wait(f"kgPage.state.to > '{first}'")
    opened.page.click("#play")
    assert not opened.state("playing")
    # Once at the end, all dates are back.
    opened.page.focus("#time-to")
    opened.page.keyboard.press("End")
    opened.page.keyboard.press("ArrowLeft")
    opened.page.click("#play")
    opened.wait("!kgPage.playing")
    assert opened.text("#period") == "all dates"
    opened.assert_quiet()


def test_play_at_the_end_starts_anew(open_page: Opener) -> None:
    opened = open_page(calendar)
    opened.page.focus("#time-from")
    opened.page.keyboard.press("End")
    opened.page.keyboard.press("ArrowLeft")
    opened.page.click("#play")
    assert opened.state("playing")
    assert opened.page.evaluate("kgPage.state.from") == ""
    assert opened.page.evaluate("kgPage.state.to") < "2024-02-01"
    opened.page.click("#play")


def test_play_goes_step_by_step_where_motion_is_not_wanted(open_page: Opener) -> None:
    opened = open_page(calendar, reduced_motion="reduce")
    assert opened.page.get_attribute("#play", "aria-label") == "Next step in time"
    opened.page.click("#play")
    first = opened.page.evaluate("kgPage.state.to")
    assert not opened.state("playing")
    opened.page.click("#play")
    assert opened.page.evaluate("kgPage.state.to") > first


def test_far_dates_do_not_stretch_the_slider(open_page: Opener) -> None:
    opened = open_page(lambda: calendar(far=True))
    labels = opened.page.evaluate(
        """() => {
            const input = document.getElementById('time-from');
            input.value = 0;
            input.dispatchEvent(new Event('input'));
            return [input.getAttribute('aria-valuetext'), input.max];
        }"""
    )
    assert labels[0].startswith("before 20")
    assert int(labels[1]) <= 50
    opened.assert_quiet()


def test_graph_without_dates_has_no_slider(open_page: Opener) -> None:
    opened = open_page(lambda: calendar(dated=False))
    assert opened.page.is_hidden("#time")
    opened.page.click("#timeline-tab")
    assert "No event" in opened.text("#timeline-view")
    opened.assert_quiet()
