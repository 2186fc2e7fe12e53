"""Page furniture: a table of cases, and what holds for any text."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.read.articles import Article, to_document
from kg.read.furniture import furniture_of, lines_of, load_patterns, merge, without
from kg.read.options import ReadOptions

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "furniture.yaml").read_text(encoding="utf-8")
)
_MARK = re.compile("[⟦⟧]")


def unmarked(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its marks, and the pieces that stood between them."""
    return _MARK.sub("", text), tuple(re.findall("⟦(.*?)⟧", text, re.DOTALL))


def marked(text: str, title: str = "") -> str:
    """The text with the furniture found in it put between marks."""
    options = ReadOptions(check_language=False)
    # a second paragraph, so that a case that is all furniture is still an article
    document = to_document(Article(text + "\n\nThe harbour stays open.", title=title), "", options)
    result = document.text
    for start, end in reversed(document.furniture):
        result = f"{result[:start]}⟦{result[start:end]}⟧{result[end:]}"
    return result.removesuffix("\n\nThe harbour stays open.")


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 90
    assert sum("⟦" not in case["text"] for case in CASES) >= 30
    assert len({case["why"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_furniture_is_marked_and_nothing_else(case: dict[str, Any]) -> None:
    plain, _ = unmarked(case["text"])
    assert marked(plain, case.get("title", "")) == case["text"]


def test_ranges_slice_the_stored_text() -> None:
    text, pieces = unmarked("⟦Advertisement⟧\r\nThe envoy left.\r\n⟦Read more⟧\r\n")
    document = to_document(Article(text), "", ReadOptions())
    assert tuple(document.text[start:end] for start, end in document.furniture) == pieces


@given(st.text(alphabet=st.sampled_from("aA .\n-<>b/RreadmoreHome©0"), max_size=200))
def test_ranges_are_sorted_disjoint_and_never_begin_or_end_with_blanks(text: str) -> None:
    ranges = merge(furniture_of(lines_of(text)), text)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
    assert all(text[start:end] == text[start:end].strip() for start, end in ranges)
    assert len(without(text, ranges)) == len(text) - sum(end - start for start, end in ranges)


@given(st.text(max_size=300))
def test_lines_are_where_they_say(text: str) -> None:
    for line in lines_of(text):
        assert text[line.start : line.end] == line.text


@pytest.mark.parametrize(
    "line",
    [
        "A" * 690,
        "AP " * 39 + "!",
        "A." * 300 + " !",
        "Photo: " + "A." * 300 + " !",
        "http://a " * 11 + " " * 500 + "!",
        "a-" * 340 + "!",
        "Bo " * 29 + "reported from " + "Bo " * 10 + "that",
        "<a " * 230,
        "By A" * 100,
        "Home " * 139,
        "(" * 690,
        "Read the original article on " + "Aa " * 200,
        "© 2024 " * 90,
        "#a" * 340 + " .",
    ],
)
def test_no_line_makes_a_pattern_run_away(line: str) -> None:
    load_patterns()
    started = time.perf_counter()
    furniture_of(lines_of(line))
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "text",
    ["-\n" * 100_000, "Read more. " * 20_000, "<b>x</b> " * 20_000, "Word " * 200_000],
    ids=["lines of furniture", "parts on one line", "tags on one line", "one long line"],
)
def test_time_grows_with_the_text_only(text: str) -> None:
    started = time.perf_counter()
    to_document(Article(text + "\nThe envoy left."), "", ReadOptions(check_language=False))
    assert time.perf_counter() - started < 10


def test_every_label_is_reachable() -> None:
    """A label that folding or trimming would change could never match."""
    for label in load_patterns().labels:
        assert furniture_of(lines_of(label)) == [(0, len(label))]
