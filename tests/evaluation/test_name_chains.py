"""Files that mark names only: known as such, and answered by what the product joins."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.evaluation import coref
from kg.evaluation.chain_columns import ChainDocument
from kg.evaluation.clusters import Mention
from kg.evaluation.name_chains import NameChains, is_names_only
from kg.vocabulary import load_vocabulary
from tests.evaluation.test_coref import THREE, StandIn, write
from tests.extract.trees import tree

PATTERNS = {
    "Person": ["Ada Lind", "Lind"],
    "Organization": ["Borland Works Council", "BWC"],
    "State": ["US", "United States", "Russia"],
    "Place": ["Moscow"],
    "Demonym": ["Russian"],
    "Role": ["chancellor"],
    "Date": ["Monday"],
}
TEXT = """\
US chancellor Ada Lind flew to Moscow on Monday .
In Russia the Borland Works Council ( BWC ) met Lind .
The United States and BWC left Russia on Monday with a Russian chancellor ."""
CHAINS = [
    ["US", "United States"], ["chancellor", "chancellor"], ["Ada Lind", "Lind"], ["Moscow"],
    ["Monday", "Monday"], ["Russia", "Russia"], ["Borland Works Council", "BWC", "BWC"], ["Russian"],
]  # fmt: skip


@pytest.fixture(scope="module")
def ruled() -> Language:
    """A pipeline whose names are exactly those of the table."""
    nlp = spacy.blank("en")
    rows = [{"label": k, "pattern": name} for k, names in PATTERNS.items() for name in names]
    nlp.add_pipe("entity_ruler").add_patterns(rows)  # type: ignore[attr-defined]
    return nlp


def columns(text: str, chains: list[list[str]]) -> str:
    """A file in which the words of `chains` are marked, each of a text in turn."""
    words = text.split()
    cells: dict[int, str] = {}
    for label, chain in enumerate(chains):
        at = -1
        for name in chain:
            parts = name.split()
            at = next(
                i
                for i in range(at + 1, len(words))
                if words[i : i + len(parts)] == parts and i not in cells
            )
            last = at + len(parts) - 1
            cells[at] = f"({label})" if last == at else f"({label}"
            cells.update({last: f"{label})"} if last > at else {})
    rows, number = [], 0
    for line in text.splitlines():
        for word in line.split():
            rows.append(f"{number}\t{word}\t{cells.get(number, '-')}")
            number += 1
        rows.append("")
    return "\n".join(["#begin document d", *rows, "#end document", ""])


def test_a_file_of_names_is_scored_by_what_the_product_joins(
    tmp_path: Path, ruled: Language
) -> None:
    file = write(tmp_path, columns(TEXT, CHAINS))
    count, metrics, lines = coref.evaluate_model(file, ruled, StandIn())
    assert count == 1
    assert metrics["reading"] == "names"
    assert metrics["conll_f1"] == 1.0
    assert metrics["given_mentions"]["conll_f1"] == 1.0
    assert lines[1].split("\t")[2] == "US"


def test_a_pronoun_makes_it_a_file_of_all_mentions(tmp_path: Path) -> None:
    model = StandIn([[(0, 2), (6, 7)], [(3, 5), (8, 9)]])
    _, metrics, _ = coref.evaluate_model(write(tmp_path, THREE), spacy.blank("en"), model)
    assert metrics["reading"] == "all mentions"
    assert "given_mentions" not in metrics


@pytest.mark.parametrize(
    ("words", "mention", "names_only"),
    [
        ("the US left", (1, 2), True),
        ("IT firms left", (0, 1), True),
        ("It left", (0, 1), False),
        ("they saw us", (2, 3), False),
        ("I left", (0, 1), False),
        ("his father left", (0, 2), True),
        ("Ada Lind left", (0, 2), True),
    ],
)
def test_what_marks_names_only(words: str, mention: Mention, names_only: bool) -> None:
    document = ChainDocument("d", [words.split()], {"0": [mention]})
    assert is_names_only([document]) is names_only


def test_given_mentions_with_other_edges_go_where_they_belong() -> None:
    doc = tree(
        "President/NNP/compound/3 Ada/NNP/compound/3 Lind/NNP/nsubj/4 spoke/VBD/root/0\n"
        "Lind/NNP/nsubj/2 left/VBD/root/0",
        ents=[(1, 3, "Person"), (4, 5, "Person")],
    )
    names = NameChains(doc, load_vocabulary())
    assert names.of([(0, 3), (1, 3), (4, 5), (5, 6)]) == [[(0, 3), (1, 3), (4, 5)], [(5, 6)]]
    assert names.found() == [[(1, 3), (4, 5)]]
