"""Files that come cut into tokens, as spaCy documents on those very tokens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

BOUNDARIES = "kg_sentences"

# The Penn Treebank's spelling of brackets and quotation marks. An empty token, of which a
# corpus has one, becomes a blank: it is not read, but the numbers after it stay right.
_WRITTEN = {
    **{"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"},
    **{"": " ", "``": '"', "''": '"'},
}
_NO_BLANK_BEFORE = frozenset(
    [*".,:;!?…%)]}”»-", "...", "n't", "n’t"]
    + [f"{mark}{ending}" for mark in "'’" for ending in ("", "s", "re", "ve", "ll", "d", "m")]
)
_NO_BLANK_AFTER = frozenset("([{“«‘$£€#-")  # a hyphen that is a token parted a compound
STRAIGHT = '"'  # opens and closes in turn


def tokens_doc(nlp: Language, sentences: Sequence[Sequence[str]], *, cut: bool = False) -> Doc:
    """A document of exactly these tokens, analysed by the components of `nlp`.

    `sentences` are lists of tokens; no list is empty, and its end is kept. With `cut`, for
    files that do not say where sentences end, the pipeline's own rules find the ends.
    """
    words = [_WRITTEN.get(word, word) for sentence in sentences for word in sentence]
    starts: list[bool | int | None] = [
        i == 0 for sentence in sentences for i in range(len(sentence))
    ]
    doc = Doc(nlp.vocab, words=words, spaces=blanks(words), sent_starts=None if cut else starts)
    for name, component in nlp.pipeline:
        if cut or name != BOUNDARIES:
            doc = component(doc)
    return doc


def blanks(words: Sequence[str]) -> list[bool]:
    """Whether a blank follows each token, as English is usually printed."""
    out = []
    quoted = False
    for word, following in pairwise([*words, ""]):
        if word == STRAIGHT:
            quoted = not quoted
        opens = word in _NO_BLANK_AFTER or (word == STRAIGHT and quoted)
        closes = following.lower() in _NO_BLANK_BEFORE or (following == STRAIGHT and quoted)
        out.append(not (opens or closes or not following))
    return out
