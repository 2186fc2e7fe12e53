"""Persons without a name, and with a family name alone: who held the post when."""

from __future__ import annotations

import pytest

from kg.records import MentionType, Verdict

from .table import Table


def entity_of(table: Table, chain: str) -> str:
    return table.resolve().entity_of.get(chain, "")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-05-17", "volodymyr-zelenskyy"),
        ("2016-05-17", "petro-poroshenko"),
        ("2019-05-20", "president-of-ukraine"),  # the day on which one follows the other
        ("", "president-of-ukraine"),
    ],
)
def test_a_post_of_a_known_state_is_its_holder_on_that_day(day: str, expected: str) -> None:
    table = Table()
    article = table.article("d1", day or None)
    holder = article.person(nominals=["president"], posts=[("president", article.state("Ukraine"))])
    assert entity_of(table, holder) == expected


def test_the_reason_names_post_and_day() -> None:
    table = Table()
    article = table.article("d1", "2023-05-17")
    holder = article.person(nominals=["president"], posts=[("president", article.state("Ukraine"))])
    (found,) = [j for j in table.resolve().judgements if holder in (j.left, j.right)]
    assert found.verdict is Verdict.SAME
    assert found.reason == "nobody else is known as president (ukraine) in 2023-05-17"


def told(table: Table, document: str, day: str, name: str, status: str = "") -> str:
    article = table.article(document, day)
    state = article.state("Borland")
    post = ("foreign minister", state, status) if status else ("foreign minister", state)
    return article.person(name, posts=[post])


def unnamed(table: Table, day: str) -> str:
    article = table.article("d9", day)
    state = article.state("Borland")
    return article.person(nominals=["foreign minister"], posts=[("foreign minister", state)])


def test_the_only_holder_that_articles_of_that_time_tell() -> None:
    table = Table()
    named = told(table, "d1", "2025-03-03", "Sten Ulvang")
    told(table, "d2", "2025-02-03", "Rolf Tarn", "former")
    told(table, "d3", "2019-02-03", "Ada Lind")
    holder = unnamed(table, "2025-03-04")
    linker = table.resolve()
    assert linker.entity_of[holder] == linker.entity_of[named] == "sten-ulvang"


def test_two_holders_of_one_year_leave_the_post() -> None:
    table = Table()
    told(table, "d1", "2025-03-03", "Sten Ulvang")
    told(table, "d2", "2025-05-03", "Rolf Tarn")
    linker, holder = table.resolve(), unnamed(table, "2025-06-04")
    linker = table.resolve()
    assert linker.entities[linker.entity_of[holder]].type is MentionType.ROLE


def test_a_former_holder_alone_is_not_in_office() -> None:
    table = Table()
    told(table, "d1", "2025-03-03", "Sten Ulvang", "former")
    holder = unnamed(table, "2025-03-04")
    linker = table.resolve()
    assert linker.entities[linker.entity_of[holder]].type is MentionType.ROLE


@pytest.mark.parametrize(
    ("name", "state", "day", "others", "expected"),
    [
        ("Zelensky", "Ukraine", "2023-05-17", (), "volodymyr-zelenskyy"),
        ("Zelensky", "Ukraine", "2012-05-17", (), ""),  # not in office yet
        ("Zelensky", "Peru", "2023-05-17", (), ""),
        ("Zelensky", "Ukraine", "2023-05-17", ("Oleh Zelensky",), ""),
    ],
)
def test_a_family_name_alone_is_the_one_in_office(
    name: str, state: str, day: str, others: tuple[str, ...], expected: str
) -> None:
    table = Table()
    article = table.article("d1", day)
    article.state(state)
    for other in others:
        article.person(other)
    alone = article.person(name)
    found = entity_of(table, alone)
    assert found == expected if expected else found.startswith(f"{name.lower()}-d1")


def test_a_title_without_a_state_in_an_article_that_names_it() -> None:
    """ "Former President Salin", of whom another article says where he was president."""
    table = Table()
    first, second = table.article("d1", "2026-04-06"), table.article("d2", "2026-05-04")
    full = first.person("Viktor Salin", posts=[("president", first.state("Avaria"))])
    second.state("Avaria")
    alone = second.person("Salin", posts=[("president", "", "former")])
    linker = table.resolve()
    assert linker.entity_of[alone] == linker.entity_of[full] == "viktor-salin"
