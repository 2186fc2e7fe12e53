"""What an actor says, what others say about him, and what two say about each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from graphs import crowd, talk
from test_access import violations

from kg.view import Evidence, Source, ViewClaim, ViewGraph, ViewProposition, render

Opener = Callable[..., Any]
UNFOLD = "document.querySelectorAll('.saying details').forEach((fold) => { fold.open = true; })"


def words(opened: Any, heading: str) -> list[str]:
    """The quotations below a heading of the panel."""
    items = opened.page.locator(f"#panel h3:has-text('{heading}') ~ ul").first
    return [one.strip() for one in items.locator(".saying > blockquote").all_inner_texts()]


def test_says_shows_the_newest_first_and_all_on_demand(open_page: Opener) -> None:
    opened = open_page(talk, link="#actor=lund")
    assert opened.text("#says") == "Says (7)"
    assert words(opened, "Says") == [
        "Borland 😀 was ready", "port number 1 is closed", "port number 2 is closed",
    ]  # fmt: skip
    opened.page.click("text=Show all 7")
    assert words(opened, "Says")[3:] == [f"port number {n} is closed" for n in range(3, 7)]
    assert opened.page.locator("text=Show all").count() == 0
    assert "port number 3" in opened.page.evaluate("document.activeElement.textContent")
    assert opened.page.locator("#said-about").count() == 0
    opened.assert_quiet()


def test_saying_has_stance_certainty_addressee_date_and_sentence(open_page: Opener) -> None:
    opened = open_page(talk, link="#actor=lund")
    saying = opened.page.locator(".saying").first
    assert saying.locator(".speaker").inner_text() == (
        "denies it to Dorne · certainly not · said 2024-03-07"
    )
    assert saying.locator("summary").inner_text() == "Harbour Daily 2024-03-09"
    assert saying.locator("figure").is_hidden()
    saying.locator("summary").click()
    sentence = saying.locator("figure blockquote")
    assert sentence.inner_text() == "She denied to Dorne that Borland 😀 was ready, 🚢 and left."
    # Offsets are those of a browser, in which these signs count twice.
    assert saying.locator("mark").inner_text() == "Borland 😀 was ready"
    assert saying.locator("figure a").get_attribute("href") == "https://h.example/2"
    opened.assert_quiet()


def test_said_about_names_who_says_it_and_leads_there(open_page: Opener) -> None:
    opened = open_page(talk, link="#actor=b")
    assert opened.text("#says") == "Says (1)"
    assert opened.text("#said-about") == "Said about (3)"
    told = opened.page.locator("#said-about ~ ul .speaker").all_inner_texts()
    assert told == [
        "Ada Lund denies it to Dorne · certainly not · said 2024-03-07",
        "Avaria says so · certain",
        "An unnamed source of Avaria demands it · uncommitted",
    ]
    opened.page.click("#said-about ~ ul button:has-text('Ada Lund')")
    assert opened.text("#panel h2") == "Ada Lund"


def test_one_who_speaks_for_another_unnamed_is_told_in_his_own_panel(open_page: Opener) -> None:
    opened = open_page(talk, link="#actor=a")
    told = opened.page.locator("#says + ul .speaker").all_inner_texts()
    assert told == ["says so · certain", "An unnamed source of Avaria demands it · uncommitted"]


def heard() -> ViewGraph:
    """What is said of Borland by one at second hand, and by those without a name."""
    graph = talk()
    sentence = Evidence("Borland is late.", (0, 15), graph.documents[0])
    claims = (
        ViewClaim("Avaria", speakers=("a",), reported_by=("Tass", "somebody unnamed")),
        ViewClaim("somebody unnamed", anonymous=True),
        ViewClaim("two diplomats", anonymous=True),
    )
    said = tuple(
        ViewProposition(f"s{n}", (claim,), (sentence,), ("b",)) for n, claim in enumerate(claims)
    )
    return replace(graph, propositions=said)


def test_who_reports_it_and_who_is_unnamed_is_told(open_page: Opener) -> None:
    opened = open_page(heard, link="#actor=b")
    assert opened.page.locator("#said-about ~ ul .speaker").all_inner_texts() == [
        "Avaria says so, as reported by Tass, somebody unnamed · certain",
        "somebody unnamed says so · certain",
        "two diplomats says so · certain",
    ]
    opened.assert_quiet()


def test_pair_shows_what_each_says_about_the_other(open_page: Opener) -> None:
    opened = open_page(talk, link="#pair=a,b")
    heads = opened.page.locator("#sayings > h3").all_inner_texts()
    assert heads == ["Avaria about Borland (2)", "Borland about Avaria (1)"]
    assert words(opened, "Avaria about") == ["Borland is a friend", "Borland must pay"]
    assert words(opened, "Borland about") == ["Avaria may help"]
    card, sayings = (opened.page.locator(one).bounding_box() for one in (".card", "#sayings"))
    assert card["y"] + card["height"] <= sayings["y"]
    opened.page.click("text=about each other 3")
    assert opened.page.evaluate("document.activeElement.id") == "sayings"
    # Without an event between them as well; only one of the two speaks.
    opened.change(pair=["b", "lund"])
    assert opened.page.locator("#sayings > h3").all_inner_texts() == ["Ada Lund about Borland (1)"]


@pytest.mark.parametrize(
    ("filters", "heard"),
    [
        ({"publishers": ["Harbour Daily"]}, 1),
        ({"from": "2024-03-06"}, 1),
        ({"to": "2024-03-06"}, 6),
        ({"undated": "drop"}, 1),
        ({"off": ["deny"]}, 6),
        ({"sources": ["Avaria"]}, 0),
        ({"off": ["Person"]}, 0),
        ({"off": ["verbalConflict"]}, 7),
    ],
    ids=["publisher", "from", "to", "undated", "stance", "source", "type", "line"],
)
def test_filters_hide_sayings_and_say_how_many(
    open_page: Opener, filters: dict[str, Any], heard: int
) -> None:
    opened = open_page(talk, link="#actor=lund")
    opened.change(**filters)
    assert opened.text("#says") == f"Says ({heard})"
    hidden = opened.page.locator("#says + .note")
    assert (hidden.inner_text() if heard < 7 else "") == (
        f"{7 - heard} hidden by filters" if heard < 7 else ""
    )
    assert hidden.count() == (heard < 7)
    opened.assert_quiet()


def test_who_only_speaks_is_found_and_stands_alone(open_page: Opener) -> None:
    opened = open_page(talk)
    assert opened.shown() == {"a", "b"}
    opened.page.fill("#search", "lund")
    opened.page.press("#search", "Enter")
    assert opened.shown() == {"a", "b", "lund"}
    assert "Nothing links this actor to another." in opened.text("#panel-body")
    assert opened.page.evaluate("kgPage.visible().strands.length") == 1
    opened.change(tab="list")
    assert opened.page.locator("#list-rows tr").count() == 1


def test_sayings_are_reached_and_unfolded_by_keyboard(open_page: Opener) -> None:
    opened = open_page(talk, link="#actor=lund")
    keyboard = opened.page.keyboard
    opened.page.focus("[data-do=says]")
    assert opened.page.evaluate("document.activeElement.textContent") == "says 7"
    keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "says"
    keyboard.press("Tab")
    keyboard.press("Enter")
    assert opened.page.locator(".saying figure").first.is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing_serious_in_sayings(open_page: Opener, theme: str, width: int) -> None:
    opened = open_page(talk, width=width, height=844, link=f"#theme={theme}&actor=b")
    for fields in ({"actor": "b"}, {"actor": "", "pair": ["a", "b"]}):
        opened.change(**fields)
        opened.page.evaluate(UNFOLD)
        assert violations(opened) == []
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def loud() -> ViewGraph:
    """A large graph whose first actor says two thousand things."""
    graph = crowd(100, 300)
    source = Source("A speech", "The Meridian", "2024-10-23", "")
    said = tuple(
        ViewProposition(
            f"s{n}",
            (ViewClaim("Actor number 0", speakers=("a0",)),),
            (Evidence(f"Thing number {n} is so.", (0, 8), source),),
            ("a1",),
        )
        for n in range(2_000)
    )
    return ViewGraph(graph.nodes, graph.edges, graph.documents, "A speech", propositions=said)


def test_thousands_of_sayings_are_few_until_asked_for(open_page: Opener) -> None:
    opened = open_page(loud, link="#actor=a0")
    assert opened.text("#says") == "Says (2,000)"
    assert opened.page.locator(".saying").count() == 3
    opened.page.click("text=Show all 2,000")
    assert opened.page.locator(".saying").count() == 2_000
    opened.assert_quiet()


def test_a_sentence_is_in_the_page_once() -> None:
    sentence = "Borland is a friend and Cestria is none, Avaria said."
    source = Source("Envoys meet", "The Meridian", "2024-03-05")
    claim = ViewClaim("Avaria", speakers=("a",))

    def page(*highlights: tuple[int, int]) -> str:
        said = [
            ViewProposition(f"s{n}", (claim,), (Evidence(sentence, highlight, source),))
            for n, highlight in enumerate(highlights)
        ]
        return render(ViewGraph(propositions=tuple(said)))

    both = page((0, 19), (24, 39))
    assert both.count(sentence) == 1
    assert len(both) - len(page((0, 19))) < 200
