"""Where two words or phrases of a sentence stand in its parse, as the event heads see it.

The words on the path between the two, their relations and cases, and what the event lexicon says
of those words. Dependency paths between arguments carry most of what relates them (Bunescu &
Mooney 2005, "A Shortest Path Dependency Kernel for Relation Extraction").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.extract.lexicon import event_lexicon, part_of_speech
from kg.extract.phrases import top_of_name
from kg.language.labels import EVENT_LABELS, EVENT_NUMBER
from kg.language.pairs import Asked, Span
from kg.language.plain import Doc, Token

Ints = NDArray[np.int64]

MOST_STEPS = 6  # on the way up from an actor that are told apart
DISTANCES = (1, 2, 3, 4, 6, 9, 13, 19, 28)  # words apart: the upper ends of the bins but the last
ENTITIES = (
    *("Person", "Organization", "State", "Place", "Demonym", "Role", "Date", "Quantity"),
    *("Agreement", "Misc"),
)
CASES = tuple(
    "of in to for on with at by from against between as into over about among under after before "
    "during through toward towards within without across near behind including like 's ’s".split()
)
_ENTITY = {name: number for number, name in enumerate(ENTITIES, 1)}
_CASE = {word: number for number, word in enumerate(CASES, 1)}
_PASSIVE = frozenset({"aux:pass", "nsubj:pass"})
_LEXICON_SLOTS = [2, 3, 4, 5, 6, 7]  # of the words of a pair, those the lexicon is asked about
LISTED = 2 * len(EVENT_LABELS)  # types of the entries of a word, then those it hints at


@dataclass(frozen=True, slots=True)
class Features:
    """One row a pair. `words` [P, 8]: tokens of the doc, -1 for none (see `ParseFeatures.of`);
    `kinds` [P, 16] categories, 0 for unknown; `types` [P, 6, 34] what the lexicon takes a word
    for (`LISTED`)."""

    words: Ints
    kinds: Ints
    types: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """One row a word. `heads` [W]: its governor, itself for a root; `kinds` [W, 3]: part of speech,
    relation, kind of entity, 0 for unknown; `types` [W, 34] what the lexicon takes it for
    (`LISTED`)."""

    heads: Ints
    kinds: Ints
    types: NDArray[np.bool_]


class ParseFeatures:
    """What the event heads see beside word vectors; `labels` are those of the parser."""

    def __init__(self, labels: Mapping[str, Sequence[str]]) -> None:
        self._deprel = {name: number for number, name in enumerate(labels["deprel"], 1)}
        self._pos = {name: number for number, name in enumerate(labels["upos"], 1)}

    def of(self, doc: Doc, pairs: Sequence[Asked]) -> Features:
        """One row for each pair.

        `words`: the heads of the two, the lowest word that governs both, its dependents
        towards either, its own governor, and the governors of the two heads.
        """
        upwards: dict[Span, list[int]] = {}
        words, steps = [], []
        for pair in pairs:
            for span in pair:
                if span is not None and span not in upwards:
                    upwards[span] = _to_root(head_of(doc, span))
            first, second = (upwards[span] if span is not None else [] for span in pair)
            row, ways = _path(first, second)
            words.append(row)
            steps.append(ways)
        at = np.array(words, dtype=np.int64).reshape(-1, 8)
        asked, place = np.unique(at, return_inverse=True)
        place = place.reshape(at.shape)
        tokens = [doc[i] if i >= 0 else None for i in asked.tolist()]
        seen = np.array([self._seen(token) for token in tokens], dtype=np.int64).reshape(-1, 5)
        types = _listed(tokens)
        ways_up = np.array(steps, dtype=np.int64).reshape(-1, 2)
        return Features(at, _kinds(at, seen[place], ways_up), types[place[:, _LEXICON_SLOTS]])

    def of_words(self, doc: Doc) -> WordFeatures:
        """One row for each token of the doc."""
        rows = [
            (self._pos.get(t.pos_, 0), self._deprel_of(t), _ENTITY.get(t.ent_type_, 0)) for t in doc
        ]
        heads = np.array([token.head.i for token in doc], dtype=np.int64)
        return WordFeatures(
            heads,
            np.array(rows, dtype=np.int64).reshape(-1, 3),
            _listed(list(doc)),
        )

    def _seen(self, token: Token | None) -> tuple[int, int, int, int, bool]:
        """The relation, kind of entity, part of speech and case of a word, and whether it is
        passive."""
        if token is None:
            return 0, 0, 0, 0, False
        below = list(token.children)
        case = next((child.lower_ for child in below if child.dep_ == "case"), "")
        return (
            self._deprel_of(token),
            _ENTITY.get(token.ent_type_, 0),
            self._pos.get(token.pos_, 0),
            _CASE.get(case, 0),
            any(child.dep_ in _PASSIVE for child in below),
        )

    def _deprel_of(self, token: Token | None) -> int:
        return self._deprel.get(token.dep_, 0) if token is not None else 0


def _listed(tokens: Sequence[Token | None]) -> NDArray[np.bool_]:
    """[tokens, 34] the types that the lexicon takes each for."""
    out = np.zeros((len(tokens), LISTED), dtype=np.bool_)
    for row, token in enumerate(tokens):
        types = _types(token.lemma_.lower(), part_of_speech(token)) if token is not None else None
        if types is not None:  # few words are listed
            out[row] = types
    return out


@lru_cache(maxsize=1 << 16)
def _types(lemma: str, part: str) -> NDArray[np.bool_] | None:
    lexicon = event_lexicon()
    entries = lexicon.entries.get((lemma, part), ())
    hints = lexicon.hints.get((lemma, part), ())
    if not entries and not hints:
        return None
    row = np.zeros(LISTED, dtype=np.bool_)
    row[[EVENT_NUMBER[entry.type] for entry in entries]] = True
    row[[len(EVENT_LABELS) + EVENT_NUMBER[kind] for kind in hints]] = True
    return row


def head_of(doc: Doc, span: Span) -> Token:
    """The head of a noun phrase, of a name its first word as UD has it."""
    return top_of_name(doc[span[0] : span[1]].root)


def _to_root(token: Token) -> list[int]:
    out = [token.i]
    while (above := token.head).i != token.i:
        token = above
        out.append(token.i)
    return out


def _path(first: Sequence[int], second: Sequence[int]) -> tuple[list[int], tuple[int, int]]:
    """Eight words of a pair, from the ways that lead up from its heads, -1 for none, and the steps
    up to where the ways meet; see `ParseFeatures.of`."""
    at = {token: steps for steps, token in enumerate(second)}
    one = next((n for n, token in enumerate(first) if token in at), None)
    row = [first[0] if first else -1, second[0] if second else -1]
    if one is None:
        ways = MOST_STEPS, MOST_STEPS
        row += [-1, -1, -1, -1]
    else:
        other = at[first[one]]
        ways = min(one, MOST_STEPS), min(other, MOST_STEPS)
        row += [
            first[one],
            first[one - 1] if one else -1,
            second[other - 1] if other else -1,
            first[one + 1] if one + 1 < len(first) else -1,
        ]
    return [*row, *(way[1] if len(way) > 1 else -1 for way in (first, second))], ways


def _kinds(at: Ints, seen: Ints, ways: Ints) -> Ints:
    """[P, 16] categories, from the words of pairs and what `ParseFeatures._seen` says of them."""
    relation, entity, pos, case, passive = np.moveaxis(seen, -1, 0)
    a, b, meeting, towards_a, towards_b = range(5)
    both = (at[:, a] >= 0) & (at[:, b] >= 0)
    apart = np.where(both, at[:, b] - at[:, a], 0)
    far = np.searchsorted(DISTANCES, np.abs(apart)) + (len(DISTANCES) + 1) * (apart < 0)
    is_own = (at[:, meeting] >= 0) & ((at[:, [a, b]] == at[:, [meeting]]).any(1))
    columns = [
        *(relation[:, word] for word in (a, b, towards_a, towards_b)),
        *(ways[:, 0], ways[:, 1], far, entity[:, a], entity[:, b]),
        *(pos[:, meeting], relation[:, meeting]),
        *(case[:, word] for word in (a, b, towards_b)),
        *(passive[:, meeting], is_own),
    ]
    return np.stack(columns, axis=1).astype(np.int64)
