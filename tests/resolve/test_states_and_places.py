"""States under all their names; places that share a name with a state."""

import pytest

from kg.records import MentionType, Verdict

from .table import Table, judgements_of


@pytest.mark.parametrize(
    ("names", "entity"),
    [
        (("South Korea",), "south-korea"),
        (("Republic of Korea",), "south-korea"),
        (("ROK",), "south-korea"),
        (("KOR",), "south-korea"),
        (("Seoul",), "south-korea"),
        (("Seoul", "South Korea's government"), "south-korea"),
        (("DPRK", "Pyongyang"), "north-korea"),
        (("Kremlin",), "russia"),
        (("Moscow",), "russia"),
        (("the White House",), "united-states"),
        (("Washington",), "united-states"),
        (("U.S.",), "united-states"),
        (("U.S.-led",), "united-states"),
        (("Russian-backed",), "russia"),
        (("Georgia",), "georgia"),
        (("EU",), "european-union"),
    ],
)
def test_a_state_under_any_name_is_the_known_state(names: tuple[str, ...], entity: str) -> None:
    table = Table()
    chain = table.article("d1").state(*names)
    assert table.resolve().entity_of[chain] == entity


def test_demonyms_left_over_mean_their_state() -> None:
    table = Table()
    article = table.article("d1")
    chain, open_one = article.demonym("North Korean"), article.demonym("Korean")
    linker = table.resolve()
    assert linker.entity_of[chain] == "north-korea"
    assert open_one not in linker.entity_of


def test_unknown_states_meet_by_name() -> None:
    table = Table()
    chains = [table.article("d1").state("Borland"), table.article("d2").state("BORLAND")]
    linker = table.resolve()
    assert {linker.entity_of[chain] for chain in chains} == {"borland"}
    assert linker.entities["borland"].type is MentionType.STATE
    assert not linker.entities["borland"].known


def test_a_name_of_two_states_stays_open_without_help() -> None:
    table = Table()
    chain = table.article("d1").state("Congo")
    linker = table.resolve()
    assert linker.entity_of[chain].startswith("congo-d1")
    unsure = judgements_of(linker, chain, verdict=Verdict.UNSURE)
    assert {j.right for j in unsure} | {j.left for j in unsure} >= {
        "democratic-republic-of-the-congo",
        "republic-of-the-congo",
    }


def test_the_article_may_say_which_state_is_meant() -> None:
    table = Table()
    article = table.article("d1")
    article.state("Kinshasa")
    chain = article.state("Congo")
    assert table.resolve().entity_of[chain] == "democratic-republic-of-the-congo"


def test_a_capital_as_a_place_is_the_city() -> None:
    table = Table()
    article = table.article("d1")
    city, state = article.place("Seoul"), article.state("Seoul")
    linker = table.resolve()
    assert (linker.entity_of[city], linker.entity_of[state]) == ("seoul", "south-korea")


def test_a_country_taken_for_a_place_is_the_country() -> None:
    table = Table()
    chain = table.article("d1").place("South Korea")
    assert table.resolve().entity_of[chain] == "south-korea"


def test_georgia_is_a_us_state_only_where_the_united_states_are_named() -> None:
    table = Table()
    american, caucasian = table.article("d1"), table.article("d2")
    american.state("United States")
    caucasian.state("Russia")
    chains = american.place("Georgia"), caucasian.place("Georgia")
    linker = table.resolve()
    assert [linker.entity_of[c] for c in chains] == ["georgia-us-state", "georgia"]


def test_unknown_places_meet_by_name_and_keep_their_type() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    towns = first.place("Lower Fenwick"), second.place("Lower Fenwick")
    person = second.person("Lower Fenwick")
    linker = table.resolve()
    assert {linker.entity_of[t] for t in towns} == {"lower-fenwick"}
    assert linker.entity_of[person] == "lower-fenwick-person"


@pytest.mark.parametrize(
    ("city", "state"),
    [
        ("Kinshasa", "democratic-republic-of-the-congo"),
        ("Brazzaville", "republic-of-the-congo"),
    ],
)
def test_congo_is_the_one_whose_capital_the_article_names(city: str, state: str) -> None:
    table = Table()
    article = table.article("d1")
    article.place(city)
    chain = article.state("Congo")
    assert table.resolve().entity_of[chain] == state


def test_congo_without_a_hint_stays_open() -> None:
    table = Table()
    chain = table.article("d1").state("Congo")
    linker = table.resolve()
    assert linker.entity_of[chain] == "congo-d1-m1"
    assert len(judgements_of(linker, "congo-d1-m1", verdict=Verdict.UNSURE)) == 2
