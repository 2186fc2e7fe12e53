"""Time expressions as dates of the precision the text supports.

Relative ones count from the article's date; without one they stay unknown. A small
grammar of our own: date libraries answer "in June" with a day and fail on "since
August 2023" (see DECISIONS.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.records import PartialDate

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        [
            "monday mon",
            "tuesday tues",
            "wednesday wed",
            "thursday thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ]
    )
    for name in names.split()
}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        "a an one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve".split("|"), 1
    )
    for word in words.split()
}
_NAMED = re.compile(r"\b(?:" + "|".join([*MONTHS, *WEEKDAYS]) + r")\b", re.IGNORECASE)
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_WEEKDAY = r"(?P<weekday>" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\.?"

_ABSOLUTE = [
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"\b{_DAY}(?: of)? {_MONTH},?(?: {_YEAR})?\b",
        rf"\b{_MONTH} {_DAY},? {_YEAR}\b",
        rf"\b{_MONTH} {_DAY}\b(?! ?\d)",
        rf"\b{_MONTH},? {_YEAR}\b",
        rf"\b{_MONTH}\b",
        rf"\b{_YEAR}\b",
    )
]
_AGO = re.compile(
    # Not the end of "5,000" or "2.5", and no more digits than `int` takes.
    r"(?<![\d.,])\b(?P<count>\d{1,4}|" + "|".join(_NUMBERS) + r") "
    r"(?P<unit>day|week|month|year)s? (?:ago|earlier)\b"
)
_RELATIVE = re.compile(r"\b(?P<which>last|this|next|past) (?P<unit>week|month|year|weekend)\b")
_FROM_TO = re.compile(r"(?:(?i:between|from)) (.{3,40}?) (?:and|to) (.{3,40})")
_WEEKDAY_PATTERN = re.compile(rf"\b(?:(?P<which>last|next|this|on) )?{_WEEKDAY}\b")


@dataclass(frozen=True, slots=True)
class Period:
    """A time with its first and, where it spans more than its own precision, last date."""

    begin: PartialDate | None = None
    end: PartialDate | None = None


def resolve(text: str, published: PartialDate | None, *, future: bool = False) -> Period | None:
    """The period that `text` names, or None where it names none.

    `published` is the article's date; a bare month or weekday is the last one on or before
    it, or the next one after it where `future` says that the verb looks ahead.
    """
    span = _FROM_TO.fullmatch(text.strip())
    if span is not None:
        first, last = (resolve(span[i], published, future=future) for i in (1, 2))
        if first is not None and last is not None:
            return Period(first.begin, last.end or last.begin)
    lowered = _NAMED.sub(_unless_capital, text).lower().strip()
    today = published.first_day if published and published.day else None
    try:
        relative = _relative(lowered, today, future)
    except (OverflowError, ValueError):
        return None  # before the year 1 or after 9999
    found = relative or _absolute(lowered, published, future)
    if found is None:
        return None
    since = re.match(r"(?:ever )?since\b", lowered) is not None
    return Period(found.begin, None if since else found.end)


def _unless_capital(match: re.Match[str]) -> str:
    """ "on the march" and "in the sun" name neither a month nor a day."""
    word = match.group()
    return word if word[0].isupper() else "_"


def _relative(text: str, today: date | None, future: bool) -> Period | None:
    if today is None:
        return None
    if re.search(r"\b(?:today|tonight|this (?:morning|evening|afternoon))\b", text):
        return _day(today)
    if "yesterday" in text:
        return _day(today - timedelta(days=1))
    if "tomorrow" in text:
        return _day(today + timedelta(days=1))
    if match := _AGO.search(text):
        return _ago(today, match["count"], match["unit"])
    if match := _RELATIVE.search(text):
        return _unit(today, match["which"], match["unit"])
    if (match := _WEEKDAY_PATTERN.search(text)) and not re.search(r"\d", text):
        return _day(_weekday(today, WEEKDAYS[match["weekday"]], match["which"], future))
    return None


def _weekday(today: date, weekday: int, which: str | None, future: bool) -> date:
    back = (today.weekday() - weekday) % 7
    if which == "next" or (future and which in (None, "on", "this") and back):
        return today + timedelta(days=7 - back)
    if which == "last" and back == 0:
        back = 7
    return today - timedelta(days=back)


def _ago(today: date, count: str, unit: str) -> Period:
    number = int(count) if count.isdigit() else _NUMBERS[count]
    if unit == "day":
        return _day(today - timedelta(days=number))
    if unit == "week":
        return _week(today - timedelta(weeks=number))
    if unit == "month":
        months = today.year * 12 + today.month - 1 - number
        return Period(PartialDate(months // 12, months % 12 + 1))
    return Period(PartialDate(today.year - number))


def _unit(today: date, which: str, unit: str) -> Period | None:
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        return _week(today + timedelta(weeks=step))
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return Period(PartialDate(months // 12, months % 12 + 1))
    if unit == "year":
        return Period(PartialDate(today.year + step))
    saturday = today + timedelta(days=5 - today.weekday() + 7 * step)
    return Period(
        PartialDate.from_date(saturday), PartialDate.from_date(saturday + timedelta(days=1))
    )


def _week(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(PartialDate.from_date(monday), PartialDate.from_date(monday + timedelta(days=6)))


def _day(day: date) -> Period:
    return Period(PartialDate.from_date(day))


def _absolute(text: str, published: PartialDate | None, future: bool) -> Period | None:
    for pattern in _ABSOLUTE:
        match = pattern.search(text)
        if match is None:
            continue
        parts = match.groupdict()
        raw_month = parts.get("month")
        if raw_month == "may" and not re.search(
            r"\bmay \d|\d may|\b(?:in|since|last|until) may\b", text
        ):
            continue
        month = 0 if not raw_month else MONTHS.get(raw_month) or int(raw_month)
        day = int(parts.get("day") or 0)
        year = int(parts.get("year") or 0)
        if not year:
            if published is None or not published.month:
                return None
            year = _nearest_year(published, month, day, future)
        try:
            return Period(PartialDate(year, month, day))
        except ValueError:
            return None
    return None


def _nearest_year(published: PartialDate, month: int, day: int, future: bool) -> int:
    """The year that puts the date on the right side of the article's date."""
    here, there = (published.month, published.day or 31), (month, day)
    if future and there < (published.month, 0 if not day else published.day):
        return published.year + 1
    if not future and there > here:
        return published.year - 1
    return published.year
