"""What was known on a date, what held on a date, and what changed between two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.query import run_named
from kg.records import Extraction, Factuality, PartialDate, Stance, TenureStatus, TimeFrame
from tests.factories import ORGANIZATION, PERSON, ROLE, STATE, Article, link, resolved_store


def settled(*extractions: Extraction) -> Store:
    store = Store.memory()
    store.add(extractions)
    store.settle(link(store.chains(), store.publishers()))
    return store


def rows(store: Store, name: str, columns: str, params: Mapping[str, str]) -> list[tuple[str, ...]]:
    result = run_named(store, name, params)
    picked = [result.columns.index(column) for column in columns.split()]
    return [tuple(row[index] for index in picked) for row in result.values()]


def post(
    published: str,
    *,
    status: TenureStatus | None = TenureStatus.CURRENT,
    begin: str = "",
    end: str = "",
    stance: Stance = Stance.ASSERT,
) -> Extraction:
    """Ilsa Maren as President of Cestria, in an article of that date."""
    article = Article(
        f"President Ilsa Maren of Cestria spoke. {published} {status}", published=published
    )
    maren = article.mention("Ilsa Maren", PERSON)
    president = article.mention("President", ROLE, proper=False)
    cestria = article.mention("Cestria", STATE)
    held = article.relation("holdsPost", maren, president, tenure=status, begin=begin)
    article.relation("postIn", president, cestria)
    if end:
        first = replace(article.relations[0], end=PartialDate.from_iso(end))
        article.relations[0] = first
    article.claim(held, stance=stance)
    return article.extraction()


def member(published: str, *, begin: str = "", end: str = "") -> Extraction:
    article = Article("Cestria is in the Tern Club.", published=published)
    cestria = article.mention("Cestria", STATE)
    club = article.mention("the Tern Club", ORGANIZATION)
    held = article.relation("memberOf", cestria, club, begin=begin)
    if end:
        article.relations[0] = replace(article.relations[0], end=PartialDate.from_iso(end))
    article.claim(held)
    return article.extraction()


def praise(
    published: str,
    *,
    on: str = "",
    time_frame: TimeFrame = TimeFrame.PAST,
    stance: Stance = Stance.ASSERT,
    factuality: Factuality = Factuality.CERTAIN,
) -> Extraction:
    article = Article(f"Borland praised Cestria. {published} {stance}", published=published)
    borland, cestria = article.mention("Borland", STATE), article.mention("Cestria", STATE)
    event = article.event(
        "SUPPORT", [borland], [cestria], trigger="praised", begin=on, time_frame=time_frame
    )
    article.claim(event, stance=stance, factuality=factuality)
    return article.extraction()


def basis(store: Store, date: str, **params: str) -> list[str]:
    """The grounds on which something held."""
    return run_named(store, "held_on", {"date": date, **params}).column("basis")


# What held


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-04-30", []),  # before the month it began in
        ("2024-05-03", ["possible"]),  # in that month: before or after the day
        ("2024-05", ["dated"]),  # at some time in it
        ("2024", ["dated"]),
        ("2023", []),
        ("2025-01-01", ["dated"]),
        ("2026-11-18", ["dated"]),  # the day of the article
        ("2027", ["reported"]),  # nobody has said since that it ended
    ],
)
def test_held_on(date: str, expected: list[str]) -> None:
    assert basis(settled(post("2026-11-18", begin="2024-05")), date) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-11-17", []),  # the article does not say since when
        ("2026-11-18", ["reported"]),
        ("2026-11", ["reported"]),
        ("2028-01-01", ["reported"]),
    ],
)
def test_what_has_no_begin_holds_from_its_article_on(date: str, expected: list[str]) -> None:
    assert basis(settled(post("2026-11-18")), date) == expected


def test_a_later_article_that_calls_a_post_former_ends_it() -> None:
    store = settled(post("2026-11-18"), post("2027-02-01", status=TenureStatus.FORMER))
    assert basis(store, "2027-01-31") == ["reported"]
    assert basis(store, "2027-02-01") == []
    assert basis(store, "2027-02-01", known="2027-01") == ["reported"]


def test_an_earlier_article_that_calls_a_post_former_does_not() -> None:
    store = settled(post("2026-11-18", status=TenureStatus.FORMER), post("2027-02-01"))
    assert basis(store, "2027-03") == ["reported"]


@pytest.mark.parametrize(
    ("begin", "end", "date", "expected"),
    [
        ("", "", "2020", []),  # former, and nobody says when
        ("2019", "", "2020", ["possible"]),  # it may have ended before
        ("", "2021", "2020", ["possible"]),  # it may have begun after
        ("2019", "2021", "2020", ["dated"]),
        ("2019", "2021", "2021-03", ["possible"]),
        ("2019", "2021", "2022", []),
        ("2019", "2021-06-30", "2021-06-30", ["dated"]),
        ("2019", "2021-06-30", "2021-07-01", []),
    ],
)
def test_former_posts(begin: str, end: str, date: str, expected: list[str]) -> None:
    former = post("2026-11-18", status=TenureStatus.FORMER, begin=begin, end=end)
    assert basis(settled(former), date) == expected


def test_incoming_posts_do_not_hold_before_they_begin() -> None:
    store = settled(post("2026-11-18", status=TenureStatus.INCOMING, begin="2027-01"))
    assert basis(store, "2026-12") == []
    assert basis(store, "2027-01") == ["possible"]
    assert basis(settled(post("2026-11-18", status=TenureStatus.INCOMING)), "2027") == []


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2019", []),
        ("2020", ["dated"]),
        ("2025-12-31", ["dated"]),
        ("2026", ["dated"]),
        ("2027", []),
    ],
)
def test_relations_hold_between_their_dates(date: str, expected: list[str]) -> None:
    assert basis(settled(member("2026-11-18", begin="2020", end="2026")), date) == expected


@pytest.mark.parametrize(
    ("on", "date", "expected"),
    [
        ("2026-11-16", "2026-11-16", ["dated"]),
        ("2026-11-16", "2026-11", ["dated"]),
        ("2026-11-16", "2026-11-17", []),
        ("2026-11", "2026-11-17", ["possible"]),
        ("2026-11", "2026-12-01", []),
        ("2026", "2026-11-17", ["possible"]),
        ("", "2026-11-18", []),  # an event without a date holds on none
    ],
)
def test_events_hold_on_their_day(on: str, date: str, expected: list[str]) -> None:
    assert basis(settled(praise("2026-11-18", on=on)), date) == expected


def test_what_is_planned_denied_or_doubted_does_not_hold() -> None:
    day = "2026-11-16"
    future = praise("2026-11-15", on=day, time_frame=TimeFrame.FUTURE)
    denied = praise("2026-11-18", on=day, stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN)
    doubted = praise("2026-11-19", on=day, factuality=Factuality.POSSIBLE)
    assert basis(settled(future, denied, doubted), day) == []


def test_of_one_entity_and_of_the_posts_in_it() -> None:
    store = settled(post("2026-11-18"), praise("2026-11-18", on="2026-11-18"))
    day = {"date": "2026-11-18"}
    columns = "kind subjectName objectName"
    president = ("post", "Ilsa Maren", "President of Cestria")
    assert rows(store, "held_on", columns, day | {"entity": "Ilsa Maren"}) == [president]
    assert rows(store, "held_on", columns, day | {"entity": "Borland"}) == [
        ("event", "Borland", "Cestria")
    ]
    assert president in rows(store, "held_on", columns, day | {"entity": "Cestria"})


def test_held_says_what_is_disputed() -> None:
    day = "2026-11-16"
    said = praise("2026-11-18", on=day)
    denied = praise("2026-11-19", on=day, stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN)
    assert rows(settled(said), "held_on", "disputed", {"date": day}) == [("false",)]
    assert rows(settled(said, denied), "held_on", "disputed", {"date": day}) == [("true",)]


# What was known


@pytest.mark.parametrize(
    ("published", "date", "known"),
    [
        ("2026-11-16", "2026-11-16", True),
        ("2026-11-16", "2026-11-15", False),
        ("2026-11-16", "2026-11", True),
        ("2026-11-16", "2026-10", False),
        ("2026-11-16", "2027", True),
        ("2026-11", "2026-11-30", False),  # nobody knows whether it was out by then
        ("2026-11", "2026-12-01", True),
        ("2026-11", "2026-11", True),
        ("2026", "2026", True),
        ("2026", "2026-12", False),
        ("", "2027", False),  # an article without a date is never known to be out
    ],
)
def test_known_on(published: str, date: str, known: bool) -> None:
    store = settled(praise(published))
    assert (len(run_named(store, "known_on", {"date": date})) == 1) is known


def test_known_of_an_entity_with_what_it_says_itself() -> None:
    store = resolved_store()
    told = rows(
        store,
        "known_on",
        "published subjectName predicate",
        {"date": "2026", "entity": "Ilsa Maren"},
    )
    assert told == [
        ("2026-11-18", "Borland", "MOBILIZE"),
        ("2026-11-18", "Ilsa Maren", "holdsPost"),
    ]


def test_known_and_contradicted_later() -> None:
    store = settled(
        praise("2026-11-16"),
        praise("2026-11-20", stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN),
    )
    columns = "published stance contradicted"
    assert rows(store, "known_on", columns, {"date": "2026-11-18"}) == [
        ("2026-11-16", "assert", "2026-11-20")
    ]
    assert not rows(store, "known_on", columns, {"date": "2026-11-18", "standing": "true"})
    later = rows(store, "known_on", columns, {"date": "2026-11-21", "standing": "true"})
    assert later == [("2026-11-16", "assert", ""), ("2026-11-20", "deny", "")]


# What changed


def test_changes_between() -> None:
    store = settled(
        praise("2026-11-10"),
        praise("2026-11-16"),  # nothing new
        praise("2026-11-17", stance=Stance.DENY, factuality=Factuality.NOT_CERTAIN),
        post("2026-11-18", status=TenureStatus.FORMER),
        member("2026-11-25"),
    )
    columns = "published change subjectName predicate objectName"
    period = {"after": "2026-11-15", "until": "2026-11-20"}
    assert rows(store, "changes_between", columns, period) == [
        ("2026-11-17", "denied", "Borland", "SUPPORT", "Cestria"),
        ("2026-11-18", "former", "Ilsa Maren", "holdsPost", "President of Cestria"),
    ]
    assert len(rows(store, "changes_between", columns, period | {"entity": "Borland"})) == 1
    year = rows(store, "changes_between", columns, {"after": "2025", "until": "2026"})
    assert [row[3] for row in year] == ["SUPPORT", "SUPPORT", "SUPPORT", "holdsPost", "memberOf"]
    assert not rows(store, "changes_between", columns, {"after": "2026", "until": "2027"})


NO_DATES = (
    *("yesterday", "2026-13", "2026-02-30", "26", "2026-1-1", "2026-11-1T0"),
    *("٢٠٢٤", "2024-10-22-5", "+2024", "20_24"),
)


@pytest.mark.parametrize("date", NO_DATES)
@pytest.mark.parametrize("query", ["known_on", "held_on"])
def test_what_is_no_date_is_told(query: str, date: str) -> None:
    message = re.escape(f"date='{date}' is not a value of type date")
    with pytest.raises(QueryError, match=message):
        run_named(resolved_store(), query, {"date": date})


def test_what_is_no_boolean_is_told() -> None:
    with pytest.raises(QueryError, match="type boolean: write true or false"):
        run_named(resolved_store(), "known_on", {"date": "2024", "standing": "maybe"})
