"""Look-ups by name, demonym, metonym, capital and owner."""

from pathlib import Path

import pytest

from kg.vocabulary import Vocabulary, load_vocabulary


def ids(vocabulary: Vocabulary, text: str) -> list[str]:
    return [entity.id for entity in vocabulary.named(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("United States", ["usa"]),
        ("the United States'", ["usa"]),
        ("US", ["usa"]),
        ("U.S.", ["usa"]),
        ("USA", ["usa"]),
        ("us", []),
        ("Us", []),
        ("WHO", ["who"]),
        ("who", []),
        ("Who", []),
        ("NATO", ["nato"]),
        ("Nato", ["nato"]),
        ("nato", []),
        ("POLAND", ["poland"]),
        ("poland", []),
        ("Cote d\u2019Ivoire", ["ivory-coast"]),
        ("Cocody Palace", ["ivory-coast"]),
        ("Congo", ["congo-east", "congo-west"]),
        ("Polish", []),
        ("PL", []),
        ("Nowhere", []),
        ("", []),
    ],
)
def test_names(vocabulary: Vocabulary, text: str, expected: list[str]) -> None:
    assert ids(vocabulary, text) == expected


def test_called_leaves_metonyms_out(vocabulary: Vocabulary) -> None:
    assert vocabulary.called("Cocody Palace") == ()
    metonym = vocabulary.metonym("Cocody Palace")
    assert metonym is not None
    assert metonym.id == "ivory-coast"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("American", "usa"),
        ("Americans", "usa"),
        ("Polish", "poland"),
        ("polish", None),
        ("Congolese", None),
        ("Poland", None),
    ],
)
def test_demonyms(vocabulary: Vocabulary, text: str, expected: str | None) -> None:
    found = vocabulary.demonym(text)
    assert (found.id if found else None) == expected


def test_an_ambiguous_demonym_has_all_its_states(vocabulary: Vocabulary) -> None:
    assert [e.id for e in vocabulary.demonyms("Congolese")] == ["congo-east", "congo-west"]


def test_capital_stands_for_its_state(vocabulary: Vocabulary) -> None:
    state = vocabulary.capital_of("Warsaw")
    assert state is not None
    assert state.id == "poland"
    assert vocabulary.capital_of("Poland") is None


def test_codes_are_no_names(vocabulary: Vocabulary) -> None:
    assert vocabulary.by_code("PL") is vocabulary.entities["poland"]
    assert vocabulary.by_code("XX") is None


def test_only_an_unambiguous_state_is_the_state(vocabulary: Vocabulary) -> None:
    assert vocabulary.state("Congo") is None
    assert vocabulary.state("Warsaw") is None
    assert vocabulary.state("Poland") is vocabulary.entities["poland"]


@pytest.mark.parametrize(
    ("text", "owner", "rest"),
    [
        ("U.S. Security Council", "usa", "Security Council"),
        ("Poland's spy agency", "poland", "spy agency"),
        ("Polish spy agency", "poland", "spy agency"),
        ("the Polish spy agency", "poland", "spy agency"),
        ("Security Council of Poland", "poland", "Security Council"),
        ("Ministry of Defence of the United States", "usa", "Ministry of Defence"),
        ("Warsaw's spy agency", "poland", "spy agency"),
        ("President of Poland", "poland", "President"),
    ],
)
def test_owner_is_split_off(vocabulary: Vocabulary, text: str, owner: str, rest: str) -> None:
    found = vocabulary.owner_and_rest(text)
    assert found is not None
    assert (found[0].id, found[1]) == (owner, rest)


@pytest.mark.parametrize("text", ["Warsaw Security Council", "Poland", "Bank of Nowhere", ""])
def test_no_owner_where_none_is_named(vocabulary: Vocabulary, text: str) -> None:
    assert vocabulary.owner_and_rest(text) is None


def test_persons_by_family_name(vocabulary: Vocabulary) -> None:
    assert [e.id for e in vocabulary.persons_of_family("Lind")] == ["anna-lind"]


def test_vocabulary_is_read_once_per_set_of_files(turtle: Path) -> None:
    with turtle.open("a", encoding="utf-8") as file:
        file.write('ent:borland a kg:State ; skos:prefLabel "Borland"@en .')
    extended = load_vocabulary([turtle])
    assert ids(extended, "Borland") == ["borland"]
    assert load_vocabulary([turtle]) is extended
    assert load_vocabulary() is not extended
    assert load_vocabulary().named("Borland") == ()


@pytest.mark.parametrize("text", ["Americans", "CONGO", "Congolese", "US", "the"])
def test_words_that_begin_a_name(vocabulary: Vocabulary, text: str) -> None:
    assert vocabulary.may_begin(text)


def test_words_that_begin_no_name(vocabulary: Vocabulary) -> None:
    assert not vocabulary.may_begin("Notwithstanding")


def test_every_known_name_begins_with_a_word_that_may_begin_one(shipped: Vocabulary) -> None:
    names = [n for e in shipped for n in (*e.names, *e.metonyms, *e.demonyms)]
    words = {name.partition(" ")[0] for name in names}
    assert not [word for word in words if word.isalpha() and not shipped.may_begin(word)]


def test_every_known_name_begins_with_two_words_that_may_begin_one(shipped: Vocabulary) -> None:
    names = [n for e in shipped for n in (*e.names, *e.metonyms, *e.demonyms)]
    pairs = {tuple(name.split(" ")[:2]) for name in names if " " in name}
    assert not [
        pair for pair in pairs if all(map(str.isalpha, pair)) and not shipped.may_go_on(*pair)
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Congo", "Republics", True),
        ("The", "said", True),
        ("Poland", "said", False),
    ],
)
def test_two_words_that_begin_a_name(
    vocabulary: Vocabulary, first: str, second: str, *, expected: bool
) -> None:
    assert vocabulary.may_go_on(first, second) is expected


def test_words_that_begin_the_wording_of_a_body(shipped: Vocabulary) -> None:
    assert all(map(shipped.may_begin_body, ("foreign", "Defence", "spy", "the")))
    assert not shipped.may_begin_body("notwithstanding")
