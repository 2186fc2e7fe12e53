"""Windows: what the encoder sees at once, and how their readings are put together again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from spacy.language import Language

from kg.language.discourse import parts
from kg.language.reader import BATCH, INPUTS, MAX_PIECES, WINDOW, NewsReader, Window

pytestmark = pytest.mark.model

SENTENCE = "Kim left Seoul again on Monday .".split()


def windows(
    reader: NewsReader, sentences: Sequence[Sequence[str]], *, together: bool = True
) -> list[Window]:
    found = [w for rows, _ in reader.batches(sentences, together=together) for w in rows]
    return sorted(found, key=lambda window: window.sentences.start)


def test_sentences_of_one_document_share_windows(reader: NewsReader) -> None:
    found = windows(reader, [SENTENCE] * 40)
    assert [len(window.sentences) for window in found] == [10] * 4  # 70 words and no more
    assert [window.first_word for window in found] == [0, 70, 140, 210]
    assert found[0].sizes == (7,) * 10
    assert len(found[0].pieces.first) == 70


def test_windows_hold_as_many_whole_sentences_as_fit(
    reader: NewsReader, sample_sentences: list[list[str]]
) -> None:
    found = windows(reader, sample_sentences)
    numbers = [number for window in found for number in window.sentences]
    assert numbers == list(range(len(sample_sentences)))
    for window, following in pairwise(found):
        assert sum(window.sizes) <= WINDOW or len(window.sizes) == 1
        assert sum(window.sizes) + following.sizes[0] > WINDOW
        assert following.first_word == window.first_word + sum(window.sizes)


def test_apart_every_sentence_has_a_window_of_its_own(reader: NewsReader) -> None:
    sentences = [SENTENCE, ["Kim"], SENTENCE * 30]
    assert [w.sizes for w in windows(reader, sentences, together=False)] == [(7,), (1,), (210,)]


def test_a_long_sentence_does_not_share_its_window(reader: NewsReader) -> None:
    sentences = [SENTENCE, ["word"] * 200, SENTENCE]
    assert [window.sizes for window in windows(reader, sentences)] == [(7,), (200,), (7,)]


def test_sentences_of_many_pieces_share_no_window(reader: NewsReader) -> None:
    heavy = [f"{i * 7919**9:040x}" for i in range(20)]
    found = windows(reader, [heavy] * 4)
    assert [len(window.sentences) for window in found] == [1] * 4
    assert all(len(window.pieces.ids) <= MAX_PIECES for window in found)


def test_words_of_too_many_pieces_keep_their_first_piece(reader: NewsReader) -> None:
    heavy = [f"{i * 7919**9:040x}" for i in range(60)]
    (window,) = windows(reader, [heavy])
    assert len(reader.pieces.encode(heavy).ids) > MAX_PIECES
    assert window.pieces.first == list(range(1, 61))
    assert len(window.pieces.ids) == len(window.pieces.shapes) == 62


def test_the_encoder_gets_windows_of_like_length(
    reader: NewsReader, sample_sentences: list[list[str]]
) -> None:
    lengths = []
    for rows, given in reader.batches(sample_sentences):
        assert tuple(given) == INPUTS
        assert len({len(values) for values in given.values()}) == 1
        assert len(rows) <= BATCH
        lengths += given["mask"].sum(1).tolist()
        for window, sentence, first in zip(rows, given["sentence"], given["first"], strict=True):
            count = sum(window.sizes)
            assert sentence[:count].max() + 1 == len(window.sizes)
            assert (first[:count] > 0).all() and not first[count:].any()
    assert lengths == sorted(lengths)


def test_a_sentence_is_read_in_the_light_of_its_neighbours(reader: NewsReader) -> None:
    sentences = [["Kim", "left", "."], ["He", "met", "Lee", "."]]
    alone = reader.analyse(sentences[1:])[0].vectors

    def change(together: bool) -> float:
        found = reader.analyse(sentences, together=together)[1].vectors
        return float(np.abs(found - alone).mean())

    assert change(together=True) > 2 * change(together=False)  # which int8 scales alone bring about


def test_heads_and_cues_stay_within_reach(
    reader: NewsReader, sample_sentences: list[list[str]]
) -> None:
    analyses = reader.analyse(sample_sentences)
    for window in windows(reader, sample_sentences):
        end = window.first_word + sum(window.sizes)
        for number, size in zip(window.sentences, window.sizes, strict=True):
            found = analyses[number]
            assert found.vectors.shape == (size, reader.width)
            assert found.heads.min() == 0 and found.heads.max() <= size
            assert window.first_word <= found.link.min() and found.link.max() < end


def test_nothing_to_read_gives_nothing(reader: NewsReader) -> None:
    assert reader.analyse([]) == []
    assert reader.analyse([], together=False) == []


# -- attribution over the edge of a window ---------------------------------------------------------


class Scripted:
    """The encoder, but for the roles of attribution: first, middle and last word of a window."""

    def __init__(self, reader: NewsReader, first: str, middle: str, last: str) -> None:
        self.session = reader.session
        self.labels = reader.labels["attribution"]
        self.roles = first, middle, last

    def run(self, names: Sequence[str], given: dict[str, NDArray[np.int64]]) -> list[Any]:
        out = self.session.run(names, given)
        logits = np.zeros_like(out[names.index("attribution")])
        first, middle, last = map(self.labels.index, self.roles)
        logits[:, :, middle] = 20
        for row, count in enumerate((given["first"] > 0).sum(1)):
            logits[row, 0] = np.eye(len(self.labels))[first] * 20
            logits[row, count - 1] = np.eye(len(self.labels))[last] * 20
        out[names.index("attribution")] = logits
        return list(out)


def roles(
    nlp: Language, reader: NewsReader, first: str, middle: str, last: str
) -> list[tuple[str, int, int]]:
    """The parts of a text of 210 words, which are three windows of 70."""
    component = NewsReader(nlp, reader.folder, threads=1)
    component.session = Scripted(component, first, middle, last)
    doc = nlp.get_pipe("kg_sentences")(nlp.make_doc("Kim left Seoul again on Monday. " * 30))
    assert len(doc) == 210
    found = parts(component(doc))
    assert all(0.9 < part.score <= 1 and 0 <= part.cue < len(doc) for part in found)
    return [(part.role, part.start, part.end) for part in found]


def test_a_span_goes_on_over_the_edge_of_a_window(nlp: Language, reader: NewsReader) -> None:
    found = roles(nlp, reader, "B-Content", "I-Content", "I-Content")
    assert found == [("Content", 0, 210)]


def test_one_word_on_each_side_of_the_edge_is_one_span(nlp: Language, reader: NewsReader) -> None:
    found = roles(nlp, reader, "B-Content", "O", "B-Content")
    assert found == [
        ("Content", 0, 1),
        ("Content", 69, 71),
        ("Content", 139, 141),
        ("Content", 209, 210),
    ]


def test_a_span_that_ends_before_the_edge_ends(nlp: Language, reader: NewsReader) -> None:
    found = roles(nlp, reader, "B-Content", "I-Content", "O")
    assert found == [("Content", 0, 69), ("Content", 70, 139), ("Content", 140, 209)]


def test_spans_of_two_roles_do_not_join(nlp: Language, reader: NewsReader) -> None:
    found = roles(nlp, reader, "B-Content", "O", "B-Source")
    assert ("Source", 69, 70) in found and ("Content", 70, 71) in found
