"""spaCy Docs by hand: "word/TAG/dep/head" per token, heads counted from 1, 0 the root.

A fifth part is the lemma, where dictionary and form do not give it. The word "¶" is a blank line.
"""

from __future__ import annotations

from collections.abc import Sequence

import spacy
from spacy.tokens import Doc, Span, Token

from kg.extract.draft import Draft
from kg.language.lemmas import IDENTITY, lemma_of
from kg.records import Document, PartialDate
from kg.vocabulary import load_vocabulary

_VOCAB = spacy.blank("en").vocab
_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "MD": "AUX", "IN": "ADP",
    "DT": "DET", "PRP": "PRON", "PRP$": "PRON", "CD": "NUM", "TO": "PART", "CC": "CCONJ",
    "WDT": "PRON", "WP": "PRON", "POS": "PART", "$": "SYM", "EX": "PRON", "RP": "ADP",
}  # fmt: skip
_AUXILIARY = {"aux", "aux:pass", "cop"}


def _pos(tag: str, dep: str) -> str:
    if tag in _POS:
        return _POS[tag]
    if tag.startswith("VB"):
        return "AUX" if dep in _AUXILIARY else "VERB"
    if tag.startswith("JJ"):
        return "ADJ"
    return "ADV" if tag.startswith(("RB", "WRB")) else "PUNCT"


def tree(
    text: str,
    ents: Sequence[tuple[int, int, str]] = (),
    spaces: Sequence[bool] | None = None,
) -> Doc:
    """One Doc; each line of `text` is a sentence. `ents`: first token, token after, label."""
    words: list[str] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    lemmas: list[str] = []
    starts: list[bool | int | None] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        offset = len(words)
        for number, token in enumerate(line.split()):
            parts = [p.replace("\0", "/") for p in token.replace("//", "\0").split("/")]
            word, tag, dep, head = parts[:4]
            word = "\n\n" if word == "¶" else word
            pos = _pos(tag, dep)
            words.append(word)
            tags.append(tag)
            deps.append("ROOT" if head == "0" else dep)
            heads.append(offset + (number if head == "0" else int(head) - 1))
            lemma = parts[4] if len(parts) > 4 else lemma_of(word, pos, IDENTITY)
            lemmas.append("be" if lemma in {"is", "was", "were", "are", "been"} else lemma)
            starts.append(number == 0)
    doc = Doc(
        _VOCAB, words=words, spaces=list(spaces) if spaces else None, tags=tags,
        pos=[_pos(t, d) for t, d in zip(tags, deps, strict=True)], deps=deps, heads=heads,
        lemmas=lemmas, sent_starts=starts,
    )  # fmt: skip
    doc.set_ents([Span(doc, a, b, label) for a, b, label in ents])
    return doc


def draft(doc: Doc, published: str = "2024-10-23") -> Draft:
    """A draft over the shipped vocabulary."""
    date = PartialDate.from_iso(published) if published else None
    return Draft(Document(doc.text, published=date), doc, load_vocabulary())


def word(doc: Doc, text: str) -> Token:
    """The only token of this text."""
    (found,) = [token for token in doc if token.text == text]
    return found
