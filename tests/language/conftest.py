"""The shipped pipeline and the packaged articles, read once."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.language import FURNITURE, load
from kg.language.reader import NewsReader, sentence_words
from kg.read import ReadOptions, read
from kg.records import Document
from kg.resources import SAMPLES


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="session")
def reader(nlp: Language) -> NewsReader:
    component = nlp.get_pipe("kg_reader")
    assert isinstance(component, NewsReader)
    return component


@pytest.fixture(scope="session")
def samples() -> list[Document]:
    return [d for d in read([str(SAMPLES)], ReadOptions()) if isinstance(d, Document)]


@pytest.fixture(scope="session")
def sample_sentences(nlp: Language, samples: list[Document]) -> list[list[str]]:
    out = []
    for document in samples:
        doc = nlp.make_doc(document.text)
        doc.user_data[FURNITURE] = document.furniture
        nlp.get_pipe("kg_sentences")(doc)
        out += [[doc[i].text for i in row] for row in sentence_words(doc)]
    return out
