"""Given names compared: Western ones word by word, East Asian ones by their syllables."""

from __future__ import annotations

from collections.abc import Sequence

from kg.resolve.names.calibration import SAME_FROM, UNSURE_FROM, Comparison
from kg.resolve.names.given_names import are_cognates, are_short_forms, are_spellings, is_given_name
from kg.resolve.names.person_names import (
    PersonName,
    common_families,
    is_transliterated,
    languages_of,
)
from kg.resolve.names.romanisation import is_pinyin_of, loose_key, strict_key
from kg.resolve.names.spelling import gendered, one_slip_apart, resemblance, skeleton, vowels_apart

_LOOKS_ALIKE = 0.8
_PATRONYMIC = frozenset({"bin", "ibn", "bint", "ben", "ould", "al"})
_SAME = "same given name"
_DIFFER = "given names differ"


def compare_given(left: PersonName, right: PersonName) -> Comparison:
    """All given names of two full names that are not East Asian."""
    a, b = left.given, right.given
    joined = ["".join(given).replace("-", "") for given in (a, b)]
    if joined[0] == joined[1]:
        return Comparison.of(_SAME if a == b else "given name joined or apart")
    if "regnal" in (a[0], b[0]):
        return Comparison.of(_SAME)
    if _are_initials(a, b) or _are_initials(b, a):
        return Comparison.of("all initials fit", f"({' '.join(a)} / {' '.join(b)})")
    foreign = is_transliterated(left) or is_transliterated(right)
    first = compare_first(a[0], b[0], foreign=foreign)
    if len(a) != len(b) and foreign and vowels_apart(*joined):
        return Comparison.of("given name in another transliteration; vowels differ")
    if first.score < UNSURE_FROM:
        if len(joined[0]) > 5 and skeleton(joined[0]) == skeleton(joined[1]):
            return Comparison.of("given name joined or apart")
        return _goes_by_another(a, b) or first
    return _middle_names(a[1:], b[1:], first)


def compare_first(a: str, b: str, *, foreign: bool = False) -> Comparison:
    """Two single names; `foreign` if they were transliterated, so that vowels say less."""
    if a == b:
        return Comparison.of(_SAME)
    if a.replace("-", "") == b.replace("-", ""):
        return Comparison.of("given name joined or apart")
    pair = f"({a} / {b})"
    if are_spellings(a, b) or (min(len(a), len(b)) > 3 and skeleton(a) == skeleton(b)):
        return Comparison.of("given name in another transliteration", pair)
    if 1 in (len(a), len(b)):
        fits = "an initial that fits" if a[0] == b[0] else "an initial that does not fit"
        return Comparison.of(fits, pair)
    if are_short_forms(a, b):
        return Comparison.of("a given name and its short form", pair)
    if are_cognates(a, b):
        return Comparison.of("one given name in two languages", pair)
    if "-" in a + b and a.split("-")[0] == b.split("-")[0]:
        return Comparison.of("one half of a double given name", pair)
    if gendered(a, b):
        return Comparison.of("a man's and a woman's form of a name", pair)
    if not (is_given_name(a) and is_given_name(b)):
        if foreign and vowels_apart(a, b):
            return Comparison.of("given name in another transliteration; vowels differ", pair)
        if one_slip_apart(a, b):
            return Comparison.of("given names one letter apart", pair)
    near = resemblance(a, b) >= _LOOKS_ALIKE
    return Comparison.of("given names look alike but differ" if near else _DIFFER, pair)


def compare_syllables(left: PersonName, right: PersonName) -> Comparison:
    """The given names of two full names of which one at least is in East Asian style."""
    a, b = "".join(left.given), "".join(right.given)
    if a == b:
        return Comparison.of(_SAME)
    languages = languages_of(left.family), languages_of(right.family)
    korean = languages[0] == ("korean",) == languages[1]
    pair = f"({' '.join(left.given)} / {' '.join(right.given)})"
    chinese = all("chinese" in spoken for spoken in languages)
    if strict_key(a, korean=korean) == strict_key(b, korean=korean) or (
        chinese and (is_pinyin_of(b, left.given) or is_pinyin_of(a, right.given))
    ):
        return Comparison.of("given name in another romanisation", pair)
    if all("korean" in spoken for spoken in languages) and loose_key(a) == loose_key(b):
        return Comparison.of("given names may be one in two romanisations", pair)
    shorter, longer = sorted((left.given, right.given), key=len)
    if len(shorter) < len(longer) and longer[: len(shorter)] == shorter:
        return Comparison.of("given name may be cut short", pair)
    near = left.given[0] == right.given[0] or left.given[-1] == right.given[-1]
    return Comparison.of("given names share a syllable" if near else _DIFFER, pair)


def _are_initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Two or more initials, each of which fits: J. D., James David."""
    return 1 < len(short) <= len(long) and all(
        len(a) == 1 < len(b) and a == b[0] for a, b in zip(short, long, strict=False)
    )


def _goes_by_another(a: tuple[str, ...], b: tuple[str, ...]) -> Comparison | None:
    """The given names of one are the later ones of the other: Recep Tayyip Erdogan.

    A father's name ("bin Hamad", "al-Hamad") is none that one goes by.
    """
    short, long = sorted((a, b), key=len)
    full = all(len(name) > 1 for name in short) and short[0] not in common_families()
    later = [name for name in _own(long)[1:] if len(name) > 1]
    if full and len(short) < len(long) and _within(short, later):
        return Comparison.of("one may go by a middle name", f"({' '.join(short)})")
    return None


def _own(given: tuple[str, ...]) -> tuple[str, ...]:
    ends = [place for place, name in enumerate(given) if name in _PATRONYMIC]
    return given[: ends[0]] if ends else given


def _middle_names(a: tuple[str, ...], b: tuple[str, ...], first: Comparison) -> Comparison:
    pair = f"({' '.join(a)} / {' '.join(b)})"
    once = Comparison.of("a middle name is given only once")
    short, long = sorted((a, b), key=len)
    if len(short) < len(long) and all(len(name) > 1 for name in short) and _within(short, long):
        return first.with_part(once)
    if not all(_fit(left, right) for left, right in zip(a, b, strict=False)):
        return Comparison.of("middle names differ", pair)
    if len(a) == len(b):
        return first
    return first.with_part(
        Comparison.of("one has a middle name more; may be parent and child", pair)
    )


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """True if the names of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(any(_fit(name, other) for other in rest) for name in short)


def _fit(left: str, right: str) -> bool:
    if 1 in (len(left), len(right)):
        return left[0] == right[0]
    return compare_first(left, right, foreign=True).score >= SAME_FROM
