"""The plain copy of a parsed text says what spaCy's objects say."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from kg.language.plain import Doc, Span

pytestmark = pytest.mark.model

TEXT = """The  foreign minister of Norway, Ida Lund, who had "never met" them, accused Iran of lying.

Then – in Oslo's old port – they talked about it (again)! Nobody, Lund said, was to blame;
a spokeswoman for the European Union's council did not answer calls on Monday."""
SAME = (
    *("i", "idx", "text", "lower_", "lemma_", "dep_", "pos_", "tag_", "ent_type_", "ent_iob_"),
    *("is_space", "is_punct", "is_alpha", "is_lower", "is_sent_start", "whitespace_"),
)
LISTS = ("children", "lefts", "rights", "ancestors", "subtree")


@pytest.fixture(scope="module")
def source(nlp: Language) -> SpacyDoc:
    return nlp(TEXT)


@pytest.fixture(scope="module")
def doc(source: SpacyDoc) -> Doc:
    return Doc(source)


def extent(span: object) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)  # type: ignore[attr-defined]


def test_tokens(source: SpacyDoc, doc: Doc) -> None:
    assert (len(doc), doc.text) == (len(source), source.text)
    for one, other in zip(doc, source, strict=True):
        assert [getattr(one, name) for name in SAME] == [getattr(other, name) for name in SAME]
        for name in LISTS:
            found, expected = getattr(one, name), getattr(other, name)
            assert [token.i for token in found] == [token.i for token in expected]
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(one, name).i == getattr(other, name).i
        assert extent(one.sent) == extent(other.sent)


def test_sentences_and_entities(source: SpacyDoc, doc: Doc) -> None:
    assert len(doc.sents) > 2 and len(doc.ents) > 3
    assert [extent(one) for one in doc.sents] == [extent(one) for one in source.sents]
    shown = [(extent(one), one.label_) for one in source.ents]
    assert [(extent(one), one.label_) for one in doc.ents] == shown
    for one, other in zip(doc.sents, source.sents, strict=True):
        assert [extent(ent) for ent in one.ents] == [extent(ent) for ent in other.ents]


def test_spans(source: SpacyDoc, doc: Doc) -> None:
    count = len(doc)
    for start in range(count):
        for end in range(start + 1, min(start + 12, count + 1)):
            one, other = doc[start:end], source[start:end]
            assert (one.start_char, one.end_char) == (other.start_char, other.end_char)
            assert (one.text, one.root.i) == (other.text, other.root.i)
            assert extent(one.sent) == extent(other.sent)
            assert one[0].i == other[0].i and one[-1].i == other[-1].i
            assert extent(one[1:3]) == extent(other[1:3])


@pytest.mark.parametrize("start", [None, -3, 0, 2, 500])
@pytest.mark.parametrize("end", [None, -2, 0, 4, 500])
def test_slices(source: SpacyDoc, doc: Doc, start: int | None, end: int | None) -> None:
    assert extent(doc[start:end]) == extent(source[start:end])
    assert doc[start:end].text == source[start:end].text


@pytest.mark.parametrize("mode", ["strict", "expand", "contract"])
def test_spans_of_characters(source: SpacyDoc, doc: Doc, mode: str) -> None:
    for start in range(len(TEXT)):
        for end in range(start + 1, min(start + 15, len(TEXT) + 2)):
            found = extent(doc.char_span(start, end, alignment_mode=mode))
            assert found == extent(source.char_span(start, end, alignment_mode=mode)), (start, end)


def test_equal_spans(doc: Doc) -> None:
    assert doc[1:3] == doc[1:3] and hash(doc[1:3]) == hash(doc[1:3])
    assert doc[1:3] != doc[1:4] and doc[1:3] != Span(doc, 1, 3, "Person")


def test_neighbours(doc: Doc) -> None:
    assert doc[1].nbor() is doc[2] and doc[1].nbor(-1) is doc[0]
    for token, distance in ((doc[0], -1), (doc[-1], 1)):
        with pytest.raises(IndexError):
            token.nbor(distance)


def test_an_empty_text() -> None:
    empty = Doc(spacy.blank("en")(""))
    assert (len(empty), list(empty.sents), list(empty.ents), empty.text) == (0, [], [], "")
    assert empty[0:2].text == "" and empty.char_span(0, 1) is None
