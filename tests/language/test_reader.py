"""The pipeline with the shipped weights: an ordinary spaCy Doc, whatever the text."""

from __future__ import annotations

import random
import resource
from collections.abc import Sequence

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.language import FURNITURE, load
from kg.language.discourse import chains, factualities, parts
from kg.language.reader import Analysis, NewsReader, sentence_words
from kg.records import Document

pytestmark = pytest.mark.model

NEWS = (
    "SEOUL — South Korea's foreign minister denied on Monday that Seoul had sent weapons to Kyiv.\n"
    "\n"
    "“We sent nothing,” Cho Tae-yul told reporters in Seoul. He met Antony Blinken last week."
)
ODD_TEXTS = {
    "empty": "",
    "spaces": "   ",
    "line breaks": "\n\n \t\n",
    "one word": "Seoul",
    "one sign": ".",
    "long word": "x" * 10_000,
    "emojis": "😀" * 5_000,
    "right to left": "قال الوزير إن القوات غادرت العاصمة.",
    "direction marks": "\u202eKim\u202c left \u200fSeoul.",
    "NUL": "Kim\x00 left Seoul.",
    "combining": "K\u0301i\u0301m left.",
    "Windows lines": "Kim left.\r\n\r\nLee stayed.\r\n",
    "no-break spaces": "Kim\u00a0left\u202fSeoul.",
    "only quotes": "“”\"'‘’",
    "half a pair": "\U0001f1f0 Kim \U000e0067",
}
HEAVY_SENTENCES = {  # more word pieces than the encoder has positions
    "hashes": " ".join(f"{i * 7919**9:040x}" for i in range(60)),
    "other script": "وقال الرئيس إن " * 60,
}


def as_rows(doc: Doc) -> list[tuple[object, ...]]:
    """All that the pipeline says of a text, to the last bit."""
    found = {
        key: value.tolist() if isinstance(value, np.ndarray) else value
        for key, value in doc.user_data.items()
    }
    return [
        (t.text, t.idx, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_iob_, t.ent_type_)
        for t in doc
    ] + [*sorted(found.items(), key=str), ("tensor", doc.tensor.tobytes())]


def same(left: Analysis, right: Analysis) -> bool:
    return all(
        np.array_equal(getattr(left, name), getattr(right, name))
        for name in Analysis.__dataclass_fields__
    )


# -- an ordinary Doc ----------------------------------------------------------------------------


def test_the_doc_has_all_that_spacy_users_expect(nlp: Language) -> None:
    doc = nlp(NEWS)
    for annotation in ("SENT_START", "DEP", "TAG", "POS", "LEMMA", "ENT_IOB"):
        assert doc.has_annotation(annotation), annotation
    assert doc.text == NEWS
    found = {(ent.text, ent.label_) for ent in doc.ents}
    assert ("Antony Blinken", "Person") in found
    assert ("Monday", "Date") in found
    denied = next(t for t in doc if t.text == "denied")
    assert (denied.lemma_, denied.pos_) == ("deny", "VERB")
    assert {t.lemma_ for t in denied.children if t.dep_ == "nsubj"} == {"minister"}
    assert [chunk.root.dep_ for chunk in doc.sents] == ["ROOT"] * len(list(doc.sents))


def test_offsets_slice_back_to_the_text(nlp: Language) -> None:
    doc = nlp(NEWS)
    assert all(NEWS[t.idx : t.idx + len(t.text)] == t.text for t in doc)
    assert all(NEWS[e.start_char : e.end_char] == e.text for e in doc.ents)
    assert all(0 < doc.user_data[f"kg_score:{ent.start}"] <= 1 for ent in doc.ents)


def test_every_sentence_is_one_tree(nlp: Language) -> None:
    for sentence in nlp(NEWS).sents:
        roots = [t for t in sentence if t.head == t and not t.is_space]
        assert len(roots) == 1
        assert all(t.head.sent == sentence for t in sentence)


def test_page_furniture_is_not_read(nlp: Language) -> None:
    text = "Home Paris Live Sport\nKim Jong Un visited Moscow.\nRead Vladimir Putin here."
    doc = nlp.make_doc(text)
    last = text.index("Read")
    doc.user_data[FURNITURE] = ((0, 21), (last, len(text)))
    doc = nlp(doc)
    assert all(21 <= ent.start_char < last for ent in doc.ents)
    assert any("Kim" in ent.text for ent in doc.ents)
    assert {t.tag_ for t in doc if t.idx < 21 or t.idx >= last} == {"_SP"}


def test_furniture_does_not_change_how_the_rest_is_read(nlp: Language) -> None:
    body = "Kim Jong Un visited Moscow on Monday."
    doc = nlp.make_doc(f"Home Live\n{body}")
    doc.user_data[FURNITURE] = ((0, 9),)
    read_with = [(t.text, t.dep_, t.ent_type_) for t in nlp(doc)[3:]]
    assert read_with == [(t.text, t.dep_, t.ent_type_) for t in nlp(body)]


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_odd_texts_are_read_without_complaint(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(not t.is_space for ent in doc.ents for t in (ent[0], ent[-1]))
    assert sum(len(s) for s in doc.sents) == len(doc)
    assert len(doc.tensor) == len(factualities(doc)) == len(doc)
    spans = [span for chain in chains(doc) for span in chain]
    spans += [(part.start, part.end) for part in parts(doc)]
    assert all(0 <= start < end <= len(doc) for start, end in spans)


def test_thousands_of_short_sentences_are_read_in_bounded_memory(nlp: Language) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    doc = nlp("He left. " * 3_000)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert len(list(doc.sents)) == 3_000
    assert grown < 500  # MiB


@pytest.mark.parametrize("text", HEAVY_SENTENCES.values(), ids=HEAVY_SENTENCES.keys())
def test_sentences_of_many_pieces_are_read_in_parts(nlp: Language, text: str) -> None:
    assert len(nlp(f"Kim left. {text}").text) == len(text) + 10


def test_long_sentences_are_cut_at_200_words(nlp: Language) -> None:
    rows = sentence_words(nlp("word " * 450))
    assert [len(row) for row in rows] == [200, 200, 50]


def test_a_pipeline_that_is_not_installed_is_told_so() -> None:
    with pytest.raises(ModelError, match="pip install en_core_none"):
        load("en_core_none")


def test_missing_weights_are_told_so(nlp: Language, tmp_path: object) -> None:
    with pytest.raises(ModelError, match="cannot load the language model"):
        nlp.create_pipe("kg_reader", config={"folder": str(tmp_path)})


# -- what it leaves for the components behind it ---------------------------------------------------


def test_every_word_read_has_a_vector(nlp: Language, reader: NewsReader) -> None:
    text = "Home Live\nKim  left Seoul.\n\nHe met Lee."
    doc = nlp.make_doc(text)
    doc.user_data[FURNITURE] = ((0, 9),)
    doc = nlp(doc)
    assert doc.tensor.shape == (len(doc), reader.width)
    assert doc.tensor.dtype == np.float16
    assert np.isfinite(doc.tensor).all()
    read_words = [i for row in sentence_words(doc) for i in row]
    assert np.flatnonzero(doc.tensor.any(1)).tolist() == read_words


def test_every_word_read_has_a_factuality(nlp: Language) -> None:
    text = "Home Live\nKim  left Seoul.\n\nHe met Lee."
    doc = nlp.make_doc(text)
    doc.user_data[FURNITURE] = ((0, 9),)
    found = factualities(nlp(doc))
    assert found.shape == (len(doc),)
    assert np.isfinite(found).all()
    assert [t.text for t in doc if found[t.i] == 0 and not t.is_space] == ["Home", "Live"]
    left = next(t.i for t in doc if t.text == "left")
    assert abs(found[left]) < 4  # -3 … 3 is what training shows it


# -- the same result, however it is asked for ------------------------------------------------------


def test_two_runs_are_equal(nlp: Language) -> None:
    assert as_rows(nlp(NEWS)) == as_rows(nlp(NEWS))


def test_analyses_come_back_in_the_order_of_the_sentences(reader: NewsReader) -> None:
    sentences = [["Kim"], ["Kim", "left", "Seoul", "."], ["No", "."]] * 20
    found = reader.analyse(sentences)
    assert [len(a.upos) for a in found] == [len(s) for s in sentences]


def compare(one: Sequence[Analysis], other: Sequence[Analysis]) -> int:
    return sum(not same(a, b) for a, b in zip(one, other, strict=True))


def test_articles_read_alike_in_any_order(nlp: Language, samples: list[Document]) -> None:
    def analyse(documents: Sequence[Document]) -> dict[str, object]:
        docs = []
        for document in documents:
            doc = nlp.make_doc(document.text)
            doc.user_data[FURNITURE] = document.furniture
            docs.append(doc)
        return {d.text: as_rows(d) for d in nlp.pipe(docs, batch_size=32)}

    chosen = samples[:6]
    first = analyse(chosen)
    assert analyse(chosen[::-1]) == first
    assert analyse(random.Random(7).sample(chosen, len(chosen))) == first


def test_threads_do_not_change_the_result(
    nlp: Language, reader: NewsReader, sample_sentences: list[list[str]]
) -> None:
    chosen = sample_sentences[:60]
    one, two = (NewsReader(nlp, reader.folder, threads=n) for n in (1, 2))
    assert compare(one.analyse(chosen), two.analyse(chosen)) == 0


@pytest.mark.slow
def test_a_book_in_one_document_is_read_in_bounded_memory(
    nlp: Language, samples: list[Document]
) -> None:
    text = "\n\n".join([d.text for d in samples] * 100)
    words = text.split(" ")[:100_000]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    doc = nlp(" ".join(words))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert len(doc) > 100_000
    assert len(doc.ents) > 5_000
    assert grown < 1_500  # MiB
