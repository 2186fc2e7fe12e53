"""Are two names of one person? A verdict with a score and a reason that a reader can check.

The scores are shares of pairs that were one person, not edit distances: "Jong Un" and
"Jong Il" differ in two letters and are two men.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.resolve.names.calibration import (
    NEAR_MISS_FROM,
    SAME_FROM,
    SPEAKS_AGAINST,
    UNSURE_FROM,
    Comparison,
)
from kg.resolve.names.family_names import compare_families
from kg.resolve.names.given_comparison import compare_first, compare_given, compare_syllables
from kg.resolve.names.given_names import is_given_name, is_western
from kg.resolve.names.person_names import PersonName, common_families, family_first_names
from kg.resolve.names.spelling import skeleton

__all__ = [
    "NEAR_MISS_FROM",
    "SAME_FROM",
    "SPEAKS_AGAINST",
    "UNSURE_FROM",
    "Comparison",
    "compare_persons",
]


def compare_persons(left: PersonName, right: PersonName) -> Comparison:
    """Symmetric. Names without a given name are never more than unsure."""
    if (right.text, right.key) < (left.text, left.key):
        left, right = right, left
    return _compare(left, right)


@lru_cache(maxsize=200_000)
def _compare(left: PersonName, right: PersonName) -> Comparison:
    if left.suffix != right.suffix:
        return _other_suffix(left, right)
    if left.full and right.full and (left.key == right.key or left.words == right.words):
        return Comparison.of(_same_spelling(left, right))
    if not (left.full and right.full):
        return _one_lacks_given(left, right)
    family = compare_families(left, right)
    if family.score < UNSURE_FROM:
        return _other_order(left, right) or _left_out(left, right) or family
    given = _given(left, right)
    return given if given.score < UNSURE_FROM else family.with_part(given)


def _given(left: PersonName, right: PersonName) -> Comparison:
    if left.asian or right.asian:
        return compare_syllables(left, right)
    return compare_given(left, right)


def _same_spelling(left: PersonName, right: PersonName) -> str:
    if left.text == right.text:
        return "same name"
    if left.text.replace("-", " ").casefold() == right.text.replace("-", " ").casefold():
        return "same name; only hyphens or capitals differ"
    return "same name; only hyphens, spaces, accents or capitals differ"


def _other_suffix(left: PersonName, right: PersonName) -> Comparison:
    named = " and ".join(f"'{suffix}'" for suffix in (left.suffix, right.suffix) if suffix)
    if left.suffix and right.suffix:
        return Comparison.of("two generations of one name", named)
    if not (left.full and right.full) or compare_families(left, right).score < SAME_FROM:
        return Comparison.of("different family names")
    given = _given(left, right)
    if given.score < UNSURE_FROM:
        return given
    return Comparison.of("only one has a generation; may be parent and child", named)


def _one_lacks_given(left: PersonName, right: PersonName) -> Comparison:
    if left.family_core == right.family_core or skeleton(left.family) == skeleton(right.family):
        return Comparison.of("same family name, but no given name to tell")
    first, alone = (left, right) if left.full else (right, left)
    if first.full and alone.family == first.given[0]:
        return Comparison.of("one name alone, which may be a given name")
    return Comparison.of("different family names")


def _other_order(left: PersonName, right: PersonName) -> Comparison | None:
    """Given and family name changed places: Viktor Orban, Orban Viktor."""
    if left.family != "".join(right.given) or right.family != "".join(left.given):
        return None
    families = family_first_names()
    if left.family in families and right.family in families:
        return Comparison.of("same words in another order; either may be the family name")
    if is_given_name(left.family) and is_given_name(right.family):
        return Comparison.of("same words in another order, both used as given names")
    return Comparison.of("same words in another order")


def _left_out(left: PersonName, right: PersonName) -> Comparison | None:
    """A family name more or less: Daniel Ortega, Daniel Ortega Saavedra; Mohammed bin Zayed."""
    if left.asian or right.asian:
        return None
    short, long = sorted((left, right), key=lambda name: len(name.words))
    if _begins(short.words, long.words):
        last = short.words[-1]
        common = len(short.words) == 2 and not common_families().isdisjoint(short.words)
        if not (common or is_western(last) or f"{last}-" in long.text.casefold()):
            return Comparison.of("a further family name is given only once", f"({last})")
        return Comparison.of("one of two family names may be left out")
    if compare_first(left.given[0], right.given[0]).score < SAME_FROM:
        return None
    if left.family in right.given[1:] or right.family in left.given[1:]:
        return Comparison.of("one of two family names may be left out")
    a, b = set(left.family.split()), set(right.family.split())
    if len(a) != len(b) and (a < b or b < a):
        return Comparison.of("one half of a double family name")
    return None


def _begins(short: Sequence[str], long: Sequence[str]) -> bool:
    return (
        1 < len(short) < len(long)
        and short[-1] == long[len(short) - 1]
        and all(
            a == b or compare_first(a, b).score >= SAME_FROM
            for a, b in zip(short, long, strict=False)
        )
    )
