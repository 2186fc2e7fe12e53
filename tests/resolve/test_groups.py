"""Groups that only a description tells: which articles mean the same by it."""

from __future__ import annotations

import pytest

from tests.resolve.table import Table, together


def test_rebels_of_two_articles_may_be_others() -> None:
    table = Table()
    first = table.article("a").body(nominals=("pro-Borland rebels", "they"))
    second = table.article("b").body(nominals=("pro-Borland rebels",))
    linker = table.resolve()
    assert not together(linker, first, second)
    entity = linker.entities[linker.entity_of[first]]
    assert (entity.label, entity.organization_type) == ("pro-Borland rebels", "armedGroup")


def test_the_west_is_the_same_everywhere() -> None:
    table = Table()
    first = table.article("a").body(nominals=("West",))
    second = table.article("b").body(nominals=("Western powers", "the West"))
    linker = table.resolve()
    assert together(linker, first, second)
    entity = linker.entities[linker.entity_of[first]]
    assert (entity.label, entity.organization_type) == ("the West", "group")


def test_a_states_opposition_is_the_body_that_the_vocabulary_words() -> None:
    table = Table()
    first = table.article("a").body(nominals=("Iran's opposition movement",))
    second = table.article("b").body(nominals=("opposition parties in Iran",))
    third = table.article("c").body(nominals=("Kenyan opposition",))
    linker = table.resolve()
    assert together(linker, first, second)
    assert linker.entity_of[first] == "iran-opposition"
    assert not together(linker, first, third)


def test_what_describes_no_group_is_nobody() -> None:
    table = Table()
    chain = table.article("a").body(nominals=("the company",))
    assert chain not in table.resolve().entity_of


@pytest.mark.parametrize(
    ("states", "label"),
    [
        (["Iran", "Iran", "Iran"], "Opposition of Iran"),
        (["Iran", "Iran"], "opposition leaders"),
        (["Iran", "Iran", "Iran", "Oman", "Oman", "Oman"], "opposition leaders"),
    ],
)
def test_an_opposition_is_that_of_the_state_the_article_is_about(
    states: list[str], label: str
) -> None:
    table = Table()
    article = table.article("a")
    for name in states:
        article.state(name)
    chain = article.body(nominals=("opposition leaders",))
    linker = table.resolve()
    assert linker.entities[linker.entity_of[chain]].label == label
