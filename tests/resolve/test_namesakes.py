"""Family names alone, and persons without a name."""

import pytest

from kg.records import Verdict

from .table import Table, judgements_of, reasons, together


def test_family_names_of_two_articles_do_not_meet() -> None:
    table = Table()
    chains = [table.article(d).person("Kim") for d in ("d1", "d2")]
    linker = table.resolve()
    assert [linker.entity_of[c] for c in chains] == ["kim-d1-m1", "kim-d2-m1"]
    assert all(linker.scores[c] == 0.5 for c in chains)


def test_a_family_name_does_not_meet_the_only_full_name() -> None:
    table = Table()
    chains = table.article("d1").person("Anna Tern"), table.article("d2").person("Tern")
    assert not together(table.resolve(), *chains)


def test_a_post_says_who_is_meant() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    full = first.person("Anna Tern", posts=[("finance minister", first.state("Peru"))])
    short = second.person("Tern", posts=[("Minister of Finance", second.state("Peru"))])
    linker = table.resolve()
    assert together(linker, full, short)
    (judgement,) = judgements_of(linker, short, verdict=Verdict.SAME)
    assert judgement.reason == "only one person named Tern is known as finance minister (peru)"


def test_a_known_leader_is_met_by_the_post_in_office() -> None:
    table = Table()
    article = table.article("d1", "2024-10-22")
    chain = article.person("President Yoon", "Yoon", posts=[("President", article.state("Seoul"))])
    assert table.resolve().entity_of[chain] == "yoon-suk-yeol"


def test_a_title_in_an_article_about_the_state_is_enough_for_a_leader_in_office() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    first.state("Kremlin")
    chain = first.person("President Putin", posts=[("President", "")])
    elsewhere = second.person("President Putin", posts=[("President", "")])
    linker = table.resolve()
    assert linker.entity_of[chain] == "vladimir-putin"
    assert linker.entity_of[elsewhere] != "vladimir-putin"


def test_a_leader_before_the_term_is_somebody_else() -> None:
    table = Table()
    article = table.article("d1", "1994-05-01")
    chain = article.person("Yoon", posts=[("President", article.state("South Korea"))])
    assert table.resolve().entity_of[chain] != "yoon-suk-yeol"


@pytest.mark.parametrize(
    ("title", "state"),
    [("President", ""), ("senior official", "Peru"), ("analyst", "Peru"), ("President", "Chile")],
)
def test_less_than_post_and_state_says_nothing(title: str, state: str) -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    full = first.person(
        "Anna Tern", posts=[(title, first.state("Peru")), ("President", first.state("Peru"))]
    )
    short = second.person("Tern", posts=[(title, second.state(state) if state else "")])
    assert not together(table.resolve(), full, short)


def test_two_candidates_leave_it_open() -> None:
    table = Table()
    for number, name in enumerate(["Anna Tern", "Boris Tern"]):
        article = table.article(f"d{number}")
        article.person(name, posts=[("finance minister", article.state("Peru"))])
    last = table.article("d9")
    short = last.person("Tern", posts=[("finance minister", last.state("Peru"))])
    linker = table.resolve()
    unsure = judgements_of(linker, short, verdict=Verdict.UNSURE)
    assert len(unsure) == 2
    assert "only the family name" in reasons(unsure)


@pytest.mark.parametrize(
    ("nominal", "state", "entity"),
    [
        ("a senior official", "South Korea", "south-korea"),
        ("officials", "North Korea", "north-korea"),
        ("a Kremlin spokesman", "Russia", "russia"),
        ("the president", "Ukraine", "volodymyr-zelenskyy"),
        ("the trade minister", "Ukraine", "trade-minister-of-ukraine"),
        ("the fisheries minister", "Peru", "fisheries-minister-of-peru"),
    ],
)
def test_unnamed_holders_stand_for_body_or_post(nominal: str, state: str, entity: str) -> None:
    table = Table()
    article = table.article("d1")
    chain = article.person(nominals=[nominal], body=article.state(state))
    assert table.resolve().entity_of[chain] == entity


@pytest.mark.parametrize("nominal", ["a resident", "an analyst", "soldiers", "a defector"])
def test_people_who_speak_for_nobody_are_not_linked(nominal: str) -> None:
    table = Table()
    article = table.article("d1")
    chain = article.person(nominals=[nominal], body=article.state("North Korea"))
    assert chain not in table.resolve().entity_of
