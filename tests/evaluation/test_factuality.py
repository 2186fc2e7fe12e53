"""Factuality: predicates read, correlation and error computed, bad rows told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg import evaluation
from kg.errors import ReadError
from kg.evaluation import factuality
from kg.evaluation.factuality import score_values

LABELS = {"left": 3.0, "denied": 2.0, "waiting": -1.0}


def row(text: str = "Lind left and denied waiting .", **changes: Any) -> str:
    targets = [
        {"span1": [i, i + 1], "label": LABELS[word], "span_text": word}
        for i, word in enumerate(text.split())
        if word in LABELS
    ]
    return json.dumps({"text": text, "targets": targets, **changes})


def target(**changes: Any) -> str:
    return row(targets=[{"span1": [1, 2], "label": 1.0, **changes}])


def write(folder: Path, *rows: str) -> Path:
    path = folder / "file.jsonl"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


class StandIn:
    """Rates a token by its place: 3, 2, 1, 0, …"""

    def factualities(self, doc: Doc) -> NDArray[np.float32]:
        return np.asarray([3 - token.i for token in doc], dtype=np.float32)


def test_pearson_and_mean_absolute_error_by_hand() -> None:
    # Means 2 and 1; deviations (-1, 0, 1) and (-1, 1, 0): 1 / sqrt(2·2); errors 1, 0, 2.
    assert score_values([1, 2, 3], [0, 2, 1]) == {"pearson": 0.5, "mae": 1.0}
    assert score_values([-3, 0, 3], [3, 0, -3]) == {"pearson": -1.0, "mae": 4.0}
    assert score_values([0, 1], [0.5, 0.5]) == {"pearson": 0.0, "mae": 0.5}


def test_predicates_are_scored_on_the_tokens_of_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, row(), "", row("Nothing happened ."))
    count, metrics, lines = factuality.evaluate_model(file, spacy.blank("en"), StandIn())
    assert count == 3
    # left 3 / 2, denied 2 / 0, waiting -1 / -1
    assert metrics["mae"] == 1.0
    assert metrics["pearson"] == pytest.approx(
        np.corrcoef([3, 2, -1], [2, 0, -1])[0, 1], abs=0.0001
    )
    assert lines == [
        "1\t1\tleft\t3\t2.0000",
        "1\t3\tdenied\t2\t0.0000",
        "1\t4\twaiting\t-1\t-1.0000",
    ]


def test_a_predicate_of_several_tokens_takes_their_mean(tmp_path: Path) -> None:
    file = write(tmp_path, row("They did leave", targets=[{"span1": [1, 3], "label": 3}]))
    _, _, lines = factuality.evaluate_model(file, spacy.blank("en"), StandIn())
    assert lines == ["1\t1\tdid leave\t3\t1.5000"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{'text'", "line 2: not JSON"),
        (json.dumps({"text": "A b"}), "line 2: no 'targets'"),
        (row(text=" "), "line 2: 'text' must be"),
        (row(targets={}), "line 2: 'targets' must be"),
        (row(targets=[1]), "line 2: 'targets' must be"),
        (target(label="high"), "line 2: the label 'high'"),
        (target(label=float("nan")), "line 2: the label nan"),
        (target(label=4), "line 2: the label 4"),
        (target(span1=[5, 7]), r"line 2: span1 \[5, 7\] is outside of the 6 tokens"),
        (target(span1=[2, 2]), r"line 2: span1 \[2, 2\] is outside"),
        (target(span1=[1]), r"line 2: span1 is \[1\]"),
        (target(span1=None), "line 2: span1 is None"),
    ],
)
def test_a_malformed_row_is_told_so(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        factuality.read_rated(write(tmp_path, row(), line))


def test_a_file_without_predicates_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no predicates"):
        factuality.read_rated(write(tmp_path, row("Nothing here .")))


@pytest.mark.model
def test_the_shipped_model_is_scored(tmp_path: Path) -> None:
    result = evaluation.evaluate("factuality", write(tmp_path, row()))
    assert result["n"] == 3
    assert set(result["metrics"]) == {"pearson", "mae"}
    assert -1 <= result["metrics"]["pearson"] <= 1
    assert 0 <= result["metrics"]["mae"] <= 6  # both are on the scale from -3 to 3
