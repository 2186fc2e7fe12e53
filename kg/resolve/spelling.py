"""How alike two words are, as spellings of one name."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rigour.text.translit import maybe_ascii

from kg.vocabulary import fold

# Where two schools of writing Cyrillic, Arabic or German letters part, both sides are
# mapped to one; the result is a key, not a word.
_SCHOOLS = (
    (re.compile(r"shch|sch"), "sh"),
    (re.compile(r"tch|cz"), "ch"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"w"), "v"),
    (re.compile(r"tz"), "ts"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"oe"), "o"),  # "Oezil" and "Duesseldorf" for the German letters
    (re.compile(r"(?<![gq])ue"), "u"),
    (re.compile(r"ij|iy|yj|y"), "i"),
    (re.compile(r"^i(?=[eo])|(?<=[aeou])i(?=e)"), ""),
    (re.compile(r"(?<=[^aeiou])ie(?=[^aeiou])"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_TYPO_LENGTH = 5  # shorter words that differ by a letter are different words


def latin_fold(text: str) -> str:
    """`text` folded, and transliterated if it is not in Latin letters."""
    return fold(text if text.isascii() else maybe_ascii(text))


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """What the transliterations of one word share: "zelenskyy" and "zelensky" agree."""
    for pattern, replacement in _SCHOOLS:
        word = pattern.sub(replacement, word)
    return word


def one_slip_apart(left: str, right: str) -> bool:
    """Long words that differ by one letter, or by two swapped ones."""
    if min(len(left), len(right)) < _TYPO_LENGTH or abs(len(left) - len(right)) > 1:
        return False
    return DamerauLevenshtein.distance(left, right, score_cutoff=1) == 1


def resemblance(left: str, right: str) -> float:
    """0 to 1, for near misses only: it never makes two names one."""
    return JaroWinkler.similarity(left, right)
