"""Family names compared."""

from __future__ import annotations

from kg.resolve.names.calibration import Comparison
from kg.resolve.names.given_names import are_spellings
from kg.resolve.names.person_names import (
    PersonName,
    common_families,
    family_first_names,
    is_transliterated,
)
from kg.resolve.names.spelling import (
    gendered,
    one_slip_apart,
    resemblance,
    skeleton,
    vowels_apart,
)

_LOOKS_ALIKE = 0.8
_LOOKS_MUCH_ALIKE = 0.9
_LONG = 6


def compare_families(left: PersonName, right: PersonName) -> Comparison:
    """The family names of two full names; less sure kinds only if the given names agree."""
    a, b = left.family, right.family
    if a == b:
        return Comparison.of("same family name")
    pair = f"({a} / {b})"
    if left.family_core == right.family_core:
        return Comparison.of("family names differ only in a particle", pair)
    if _bare(a) == _bare(b):
        return Comparison.of("family name joined or apart")
    variants = family_first_names()
    if (left.asian or right.asian) and variants.get(a, a) == variants.get(b, b):
        return Comparison.of("family name in another romanisation", pair)
    if are_spellings(a, b) or (min(len(a), len(b)) > 3 and skeleton(a) == skeleton(b)):
        return Comparison.of("family name in another transliteration", pair)
    core = left.family_core, right.family_core
    if gendered(*core):
        return Comparison.of("a man's and a woman's form of a name", pair)
    foreign = is_transliterated(left) or is_transliterated(right)
    if foreign and not _is_common(left) and vowels_apart(*core):
        return Comparison.of("family name in another transliteration; vowels differ", pair)
    if one_slip_apart(a, b):
        return Comparison.of("family names one letter apart", pair)
    if resemblance(a, b) >= _LOOKS_ALIKE and left.given == right.given:
        if a.rstrip("s") == b.rstrip("s"):
            return Comparison.of("family names differ in a final s", pair)
        alike = resemblance(a, b) >= _LOOKS_MUCH_ALIKE and min(len(a), len(b)) >= _LONG
        kind = "family names look much alike" if alike else "family names look alike but differ"
        return Comparison.of(kind, pair)
    return Comparison.of("different family names")


def _is_common(name: PersonName) -> bool:
    """So common a given name that with a family name somewhat alike it may be anybody."""
    return len(name.words) == 2 and name.given[0] in common_families()


def _bare(family: str) -> str:
    """Without spaces and the Arabic article, which may be written onto the name: "elsisi"."""
    joined = family.replace(" ", "").replace("-", "")
    return joined[2:] if joined[:2] in ("al", "el") and len(joined) > 5 else joined
