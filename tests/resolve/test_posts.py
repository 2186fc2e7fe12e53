"""Posts: one entity per title and body."""

import pytest

from kg.records import MentionType
from kg.resolve.scores import Score

from .table import Table


@pytest.mark.parametrize(
    "title",
    [
        "First Vice Foreign Minister",
        "first vice-foreign minister",
        "First Vice Minister of Foreign Affairs",
        "South Korea's First Vice Foreign Minister",
    ],
)
def test_spellings_of_a_title_are_one_post(title: str) -> None:
    table = Table()
    article = table.article("d1")
    chain = article.post(title, of=article.state("South Korea"))
    linker = table.resolve()
    assert linker.entity_of[chain] == "first-vice-foreign-minister-of-south-korea"


def test_a_new_post_is_labelled_with_its_body() -> None:
    table = Table()
    article = table.article("d1")
    chain = article.post("defence spokeswoman", of=article.state("United Kingdom"))
    linker = table.resolve()
    post = linker.entities[linker.entity_of[chain]]
    assert post.id == "defense-spokesperson-of-united-kingdom"
    assert post.label == "Defense Spokesperson of the United Kingdom"
    assert (post.type, post.body) == (MentionType.ROLE, "united-kingdom")
    assert "united-kingdom" in linker.entities


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Ukrainian President", "president-of-ukraine"),
        ("President of Ukraine", "president-of-ukraine"),
        ("Ukraine's president", "president-of-ukraine"),
        ("NATO Secretary-General", "secretary-general-of-nato"),
        ("Secretary General of NATO", "secretary-general-of-nato"),
        ("Dutch Fisheries Minister", "fisheries-minister-of-netherlands"),
    ],
)
def test_the_text_may_name_the_body(text: str, post: str) -> None:
    table = Table()
    chain = table.article("d1").post(text)
    assert table.resolve().entity_of[chain] == post


def test_one_title_in_two_states_is_two_posts() -> None:
    table = Table()
    article = table.article("d1")
    posts = [article.post("fisheries minister", of=article.state(s)) for s in ("Peru", "Chile")]
    linker = table.resolve()
    assert len({linker.entity_of[p] for p in posts}) == 2


def test_the_minister_of_a_ministry_is_the_states() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    peru = first.state("Peru")
    posts = [
        first.post("Foreign Minister", of=first.body("Peru's foreign ministry", of=peru)),
        second.post("Foreign Minister", of=second.state("Peru")),
    ]
    linker = table.resolve()
    assert {linker.entity_of[p] for p in posts} == {"foreign-minister-of-peru"}


def test_a_title_without_a_body_is_that_of_its_known_holder() -> None:
    table = Table()
    article = table.article("d1")
    article.person("Joe Biden", posts=[("President", "")])
    chain = article.post("President")
    assert table.resolve().entity_of[chain] == "president-of-the-united-states"


def test_another_article_may_tell_the_body_of_a_title() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    first.person("Anna Tern", posts=[("fisheries minister", first.state("Peru"))])
    second.person("Anna Tern", posts=[("Minister of Fisheries", "")])
    chain = second.post("Minister of Fisheries")
    linker = table.resolve()
    assert linker.entity_of[chain] == "fisheries-minister-of-peru"
    assert linker.scores[chain] == round(Score.BY_ARTICLE, 4)


def test_two_holders_of_two_posts_leave_the_title_open() -> None:
    table = Table()
    article = table.article("d1")
    article.person("Joe Biden", posts=[("President", "")])
    article.person("Vladimir Putin", posts=[("President", "")])
    chain = article.post("President")
    assert table.resolve().entity_of[chain] == "president-d1-m3"


def test_nobody_holds_a_post_before_the_term() -> None:
    table = Table()
    article = table.article("d1", "2010-03-01")
    article.person("Joe Biden", posts=[("President", "")])
    chain = article.post("President")
    assert table.resolve().entity_of[chain] == "president-d1-m2"


def test_a_title_without_a_body_stays_with_its_article() -> None:
    table = Table()
    posts = [table.article(d).post("minister") for d in ("d1", "d2")]
    linker = table.resolve()
    assert [linker.entity_of[p] for p in posts] == ["minister-d1-m1", "minister-d2-m1"]


def test_posts_of_states_that_only_the_articles_know() -> None:
    table = Table()
    article = table.article("d1")
    posts = [
        article.post(title, of=article.state("Cestria"))
        for title in ("Cestrian President", "President of Cestria", "President")
    ]
    linker = table.resolve()
    assert {linker.entity_of[p] for p in posts} == {"president-of-cestria"}
