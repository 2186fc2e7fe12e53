"""Extraction over our own sentences does not get worse than it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.records import Factuality, Stance
from tests.bench import quality

SLACK = 0.02


def test_the_cases_keep_their_size_and_form() -> None:
    rows = quality.cases()
    assert len(rows) >= 150
    assert len({row.text for row in rows}) == len(rows)
    assert len({row.why for row in rows}) >= 30
    assert sum(not any(row.gold.values()) for row in rows) >= 18  # negatives
    counts = {kind: sum(len(row.gold[kind]) for row in rows) for kind in quality.KINDS}
    assert counts["events"] >= 110 and counts["claims"] >= 110
    assert counts["posts"] >= 13 and counts["figures"] >= 10


def test_the_cases_use_the_words_of_the_ontology() -> None:
    types = set(
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
        "PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
    )
    for row in quality.cases():
        for kind, actors, _ in row.gold["events"]:
            assert kind in types and actors, row.text
        for level, source, stance, factuality in row.gold["claims"]:
            assert level in types | {"claim"} and source, row.text
            Stance(stance)
            Factuality(factuality)
        for figure in row.gold["figures"]:
            assert len(figure) == 2, row.text


def test_the_articles_cover_what_they_are_for() -> None:
    rows = quality.cases(quality.ARTICLES)
    assert len({row.why for row in rows}) == len(rows) >= 15
    assert all(len(row.text.split()) >= 150 and row.document.published for row in rows)
    for row in rows:
        assert all(row.gold[kind] for kind in quality.KINDS), row.why


def test_the_reports_are_dense() -> None:
    rows = quality.cases(quality.REPORTS)
    assert len({row.why for row in rows}) == len(rows) >= 12
    for row in rows:
        assert len(row.text.split()) >= 350 and len(row.gold["events"]) >= 25, row.why
        assert all(row.gold[kind] for kind in quality.KINDS), row.why


def test_the_articles_say_who_says_what() -> None:
    for file in (quality.ARTICLES, quality.REPORTS):
        marked = [row.attributions or () for row in quality.cases(file)]
        assert all(len(lines) >= 7 for lines in marked)
        for line in (line for lines in marked for line in lines):
            Stance(line.stance)
            Factuality(line.factuality)


@pytest.mark.model
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        pytest.param(file, kind, id=f"{file.stem}-{kind}")
        for file in (quality.SENTENCES, quality.ARTICLES, quality.REPORTS)
        for kind in (*quality.KINDS, *(quality.SAID if file != quality.SENTENCES else ()))
    ],
)
def test_f1_does_not_fall(file: Path, kind: str) -> None:
    frozen = json.loads(quality.FROZEN.read_text(encoding="utf-8"))
    now = quality.overall(file)[kind]["f1"]
    assert now >= frozen[file.stem][kind]["f1"] - SLACK, quality.table(file)
