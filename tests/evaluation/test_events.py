"""`events`: marks and columns read, YIELD summed, macro F1 as scikit-learn defines it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.errors import ConfigError, ReadError
from kg.evaluation.events import (
    QUAD,
    ROOTS,
    best,
    best_quad,
    by_root,
    evaluate,
    macro_f1,
    nearest,
    read_marks,
    read_rows,
    score_rows,
)
from kg.language.labels import EVENT_LABELS
from kg.language.pairs import Asked
from tests.extract.scorers import Answers

KINDS, LEVELS = ("macro_f1", "accuracy"), ("root", "quad")
HEADER = "id\tmarked_sentence\tgold_penta\tgold_root\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "file.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def probabilities(**values: float) -> NDArray[np.float32]:
    row = np.zeros(len(EVENT_LABELS), dtype=np.float32)
    for label, value in values.items():
        row[EVENT_LABELS.index(label)] = value
    return row


class Fixed(Answers):
    """A scorer with one answer after the other, whatever it is asked."""

    def __init__(self, *answers: NDArray[np.float32]) -> None:
        super().__init__()
        self.answers = list(answers)

    def events(self, doc: Doc, pairs: Sequence[Asked]) -> NDArray[np.float32]:
        super().events(doc, pairs)
        return np.stack([self.answers.pop(0) for _ in pairs])


def test_the_table_of_quads_has_the_fifteen_roots() -> None:
    assert len(ROOTS) == 15
    assert set(EVENT_LABELS[1:]) - set(ROOTS) == {"CONCEDE", "RETREAT"}
    assert {QUAD["YIELD"], QUAD["REQUEST"], QUAD["SANCTION"], QUAD["CONSULT"]} == set("2341")


@pytest.mark.parametrize(
    ("row", "root", "share"),
    [
        (probabilities(NONE=0.9, AID=0.1), "AID", 1.0),
        (probabilities(CONCEDE=0.2, RETREAT=0.25, ACCUSE=0.3, NONE=0.25), "YIELD", 0.6),
        (probabilities(CONSULT=0.5, AGREE=0.3, NONE=0.2), "CONSULT", 0.625),
    ],
)
def test_none_is_never_predicted_and_the_halves_of_yield_are_one(
    row: NDArray[np.float32], root: str, share: float
) -> None:
    sums = by_root(row)
    assert best(sums) == root
    assert sums[root] == pytest.approx(share, abs=1e-6)


def test_the_quad_is_the_one_with_the_highest_sum() -> None:
    sums = by_root(probabilities(ASSAULT=0.4, AID=0.3, COOPERATE=0.3))
    assert (best(sums), best_quad(sums)) == ("ASSAULT", QUAD["AID"])


def test_marks_are_taken_out_and_kept_as_spans() -> None:
    text, spans = read_marks("<t>Avaria</t> was accused by <s>Borland's army</s>.")
    assert text == "Avaria was accused by Borland's army."
    assert [text[slice(*span)] for span in spans["s"] + spans["t"]] == ["Borland's army", "Avaria"]


@pytest.mark.parametrize("marked", ["<s>Avaria", "Avaria</s>", "<s>A<s>b</s>", "<s>A</t>"])
def test_marks_without_their_other_half_are_refused(marked: str) -> None:
    with pytest.raises(ReadError, match="half|closed"):
        read_marks(marked)


def test_of_several_marks_the_closest_two_are_the_pair() -> None:
    assert nearest([(0, 5), (40, 45)], [(50, 55)]) == ((40, 45), (50, 55))
    assert nearest([(0, 5)], []) == ((0, 5), None)


def test_rows_are_read_by_the_names_of_their_columns(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        HEADER
        + "1\t<s>Borland</s> left <t>Avaria</t>.\t2\tRETREAT\n"
        + '2\t<s>"Avaria"</s> waits.\t3\taccuse\r\n\n',
    )
    one, two = read_rows(file)
    assert (one.root, one.quad, one.text) == ("YIELD", "2", "Borland left Avaria.")
    assert (two.text, two.source, two.target) == ('"Avaria" waits.', (0, 8), None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sentence\tgold_root\n", "no column marked_sentence, gold_penta"),
        (HEADER, "no rows"),
        (HEADER + "1\tx\t1\n", "line 2: 3 columns instead of 4"),
        (HEADER + "1\tx\t1\tDANCE\n", "gold_root 'DANCE'"),
        (HEADER + "1\tx\t7\tAID\n", "gold_penta '7'"),
    ],
)
def test_wrong_tables_are_refused_with_the_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_rows(write(tmp_path, text))


def test_a_missing_file_is_an_error_for_the_user(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot read"):
        read_rows(tmp_path / "none.tsv")


def test_a_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--map"):
        evaluate(tmp_path / "any.tsv", tmp_path / "map.yaml")


def test_macro_f1_is_over_the_classes_of_gold_and_predictions() -> None:
    # A: 2/3, B: 2/3, C: only predicted, 0; as classification_report's "macro avg".
    assert macro_f1(["A", "A", "B"], ["A", "C", "B"]) == pytest.approx(
        (2 / 3 + 1 + 0) / 3, abs=1e-4
    )
    assert macro_f1(["A"], ["A"]) == 1.0


def test_rows_are_scored_on_both_levels(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        HEADER
        + "1\t<s>Borland's</s> army aided <t>Avaria</t>.\t2\tAID\n"
        + "2\t<s>Borland</s> accused <t>Avaria</t>.\t3\tACCUSE\n"
        + "3\t<s>Borland</s> wept.\t4\tPROTEST\n",
    )
    scorer = Fixed(
        probabilities(AID=0.9), probabilities(REJECT=0.9), probabilities(NONE=0.9, PROTEST=0.1)
    )
    count, metrics, lines = score_rows(read_rows(file), spacy.blank("en"), scorer)
    assert count == 3
    assert scorer.asked == [
        ("Borland", "Avaria"),
        ("Borland", "Avaria"),
        ("Borland", "Borland wept."),
    ]
    assert metrics == {
        "macro_f1_root": 0.5,  # AID and PROTEST 1, ACCUSE and REJECT 0
        "accuracy_root": 0.6667,
        "macro_f1_quad": 1.0,
        "accuracy_quad": 1.0,
        "unmarked": 1,
    }
    assert lines[1] == "ACCUSE\tREJECT\t3\t3\t1.0000\tBorland accused Avaria."


@pytest.mark.model
def test_the_task_runs_on_a_file(tmp_path: Path) -> None:
    row = "1\t<s>Borland</s> condemned <t>Avaria</t> over the raid.\t3\tACCUSE\n"
    unmarked = "2\tBorland wept.\t4\tPROTEST\n"
    count, metrics, lines = evaluate(write(tmp_path, HEADER + row + unmarked), None)
    assert (count, metrics["unmarked"]) == (2, 1)
    assert all(0 <= metrics[f"{kind}_{level}"] <= 1 for kind in KINDS for level in LEVELS)
    probabilities = []
    for line in lines:
        right, root, _, quad, probability, _ = line.split("\t")
        assert {right, root} <= set(ROOTS)
        assert quad in set(QUAD.values())
        probabilities.append(float(probability))
    assert 1 / 15 <= probabilities[0] <= 1  # the most probable of fifteen
    # The model reads no text without an actor: what is left is the first by name.
    assert lines[1].split("\t") == ["PROTEST", "ACCUSE", "4", "1", "0.0000", "Borland wept."]
