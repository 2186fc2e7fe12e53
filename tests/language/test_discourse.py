"""Beyond the sentence: chains, attribution and factuality in the Doc, scores of single pairs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.language import FURNITURE
from kg.language.coreference import EQUAL, FEATURES, PART
from kg.language.discourse import (
    LEAST,
    ROWS,
    WEIGHTS,
    Coreference,
    attributions,
    chain_scores,
    chains,
    document_candidates,
    factualities,
    parts,
)
from kg.language.sentences import SentenceBoundaries
from kg.records import Document

pytestmark = pytest.mark.model

TEXT = (
    "Ann Lund met the rebels near the border on Monday. She praised the rebels, “who kept "
    "their word,” her office said.\n\nLund left for Oslo. The border stayed closed, it added."
)


@pytest.fixture(scope="module")
def read_samples(nlp: Language, samples: list[Document]) -> list[Doc]:
    docs = []
    for document in samples[:5]:
        doc = nlp.make_doc(document.text)
        doc.user_data[FURNITURE] = document.furniture
        docs.append(nlp(doc))
    return docs


class ByStrings:
    """In place of coreference.onnx: texts that relate as `wanted` corefer, the nearer the surer."""

    def __init__(self, *wanted: int) -> None:
        self.wanted = wanted

    def run(self, names: Sequence[str], given: dict[str, NDArray[Any]]) -> list[NDArray[Any]]:
        likeness = given["features"][:, 1]
        strings = likeness // (FEATURES["same"] * FEATURES["in"]) % FEATURES["strings"]
        near = 1 / (1 + given["later"] - given["earlier"])
        return [np.where(np.isin(strings, self.wanted), near, LEAST - near).astype(np.float32)]


def texts(doc: Doc, *wanted: int) -> list[list[str]]:
    """The chains that such scores make."""
    component = Coreference(WEIGHTS, threads=1)
    component.session = ByStrings(*wanted)
    return [[doc[start:end].text for start, end in chain] for chain in chains(component(doc))]


# -- candidates in the tokens of a text ------------------------------------------------------------


def test_candidates_point_at_the_tokens_of_the_text(nlp: Language) -> None:
    doc = nlp("  Ann  Lund\tleft.\n\nThe  envoy  met\ther .")
    found = {doc[one.start : one.end].text: one for one in document_candidates(doc)}
    assert {"Ann  Lund", "The  envoy", "her"} <= set(found)
    assert found["Ann  Lund"].kind == "name"
    assert found["her"].kind == "pronoun"
    assert doc[found["The  envoy"].head].text == "envoy"
    assert found["Ann  Lund"].sentence < found["The  envoy"].sentence == found["her"].sentence


def test_candidates_of_articles_are_in_order_and_inside(read_samples: list[Doc]) -> None:
    for doc in read_samples:
        found = document_candidates(doc)
        assert len(found) > len(doc) / 10
        assert all(0 <= one.start <= one.head < one.end <= len(doc) for one in found)
        assert found == sorted(found, key=lambda one: (one.start, -one.end))
        assert len({(one.start, one.end) for one in found}) == len(found)
        assert all(a.sentence <= b.sentence for a, b in pairwise(found))
        assert not any(doc[i].is_space for one in found for i in (one.start, one.end - 1))


# -- chains ----------------------------------------------------------------------------------------


def test_chains_are_two_or_more_mentions_of_the_text(read_samples: list[Doc]) -> None:
    for doc in read_samples:
        mentions = {(one.start, one.end) for one in document_candidates(doc)}
        for chain in chains(doc):
            assert len(chain) >= 2
            assert set(chain) <= mentions
            assert chain == sorted(chain, key=lambda span: (span[0], -span[1]))


def test_no_mention_is_in_two_chains(read_samples: list[Doc]) -> None:
    for doc in read_samples:
        spans = [span for chain in chains(doc) for span in chain]
        assert len(set(spans)) == len(spans)


def test_mentions_that_corefer_are_chained(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert ["Ann Lund", "Lund"] in texts(doc, PART)
    assert ["the border", "The border"] in texts(doc, EQUAL)


def test_a_mention_links_to_the_best_of_several(nlp: Language) -> None:
    doc = nlp("Ann Lund spoke. Eve Lund wept. Lund left.")
    assert texts(doc, PART) == [["Eve Lund", "Lund"]]  # the nearer


def test_a_score_that_is_not_above_the_least_is_no_link(nlp: Language) -> None:
    class Unsure:
        def run(self, names: Sequence[str], given: dict[str, Any]) -> list[NDArray[Any]]:
            return [np.full(len(given["later"]), LEAST, dtype=np.float32)]

    component = Coreference(WEIGHTS, threads=1)
    component.session = Unsure()
    assert chains(component(nlp(TEXT))) == []


def test_chains_go_on_over_mentions_scored_at_once(nlp: Language) -> None:
    count = ROWS + 40
    (found,) = texts(nlp("Lund spoke. " * count), EQUAL)
    assert found == ["Lund"] * count


def test_two_runs_make_the_same_chains(nlp: Language) -> None:
    one, two = nlp(TEXT), nlp(TEXT)
    assert chains(one) == chains(two)
    alone = Coreference(WEIGHTS, threads=1)(two)
    assert chains(alone) == chains(one)


def test_missing_folder_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="coreference.onnx"):
        Coreference(tmp_path)


# -- attribution and factuality --------------------------------------------------------------------


def test_parts_of_attributions_are_spans_in_order(read_samples: list[Doc]) -> None:
    assert any(parts(doc) for doc in read_samples)
    for doc in read_samples:
        found = parts(doc)
        for part in found:
            assert part.role in {"Source", "Cue", "Content"}
            assert 0 <= part.start < part.end <= len(doc)
            assert 0 < part.score <= 1
            assert 0 <= part.cue < len(doc)
            assert not doc[part.start].is_space and not doc[part.end - 1].is_space
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert attributions(doc) == [part[:4] for part in found]


def test_cues_are_words_of_the_text_that_was_read(read_samples: list[Doc]) -> None:
    for doc in read_samples:
        assert all(doc[part.cue].tag_ != "_SP" for part in parts(doc))


def test_factualities_are_within_their_scale(read_samples: list[Doc]) -> None:
    for doc in read_samples:
        found = factualities(doc)
        assert found.shape == (len(doc),)
        assert found.dtype == np.float32
        assert np.abs(found).max() < 5  # -3 … 3 is what training shows the model


# -- page furniture, and nothing at all ------------------------------------------------------------


def test_page_furniture_is_in_nothing(nlp: Language) -> None:
    text = "Ann Lund and her party\nAnn Lund met Kim.\nShe left.\nRead: Lund said she won."
    doc = nlp.make_doc(text)
    last = text.index("Read")
    doc.user_data[FURNITURE] = ((0, 22), (last, len(text)))
    doc = nlp(doc)
    spans = [(one.start, one.end) for one in document_candidates(doc)]
    spans += [(part.start, part.end) for part in parts(doc)]
    spans += [span for chain in chains(doc) for span in chain]
    assert spans
    assert all(22 <= doc[start].idx and doc[end - 1].idx < last for start, end in spans)
    assert not factualities(doc)[[t.i for t in doc if t.idx < 22 or t.idx >= last]].any()


@pytest.mark.parametrize("text", ["", "   ", "\n\n", ".", "Yes."])
def test_a_text_without_mentions_has_no_chains(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert document_candidates(doc) == []
    assert chains(doc) == []
    assert len(factualities(doc)) == len(doc)


def test_a_text_that_another_pipeline_read_has_nothing() -> None:
    doc = spacy.blank("en")("Ann Lund said she left.")
    assert chains(doc) == parts(doc) == attributions(doc) == []
    assert factualities(doc).tolist() == [0] * len(doc)


def test_a_text_that_nobody_parsed_has_no_chains() -> None:
    doc = SentenceBoundaries()(spacy.blank("en")("Ann Lund said she left."))
    assert chains(Coreference(WEIGHTS, threads=1)(doc)) == []


# -- single pairs ----------------------------------------------------------------------------------


def span(doc: Doc, phrase: str) -> tuple[int, int]:
    start = doc.text.index(phrase)
    found = doc.char_span(start, start + len(phrase))
    assert found is not None
    return found.start, found.end


def test_chain_scores_are_probabilities(nlp: Language) -> None:
    doc = nlp(TEXT)
    names = [span(doc, "Ann Lund"), span(doc, "Oslo")]  # before the pronoun, and after it
    found = chain_scores(doc, span(doc, "She"), names)
    assert len(found) == 2
    assert all(isinstance(score, float) and 0 <= score <= 1 for score in found)


def test_every_pair_is_judged_by_itself(nlp: Language) -> None:
    doc = nlp(TEXT)
    she, names = span(doc, "She"), [span(doc, "Ann Lund"), span(doc, "Oslo")]
    together = chain_scores(doc, she, names)
    assert together == chain_scores(doc, she, names[::-1])[::-1]
    assert together == [chain_scores(doc, she, [name])[0] for name in names]
    assert together[0] != together[1]


def test_a_name_within_the_pronouns_phrase_has_a_score(nlp: Language) -> None:
    doc = nlp("Her party left. Lund spoke.")
    assert len(chain_scores(doc, (0, 1), [(0, 2), (0, 1), (4, 5)])) == 3


def test_no_names_no_chain_scores(nlp: Language) -> None:
    assert chain_scores(nlp(TEXT), (0, 1), []) == []
