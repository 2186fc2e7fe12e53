"""Sentence boundaries by rule, for news: headlines, quotes, titles and "U.S." kept whole.

A line break ends a sentence unless the text is hard-wrapped; inside a line a stop does,
unless it belongs to an abbreviation. The lists are in sentences.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import spacy
import yaml
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

_LISTS = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
BEFORE_NAMES = frozenset(_LISTS["before_names"])
STARTERS = frozenset(_LISTS["starters"])
FURNITURE = "furniture"  # key in Doc.user_data: character ranges not to be read
STOPS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’)]»")
OPENERS = frozenset("\"'“‘([«")
MAX_WORDS = 120
_DATELINE = re.compile(
    r"[^\S\n]*[A-Z][A-Z.'’]+(?:[ -][A-Z][A-Z.'’]+){0,3}(?:,(?:[^\n—–:.]|(?<=[A-Za-z])\.){2,40})?"
    r"(?:[^\S\n]*\([^)\n]{2,40}\))?[^\S\n]*(?:—|–|--?)[^\S\n]+(?=\S)"
)
_NEWLINES = re.compile(r"\n+")
# Words with a space between, not "word, maybe a space" five times over: that would try every
# way to cut a long run of capitals in five.
_SPEAKER = re.compile(
    r"[^\S\n]*[A-Z][\w.'’-]*(?:[^\S\n][A-Z][\w.'’-]*){0,4}[^\S\n]?:[^\S\n]+(?=[A-Z“\"])"
)


class SentenceBoundaries:
    """Sets `is_sent_start` on every token; a pure function of the text."""

    def __call__(self, doc: Doc) -> Doc:
        flags = np.full((len(doc), 1), -1, dtype=np.int64)  # -1: known not to start one
        flags[sorted(boundaries(doc))[: len(doc)], 0] = 1
        # One call: setting token after token looks at the whole document each time.
        doc.from_array([SENT_START], flags.astype(np.uint64))  # type: ignore[arg-type]
        return doc


@Language.factory("kg_sentences")
def make_sentences(nlp: Language, name: str) -> SentenceBoundaries:
    return SentenceBoundaries()


@cache
def _splitter() -> Language:
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("kg_sentences")
    return nlp


def cut(text: str) -> list[tuple[int, int]]:
    """Character ranges [start, end) of the sentences of a text, without reading it any further."""
    doc = _splitter()(text)
    found = [(one.start_char, one.end_char) for one in doc.sents]
    return [(a, b) for a, b in found if text[a:b].strip()]


def boundaries(doc: Doc) -> set[int]:
    """Indices of the tokens that start a sentence."""
    wrapped = is_hard_wrapped(doc.text)
    opened = label_ends(doc.text, [end for _, end in doc.user_data.get(FURNITURE, ())])
    starts = {0}
    quotes_open = False
    last = 0
    previous: Token | None = None
    after_break = after_stop = False
    for token in doc:
        text = token.text
        if token.is_space:
            if "\n" in text and _breaks(text, previous, doc, token.i, wrapped):
                after_break = True
            continue
        if token.idx in opened:
            after_break = True
        closing = text in CLOSERS and (text not in {'"', "'"} or quotes_open or text == "'")
        if after_break or (after_stop and not closing and _can_start(token, doc)):
            starts.add(token.i)
            last = token.i
            if after_break:
                quotes_open = False
            after_stop = False
        elif token.i - last >= MAX_WORDS and previous is not None and previous.text in {",", ";"}:
            starts.add(token.i)
            last = token.i
        after_break = False
        if text == '"':
            quotes_open = not quotes_open
        if _stops(token, doc):
            after_stop = True
        elif not (closing and after_stop):
            after_stop = False
        previous = token
    return starts


def label_ends(text: str, furniture_ends: Sequence[int] = ()) -> set[int]:
    """Where the text goes on after a dateline ("SEOUL, 22 October —") or a speaker ("Dr. Kim:").

    Neither is part of the sentence that follows; nor is page furniture before a dateline.
    """
    starts = {0, *(match.end() for match in _NEWLINES.finditer(text)), *furniture_ends}
    found = (pattern.match(text, start) for start in starts for pattern in (_DATELINE, _SPEAKER))
    return {match.end() for match in found if match}


def is_hard_wrapped(text: str) -> bool:
    """True when lines look cut at a fixed width rather than at paragraph ends."""
    lines = [line for line in text.split("\n") if line.strip()]
    inner = [a for a, b in pairwise(lines) if len(a) >= 40 and b[:1].islower()]
    return len(lines) >= 4 and len(inner) >= len(lines) / 4 and max(map(len, lines)) <= 120


def _breaks(text: str, previous: Token | None, doc: Doc, index: int, wrapped: bool) -> bool:
    if not wrapped or text.count("\n") > 1 or previous is None:
        return True
    following = doc[index + 1].text if index + 1 < len(doc) else ""
    return previous.text in STOPS and not following[:1].islower()


def _stops(token: Token, doc: Doc) -> bool:
    text = token.text
    if text == "." and token.i and doc[token.i - 1].text + "." in BEFORE_NAMES:
        return doc[token.i - 1].text == "No" and not _next_word(doc, token.i)[:1].isdigit()
    if text in STOPS or set(text) <= STOPS:
        return True
    if not text.endswith(".") or len(text) < 2 or text in BEFORE_NAMES:
        return False
    # An abbreviation ends a sentence only before a word that commonly starts one.
    following = _next_word(doc, token.i)
    return following in STARTERS and not re.fullmatch(r"[A-Z]\.", text)


def _next_word(doc: Doc, index: int) -> str:
    for token in doc[index + 1 : index + 4]:
        if not token.is_space and token.text not in OPENERS:
            return str(token.text)
    return ""


def _can_start(token: Token, doc: Doc) -> bool:
    first = token.text[:1]
    if token.text in OPENERS:
        return True
    return first.isupper() or first.isdigit() or not first.isascii() or first in "$£€#-–—•*"
