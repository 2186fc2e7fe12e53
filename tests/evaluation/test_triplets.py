"""`triplets`: CAMEO names mapped, actors compared by head word or as a whole, each counted once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.evaluation.triplets import (
    Triplet,
    compare,
    evaluate,
    head_of,
    plain,
    read_sentences,
    score_sentences,
)
from tests.extract.scorers import Answers
from tests.extract.trees import tree

DOC = tree(
    "President/NNP/nmod:desc/2 Ada/NNP/nsubj/4 Lind/NNP/flat/2 warned/VBD/root/0"
    " Avarian/JJ/amod/6 rebels/NNS/obj/4 ././punct/4",
    ents=[(1, 3, "Person"), (4, 5, "Demonym")],
)


def write(folder: Path, *rows: object) -> Path:
    path = folder / "file.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def gold(actor: str, types: str, recipient: str) -> Triplet:
    return Triplet(actor, frozenset(types.split("|")), recipient)


def test_cameo_names_and_plover_types_are_read(tmp_path: Path) -> None:
    triplets = [
        ["A", "Yield", "B"],
        ["A", "Reduce Relations", "B"],
        ["A", "Make Public Statement", "B"],
        ["A", "THREATEN", "B"],
    ]
    (sentence,) = read_sentences(write(tmp_path, {"text": "A and B.", "triplets": triplets}))
    assert [t.types for t in sentence.triplets] == [
        {"CONCEDE", "RETREAT"},
        {"SANCTION"},
        frozenset(),
        {"THREATEN"},
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"text": "A."}, 'needs "text"'),
        ({"text": "A.", "triplets": [["A", "Dance", "B"]]}, "'Dance' is neither"),
        ({"text": "A.", "triplets": [["A", "Yield"]]}, "no .actor, event, actor"),
        ([1], "not a JSON object"),
    ],
)
def test_wrong_rows_are_refused_with_the_place(tmp_path: Path, row: object, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_sentences(write(tmp_path, row))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no sentences"):
        read_sentences(write(tmp_path))


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("President Ada Lind", "lind"),
        ("Lind", "lind"),
        ("Avarian rebels", "rebels"),
        ("rebel", "rebels"),  # the data have actors cut short
        ("the leader of the opposition", "leader"),  # not in the text
        ("Cestria's", "cestria"),
        ("Mara Dunn, the envoy", "dunn"),
        (" ", ""),
    ],
)
def test_heads_come_from_the_parse_or_from_the_string(name: str, head: str) -> None:
    assert head_of(name, DOC) == head


@pytest.mark.parametrize(
    ("name", "folded"),
    [("The  Avarian Army's", "avarian army"), ("An envoy", "envoy"), ("rebels’", "rebels")],
)
def test_exact_comparison_forgives_articles_and_possessives(name: str, folded: str) -> None:
    assert plain(name) == folded


def test_each_triplet_counts_once() -> None:
    expected = [gold("A", "AID", "B"), gold("a", "AID", "B"), gold("C", "CONCEDE|RETREAT", "D")]
    found = [gold("A", "AID", "B"), gold("C", "RETREAT", "D"), gold("C", "CONCEDE", "D")]
    assert compare(expected, found, plain) == (2, 3, 2)


def test_a_choice_of_types_leaves_the_only_one_to_others() -> None:
    expected = [gold("A", "CONCEDE|RETREAT", "B"), gold("A", "CONCEDE", "B")]
    found = [gold("A", "CONCEDE", "B"), gold("A", "RETREAT", "B")]
    assert compare(expected, found, plain) == (2, 2, 2)


def test_direction_and_type_count() -> None:
    expected = [gold("A", "AID", "B")]
    assert compare(expected, [gold("B", "AID", "A")], plain) == (0, 1, 1)
    assert compare(expected, [gold("A", "ACCUSE", "B")], plain) == (0, 1, 1)


def test_sentences_are_scored_by_head_and_exactly(tmp_path: Path) -> None:
    rows = {
        "text": DOC.text,
        "triplets": [
            ["Ada Lind", "Threaten", "the Avarian rebels"],
            ["Ada Lind", "Make Public Statement", "rebels"],
        ],
        "other_annotations": [[["Ada Lind", "Aid", "rebels"]]],
    }
    sentences = read_sentences(write(tmp_path, rows))
    pair = ("President Ada Lind", "Avarian rebels")
    count, metrics, lines = score_sentences(
        sentences,
        lambda _text: DOC,  # type: ignore[arg-type]  # stands in for the pipeline
        Answers(pairs={pair: {"THREATEN": 1.0}, pair[::-1]: {"ASSAULT": 1.0}}),
    )
    assert count == 1
    assert metrics["precision"] == 0.5
    assert metrics["recall"] == 1.0
    assert metrics["f1"] == 0.6667
    assert metrics["f1_exact"] == 0.0  # "President Ada Lind" is more than "Ada Lind"
    assert (metrics["scored_triplets"], metrics["triplets"]) == (1, 2)
    assert json.loads(lines[0])["predicted"] == [
        [pair[0], "THREATEN", pair[1]],
        [pair[1], "ASSAULT", pair[0]],
    ]


@pytest.mark.model
def test_the_task_runs_on_a_file(tmp_path: Path) -> None:
    text = "Russia condemned Ukraine over a drone strike on Monday."
    row = {"text": text, "triplets": [["Russia", "Disapprove", "Ukraine"]]}
    count, metrics, lines = evaluate(write(tmp_path, row), None)
    assert (count, metrics["triplets"]) == (1, 1)
    assert all(0 <= metrics[name] <= 1 for name in ("precision", "recall", "f1", "f1_exact"))
    (line,) = map(json.loads, lines)
    assert all(actor in text and other in text for actor, _, other in line["predicted"])
