"""Dates as articles and their metadata write them → `PartialDate`, no preciser than written."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from kg.records import PartialDate

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?"
    r"|Sat(?:urday)?|Sun(?:day)?)\b\.?,?\s+"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
DAY_MONTH = rf"{_DAY}\s+(?:of\s+)?{MONTH}"
MONTH_DAY = rf"{MONTH}\s*{_DAY}(?!\d)"

# Whole dates, most telling first. The named groups y, m, d, n (month name) are read below.
_ISO = r"(?P<y>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?!\d)"
_SLASHED = r"(?P<y>\d{4})[/.](?P<m>\d\d?)[/.](?P<d>\d\d?)(?!\d)"
_DAY_FIRST = rf"(?P<d>\d\d?)(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<n>{MONTH}),?[\s-]+(?P<y>{_YEAR})"
_MONTH_FIRST = rf"(?P<n>{MONTH})\s*(?P<d>\d\d?)(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<y>{_YEAR})"
_MONTH_ONLY = rf"(?P<n>{MONTH}),?\s+(?P<y>{_YEAR})"
_NUMERIC = r"(?P<a>\d\d?)(?P<sep>[/.-])(?P<b>\d\d?)(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)"
_COMPACT = r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\w]){form}", re.IGNORECASE)
    for form in (_ISO, _DAY_FIRST, _MONTH_FIRST, _SLASHED, _NUMERIC, _MONTH_ONLY, _COMPACT)
)
_YEAR_ONLY = re.compile(rf"\s*({_YEAR})\s*")
_EPOCH = re.compile(r"\s*(\d{9,10})(?:\d{3})?(?:\.\d+)?\s*")
_WITHOUT_YEAR = re.compile(
    rf"(?P<d1>{_DAY})\s+(?:of\s+)?(?P<n1>{MONTH})|(?P<n2>{MONTH})\s*(?P<d2>{_DAY})"
)

# A date inside running patterns, without groups: day precision, or a month with its year.
DATE = "(?:" + "|".join(
    re.sub(r"\(\?P<\w+>", "(?:", form)
    for form in (_ISO, _DAY_FIRST, _MONTH_FIRST, _SLASHED, _MONTH_ONLY)
) + r"|\d\d?[/.]\d\d?[/.](?:19|20)\d\d(?!\d))"  # fmt: skip


def parse_date(text: str) -> PartialDate | None:
    """The date in a metadata value or a matched piece of text; None if there is none.

    The calendar day is the one written, whatever the time zone. 03/04/2024 may be March
    or April, so only its year is kept.
    """
    text = text.strip()[:200]
    if year := _YEAR_ONLY.fullmatch(text):
        return PartialDate(int(year[1]))
    if epoch := _EPOCH.fullmatch(text):
        return PartialDate.from_date(datetime.fromtimestamp(int(epoch[1]), UTC).date())
    for form in _FORMS:
        if found := form.search(text):
            return _from_match(found)  # an impossible day is a mistake, not a month
    return None


def parse_day_of_year(text: str, year: int) -> PartialDate | None:
    """A day and month without a year ("Oct. 22"), in the year known from elsewhere."""
    found = _WITHOUT_YEAR.search(text)
    if not found:
        return None
    day = re.sub(r"\D", "", found["d1"] or found["d2"])
    return _date(year, _month(found["n1"] or found["n2"]), int(day))


def _from_match(found: re.Match[str]) -> PartialDate | None:
    parts = found.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        return _numeric(year, int(parts["a"]), int(parts["b"]), parts["sep"])
    month = _month(parts["n"]) if parts.get("n") else int(parts["m"])
    return _date(year, month, int(parts.get("d") or 0))


def _numeric(year: int, a: int, b: int, sep: str) -> PartialDate | None:
    if a > 12 or sep == ".":  # a point is written by those who put the day first
        return _date(year, b, a)
    if b > 12:
        return _date(year, a, b)
    return _date(year, a, b) if a == b else PartialDate(year)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _date(year: int, month: int, day: int) -> PartialDate | None:
    if not 1800 <= year <= 2100:
        return None
    try:
        return PartialDate(year, month, day if month else 0)
    except ValueError:
        return None
