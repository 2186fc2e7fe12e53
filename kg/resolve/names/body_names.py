"""Names of organizations and places: keys, abbreviations, and near misses."""

from __future__ import annotations

import re
from functools import lru_cache

from rigour.names import remove_org_types

from kg.records import slug
from kg.resolve.names.body_wording import owner_last, plain_wording
from kg.resolve.names.calibration import Comparison
from kg.resolve.names.spelling import latin_fold, one_slip_apart, skeleton, vowels_apart
from kg.vocabulary import surface

# Legal forms in front of a name; elsewhere such words are part of it ("AS Roma").
_FRONT_FORMS = frozenset("ooo oao pao pjsc jsc zao ao pt".split())
_BACK_FORMS = frozenset("corp corporation co company inc ltd limited plc llc asa njsc oyj".split())
_SMALL_WORDS = frozenset("of for the and in on to at a an de la le des du".split())
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9&.-]{1,7}")
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?")
_BRACKETED = re.compile(r"\s\([A-Z][A-Za-z&.-]{1,9}\)?$")
_FOREIGN = re.compile(r"[ou]ll?ah$|^q|^al$|^al(?=qa)|kh|aa")
_SHORTEST_NAME = 5  # letters that must be left of a one-word name without its legal form


@lru_cache(maxsize=100_000)
def body_key(text: str) -> str:
    """Equal for one name with or without legal form, in either spelling of English.

    An abbreviation in brackets behind the name is left out, numbers are written in digits.
    """
    plain = _BRACKETED.sub("", surface(text)) or surface(text)
    words = plain_wording(latin_fold(plain)).split()
    bare = plain_wording(latin_fold(remove_org_types(plain.casefold()))).split()
    if bare and bare != words and _is_form(words, bare):
        words = bare
    while len(words) > 1 and words[-1] in _BACK_FORMS and _enough(words[:-1]):
        words = words[:-1]
    if len(words) > 1 and words[0] in _FRONT_FORMS and _enough(words[1:]):
        words = words[1:]
    return " ".join(words) or slug(text) or text


def _is_form(words: list[str], bare: list[str]) -> bool:
    """True if what was removed stands at the end, or is a form that stands in front."""
    at_end = bare == words[: len(bare)]
    return _enough(bare) and (at_end or words[0] in _FRONT_FORMS)


def _enough(words: list[str]) -> bool:
    return len(words) > 1 or len(words[0]) >= _SHORTEST_NAME


def is_abbreviated(text: str) -> bool:
    return _ABBREVIATION.fullmatch(surface(text)) is not None


def abbreviates(short: str, long: str) -> bool:
    """True if `short` is made of the initials of `long`, small words counted or not."""
    letters = "".join(c for c in surface(short).casefold() if c.isalnum())
    words = latin_fold(surface(long)).split()
    if len(letters) < 2 or len(words) < 2:
        return False
    initials = "".join(word[0] for word in words)
    main = "".join(word[0] for word in words if word not in _SMALL_WORDS)
    return letters in (initials, main)


def compare_bodies(left: str, right: str) -> Comparison:
    """Compare two keys. Part and whole are different: Hanwha is not Hanwha Aerospace."""
    return _compare(*sorted((left, right)))


@lru_cache(maxsize=200_000)
def _compare(left: str, right: str) -> Comparison:
    if left == right:
        return _found("same name")
    if left.replace(" ", "") == right.replace(" ", ""):
        return _found("same name, joined or apart")
    if owner_last(left) == owner_last(right):
        return _found("same body, worded in another order")
    a, b = left.split(), right.split()
    if len(a) == len(b):
        return _word_by_word(a, b)
    kept = [[w for w in words if w not in _SMALL_WORDS] for words in (a, b)]
    if kept[0] == kept[1]:
        return _found("same name but for small words")
    if sorted(kept[0]) == sorted(kept[1]):
        return _found("same words in another order")
    if _is_foreign(a + b) and vowels_apart("".join(a), "".join(b)):
        return _found("another transliteration; vowels differ", f"({left} / {right})")
    if set(a) < set(b) or set(b) < set(a):
        return _found("one name is part of the other; they may be two bodies")
    return _found("different names")


def _found(kind: str, detail: str = "") -> Comparison:
    return Comparison.of(kind, detail, section="organizations")


def _is_foreign(words: list[str]) -> bool:
    """True if a word shows that the name was written in Arabic letters first."""
    return any(_FOREIGN.search(word) for word in words)


def _word_by_word(a: list[str], b: list[str]) -> Comparison:
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if sorted(a) == sorted(b):
        return _found("same words in another order")
    shown = "(" + ", ".join(f"{x} / {y}" for x, y in pairs) + ")"
    if all(_NUMBER.sub("", x) == _NUMBER.sub("", y) for x, y in pairs):
        return _found("numbers differ", shown)
    if all(min(len(x), len(y)) > 4 and skeleton(x) == skeleton(y) for x, y in pairs):
        return _found("another transliteration", shown)
    if _is_foreign(a + b) and all(vowels_apart(x, y) for x, y in pairs):
        return _found("another transliteration; vowels differ", shown)
    if all(x.rstrip("s") == y.rstrip("s") for x, y in pairs):
        return _found("singular and plural", shown)
    if len(pairs) == 1 and one_slip_apart(*pairs[0]):
        return _found("one letter differs", shown)
    return _found("names differ", shown)
