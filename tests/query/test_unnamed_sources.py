"""What somebody unnamed says is nowhere put into the mouth of the article or its publisher."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kg.graph import Store
from kg.query import named_queries, run_named
from kg.records import Extraction
from tests.factories import denial, larger_report, link, remarks, report

SHOWN = re.compile(r"COALESCE\(.*\"somebody unnamed\".* AS \?(\w+) \)")
GIVEN = {
    "entity": "Ilsa Maren",
    "a": "Borland",
    "b": "Cestria",
    "actor": "Borland",
    "recipient": "Cestria",
    "date": "2026-11-30",
    "after": "2026-11-01",
    "until": "2026-11-30",
}
QUERIES = {
    name: [column for column in SHOWN.findall(query.text) if column != "whoReports"]
    for name, query in named_queries().items()
    if "somebody unnamed" in query.text
}


def unnamed(extraction: Extraction) -> Extraction:
    """The same article, if it did not say who says all that."""
    claims = tuple(replace(claim, source="", anonymous=True) for claim in extraction.claims)
    return replace(extraction, claims=claims)


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store.memory()
    made.add([unnamed(one) for one in (denial(), report(), larger_report(), remarks())])
    made.settle(link(made.chains(), made.publishers()))
    return made


def test_every_question_that_shows_a_source_is_asked() -> None:
    asked = {name for name, query in named_queries().items() if '"the article"' in query.text}
    assert asked == set(QUERIES)
    assert len(asked) >= 15
    assert all(QUERIES.values())


@pytest.mark.parametrize("name", QUERIES)
def test_somebody_unnamed_is_called_so(store: Store, name: str) -> None:
    parameters = [p.name for p in named_queries()[name].parameters if p.required]
    given = {p: GIVEN[p] for p in parameters if p != "document"}
    documents = [one.document.id for one in (report(), remarks())]
    for document in documents if "document" in parameters else [""]:
        result = run_named(store, name, given | ({"document": document} if document else {}))
        assert result.rows
        for column in QUERIES[name]:
            assert set(result.column(column)) <= {"somebody unnamed", ""}, column
            assert "somebody unnamed" in result.column(column), column


def test_nobody_is_the_source(store: Store) -> None:
    assert not run_named(store, "sources", {}).rows


def test_what_only_somebody_unnamed_contradicts_is_contradicted() -> None:
    store = Store.memory()
    store.add([unnamed(denial()), report()])
    store.settle(link(store.chains(), store.publishers()))
    result = run_named(store, "contradicted_sources", {})
    (row,) = result.dicts()
    assert (row["contradicted"], row["opponents"]) == ("1", "0")
