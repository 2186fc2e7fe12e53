"""Dates as metadata writes them, with the precision that stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.dates import parse_date, parse_day_of_year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-10-22", "2024-10-22"),
        ("2024-10-22T23:30:00-05:00", "2024-10-22"),
        ("2024-10-22 08:15:00+00:00", "2024-10-22"),
        ("20241022", "2024-10-22"),
        ("20241022T081500Z", "2024-10-22"),
        ("2024/10/22", "2024-10-22"),
        ("Tue, 22 Oct 2024 08:15:00 GMT", "2024-10-22"),
        ("22 October 2024", "2024-10-22"),
        ("22nd of October, 2024", "2024-10-22"),
        ("22-Oct-2024", "2024-10-22"),
        ("October 22, 2024", "2024-10-22"),
        ("Oct. 22, 2024 9:14 a.m. EDT", "2024-10-22"),
        ("Sept 3 2024", "2024-09-03"),
        ("Published: October 22nd, 2024", "2024-10-22"),
        ("22.10.2024", "2024-10-22"),
        ("03.04.2024", "2024-04-03"),
        ("10/22/2024", "2024-10-22"),
        ("22/10/2024", "2024-10-22"),
        ("04/04/2024", "2024-04-04"),
        ("1729584000", "2024-10-22"),
        ("1729584000000", "2024-10-22"),
        ("1729584000.0", "2024-10-22"),
        ("October 2024", "2024-10"),
        ("2024-10", "2024-10"),
        ("2024", "2024"),
    ],
)
def test_a_date_is_read(text: str, expected: str) -> None:
    assert str(parse_date(text)) == expected


def test_a_date_that_may_be_march_or_april_keeps_its_year() -> None:
    assert str(parse_date("03/04/2024")) == "2024"


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "Tuesday", "2024-13-45", "32 October 2024", "31 Feb 2024", "12345", "v1.2.3"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["Oct. 22", "October 22", "22 October", "22nd of Oct"])
def test_a_day_takes_the_year_known_from_elsewhere(text: str) -> None:
    assert str(parse_day_of_year(text, 2023)) == "2023-10-22"


def test_a_day_that_year_does_not_have_is_none() -> None:
    assert parse_day_of_year("Feb 29", 2023) is None


@given(st.dates())
def test_iso_dates_come_back(day: object) -> None:
    text = str(day)
    expected = text if "1800" <= text[:4] <= "2100" else "None"
    assert str(parse_date(text)) == expected


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    parse_date(text)
