"""What a click on a line or on an actor tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphs import quarrel

Opener = Callable[..., Any]


def test_card_has_date_score_source_and_sentence(open_page: Opener) -> None:
    opened = open_page(quarrel)
    opened.page.evaluate("kgPage.choosePair('c', 'a')")
    card = opened.page.locator(".card", has_text="consult")
    assert card.locator(".status").inner_text() == "asserted"
    assert card.locator("mark").inner_text() == "They "
    assert card.locator("figcaption a").get_attribute("href") == "https://m.example/2"
    assert card.locator("time").inner_text() == "2024-03-02"
    assert "assert · certain" in card.inner_text()


def test_conflicting_claims_stand_side_by_side(open_page: Opener) -> None:
    opened = open_page(quarrel)
    opened.click_middle_of_line("a", "b")
    card = opened.page.locator(".card").filter(has_text="since 2024-03")
    assert "score 0.71" in card.inner_text()
    yes, no = card.locator(".side").all()
    assert "Avaria shelled Borland." in yes.inner_text()
    assert "Avaria shelled nobody." in no.inner_text()
    assert "Avaria denies it" in no.inner_text()
    left, right = yes.bounding_box(), no.bounding_box()
    assert abs(left["y"] - right["y"]) < 2
    assert left["x"] + left["width"] <= right["x"]
    opened.assert_quiet()


def test_actor_tells_names_mentions_and_link(open_page: Opener) -> None:
    opened = open_page(quarrel)
    opened.page.mouse.click(*opened.spot_of("a"))
    assert "the Avarians" in opened.text(".names")
    link = opened.page.locator("#panel a").first
    assert link.get_attribute("href") == "https://www.wikidata.org/wiki/Q101"
    opened.page.click("summary:has-text('Mentions (7)')")
    mentions = opened.text("details:has-text('Mentions')")
    assert "Port Avar 2×" in mentions
    assert "Envoys meet" in mentions
    assert "5×" in mentions


def test_actor_tells_why_it_is_one(open_page: Opener) -> None:
    opened = open_page(quarrel)
    opened.page.evaluate("kgPage.chooseActor('a', false)")
    opened.page.click("summary:has-text('Why this is one actor')")
    told = opened.page.locator(".judgement").all_inner_texts()
    assert len(told) == 3
    assert "left open: East Avaria" in told[0]
    assert "one is <b>part</b> of the other · score 0.4 · names.v1" in told[0]
    assert "taken for the same: AVARIA / Avaria" in told[1]
    assert "3 links" in told[1]
    assert "kept apart" in told[2]
    opened.assert_quiet()


def test_timeline_of_an_actor_filters_by_its_columns(open_page: Opener) -> None:
    opened = open_page(quarrel)
    opened.page.evaluate("kgPage.chooseActor('a', false)")
    column = opened.page.locator("#panel .column[aria-label*='words of conflict']")
    assert column.count() == 1
    column.click()
    assert opened.page.evaluate("kgPage.state.from") <= "2024-05-20"
    assert opened.page.evaluate("kgPage.state.from") > "2024-05-01"
    assert opened.page.locator("#panel .partner").count() == 1
    opened.page.click("#undo")
    opened.wait("kgPage.state.from === ''")


def test_pair_leads_to_the_two_over_time(open_page: Opener) -> None:
    opened = open_page(quarrel)
    opened.page.evaluate("kgPage.choosePair('a', 'b')")
    opened.page.click("[data-do=dyad]")
    assert opened.page.is_visible("#dyad-view")
    assert opened.page.input_value("#dyad-a") == "Avaria"
    assert opened.page.input_value("#dyad-b") == "Borland"
    opened.assert_quiet()
