"""`relations`: four formats told apart; scores as the corpora's own scripts compute them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ReadError
from kg.evaluation import knowledgenet
from kg.evaluation.linking import Link
from kg.evaluation.relation_files import Annotated, Fact, Passage, Sentence, read
from kg.evaluation.relations import Label, evaluate, micro_and_macro, score_items
from kg.extract.interactions import Pair
from kg.records import MentionType
from tests.extract.trees import tree

CROSSRE = {
    "doc_key": "x-1",
    "sentence": ["Ada", "Lind", "leads", "the", "Borland", "Party", "."],
    "ner": [[0, 1, "politician"], [4, 5, "politicalparty"]],
    "relations": [
        [0, 1, 4, 5, "role", "", False, False],
        [0, 1, 4, 5, "social", "", False, False],
        [4, 5, 0, 1, "named", "", False, False],
    ],
}
PASSAGE = {
    "passage": "1:0:30",
    "text": "Ada Lind runs Acme of Porthaven.",
    "annotated": ["CEO", "SPOUSE"],
    "facts": [
        {
            "relation": "CEO",
            "subject": {"start": 14, "end": 18, "text": "Acme", "qid": "Q1"},
            "object": {"start": 0, "end": 8, "text": "Ada Lind", "qid": None},
        }
    ],
}
RELEASED = {
    "documentId": "1",
    "documentText": "Hello. " + str(PASSAGE["text"]),
    "passages": [
        {
            "passageId": "1:7:39",
            "passageStart": 7,
            "passageEnd": 39,
            "exhaustivelyAnnotatedProperties": [
                {"propertyId": "6", "propertyName": "CEO"},
                {"propertyId": "11", "propertyName": "SPOUSE"},
            ],
            "facts": [
                {
                    "propertyId": "6",
                    "subjectStart": 21,
                    "subjectEnd": 25,
                    "objectStart": 7,
                    "objectEnd": 15,
                    "subjectUri": "http://www.wikidata.org/entity/Q1",
                    "objectUri": "",
                }
            ],
        }
    ],
}
DWIE = {
    "id": "d",
    "sentences": [["Ada", "Lind", "left", "."], [], ["Lind", "rules", "Borland", "."]],
    "entities": [
        {
            "id": 7,
            "mentions": [{"sent": 0, "start": 0, "end": 2}, {"sent": 2, "start": 0, "end": 1}],
        },
        {
            "id": 9,
            "mentions": [{"sent": 2, "start": 2, "end": 3}, {"sent": 1, "start": 0, "end": 2}],
        },
        {"id": 3, "mentions": [{"sent": 0, "start": 2, "end": 3}]},
    ],
    "relations": [
        {"head": 7, "relation": "head_of_state", "tail": 9},
        {"head": 9, "relation": "in0", "tail": 3},
        {"head": 9, "relation": "head_of_state", "tail": 3},
    ],
}
DOCRED = {
    "title": "d",
    "sents": DWIE["sentences"],
    "vertexSet": [
        [{"name": "Lind", "pos": [0, 2], "sent_id": 0, "type": "PER"}],
        [{"name": "left", "pos": [2, 3], "sent_id": 0, "type": "LOC"}],
    ],
    "labels": [{"h": 0, "t": 1, "r": "P27", "evidence": [0]}],
}


def write(folder: Path, *rows: object, name: str = "file.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


class Answers:
    """A scorer that knows the relations of some pairs of texts; the others have none."""

    def __init__(
        self, answers: Mapping[tuple[str, str], Mapping[str, float]], *labels: str
    ) -> None:
        self.answers = answers
        self.relation_labels: Sequence[str] = labels
        self.thresholds: Mapping[str, float] = dict.fromkeys(labels, 0.5)
        self.asked: list[tuple[str, str]] = []

    def relations(self, doc: Doc, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        out = np.zeros((len(pairs), len(self.relation_labels)), dtype=np.float32)
        for row, (one, other) in zip(out, pairs, strict=True):
            texts = doc[slice(*one)].text, doc[slice(*other)].text
            self.asked.append(texts)
            for label, score in self.answers.get(texts, {}).items():
                row[self.relation_labels.index(label)] = score
        return out


def no_links(_text: str) -> list[Link]:
    return []


def score(
    file: Path, scorer: Answers, nlp: Any = None, linking: Any = no_links
) -> tuple[int, dict[str, Any], list[str]]:
    blank: Language = spacy.blank("en")
    return score_items(read(file), nlp or blank, scorer, linking)


# -- files -----------------------------------------------------------------------------------------


def test_crossre_is_read_with_all_labels_of_a_pair(tmp_path: Path) -> None:
    (sentence,) = read(write(tmp_path, CROSSRE))
    assert isinstance(sentence, Sentence)
    assert sentence.pairs == (
        ((0, 2), (4, 6), frozenset({"role", "social"})),
        ((4, 6), (0, 2), frozenset({"named"})),
    )


def test_both_forms_of_knowledgenet_give_the_same(tmp_path: Path) -> None:
    (flat,) = read(write(tmp_path, PASSAGE))
    (released,) = read(write(tmp_path, RELEASED))
    assert isinstance(flat, Passage)
    assert isinstance(released, Passage)
    assert (flat.text, flat.annotated, flat.facts) == (
        released.text,
        released.annotated,
        released.facts,
    )
    assert flat.facts == (Fact("CEO", (14, 18), (0, 8), "Q1", ""),)


def test_dwie_entities_are_numbered_and_lost_mentions_dropped(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path, DWIE))
    assert isinstance(document, Annotated)
    assert document.corpus == "dwie"
    assert document.entities == (((0, 0, 2), (2, 0, 1)), ((2, 2, 3),), ((0, 2, 3),))
    assert (0, 1, "head_of_state") in document.facts
    assert document.offsets == (0, 4, 4, 8)


def test_docred_is_read_from_a_list_plain_and_zipped(tmp_path: Path) -> None:
    plain = write(tmp_path, [DOCRED], name="dev.json")
    zipped = tmp_path / "dev.json.gz"
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    assert read(plain) == read(zipped)
    (document,) = read(plain)
    assert isinstance(document, Annotated)
    assert (document.corpus, document.facts) == ("redocred", frozenset({(0, 1, "P27")}))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param([], "no rows", id="empty"),
        pytest.param([{"a": 1}], "format is not known", id="no format"),
        pytest.param([3], "not a JSON object", id="no object"),
        pytest.param([CROSSRE, {"sentence": ["A"]}], "line 2: broken row", id="key missing"),
        pytest.param(
            [{"sentence": ["A"], "relations": [[0, 3, 0, 0, "x"]]}], "no such span", id="span"
        ),
        pytest.param([{**PASSAGE, "facts": [{}]}], "broken row", id="fact"),
        pytest.param([{**DWIE, "relations": [{"head": 1, "tail": 1}]}], "broken row", id="entity"),
        pytest.param(
            [{**DOCRED, "labels": [{"h": 0, "t": 5, "r": "P1"}]}], "not there", id="label"
        ),
    ],
)
def test_wrong_files_are_refused_with_the_place(
    tmp_path: Path, rows: list[object], told: str
) -> None:
    with pytest.raises(ReadError, match=told):
        read(write(tmp_path, *rows))


@pytest.mark.parametrize("content", [b"\x1f\x8bbroken", b"\xff\xfe", b"{", b"[1,"])
def test_broken_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(ReadError):
        read(path)


# -- scores ----------------------------------------------------------------------------------------


def test_macro_f1_is_over_the_relations_of_the_gold() -> None:
    gold: set[Label] = {(1, "a"), (2, "a"), (3, "b")}
    found: set[Label] = {(1, "a"), (3, "c")}
    metrics = micro_and_macro(gold, found)
    assert metrics["micro_f1"] == 0.4
    assert metrics["macro_f1"] == pytest.approx((2 / 3 + 0) / 2, abs=1e-4)
    assert metrics["by_relation"]["c"]["support"] == 0


def test_crossre_pairs_always_get_a_label(tmp_path: Path) -> None:
    person, party = "Ada Lind", "Borland Party"
    scorer = Answers(
        {
            (person, party): {"crossre:role": 0.9, "crossre:social": 0.6, "dwie:in0": 0.9},
            (party, person): {"crossre:named": 0.2},
        },
        "dwie:in0",
        "crossre:role",
        "crossre:social",
        "crossre:named",
    )
    count, metrics, lines = score(write(tmp_path, CROSSRE), scorer)
    assert (count, metrics["pairs"]) == (1, 2)
    assert (metrics["micro_f1"], metrics["macro_f1"]) == (1.0, 1.0)
    assert json.loads(lines[0])["pairs"][1] == [[4, 6], [0, 2], ["named"], ["named"]]


def test_documents_are_scored_on_the_relations_that_the_model_has(tmp_path: Path) -> None:
    scorer = Answers(
        {
            ("Lind", "Borland"): {"dwie:head_of_state": 0.8},
            ("left", "Ada Lind"): {"dwie:head_of_state": 0.7},
        },
        "dwie:head_of_state",
        "redocred:P27",
    )
    _, metrics, _ = score(write(tmp_path, DWIE), scorer)
    # Only mentions of one sentence are asked about.
    assert sorted(scorer.asked) == [
        ("Ada Lind", "left"),
        ("Borland", "Lind"),
        ("Lind", "Borland"),
        ("left", "Ada Lind"),
    ]
    assert metrics["micro_f1"] == 0.5  # one found of two, one wrong
    assert metrics["macro_f1"] == 0.5
    assert metrics["relation_types"] == "1 of 2"
    assert metrics["facts"] == "2 of 3"
    assert metrics["in_one_sentence"] == "1 of 2"


@pytest.mark.parametrize("prefix", ["redocred", "re-docred"])
def test_docred_relations_are_found_under_either_spelling(tmp_path: Path, prefix: str) -> None:
    label = f"{prefix}:P27"
    scorer = Answers({("Ada Lind", "left"): {label: 0.9}}, label)
    _, metrics, _ = score(write(tmp_path, [DOCRED], name="dev.json"), scorer)
    assert (metrics["micro_f1"], metrics["in_one_sentence"]) == (1.0, "1 of 1")


def test_a_model_without_the_relations_of_the_file_scores_zero(tmp_path: Path) -> None:
    _, metrics, _ = score(write(tmp_path, [DOCRED], name="dev.json"), Answers({}, "dwie:in0"))
    assert (metrics["micro_f1"], metrics["facts"]) == (0.0, "0 of 1")


# -- KnowledgeNet ----------------------------------------------------------------------------------

DOC = tree(
    "Ada/NNP/nsubj/3 Lind/NNP/flat/1 runs/VBZ/root/0 Acme/NNP/obj/3 of/IN/case/6"
    " Porthaven/NNP/nmod/4 since/IN/case/8 1990/CD/obl/3 ,/,/punct/3 her/PRP$/nmod:poss/11"
    " husband/NN/nsubj/12 says/VBZ/parataxis/3",
    ents=[(0, 2, "Person"), (3, 4, "Organization"), (5, 6, "Place"), (7, 8, "Date")],
)  # fmt: skip


def pairs(*properties: str) -> dict[tuple[str, str], list[str]]:
    found = knowledgenet.pairs_by_property(DOC, properties)
    return {(DOC[slice(*a)].text, DOC[slice(*b)].text): names for (a, b), names in found.items()}


def test_candidates_are_of_the_types_that_a_property_admits() -> None:
    assert set(pairs("CEO")) == {("Acme", "Ada Lind"), ("Acme", "her")}
    assert set(pairs("DATE_OF_BIRTH")) == {("Ada Lind", "1990"), ("her", "1990")}
    assert pairs("SPOUSE", "CHILD_OF")["her", "Ada Lind"] == ["CHILD_OF", "SPOUSE"]
    assert pairs("NO_SUCH_PROPERTY") == {}


def test_the_text_score_is_that_of_the_evaluator() -> None:
    gold = (Fact("CEO", (10, 20), (0, 8)), Fact("CEO", (30, 40), (0, 8)))
    passage = Passage("p", "…", frozenset({"CEO"}), gold)
    guesses = [
        Fact("CEO", (12, 18), (0, 3)),  # overlaps the first
        Fact("CEO", (12, 14), (0, 8)),  # too; it is not counted again
        Fact("CEO", (50, 60), (0, 8)),  # wrong
        Fact("SPOUSE", (50, 60), (0, 8)),  # not annotated: left out
    ]
    metrics = knowledgenet.score([passage], [guesses])
    assert metrics["text_precision"] == 0.5
    assert metrics["text_recall"] == 0.5
    assert metrics["text_f1"] == 0.5
    assert metrics["link_f1"] == 0.0


def test_the_link_score_is_over_distinct_facts_with_two_ids() -> None:
    gold = (
        Fact("CEO", (10, 20), (0, 8), "Q1", "Q2"),
        Fact("CEO", (30, 32), (0, 8), "Q1", "Q2"),
        Fact("CEO", (30, 32), (50, 58), "Q1", ""),
        Fact("DATE_FOUNDED", (30, 32), (50, 58), "Q1", "Q3"),
    )
    passage = Passage("p", "…", frozenset({"CEO", "DATE_FOUNDED"}), gold)
    guesses = [Fact("CEO", (70, 80), (90, 95), "Q1", "Q2"), Fact("CEO", (1, 2), (3, 4), "Q1", "Q9")]
    metrics = knowledgenet.score([passage], [guesses])
    assert (metrics["link_precision"], metrics["link_recall"]) == (0.5, 1.0)


def test_a_span_takes_the_id_of_the_mention_that_covers_it() -> None:
    links = [
        Link(0, 6, "Q1", MentionType.PLACE, True),
        Link(20, 28, "Q2", MentionType.PERSON, True),
    ]
    assert knowledgenet.qid_of((20, 30), links) == "Q2"
    assert knowledgenet.qid_of((0, 17), links) == ""  # "Boston" in "Boston University"
    assert knowledgenet.qid_of((40, 45), links) == ""


def test_passages_are_read_end_to_end(tmp_path: Path) -> None:
    scorer = Answers(
        {
            ("Acme", "Ada Lind"): {"knowledgenet:CEO": 0.9},
            ("Ada Lind", "her"): {"knowledgenet:CEO": 0.9},
        },
        "knowledgenet:CEO",
        "knowledgenet:SPOUSE",
    )
    links = [
        Link(0, 8, "Q2", MentionType.PERSON, True),
        Link(14, 18, "Q1", MentionType.ORGANIZATION, True),
    ]
    facts = [{**PASSAGE["facts"][0], "object": {"start": 0, "end": 8, "qid": "Q2"}}]  # type: ignore[dict-item]
    row = {**PASSAGE, "text": DOC.text, "facts": facts}
    count, metrics, lines = score(
        write(tmp_path, row), scorer, lambda _text: DOC, lambda _text: links
    )
    assert count == 1
    assert (metrics["text_f1"], metrics["link_f1"]) == (1.0, 1.0)
    assert metrics["relation_types"] == "2 of 2"
    assert json.loads(lines[0])["predicted"] == [["CEO", "Acme", "Ada Lind"]]


@pytest.mark.model
def test_the_task_runs_on_a_file(tmp_path: Path) -> None:
    count, metrics, lines = evaluate(write(tmp_path, CROSSRE), None)
    assert (count, metrics["pairs"], len(lines)) == (1, 2, 1)
    count, metrics, _ = evaluate(write(tmp_path, DWIE), None)
    assert (count, metrics["facts"]) == (1, "3 of 3")
    count, metrics, _ = evaluate(write(tmp_path, PASSAGE), None)
    assert (count, metrics["relation_types"]) == (1, "2 of 2")
