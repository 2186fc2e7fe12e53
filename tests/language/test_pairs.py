"""Relations of pairs of spans: whatever is asked, in whatever order and company."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.language import FURNITURE
from kg.language.pairs import AT_ONCE, FARTHEST, PairScorer
from kg.language.reader import NewsReader

pytestmark = pytest.mark.model

Pair = tuple[tuple[int, int], tuple[int, int]]
TEXT = (
    "Ann Lund of Borland met the rebels near the border on Monday. "
    "She praised them, and Cestria's army sent 40 trucks to Borland. Lund left."
)
PER_RUN = "activations are quantized per run: the pairs of a run change each other's scores"


@pytest.fixture(scope="module")
def scorer(nlp: Language) -> PairScorer:
    return PairScorer(nlp)


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def span(doc: Doc, phrase: str) -> tuple[int, int]:
    start = doc.text.index(phrase)
    found = doc.char_span(start, start + len(phrase))
    assert found is not None
    return found.start, found.end


def within(doc: Doc, sentence: int) -> list[Pair]:
    """All ordered pairs of words of a sentence."""
    words = [(t.i, t.i + 1) for t in list(doc.sents)[sentence]]
    return [(one, other) for one in words for other in words if one != other]


# -- what comes back -------------------------------------------------------------------------------


def test_relations_hold_or_not_each_by_itself(scorer: PairScorer, doc: Doc) -> None:
    pairs = within(doc, 0)
    found = scorer.relations(doc, pairs)
    assert found.shape == (len(pairs), len(scorer.relation_labels))
    assert found.dtype == np.float32
    assert (found >= 0).all() and (found <= 1).all()


def test_every_relation_has_a_threshold(scorer: PairScorer) -> None:
    assert list(scorer.thresholds) == scorer.relation_labels
    assert all(0 < threshold < 1 for threshold in scorer.thresholds.values())


def test_no_pairs_no_scores(scorer: PairScorer, doc: Doc, nlp: Language) -> None:
    width = len(scorer.relation_labels)
    assert scorer.relations(doc, []).shape == (0, width)
    assert scorer.relations(nlp(""), []).shape == (0, width)


def test_who_does_it_to_whom_makes_a_difference(scorer: PairScorer, doc: Doc) -> None:
    lund, rebels = span(doc, "Ann Lund"), span(doc, "the rebels")
    there, back = scorer.relations(doc, [(lund, rebels), (rebels, lund)])
    assert not np.allclose(there, back, atol=1e-4)


# -- which spans -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lund", "Borland to"),
        ("Lund left", "Ann Lund"),
        ("Ann Lund of Borland", "Lund"),
        ("rebels", "rebels"),
        ("Monday. She", "trucks"),
    ],
    ids=["two sentences", "three, backwards", "nested", "the same", "over a full stop"],
)
def test_any_two_spans_have_scores(scorer: PairScorer, doc: Doc, one: str, other: str) -> None:
    first = (0, 4) if one == "Ann Lund of Borland" else span(doc, one)
    second = span(doc, other.removesuffix(" to"))
    (found,) = scorer.relations(doc, [(first, second)])
    assert np.isfinite(found).all() and (found >= 0).all() and (found <= 1).all()


def test_a_pair_over_two_sentences_is_read_with_both(scorer: PairScorer, nlp: Language) -> None:
    doc = nlp("Lund spoke. Borland sent aid. Eve slept.")
    lund, borland = span(doc, "Lund"), span(doc, "Borland")
    before = scorer.relations(doc, [(lund, borland)])
    assert np.abs(before - scorer.relations(changed(doc, "aid"), [(lund, borland)])).max() > 1e-6
    assert (before == scorer.relations(changed(doc, "slept"), [(lund, borland)])).all()


def changed(doc: Doc, word: str) -> Doc:
    """The text read as if `word` were another."""
    copy = doc.copy()
    copy.tensor = doc.tensor.copy()
    copy.tensor[span(doc, word)[0]] *= -1
    return copy


def test_spaces_and_furniture_in_a_span_do_no_harm(scorer: PairScorer, nlp: Language) -> None:
    made = nlp.make_doc("Home Live\nAnn  Lund met\nthe rebels.")
    made.user_data[FURNITURE] = ((0, 9),)
    doc = nlp(made)
    everything, rebels = (0, len(doc)), span(doc, "rebels")
    found = scorer.relations(doc, [(everything, rebels), ((0, 2), rebels)])
    assert np.isfinite(found).all() and (found >= 0).all() and (found <= 1).all()


# -- in whatever order and company -----------------------------------------------------------------


@pytest.mark.parametrize(
    "count",
    [AT_ONCE, 2 * AT_ONCE],
)
def test_the_order_of_pairs_does_not_matter(scorer: PairScorer, doc: Doc, count: int) -> None:
    pairs = random.Random(7).sample([*within(doc, 0), *within(doc, 1)], count)
    order = random.Random(8).sample(range(count), count)
    found = scorer.relations(doc, [pairs[i] for i in order])
    assert np.abs(found - scorer.relations(doc, pairs)[order]).max() < 1e-4


@pytest.mark.xfail(reason=PER_RUN)
def test_a_pair_scores_alike_alone_and_in_company(scorer: PairScorer, doc: Doc) -> None:
    pairs = random.Random(9).sample([*within(doc, 0), *within(doc, 1), *within(doc, 2)], 80)
    alone = np.concatenate([scorer.relations(doc, [pair]) for pair in pairs])
    assert np.abs(scorer.relations(doc, pairs) - alone).max() < 1e-4


def test_company_changes_a_score_but_little(scorer: PairScorer, doc: Doc) -> None:
    pairs = random.Random(9).sample([*within(doc, 0), *within(doc, 1), *within(doc, 2)], 40)
    alone = np.concatenate([scorer.relations(doc, [pair]) for pair in pairs])
    assert np.abs(scorer.relations(doc, pairs) - alone).max() < 0.05


def test_two_runs_are_equal(nlp: Language, scorer: PairScorer) -> None:
    one, two = nlp(TEXT), nlp(TEXT)
    assert (
        scorer.relations(one, within(one, 1)) == PairScorer(nlp).relations(two, within(two, 1))
    ).all()


# -- odd input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "😀 " * 1_000, "قال الوزير إن القوات غادرت العاصمة.", "No. " * 200],
    ids=["long word", "emojis", "right to left", "many sentences"],
)
def test_the_ends_of_odd_texts_have_scores(scorer: PairScorer, nlp: Language, text: str) -> None:
    doc = nlp(text)
    (found,) = scorer.relations(doc, [((0, 1), (len(doc) - 1, len(doc)))])
    assert np.isfinite(found).all()


def test_nothing_holds_between_spans_too_far_from_each_other(
    scorer: PairScorer, nlp: Language
) -> None:
    doc = nlp("Ann Lund left. " * (FARTHEST // 4 + 1))
    assert len(doc) == FARTHEST + 4
    near, far = scorer.relations(doc, [((0, 2), (196, 198)), ((0, 2), (200, 202))])
    assert near.any()
    assert not far.any()


def test_a_text_of_spaces_has_scores(scorer: PairScorer, nlp: Language) -> None:
    doc = nlp("   ")
    assert scorer.relations(doc, [((0, 1), (0, 1))]).shape == (1, len(scorer.relation_labels))


def test_another_pipeline_is_refused() -> None:
    with pytest.raises(ModelError, match="shipped pipeline"):
        PairScorer(spacy.blank("en"))


def test_missing_weights_are_told_so(
    nlp: Language, reader: NewsReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "folder", tmp_path)
    with pytest.raises(ModelError, match="cannot load"):
        PairScorer(nlp)
