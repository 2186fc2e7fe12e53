"""GAP: examples read, pronouns decided between two names, F1 by gender."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg import evaluation
from kg.errors import ReadError
from kg.evaluation import coref, gap
from kg.evaluation.clusters import Mention

FIRST = "Ann Lee met Eve Orr when she was in town."
SECOND = 'Tom said "Max\'s dog bit him" and left.'
HEADER = "\t".join(gap.HEADER)


def row(text: str, pronoun: str, a: str, b: str, truth: tuple[str, str] = ("TRUE", "FALSE")) -> str:
    cells = ["x-1", text, pronoun, str(text.index(f" {pronoun}") + 1)]
    for name, true in zip((a, b), truth, strict=True):
        cells += [name, str(text.index(name)), true]
    return "\t".join([*cells, "http://example.org/"])


def write(folder: Path, *rows: str) -> Path:
    path = folder / "file.tsv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


class StandIn:
    """Gives prepared scores and keeps the words that it was asked for."""

    def __init__(self, scores: Iterator[list[float]]) -> None:
        self._scores = scores
        self.asked: list[list[str]] = []

    def chains(self, doc: Doc) -> list[list[Mention]]:
        raise AssertionError("not asked for GAP")

    def chain_scores(self, doc: Doc, pronoun: Mention, names: list[Mention]) -> list[float]:
        self.asked.append([doc[start:end].text for start, end in (pronoun, *names)])
        return next(self._scores)


def test_the_task_knows_gap_by_its_header(tmp_path: Path) -> None:
    file = write(
        tmp_path, row(FIRST, "she", "Ann Lee", "Eve Orr"), row(SECOND, "him", "Tom", "Max")
    )
    model = StandIn(iter([[0.9, 0.8], [0.3, 0.4]]))
    count, metrics, lines = coref.evaluate_model(file, spacy.blank("en"), model)
    assert model.asked == [["she", "Ann Lee", "Eve Orr"], ["him", "Tom", "Max"]]
    assert count == 2
    assert (metrics["precision"], metrics["recall"], metrics["f1"]) == (1.0, 0.5, 0.6667)
    assert (metrics["f1_feminine"], metrics["f1_masculine"], metrics["bias"]) == (1.0, 0.0, 0.0)
    assert lines == [
        "x-1\tTRUE\tFALSE\t0.9000\t0.8000",
        "x-1\tFALSE\tFALSE\t0.3000\t0.4000",
    ]


@pytest.mark.parametrize(
    ("scores", "decision"),
    [
        ([0.9, 0.8], (True, False)),
        ([0.6, 0.8], (False, True)),
        ([0.5, 0.5], (True, False)),
        ([0.4, 0.49], (False, False)),
        ([0.1, 0.5], (False, True)),
    ],
)
def test_only_the_better_name_and_only_if_likely(
    scores: list[float], decision: tuple[bool, bool]
) -> None:
    assert gap.decide(scores) == decision


def test_scores_by_gender_and_their_ratio() -> None:
    def example(gender: str, coreferent: tuple[bool, bool]) -> gap.Example:
        return gap.Example("x", "", gender, (0, 0), ((0, 0), (0, 0)), coreferent)

    yes_no, no_yes, no_no = (True, False), (False, True), (False, False)
    examples = [
        example("masculine", yes_no), example("masculine", no_yes), example("masculine", no_no),
        example("feminine", yes_no), example("feminine", no_yes),
    ]  # fmt: skip
    # masculine: 2 right, 1 false: F1 4/5. feminine: 1 right, 1 missed and 1 false: F1 1/2.
    metrics = gap.score_gap(examples, [yes_no, no_yes, yes_no, yes_no, yes_no])
    assert metrics == {
        "precision": 0.6,
        "recall": 0.75,
        "f1": 0.6667,
        "f1_masculine": 0.8,
        "f1_feminine": 0.5,
        "bias": 0.625,
    }


GOOD = row(FIRST, "she", "Ann Lee", "Eve Orr")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD.replace("\thttp://example.org/", ""), "line 2: 10 columns, not 11"),
        (GOOD.replace("TRUE", "maybe"), "line 2: A-coref is 'maybe'"),
        (GOOD.replace("\tshe\t25", "\tshe\t24"), "line 2: the text has no Pronoun 'she' at 24"),
        (GOOD.replace("\t12\t", "\tx\t"), "line 2: the text has no B 'Eve Orr' at x"),
        (GOOD.replace("\tshe\t25", "\twhen\t20"), "line 2: 'when' is no pronoun"),
        ("", "no examples"),
    ],
)
def test_a_malformed_row_is_told_so(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        coref.evaluate_model(write(tmp_path, line), spacy.blank("en"), StandIn(iter([])))


def test_other_columns_are_told_so(tmp_path: Path) -> None:
    path = tmp_path / "file.tsv"
    path.write_text("ID\tText\tPronoun\nx\ty\tz\n", encoding="utf-8")
    with pytest.raises(ReadError, match="line 1: the columns of GAP"):
        coref.evaluate_model(path, spacy.blank("en"), StandIn(iter([])))


@pytest.mark.model
def test_the_shipped_model_is_scored(tmp_path: Path) -> None:
    result = evaluation.evaluate("coref", write(tmp_path, GOOD))
    assert result["n"] == 1
    assert all(0 <= result["metrics"][name] <= 1 for name in ("f1", "f1_masculine", "f1_feminine"))
    assert "bias" in result["metrics"]
