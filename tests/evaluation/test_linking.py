"""`linking`: which labels of ELEVANT's format count, and what a right link is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.evaluation.linking import (
    Article,
    Label,
    Link,
    article_length,
    compare,
    evaluate,
    link,
    read_articles,
    score_articles,
    trees,
)
from kg.records import MentionType
from kg.vocabulary import KnownEntity, Vocabulary, load_vocabulary
from tests.bench.linking import dwie, without_unscored
from tests.extract.trees import tree

HUMAN, BODY, PLACE = "Q215627", "Q43229", "Q27096213"
STATES = {"Q1"}


def label(number: int, start: int, end: int, qid: str, types: str = HUMAN, **more: Any) -> Label:
    return Label(number, start, end, qid, frozenset(filter(None, types.split("|"))), **more)


def found(start: int, end: int, qid: str, *, proper: bool = True) -> Link:
    return Link(start, end, qid, MentionType.PERSON, proper)


def write(folder: Path, *rows: object) -> Path:
    path = folder / "file.benchmark.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("one", "scored"),
    [
        pytest.param(label(0, 0, 5, "Q9", HUMAN), 1, id="person"),
        pytest.param(label(0, 0, 5, "Q9", BODY), 1, id="organization"),
        pytest.param(label(0, 0, 5, "Q1", f"{PLACE}|{BODY}"), 1, id="known state"),
        pytest.param(label(0, 0, 5, "Q9", f"{PLACE}|{BODY}"), 0, id="city"),
        pytest.param(label(0, 0, 5, "Q9", "Q6256"), 1, id="country by its class"),
        pytest.param(label(0, 0, 5, "Q9", "OTHER"), 0, id="something else"),
        pytest.param(label(0, 0, 5, "Q9", ""), 1, id="no types in the file"),
        pytest.param(label(0, 0, 5, "", HUMAN), 0, id="no id"),
        pytest.param(label(0, 0, 5, "Q9", HUMAN, optional=True), 0, id="optional"),
        pytest.param(label(0, 0, 5, "Q9", HUMAN, coref=True), 0, id="pronoun"),
    ],
)
def test_scored_are_persons_states_and_organizations(one: Label, scored: int) -> None:
    assert compare([one], [], STATES, coref=False) == (0, 0, scored)


@pytest.mark.parametrize(
    ("links", "counts"),
    [
        pytest.param([found(0, 5, "Q9")], (1, 1, 1), id="exact span and id"),
        pytest.param([found(0, 4, "Q9")], (0, 1, 1), id="other span"),
        pytest.param([found(0, 5, "Q8")], (0, 1, 1), id="other id"),
        pytest.param([found(0, 5, "Q9", proper=False)], (0, 0, 1), id="a pronoun is left out"),
        pytest.param([found(20, 25, "Q7")], (0, 0, 1), id="equals a label that is not scored"),
        pytest.param([found(30, 35, "Q7")], (0, 1, 1), id="on a label without an id"),
    ],
)
def test_a_right_link_has_the_exact_span_and_id(
    links: list[Link], counts: tuple[int, int, int]
) -> None:
    labels = [label(0, 0, 5, "Q9"), label(1, 20, 25, "Q7", "OTHER"), label(2, 30, 35, "")]
    assert compare(labels, links, STATES, coref=False) == counts


@pytest.mark.parametrize(
    ("links", "counts"),
    [
        pytest.param([found(30, 35, "")], (1, 1, 2), id="known to nobody"),
        pytest.param([found(0, 5, "")], (0, 1, 2), id="but the label has an id"),
        pytest.param([found(20, 25, "")], (0, 0, 2), id="a label that is not scored"),
        pytest.param([found(40, 45, "")], (0, 1, 2), id="no label"),
        pytest.param([found(30, 35, "Q7")], (0, 1, 2), id="an id where there is none"),
        pytest.param([found(0, 5, "Q9"), found(30, 35, "")], (2, 2, 2), id="both right"),
    ],
)
def test_with_nil_a_name_without_an_id_is_an_answer(
    links: list[Link], counts: tuple[int, int, int]
) -> None:
    labels = [
        label(0, 0, 5, "Q9"),
        label(1, 20, 25, "Q7", "OTHER"),
        label(2, 30, 35, "", "OTHER", nil=True),
    ]
    assert compare(labels, links, STATES, nil=True) == counts


def test_without_nil_names_without_an_id_do_not_count() -> None:
    labels = [label(0, 0, 5, "Q9"), label(1, 30, 35, "", "OTHER", nil=True)]
    assert compare(labels, [found(0, 5, ""), found(30, 35, "")], STATES) == (0, 0, 1)


@pytest.mark.parametrize(
    ("text", "names", "length"),
    [
        ("The Borlanders", ("Borland",), 4),
        ("the IMF", ("International Monetary Fund", "IMF"), 4),
        ("The Hague", ("The Hague",), 0),
        ("Theodor", ("Theodor",), 0),
    ],
)
def test_an_article_is_of_the_span_only_if_it_is_of_the_name(
    text: str, names: tuple[str, ...], length: int
) -> None:
    assert article_length(text, names) == length


def test_pronouns_count_with_coreference() -> None:
    labels = [label(0, 0, 5, "Q9"), label(1, 10, 12, "Q9", coref=True)]
    links = [found(0, 5, "Q9"), found(10, 12, "Q9", proper=False)]
    assert compare(labels, links, STATES, coref=True) == (2, 2, 2)
    assert compare(labels, links, STATES, coref=False) == (1, 1, 1)


def test_a_label_and_its_parts_are_one() -> None:
    whole, name = label(0, 0, 30, "Q9"), label(1, 8, 20, "Q9", parent=0)
    city = label(2, 24, 30, "Q7", PLACE, parent=0)
    assert trees([name, whole, city]) == [[whole, name, city]]
    both = [found(0, 30, "Q9"), found(8, 20, "Q9"), found(24, 30, "Q7")]
    assert compare([whole, name, city], both, STATES, coref=False) == (1, 1, 1)
    assert compare([whole, name, city], both[1:2], STATES, coref=False) == (1, 1, 1)
    assert compare([whole, name, city], both[2:], STATES, coref=False) == (0, 0, 1)


def test_parents_in_a_circle_do_not_hang() -> None:
    assert trees([label(0, 0, 5, "Q9", parent=1), label(1, 0, 4, "Q9", parent=0)]) == []


def test_articles_are_read(tmp_path: Path) -> None:
    row = {
        "title": "T",
        "text": "Ada Lind left in 1990.",
        "evaluation_span": [0, 10],
        "labels": [
            {"id": 3, "span": [0, 8], "entity_id": "Q9", "type": "Q215627|X", "coref": False},
            {"id": 4, "span": [17, 21], "entity_id": "DATETIME", "type": "DATETIME", "parent": 3},
            {"id": 5, "span": [0, 3], "entity_id": "<NIL>", "optional": True},
        ],
    }
    (article,) = read_articles(write(tmp_path, row))
    assert article.span == (0, 10)
    assert article.labels == (
        label(3, 0, 8, "Q9", "Q215627|X"),
        label(4, 17, 21, "", "DATETIME", parent=3),
        label(5, 0, 3, "", "", optional=True, nil=True),
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"text": "A."}, "line 1: not an article.*labels"),
        ({"text": "A.", "labels": [{"span": [1], "entity_id": "Q1"}]}, "line 1: not an article"),
        ({"text": "A.", "labels": 3}, "line 1: not an article"),
    ],
)
def test_wrong_rows_are_refused_with_the_place(tmp_path: Path, row: object, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_articles(write(tmp_path, row))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no articles"):
        read_articles(write(tmp_path))


def test_articles_are_scored_inside_their_span() -> None:
    vocabulary = Vocabulary([KnownEntity("borland", MentionType.STATE, "Borland", wikidata="Q1")])
    labels = (label(0, 0, 7, "Q1", f"{PLACE}|{BODY}"), label(1, 16, 24, "Q9"))
    article = Article("Borland accuses Ada Lind of Avaria.", (0, 25), labels)
    links = [
        Link(0, 7, "Q1", MentionType.STATE, True),
        Link(8, 15, "Q5", MentionType.ORGANIZATION, True),
        Link(16, 24, "Q4", MentionType.PLACE, True),  # a place is not scored
        Link(28, 34, "Q3", MentionType.STATE, True),  # outside of what was annotated
    ]
    count, metrics, lines = score_articles([article], lambda _text: links, vocabulary)
    assert count == 1
    assert metrics == {
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0.5,
        "with_coreference": {"precision": 0.5, "recall": 0.5, "f1": 0.5},
        "with_nil": {"precision": 0.5, "recall": 0.5, "f1": 0.5},
        "labels": 2,
        "known": 0.5,
    }
    assert json.loads(lines[0])["gold"] == [[0, 7, "Q1"], [16, 24, "Q9"]]


def test_links_are_those_of_a_graph_of_one_article() -> None:
    doc = tree(
        "Russia/NNP/nsubj/2 accused/VBD/root/0 Ukraine/NNP/obj/2\n"
        "It/PRP/nsubj/2 denied/VBD/root/0 Ada/NNP/obj/2 Lind/NNP/flat/3",
        ents=[(0, 1, "State"), (2, 3, "State"), (5, 7, "Person")],
    )
    links = link(doc.text, lambda _text: doc, load_vocabulary())  # type: ignore[arg-type]
    proper = [(doc.text[one.start : one.end], one.qid) for one in links if one.proper]
    assert proper == [("Russia", "Q159"), ("Ukraine", "Q212"), ("Ada Lind", "")]
    assert {one.type for one in links if one.qid} == {MentionType.STATE}


@pytest.mark.model
def test_the_task_runs_on_a_file(tmp_path: Path) -> None:
    text = "Russia accused Ukraine of an attack on Monday."
    labels = [{"span": [15, 22], "entity_id": "Q212", "type": f"{PLACE}|{BODY}"}]
    count, metrics, _ = evaluate(write(tmp_path, {"text": text, "labels": labels}), None)
    assert count == 1
    assert (metrics["precision"], metrics["recall"]) == (0.5, 1.0)


ROW = {
    "id": "d1",
    "sentences": [["Ada", "Lind", "left", "."], ["The", "Avarian", "wing"]],
    "entities": [
        {"types": ["person"], "wikipedia": None, "qid": "wikidata:Q9"}
        | {"mentions": [{"sent": 0, "start": 0, "end": 2, "text": "Ada Lind"}]},
        {"types": ["gpe0-x"], "wikipedia": None, "qid": "Q5"}
        | {"mentions": [{"sent": 1, "start": 1, "end": 2, "text": "Avarian"}]},
        {"types": ["gpe0"], "wikipedia": "Borland", "qid": "Q666"}
        | {"mentions": [{"sent": 1, "start": 2, "end": 3, "text": "wing"}]},
    ],
}


def test_dwie_is_read_with_its_titles(tmp_path: Path) -> None:
    known = KnownEntity("borland", MentionType.STATE, "Borland", ("Borland",), wikidata="Q1")
    vocabulary = Vocabulary([known])
    (article,) = dwie(write(tmp_path, ROW), vocabulary)
    assert article.text == "Ada Lind left.\nThe Avarian wing\n"
    words = [(article.text[one.start : one.end], one.qid) for one in article.labels]
    assert words == [("Ada Lind", "Q9"), ("Avarian", "Q5"), ("wing", "Q1")]
    assert [one.optional for one in article.labels] == [False, True, False]


def test_links_that_dwie_cannot_judge_are_left_out(tmp_path: Path) -> None:
    known = KnownEntity("borland", MentionType.STATE, "Borland", ("Borland",), wikidata="Q1")
    vocabulary = Vocabulary([known])
    (article,) = dwie(write(tmp_path, ROW), vocabulary)
    links = [found(0, 8, "Q9"), found(19, 26, "Q1"), found(27, 31, "Q1")]
    kept = without_unscored(article, lambda _text: links, vocabulary)(article.text)
    assert kept == [links[0], links[2]]
