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
    (re.compile(r"^dj|(?<=[nr])dj"), "d"),  # "Djukanovic" for the Croatian letter
    (re.compile(r"^soe|^joe(?=[^l])"), "su"),  # "Soeharto", the old Indonesian spelling
    (re.compile(r"oe"), "o"),  # "Oezil" and "Duesseldorf" for the German letters
    (re.compile(r"(?<![gq])ue"), "u"),
    (re.compile(r"ij|iy|yj|y"), "i"),
    (re.compile(r"^i(?=[eo])|(?<=[aeou])i(?=e)"), ""),
    (re.compile(r"(?<=[^aeiou])ie(?=[^aeiou])"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_FEWEST_CONSONANTS = 2  # after the first letter
_MANY_CONSONANTS = 4
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


_LOOSE = (
    (re.compile(r"zh|dj|dzh"), "j"),
    (re.compile(r"(?<=[bdgkt])h"), ""),
    (re.compile("g"), "k"),
)
_UKRAINIAN = re.compile(r"(?:enko|enka|chuk|ski|ko)$")
_VOWEL = re.compile(r"[aeiouy]")
_VOWEL_CLASSES = str.maketrans("eyu", "iio")


def vowels_apart(left: str, right: str) -> bool:
    """Words of one sequence of consonants, one vowel apart, or two if they are long.

    Two hearers of one foreign name: "Wickremesinghe", "Wickramasinghe"; "Shehbaz", "Shahbaz".
    """
    a, b = _loose(left), _loose(right)
    consonants = _VOWEL.sub("", a[1:])
    if len(consonants) < _FEWEST_CONSONANTS or consonants != _VOWEL.sub("", b[1:]):
        return False
    most = 1 if len(consonants) < _MANY_CONSONANTS else 2
    one_end = a[0] == b[0] or (a[0] in "aeiou" and b[0] in "aeiou")
    apart = DamerauLevenshtein.distance(
        a.translate(_VOWEL_CLASSES), b.translate(_VOWEL_CLASSES), score_cutoff=most
    )
    return one_end and apart <= most


@lru_cache(maxsize=100_000)
def _loose(word: str) -> str:
    word = skeleton(word.replace("-", "").replace(" ", ""))
    if _UKRAINIAN.search(word):
        word = word.replace("h", "g")  # one letter, which Russian writes as g
    for pattern, replacement in _LOOSE:
        word = pattern.sub(replacement, word)
    return word


def gendered(left: str, right: str) -> bool:
    """One of the words is the other with an a: "Karim" and "Karima", "Ivanov" and "Ivanova"."""
    short, long = sorted((left, right), key=len)
    return len(short) > 2 and (long == short + "a" or (short[-3:], long[-4:]) == ("sky", "kaya"))
