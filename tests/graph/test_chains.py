"""Extraction → store → the mention table that identity is decided on."""

from collections.abc import Iterable

import pytest

from kg.graph import Store
from kg.records import Chain, Extraction, MentionType, PartialDate, PostHeld
from tests.factories import PERSON, ROLE, STATE, Article, former_post, larger_report, report


def chains_of(extractions: Iterable[Extraction]) -> list[Chain]:
    store = Store.memory()
    store.add(extractions)
    return store.chains()


def test_a_chain_is_what_the_article_had() -> None:
    extraction = report()
    local = extraction.document.id
    borland, cestria, ministry = chains_of([extraction])
    assert borland == Chain(
        id=f"{local}-m1",
        document=local,
        type=STATE,
        names=("Borland",),
        mentions=(f"{local}-m1", f"{local}-m5"),
        published=PartialDate(2026, 11, 16),
    )
    assert cestria.names == ("Cestria", "Cestrian")
    assert ministry.type is MentionType.ORGANIZATION


@pytest.mark.parametrize(
    ("extraction", "holder", "title", "body", "in_office"),
    [
        (larger_report(), "Ilsa Maren", "President", "Cestria", True),
        (former_post(), "Odo Brandt", "chancellor", "Borland", False),
    ],
    ids=["current", "former"],
)
def test_posts_come_from_the_relations(
    extraction: Extraction, holder: str, title: str, body: str, in_office: bool
) -> None:
    chains = {(chain.names or chain.nominals)[0]: chain for chain in chains_of([extraction])}
    assert chains[holder].posts == (PostHeld(title, chains[body].id, chains[title].id, in_office),)
    assert chains[title].type is ROLE
    assert chains[title].body == chains[body].id
    assert chains[body].posts == ()


def test_a_post_of_nobody_in_particular_has_no_body() -> None:
    article = Article("Minister Odo Brandt resigned.")
    role = article.mention("Minister", ROLE)
    brandt = article.mention("Odo Brandt", PERSON)
    article.relation("holdsPost", brandt, role)
    chain = next(c for c in chains_of([article.extraction()]) if c.type is PERSON)
    assert [(post.title, post.body) for post in chain.posts] == [("Minister", "")]


def test_nominals_are_kept_apart_from_names() -> None:
    article = Article("The president, Ilsa Maren, spoke. She left. Maren is back.")
    first = article.mention("The president", PERSON, proper=False)
    article.mention("Ilsa Maren", PERSON, chain=first)
    article.mention("She", PERSON, chain=first, proper=False)
    article.mention("Maren", PERSON, chain=first, nth=1)
    (chain,) = chains_of([article.extraction()])
    assert chain.names == ("Ilsa Maren", "Maren")
    assert chain.nominals == ("The president", "She")
    assert len(chain.mentions) == 4


def test_a_demonym_that_opens_a_chain_does_not_decide_its_type() -> None:
    article = Article("Cestrian soldiers left. Cestria is silent.")
    first = article.mention("Cestrian", MentionType.DEMONYM)
    article.mention("Cestria", STATE, chain=first, nth=1)
    (chain,) = chains_of([article.extraction()])
    assert chain.type is STATE


def test_words_that_name_nobody_are_in_no_chain() -> None:
    article = Article("Borland sent 12 trucks on Monday.")
    article.mention("Borland", STATE)
    article.mention("12 trucks", MentionType.QUANTITY)
    article.mention("Monday", MentionType.DATE)
    article.passage()
    assert [chain.names for chain in chains_of([article.extraction()])] == [("Borland",)]


def test_chains_come_in_the_order_of_documents_and_text() -> None:
    chains = chains_of([report(), larger_report()])
    documents = [chain.document for chain in chains]
    assert documents == sorted(documents)
    numbers = [int(c.id.rsplit("m", 1)[1]) for c in chains if c.document == documents[0]]
    assert numbers == sorted(numbers)
