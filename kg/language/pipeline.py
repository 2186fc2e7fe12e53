"""`load()`: the shipped pipeline, or any other spaCy pipeline by name."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language

# Importing the modules registers their spaCy factories.
from kg.errors import ModelError
from kg.language import discourse, reader, sentences

SHIPPED = "kg_news"
WEIGHTS_VERSION = "3"  # raise it with every change of kg/language/weights


@lru_cache(maxsize=2)
def load(name: str = SHIPPED, threads: int = 0) -> Language:
    """An ordinary spaCy `Language` with sentences, tags, lemmas, parse and entities.

    `threads` = 0 lets onnxruntime take all cores. Any installed spaCy pipeline
    ("en_core_web_trf") can stand in by `name`.
    """
    if name != SHIPPED:
        if find_spec(name) is None:
            raise ModelError(f"spaCy pipeline {name!r} is not installed: pip install {name}")
        return spacy.load(name)
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("kg_sentences")
    nlp.add_pipe("kg_reader", config={"threads": threads})
    # A second pool of threads would spin beside the first one and slow it.
    nlp.add_pipe("kg_coreference", config={"threads": 1})
    nlp.meta["name"] = "news"
    return nlp


def load_reader(folder: Path) -> Language:
    """Sentences, tags, parse and entities with the weights in `folder`, as training exports them.

    Raises ModelError where they cannot be read.
    """
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_sentences")
    nlp.add_pipe("kg_reader", config={"folder": str(folder)})
    return nlp


__all__ = ["SHIPPED", "discourse", "load", "load_reader", "reader", "sentences"]
