"""Which claims contradict each other, and which bear each other out."""

import pytest

from kg.graph import Store
from kg.graph.namespaces import term
from kg.records import Extraction, Factuality, Stance
from tests.factories import (
    PERSON,
    STATE,
    Article,
    collection,
    corroborating_report,
    denial,
    larger_report,
    link,
    report,
    reprints,
)


def pairs(
    extractions: list[Extraction], curie: str, copies: dict[str, str] | None = None
) -> set[frozenset[str]]:
    """Unordered pairs of claim ids; every pair must stand in both directions."""
    store = Store.memory()
    store.add(extractions)
    store.settle(link(store.chains(), store.publishers()), copies)
    local = store.namespaces.local
    found = {
        (local(q.subject.value), local(q.object.value))
        for q in store.quads.quads_for_pattern(None, term(curie), None, None)
    }
    assert found == {pair[::-1] for pair in found}
    return {frozenset(pair) for pair in found}


def claims(*extractions: Extraction) -> frozenset[str]:
    return frozenset(f"{extraction.document.id}-c1" for extraction in extractions)


def sent(
    publisher: str,
    *,
    published: str = "2026-11-17",
    words: str = "1,500 soldiers",
    amount: tuple[float | None, float | None] = (1500, 1500),
    counts: str = "troops",
    stance: Stance = Stance.ASSERT,
    factuality: Factuality = Factuality.CERTAIN,
    kind: str = "MOBILIZE",
    actor: str = "Borland",
    recipient: str = "Cestria",
    begin: str = "",
) -> Extraction:
    article = Article(
        f"{actor} sent {words} to {recipient}, says {publisher}.",
        publisher=publisher,
        published=published,
    )
    event = article.event(
        kind,
        [article.mention(actor, STATE)],
        [article.mention(recipient, STATE)] if recipient else [],
        trigger="sent",
        figures=[article.figure(words, *amount, counts)],
        begin=begin,
    )
    article.claim(event, stance=stance, factuality=factuality)
    return article.extraction()


def test_a_denial_conflicts_with_what_it_denies() -> None:
    assert pairs([denial(), report()], "kg:conflictsWith") == {claims(denial(), report())}


def test_disjoint_figures_conflict() -> None:
    assert pairs([report(), larger_report()], "kg:conflictsWith") == {
        claims(report(), larger_report())
    }


def test_overlapping_figures_agree() -> None:
    assert not pairs([report(), corroborating_report()], "kg:conflictsWith")
    assert pairs([report(), corroborating_report()], "kg:agreesWith") == {
        claims(report(), corroborating_report())
    }


def test_nothing_both_agrees_and_conflicts() -> None:
    conflicts = pairs(collection(), "kg:conflictsWith", reprints())
    assert not conflicts & pairs(collection(), "kg:agreesWith", reprints())


def test_reprints_do_not_corroborate() -> None:
    copy = report("Evening Mirror", "2026-11-17")
    assert pairs([report(), copy], "kg:agreesWith") == {claims(report(), copy)}
    assert not pairs([report(), copy], "kg:agreesWith", reprints())


def test_one_publisher_does_not_corroborate_itself() -> None:
    articles = [sent("Northwire"), sent("Northwire", published="2026-11-18")]
    assert not pairs(articles, "kg:agreesWith")


@pytest.mark.parametrize(
    ("low", "high", "conflict"),
    [
        (1500, 1500, False),
        (3000, 3000, True),
        (3000, None, True),
        (None, 1000, True),
        (None, 3000, False),
        (1000, None, False),
        (1501, 4000, True),
        (1200, 1800, False),
    ],
)
def test_ranges_that_cannot_both_be_right(
    low: float | None, high: float | None, conflict: bool
) -> None:
    other = sent("Plain Post", amount=(low, high), words="some soldiers")
    assert bool(pairs([sent("Northwire"), other], "kg:conflictsWith")) is conflict


@pytest.mark.parametrize(
    "other",
    [
        sent("Plain Post", amount=(9, 9), counts="vehicles", words="9 trucks"),
        sent("Plain Post", amount=(9, 9), kind="AID", words="9 soldiers"),
        sent("Plain Post", amount=(9, 9), actor="Avaria", words="9 soldiers"),
        sent("Plain Post", amount=(9, 9), recipient="Avaria", words="9 soldiers"),
        sent("Plain Post", amount=(9, 9), published="2027-11-17", words="9 soldiers"),
        sent("Plain Post", amount=(9, 9), stance=Stance.CONSIDER, words="9 soldiers"),
    ],
    ids=[
        "of something else",
        "other deed",
        "other actor",
        "other recipient",
        "later",
        "only considered",
    ],
)
def test_figures_about_something_else_do_not_conflict(other: Extraction) -> None:
    assert not pairs([sent("Northwire"), other], "kg:conflictsWith")


def test_figures_without_a_recipient_meet_those_with_one() -> None:
    other = Article("Borland sent 9 soldiers.", publisher="Plain Post")
    figure = other.figure("9 soldiers", 9, 9)
    event = other.event(
        "MOBILIZE", [other.mention("Borland", STATE)], trigger="sent", figures=[figure]
    )
    other.claim(event)
    assert pairs([sent("Northwire"), other.extraction()], "kg:conflictsWith")


@pytest.mark.parametrize(
    ("begin", "other", "agree"),
    [
        ("2026-11-02", "2026-11-02", True),
        ("2026-11", "2026-11-02", True),
        ("2026-11-02", "2026-11-03", False),
        ("2026-10", "2026-11-02", False),
        ("", "2026-11-16", True),
    ],
)
def test_agreement_needs_one_occasion(begin: str, other: str, agree: bool) -> None:
    articles = [sent("Northwire", begin=begin), sent("Plain Post", begin=other)]
    assert bool(pairs(articles, "kg:agreesWith")) is agree


def test_a_possibility_does_not_corroborate_but_can_be_denied() -> None:
    maybe = sent("Plain Post", factuality=Factuality.POSSIBLE)
    assert not pairs([sent("Northwire"), maybe], "kg:agreesWith")
    denied = sent("Northwire", stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN)
    assert pairs([denied, maybe], "kg:conflictsWith")


def test_a_denied_claim_conflicts_with_its_denial() -> None:
    article = Article("Northwire says Borland left. Avaria denies that anybody said so.")
    event = article.event("RETREAT", [article.mention("Borland", STATE)], trigger="left")
    said = article.claim(event)
    denied = article.claim(
        said,
        source=article.mention("Avaria", STATE),
        stance=Stance.DENY,
        factuality=Factuality.NOT_CERTAIN,
    )
    assert pairs([article.extraction()], "kg:conflictsWith") == {frozenset({said, denied})}


@pytest.mark.parametrize(("reporter", "conflicts"), [("he", 0), ("Avaria", 1), ("", 1)])
def test_nobody_is_in_conflict_with_what_he_reports_of_himself(
    reporter: str, conflicts: int
) -> None:
    """The speaker is no entity: his two mentions are known to be one by their chain."""
    article = Article("Avaria heard two diplomats. Borland left, it says; he denies that.")
    he = article.mention("two diplomats", PERSON, proper=False)
    names = {
        "he": lambda: article.mention("he", PERSON, nth=1, chain=he, proper=False),
        "Avaria": lambda: article.mention("Avaria", STATE),
        "": str,
    }
    event = article.event("RETREAT", [article.mention("Borland", STATE)], trigger="left")
    said = article.claim(event, source=he)
    article.claim(
        said,
        source=names[reporter](),
        stance=Stance.DENY,
        factuality=Factuality.NOT_CERTAIN,
    )
    assert len(pairs([article.extraction()], "kg:conflictsWith")) == conflicts


def test_the_article_and_somebody_unnamed_in_it_are_two_sources() -> None:
    article = Article(
        "Borland sent 1,500 soldiers. Officials say that Borland sent 3,000 soldiers."
    )
    for nth, (words, amount) in enumerate((("1,500 soldiers", 1500), ("3,000 soldiers", 3000))):
        event = article.event(
            "MOBILIZE",
            [article.mention("Borland", STATE, nth=nth)],
            trigger="sent",
            figures=[article.figure(words, amount, amount)],
        )
        article.claim(event, anonymous=bool(nth))
    assert len(pairs([article.extraction()], "kg:conflictsWith")) == 1


def remark(publisher: str, stance: Stance = Stance.ASSERT) -> Extraction:
    article = Article(f"Borland is to blame, {publisher} says.", publisher=publisher)
    said = article.proposition("Borland is to blame", [article.mention("Borland", STATE)])
    held = stance is Stance.ASSERT
    article.claim(
        said,
        stance=stance,
        factuality=Factuality.CERTAIN if held else Factuality.NOT_CERTAIN,
    )
    return article.extraction()


def test_statements_of_two_articles_are_not_compared() -> None:
    both = [remark("Northwire"), remark("Plain Post")]
    assert pairs(both, "kg:agreesWith") == set()
    against = [remark("Northwire"), remark("Plain Post", Stance.DENY)]
    assert pairs(against, "kg:conflictsWith") == set()


def test_the_denial_of_the_very_statement_conflicts_with_it() -> None:
    article = Article("Avaria says that it is over; Borland denies it.")
    said = article.proposition("it is over")
    held = article.claim(said, source=article.mention("Avaria", STATE))
    denied = article.claim(
        said,
        source=article.mention("Borland", STATE),
        stance=Stance.DENY,
        factuality=Factuality.NOT_CERTAIN,
    )
    assert pairs([article.extraction()], "kg:conflictsWith") == {frozenset({held, denied})}


def test_two_sides_of_one_event_conflict_even_if_nobody_is_resolved() -> None:
    article = Article("Two men left, says Northwire; they did not, says Avaria.")
    event = article.event("RETREAT", [article.passage("Two men")], trigger="left")
    held = article.claim(event)
    denied = article.claim(event, stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN)
    assert pairs([article.extraction()], "kg:conflictsWith") == {frozenset({held, denied})}


def test_a_big_group_is_compared_with_its_neighbours_only() -> None:
    articles = [sent(f"Paper {number}") for number in range(120)]
    found = pairs(articles, "kg:agreesWith")
    assert 120 <= len(found) <= 120 * 50
