"""Which events of different articles are taken to be one."""

import pytest

from kg.records import Extraction, Factuality, Stance
from tests.factories import STATE, Article
from tests.graph.test_conflicts import pairs, sent


def linked(*articles: Extraction) -> bool:
    return bool(pairs(list(articles), "kg:sameEventAs"))


def test_one_event_of_two_articles_is_linked_both_ways() -> None:
    found = pairs([sent("Northwire"), sent("Plain Post", words="men")], "kg:sameEventAs")
    assert len(found) == 1
    assert all(event.rpartition("-")[2] == "e1" for pair in found for event in pair)


def test_reprints_tell_of_the_same_event_too() -> None:
    assert linked(sent("Northwire"), sent("Evening Mirror"))


@pytest.mark.parametrize(
    "other",
    [
        sent("Plain Post", kind="AID"),
        sent("Plain Post", actor="Avaria"),
        sent("Plain Post", recipient="Avaria"),
        sent("Plain Post", published="2026-12-17"),
        sent("Plain Post", stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN),
    ],
    ids=["other type", "other actor", "other recipient", "a month later", "denied"],
)
def test_what_differs_in_type_participants_or_time_is_not(other: Extraction) -> None:
    assert not linked(sent("Northwire"), other)


@pytest.mark.parametrize(
    ("begin", "other", "same"),
    [
        ("2026-11-02", "2026-11-02", True),
        ("2026-11", "2026-11-02", True),
        ("2026-11-02", "2026-11-03", False),
        ("2025", "", False),
    ],
)
def test_dates_in_the_text_decide(begin: str, other: str, same: bool) -> None:
    assert linked(sent("Northwire", begin=begin), sent("Plain Post", begin=other)) is same


def test_without_a_recipient_only_the_same_day_is_enough() -> None:
    def deployed(publisher: str, begin: str) -> Extraction:
        return sent(publisher, recipient="", begin=begin)

    assert not linked(deployed("Northwire", ""), deployed("Plain Post", ""))
    assert linked(deployed("Northwire", "2026-11-02"), deployed("Plain Post", "2026-11-02"))


def test_two_events_of_one_article_stay_two() -> None:
    article = Article("Borland left Cestria. Borland left Cestria again.")
    borland, cestria = article.mention("Borland", STATE), article.mention("Cestria", STATE)
    for words in ("left", "again"):
        article.claim(article.event("RETREAT", [borland], [cestria], trigger=words))
    assert not linked(article.extraction())
