"""Abbreviations that an article introduces beside the name they are short for."""

from __future__ import annotations

import re

from kg.language.plain import Span

_ACRONYM = re.compile(r"(?:[A-Z][\w&/-]*[A-Z][\w]*|[A-Z]\d{1,2})s?")
_OPENS, _CLOSES = "(", ")"
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})
_ASIDE = 5  # tokens until the bracket closes: "ISW (Institute for the Study of War in Oslo)"
_FILLERS = frozenset({"of", "the", "for", "and", "on", "in", "to", "&", "de", "des", "du", "la"})


def abbreviated(name: Span) -> str:
    """The abbreviation that stands with `name`: "(ISW)" after it, or "ISW (" before; else "".

    In brackets anything that looks like an acronym counts, as many are not made of first
    letters ("TPP"); after a comma ("ISW, the Institute for the Study of War") only initials do.
    """
    doc, start, end = name.doc, name.start, name.end
    inner = [t.text for t in doc[end : end + 5] if t.text not in _QUOTES]
    if len(inner) > 2 and inner[0] == _OPENS and inner[2] in {_CLOSES, ",", ";"}:
        if is_acronym(inner[1]) and (len(name) > 1 or inner[1][0] == name.text[0]):
            return inner[1]
    if len(name) < 2:
        return ""
    before = [t.text for t in doc[max(0, start - 3) : start] if t.lower_ != "the"]
    after = doc[end].text if end < len(doc) else ""
    if len(before) > 1 and is_acronym(before[-2]):
        bracketed = before[-1] == _OPENS and _CLOSES in {t.text for t in doc[end : end + _ASIDE]}
        apposed = before[-1] == "," and after in {",", ".", ")"}
        if bracketed or (apposed and initials_fit(before[-2], name.text)):
            return before[-2]
    return ""


def is_acronym(text: str) -> bool:
    """Two capitals at least, or a capital and a number: "ISW", "AfD", "G7"."""
    return _ACRONYM.fullmatch(text) is not None


def initials_fit(short: str, name: str) -> bool:
    """Whether the capitals of `short` are the first letters of the words of `name`."""
    words = [w for w in re.split(r"[\s\-/]+", name) if w and w[0].isalnum()]
    letters = "".join(c for c in short if c.isupper()).casefold()
    every = "".join(w[0] for w in words).casefold()
    some = "".join(w[0] for w in words if w.lower() not in _FILLERS).casefold()
    return len(letters) > 1 and letters in {every, some}
