"""What is said and is no event: where a user meets it, and where it has no business."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.graph import Store
from kg.query import named_queries, run_named
from kg.query.audit import audit
from tests.factories import collection, link, remarks, reprints
from tests.query.test_audit import store_of

PACT = "The pact between Borland and Cestria threatens nobody"
BLAME, ANSWER, DELAY = "Maren was to blame", "a clear answer", "Maren regretted the delay"


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(remarks())


def rows(
    store: Store, name: str, columns: str, params: Mapping[str, str] | None = None
) -> list[tuple[str, ...]]:
    """Some columns of the answer, in the order of the answer."""
    result = run_named(store, name, params or {})
    picked = [result.columns.index(column) for column in columns.split()]
    return [tuple(row[index] for index in picked) for row in result.values()]


def test_statements(store: Store) -> None:
    columns = "sourceName stanceName statement named"
    pact = ("Ilsa Maren", "assert", PACT, "Borland, Cestria")
    blame = ("Avaria", "deny", BLAME, "Ilsa Maren")
    answer = ("Avaria", "demand", ANSWER, "")
    delay = ("Ilsa Maren", "assert", DELAY, "")
    assert rows(store, "statements", columns) == [delay, blame, pact, answer]
    assert rows(store, "statements", columns, {"entity": "Borland"}) == [pact]
    assert rows(store, "statements", columns, {"source": "Avaria"}) == [blame, answer]
    both = {"source": "Avaria", "entity": "Ilsa Maren"}
    assert rows(store, "statements", columns, both) == [blame]
    assert rows(store, "statements", columns, {"stance": "demand"}) == [answer]
    assert len(rows(store, "statements", columns, {"limit": "1"})) == 1


def test_a_source_is_heard_in_its_words(store: Store) -> None:
    columns = "stanceName about subjectName statement named"
    assert rows(store, "claims_by_source", columns, {"source": "Ilsa Maren"}) == [
        ("assert", "statement", "", PACT, "Borland, Cestria"),
        ("assert", "statement", "", DELAY, ""),
    ]
    assert rows(store, "claims_by_source", columns, {"source": "Northwire"}) == [
        ("assert", "another claim", "", DELAY, "")
    ]


def test_denials_and_intentions_show_the_words(store: Store) -> None:
    assert rows(store, "denials", "deniedBy about statement") == [("Avaria", "statement", BLAME)]
    columns = "sourceName stanceName about statement"
    assert rows(store, "intentions", columns) == [("Avaria", "demand", "statement", ANSWER)]


def test_an_article_and_a_date_are_told_whole(store: Store) -> None:
    document = {"document": remarks().document.id}
    columns = "sourceName about statement"
    assert rows(store, "document_contents", columns, document) == [
        ("Ilsa Maren", "statement", PACT),
        ("Avaria", "statement", BLAME),
        ("Avaria", "statement", ANSWER),
        ("Ilsa Maren", "statement", DELAY),
        ("Northwire", "another claim", ""),
    ]
    known = rows(store, "known_on", "predicate statement", {"date": "2026-11", "entity": "Maren"})
    assert known == [("statement", PACT), ("statement", BLAME), ("statement", DELAY)]


def test_somebody_is_explained_by_what_he_says_and_what_is_said_of_him(store: Store) -> None:
    columns = "part predicate statement sourceName"
    assert rows(store, "explain_entity", columns, {"entity": "Ilsa Maren"}) == [
        ("source", "statement", PACT, "Ilsa Maren"),
        ("about", "statement", BLAME, "Avaria"),
        ("source", "statement", DELAY, "Ilsa Maren"),
    ]


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [("Borland", "Cestria", PACT), ("Ilsa Maren", "Cestria", PACT), ("Avaria", "Maren", BLAME)],
)
def test_a_statement_links_those_it_names_and_who_makes_it(
    store: Store, a: str, b: str, said: str
) -> None:
    for params in ({"a": a, "b": b}, {"a": b, "b": a}):
        assert rows(store, "explain_pair", "statement", params) == [(said,)]
    assert not rows(store, "explain_pair", "statement", {"a": "Avaria", "b": "Borland"})


def test_statements_are_counted(store: Store) -> None:
    assert ("statements", "all", "4") in rows(store, "summary", "kind name count")


def test_a_statement_is_something_taken_from_a_sentence(store: Store) -> None:
    found = audit(store)
    assert found.with_actors == 2
    assert not found.holes


DEALINGS = (
    "actions_between",
    "actors_by_type",
    "changes_between",
    "corroborated_actions",
    "disputes",
    "ego_network",
    "held_on",
    "most_connected",
    "pair_timeline",
    "relations_of",
    "single_source",
    "support_and_opposition",
)
GIVEN = {
    "entity": "Borland",
    "actor": "Borland",
    "recipient": "Cestria",
    "a": "Borland",
    "b": "Cestria",
    "type": "MOBILIZE",
    "date": "2026-11-30",
    "after": "2026-11-01",
    "until": "2026-11-30",
}


@pytest.mark.parametrize("name", DEALINGS)
def test_who_deals_with_whom_is_told_without_statements(name: str) -> None:
    """Nothing but what was said is added, and the answer stays as it was."""
    query = named_queries()[name]
    params = {p.name: GIVEN[p.name] for p in query.parameters if p.required}
    without, told = Store.memory(), Store.memory()
    without.add(collection())
    told.add([*collection(), remarks()])
    answers = []
    for one in (without, told):
        one.settle(link(one.chains(), one.publishers()), reprints())
        answers.append(run_named(one, name, params).values())
    assert answers[0]
    assert answers[0] == answers[1]
