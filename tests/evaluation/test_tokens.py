"""Documents made of given tokens: the same tokens, printed as English is, cut or as given."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from kg.evaluation.tokens import tokens_doc
from kg.language.sentences import SentenceBoundaries


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Anna Lind , aged 40 , left .", "Anna Lind, aged 40, left."),
        ("She did n't say why ; he 's sure .", "She didn't say why; he's sure."),
        ("They ’ll pay $ 30 ( or more ) !", "They’ll pay $30 (or more)!"),
        ('" No , " he said , " never . "', '"No," he said, "never."'),
        ("“ No , ” he said .", "“No,” he said."),
        ("a state - run firm", "a state-run firm"),
        ("rates of 5 % : high", "rates of 5%: high"),
        ("-LRB- see `` above '' -RRB-", '(see "above")'),
    ],
)
def test_blanks_stand_where_they_are_usually_printed(words: str, text: str) -> None:
    doc = tokens_doc(spacy.blank("en"), [words.split()])
    assert doc.text == text
    assert len(doc) == len(words.split())


@pytest.fixture
def cutting() -> Language:
    nlp = spacy.blank("en")
    assert isinstance(nlp.add_pipe("kg_sentences"), SentenceBoundaries)
    return nlp


def test_ends_of_sentences_are_kept(cutting: Language) -> None:
    doc = tokens_doc(cutting, [["A", "title"], ["It", "left", ".", "He", "stayed", "."]])
    assert [sentence.text for sentence in doc.sents] == ["A title", "It left. He stayed."]


def test_ends_of_sentences_are_found_where_the_file_has_none(cutting: Language) -> None:
    words = 'Dr. Lind left . " I am late , " she said . Nobody heard .'.split()
    doc = tokens_doc(cutting, [words], cut=True)
    assert [sentence.text for sentence in doc.sents] == [
        "Dr. Lind left.",
        '"I am late," she said.',
        "Nobody heard.",
    ]
