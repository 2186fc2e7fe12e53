"""What a sentence tells of events: which words tell of one, who takes part, what two actors do.

events.onnx reads the sentence with three layers of its own that go on from the shared encoder's
third (`MIDDLE`), beside the encoder's last, and says which words tell of an event, and of which
type. roles.onnx says what a noun phrase is to such a word, pairs.onnx which type holds between two
actors wherever it is told; both see where the two stand in the parse (`kg.extract.features`).
Words first, then arguments, over one shared reading: Wadden et al. 2019, "Entity, Relation, and
Event Extraction with Contextualized Span Representations".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from kg.errors import ModelError
from kg.extract.features import Ints, ParseFeatures, WordFeatures
from kg.language.labels import EVENT_LABELS, EVENT_NUMBER, ROLES
from kg.language.models import open_model
from kg.language.pairs import Asked, Span
from kg.language.plain import Doc
from kg.language.reader import MIDDLE, NewsReader

Floats = NDArray[np.float32]

AT_ONCE = 512  # most words read in one run
LONGEST = 200  # words of a sentence; longer ones are not read


@dataclass(frozen=True, slots=True)
class Part:
    """A candidate as seen from a word that tells of an event of a type."""

    trigger: int
    type: str
    candidate: Span


@dataclass(slots=True)
class Reading:
    """A document as the model has read some of its sentences. `vectors` [T, 2H]; `triggers`
    [T, 17]: the probability of each of EVENT_LABELS, NONE for words of sentences not read."""

    doc: Doc
    sentences: dict[int, list[int]]  # first token → its words that are no spaces
    start_of: NDArray[np.int64]  # [T] the first token of a token's sentence, -1 if not read
    vectors: Floats
    triggers: Floats
    features: WordFeatures | None = None  # of the document's words


class EventScorer(Protocol):
    """What events need of a classifier."""

    def read(self, doc: Doc, starts: Sequence[int]) -> Reading:
        """The document, with the sentences that begin at these tokens read."""
        ...

    def roles(self, reading: Reading, parts: Sequence[Part]) -> Floats:
        """[parts, len(ROLES)] probabilities: what each is to the event."""
        ...

    def pairs(self, reading: Reading, pairs: Sequence[Asked]) -> Floats:
        """[pairs, len(EVENT_LABELS)] probabilities: what the first does to the second."""
        ...

    def events(self, doc: Doc, pairs: Sequence[Asked]) -> Floats:
        """`pairs` of a document that is read for nothing else."""
        ...


class EventClassifier:
    """Reads sentences for events with the shipped weights."""

    def __init__(self, nlp: Language) -> None:
        reader = nlp.get_pipe("kg_reader") if nlp.has_pipe("kg_reader") else None
        if not isinstance(reader, NewsReader):
            raise ModelError("events are scored with the shipped pipeline only: kg.language.load()")
        self._reads, self._roles, self._pairs = (
            open_model(reader.folder / f"{name}.onnx", spin=False)
            for name in ("events", "roles", "pairs")
        )
        self.features = ParseFeatures(reader.labels)

    def read(self, doc: Doc, starts: Sequence[int]) -> Reading:
        """The sentences that begin at `starts`, but for those of more than LONGEST words and those
        of spaces only."""
        wanted = set(starts)
        sentences = {
            sent.start: words
            for sent in doc.sents
            if sent.start in wanted
            and sent.end - sent.start <= LONGEST
            and (words := [token.i for token in sent if not token.is_space])
        }
        hidden = doc.source.tensor.shape[1] if sentences else 0
        triggers = np.zeros((len(doc), len(EVENT_LABELS)), dtype=np.float32)
        triggers[:, 0] = 1.0
        vectors = np.zeros((len(doc), 2 * hidden), dtype=np.float32)
        reading = Reading(doc, sentences, np.full(len(doc), -1), vectors, triggers)
        for sent in doc.sents:
            if sent.start in sentences:
                reading.start_of[sent.start : sent.end] = sent.start
        if not sentences:
            return reading
        reading.features = features = self.features.of_words(doc)
        middle: NDArray[np.float16] = doc.source.user_data[MIDDLE]
        both = np.concatenate([middle, doc.source.tensor], axis=1)
        for starts_now in _runs(sentences, sentences):
            self._read(reading, [sentences[start] for start in starts_now], both, features)
        return reading

    def _read(
        self,
        reading: Reading,
        rows: Sequence[list[int]],
        vectors: NDArray[np.float16],
        features: WordFeatures,
    ) -> None:
        batch = _Batch(rows)
        tokens = batch.tokens
        place = batch.places(len(reading.doc))
        given = {
            "vectors": vectors[tokens].astype(np.float32),
            "mask": batch.mask,
            "heads": np.maximum(place[features.heads[tokens]], 0),
            "tokens": features.kinds[tokens],
            "types": features.types[tokens].astype(np.float32),
        }
        reading.vectors[tokens], reading.triggers[tokens] = self._reads.run(
            ["read", "triggers"], given
        )

    def roles(self, reading: Reading, parts: Sequence[Part]) -> Floats:
        """[parts, 4] probabilities over ROLES; a candidate of another sentence has none."""
        asked: list[Asked] = [((part.trigger, part.trigger + 1), part.candidate) for part in parts]
        types = np.array([[EVENT_NUMBER[part.type]] for part in parts], dtype=np.int64).reshape(
            -1, 1
        )
        return self._asked(self._roles, reading, asked, len(ROLES), types)

    def pairs(self, reading: Reading, pairs: Sequence[Asked]) -> Floats:
        """[pairs, 17] probabilities over EVENT_LABELS; a pair over two sentences has no event. A
        span may be None: then only the other is seen."""
        return self._asked(self._pairs, reading, pairs, len(EVENT_LABELS), None)

    def events(self, doc: Doc, pairs: Sequence[Asked]) -> Floats:
        """`pairs` of a document that is read for nothing else."""
        first = {token.i: sent.start for sent in doc.sents for token in sent}
        starts = {first[span[0]] for pair in pairs for span in pair if span is not None}
        return self.pairs(self.read(doc, sorted(starts)), pairs)

    def _asked(
        self,
        session: Any,
        reading: Reading,
        pairs: Sequence[Asked],
        classes: int,
        types: Ints | None,
    ) -> Floats:
        out = np.zeros((len(pairs), classes), dtype=np.float32)
        out[:, 0] = 1.0
        asked: dict[int, list[int]] = {}
        for number, pair in enumerate(pairs):
            starts = {int(reading.start_of[span[0]]) for span in pair if span is not None}
            if len(starts) == 1 and -1 not in starts:
                asked.setdefault(starts.pop(), []).append(number)
        runs = _runs(asked, reading.sentences)
        numbers = [number for starts in runs for start in starts for number in asked[start]]
        if not numbers:
            return out
        found = self.features.of(reading.doc, [pairs[i] for i in numbers], reading.features)
        kinds = found.kinds
        if types is not None:
            kinds = np.concatenate([kinds, types[numbers]], axis=1)
        listed = found.types.reshape(len(numbers), -1).astype(np.float32)
        begin = 0
        for starts_now in runs:
            counts = [len(asked[start]) for start in starts_now]
            now = slice(begin, begin := begin + sum(counts))
            batch = _Batch([reading.sentences[start] for start in starts_now])
            given = {
                "read": reading.vectors[batch.tokens],
                "mask": batch.mask,
                "row": np.repeat(np.arange(len(starts_now)), counts),
                "words": batch.places(len(reading.doc))[found.words[now]] + 1,
                "kinds": kinds[now],
                "types": listed[now],
            }
            out[numbers[now]] = session.run(None, given)[0]
        return out


def _runs(starts: Iterable[int], sentences: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """The sentences that begin there by the runs they are read in, those of like length together,
    as each is filled up to the longest where words look at each other."""
    out: list[list[int]] = []
    room = 0
    for start in sorted(starts, key=lambda start: (len(sentences[start]), start)):
        room -= len(sentences[start])
        if room < 0 or not out:
            out.append([])
            room = AT_ONCE - len(sentences[start])
        out[-1].append(start)
    return out


class _Batch:
    """Sentences read in one run; `tokens` are those of all, one after the other, `mask`
    [sentences, longest] has 1 where a sentence has a word."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        sizes = np.array([len(words) for words in rows])
        self.tokens: Ints = np.concatenate([np.asarray(words, dtype=np.int64) for words in rows])
        self.mask: Ints = (np.arange(sizes.max()) < sizes[:, np.newaxis]).astype(np.int64)

    def places(self, count: int) -> Ints:
        """[count + 1] where a token of the doc stands in `tokens`, -1 for those that do not; the
        last: no token."""
        out = np.full(count + 1, -1, dtype=np.int64)
        out[self.tokens] = np.arange(len(self.tokens))
        return out
