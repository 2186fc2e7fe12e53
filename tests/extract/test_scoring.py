"""The model of events: words, roles and pairs, whatever is asked, in whatever order and company."""

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
from kg.extract.classified import TELLS
from kg.extract.interactions import find_candidates
from kg.extract.scoring import AT_ONCE, LONGEST, EventClassifier, Part, Reading
from kg.language import FURNITURE, load
from kg.language.labels import EVENT_LABELS, ROLES
from kg.language.plain import Doc as PlainDoc
from kg.language.reader import MIDDLE, NewsReader
from tests.extract.trees import tree, word

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
SENTENCES = [
    ("Norway accused Iran of lying.", "Norway", "accused", "Iran", "ACCUSE"),
    ("Russia attacked Ukraine.", "Russia", "attacked", "Ukraine", "ASSAULT"),
    ("Ukraine was attacked by Russia.", "Russia", "attacked", "Ukraine", "ASSAULT"),
    ("Police arrested the protesters.", "Police", "arrested", "the protesters", "COERCE"),
    ("Students protested against the government.", "Students", "protested", "the government", "PROTEST"),
    ("Germany refused to help Greece.", "Germany", "refused", "Greece", "REJECT"),
    ("Ukraine urged Germany to send tanks.", "Ukraine", "urged", "Germany", "REQUEST"),
    ("France praised Poland.", "France", "praised", "Poland", "SUPPORT"),
]  # fmt: skip
NOTHING = [1.0] + [0.0] * (len(EVENT_LABELS) - 1)
NOBODY = [1.0, 0.0, 0.0, 0.0]
PER_RUN = "activations are quantized per run: what is in a run changes each other's scores"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def scorer(nlp: Language) -> EventClassifier:
    return EventClassifier(nlp)


@pytest.fixture(scope="module")
def doc(nlp: Language) -> PlainDoc:
    return PlainDoc(nlp(TEXT))


@pytest.fixture(scope="module")
def reading(scorer: EventClassifier, doc: PlainDoc) -> Reading:
    return whole(scorer, doc)


def whole(scorer: EventClassifier, doc: PlainDoc) -> Reading:
    """The document with every sentence read."""
    return scorer.read(doc, [sentence.start for sentence in doc.sents])


def span(doc: PlainDoc, phrase: str) -> Span:
    start = doc.text.index(phrase)
    found = doc.char_span(start, start + len(phrase))
    assert found is not None
    return found.start, found.end


def every(doc: PlainDoc) -> list[tuple[Span, Span]]:
    """All ordered pairs of words that share a sentence."""
    words = [[(t.i, t.i + 1) for t in sentence] for sentence in doc.sents]
    return [pair for row in words for pair in permutations(row, 2)]


def parts(doc: PlainDoc, kind: str = "ACCUSE") -> list[Part]:
    """Every word of the document as seen from every other of its sentence."""
    return [Part(one[0], kind, other) for one, other in every(doc)]


def label(row: np.ndarray, labels: tuple[str, ...] = EVENT_LABELS) -> str:
    return labels[int(row.argmax())]


def likely(found: np.ndarray, *shape: int) -> bool:
    """Whether the rows are probabilities, of so many things over so many classes."""
    assert found.shape == shape and found.dtype == np.float32
    return bool((found >= 0).all() and np.abs(found.sum(1) - 1).max(initial=0) < 1e-5)


# -- what comes back -------------------------------------------------------------------------------


def test_a_word_tells_of_one_of_the_event_types_or_of_none(doc: PlainDoc, reading: Reading) -> None:
    assert likely(reading.triggers, len(doc), len(EVENT_LABELS))
    assert reading.vectors.shape == (len(doc), 2 * doc.source.tensor.shape[1])
    assert reading.doc is doc


def test_a_candidate_has_one_of_the_roles_or_none(
    scorer: EventClassifier, doc: PlainDoc, reading: Reading
) -> None:
    asked = parts(doc)
    assert likely(scorer.roles(reading, asked), len(asked), len(ROLES))


def test_a_pair_has_one_of_the_event_types_or_none(
    scorer: EventClassifier, doc: PlainDoc, reading: Reading
) -> None:
    pairs = every(doc)
    assert likely(scorer.pairs(reading, pairs), len(pairs), len(EVENT_LABELS))


def test_no_questions_no_answers(
    scorer: EventClassifier, doc: PlainDoc, reading: Reading, nlp: Language
) -> None:
    empty = PlainDoc(nlp(""))
    for read, text in ((reading, doc), (scorer.read(empty, []), empty)):
        assert scorer.roles(read, []).shape == (0, len(ROLES))
        assert scorer.pairs(read, []).shape == (0, len(EVENT_LABELS))
        assert scorer.events(text, []).shape == (0, len(EVENT_LABELS))
    assert scorer.read(empty, []).triggers.shape == (0, len(EVENT_LABELS))


@pytest.mark.parametrize(("text", "actor", "trigger", "recipient", "expected"), SENTENCES)
def test_plain_sentences_have_the_type_that_they_say(
    scorer: EventClassifier, nlp: Language, text: str, actor: str, trigger: str, recipient: str,
    expected: str,
) -> None:  # fmt: skip
    doc = PlainDoc(nlp(text))
    read = whole(scorer, doc)
    at = word(doc, trigger).i
    assert label(read.triggers[at]) == expected
    taking = [Part(at, expected, span(doc, who)) for who in (actor, recipient)]
    assert [label(row, ROLES) for row in scorer.roles(read, taking)] == ["ACTOR", "RECIPIENT"]


@pytest.mark.parametrize(("text", "actor", "trigger", "recipient", "expected"), SENTENCES)
def test_pairs_of_plain_sentences_have_the_type_that_they_say(
    scorer: EventClassifier, nlp: Language, text: str, actor: str, trigger: str, recipient: str,
    expected: str,
) -> None:  # fmt: skip
    doc = PlainDoc(nlp(text))
    there, back = span(doc, actor), span(doc, recipient)
    found = scorer.events(doc, [(there, back), (back, there)])
    assert [label(row) for row in found] == [expected, "NONE"]


def test_two_words_of_a_sentence_tell_of_two_directions(
    scorer: EventClassifier, nlp: Language
) -> None:
    doc = PlainDoc(nlp("China rejected the demands of Japan."))
    read = whole(scorer, doc)
    for trigger, kind, who in (
        ("rejected", "REJECT", ("China", "Japan")),
        ("demands", "REQUEST", ("Japan", "China")),
    ):
        at = word(doc, trigger).i
        assert label(read.triggers[at]) == kind
        found = scorer.roles(read, [Part(at, kind, span(doc, name)) for name in who])
        assert [label(row, ROLES) for row in found] == ["ACTOR", "RECIPIENT"]
    assert label(scorer.pairs(read, [(span(doc, "China"), span(doc, "Japan"))])[0]) == "REJECT"


def test_words_that_tell_of_nothing_and_who_takes_no_part(
    scorer: EventClassifier, nlp: Language
) -> None:
    doc = PlainDoc(nlp("Sweden lies north of Denmark, and Norway accused Iran of lying on Monday."))
    read = whole(scorer, doc)
    quiet = [token for token in doc if token.text not in {"accused", "lying"}]
    assert {label(read.triggers[token.i]) for token in quiet} == {"NONE"}
    at = word(doc, "accused").i
    asked = [Part(at, "ACCUSE", span(doc, who)) for who in ("Sweden", "Denmark", "Norway", "Iran")]
    found = [label(row, ROLES) for row in scorer.roles(read, asked)]
    assert found == ["NONE", "NONE", "ACTOR", "RECIPIENT"]
    pair = span(doc, "Sweden"), span(doc, "Denmark")
    assert label(scorer.pairs(read, [pair])[0]) == "NONE"


def test_who_meets_is_on_both_sides(scorer: EventClassifier, nlp: Language) -> None:
    doc = PlainDoc(nlp("Norway and Iran held talks in Vienna."))
    read = whole(scorer, doc)
    asked = [Part(word(doc, "talks").i, "CONSULT", span(doc, who)) for who in ("Norway", "Iran")]
    for row in scorer.roles(read, asked):
        assert min(row[1] + row[3], row[2] + row[3]) > 0.5


def test_who_takes_part_depends_on_the_type(
    scorer: EventClassifier, doc: PlainDoc, reading: Reading
) -> None:
    found = [scorer.roles(reading, parts(doc, kind)) for kind in EVENT_LABELS[1:]]
    assert all(np.abs(one - other).max() > 1e-3 for one, other in permutations(found, 2))


# -- which sentences -------------------------------------------------------------------------------


def test_only_the_sentences_asked_for_are_read(
    scorer: EventClassifier, doc: PlainDoc, reading: Reading
) -> None:
    first, second, third = [list(range(sent.start, sent.end)) for sent in doc.sents]
    found = scorer.read(doc, [second[0]])
    assert found.sentences == {second[0]: second}
    assert found.start_of[second].tolist() == [second[0]] * len(second)
    others = [*first, *third]
    assert set(found.start_of[others].tolist()) == {-1}
    assert found.triggers[others].tolist() == [NOTHING] * len(others)
    assert (found.triggers[second] != NOTHING).any(1).all()
    assert list(reading.sentences) == [first[0], second[0], third[0]]
    assert scorer.read(doc, [first[1]]).sentences == {}  # no sentence begins there


def test_of_sentences_not_read_nothing_is_known(scorer: EventClassifier, doc: PlainDoc) -> None:
    read = scorer.read(doc, [0])
    army, trucks = span(doc, "army"), span(doc, "trucks")
    assert scorer.pairs(read, [(army, trucks), (None, army)]).tolist() == [NOTHING, NOTHING]
    assert scorer.roles(read, [Part(army[0], "AID", trucks)]).tolist() == [NOBODY]


def test_a_part_over_two_sentences_has_no_role(
    scorer: EventClassifier, doc: PlainDoc, reading: Reading
) -> None:
    met, rebels, army = word(doc, "met").i, span(doc, "rebels"), span(doc, "army")
    found = scorer.roles(reading, [Part(met, "CONSULT", army), Part(met, "CONSULT", rebels)])
    assert found[0].tolist() == NOBODY
    assert found[1].tolist() != NOBODY


def test_a_pair_over_two_sentences_has_no_event(scorer: EventClassifier, doc: PlainDoc) -> None:
    rebels, army, last = span(doc, "the rebels"), span(doc, "army"), (len(doc) - 3, len(doc) - 2)
    assert doc[last[0]].text == "Lund"
    assert scorer.events(doc, [(rebels, army), (last, rebels)]).tolist() == [NOTHING, NOTHING]


def test_pairs_of_a_reading_are_those_of_the_document(
    scorer: EventClassifier, doc: PlainDoc, reading: Reading
) -> None:
    assert (scorer.events(doc, every(doc)) == scorer.pairs(reading, every(doc))).all()


def test_a_sentence_is_read_alone(scorer: EventClassifier, nlp: Language) -> None:
    doc = PlainDoc(nlp("Lund praised Borland for the aid. Eve slept."))
    words = [token.i for token in doc.sents[0]]

    def answers(made: PlainDoc) -> list[np.ndarray]:
        read = scorer.read(made, [0])
        spans = [(i, i + 1) for i in words]
        asked = [Part(1, "SUPPORT", one) for one in spans]
        pairs = list(permutations(spans, 2))
        return [read.triggers[words], scorer.roles(read, asked), scorer.pairs(read, pairs)]

    before, elsewhere = answers(doc), answers(changed(doc, "slept"))
    assert all((one == other).all() for one, other in zip(before, elsewhere, strict=True))
    for layer in ("", MIDDLE):
        after = answers(changed(doc, "aid", layer))
        assert all(np.abs(a - b).max() > 1e-6 for a, b in zip(before, after, strict=True))


def changed(doc: PlainDoc, word: str, layer: str = "") -> PlainDoc:
    """The text read as if `word` were another: its last vector, or that of `layer`."""
    read = doc.source
    copy = read.copy()
    copy.tensor = read.tensor.copy()
    copy.user_data = {**read.user_data, MIDDLE: read.user_data[MIDDLE].copy()}
    vectors = copy.user_data[layer] if layer else copy.tensor
    vectors[span(doc, word)[0]] *= -1
    return PlainDoc(copy)


def unread(doc: Doc) -> PlainDoc:
    """A document that the reader never saw, with vectors of ones."""
    doc.tensor = np.ones((len(doc), 384), dtype=np.float16)
    doc.user_data[MIDDLE] = np.ones((len(doc), 384), dtype=np.float16)
    return PlainDoc(doc)


@pytest.mark.parametrize("count", [LONGEST, LONGEST + 1])
def test_sentences_that_are_too_long_are_not_read(scorer: EventClassifier, count: int) -> None:
    # The reader cuts such sentences, but for spaces in them.
    long = " ".join(["Norway/NNP/nsubj/2 accused/VBD/root/0", *["us/PRP/obj/2"] * (count - 2)])
    doc = unread(tree(f"{long}\nNorway/NNP/nsubj/2 accused/VBD/root/0 Iran/NNP/obj/2"))
    read = scorer.read(doc, [0, count])
    assert list(read.sentences) == ([count] if count > LONGEST else [0, count])
    assert (read.triggers[:count].tolist() == [NOTHING] * count) == (count > LONGEST)
    pairs = [((0, 1), (count - 1, count)), ((count, count + 1), (count + 2, count + 3))]
    found = scorer.pairs(read, pairs)
    assert (found[0].tolist() == NOTHING) == (count > LONGEST)
    assert found[1].tolist() != NOTHING
    roles = scorer.roles(read, [Part(1, "ACCUSE", (0, 1)), Part(count + 1, "ACCUSE", pairs[1][0])])
    assert (roles[0].tolist() == NOBODY) == (count > LONGEST)
    assert roles[1].tolist() != NOBODY


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
    scorer: EventClassifier, doc: PlainDoc, one: str, other: Span
) -> None:
    found = scorer.events(doc, [(span(doc, one), other), (other, span(doc, one))])
    assert likely(found, 2, len(EVENT_LABELS))


def test_a_word_may_take_part_in_what_it_tells_itself(
    scorer: EventClassifier, doc: PlainDoc, reading: Reading
) -> None:
    army = span(doc, "army")
    asked = [Part(army[0], "ASSAULT", army), Part(army[0], "ASSAULT", span(doc, "Cestria's army"))]
    assert likely(scorer.roles(reading, asked), 2, len(ROLES))


def test_a_span_may_be_missing(scorer: EventClassifier, nlp: Language) -> None:
    doc = PlainDoc(nlp("Norway accused Iran of lying."))
    norway, iran = span(doc, "Norway"), span(doc, "Iran")
    pairs = [(norway, iran), (norway, None), (None, iran), (None, None)]
    both, first, second, neither = scorer.events(doc, pairs)
    assert [row.sum() for row in (first, second)] == pytest.approx([1, 1], abs=1e-5)
    assert np.abs(first - both).max() > 0.01 and np.abs(second - both).max() > 0.01
    assert neither.tolist() == NOTHING


# -- spaces and furniture --------------------------------------------------------------------------


def accused(scorer: EventClassifier, doc: PlainDoc) -> None:
    """Norway accuses Iran, by words and roles as by the pair."""
    norway, at, iran = span(doc, "Norway"), word(doc, "accused").i, span(doc, "Iran")
    read = whole(scorer, doc)
    assert likely(read.triggers, len(doc), len(EVENT_LABELS))
    assert label(read.triggers[at]) == "ACCUSE"
    found = scorer.roles(read, [Part(at, "ACCUSE", norway), Part(at, "ACCUSE", iran)])
    assert [label(row, ROLES) for row in found] == ["ACTOR", "RECIPIENT"]
    assert label(scorer.events(doc, [(norway, iran)])[0]) == "ACCUSE"


def test_spaces_do_no_harm(scorer: EventClassifier, nlp: Language) -> None:
    doc = PlainDoc(nlp("Norway  accused   Iran of lying."))
    norway, iran = span(doc, "Norway"), span(doc, "Iran")
    spaces = [token.i for token in doc if token.is_space]
    assert spaces == [1, 3]
    accused(scorer, doc)
    read = whole(scorer, doc)
    assert not set(spaces) & set(read.sentences[0])
    assert read.start_of.tolist() == [0] * len(doc)  # a span may begin with a space
    assert read.triggers[spaces].tolist() == [NOTHING] * 2
    asked = [((1, 2), iran), (norway, (1, 2)), ((0, 2), (2, 5))]
    assert likely(scorer.pairs(read, asked), 3, len(EVENT_LABELS))
    assert likely(scorer.roles(read, [Part(1, "ACCUSE", iran), Part(2, "AID", (1, 2))]), 2, 4)


def test_a_span_may_begin_with_a_space(scorer: EventClassifier, nlp: Language) -> None:
    doc = PlainDoc(nlp("Norway accused  Iran of lying."))
    assert doc[2].is_space and doc[3].text == "Iran"
    found = scorer.events(doc, [((0, 1), (2, 4)), ((0, 1), (3, 4))])
    assert [label(row) for row in found] == ["ACCUSE", "ACCUSE"]


def test_furniture_does_no_harm(scorer: EventClassifier, nlp: Language) -> None:
    made = nlp.make_doc("Home Live\nNorway accused Iran of lying.")
    made.user_data[FURNITURE] = ((0, 9),)
    doc = PlainDoc(nlp(made))
    accused(scorer, doc)
    home, iran = span(doc, "Home"), span(doc, "Iran")
    pairs = [(home, span(doc, "Live")), ((0, len(doc)), iran), (home, iran)]
    assert likely(scorer.events(doc, pairs), 3, len(EVENT_LABELS))


def test_a_text_of_spaces_has_no_event(scorer: EventClassifier, nlp: Language) -> None:
    doc = PlainDoc(nlp("   "))
    assert scorer.events(doc, [((0, 1), (0, 1))]).tolist() == [NOTHING]
    read = whole(scorer, doc)
    assert read.sentences == {}
    assert read.triggers.tolist() == [NOTHING]
    assert scorer.roles(read, [Part(0, "AID", (0, 1))]).tolist() == [NOBODY]


def test_a_sentence_of_spaces_leaves_the_others_their_scores(scorer: EventClassifier) -> None:
    words = ["  ", "Norway", "accused", "Iran"]
    doc = unread(Doc(spacy.blank("en").vocab, words=words, heads=[0, 2, 2, 2], deps=["dep", "nsubj", "ROOT", "obj"]))  # fmt: skip
    assert [len(sentence) for sentence in doc.sents] == [1, 3]
    read, alone = whole(scorer, doc), scorer.read(doc, [1])
    assert read.sentences == {1: [1, 2, 3]}
    assert read.start_of.tolist() == [-1, 1, 1, 1]
    assert (read.triggers == alone.triggers).all()
    found = scorer.events(doc, [((0, 1), (0, 1)), ((1, 2), (3, 4))])
    assert found[0].tolist() == NOTHING
    assert found[1].tolist() != NOTHING
    assert (found[1:] == scorer.events(doc, [((1, 2), (3, 4))])).all()


# -- in whatever order and company -----------------------------------------------------------------


def shuffled(count: int) -> list[int]:
    return random.Random(8).sample(range(count), count)


def test_the_order_of_pairs_does_not_matter(scorer: EventClassifier, doc: PlainDoc) -> None:
    pairs = every(doc) * 2
    order = shuffled(len(pairs))
    found = scorer.events(doc, [pairs[i] for i in order])
    assert np.abs(found - scorer.events(doc, pairs)[order]).max() < 1e-4


def test_the_order_of_parts_does_not_matter(
    scorer: EventClassifier, doc: PlainDoc, reading: Reading
) -> None:
    asked = [part for kind in ("AID", "CONSULT") for part in parts(doc, kind)]
    order = shuffled(len(asked))
    found = scorer.roles(reading, [asked[i] for i in order])
    assert np.abs(found - scorer.roles(reading, asked)[order]).max() < 1e-4


def test_the_order_of_sentences_does_not_matter(scorer: EventClassifier, doc: PlainDoc) -> None:
    starts = [sentence.start for sentence in doc.sents]
    one, other = scorer.read(doc, starts), scorer.read(doc, [*starts[::-1], *starts])
    assert one.sentences == other.sentences
    assert (one.triggers == other.triggers).all()
    assert (one.vectors == other.vectors).all()


def test_more_sentences_than_are_read_at_once_keep_their_places(
    scorer: EventClassifier, nlp: Language
) -> None:
    one = "Norway accused Iran of lying. "
    many = [f"{one}Ada Lind slept{' very' * n} well. " for n in range(30)]
    doc = PlainDoc(nlp("".join(many)))
    assert len(list(doc.sents)) == 2 * len(many)
    assert len(doc) > AT_ONCE
    read = whole(scorer, doc)
    told = [token for token in doc if label(read.triggers[token.i]) == "ACCUSE"]
    assert [token.text for token in told if token.text != "lying"] == ["accused"] * len(many)
    at = [token.i for token in doc if token.text == "accused"]
    asked = [Part(i, "ACCUSE", (i + step, i + step + 1)) for i in at for step in (-1, 1)]
    order = shuffled(len(asked))
    found = scorer.roles(read, [asked[i] for i in order])
    wanted = ["ACTOR" if i % 2 == 0 else "RECIPIENT" for i in order]
    assert [label(row, ROLES) for row in found] == wanted


def acting(doc: PlainDoc) -> list[tuple[Span, Span]]:
    """Ordered pairs of actors, as the product asks about them."""
    found = [pair for sent in doc.sents for pair in permutations(find_candidates(sent), 2)]
    assert len(found) >= 12
    return [((one.start, one.end), (other.start, other.end)) for one, other in found]


@pytest.mark.xfail(reason=PER_RUN)
def test_a_pair_scores_alike_alone_and_in_company(scorer: EventClassifier, nlp: Language) -> None:
    doc = PlainDoc(nlp(PLAIN))
    alone = np.concatenate([scorer.events(doc, [pair]) for pair in acting(doc)])
    assert np.abs(scorer.events(doc, acting(doc)) - alone).max() < 1e-4


def test_company_changes_a_score_but_little(scorer: EventClassifier, nlp: Language) -> None:
    doc = PlainDoc(nlp(PLAIN))
    alone = np.concatenate([scorer.events(doc, [pair]) for pair in acting(doc)])
    assert np.abs(scorer.events(doc, acting(doc)) - alone).max() < 0.05


def test_company_changes_words_and_roles_but_little(scorer: EventClassifier, nlp: Language) -> None:
    doc = PlainDoc(nlp(PLAIN))
    read = whole(scorer, doc)
    chances = 1 - read.triggers[:, 0]
    kinds = [EVENT_LABELS[at] for at in read.triggers[:, 1:].argmax(1) + 1]
    asked = [
        Part(token.i, kinds[token.i], (one.start, one.end))
        for token in doc
        if chances[token.i] >= TELLS
        for one in find_candidates(token.sent)
    ]
    assert len(asked) >= 10
    assert {doc[part.trigger].sent.start for part in asked} == set(read.sentences)
    together = scorer.roles(read, asked)
    for sent in doc.sents:
        alone = scorer.read(doc, [sent.start])
        words = slice(sent.start, sent.end)
        assert np.abs(read.triggers[words] - alone.triggers[words]).max() < 0.1
        own = [n for n, part in enumerate(asked) if sent.start <= part.trigger < sent.end]
        found = scorer.roles(alone, [asked[n] for n in own])
        assert np.abs(together[own] - found).max() < 0.1


def test_two_runs_are_equal(nlp: Language, scorer: EventClassifier) -> None:
    one, two, again = PlainDoc(nlp(TEXT)), PlainDoc(nlp(TEXT)), EventClassifier(nlp)
    first, second = whole(scorer, one), whole(again, two)
    assert (first.triggers == second.triggers).all()
    assert (scorer.roles(first, parts(one)) == again.roles(second, parts(two))).all()
    assert (scorer.events(one, every(one)) == again.events(two, every(two))).all()


# -- odd input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "😀 " * 1_000, "قال الوزير إن القوات غادرت العاصمة.", "No. " * 200],
    ids=["long word", "emojis", "right to left", "many sentences"],
)
def test_the_ends_of_odd_texts_have_scores(
    scorer: EventClassifier, nlp: Language, text: str
) -> None:
    doc = PlainDoc(nlp(text))
    last = len(doc) - 1
    pairs = [((0, 1), (last, last + 1)), ((0, 1), (0, 1)), ((last, last + 1), (last, last + 1))]
    assert likely(scorer.events(doc, pairs), 3, len(EVENT_LABELS))
    read = whole(scorer, doc)
    assert likely(read.triggers, len(doc), len(EVENT_LABELS))
    asked = [Part(0, "AID", (last, last + 1)), Part(last, "AID", (last, last + 1))]
    assert likely(scorer.roles(read, asked), 2, len(ROLES))


def test_another_pipeline_is_refused() -> None:
    with pytest.raises(ModelError, match="shipped pipeline"):
        EventClassifier(spacy.blank("en"))


@pytest.mark.parametrize("missing", ["events", "roles", "pairs"])
def test_missing_weights_are_told_so(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    reader = nlp.get_pipe("kg_reader")
    assert isinstance(reader, NewsReader)
    for name in {"events", "roles", "pairs"} - {missing}:
        (tmp_path / f"{name}.onnx").write_bytes((reader.folder / f"{name}.onnx").read_bytes())
    monkeypatch.setattr(reader, "folder", tmp_path)
    with pytest.raises(ModelError, match=f"{missing}.onnx"):
        EventClassifier(nlp)
