"""A stand-in for the model of events, with answers by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.extract.classified import BIAS, WEIGHTS
from kg.extract.scoring import Part, Reading
from kg.language.labels import EVENT_LABELS, ROLES
from kg.language.pairs import Asked

Chances = Mapping[str, float]  # by label; NONE has what is left
SUREST = 1 / (1 + math.exp(-BIAS))  # the score of what nothing speaks against


class Answers:
    """Knows by their texts what some words tell of, what some candidates are to some words, and
    the types of some pairs; all else is NONE. A span that is None reads as the whole text.

    `read_of`, `parts` and `asked` are what it was asked: sentences by their first words, words
    with types and candidates, and pairs.
    """

    def __init__(
        self,
        words: Mapping[str, Chances] | None = None,
        roles: Mapping[tuple[str, str], Chances] | None = None,
        pairs: Mapping[tuple[str, str], Chances] | None = None,
    ) -> None:
        self.words, self.of_parts, self.of_pairs = dict(words or {}), roles or {}, pairs or {}
        self.read_of: list[str] = []
        self.parts: list[tuple[str, str, str]] = []
        self.asked: list[tuple[str, str]] = []

    def __or__(self, other: Answers) -> Answers:
        """What either knows; where both know something of the same, what the other does. But the
        types of a pair add up, and share what there is."""
        pairs = dict(self.of_pairs)
        for pair, chances in other.of_pairs.items():
            both = {**pairs.get(pair, {}), **chances}
            most = max(1.0, sum(both.values()))
            pairs[pair] = {label: chance / most for label, chance in both.items()}
        return Answers({**self.words, **other.words}, {**self.of_parts, **other.of_parts}, pairs)

    def read(self, doc: Doc, starts: Sequence[int]) -> Reading:
        self.read_of += [doc[start].text for start in starts]
        sentences = {
            sent.start: [token.i for token in sent if not token.is_space]
            for sent in doc.sents
            if sent.start in starts
        }
        start_of = np.full(len(doc), -1)
        triggers = _rows([{}] * len(doc), EVENT_LABELS)
        for start, words in sentences.items():
            start_of[start : doc[start].sent.end] = start
            known = [self.words.get(doc[i].text, {}) for i in words]
            triggers[words] = _rows(known, EVENT_LABELS)
        vectors = np.zeros((len(doc), 0), dtype=np.float32)
        return Reading(doc, sentences, start_of, vectors, triggers)

    def roles(self, reading: Reading, parts: Sequence[Part]) -> NDArray[np.float32]:
        doc = reading.doc
        texts = [(doc[one.trigger].text, text_of(doc, one.candidate)) for one in parts]
        self.parts += [(word, p.type, who) for (word, who), p in zip(texts, parts, strict=True)]
        return _rows([self.of_parts.get(key, {}) for key in texts], ROLES)

    def pairs(self, reading: Reading, pairs: Sequence[Asked]) -> NDArray[np.float32]:
        return self.events(reading.doc, pairs)

    def events(self, doc: Doc, pairs: Sequence[Asked]) -> NDArray[np.float32]:
        texts = [(text_of(doc, one), text_of(doc, other)) for one, other in pairs]
        self.asked += texts
        return _rows([self.of_pairs.get(key, {}) for key in texts], EVENT_LABELS)


def deed(actor: str, kind: str, word: str, recipient: str, score: float = SUREST) -> Answers:
    """Knows one word, who acts in it and who is acted upon, and the type of the two; believed as
    much as `score` says, for the word and the roles alike."""
    assert 0 < score <= SUREST
    each = math.exp((math.log(score / (1 - score)) - BIAS) / sum(WEIGHTS[:3]))
    each = min(each, 1.0)  # but for rounding it is
    roles = {(word, actor): {"ACTOR": each}, (word, recipient): {"RECIPIENT": each}}
    return Answers({word: {kind: each}}, roles, {(actor, recipient): {kind: 1.0}})


def likely(*probabilities: float) -> float:
    """The score of a type of two: of the word, the one's and the other's role, and by the model of
    pairs of the type and of any event."""
    odds = math.exp(BIAS)
    for probability, weight in zip(probabilities, WEIGHTS, strict=True):
        odds *= probability**weight
    return odds / (1 + odds)


def text_of(doc: Doc, span: tuple[int, int] | None) -> str:
    return doc.text if span is None else doc[slice(*span)].text


def _rows(known: Sequence[Chances], labels: Sequence[str]) -> NDArray[np.float32]:
    out = np.zeros((len(known), len(labels)), dtype=np.float32)
    for row, chances in zip(out, known, strict=True):
        assert set(chances) < set(labels) and sum(chances.values()) <= 1 + 1e-6
        for label, chance in chances.items():
            row[labels.index(label)] = chance
        row[0] = 1 - row[1:].sum()
    return out
