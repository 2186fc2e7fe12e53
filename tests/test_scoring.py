"""Scores by type and the errors behind them, as notebooks show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.api import evaluate
from kg.api.scoring import Item, Scores
from kg.errors import ConfigError, ReadError

HOSTILE = "<script>alert(1)</script>"
ITEMS = (
    Item("Person", "Person", "", "Ana Brun", " met him ."),
    Item("Person", "Place", "They met ", "Ilsa Maren", " ."),
    Item("State", "", "", "Borland", " fell ."),
    Item("", "State", "The ", "Reach", " fell ."),
    Item("Place", "", f"{HOSTILE} ", HOSTILE, " ."),
)
SCORES = Scores("ner", 5, {"f1": 0.25}, ITEMS)
COLUMNS = """\
Poland\tB-STATE
thanked\tO
Denmark\tB-STATE
.\tO

Nobody\tO
answered\tB-STATE
.\tO
"""
EVENTS = """\
marked_sentence\tgold_root\tgold_penta
<s>Russia</s> shelled a village in <t>Ukraine</t>.\tASSAULT\t4
<s>Israel</s> bombed a depot in <t>Syria</t>.\tAGREE\t1
"""


def test_verdicts() -> None:
    assert [one.verdict for one in ITEMS] == ["right", "other type", "missed", "too much", "missed"]


def test_scores_by_type_count_every_answer_once() -> None:
    table = SCORES.by_type()
    assert list(table.index) == ["Person", "Place", "State"]
    person = table.loc["Person"].to_dict()
    assert person == {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "expected": 2}
    assert table.loc["Place", "expected"] == 1
    assert table.loc["State", "f1"] == 0


def test_errors_are_all_that_is_not_right_with_its_sentence() -> None:
    errors = SCORES.errors()
    assert list(errors["verdict"]) == ["other type", "missed", "too much", "missed"]
    assert errors.loc[0, "sentence"] == "They met Ilsa Maren ."
    assert SCORES.confusion().loc["Person", "Place"] == 1
    assert SCORES.confusion().loc["none", "State"] == 1


def test_error_browser_escapes_what_files_hold() -> None:
    page = SCORES.browse()._repr_html_()
    assert page.count("<details>") == 3
    assert "Person: 1 of 2 not right" in page
    assert "<mark>Ilsa Maren</mark>" in page
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 2
    assert Scores("ner", 1, {}, ITEMS[:1]).browse()._repr_html_() == "<p>no errors</p>"


@pytest.mark.model
def test_names_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "names.conll"
    file.write_text(COLUMNS, encoding="utf-8")
    scores = evaluate("ner", file)
    assert (scores.task, scores.n) == ("ner", 2)
    table = scores.by_type()
    for name in ("precision", "recall", "f1"):
        assert table.loc["State", name] == scores.metrics["by_type"]["State"][name]
    assert [(one.text, one.verdict) for one in scores.items] == [
        ("Poland", "right"),
        ("Denmark", "right"),
        ("answered", "missed"),
    ]
    assert scores.errors().loc[0, "sentence"] == "Nobody answered ."


@pytest.mark.model
def test_events_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "events.tsv"
    file.write_text(EVENTS, encoding="utf-8")
    right, wrong = evaluate("events", file).items
    assert (right.verdict, right.text) == ("right", "Russia shelled a village in Ukraine")
    assert (wrong.verdict, wrong.expected, wrong.found) == ("other type", "AGREE", "ASSAULT")


def test_mistakes_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no types to compare in 'parse': events, ner"):
        evaluate("parse", tmp_path / "x")
    with pytest.raises((ConfigError, ReadError), match="missing"):
        evaluate("ner", tmp_path / "missing")
