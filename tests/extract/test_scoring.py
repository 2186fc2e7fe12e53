"""Event types of pairs of spans: whatever is asked, in whatever order and company."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.extract.interactions import find_candidates
from kg.extract.scoring import AT_ONCE, LONGEST, PairClassifier
from kg.language import FURNITURE, load
from kg.language.labels import EVENT_LABELS
from kg.language.reader import MIDDLE, NewsReader
from tests.extract.trees import tree

pytestmark = pytest.mark.model

Span = tuple[int, int]
TEXT = (
    "Ann Lund of Borland met the rebels near the border on Monday. "
    "She praised them, and Cestria's army sent 40 trucks to Borland. Lund left."
)
PLAIN = (
    "Russia attacked Ukraine on Monday. Norway accused Iran of lying. Police in Kenya arrested "
    "the protesters. Ada Lind met Viktor Orban in Vienna. China rejected the demands of Japan."
)
NOTHING = [1.0] + [0.0] * (len(EVENT_LABELS) - 1)
PER_RUN = "activations are quantized per run: the pairs of a run change each other's scores"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def scorer(nlp: Language) -> PairClassifier:
    return PairClassifier(nlp)


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def span(doc: Doc, phrase: str) -> Span:
    start = doc.text.index(phrase)
    found = doc.char_span(start, start + len(phrase))
    assert found is not None
    return found.start, found.end


def every(doc: Doc) -> list[tuple[Span, Span]]:
    """All ordered pairs of words that share a sentence."""
    words = [[(t.i, t.i + 1) for t in sentence] for sentence in doc.sents]
    return [pair for row in words for pair in permutations(row, 2)]


# -- what comes back -------------------------------------------------------------------------------


def test_a_pair_has_one_of_the_event_types_or_none(scorer: PairClassifier, doc: Doc) -> None:
    pairs = every(doc)
    found = scorer.events(doc, pairs)
    assert found.shape == (len(pairs), len(EVENT_LABELS))
    assert found.dtype == np.float32
    assert (found >= 0).all()
    assert found.sum(1) == pytest.approx(1, abs=1e-5)


def test_no_pairs_no_scores(scorer: PairClassifier, doc: Doc, nlp: Language) -> None:
    assert scorer.events(doc, []).shape == (0, len(EVENT_LABELS))
    assert scorer.events(nlp(""), []).shape == (0, len(EVENT_LABELS))


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "expected"),
    [
        ("Norway accused Iran of lying.", "Norway", "Iran", "ACCUSE"),
        ("Russia attacked Ukraine.", "Russia", "Ukraine", "ASSAULT"),
        ("Ukraine was attacked by Russia.", "Russia", "Ukraine", "ASSAULT"),
        ("Police arrested the protesters.", "Police", "the protesters", "COERCE"),
        ("Students protested against the government.", "Students", "the government", "PROTEST"),
        ("China rejected the demands of Japan.", "China", "Japan", "REJECT"),
        ("Ukraine urged Germany to send tanks.", "Ukraine", "Germany", "REQUEST"),
        ("France praised Poland.", "France", "Poland", "SUPPORT"),
        ("Sweden lies north of Denmark.", "Sweden", "Denmark", "NONE"),
    ],
)
def test_plain_sentences_have_the_type_that_they_say(
    scorer: PairClassifier, nlp: Language, text: str, actor: str, recipient: str, expected: str
) -> None:
    doc = nlp(text)
    there, back = span(doc, actor), span(doc, recipient)
    found = scorer.events(doc, [(there, back), (back, there)])
    assert [EVENT_LABELS[row.argmax()] for row in found] == [expected, "NONE"]


# -- which spans -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lund", (0, 4)),
        ("rebels", (6, 7)),
        ("Monday. She", (0, 2)),
    ],
    ids=["nested", "the same", "over a full stop"],
)
def test_any_two_spans_of_a_sentence_have_scores(
    scorer: PairClassifier, doc: Doc, one: str, other: Span
) -> None:
    found = scorer.events(doc, [(span(doc, one), other), (other, span(doc, one))])
    assert (found >= 0).all()
    assert found.sum(1) == pytest.approx(1, abs=1e-5)


def test_a_span_may_be_missing(scorer: PairClassifier, nlp: Language) -> None:
    doc = nlp("Norway accused Iran of lying.")
    norway, iran = span(doc, "Norway"), span(doc, "Iran")
    pairs = [(norway, iran), (norway, None), (None, iran), (None, None)]
    both, first, second, neither = scorer.events(doc, pairs)
    assert [row.sum() for row in (first, second)] == pytest.approx([1, 1], abs=1e-5)
    assert np.abs(first - both).max() > 0.01 and np.abs(second - both).max() > 0.01
    assert neither.tolist() == NOTHING


def test_a_pair_over_two_sentences_has_no_event(scorer: PairClassifier, doc: Doc) -> None:
    rebels, army, last = span(doc, "the rebels"), span(doc, "army"), (len(doc) - 3, len(doc) - 2)
    assert doc[last[0]].text == "Lund"
    assert scorer.events(doc, [(rebels, army), (last, rebels)]).tolist() == [NOTHING, NOTHING]


def test_a_pair_is_read_with_its_own_sentence_alone(scorer: PairClassifier, nlp: Language) -> None:
    doc = nlp("Lund praised Borland for the aid. Eve slept.")
    pair = [(span(doc, "Lund"), span(doc, "Borland"))]
    before = scorer.events(doc, pair)
    assert (before == scorer.events(changed(doc, "slept"), pair)).all()
    assert np.abs(before - scorer.events(changed(doc, "aid"), pair)).max() > 1e-6
    assert np.abs(before - scorer.events(changed(doc, "aid", MIDDLE), pair)).max() > 1e-6


def changed(doc: Doc, word: str, layer: str = "") -> Doc:
    """The text read as if `word` were another: its last vector, or that of `layer`."""
    copy = doc.copy()
    copy.tensor = doc.tensor.copy()
    copy.user_data = {**doc.user_data, MIDDLE: doc.user_data[MIDDLE].copy()}
    vectors = copy.user_data[layer] if layer else copy.tensor
    vectors[span(doc, word)[0]] *= -1
    return copy


@pytest.mark.parametrize("count", [LONGEST, LONGEST + 1])
def test_sentences_that_are_too_long_have_no_events(scorer: PairClassifier, count: int) -> None:
    # The reader cuts such sentences, but for spaces in them; this one was never read.
    long = " ".join(["Norway/NNP/nsubj/2 accused/VBD/root/0", *["us/PRP/obj/2"] * (count - 2)])
    doc = tree(f"{long}\nNorway/NNP/nsubj/2 accused/VBD/root/0 Iran/NNP/obj/2")
    doc.tensor = np.ones((len(doc), 384), dtype=np.float16)
    doc.user_data[MIDDLE] = np.ones((len(doc), 384), dtype=np.float16)
    found = scorer.events(doc, [((0, 1), (count - 1, count)), ((count, count + 1), (count + 2, count + 3))])  # fmt: skip
    assert (found[0].tolist() == NOTHING) == (count > LONGEST)
    assert found[1].tolist() != NOTHING


# -- spaces and furniture --------------------------------------------------------------------------


def test_spaces_do_no_harm(scorer: PairClassifier, nlp: Language) -> None:
    doc = nlp("Norway  accused   Iran of lying.")
    norway, iran = span(doc, "Norway"), span(doc, "Iran")
    assert any(token.is_space for token in doc[norway[0] : iran[0]])
    found = scorer.events(doc, [(norway, iran), ((1, 2), iran), (norway, (1, 2))])
    assert EVENT_LABELS[found[0].argmax()] == "ACCUSE"
    assert found.sum(1) == pytest.approx(1, abs=1e-5)


def test_furniture_does_no_harm(scorer: PairClassifier, nlp: Language) -> None:
    made = nlp.make_doc("Home Live\nNorway accused Iran of lying.")
    made.user_data[FURNITURE] = ((0, 9),)
    doc = nlp(made)
    home, norway, iran = span(doc, "Home"), span(doc, "Norway"), span(doc, "Iran")
    pairs = [(norway, iran), (home, span(doc, "Live")), ((0, len(doc)), iran), (home, iran)]
    found = scorer.events(doc, pairs)
    assert EVENT_LABELS[found[0].argmax()] == "ACCUSE"
    assert found.sum(1) == pytest.approx(1, abs=1e-5)


def test_a_text_of_spaces_has_no_event(scorer: PairClassifier, nlp: Language) -> None:
    assert scorer.events(nlp("   "), [((0, 1), (0, 1))]).tolist() == [NOTHING]


def test_a_sentence_of_spaces_leaves_the_others_their_scores(scorer: PairClassifier) -> None:
    words = ["  ", "Norway", "accused", "Iran"]
    doc = Doc(spacy.blank("en").vocab, words=words, heads=[0, 2, 2, 2], deps=["dep", "nsubj", "ROOT", "obj"])  # fmt: skip
    assert [len(sentence) for sentence in doc.sents] == [1, 3]
    doc.tensor = np.ones((len(doc), 384), dtype=np.float16)
    doc.user_data[MIDDLE] = np.ones((len(doc), 384), dtype=np.float16)
    found = scorer.events(doc, [((0, 1), (0, 1)), ((1, 2), (3, 4))])
    assert found[0].tolist() == NOTHING
    assert found[1].tolist() != NOTHING
    assert (found[1:] == scorer.events(doc, [((1, 2), (3, 4))])).all()


# -- in whatever order and company -----------------------------------------------------------------


def test_the_order_of_pairs_does_not_matter(scorer: PairClassifier, doc: Doc) -> None:
    pairs = every(doc)
    order = random.Random(8).sample(range(len(pairs)), len(pairs))
    found = scorer.events(doc, [pairs[i] for i in order])
    assert np.abs(found - scorer.events(doc, pairs)[order]).max() < 1e-4


def test_more_pairs_than_are_scored_at_once_keep_their_order(
    scorer: PairClassifier, doc: Doc
) -> None:
    pairs = every(doc) * 2
    assert len(pairs) > AT_ONCE
    order = random.Random(8).sample(range(len(pairs)), len(pairs))
    found = scorer.events(doc, [pairs[i] for i in order])
    assert np.abs(found - scorer.events(doc, pairs)[order]).max() < 1e-4


def acting(doc: Doc) -> list[tuple[Span, Span]]:
    """The pairs that the product asks about."""
    found = [pair for sent in doc.sents for pair in permutations(find_candidates(sent), 2)]
    assert len(found) >= 12
    return [((one.start, one.end), (other.start, other.end)) for one, other in found]


@pytest.mark.xfail(reason=PER_RUN)
def test_a_pair_scores_alike_alone_and_in_company(scorer: PairClassifier, nlp: Language) -> None:
    doc = nlp(PLAIN)
    alone = np.concatenate([scorer.events(doc, [pair]) for pair in acting(doc)])
    assert np.abs(scorer.events(doc, acting(doc)) - alone).max() < 1e-4


def test_company_changes_a_score_but_little(scorer: PairClassifier, nlp: Language) -> None:
    doc = nlp(PLAIN)
    alone = np.concatenate([scorer.events(doc, [pair]) for pair in acting(doc)])
    assert np.abs(scorer.events(doc, acting(doc)) - alone).max() < 0.05


def test_two_runs_are_equal(nlp: Language, scorer: PairClassifier) -> None:
    one, two = nlp(TEXT), nlp(TEXT)
    assert (scorer.events(one, every(one)) == PairClassifier(nlp).events(two, every(two))).all()


# -- odd input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "😀 " * 1_000, "قال الوزير إن القوات غادرت العاصمة.", "No. " * 200],
    ids=["long word", "emojis", "right to left", "many sentences"],
)
def test_the_ends_of_odd_texts_have_scores(
    scorer: PairClassifier, nlp: Language, text: str
) -> None:
    doc = nlp(text)
    first, last = (0, 1), (len(doc) - 1, len(doc))
    found = scorer.events(doc, [(first, last), (first, first), (last, last)])
    assert found.sum(1) == pytest.approx(1, abs=1e-5)


def test_another_pipeline_is_refused() -> None:
    with pytest.raises(ModelError, match="shipped pipeline"):
        PairClassifier(spacy.blank("en"))


def test_missing_weights_are_told_so(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = nlp.get_pipe("kg_reader")
    assert isinstance(reader, NewsReader)
    monkeypatch.setattr(reader, "folder", tmp_path)
    with pytest.raises(ModelError, match="events.onnx"):
        PairClassifier(nlp)
