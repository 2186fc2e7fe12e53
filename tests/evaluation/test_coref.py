"""Chains on a file's own tokens: columns of several kinds read, broken ones told, scores given."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg import evaluation
from kg.errors import ConfigError, ReadError
from kg.evaluation import coref
from kg.evaluation.chain_columns import bracketed, read_chains
from kg.evaluation.clusters import Mention

# Three columns, no sentence ends, brackets run together, no singletons.
THREE = """\
# begin document walk
0\tAnna\t(1
1\tLind\t1)
2\tmet\t_
3\ther\t(2(1)
4\tson\t2)
5\t.\t_
6\tShe\t(1)
7\tthanked\t_
8\thim\t(2)
9\t.\t_
# end document

"""
# The columns of CoNLL-2012, sentences, a bar between brackets, a singleton.
EIGHT = """\
#begin document (trip); part 000
trip\t0\t0\tAvaria\t_\t_\t_\t(0)
trip\t0\t1\tsaid\t_\t_\t_\t-
trip\t0\t2\tits\t_\t_\t_\t(7|(0)
trip\t0\t3\tminister\t_\t_\t_\t7)
trip\t0\t4\tleft\t_\t_\t_\t-

trip\t0\t0\tIt\t_\t_\t_\t(0)
trip\t0\t1\twaited\t_\t_\t_\t-
#end document
"""


class StandIn:
    """Gives prepared chains, in the order of the documents."""

    def __init__(self, *chains: list[list[Mention]]) -> None:
        self._chains = iter(chains)
        self.docs: list[Doc] = []

    def chains(self, doc: Doc) -> list[list[Mention]]:
        self.docs.append(doc)
        return next(self._chains)

    def chain_scores(self, doc: Doc, pronoun: Mention, names: list[Mention]) -> list[float]:
        raise AssertionError("not asked for columns")


def write(folder: Path, text: str) -> Path:
    path = folder / "file.conll"
    path.write_text(text, encoding="utf-8")
    return path


def test_three_columns(tmp_path: Path) -> None:
    (document,) = read_chains(write(tmp_path, THREE))
    assert document.name == "walk"
    assert [len(sentence) for sentence in document.sentences] == [10]
    assert document.chains == {"1": [(0, 2), (3, 4), (6, 7)], "2": [(3, 5), (8, 9)]}


def test_eight_columns_with_sentences(tmp_path: Path) -> None:
    (document,) = read_chains(write(tmp_path, EIGHT))
    assert document.name == "(trip); part 000"
    assert [len(sentence) for sentence in document.sentences] == [5, 2]
    assert document.chains == {"0": [(0, 1), (2, 3), (5, 6)], "7": [(2, 4)]}


def test_labels_with_a_type_and_the_same_chain_inside_itself(tmp_path: Path) -> None:
    text = (
        "# begin document d\n0\tthe\t(place-1-Old_Town\n1\ttown\t(place-1-Old_Town)\n"
        "2\thall\tplace-1-Old_Town)\n"
    )
    (document,) = read_chains(write(tmp_path, text))
    assert document.chains == {"place-1-Old_Town": [(1, 2), (0, 3)]}


def test_chains_written_in_brackets_are_read_back(tmp_path: Path) -> None:
    chains = [[(0, 3), (3, 4)], [(0, 2), (1, 2)], [(2, 4), (0, 1)]]
    column = bracketed(chains, 5)
    assert column == ["(0|(1|(2)", "1)|(1)", "0)|(2", "2)|(0)", "-"]
    rows = "".join(f"{i}\tw\t{cell}\n" for i, cell in enumerate(column))
    (document,) = read_chains(write(tmp_path, f"#begin document d\n{rows}#end document\n"))
    found = [sorted(document.chains[str(i)]) for i in range(3)]
    assert found == [sorted(chain) for chain in chains]


def test_an_empty_token_counts(tmp_path: Path) -> None:
    text = "#begin document d\n0\tA\t(1)\n1\t\t_\n2\tB\t(1)\n"
    (document,) = read_chains(write(tmp_path, text))
    doc = coref.read_document(spacy.blank("en"), document)
    assert (len(doc), doc[2].text) == (3, "B")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0\tA\t_\n", "line 1: a token before"),
        ("#begin document d\n0\tA\n", "line 2: 2 columns"),
        ("#begin document d\n0\tA\t(1\n#end document\n", "line 3: chain 1 is open at the end of d"),
        ("#begin document d\n0\tA\t(1", "line 2: chain 1 is open"),
        ("#begin document d\n0\tA\t1)\n", "line 2: chain 1 closes but is not open"),
        ("#begin document d\n0\tA\t1\n", "line 2: cannot read the chains '1'"),
        ("#begin document d\n0\tA\t(1)(\n", r"line 2: cannot read the chains '\(1\)\('"),
        ("#begin document d\n#end document\n", "no documents"),
        ("", "no documents"),
    ],
)
def test_a_malformed_file_is_told_so(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_chains(write(tmp_path, text))


def test_scores_and_predictions_without_singletons(tmp_path: Path) -> None:
    # The response misses "her" and adds a singleton, which a file without any drops.
    model = StandIn([[(0, 2), (6, 7)], [(3, 5), (8, 9)], [(9, 10)]])
    count, metrics, lines = coref.evaluate_model(write(tmp_path, THREE), spacy.blank("en"), model)
    assert count == 1
    assert "without_singletons" not in metrics
    assert (metrics["muc_recall"], metrics["muc_precision"]) == (round(2 / 3, 4), 1.0)
    # B³ recall: 4/3 of the first chain's 3 mentions, 2 of the second's 2.
    assert (metrics["b3_recall"], metrics["b3_precision"]) == (round((4 / 3 + 2) / 5, 4), 1.0)
    assert metrics["ceafe_f1"] == round((4 / 5 + 1) / 2, 4)
    assert [doc[3].text for doc in model.docs] == ["her"]
    assert lines[0] == "#begin document walk"
    assert lines[4] == "walk\t3\ther\t(1|(0)\t(1"
    assert lines[10] == "walk\t9\t.\t-\t(2)"


def test_singletons_of_the_file_are_scored_and_the_rest_apart(tmp_path: Path) -> None:
    model = StandIn([[(0, 1), (2, 3), (5, 6)]])
    _, metrics, _ = coref.evaluate_model(write(tmp_path, EIGHT), spacy.blank("en"), model)
    assert (metrics["b3_recall"], metrics["b3_precision"]) == (0.75, 1.0)
    assert (metrics["ceafe_recall"], metrics["ceafe_precision"]) == (0.5, 1.0)
    assert metrics["without_singletons"]["conll_f1"] == 1.0


def test_sentence_ends_of_the_file_are_kept(tmp_path: Path) -> None:
    model = StandIn([])
    coref.evaluate_model(write(tmp_path, EIGHT), spacy.blank("en"), model)
    assert [len(sentence) for sentence in model.docs[0].sents] == [5, 2]


def test_a_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--map goes with the task ner"):
        coref.evaluate(write(tmp_path, THREE), tmp_path / "map.yaml")


@pytest.mark.model
def test_the_shipped_model_is_scored(tmp_path: Path) -> None:
    out = tmp_path / "predictions.conll"
    result = evaluation.evaluate("coref", write(tmp_path, THREE + EIGHT), None, out)
    assert (result["task"], result["n"]) == ("coref", 2)
    for name in ("conll_f1", "muc_f1", "b3_f1", "ceafe_f1"):
        assert 0 <= result["metrics"][name] <= 1
    assert [len(document.words) for document in read_chains(out)] == [10, 7]
