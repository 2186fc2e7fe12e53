"""Persons with a full name."""

import pytest

from kg.records import Verdict

from .table import Table, judgements_of, reasons, together


def test_seven_kims_and_one_name_each() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    chains = [
        first.person("Kim Jong Un"),
        first.person("Kim Hong Kyun", posts=[("First Vice Foreign Minister", "")]),
        first.person("Ellen Kim"),
        second.person("Kim Hong-kyun", "Kim"),
        second.person("Kim Jong Gyu"),
        second.person("Dr. Helen Kim", "Dr. Kim"),
        second.person("Kim Jong-un"),
    ]
    linker = table.resolve()
    assert [linker.entity_of[c] for c in chains] == [
        "kim-jong-un",
        "kim-hong-kyun",
        "ellen-kim",
        "kim-hong-kyun",
        "kim-jong-gyu",
        "helen-kim",
        "kim-jong-un",
    ]


@pytest.mark.parametrize(
    "name",
    ["Volodymyr Zelenskyy", "Volodymyr Zelensky", "Volodymyr Zelenskyj", "Zelensky Volodymyr"],
)
def test_known_persons_answer_to_variants(name: str) -> None:
    table = Table()
    chain = table.article("d1").person(name)
    assert table.resolve().entity_of[chain] == "volodymyr-zelenskyy"


def test_variants_of_a_new_name_meet_and_say_why() -> None:
    table = Table()
    chains = [
        table.article("d1").person("Georgij Ternovsky"),
        table.article("d2").person("Georgy Ternovskiy"),
    ]
    linker = table.resolve()
    assert together(linker, *chains)
    (judgement,) = judgements_of(linker, *chains)
    assert judgement.verdict is Verdict.SAME
    assert "transliteration" in judgement.reason
    assert 0.88 <= judgement.score < 1


def test_a_hyphen_is_a_reason_too() -> None:
    table = Table()
    chains = table.article("d1").person("Shim Dae-ho"), table.article("d2").person("Shim Dae Ho")
    linker = table.resolve()
    assert together(linker, *chains)
    assert "hyphens" in reasons(judgements_of(linker, *chains))


def test_near_misses_are_recorded_between_entities() -> None:
    table = Table()
    table.article("d1").person("Helen Tern")
    table.article("d2").person("Ellen Tern")
    table.article("d3").person("Robert Tern")
    (judgement,) = table.resolve().judgements
    assert (judgement.left, judgement.right) == ("ellen-tern", "helen-tern")
    assert judgement.verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("left", "right"),
    [("Tor Brzak", "Tor Brzek"), ("J. Tern", "John Tern")],
)
def test_a_post_in_common_settles_what_the_names_leave_open(left: str, right: str) -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    open_pair = first.person(left), second.person(right)
    linker = table.resolve()
    assert not together(linker, *open_pair)
    assert judgements_of(linker, open_pair[0], verdict=Verdict.UNSURE)

    table = Table()
    first, second = table.article("d1"), table.article("d2")
    settled = (
        first.person(left, posts=[("finance minister", first.state("Peru"))]),
        second.person(right, posts=[("Minister of Finance", second.state("Peru"))]),
    )
    linker = table.resolve()
    assert together(linker, *settled)
    assert "same post" in reasons(judgements_of(linker, *settled, verdict=Verdict.SAME))


def test_being_an_analyst_alike_settles_nothing() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    chains = (
        first.person("J. Tern", posts=[("analyst", first.state("Peru"))]),
        second.person("John Tern", posts=[("analyst", second.state("Peru"))]),
    )
    assert not together(table.resolve(), *chains)


def test_namesakes_in_posts_of_two_states_stay_apart() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    chains = (
        first.person("Anna Tern", posts=[("finance minister", first.state("Peru"))]),
        second.person("Anna Tern", posts=[("finance minister", second.state("Chile"))]),
    )
    linker = table.resolve()
    assert [linker.entity_of[c] for c in chains] == ["anna-tern", "anna-tern-chile"]
    (judgement,) = judgements_of(linker, *chains)
    assert judgement.verdict is Verdict.UNSURE
    assert "different states" in judgement.reason


def test_an_ambassadors_state_is_no_conflict() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    chains = (
        first.person("Anna Tern", posts=[("ambassador", first.state("Peru"))]),
        second.person("Anna Tern", posts=[("foreign minister", second.state("Chile"))]),
    )
    assert together(table.resolve(), *chains)


def test_a_namesake_of_a_known_leader_is_not_the_leader() -> None:
    table = Table()
    article = table.article("d1")
    mayor = article.person("Olaf Scholz", posts=[("mayor", article.state("Canada"))])
    linker = table.resolve()
    assert linker.entity_of[mayor] != "olaf-scholz"
    assert judgements_of(linker, mayor, verdict=Verdict.UNSURE)


def test_a_leader_with_a_misread_post_is_still_the_leader() -> None:
    table = Table()
    article = table.article("d1")
    article.state("Germany")
    chain = article.person("Olaf Scholz", posts=[("president", article.state("Ukraine"))])
    assert table.resolve().entity_of[chain] == "olaf-scholz"


def test_different_pairs_are_not_bridged_by_a_third() -> None:
    # Each of the two long forms is compatible with the short one, but not with the other.
    table = Table()
    names = ("George W. Tern", "George Tern", "George H. Tern")
    chains = [table.article(f"d{n}").person(name) for n, name in enumerate(names)]
    linker = table.resolve()
    assert not together(linker, chains[0], chains[2])
    assert linker.entity_of[chains[1]] in {linker.entity_of[chains[0]], linker.entity_of[chains[2]]}


def test_the_most_complete_name_is_the_label() -> None:
    table = Table()
    for number, name in enumerate(["Anna Tern", "Anna Tern", "Anna B. Tern", "ANNA TERN"]):
        table.article(f"d{number}").person(name)
    linker = table.resolve()
    (entity,) = linker.entities.values()
    assert (entity.id, entity.label) == ("anna-b-tern", "Anna B. Tern")
    assert set(entity.names) == {"Anna B. Tern", "Anna Tern", "ANNA TERN"}


def test_a_slip_of_coreference_does_not_spread() -> None:
    # One article mixed two people into a chain; elsewhere they are still two.
    table = Table()
    mixed = table.article("d1").person("Anna Tern", "Boris Holm")
    holm = table.article("d2").person("Boris Holm")
    linker = table.resolve()
    assert not together(linker, mixed, holm)
    assert "Boris Holm" not in linker.entities[linker.entity_of[mixed]].names
