"""Datelines, labelled dates and bylines: a table of forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.read.datelines import HEAD, read_dateline

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "datelines.yaml").read_text(encoding="utf-8")
)


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 38
    assert sum("date" in case for case in CASES) >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_dateline(case: dict[str, Any]) -> None:
    found = read_dateline(case["text"], year=case.get("year", 0))
    assert str(found.published or "") == case.get("date", "")
    assert found.publisher == case.get("publisher", "")
    assert found.author == case.get("author", "")


def test_a_date_far_down_is_not_the_articles() -> None:
    text = "The vote began.\n\n" + "Voters stood in line. " * 40 + "\n\nPublished 22 October 2024\n"
    assert len(text) > HEAD
    assert read_dateline(text).published is None


def test_the_date_of_publication_beats_the_date_of_change() -> None:
    found = read_dateline("Updated 24 Oct 2024\nPublished 22 Oct 2024\nThe vote began.")
    assert str(found.published) == "2024-10-22"


def test_what_only_describes_the_page_is_furniture() -> None:
    text = "Voters decide\n\nBy Anna Lind and Bo Ek\nPublished 22 October 2024\n\nThe vote began."
    pieces = [text[start:end] for start, end in read_dateline(text).furniture]
    assert pieces == ["By Anna Lind and Bo Ek", "Published 22 October 2024"]


@given(st.text(alphabet=st.sampled_from("AB ab.,-—()/:0123456789\nOctBy"), max_size=400))
def test_anything_can_be_looked_at(text: str) -> None:
    assert all(0 <= a < b <= len(text) for a, b in read_dateline(text).furniture)
