"""Person names taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve import compare_persons, parse_person


@pytest.mark.parametrize(
    ("text", "family", "given_names"),
    [
        ("Kim Jong Un", "kim", ("jong", "un")),
        ("Kim Hong-kyun", "kim", ("hong", "kyun")),
        ("Hong-kyun Kim", "kim", ("hong", "kyun")),
        ("Helen Kim", "kim", ("helen",)),
        ("Kim Campbell", "campbell", ("kim",)),
        ("Lee Harvey Oswald", "oswald", ("lee", "harvey")),
        ("Xi Jinping", "xi", ("jinping",)),
        ("Nguyen Phu Trong", "nguyen", ("phu", "trong")),
        ("Ursula von der Leyen", "von der leyen", ("ursula",)),
        ("Bashar al-Assad", "al assad", ("bashar",)),
        ("Mohammed bin Salman", "bin salman", ("mohammed",)),
        ("J.D. Vance", "vance", ("j", "d")),
        ("Annegret Kramp-Karrenbauer", "kramp karrenbauer", ("annegret",)),
        ("Анна Линд", "lind", ("anna",)),
    ],
)
def test_family_and_given_names(text: str, family: str, given_names: tuple[str, ...]) -> None:
    name = parse_person(text)
    assert (name.family, name.given) == (family, given_names)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dr. Helen Kim", "Helen Kim"),
        ("Mr Zinoviev", "Zinoviev"),
        ("President Yoon", "Yoon"),
        ("Prime Minister Shigeru Ishiba", "Shigeru Ishiba"),
        ("Lt. Gen. Keith Kellogg", "Keith Kellogg"),
        ("Crown Prince Mohammed bin Salman", "Mohammed bin Salman"),
        ("Prince Mohammed bin Salman", "Mohammed bin Salman"),
        ("King Charles", "King Charles"),
        ("Pope Francis", "Pope Francis"),
        ("President", "President"),
    ],
)
def test_titles_are_taken_off_unless_they_are_the_name(text: str, shown: str) -> None:
    assert parse_person(text).text == shown


@pytest.mark.parametrize(
    ("text", "suffix"), [("Robert F. Kennedy Jr.", "jr"), ("King Charles III", "iii")]
)
def test_suffixes_are_kept_apart(text: str, suffix: str) -> None:
    assert parse_person(text).suffix == suffix


@pytest.mark.parametrize("text", ["Yoon", "Mr Kim", "Le Pen", "bin Laden", "al-Assad", "..."])
def test_family_names_alone_are_not_full(text: str) -> None:
    assert not parse_person(text).full


@given(st.text(max_size=40))
def test_any_text_can_be_parsed(text: str) -> None:
    name = parse_person(text)
    assert compare_persons(name, name).score >= 0.6 or not name.full


WORDS = st.sampled_from(
    "Kim Jong Un Hong-kyun Helen Volodymyr Zelensky al-Assad J. Lee Jr.".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(NAMES, NAMES)
def test_comparison_is_symmetric(left: str, right: str) -> None:
    a, b = parse_person(left), parse_person(right)
    assert compare_persons(a, b) == compare_persons(b, a)


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ('Mohamed "Mo" Tern', "tern", ("mohamed",)),
        ("Ada Tern (Acting)", "tern", ("ada",)),
        ("Abdullah II of Jordan", "abdullah", ("regnal",)),
        ("U.S. Secretary of State Ada Tern", "tern", ("ada",)),
        ("MUHAMMAD BIN RASHID Al Maktum", "al maktum", ("muhammad", "bin", "rashid")),
        ("Antonio ISA CONDE", "conde", ("antonio", "isa")),
    ],
)
def test_what_is_no_name_is_taken_off(text: str, family: str, given: tuple[str, ...]) -> None:
    name = parse_person(text)
    assert (name.family, name.given) == (family, given)


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Tse-tung Mao", "Mao Zedong", "given name in another romanisation"),
        ("Qassem Soleimani", "Ghasem Suleimani", "family name in another transliteration"),
        ("Peter Hansen", "Peter Hanson", "family names one letter apart"),
        ("Karim Tern", "Karima Tern", "a man's and a woman's form of a name"),
        ("J. D. Tern", "John David Tern", "all initials fit"),
        ("Pedro Tern", "Pedro Tern Holm", "a further family name is given only once"),
        ("Tamim bin Hamad Al Tern", "Hamad bin Khalifa Al Tern", "given names differ"),
        (
            "Mykola Holovchenko",
            "Nikolai Golovchenko",
            "family name in another transliteration; vowels differ",
        ),
    ],
)
def test_kinds_of_difference(left: str, right: str, kind: str) -> None:
    found = compare_persons(parse_person(left), parse_person(right))
    assert found.reason.startswith((kind, "same family name, " + kind))
