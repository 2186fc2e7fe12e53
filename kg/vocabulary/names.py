"""When two ways of writing a name are the same name.

Two keys per name: a *cased* key for short abbreviations, where capitals decide ("US" is a
state, "us" a pronoun), and a *folded* key for everything else, where they do not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Apostrophes and quotation marks of typography: curly, modifier letter, grave, acute.
_QUOTES = str.maketrans("\u2019\u2018\u02bc\u0060\u00b4\u201c\u201d", "'" * 5 + '"' * 2)
# Letters that NFKD leaves whole.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ħ": "h",
    }
)
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.\s?)+[A-Za-z]\b\.?")
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_EDGE = " \t\n\r,;:!?\"()[]{}'"
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9&/-]{1,5}")
REMEMBERED = 1 << 16  # names of which a form is kept: news repeats itself
_SPOKEN_ABBREVIATION = 4  # from this length on "NATO" may also be written "Nato"


@lru_cache(maxsize=REMEMBERED)
def surface(text: str) -> str:
    """`text` without what grammar and layout add: article, possessive, dots of initials."""
    plain = _SPACES.sub(" ", text.translate(_QUOTES)).strip(_EDGE)
    if plain[-2:] in ("'s", "'S"):
        plain = plain[:-2]
    if plain[:4] in ("the ", "The ", "THE "):
        plain = plain[4:]
    if "." in plain:
        plain = _INITIALS.sub(_without_dots, plain).rstrip(".")
    return plain.strip(_EDGE)


def _without_dots(match: re.Match[str]) -> str:
    letters = match.group().replace(".", "").replace(" ", "")
    # "e.g." and other lower-case abbreviations are no names: leave them recognisable.
    return letters if letters.isupper() else match.group()


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """Lower-case words without accents or punctuation; scripts other than Latin stay."""
    lowered = text.translate(_QUOTES).casefold().replace("'", "").replace("&", " and ")
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
        lowered = "".join(c for c in decomposed if not unicodedata.combining(c))
    if "." in lowered:
        lowered = lowered.replace(".", " ")
    return _NOT_WORD.sub(" ", lowered).strip()


def is_abbreviation(plain: str) -> bool:
    """Short and all capitals, so that capitals carry meaning: "US", "WHO", "G7", "AT&T"."""
    return _ABBREVIATION.fullmatch(plain) is not None


def cased_key(plain: str) -> str:
    """The key of an abbreviation, "" for other names: "G-7" and "G7" agree."""
    return plain.replace("-", "") if is_abbreviation(plain) else ""


def is_spoken(plain: str) -> bool:
    """True if an abbreviation is long enough to be written like a word ("Nato", "Opec")."""
    return len(plain) >= _SPOKEN_ABBREVIATION and plain.isalpha()


def looks_like_name(text: str) -> bool:
    """Names and nationality words carry a capital: "Polish", not "polish"."""
    return any(c.isupper() for c in text)
