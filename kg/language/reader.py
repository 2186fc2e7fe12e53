"""The spaCy component that runs the model: tags, lemmas, parse and entities in one pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS as POS_IDS
from spacy.tokens import Doc, Span

from kg.errors import ModelError
from kg.language import lemmas, tree
from kg.language.pieces import PieceEncoder, Pieces, pad
from kg.language.sentences import FURNITURE

SCORE = "kg_score:"  # + token index of an entity: key in Doc.user_data of its score
BATCH = 24  # sentences per run of the encoder; larger batches were no faster on two cores
LONGEST = 200  # words read as one sentence
MAX_PIECES = 320  # the encoder takes 512


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model says of one sentence; all arrays have one entry per word."""

    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    lemma: NDArray[np.int64]
    deprel: NDArray[np.int64]
    heads: NDArray[np.int64]
    ner: NDArray[np.int64]
    ner_score: NDArray[np.float32]


class NewsReader:
    """Runs the exported model over the sentences of many documents at once."""

    def __init__(self, nlp: Language, folder: Path, threads: int = 0) -> None:
        self.folder = folder
        try:
            self.labels: dict[str, list[str]] = json.loads(
                (folder / "labels.json").read_text(encoding="utf-8")
            )
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.log_severity_level = 3
            self.session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(f"cannot load the language model in {folder}: {error}") from error
        self.label_weight = np.load(folder / "label.npy").astype(np.float32)
        self.root_label = self.labels["deprel"].index("root")
        self.pieces = PieceEncoder(folder / "tokenizer.json")
        strings = nlp.vocab.strings
        self._tag = [strings.add(tag) for tag in self.labels["xpos"]]
        self._dep = [strings.add("ROOT" if dep == "root" else dep) for dep in self.labels["deprel"]]
        self._pos = [POS_IDS[pos] for pos in self.labels["upos"]]
        self._space = (POS_IDS["SPACE"], strings.add("_SP"), strings.add("dep"))
        self._allowed = _transitions(self.labels["ner"])

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        for doc in stream:
            rows = sentence_words(doc)
            found = self.analyse([[doc[i].text for i in row] for row in rows])
            yield self._write(doc, rows, found)

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """One `Analysis` per sentence, in order; sorted by length for the encoder.

        Call it with the sentences of one document: int8 scales are set per batch, so a
        sentence's result depends a little on its neighbours, and a document's must not
        depend on other documents.
        """
        encoded = [self._bounded(words) for words in sentences]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        found: dict[int, Analysis] = {}
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            found.update(zip(chosen, self._run([encoded[i] for i in chosen]), strict=True))
        return [found[i] for i in range(len(encoded))]

    def _bounded(self, words: Sequence[str]) -> Pieces:
        """The pieces of a sentence; of one that is too long for the encoder, one per word."""
        pieces = self.pieces.encode(words)
        if len(pieces.ids) <= MAX_PIECES:
            return pieces
        kept = [0, *pieces.first, len(pieces.ids) - 1]
        return Pieces(
            [pieces.ids[i] for i in kept],
            [pieces.shapes[i] for i in kept],
            list(range(1, len(words) + 1)),
        )

    def _run(self, rows: Sequence[Pieces]) -> Iterator[Analysis]:
        upos, xpos, lemma, deprel, arc, ner, dependents, nodes = self.session.run(
            ["upos", "xpos", "lemma", "deprel", "arc", "ner", "label_dependent", "label_head"],
            {
                "ids": pad([row.ids for row in rows]),
                "shapes": pad([row.shapes for row in rows]),
                "mask": pad([[1] * len(row.ids) for row in rows]),
                "first": pad([row.first for row in rows]),
            },
        )
        labels, scores = viterbi(ner, self._allowed)
        for number, row in enumerate(rows):
            n = len(row.first)
            heads = tree.decode(arc[number, :n, : n + 1])
            changed = np.flatnonzero(heads != arc[number, :n, : n + 1].argmax(1))
            for word in changed:
                deprel[number, word] = self._label(
                    dependents[number, word], nodes[number, heads[word]]
                )
            yield Analysis(
                upos[number, :n],
                xpos[number, :n],
                lemma[number, :n],
                deprel[number, :n],
                heads,
                labels[number, :n],
                scores[number, :n],
            )

    def _label(self, dependent: NDArray[np.float32], head: NDArray[np.float32]) -> int:
        """The relation between a word and a head that the tree decoder gave it."""
        scores = self.label_weight @ np.append(head, 1.0) @ np.append(dependent, 1.0)
        scores[self.root_label] = -np.inf  # set by the tree itself
        return int(scores.argmax())

    def _write(self, doc: Doc, rows: list[list[int]], analyses: list[Analysis]) -> Doc:
        """Put the analyses into the spaCy Doc; unread tokens hang on their neighbour."""
        strings = doc.vocab.strings
        table = np.zeros((len(doc), 5), dtype=np.uint64)
        heads = np.zeros(len(doc), dtype=np.int64)
        for index, token in enumerate(doc):
            # A token that is not read stands alone, or leans on the token before it.
            heads[index] = 0 if token.is_sent_start or index == 0 else -1
            table[index, 1:4] = self._space[0], self._space[1], self._space[2]
            table[index, 4] = token.orth
        entities: list[tuple[int, int, str, float]] = []
        for words, found in zip(rows, analyses, strict=True):
            at = np.asarray(words)
            root = found.heads == 0
            heads[at] = np.where(root, 0, at[np.maximum(found.heads, 1) - 1] - at)
            names, parts = self.labels["lemma"], self.labels["upos"]
            for word, pos, tag, dep, edit in zip(
                words, found.upos, found.xpos, found.deprel, found.lemma, strict=True
            ):
                text = doc[word].text
                table[word, 1:4] = self._pos[pos], self._tag[tag], self._dep[dep]
                table[word, 4] = strings.add(lemmas.lemma_of(text, parts[pos], names[edit]))
            table[at[root], 3] = strings.add("ROOT")
            entities.extend(self._entities(words, found))
        self._attach_unread(doc, rows, heads)
        table[:, 0] = heads.astype(np.uint64)
        doc.from_array([HEAD, POS, TAG, DEP, LEMMA], table)  # type: ignore[arg-type]
        spans = []
        for start, end, label, score in entities:
            span = Span(doc, start, end, label=label)
            doc.user_data[f"{SCORE}{start}"] = score
            spans.append(span)
        doc.set_ents(spans)
        return doc

    @staticmethod
    def _attach_unread(doc: Doc, rows: list[list[int]], heads: NDArray[np.int64]) -> None:
        """Spaces inside or after a sentence lean on its nearest read word."""
        for words in rows:
            read = set(words)
            previous = words[0]
            for index in range(words[0], words[-1] + 1):
                if index in read:
                    previous = index
                else:
                    heads[index] = previous - index

    def _entities(
        self, words: Sequence[int], found: Analysis
    ) -> Iterator[tuple[int, int, str, float]]:
        start = -1
        for position, label in enumerate([*found.ner, 0]):
            name = self.labels["ner"][label]
            if start >= 0 and not name.startswith("I-"):
                kind = self.labels["ner"][found.ner[start]][2:]
                score = float(found.ner_score[start:position].mean())
                yield words[start], words[position - 1] + 1, kind, score
                start = -1
            if name.startswith("B-"):
                start = position


def sentence_words(doc: Doc) -> list[list[int]]:
    """Token indices of each sentence to read: no spaces, no page furniture."""
    furniture = doc.user_data.get(FURNITURE, ())
    rows: list[list[int]] = []
    fence = iter([*furniture, (len(doc.text) + 1, len(doc.text) + 1)])
    low, high = next(fence)
    current: list[int] = []
    for token in doc:
        while token.idx >= high:
            low, high = next(fence)
        if token.is_sent_start and current:
            rows.append(current)
            current = []
        if not token.is_space and not low <= token.idx < high:
            current.append(token.i)
    if current:
        rows.append(current)
    return [row[i : i + LONGEST] for row in rows for i in range(0, len(row), LONGEST)]


def _transitions(labels: Sequence[str]) -> NDArray[np.float32]:
    """[from, to] penalties: I-X only after B-X or I-X."""
    out = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            if after.startswith("I-") and before[2:] != after[2:]:
                out[i, j] = -1e4
    return out


def viterbi(
    logits: NDArray[np.float32], transitions: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Best valid label sequences [B, W] with the probability of each label taken alone."""
    rows, words, count = logits.shape
    shifted = logits - logits.max(-1, keepdims=True)
    probabilities = np.exp(shifted)
    probabilities /= probabilities.sum(-1, keepdims=True)
    score = shifted[:, 0] + np.where(transitions[0] < 0, -1e4, 0)
    back = np.zeros((rows, words, count), dtype=np.int64)
    for word in range(1, words):
        paths = score[:, :, None] + transitions[None]
        back[:, word] = paths.argmax(1)
        score = paths.max(1) + shifted[:, word]
    best = np.zeros((rows, words), dtype=np.int64)
    best[:, -1] = score.argmax(1)
    for word in range(words - 1, 0, -1):
        best[:, word - 1] = np.take_along_axis(back[:, word], best[:, word][:, None], 1)[:, 0]
    taken = np.take_along_axis(probabilities, best[:, :, None], 2)[:, :, 0]
    return best, taken


@Language.factory("kg_reader", default_config={"threads": 0, "folder": ""})
def make_reader(nlp: Language, name: str, threads: int, folder: str) -> Any:
    return NewsReader(nlp, Path(folder) if folder else Path(__file__).parent / "weights", threads)
