"""Text of unknown origin, made fit to be shown."""

from __future__ import annotations

import pytest

from kg.view.passages import sentence_around
from kg.view.text import SENTENCE_LIMIT, label, marked, printable, web_link, wikidata_id


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kim Jong Un", "Kim Jong Un"),
        ("two\nlines\tand\x00 more", "two lines and more"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("N" * 10_000, "N" * 119 + "…"),
        ("", ""),
    ],
    ids=["plain", "controls", "override", "isolate", "long", "empty"],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Russia", ["Russia"]),
        ("National Security Council (South Korea)", ["National Security", "Council (South Korea)"]),
    ],
)
def test_label_breaks_into_two_lines(name: str, lines: list[str]) -> None:
    assert label(name).split("\n") == lines


def test_label_of_a_huge_name_stays_small() -> None:
    assert len(label("N" * 10_000)) < 50


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://meridian.example/a?b=c#d", "https://meridian.example/a?b=c#d"),
        ("http://meridian.example", "http://meridian.example"),
        (" https://meridian.example ", "https://meridian.example"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("//meridian.example", ""),
        ("https:", ""),
        ("file:///etc/passwd", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, link: str) -> None:
    assert web_link(url) == link


@pytest.mark.parametrize(
    ("value", "item"),
    [
        ("Q884", "Q884"),
        ("http://www.wikidata.org/entity/Q884", "Q884"),
        ("Q0", ""),
        ('Q1"><script>', ""),
        ("", ""),
    ],
)
def test_wikidata_id(value: str, item: str) -> None:
    assert wikidata_id(value) == item


def test_marked_splits_at_code_points_not_utf16_units() -> None:
    assert marked("🚢 ships sailed", (2, 7)) == ("🚢 ", "ships", " sailed")


def test_marked_keeps_the_highlight_of_a_huge_sentence() -> None:
    before, inside, after = marked("a" * 9_000 + "MARK" + "b" * 9_000, (9_000, 9_004))
    assert inside == "MARK"
    assert before.startswith("…")
    assert after.endswith("…")
    assert len(before + inside + after) <= SENTENCE_LIMIT + 2


TEXT = (
    "Borland sent ships.\nThe U.S. confirmed that 1,500 troops had left. "
    "“Idle talk,” said Avaria's envoy. Nobody else spoke"
)


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        ("Borland sent", "Borland sent ships."),
        ("1,500 troops had left", "The U.S. confirmed that 1,500 troops had left."),
        ("The U.S. confirmed", "The U.S. confirmed that 1,500 troops had left."),
        ("Nobody", "Nobody else spoke"),
        (
            "1,500 troops had left. “Idle",
            "The U.S. confirmed that 1,500 troops had left. “Idle talk,” said Avaria's envoy.",
        ),
    ],
)
def test_sentence_around_a_clause(clause: str, sentence: str) -> None:
    start = TEXT.index(clause)
    begin, end = sentence_around(TEXT, start, start + len(clause))
    assert TEXT[begin:end] == sentence
