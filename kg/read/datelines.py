"""What the first lines of an article say about itself: date, agency, author.

A date in running text is not the article's date. Taken are only: a labelled date
("Published 22 October 2024"), a line that is little more than a date, and a dateline
("SEOUL, Oct 22, 2024 (Agency) -"). A dateline without a year counts only if the year is
known from elsewhere; it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.read.dates import DATE, DAY_MONTH, MONTH, MONTH_DAY, WEEKDAY, parse_date, parse_day_of_year
from kg.read.publications import load_publications
from kg.records import PartialDate

HEAD = 600  # characters in which an article speaks about itself
_BYLINES_WITHIN = 6  # lines
_BYLINE_LENGTH = 160
_STAMP_LINE = 120  # characters of a line that is only a date, time and name

_TIME = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
_ZONE = r"(?:\s*\(?(?:[A-Z]{2,4}|[+-]\d\d:?\d\d)\)?)?"
_CLOCK = rf"(?:{_TIME}{_ZONE})"
_STAMP = (
    rf"(?:{_CLOCK},?\s+)?(?:{WEEKDAY})?(?P<date>{DATE})"
    rf"(?:\s*(?:,|at|T|[-–—|•·])?\s*{_CLOCK})?Z?"
)
_LABEL = (
    r"(?:(?:first|originally)\s+)?(?:published|posted|issued|filed|released|dated?"
    r"|pub(?:lish|lication)?[ _-]?date|release date)"
)
_CHANGED = r"(?:last\s+)?(?:updated|modified|revised|edited)"
_LABELLED = re.compile(
    rf"(?:^|(?<=[|•·–—]\s)|(?<=[|•·–—]))\W*(?P<label>{_LABEL}|{_CHANGED})\b"
    rf"(?:\s+on|\s+at)?\s*[:=-]?\s*{_STAMP}",
    re.IGNORECASE,
)
_READING_TIME = r"\d+\s*-?\s*min(?:ute)?s?(?:\s+read)?"
_DATE_LINE = re.compile(
    rf"(?:By\s+(?P<by>[^|•·\d]{{3,60}}?)\s*[,|•·–—-]\s*|[^|•·.\d]{{3,60}}?\s*[|•·]\s*)?"
    rf"{_STAMP}(?:\s*[|•·,–—-]\s*{_READING_TIME})?\.?",
    re.IGNORECASE,
)

_CAPITALS = r"[A-Z][A-Z'’.-]+(?:[ /-][A-Z][A-Z'’.-]*)*"
_NAMED = rf"(?!{MONTH}|{WEEKDAY})[A-Z][\w'’.-]+(?:[ /-][A-Z][\w'’.-]*){{0,3}}"
_DAY = rf"(?:{WEEKDAY})?(?:{DATE}|{MONTH_DAY}|{DAY_MONTH})"
_ON_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!\w)"
_AGENCY = r"(?:\(\s*(?P<agency>[A-Z][^()\d]{1,38})\)|/(?P<slashed>[A-Z][^/()\d]{1,28})/)"
_DASH = r"\s*(?:--+|[-–—―:])(?=\s|[“\"A-Z])"
# place, region, date (agency) -   each part may be missing; see `_is_dateline`
_DATELINE = re.compile(
    rf"(?:(?P<first>{_DAY})[,.]?\s*(?:[-–—]\s*)?)?"
    rf"(?:(?:(?P<capitals>{_CAPITALS})|(?P<named>{_NAMED}))(?:,\s*{_NAMED}){{0,2}}[,.]?\s*)?"
    rf"(?:(?:[-–—]+\s*)?(?P<day>{_DAY}|{_ON_WEEKDAY})[,.]?\s*)?"
    rf"(?:(?:[-–—]+\s*)?{_AGENCY}\s*)?(?P<dash>{_DASH})?"
)
_NAME = (
    r"(?!(?:The|Associated|Staff|Special|Political|Chief|Senior|National|Foreign|World|News)\b)"
    r"[A-Z][\w'’.-]*(?:\s+(?:(?:de|van|von|der|al|bin|el|la|da|dos)\s+)?[A-Z][\w'’.-]*){1,3}"
)
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY)\s+(?P<names>{_NAME}(?:(?:,\s*|\s+and\s+|\s+&\s+|,\s+and\s+){_NAME}){{0,4}})"
    r"(?:\s*[,|–—-]\s*(?P<body>[A-Z][^|.]{1,60}))?\.?"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What was found; `furniture` are the ranges that only describe the page."""

    published: PartialDate | None = None
    publisher: str = ""
    author: str = ""
    furniture: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Findings:
    stamped: PartialDate | None = None  # labelled, or a line of its own
    changed: PartialDate | None = None  # "updated": only if nothing better is found
    dateline: PartialDate | None = None
    publisher: str = ""
    author: str = ""


def read_dateline(text: str, year: int = 0) -> Dateline:
    """Look at the first `HEAD` characters; `year` completes a dateline such as "Oct. 22"."""
    found = _Findings()
    furniture: list[tuple[int, int]] = []
    lines = list(_first_lines(text))
    for number, (start, line) in enumerate(lines):
        stamps = _stamps(line, found)
        furniture.extend((start + a, start + b) for a, b in stamps)
        if stamps:
            _note_dateline(line[stamps[0][1] :].lstrip(), found, year)
        elif number < _BYLINES_WITHIN and _is_byline(number, [text for _, text in lines]):
            found.author = found.author or _author(line)
            furniture.append((start, start + len(line)))
        else:
            _note_dateline(line, found, year)
    return Dateline(
        published=found.stamped or found.dateline or found.changed,
        publisher=found.publisher,
        author=found.author,
        furniture=tuple(furniture),
    )


def _first_lines(text: str) -> Iterator[tuple[int, str]]:
    """Start and text, without outer blanks, of each line that begins within the head."""
    start = 0
    while start < min(HEAD, len(text)):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + HEAD)]
        if stripped := line.strip():
            yield start + line.index(stripped[0]), stripped
        start = end + 1


def _stamps(line: str, found: _Findings) -> list[tuple[int, int]]:
    """Where labelled dates stand, or the whole of a line that is a date; noted in `found`."""
    if len(line) <= _STAMP_LINE and (whole := _DATE_LINE.fullmatch(line)):
        found.stamped = found.stamped or parse_date(whole["date"])
        found.author = found.author or (whole["by"] or "").strip()
        return [(0, len(line))]
    spans = []
    for labelled in _LABELLED.finditer(line):
        day = parse_date(labelled["date"])
        if re.match(_CHANGED, labelled["label"], re.IGNORECASE):
            found.changed = found.changed or day
        else:
            found.stamped = found.stamped or day
        spans.append(labelled.span())
    return spans


def _is_byline(number: int, lines: list[str]) -> bool:
    line = lines[number]
    if len(line) > _BYLINE_LENGTH or not _BYLINE.fullmatch(line):
        return False
    if number:
        return True
    # a first line "By Any Means Necessary" is a headline, unless a dateline or a date follows
    after = lines[1] if len(lines) > 1 else ""
    match = _DATELINE.match(after)
    return bool(_DATE_LINE.fullmatch(after)) or bool(match and _is_dateline(match))


def _author(line: str) -> str:
    match = _BYLINE.fullmatch(line)
    return match["names"] if match else ""


def _note_dateline(line: str, found: _Findings, year: int) -> None:
    match = _DATELINE.match(line)
    if not match or not _is_dateline(match):
        return
    if agency := _agency(match):
        found.publisher = found.publisher or agency
    day = match["first"] or match["day"]
    if day and not found.dateline:
        found.dateline = parse_date(day) or (parse_day_of_year(day, year) if year else None)


def _agency(match: re.Match[str]) -> str:
    """The agency in brackets, if that is what the brackets hold.

    After a place in capitals or a day any name will do; elsewhere only a known agency, for
    "Anna Lind (Northern Party) - who" begins a sentence.
    """
    name = (match["agency"] or match["slashed"] or "").strip()
    placed = match["capitals"] or match["first"] or match["day"]
    if name in load_publications().agencies:
        return name
    if not placed or len(name.split()) > 4 or re.match(r"[RDI]-", name):
        return ""
    return name


def _is_dateline(match: re.Match[str]) -> bool:
    """Enough of the parts of a dateline stand together, and a sentence does not."""
    agency = bool(_agency(match))
    day = bool(match["first"] or match["day"])
    dash = (match["dash"] or "").strip()
    if match["slashed"] or not dash:
        # without a dash: a place, a day, and an agency in brackets or between strokes
        return agency and bool(match["capitals"]) and (day or bool(match["slashed"]))
    if dash == ":":  # "WALLACE: ..." is a speaker
        return agency or day
    return agency or day or bool(match["capitals"])
