"""Scores on public formats: tags cut as conlleval does, labels mapped, wrong files refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg import evaluation
from kg.errors import ConfigError, ReadError
from kg.evaluation import ner, words
from kg.evaluation.columns import Sentence, read_columns, spans_of
from kg.evaluation.labels import label_map, type_groups
from kg.evaluation.ner import LONGEST_RUN, grouped, predict_entities, score_spans
from kg.evaluation.parse import Word, predict_trees, read_documents, read_trees, score_trees
from kg.evaluation.words import Words, analyse, cut_runs

NER_FILE = """\
-DOCSTART-\tO

# a comment of several words
Anna\tB-PER
Lind\tI-PER
visited\tO
France\tB-LOC
.\tO

#\tO
Siemens\tB-ORG
"""

TREE_FILE = """\
# text = She doesn't know Paris.
1\tShe\tshe\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdoes\tdo\tAUX\tVBZ\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tknow\tknow\tVERB\tVB\t_\t0\troot\t_\t_
4.1\t_\t_\t_\t_\t_\t_\t_\t_\t_
5\tParis\tParis\tPROPN\tNNP\t_\t4\tobj\t_\t_
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_
"""


def write(folder: Path, text: str, name: str = "file.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        pytest.param("B-X I-X O", [(0, 2, "X")], id="BIO"),
        pytest.param("I-X I-X O", [(0, 2, "X")], id="IOB1: I after O begins"),
        pytest.param("I-X B-X", [(0, 1, "X"), (1, 2, "X")], id="IOB1: B divides neighbours"),
        pytest.param("B-X I-Y", [(0, 1, "X"), (1, 2, "Y")], id="I of another type begins"),
        pytest.param("B-X I-X E-X S-X", [(0, 3, "X"), (3, 4, "X")], id="BIOES"),
        pytest.param("B-X E-X I-X", [(0, 2, "X"), (2, 3, "X")], id="I after E begins"),
        pytest.param("S-X I-X", [(0, 1, "X"), (1, 2, "X")], id="I after S begins"),
        pytest.param("B-X L-X U-Y", [(0, 2, "X"), (2, 3, "Y")], id="BILOU"),
        pytest.param("X X O Y", [(0, 2, "X"), (3, 4, "Y")], id="IO without prefix"),
        pytest.param("O O", [], id="nothing"),
        pytest.param("B-X", [(0, 1, "X")], id="up to the end"),
        pytest.param("B-work-of-art I-work-of-art", [(0, 2, "work-of-art")], id="hyphen in label"),
        pytest.param("E-X", [(0, 1, "X")], id="a lone end is a span"),
    ],
)
def test_tags_are_cut_by_the_rules_of_conlleval(
    tags: str, spans: list[tuple[int, int, str]]
) -> None:
    assert list(spans_of(tags.split())) == spans


def test_columns_keep_the_token_hash_and_drop_comments(tmp_path: Path) -> None:
    first, second = read_columns(write(tmp_path, NER_FILE))
    assert first.words == ["Anna", "Lind", "visited", "France", "."]
    assert first.spans == ((0, 2, "PER"), (3, 4, "LOC"))
    assert second.words == ["#", "Siemens"]
    assert second.spans == ((1, 2, "ORG"),)


def test_four_columns_by_spaces_read_first_and_last(tmp_path: Path) -> None:
    (only,) = read_columns(write(tmp_path, "EU NNP B-NP I-ORG\nrejects VBZ B-VP O\n"))
    assert (only.words, only.spans) == (["EU", "rejects"], ((0, 1, "ORG"),))


def test_a_nested_tag_of_some_rows_is_not_scored(tmp_path: Path) -> None:
    text = "The\tO\nBank\tB-ORG\nof\tI-ORG\nAvaria\tI-ORG\tB-LOC\nwaits\tO\n"
    (only,) = read_columns(write(tmp_path, text))
    assert only.words == ["The", "Bank", "of", "Avaria", "waits"]
    assert only.spans == ((1, 4, "ORG"),)


def test_the_tag_column_is_that_of_most_rows_of_the_whole_file(tmp_path: Path) -> None:
    nested = "Bank NNP B-ORG B-LOC\nAvaria NNP I-ORG B-LOC\n\n"
    flat = "She PRP O\nleft VBD O\nLund NNP B-LOC\n"
    first, second = read_columns(write(tmp_path, nested + flat))
    assert (first.spans, second.spans) == (((0, 2, "ORG"),), ((2, 3, "LOC"),))


def test_a_row_that_lacks_the_tag_column_gives_its_last(tmp_path: Path) -> None:
    (only,) = read_columns(write(tmp_path, "Lund NNP B-LOC\nslept B-PER\nwell RB O\n"))
    assert only.spans == ((0, 1, "LOC"), (1, 2, "PER"))


@pytest.mark.parametrize(
    ("mark", "sizes"),
    [
        pytest.param("-DOCSTART- -X- O\n\n", [2, 1], id="CoNLL-2003"),
        pytest.param("-DOCSTART-\tO\n", [2, 1], id="without a blank line"),
        pytest.param("# article 7\n", [2, 1], id="article"),
        pytest.param("# newdoc id = a7\n# sent_id = 1\n", [2, 1], id="CoNLL-U comments"),
        pytest.param("# sent_id = 1\n", [1, 1, 1], id="no documents marked"),
    ],
)
def test_blocks_of_one_document_stand_together(tmp_path: Path, mark: str, sizes: list[int]) -> None:
    block = "Lund\tB-LOC\nsleeps\tO\n\n"
    blocks = read_columns(write(tmp_path, mark + block + block + mark + block))
    assert [len(one) for one in grouped(blocks)] == sizes
    assert [one.words for one in blocks] == [["Lund", "sleeps"]] * 3


def test_blocks_before_the_first_mark_are_a_document_too() -> None:
    blocks = [Sentence([name], (), opens=name == "c") for name in "abcd"]
    assert [[one.words[0] for one in document] for document in grouped(blocks)] == [
        ["a", "b"],
        ["c", "d"],
    ]


class Capitals:
    """Stands in for the model: every word with a capital is a person."""

    labels = {"ner": ["O", "B-Person", "I-Person"]}  # noqa: RUF012  read only

    def __init__(self) -> None:
        self.calls: list[tuple[int, bool]] = []  # sentences, and whether read together

    def analyse(
        self, sentences: Sequence[Words], *, together: bool = True
    ) -> list[SimpleNamespace]:
        self.calls.append((len(sentences), together))
        return [SimpleNamespace(ner=[int(w[0].isupper()) for w in one]) for one in sentences]


@pytest.fixture
def capitals(monkeypatch: pytest.MonkeyPatch) -> Capitals:
    reader = Capitals()
    for module in (ner, words):
        monkeypatch.setattr(module, "news_reader", lambda: reader)
    return reader


def test_sentences_of_a_document_are_read_together(capitals: Capitals) -> None:
    found = list(analyse([[["A"], ["b"]], [["c"]], [["D"], ["e"], ["f"]]]))
    assert [len(document) for document in found] == [2, 1, 3]
    assert capitals.calls == [(2, True), (1, True), (3, True)]


def test_sentences_without_documents_are_read_many_at_once_and_apart(
    capitals: Capitals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "AT_ONCE", 2)
    found = list(analyse([[["A"]], [["b"]], [["C"]]]))
    assert [[one.ner for one in document] for document in found] == [[[1]], [[0]], [[1]]]
    assert capitals.calls == [(2, False), (1, False)]


def test_a_block_that_was_read_in_runs_has_its_spans_counted_through(capitals: Capitals) -> None:
    long = [*["w"] * LONGEST_RUN, "Ada", ".", *["w"] * LONGEST_RUN, "Eve"]
    blocks = [Sentence(["Ann", "w"], (), opens=True), Sentence(long, ())]
    assert list(predict_entities(blocks)) == [
        [(0, 1, "Person")],
        [(LONGEST_RUN, LONGEST_RUN + 1, "Person"), (len(long) - 1, len(long), "Person")],
    ]
    assert capitals.calls == [(1 + len(cut_runs(long, LONGEST_RUN)), True)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"LOC"}, {"LOC": "Place/State"}),
        ({"LOC", "COUNTRY"}, {"LOC": "Place", "COUNTRY": "State"}),
        ({"GPE", "LOC"}, {"GPE": "Place/State", "LOC": "Place/State"}),
        ({"Location", "Facility"}, {"Location": "Place/State", "Facility": "Place/State"}),
        ({"STATE", "LOC", "FAC"}, {"STATE": "State", "LOC": "Place", "FAC": "Place"}),
        ({"MISC"}, {"MISC": "Agreement/Demonym/Misc"}),
        ({"MISC", "NORP", "EVENT"}, {"MISC": "Misc", "NORP": "Demonym", "EVENT": "Agreement"}),
        ({"person", "politician"}, {"person": "Person", "politician": "Person"}),
        ({"WORK_OF_ART", "CARDINAL"}, {"WORK_OF_ART": "Misc"}),
    ],
    ids=lambda value: "-".join(sorted(value)),
)
def test_common_labels_need_no_map(labels: set[str], expected: dict[str, str]) -> None:
    assert type_groups(label_map(labels, None, Path("f"))).of_label == expected


def test_a_map_goes_first_and_null_is_not_scored(tmp_path: Path) -> None:
    file = write(tmp_path, "Weapon: null\nLOC: Place\nNation: [State, Organization]\n")
    types = type_groups(label_map({"Weapon", "LOC", "Nation", "PER"}, file, Path("f")))
    assert types.of_label == {
        "LOC": "Place",
        "Nation": "Organization/State",
        "PER": "Person",
    }
    assert types.of_type["State"] == types.of_type["Organization"] == "Organization/State"
    assert "Misc" not in types.of_type


def test_scores_are_exact_spans_with_type() -> None:
    gold = [[(0, 2, "Person"), (3, 4, "Place")], [(0, 1, "Place")]]
    found = [[(0, 2, "Person"), (3, 5, "Place")], [(0, 1, "Person")]]
    metrics = score_spans(gold, found)
    assert (metrics["precision"], metrics["recall"], metrics["f1"]) == (0.3333, 0.3333, 0.3333)
    assert metrics["by_type"]["Person"] == {
        "precision": 0.5,
        "recall": 1.0,
        "f1": 0.6667,
        "support": 1,
    }
    assert metrics["by_type"]["Place"]["f1"] == 0.0


def test_nothing_found_scores_zero_and_does_not_divide_by_it() -> None:
    assert score_spans([[]], [[]]) == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "by_type": {},
    }


def test_trees_leave_out_ranges_and_empty_nodes(tmp_path: Path) -> None:
    (tree,) = read_trees(write(tmp_path, TREE_FILE))
    assert [word.form for word in tree] == ["She", "does", "n't", "know", "Paris", "."]
    assert [word.head for word in tree] == [4, 4, 4, 0, 4, 4]


def test_trees_of_one_document_stand_together(tmp_path: Path) -> None:
    marked = f"# newdoc id = a\n{TREE_FILE}\n{TREE_FILE}\n# newdoc id = b\n{TREE_FILE}"
    assert [len(document) for document in read_documents(write(tmp_path, marked))] == [2, 1]
    late = f"{TREE_FILE}\n# newdoc\n{TREE_FILE}\n{TREE_FILE}"
    assert [len(document) for document in read_documents(write(tmp_path, late))] == [1, 2]
    unmarked = f"{TREE_FILE}\n{TREE_FILE}"
    assert [len(document) for document in read_documents(write(tmp_path, unmarked))] == [1, 1]


def test_a_relation_counts_with_its_subtype_and_only_under_the_right_head() -> None:
    gold = [
        Word("a", "a", "X", "X", 2, "nsubj:pass"), Word("b", "_", "X", "_", 0, "root"),
        Word("c", "c", "X", "X", 2, "obj"), Word("d", "d", "X", "X", 3, "obl"),
    ]  # fmt: skip
    guess = [
        Word("a", "a", "X", "X", 2, "nsubj"), Word("b", "z", "Y", "Y", 0, "root"),
        Word("c", "z", "X", "X", 2, "obj"), Word("d", "d", "X", "X", 2, "obl"),
    ]  # fmt: skip
    assert score_trees([gold], [guess]) == {
        "upos": 0.75,
        "xpos": 1.0,
        "lemma": 0.75,
        "uas": 0.75,
        "las": 0.5,
    }


def test_long_blocks_are_cut_after_stops() -> None:
    text = [*["w"] * 60, ".", *["w"] * 70, ".", "w"]
    assert [len(run) for run in cut_runs(text, 100)] == [61, 72]
    assert [len(run) for run in cut_runs(["w"] * 250, 100)] == [100, 100, 50]
    assert cut_runs([], 100) == []


@pytest.mark.parametrize(
    ("task", "text", "message"),
    [
        ("poetry", NER_FILE, "no such task"),
        ("ner", "", "no sentences"),
        ("ner", "Just a text of several words\nand one\nword\n", "one column only"),
        ("ner", TREE_FILE, "parse"),
        ("ner", "Rocket\tB-Weapon\n", "label 'Weapon' is not known"),
        ("parse", NER_FILE, "2 columns|1 columns"),
        ("parse", "# only a comment\n", "no sentences"),
        ("parse", TREE_FILE.replace("\t0\troot", "\t_\troot"), "each with a head"),
    ],
)
def test_a_wrong_file_is_told_so(tmp_path: Path, task: str, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        evaluation.evaluate(task, write(tmp_path, text))


def test_missing_and_binary_files_are_told_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot read"):
        evaluation.evaluate("ner", tmp_path / "none.conll")
    binary = tmp_path / "b.conll"
    binary.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(ConfigError, match="not UTF-8"):
        evaluation.evaluate("parse", binary)


@pytest.mark.parametrize(
    ("text", "message"),
    [("- a\n- b\n", "must hold lines"), ("PER: Human\n", "Human"), ("a: [", "cannot read the map")],
)
def test_a_wrong_map_is_told_so(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        evaluation.evaluate("ner", write(tmp_path, NER_FILE), write(tmp_path, text, "map.yaml"))


@pytest.mark.model
def test_ner_scores_our_own_file(tmp_path: Path) -> None:
    out = tmp_path / "predictions.tsv"
    result = evaluation.evaluate("ner", write(tmp_path, NER_FILE), None, out)
    assert (result["task"], result["n"]) == ("ner", 2)
    assert set(result) == {"task", "n", "metrics", "seconds"}
    assert {"precision", "recall", "f1", "by_type"} <= set(result["metrics"])
    assert result["metrics"]["by_type"]["Person"]["f1"] == 1.0
    rows = out.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "Anna\tB-Person\tB-Person"
    assert len([row for row in rows if row]) == 7


@pytest.mark.model
def test_parse_scores_our_own_file(tmp_path: Path) -> None:
    out = tmp_path / "predictions.conllu"
    result = evaluation.evaluate("parse", write(tmp_path, TREE_FILE), None, out)
    assert (result["task"], result["n"]) == ("parse", 1)
    assert result["metrics"]["uas"] >= result["metrics"]["las"] >= 0.8
    (tree,) = read_trees(out)
    assert [word.form for word in tree] == ["She", "does", "n't", "know", "Paris", "."]


@pytest.mark.model
def test_a_sentence_longer_than_the_encoder_takes_is_read_all_the_same() -> None:
    text = ["Troops", "left", "."] * 200
    (tree,) = predict_trees([[text]])
    assert [word.form for word in tree] == text
    assert all(0 <= word.head <= len(text) for word in tree)
    assert any(word.head > 500 for word in tree)


@pytest.mark.model
def test_trees_come_back_in_the_order_of_the_file() -> None:
    documents = [[["Ada", "left", "."], ["She", "wept", "."]], [["Rain", "fell", "."]]]
    trees = list(predict_trees(documents))
    assert [[word.form for word in tree] for tree in trees] == [*documents[0], *documents[1]]
    assert all(sum(word.head == 0 for word in tree) == 1 for tree in trees)
