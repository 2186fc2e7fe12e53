"""The title of a text that carries none beside it, and the places that only repeat the title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from kg.read.furniture import Line, Range

_NEAR_TOP = 12  # lines among which a repeated one is the headline
_REPEATED_WITHIN = 3  # and it begins among these; further down it is a subheading
_MAX_WORDS = 28
_MAX_CHARS = 220
_GLUED_WITHIN = 2500  # characters in which a copy inside a line is looked for
_MIN_GLUED = 30
_MAX_NAVIGATION = 8  # words before a headline on its line
_MIN_NEAR_WORDS = 4
_NEAR = 0.8  # shared words over all words
_NEAR_COPY = 40  # characters looked at around a copy
_BEFORE_COPY = re.compile(r"(?:^|\n|[.!?0-9][\"'”’)]*)\s*$")
_AFTER_COPY = re.compile(r"\.?(?:$|\s*\n|\s*[A-Z“\"‘(0-9])")
_WORD = re.compile(r"[^\W_]+")
_FINAL = re.compile(r"[.,;:][\"'”’)\]]*$")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b[A-Z]\.[A-Z]|\bInc|\bCo|\bSt|\bJr|\bSr)\.$")
_MINOR = frozenset(
    "a an the of and or but nor for to in on at by with from as is are was be it its if vs via "
    "over than into after amid up out off s t".split()
)


def find_title(text: str, lines: Sequence[Line], furniture: Sequence[Range]) -> str:
    """The headline in the text: a repeated line near the top, or a short first line.

    A first line counts if it does not end like a sentence, or is written In Title Case.
    """
    top = (_visible(line, furniture) for line in lines[:_NEAR_TOP])
    visible = [line for line in top if line]
    texts = Counter(line.text for line in visible)
    for line in visible[:_REPEATED_WITHIN]:
        if texts[line.text] > 1 and _may_be_title(line.text):
            return _as_title(line.text)
    if len(visible) < 2:
        return ""
    first = visible[0].text
    if _title_at_end(first, visible[1].text):  # navigation glued before the headline
        return _as_title(visible[1].text)
    return _as_title(first) if _may_be_title(first) and _looks_like_headline(first) else ""


def repeated_headlines(
    text: str, lines: Sequence[Line], furniture: Sequence[Range], title: str
) -> list[Range]:
    """Every place after the first that only repeats the title, and what stands before it.

    "Home World Ministers meet in Seoul": where a line ends with the headline, the few
    capitalised words before it are navigation.
    """
    words = _words(title)
    found: list[Range] = []
    kept = False
    for line in lines:
        visible = _visible(line, furniture)
        if visible is None:
            continue
        if (at := _title_at_end(visible.text, title)) > 0:
            found.append((visible.start, visible.end if kept else visible.start + at))
            kept = True
        elif is_headline_of(visible.text, title, words):
            if kept:
                found.append((visible.start, visible.end))
            kept = True
    found.extend(_glued_copies(text, title, found))
    return found


def is_headline_of(line: str, title: str, words: frozenset[str]) -> bool:
    """Whether a line says the title again, exactly or nearly."""
    if len(line) > 1.6 * len(title) + 20:
        return False
    if _bare(line) == _bare(title):
        return True
    if _ends_a_sentence(line) and not _ends_a_sentence(title):
        return False  # a first sentence often says what the headline says
    own = _words(line)
    if len(words) < _MIN_NEAR_WORDS or len(own) < _MIN_NEAR_WORDS:
        return False
    return len(own & words) >= _NEAR * len(own | words)


def _ends_a_sentence(line: str) -> bool:
    return bool(_FINAL.search(line)) and not _ABBREVIATION.search(line)


def _visible(line: Line, furniture: Sequence[Range]) -> Line | None:
    """The line without furniture at its ends; None if nothing is left.

    `furniture` is sorted and disjoint, so only the ranges around the line are looked at.
    """
    start, end = line.start, line.end
    at = max(0, bisect_right(furniture, (start, start)) - 1)
    while at < len(furniture) and furniture[at][0] < line.end:
        a, b = furniture[at]
        if a <= start < b:
            start = b
        if a < end <= b:
            end = a
        at += 1
    inner = line.text[start - line.start : max(start, end) - line.start]
    stripped = inner.strip()
    return Line(start + inner.index(stripped), stripped) if stripped else None


def _title_at_end(line: str, title: str) -> int:
    """Where the title begins in a line that ends with it after capitalised words; else 0."""
    bare = line.rstrip(" .")
    wanted = title.rstrip(" .")
    if len(wanted) < _MIN_GLUED or not bare.endswith(wanted):
        return 0
    before = bare[: -len(wanted)]
    names = before.split()
    navigation = all(name[0].isupper() or not name[0].isalpha() for name in names)
    if navigation and before[-1:].isspace() and len(names) <= _MAX_NAVIGATION:
        return 0 if re.search(r"[.!?,;]", before) else len(before)
    return 0


def _glued_copies(text: str, title: str, known: Sequence[Range]) -> list[Range]:
    """Exact copies of a long title inside lines near the top, after the first one.

    A copy stands between sentences; words of the title inside a sentence belong to it.
    """
    if len(title) < _MIN_GLUED:
        return []
    copies = [match.span() for match in re.finditer(re.escape(title), text[:_GLUED_WITHIN])]
    return [
        (start, end)
        for start, end in copies[1:]
        if not any(a <= start < b for a, b in known)
        and _BEFORE_COPY.search(text[max(0, start - _NEAR_COPY) : start])
        and _AFTER_COPY.match(text[end : end + _NEAR_COPY])
    ]


def _may_be_title(line: str) -> bool:
    words = line.split()
    return (
        2 <= len(words) <= _MAX_WORDS
        and len(line) <= _MAX_CHARS
        and any(char.isalpha() for char in line)
        and not line.endswith((",", ";", ":"))
    )


def _looks_like_headline(line: str) -> bool:
    return not _ends_a_sentence(line) or _in_title_case(line)


def _in_title_case(line: str) -> bool:
    major = [word for word in _WORD.findall(line) if word.lower() not in _MINOR and word.isalpha()]
    return len(major) >= 3 and sum(word[0].isupper() for word in major) >= 0.85 * len(major)


def _as_title(line: str) -> str:
    """Headlines carry no full stop."""
    if line.endswith(".") and not line.endswith("..") and not _ABBREVIATION.search(line):
        return line[:-1]
    return line


def _words(line: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(line))


def _bare(line: str) -> str:
    return " ".join(word.casefold() for word in _WORD.findall(line))
