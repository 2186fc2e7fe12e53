"""The shipped weights fit the code that reads them, and the package."""

from __future__ import annotations

import json
from math import prod
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from spacy.language import Language
from spacy.symbols import IDS

from kg.extract.features import CASES, DISTANCES, ENTITIES, LISTED, MOST_STEPS
from kg.language.coreference import FEATURES, JOINT, KINDS
from kg.language.labels import EVENT_LABELS, ROLES
from kg.language.lemmas import apply
from kg.language.mentions import NAMES
from kg.language.models import WEIGHTS, open_model
from kg.language.reader import INPUTS, OUTPUTS, NewsReader
from kg.train.corpora import NER_LABELS
from kg.train.windows import ATTRIBUTION_LABELS

pytestmark = pytest.mark.model

MOST = 40  # MB
HIDDEN = 384  # of all-MiniLM-L6-v2
LABELS: dict[str, list[str]] = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))


def session(name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # errors are what some tests are after
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(WEIGHTS / name), options, providers=["CPUExecutionProvider"]
    )


def test_the_weights_stay_small() -> None:
    sizes = [path.stat().st_size for path in WEIGHTS.rglob("*") if path.is_file()]
    assert sum(sizes) < MOST * 10**6


def test_no_other_files_travel_with_the_weights() -> None:
    names = "model coreference events roles pairs relations".split()
    known = {f"{name}.onnx" for name in names}
    known |= {"label.npy", "labels.json", "thresholds.json", "tokenizer.json"}
    assert {path.name for path in WEIGHTS.iterdir()} <= known


# -- inventories -----------------------------------------------------------------------------------


def test_inventories_are_those_of_the_code() -> None:
    assert LABELS["events"] == list(EVENT_LABELS)
    assert LABELS["attribution"] == list(ATTRIBUTION_LABELS)
    assert LABELS["ner"] == NER_LABELS
    kinds = {label[2:] for label in LABELS["ner"]}
    assert kinds >= NAMES | {"Role", "Date", "Quantity"}


def test_every_head_has_its_inventory_without_doubles() -> None:
    heads = {"ner", "upos", "xpos", "deprel", "lemma", "attribution", "events", "relations"}
    assert set(LABELS) == heads
    assert all(len(set(labels)) == len(labels) > 1 for labels in LABELS.values())


@pytest.mark.parametrize("name", ["ner", "attribution"])
def test_spans_begin_before_they_go_on(name: str) -> None:
    assert LABELS[name][0] == "O"  # what the reader puts behind the last word
    inside = {label for label in LABELS[name] if label.startswith("I-")}
    assert {f"B-{label[2:]}" for label in inside} | inside | {"O"} == set(LABELS[name])


def test_tags_are_universal_dependencies() -> None:
    assert all(tag in IDS for tag in LABELS["upos"])
    assert LABELS["deprel"].count("root") == 1
    assert {"NNP", "NN", "VBD", "PRP", "POS"} <= set(LABELS["xpos"])


def test_lemma_scripts_can_be_applied() -> None:
    assert all(apply(edit, "Reports") for edit in LABELS["lemma"])


def test_relations_name_their_corpus() -> None:
    assert all(name.partition(":")[1:] for name in LABELS["relations"])
    assert all("" not in name.split(":", 1) for name in LABELS["relations"])
    assert LABELS["relations"] == sorted(LABELS["relations"])


def test_thresholds_are_of_known_relations() -> None:
    path = WEIGHTS / "thresholds.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    assert set(found) <= set(LABELS["relations"])


# -- sizes -----------------------------------------------------------------------------------------


def test_the_reader_has_the_inputs_and_outputs_of_the_code() -> None:
    found = session("model.onnx")
    assert [one.name for one in found.get_inputs()] == list(INPUTS)
    widths = {one.name: one.shape[-1] for one in found.get_outputs()}
    assert list(widths) == list(OUTPUTS)
    assert widths["ner"] == len(LABELS["ner"])
    assert widths["attribution"] == len(LABELS["attribution"])
    assert widths["words"] == HIDDEN
    label = np.load(WEIGHTS / "label.npy")
    assert label.shape == (
        len(LABELS["deprel"]), widths["label_dependent"] + 1, widths["label_head"] + 1
    )  # fmt: skip


def test_what_the_reader_says_has_a_label(
    reader: NewsReader, sample_sentences: list[list[str]]
) -> None:
    for found in reader.analyse(sample_sentences[:40]):
        for name in ("upos", "xpos", "lemma", "deprel", "ner", "attribution"):
            numbers = getattr(found, name)
            assert numbers.min() >= 0 and numbers.max() < len(LABELS[name])


def test_the_relation_head_has_the_width_of_its_inventory() -> None:
    found = session("relations.onnx")
    assert [one.name for one in found.get_inputs()] == ["words", "mask", "row", "spans"]
    (scores,) = found.run(
        ["relations"],
        {
            "words": np.ones((1, 4, HIDDEN), dtype=np.float32),
            "mask": np.ones((1, 4), dtype=np.int64),
            "row": np.zeros(2, dtype=np.int64),
            "spans": np.array([[0, 1, 3, 3], [3, 3, 0, 1]]),
        },
    )
    assert scores.shape == (2, len(LABELS["relations"]))


# Numbers of categories but the first, 0: `WordFeatures.kinds` and `Features.kinds`.
OF_WORDS = [len(LABELS["upos"]), len(LABELS["deprel"]), len(ENTITIES)]
OF_PAIRS = [
    *[len(LABELS["deprel"])] * 4, MOST_STEPS, MOST_STEPS, 2 * (len(DISTANCES) + 1) - 1,
    len(ENTITIES), len(ENTITIES), len(LABELS["upos"]), len(LABELS["deprel"]),
    *[len(CASES)] * 3, 1, 1,
]  # fmt: skip


def read_words(kinds: list[int]) -> list[np.ndarray]:
    """What events.onnx makes of two sentences, of four words and of two."""
    given = {
        "vectors": np.ones((6, 2 * HIDDEN), dtype=np.float32),
        "mask": np.array([[1, 1, 1, 1], [1, 1, 0, 0]]),
        "heads": np.array([1, 1, 3, 1, 4, 4]),
        "tokens": np.tile(kinds, (6, 1)),
        "types": np.ones((6, LISTED), dtype=np.float32),
    }
    graph = session("events.onnx")
    assert [one.name for one in graph.get_inputs()] == list(given)
    return graph.run(["read", "triggers"], given)


def test_the_reading_of_events_takes_the_features_of_the_code() -> None:
    read, triggers = read_words(OF_WORDS)
    assert read.shape == (6, 2 * HIDDEN)
    assert triggers.shape == (6, len(EVENT_LABELS))
    assert triggers.sum(-1) == pytest.approx(np.ones(6), abs=1e-5)


def asked(name: str, kinds: list[int]) -> np.ndarray:
    """What a head says of two pairs, of no words and of the last word."""
    given = {
        "read": np.ones((6, 2 * HIDDEN), dtype=np.float32),
        "mask": np.array([[1, 1, 1, 1], [1, 1, 0, 0]]),
        "row": np.array([0, 1]),
        "words": np.array([[0] * 8, [6] * 8]),
        "kinds": np.tile(kinds, (2, 1)),
        "types": np.ones((2, 6 * LISTED), dtype=np.float32),
    }
    graph = session(f"{name}.onnx")
    assert [one.name for one in graph.get_inputs()] == list(given)
    (scores,) = graph.run([name], given)
    return np.asarray(scores)


@pytest.mark.parametrize(
    ("name", "kinds", "classes"),
    [("pairs", OF_PAIRS, EVENT_LABELS), ("roles", [*OF_PAIRS, len(EVENT_LABELS) - 1], ROLES)],
    ids=["pairs", "roles"],
)
def test_the_heads_of_events_take_the_features_of_the_code(
    name: str, kinds: list[int], classes: tuple[str, ...]
) -> None:
    scores = asked(name, kinds)
    assert scores.shape == (2, len(classes))
    assert scores.sum(1) == pytest.approx(1, abs=1e-5)


def test_the_model_of_events_knows_no_more_categories_than_the_code() -> None:
    for column in range(len(OF_WORDS)):
        with pytest.raises(Exception, match="out of data bounds"):
            read_words([n + (at == column) for at, n in enumerate(OF_WORDS)])
    for name, kinds in (("pairs", OF_PAIRS), ("roles", [*OF_PAIRS, len(EVENT_LABELS) - 1])):
        for column in range(len(kinds)):
            with pytest.raises(Exception, match="out of data bounds"):
                asked(name, [n + (at == column) for at, n in enumerate(kinds)])


def link_scores(kind: int, distance: int, likeness: int) -> np.ndarray:
    (scores,) = session("coreference.onnx").run(
        ["scores"],
        {
            "vectors": np.ones((2, 3 * HIDDEN), dtype=np.float32),
            "kinds": np.array([0, kind]),
            "later": np.array([1]),
            "earlier": np.array([0]),
            "features": np.array([[distance, likeness]]),
        },
    )
    return np.asarray(scores)


def test_coreference_knows_every_combination_of_features() -> None:
    sizes = list(FEATURES.values())
    kind, distance, likeness = len(KINDS) - 1, prod(sizes[:JOINT]) - 1, prod(sizes[JOINT:]) - 1
    assert link_scores(kind, distance, likeness).shape == (1,)
    for more in ((kind + 1, 0, 0), (0, distance + 1, 0), (0, 0, likeness + 1)):
        with pytest.raises(Exception, match="out of data bounds"):
            link_scores(*more)


def test_the_pipeline_reads_the_folder_that_is_looked_at(nlp: Language) -> None:
    component = nlp.get_pipe("kg_reader")
    assert isinstance(component, NewsReader)
    assert Path(component.folder).resolve() == WEIGHTS.resolve()


@pytest.mark.parametrize("name", ["model", "events", "roles", "pairs"])
def test_int8_products_are_exact_on_every_processor(name: str) -> None:
    """Without this, processors that lack VNNI overflow and read otherwise (DECISIONS.md)."""
    options = open_model(WEIGHTS / f"{name}.onnx").get_session_options()
    assert options.get_session_config_entry("session.x64quantprecision") == "1"
