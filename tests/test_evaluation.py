"""Scores on public formats: tags cut as conlleval does, labels mapped, wrong files refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import evaluation
from kg.errors import ConfigError, ReadError
from kg.evaluation import Word, label_map, read_columns, read_trees, spans_of, type_groups

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
    ids=str,
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
    metrics = evaluation.score_spans(gold, found)
    assert (metrics["precision"], metrics["recall"], metrics["f1"]) == (0.3333, 0.3333, 0.3333)
    assert metrics["by_type"]["Person"] == {
        "precision": 0.5,
        "recall": 1.0,
        "f1": 0.6667,
        "support": 1,
    }
    assert metrics["by_type"]["Place"]["f1"] == 0.0


def test_nothing_found_scores_zero_and_does_not_divide_by_it() -> None:
    assert evaluation.score_spans([[]], [[]]) == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "by_type": {},
    }


def test_trees_leave_out_ranges_and_empty_nodes(tmp_path: Path) -> None:
    (tree,) = read_trees(write(tmp_path, TREE_FILE))
    assert [word.form for word in tree] == ["She", "does", "n't", "know", "Paris", "."]
    assert [word.head for word in tree] == [4, 4, 4, 0, 4, 4]


def test_a_relation_counts_with_its_subtype_and_only_under_the_right_head() -> None:
    gold = [
        Word("a", "a", "X", "X", 2, "nsubj:pass"), Word("b", "_", "X", "_", 0, "root"),
        Word("c", "c", "X", "X", 2, "obj"), Word("d", "d", "X", "X", 3, "obl"),
    ]  # fmt: skip
    guess = [
        Word("a", "a", "X", "X", 2, "nsubj"), Word("b", "z", "Y", "Y", 0, "root"),
        Word("c", "z", "X", "X", 2, "obj"), Word("d", "d", "X", "X", 2, "obl"),
    ]  # fmt: skip
    assert evaluation.score_trees([gold], [guess]) == {
        "upos": 0.75,
        "xpos": 1.0,
        "lemma": 0.75,
        "uas": 0.75,
        "las": 0.5,
    }


def test_long_blocks_are_cut_after_stops() -> None:
    words = [*["w"] * 60, ".", *["w"] * 70, ".", "w"]
    assert [len(run) for run in evaluation.cut_runs(words, 100)] == [61, 72]
    assert [len(run) for run in evaluation.cut_runs(["w"] * 250, 100)] == [100, 100, 50]
    assert evaluation.cut_runs([]) == []


@pytest.mark.parametrize(
    ("task", "text", "message"),
    [
        ("coref", NER_FILE, "no such task"),
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
    words = ["Troops", "left", "."] * 200
    (tree,) = evaluation.predict_trees([words])
    assert [word.form for word in tree] == words
    assert all(0 <= word.head <= len(words) for word in tree)
    assert any(word.head > 500 for word in tree)
