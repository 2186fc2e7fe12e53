"""Titles found in plain text."""

from __future__ import annotations

import pytest

from kg.read.articles import Article, to_document
from kg.read.options import ReadOptions

BODY = (
    "\n\nThe envoy of Avaria left the harbour town on Sunday, an official said."
    "\n\nHe gave no reason."
)


def title(text: str) -> str:
    return to_document(Article(text), "", ReadOptions(check_language=False)).title


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("Avaria recalls its envoy", "Avaria recalls its envoy"),
        ("Avaria recalls its envoy?", "Avaria recalls its envoy?"),
        ("\n\n  Avaria recalls its envoy  ", "Avaria recalls its envoy"),
        ("Avaria Recalls Its Envoy to Borland.", "Avaria Recalls Its Envoy to Borland"),
        ("Avaria warns the U.S.", "Avaria warns the U.S."),
        ("Home > World\nAvaria recalls its envoy", "Avaria recalls its envoy"),
        ("-\nAvaria recalls its envoy", "Avaria recalls its envoy"),
        ("Avaria recalls its envoy to Borland.\n0\nAvaria recalls its envoy to Borland.",
         "Avaria recalls its envoy to Borland"),
        ("Published 22 October 2024\nAvaria recalls its envoy", "Avaria recalls its envoy"),
        ("Avaria recalled its envoy from Borland on Sunday.", ""),
        ("Its envoy left,", ""),
        ("Sunday", ""),
        ("word " * 40, ""),
    ],
)  # fmt: skip
def test_title(start: str, expected: str) -> None:
    assert title(start + BODY) == expected


def test_the_only_line_is_the_text() -> None:
    assert title("Avaria recalls its envoy") == ""


def test_a_subheading_that_returns_is_not_the_title() -> None:
    text = "He left.\n\nShe stayed.\n\nThey spoke.\n\nWhat next\n\nPeace.\n\nWhat next\n\nWar."
    assert title(text) == ""


def test_a_title_beside_the_text_wins() -> None:
    article = Article("Avaria recalls its envoy" + BODY, title="Envoy  recalled\n")
    assert to_document(article, "", ReadOptions()).title == "Envoy recalled"
