"""A parsed text as plain Python objects, made once from the `Doc` that the pipeline wrote.

spaCy keeps a text in C: every look at a word makes a new object and finds its string anew, and
extraction looks at each word hundreds of times. The names are spaCy's, and so is their meaning.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, repeat
from operator import attrgetter
from typing import overload

import numpy as np
from spacy import attrs
from spacy.tokens import Doc as SpacyDoc

_NAMES = (attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.DEP, attrs.POS, attrs.TAG, attrs.ENT_TYPE)
_FLAGS = (attrs.IS_SPACE, attrs.IS_PUNCT, attrs.IS_ALPHA, attrs.IS_LOWER)
_NUMBERS = (attrs.IDX, attrs.SPACY, attrs.HEAD, attrs.SENT_START, attrs.ENT_IOB)
_IOB = ("", "I", "O", "B")


@dataclass(eq=False, repr=False, slots=True)
class Token:
    """A word, mark or space; each is made once, so that the same token is one object."""

    doc: Doc
    i: int
    idx: int
    text: str
    whitespace_: str
    ent_iob_: str
    lower_: str
    lemma_: str
    dep_: str
    pos_: str
    tag_: str
    ent_type_: str
    is_space: bool
    is_punct: bool
    is_alpha: bool
    is_lower: bool
    head: Token = field(init=False)  # itself for the root of a sentence
    sent: Span = field(init=False)
    children: Sequence[Token] = ()  # in text order

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, distance: int = 1) -> Token:
        """The token so far behind this one, or before it; IndexError: the text ends there."""
        if not 0 <= self.i + distance < len(self.doc):
            raise IndexError(self.i + distance)
        return self.doc[self.i + distance]

    @property
    def lefts(self) -> Sequence[Token]:
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> Sequence[Token]:
        return [child for child in self.children if child.i > self.i]

    @property
    def is_sent_start(self) -> bool:
        return self.sent.start == self.i

    @property
    def ancestors(self) -> Iterator[Token]:
        """The governors from here up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """Whether this one is above the other."""
        return any(token is self for token in other.ancestors)

    @property
    def subtree(self) -> Iterator[Token]:
        """This token and all below it, each between what hangs left and right of it."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return self.doc.tokens[self.doc.source[self.i].left_edge.i]

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree, as far as no two branches cross."""
        return self.doc.tokens[self.doc.source[self.i].right_edge.i]


@dataclass(repr=False, slots=True, unsafe_hash=True)
class Span:
    """The tokens [start, end) of a text; an entity has a label."""

    doc: Doc
    start: int
    end: int
    label_: str = ""

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end = _bounds(at, len(self))
            return Span(self.doc, self.start + start, self.start + end)
        return self.doc.tokens[self.start : self.end][at]

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        if self.end == self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        if self.start == self.end:
            return ""
        first, last = self.doc.tokens[self.start], self.doc.tokens[self.end - 1]
        return self.doc.text[first.idx : last.idx + len(last.text)]

    @property
    def sent(self) -> Span:
        """The sentence in which the span begins."""
        return self.doc.tokens[self.start].sent

    @property
    def ents(self) -> Sequence[Span]:
        """The entities that lie in the span as a whole."""
        ents = self.doc.ents  # in text order, apart from each other
        first = bisect_left(ents, self.start, key=attrgetter("start"))
        return ents[first : bisect_right(ents, self.end, key=attrgetter("end"))]

    @property
    def root(self) -> Token:
        """The token nearest to the root; of several the first, words before marks."""
        tokens = self.doc.tokens[self.start : self.end]
        inside = range(self.start, self.end)
        tops = []
        for token in tokens:
            if token.head is token:
                return token
            if token.head.i not in inside:
                tops.append(token)
        if len(tops) < 2:
            return tops[0] if tops else self.doc.tokens[self.start]
        return min(tops, key=_depth)


class Doc:
    """A text with its sentences and entities; `source` holds what else the pipeline wrote."""

    __slots__ = ("_begins", "ents", "sents", "source", "text", "tokens")

    def __init__(self, doc: SpacyDoc) -> None:
        self.source = doc
        numbers = doc.to_array(list(_NUMBERS)).astype(np.int64).T.tolist()
        begins, blanks, heads, starts, iobs = numbers
        self._begins: list[int] = begins
        keys = doc.to_array(list(_NAMES))
        known, place = np.unique(keys, return_inverse=True)
        strings = np.array([doc.vocab.strings[key] for key in known.tolist()], dtype=np.object_)
        texts, *names = strings[place.reshape(keys.shape).T].tolist()
        flags = doc.to_array(list(_FLAGS)).astype(np.bool_).T.tolist()
        spaces = [" " * blank for blank in blanks]
        self.text = "".join(chain.from_iterable(zip(texts, spaces, strict=True)))
        rest = spaces, map(_IOB.__getitem__, iobs), *names, *flags
        self.tokens = list(map(Token, repeat(self), count(), begins, texts, *rest))
        self._join(heads)
        self.sents = self._divided(starts)
        self.ents = [Span(self, ent.start, ent.end, ent.label_) for ent in doc.ents]

    def _join(self, heads: Sequence[int]) -> None:
        """Give each token its governor, `heads` tokens away, and its dependents."""
        below: dict[int, list[Token]] = {}
        for token, distance in zip(self.tokens, heads, strict=True):
            token.head = self.tokens[token.i + distance]
            if distance:
                below.setdefault(token.i + distance, []).append(token)
        for i, children in below.items():
            self.tokens[i].children = children

    def _divided(self, starts: Sequence[int]) -> Sequence[Span]:
        """The sentences, from what each token says of its place in one: 1 where one begins."""
        bounds = [i for i, start in enumerate(starts) if start == 1 or i == 0]
        out = [
            Span(self, start, end)
            for start, end in zip(bounds, [*bounds, len(self.tokens)][1:], strict=True)
        ]
        for sentence in out:
            for token in sentence:
                token.sent = sentence
        return out

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            return Span(self, *_bounds(at, len(self.tokens)))
        return self.tokens[at]

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Span | None:
        """The tokens of the characters [start, end), None where there are none.

        Where the characters end within a token: "expand" takes it, "contract" leaves it out, and
        "strict" finds nothing.
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        begins_late, ends_early = start > first.idx, end < last.idx + len(last)
        if alignment_mode == "strict":
            if begins_late or end != last.idx + len(last):
                return None
            return Span(self, first.i, last.i + 1)
        if alignment_mode == "contract":
            begin, stop = first.i + begins_late, last.i + 1 - ends_early
            return Span(self, begin, stop) if stop > begin else None
        # A space behind a token is no part of it.
        return Span(self, first.i + (start == first.idx + len(first)), last.i + 1)

    def _at(self, place: int) -> Token | None:
        """The token that a character belongs to; the space behind a token is its."""
        found = bisect_right(self._begins, place) - 1
        if found < 0 or place >= len(self.text):
            return None
        return self.tokens[found]


def _bounds(at: slice, length: int) -> tuple[int, int]:
    start, end, _ = at.indices(length)
    return start, end if end > start else start


def _depth(token: Token) -> int:
    """Steps up to the root; a mark or space that nothing hangs on comes last."""
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc)
    return sum(1 for _ in token.ancestors)
