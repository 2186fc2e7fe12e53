"""Are two names of one person? A verdict with a score and a reason that a reader can check.

The scores are ordered by how often such a pair of names is one person in news, not by
edit distance: "Jong Un" and "Jong Il" differ in two letters and are two men.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.records import Verdict
from kg.resolve.given_names import are_cognates, are_short_forms, are_spellings, is_given_name
from kg.resolve.person_names import PersonName, family_first_names, languages_of
from kg.resolve.romanisation import loose_key, strict_key
from kg.resolve.spelling import one_slip_apart, resemblance, skeleton

SAME_FROM = 0.88
UNSURE_FROM = 0.6
NEAR_MISS_FROM = 0.4  # pairs below are too unlike to be worth a record
_LOOKS_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two names agree; `reason` is shown to users."""

    score: float
    reason: str

    @property
    def verdict(self) -> Verdict:
        if self.score >= SAME_FROM:
            return Verdict.SAME
        return Verdict.UNSURE if self.score >= UNSURE_FROM else Verdict.DIFFERENT


_FAR = Comparison(0.0, "different family names")


def compare_persons(left: PersonName, right: PersonName) -> Comparison:
    """Symmetric. Names without a given name are never more than unsure."""
    if (right.text, right.key) < (left.text, left.key):
        left, right = right, left
    return _compare(left, right)


@lru_cache(maxsize=200_000)
def _compare(left: PersonName, right: PersonName) -> Comparison:
    if left.suffix != right.suffix:
        return _other_suffix(left, right)
    if left.key == right.key and left.full:
        return Comparison(1.0, _same_spelling(left, right))
    if not (left.full and right.full):
        return _one_lacks_given(left, right)
    family = _families(left, right)
    if family.score < UNSURE_FROM:
        return _other_order(left, right) or _family_elsewhere(left, right) or family
    given = _given(left, right)
    score = min(family.score, given.score)
    if given.score < UNSURE_FROM:
        return given
    if SAME_FROM <= score and family.score < 1 and given.score < 1:
        score = max(SAME_FROM, score - 0.02)
    return Comparison(score, f"{family.reason}, {given.reason}")


def _same_spelling(left: PersonName, right: PersonName) -> str:
    if left.text == right.text:
        return "same name"
    if left.text.replace("-", " ").casefold() == right.text.replace("-", " ").casefold():
        return "same name; only hyphens or capitals differ"
    return "same name; only hyphens, spaces, accents or capitals differ"


def _other_suffix(left: PersonName, right: PersonName) -> Comparison:
    named = " and ".join(f"'{suffix}'" for suffix in (left.suffix, right.suffix) if suffix)
    if left.suffix and right.suffix:
        return Comparison(0.45, f"{named}: two generations of one name")
    if not (left.full and right.full) or _families(left, right).score < SAME_FROM:
        return _FAR
    given = _given(left, right)
    if given.score < UNSURE_FROM:
        return given
    return Comparison(0.7, f"only one is called {named}; may be parent and child")


def _one_lacks_given(left: PersonName, right: PersonName) -> Comparison:
    if left.family_core == right.family_core or skeleton(left.family) == skeleton(right.family):
        return Comparison(0.6, "same family name, but no given name to tell")
    return _FAR


def _families(left: PersonName, right: PersonName) -> Comparison:
    a, b = left.family, right.family
    if a == b:
        return Comparison(1.0, "same family name")
    if left.family_core == right.family_core:
        return Comparison(0.95, f"family names differ only in a particle ({a} / {b})")
    if a.replace(" ", "") == b.replace(" ", ""):
        return Comparison(0.97, "family name joined or apart")
    variants = family_first_names()
    if (left.asian or right.asian) and variants.get(a, a) == variants.get(b, b):
        return Comparison(0.92, f"family name in another romanisation ({a} / {b})")
    if are_spellings(a, b) or (min(len(a), len(b)) > 3 and skeleton(a) == skeleton(b)):
        return Comparison(0.95, f"family name in another transliteration ({a} / {b})")
    if one_slip_apart(a, b):
        return Comparison(0.78, f"family names one letter apart ({a} / {b})")
    if resemblance(a, b) >= _LOOKS_ALIKE and left.given == right.given:
        if a.rstrip("s") == b.rstrip("s"):
            return Comparison(0.7, f"family names differ in a final s ({a} / {b})")
        return Comparison(0.45, f"family names look alike but differ ({a} / {b})")
    return _FAR


def _given(left: PersonName, right: PersonName) -> Comparison:
    if left.asian or right.asian:
        return _asian_given(left, right)
    first = _first_names(left.given[0], right.given[0])
    if first.score < UNSURE_FROM:
        return _goes_by_another(left.given, right.given) or first
    return _middle_names(left.given[1:], right.given[1:], first)


def _asian_given(left: PersonName, right: PersonName) -> Comparison:
    a, b = "".join(left.given), "".join(right.given)
    if a == b:
        return Comparison(1.0, "same given name")
    languages = languages_of(left.family), languages_of(right.family)
    korean = languages[0] == ("korean",) == languages[1]
    pair = f"({' '.join(left.given)} / {' '.join(right.given)})"
    if strict_key(a, korean=korean) == strict_key(b, korean=korean):
        return Comparison(0.92, f"given name in another romanisation {pair}")
    if all("korean" in spoken for spoken in languages) and loose_key(a) == loose_key(b):
        return Comparison(0.75, f"given names may be one in two romanisations {pair}")
    shorter, longer = sorted((left.given, right.given), key=len)
    if len(shorter) < len(longer) and longer[: len(shorter)] == shorter:
        return Comparison(0.62, f"given name may be cut short {pair}")
    near = left.given[0] == right.given[0] or left.given[-1] == right.given[-1]
    return Comparison(0.45 if near else 0.2, f"given names differ {pair}")


def _first_names(a: str, b: str) -> Comparison:
    if a == b:
        return Comparison(1.0, "same given name")
    if a.replace("-", "") == b.replace("-", ""):
        return Comparison(0.97, "given name joined or apart")
    pair = f"({a} / {b})"
    if are_spellings(a, b) or (min(len(a), len(b)) > 3 and skeleton(a) == skeleton(b)):
        return Comparison(0.95, f"given name in another transliteration {pair}")
    if 1 in (len(a), len(b)):
        if a[0] == b[0]:
            return Comparison(0.72, f"an initial that fits {pair}")
        return Comparison(0.3, f"an initial that does not fit {pair}")
    if are_short_forms(a, b):
        return Comparison(0.8, f"a given name and its short form {pair}")
    if are_cognates(a, b):
        return Comparison(0.72, f"one given name in two languages {pair}")
    if "-" in a + b and a.split("-")[0] == b.split("-")[0]:
        return Comparison(0.7, f"one half of a double given name {pair}")
    if one_slip_apart(a, b) and not (is_given_name(a) and is_given_name(b)):
        return Comparison(0.76, f"given names one letter apart {pair}")
    near = resemblance(a, b) >= _LOOKS_ALIKE
    return Comparison(0.45 if near else 0.2, f"given names differ {pair}")


def _goes_by_another(a: tuple[str, ...], b: tuple[str, ...]) -> Comparison | None:
    """The first name of one among the further names of the other: Recep Tayyip Erdogan."""
    for first, others in ((a[0], b[1:]), (b[0], a[1:])):
        if len(first) > 1 and first in others:
            return Comparison(0.75, f"one may go by a middle name ({first})")
    return None


def _middle_names(a: tuple[str, ...], b: tuple[str, ...], first: Comparison) -> Comparison:
    for left, right in zip(a, b, strict=False):
        if 1 in (len(left), len(right)):
            fits = left[0] == right[0]
        else:
            fits = _first_names(left, right).score >= SAME_FROM
        if not fits:
            return Comparison(0.42, f"middle names differ ({left} / {right})")
    if len(a) == len(b):
        return first
    if a and b:
        pair = f"({' '.join(a)} / {' '.join(b)})"
        return Comparison(0.65, f"one has a middle name more; may be parent and child {pair}")
    reason = f"{first.reason}, a middle name is given only once"
    return Comparison(min(first.score, 0.9), reason)


def _other_order(left: PersonName, right: PersonName) -> Comparison | None:
    """Given and family name changed places: Viktor Orban, Orban Viktor."""
    if left.family != "".join(right.given) or right.family != "".join(left.given):
        return None
    families = family_first_names()
    if left.family in families and right.family in families:
        return Comparison(0.8, "same words in another order; either may be the family name")
    if is_given_name(left.family) and is_given_name(right.family):
        return Comparison(0.65, "same words in another order, both used as given names")
    return Comparison(0.9, "same words in another order")


def _family_elsewhere(left: PersonName, right: PersonName) -> Comparison | None:
    """One of two family names left out: Gabriel Garcia Marquez, Gabriel Garcia."""
    if left.asian or right.asian or left.given[0] != right.given[0]:
        return None
    if left.family in right.given[1:] or right.family in left.given[1:]:
        return Comparison(0.7, "one of two family names may be left out")
    a, b = set(left.family.split()), set(right.family.split())
    if len(a) != len(b) and (a < b or b < a):
        return Comparison(0.7, "one half of a double family name")
    return None
