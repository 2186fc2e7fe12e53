"""Which ways of writing are one name."""

import pytest

from kg.vocabulary.names import cased_key, fold, looks_like_name, surface


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("the United States", "United States"),
        ("The Hague", "Hague"),
        ("South Korea's", "South Korea"),
        ("South Korea\u2019s", "South Korea"),
        ("the United States'", "United States"),
        ("U.S.", "US"),
        ("U.S", "US"),
        ("D.P.R.K.", "DPRK"),
        ("J. D. Vance", "JD Vance"),
        ("George W. Bush", "George W. Bush"),
        ("  New\nYork ,", "New York"),
        ('"Borland"', "Borland"),
    ],
)
def test_surface_takes_off_what_grammar_and_layout_add(text: str, plain: str) -> None:
    assert surface(text) == plain


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Hong-kyun", "Kim Hong Kyun"),
        ("Côte d\u2019Ivoire", "Cote d'Ivoire"),
        ("Wałęsa", "Walesa"),
        ("Türkiye", "TURKIYE"),
        ("Johnson & Johnson", "Johnson and Johnson"),
        ("St. Petersburg", "St Petersburg"),
    ],
)
def test_fold_ignores_accents_hyphens_and_capitals(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("Iran", "Iraq"), ("Niger", "Nigeria")])
def test_fold_keeps_letters_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_scripts_other_than_latin_survive_folding() -> None:
    assert fold("ПЕТРЕНКО") == "петренко"


@pytest.mark.parametrize(
    ("text", "key"),
    [("US", "US"), ("G-7", "G7"), ("AT&T", "AT&T"), ("Us", ""), ("us", ""), ("Poland", "")],
)
def test_only_short_words_in_capitals_are_abbreviations(text: str, key: str) -> None:
    assert cased_key(text) == key


def test_words_without_a_capital_are_no_names() -> None:
    assert not looks_like_name("polish")
    assert looks_like_name("al-Qaeda")
