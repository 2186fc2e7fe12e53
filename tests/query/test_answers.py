"""The example answers in the documentation of the library are what the examples really give."""

from __future__ import annotations

import pytest

from kg.graph import Store
from kg.query import NamedQuery, named_queries
from tests.query.answers import COLUMN, asked_again

LIBRARY = named_queries()


def test_all_examples_were_found() -> None:
    assert len(LIBRARY) >= 32


@pytest.mark.parametrize("query", LIBRARY.values(), ids=lambda query: query.name)
def test_every_question_shows_an_answer(query: NamedQuery) -> None:
    lines = query.answer.splitlines()
    assert 1 <= len(lines) <= 4
    assert len({tuple(COLUMN.findall(line)) for line in lines}) == 1, "one set of columns"


@pytest.mark.model
@pytest.mark.parametrize("query", LIBRARY.values(), ids=lambda query: query.name)
def test_the_answer_is_the_real_one(sample_store: Store, query: NamedQuery) -> None:
    """On the graph of the packaged articles; `python -m tests.query.answers` writes them anew."""
    assert query.answer.splitlines() == asked_again(sample_store, query)
