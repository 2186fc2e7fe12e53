"""Source, cue and content: pieces joined and trimmed, exact and word scores, bad rows told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from kg import evaluation
from kg.errors import ReadError
from kg.evaluation import attribution
from kg.evaluation.attribution import joined

TEXT = 'Anna Lind said it was late, adding:\n"We leave now", she said.'


def piece(text: str) -> list[int]:
    return [TEXT.index(text), TEXT.index(text) + len(text)]


ATTRIBUTIONS = [
    {
        "id": "E1",
        "source": [piece("Anna"), piece("Lind")],  # parted by a blank only: one item
        "cue": [piece("said")],
        "content": [
            piece("it was late"),
            piece('\n"We leave now"'),
        ],  # two items, the second trimmed
    },
    {"id": "E2", "source": [], "cue": [], "content": [piece("it was late")]},  # the same again
    {"id": "E3", "source": [piece("she")], "cue": [], "content": []},
]


def row(attributions: Any = ATTRIBUTIONS, **changes: Any) -> str:
    other = {"annotator": "b", "attributions": [{"source": [[0, 1]], "cue": [], "content": []}]}
    first = {"annotator": "a", "attributions": attributions}
    return json.dumps({"id": "d", "text": TEXT, "annotations": [first, other], **changes})


def write(folder: Path, *rows: str) -> Path:
    path = folder / "file.jsonl"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


class StandIn:
    """Says the given words of the text, each with a role."""

    def __init__(self, *said: tuple[str, str]) -> None:
        self.said = said

    def attributions(self, doc: Doc) -> list[tuple[str, int, int, float]]:
        out = []
        for role, text in self.said:
            span = doc.char_span(TEXT.index(text), TEXT.index(text) + len(text))
            assert span is not None
            out.append((role, span.start, span.end, 0.9))
        return out


def test_items_are_contiguous_pieces_of_the_first_annotator(tmp_path: Path) -> None:
    (article,) = attribution.read_articles(write(tmp_path, row(), ""))
    texts = {
        role: sorted(TEXT[start:end] for start, end in pieces)
        for role, pieces in article.marked.items()
    }
    assert texts == {
        "source": ["Anna Lind", "she"],
        "cue": ["said"],
        "content": ['"We leave now"', "it was late"],
    }


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([[0, 2], [3, 5]], [(0, 5)]),
        ([[3, 5], [0, 2]], [(0, 5)]),
        ([[3, 5], [6, 7]], [(3, 7)]),
        ([[0, 2], [8, 10]], [(0, 2), (8, 10)]),
        ([[0, 5], [1, 2]], [(0, 5)]),
        ([[2, 6]], [(3, 5)]),
        ([[2, 3], [4, 4]], []),
        ([], []),
    ],
)
def test_pieces_are_joined_over_white_space_only(
    pieces: list[list[int]], expected: list[tuple[int, int]]
) -> None:
    assert joined("ab cd\n- fg", pieces) == expected


def test_scores_are_exact_by_role_and_overlap_by_word(tmp_path: Path) -> None:
    model = StandIn(
        ("Source", "Anna Lind"),
        ("Cue", "said"),
        ("Cue", "adding"),
        ("Content", "it was"),
        ("Content", '"We leave now"'),
    )
    count, metrics, lines = attribution.evaluate_model(
        write(tmp_path, row()), spacy.blank("en"), model
    )
    assert count == 1
    assert (metrics["source_precision"], metrics["source_recall"]) == (1.0, 0.5)
    assert (metrics["cue_precision"], metrics["cue_recall"], metrics["cue_f1"]) == (
        0.5,
        1.0,
        0.6667,
    )
    assert (metrics["content_precision"], metrics["content_recall"]) == (0.5, 0.5)
    # Words marked: Anna Lind she | said | it was late " We leave now " = 12; said by the model:
    # Anna Lind | said adding | it was " We leave now " = 11, of which all but "adding" are right.
    assert metrics["overlap_precision"] == round(10 / 11, 4)
    assert metrics["overlap_recall"] == round(10 / 12, 4)
    assert metrics["overlap_f1"] == round(20 / 23, 4)
    told = [json.loads(line) for line in lines]
    assert [(one["role"], one["text"], one["verdict"]) for one in told] == [
        ("source", "Anna Lind", "right"),
        ("source", "she", "missed"),
        ("cue", "said", "right"),
        ("cue", "adding", "wrong"),
        ("content", "it was", "wrong"),
        ("content", "it was late", "missed"),
        ("content", '"We leave now"', "right"),
    ]
    assert [one.get("score") for one in told[:2]] == [0.9, None]


def test_nothing_marked_and_nothing_said_scores_zero(tmp_path: Path) -> None:
    _, metrics, lines = attribution.evaluate_model(
        write(tmp_path, row([])), spacy.blank("en"), StandIn()
    )
    assert set(metrics.values()) == {0.0}
    assert lines == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: not a JSON object"),
        (json.dumps({"text": "a"}), "line 2: no 'annotations'"),
        (row(text=3), "line 2: 'text' is no text"),
        (row(annotations=[]), "line 2: 'annotations' must be"),
        (row(annotations=[{}]), "line 2: no 'attributions'"),
        (row(annotations=["a"]), "line 2: "),
        (row(["a"]), "line 2: 'attributions' must be"),
        (row([{"source": [[0, 10**6]]}]), "line 2: the piece .* is outside of the text"),
        (row([{"cue": [[3, 1]]}]), "line 2: the piece"),
        (row([{"cue": [3, 1]}]), "line 2: 3 is no piece"),
        (row([{"cue": [["0", "1"]]}]), "line 2: .* is no piece"),
        (row([{"cue": None}]), "line 2: None is no list"),
    ],
)
def test_a_malformed_row_is_told_so(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        attribution.read_articles(write(tmp_path, row(), line))


def test_an_empty_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no articles"):
        attribution.read_articles(write(tmp_path, ""))


@pytest.mark.model
def test_the_shipped_model_is_scored(tmp_path: Path) -> None:
    result = evaluation.evaluate("attribution", write(tmp_path, row()))
    assert result["n"] == 1
    assert {"source_f1", "cue_f1", "content_f1", "overlap_f1"} <= set(result["metrics"])
    assert all(0 <= value <= 1 for value in result["metrics"].values())
