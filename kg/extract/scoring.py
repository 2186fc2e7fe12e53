"""Which event type holds between two actors of a sentence, or none: the pair classifier.

events.onnx reads the sentence with three layers of its own that go on from the shared encoder's
third (`MIDDLE`), beside the encoder's last, and sees where the two actors stand in the parse: the
words on the path between them, their relations and cases, and what the event lexicon says of
those words. Dependency paths between arguments carry most of what relates them (Bunescu & Mooney
2005, "A Shortest Path Dependency Kernel for Relation Extraction").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.errors import ModelError
from kg.extract.lexicon import event_lexicon
from kg.extract.phrases import top_of_name
from kg.language.labels import EVENT_LABELS
from kg.language.models import open_model
from kg.language.pairs import Asked, Span
from kg.language.reader import MIDDLE, NewsReader

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

AT_ONCE = 8  # sentences read in one run, of like length
LONGEST = 200  # words of a sentence; pairs of longer ones are not scored
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
_TYPE = {name: number for number, name in enumerate(EVENT_LABELS)}
_PASSIVE = frozenset({"aux:pass", "nsubj:pass"})
_LEXICON_SLOTS = (2, 3, 4, 5, 6, 7)  # of the words of a pair, those the lexicon is asked about


class EventScorer(Protocol):
    """What events need of a classifier."""

    def events(self, doc: Doc, pairs: Sequence[Asked]) -> Floats:
        """[pairs, len(EVENT_LABELS)] probabilities: what the first does to the second."""
        ...


@dataclass(frozen=True, slots=True)
class Features:
    """One row a pair. `words` [P, 8]: tokens of the doc, -1 for none (see `PairFeatures.of`);
    `kinds` [P, 16] categories, 0 for unknown; `types` [P, 6, 17] what the lexicon takes a word
    for."""

    words: Ints
    kinds: Ints
    types: NDArray[np.bool_]


class PairClassifier:
    """Scores ordered pairs of token spans [start, end) that stand in one sentence.

    A pair over two sentences, in one of more than LONGEST words or in one of spaces only, has
    no event. A span may be None: then only the other is seen.
    """

    def __init__(self, nlp: Language) -> None:
        reader = nlp.get_pipe("kg_reader") if nlp.has_pipe("kg_reader") else None
        if not isinstance(reader, NewsReader):
            raise ModelError("events are scored with the shipped pipeline only: kg.language.load()")
        self.session = open_model(reader.folder / "events.onnx", spin=False)
        self.features = PairFeatures(reader.labels)

    def events(self, doc: Doc, pairs: Sequence[Asked]) -> Floats:
        """[pairs, 17] probabilities over EVENT_LABELS."""
        out = np.zeros((len(pairs), len(EVENT_LABELS)), dtype=np.float32)
        out[:, 0] = 1.0
        sentences = {token.i: sent.start for sent in doc.sents for token in sent}
        asked: dict[int, list[int]] = {}
        for number, pair in enumerate(pairs):
            starts = {sentences[span[0]] for span in pair if span is not None}
            if len(starts) == 1:
                asked.setdefault(starts.pop(), []).append(number)
        lengths = {sent.start: sent.end - sent.start for sent in doc.sents}
        empty = {sent.start for sent in doc.sents if all(token.is_space for token in sent)}
        chosen = [start for start in asked if lengths[start] <= LONGEST and start not in empty]
        chosen.sort(key=lambda start: (lengths[start], start))
        for first in range(0, len(chosen), AT_ONCE):
            self._run(doc, chosen[first : first + AT_ONCE], asked, pairs, lengths, out)
        return out

    def _run(
        self,
        doc: Doc,
        starts: Sequence[int],
        asked: dict[int, list[int]],
        pairs: Sequence[Asked],
        lengths: dict[int, int],
        out: Floats,
    ) -> None:
        chosen = [number for start in starts for number in asked[start]]
        found = self.features.of(doc, [pairs[number] for number in chosen])
        middle: NDArray[np.float16] = doc.user_data[MIDDLE]
        kept = [
            [i for i in range(start, start + lengths[start]) if not doc[i].is_space]
            for start in starts
        ]
        widest = max(map(len, kept))
        vectors = np.zeros((len(starts), widest, 2 * middle.shape[1]), dtype=np.float32)
        mask = np.zeros((len(starts), widest), dtype=np.int64)
        place = np.full(len(doc) + 1, -1, dtype=np.int64)  # the last: no word
        for row, words in enumerate(kept):
            vectors[row, : len(words)] = np.concatenate([middle[words], doc.tensor[words]], axis=1)
            mask[row, : len(words)] = 1
            place[words] = np.arange(len(words))
        given = {
            "vectors": vectors,
            "mask": mask,
            "row": np.repeat(np.arange(len(starts)), [len(asked[start]) for start in starts]),
            "words": place[found.words] + 1,
            "kinds": found.kinds,
            "types": found.types.reshape(len(chosen), -1).astype(np.float32),
        }
        out[chosen] = self.session.run(["events"], given)[0]


class PairFeatures:
    """What the classifier sees of a pair beside word vectors; `labels` are those of the parser."""

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
            row = np.zeros(len(EVENT_LABELS), dtype=np.bool_)
            if token is not None:
                for entry in event_lexicon().readings(token):
                    row[_TYPE[entry.type]] = True
            known[at] = row
        return known[at]


def head_of(doc: Doc, span: Span) -> Token:
    """The head of a noun phrase, of a name its first word as UD has it."""
    return top_of_name(doc[span[0] : span[1]].root)


def _to_root(token: Token) -> list[Token]:
    out = [token]
    while out[-1].head.i != out[-1].i:
        out.append(out[-1].head)
    return out


def _path(first: Sequence[Token], second: Sequence[Token]) -> list[Token | None]:
    """Eight words of a pair, from the ways that lead up from its heads; see `PairFeatures.of`."""
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
