"""Who is who in the mini-corpora of `cases/identity`: does not get worse than it was.

What changed is in the message, corpus by corpus; `python -m tests.bench.identity --errors` says
what is wrong and why, and `--freeze` takes over what is better.
"""

from __future__ import annotations

from collections import Counter

import pytest

from kg.records import MentionType
from tests.bench import identity, identity_cases, identity_scores
from tests.bench.identity_cases import BadCorpusError, corpora, without_marks

SLACK = 0.005  # rounding of the model's figures is not the same on every processor


def test_the_corpora_keep_their_size_and_form() -> None:
    assert len(corpora()) >= 115
    assert len({corpus.id for corpus in corpora()}) == len(corpora())
    assert len({corpus.phenomenon for corpus in corpora()}) >= 55
    assert all(corpus.why for corpus in corpora())
    assert all(1 <= len(corpus.articles) <= 4 for corpus in corpora())
    assert sum(len(list(identity_cases.marked(corpus))) for corpus in corpora()) >= 670
    assert sum(len(corpus.apart) for corpus in corpora()) >= 170


def test_the_articles_are_short_and_dated() -> None:
    articles = [marked.article for corpus in corpora() for marked in corpus.articles]
    assert len(articles) >= 200
    assert all(30 <= len(article.text.split()) <= 120 for article in articles)
    assert all(article.date and article.publisher for article in articles)


def test_every_class_is_there_and_most_known_ones_have_their_id() -> None:
    expected = [entity for corpus in corpora() for entity in corpus.entities.values()]
    counts = Counter(entity.type for entity in expected)
    assert min(counts[kind] for kind in identity_cases.ENTITIES) >= 20
    states = [entity for entity in expected if entity.type is MentionType.STATE]
    assert sum(bool(state.wikidata) for state in states) >= 75
    assert all(state.wikidata != identity_cases.UNASKED for state in states)


def test_marks_are_taken_out_of_the_text() -> None:
    text, spans = without_marks("{kim|Kim Il} said that {kim|he} left.")
    assert text == "Kim Il said that he left."
    assert [(text[s.start : s.end], s.is_name) for s in spans] == [("Kim Il", True), ("he", False)]


def test_a_key_without_description_is_refused() -> None:
    row = {
        "id": "x",
        "phenomenon": "p",
        "why": "w",
        "articles": [{"text": "{kim|Kim} left."}],
        "entities": {"lee": "Person"},
    }
    with pytest.raises(BadCorpusError, match="kim"):
        identity_cases._corpus(row)


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("figure", identity.FIGURES)
def test_figure_does_not_fall(figure: str) -> None:
    now = identity.current()["collections"][figure]
    assert now >= identity.frozen()["collections"][figure] - SLACK, identity.changed()


@pytest.mark.model
@pytest.mark.slow
def test_nothing_more_is_merged_that_must_be_apart() -> None:
    known = set(identity.frozen()["not kept apart"])
    assert set(identity.broken()) <= known, identity.changed()


@pytest.mark.model
@pytest.mark.slow
def test_the_order_of_articles_does_not_matter() -> None:
    several = [one for one in identity_scores.outcomes() if len(one.corpus.articles) > 1]
    assert len(several) >= 60
    for one in several:
        backwards = identity_scores.outcome(one.corpus, reverse=True)
        assert backwards.entities() == one.entities(), one.corpus.id
