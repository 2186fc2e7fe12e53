"""Where two words or phrases of a sentence stand in its parse, as the event heads see it.

The words on the path between the two, their relations and cases, and what the event lexicon says
of those words. Dependency paths between arguments carry most of what relates them (Bunescu &
Mooney 2005, "A Shortest Path Dependency Kernel for Relation Extraction").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from kg.extract.lexicon import event_lexicon
from kg.extract.phrases import top_of_name
from kg.language.labels import EVENT_LABELS, EVENT_NUMBER
from kg.language.pairs import Asked, Span

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
_LEXICON_SLOTS = (2, 3, 4, 5, 6, 7)  # of the words of a pair, those the lexicon is asked about


@dataclass(frozen=True, slots=True)
class Features:
    """One row a pair. `words` [P, 8]: tokens of the doc, -1 for none (see `ParseFeatures.of`);
    `kinds` [P, 16] categories, 0 for unknown; `types` [P, 6, 17] what the lexicon takes a word
    for."""

    words: Ints
    kinds: Ints
    types: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """One row a word. `heads` [W]: its governor, itself for a root; `kinds` [W, 3]: part of speech,
    relation, kind of entity, 0 for unknown; `types` [W, 17] what the lexicon takes it for."""

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
        upwards: dict[Span, list[Token]] = {}
        words, kinds, types = [], [], []
        known: dict[int, NDArray[np.bool_]] = {}
        for pair in pairs:
            for span in pair:
                if span is not None and span not in upwards:
                    upwards[span] = _to_root(head_of(doc, span))
            first, second = (upwards[span] if span is not None else [] for span in pair)
            row = _path(first, second)
            words.append([-1 if token is None else token.i for token in row])
            kinds.append(self._kinds(row, first, second))
            types.append([self._types(row[slot], known) for slot in _LEXICON_SLOTS])
        shape = (len(pairs), len(_LEXICON_SLOTS), len(EVENT_LABELS))
        return Features(
            np.array(words, dtype=np.int64).reshape(-1, 8),
            np.array(kinds, dtype=np.int64).reshape(-1, 16),
            np.array(types, dtype=np.bool_).reshape(shape),
        )

    def of_words(self, doc: Doc) -> WordFeatures:
        """One row for each token of the doc."""
        rows = [
            (self._pos.get(t.pos_, 0), self._deprel_of(t), _ENTITY.get(t.ent_type_, 0)) for t in doc
        ]
        types = np.array([_listed(token) for token in doc], dtype=np.bool_)
        heads = np.array([token.head.i for token in doc], dtype=np.int64)
        return WordFeatures(
            heads,
            np.array(rows, dtype=np.int64).reshape(-1, 3),
            types.reshape(-1, len(EVENT_LABELS)),
        )

    def _kinds(
        self, row: Sequence[Token | None], first: Sequence[Token], second: Sequence[Token]
    ) -> list[int]:
        a, b, meeting, towards_a, towards_b = row[:5]
        steps = [
            min(branch.index(meeting), MOST_STEPS) if meeting is not None else MOST_STEPS
            for branch in (first, second)
        ]
        passive = meeting is not None and any(c.dep_ in _PASSIVE for c in meeting.children)
        apart = b.i - a.i if a is not None and b is not None else 0
        far = int(np.searchsorted(DISTANCES, abs(apart)))
        return [
            *(self._deprel_of(token) for token in (a, b, towards_a, towards_b)),
            *steps,
            far + (len(DISTANCES) + 1) * (apart < 0),
            *(_ENTITY.get(token.ent_type_, 0) if token is not None else 0 for token in (a, b)),
            self._pos.get(meeting.pos_, 0) if meeting is not None else 0,
            self._deprel_of(meeting),
            *(_CASE.get(_case(token), 0) for token in (a, b, towards_b)),
            int(passive),
            int(meeting is not None and meeting in (a, b)),
        ]

    def _deprel_of(self, token: Token | None) -> int:
        return self._deprel.get(token.dep_, 0) if token is not None else 0

    def _types(self, token: Token | None, known: dict[int, NDArray[np.bool_]]) -> NDArray[np.bool_]:
        at = token.i if token is not None else -1
        if at not in known:
            known[at] = _listed(token)
        return known[at]


def _listed(token: Token | None) -> NDArray[np.bool_]:
    """[17] the types that the lexicon takes a word for."""
    row = np.zeros(len(EVENT_LABELS), dtype=np.bool_)
    for entry in event_lexicon().readings(token) if token is not None else ():
        row[EVENT_NUMBER[entry.type]] = True
    return row


def head_of(doc: Doc, span: Span) -> Token:
    """The head of a noun phrase, of a name its first word as UD has it."""
    return top_of_name(doc[span[0] : span[1]].root)


def _to_root(token: Token) -> list[Token]:
    out = [token]
    while out[-1].head.i != out[-1].i:
        out.append(out[-1].head)
    return out


def _path(first: Sequence[Token], second: Sequence[Token]) -> list[Token | None]:
    """Eight words of a pair, from the ways that lead up from its heads; see `ParseFeatures.of`."""
    at = {token.i: steps for steps, token in enumerate(second)}
    steps = next((n for n, token in enumerate(first) if token.i in at), None)
    row: list[Token | None] = [first[0] if first else None, second[0] if second else None]
    if steps is None:
        row += [None, None, None, None]
    else:
        other = at[first[steps].i]
        row += [
            first[steps],
            first[steps - 1] if steps else None,
            second[other - 1] if other else None,
            first[steps + 1] if steps + 1 < len(first) else None,
        ]
    return [*row, first[1] if len(first) > 1 else None, second[1] if len(second) > 1 else None]


def _case(token: Token | None) -> str:
    children: Iterable[Token] = token.children if token is not None else ()
    return next((child.lower_ for child in children if child.dep_ == "case"), "")
