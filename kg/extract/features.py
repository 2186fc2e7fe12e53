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
_NOWHERE: Mapping[int, int] = {}  # above a span that is missing
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

    def of(self, doc: Doc, pairs: Sequence[Asked], known: WordFeatures | None = None) -> Features:
        """One row for each pair; `known` is what `of_words` says of the doc.

        `words`: the heads of the two, the lowest word that governs both, its dependents
        towards either, its own governor, and the governors of the two heads.
        """
        known = known or self.of_words(doc)
        upwards: dict[Span, Mapping[int, int]] = {}
        words, steps = [], []
        for pair in pairs:
            for span in pair:
                if span is not None and span not in upwards:
                    upwards[span] = _to_root(head_of(doc, span))
            first, second = (upwards[span] if span is not None else _NOWHERE for span in pair)
            row, ways = _path(first, second)
            words.append(row)
            steps.append(ways)
        at = np.array(words, dtype=np.int64).reshape(-1, 8)
        seen, types = _seen(doc, known, at), known.types
        nothing = np.zeros((1, LISTED), dtype=np.bool_)  # of -1, which is the last
        ways_up = np.array(steps, dtype=np.int64).reshape(-1, 2)
        kinds = _kinds(at, seen[at], ways_up)
        return Features(at, kinds, np.concatenate([types, nothing])[at[:, _LEXICON_SLOTS]])

    def of_words(self, doc: Doc) -> WordFeatures:
        """One row for each token of the doc."""
        pos, relation, entity = self._pos.get, self._deprel.get, _ENTITY.get
        rows = [(pos(t.pos_, 0), relation(t.dep_, 0), entity(t.ent_type_, 0)) for t in doc]
        heads = np.array([token.head.i for token in doc], dtype=np.int64)
        return WordFeatures(
            heads,
            np.array(rows, dtype=np.int64).reshape(-1, 3),
            _listed(doc),
        )


def _seen(doc: Doc, known: WordFeatures, at: Ints) -> Ints:
    """[W + 1, 5] the relation, kind of entity, part of speech and case of each word of `at`, and
    whether it is passive; the last row is that of no word."""
    pos, relation, entity = known.kinds.T
    out = np.zeros((len(doc) + 1, 5), dtype=np.int64)
    out[:-1, 0], out[:-1, 1], out[:-1, 2] = relation, entity, pos
    asked = np.zeros(len(out), dtype=np.bool_)
    asked[at] = True
    for i in np.flatnonzero(asked[:-1]).tolist():
        below = [(child.dep_, child) for child in doc[i].children]
        case = next((child.lower_ for relation, child in below if relation == "case"), "")
        out[i, 3] = _CASE.get(case, 0)
        out[i, 4] = any(relation in _PASSIVE for relation, _ in below)
    return out


def _listed(doc: Doc) -> NDArray[np.bool_]:
    """[W, 34] the types that the lexicon takes each word for."""
    out = np.zeros((len(doc), LISTED), dtype=np.bool_)
    for row, token in enumerate(doc):
        types = _types(token.lemma_.lower(), part_of_speech(token))
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


def _to_root(token: Token) -> dict[int, int]:
    """The words from a head up to its root, each with its steps from there."""
    out = {token.i: 0}
    while (above := token.head).i != token.i:
        token = above
        out[token.i] = len(out)
    return out


def _path(first: Mapping[int, int], second: Mapping[int, int]) -> tuple[list[int], tuple[int, int]]:
    """The eight words of a pair and the steps from its heads, given as what each has above it,
    up to where the ways meet; see `ParseFeatures.of`."""
    one, other = list(first), list(second)
    row = [one[0] if one else -1, other[0] if other else -1]
    top = next((i for i in one if i in second), None)
    if top is None:
        ways = MOST_STEPS, MOST_STEPS
        row += [-1, -1, -1, -1]
    else:
        here, there = first[top], second[top]
        ways = min(here, MOST_STEPS), min(there, MOST_STEPS)
        row += [
            top,
            one[here - 1] if here else -1,
            other[there - 1] if there else -1,
            one[here + 1] if here + 1 < len(one) else -1,
        ]
    return [*row, *(way[1] if len(way) > 1 else -1 for way in (one, other))], ways


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
