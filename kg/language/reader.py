"""The spaCy component that runs the model: tags, lemmas, parse and entities in one pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.symbols import IDS as POS_IDS
from spacy.tokens import Doc, Span

from kg.errors import ModelError
from kg.language import lemmas, tree
from kg.language.discourse import ATTRIBUTION, FACTUALITY, Part
from kg.language.models import open_model
from kg.language.morphology import features
from kg.language.pieces import PieceEncoder, Pieces, pad
from kg.language.sentences import FURNITURE

SCORE = "kg_score:"  # + token index of an entity: key in Doc.user_data of its score
BATCH = 8  # windows per run of the encoder; larger batches were no faster on two cores
WINDOW = 70  # words of consecutive sentences that the encoder sees at once
LONGEST = 200  # words read as one sentence
MAX_PIECES = 320  # the encoder takes 512
LEAST = 0.65  # mean probability of a span of attribution (set on PolNeAR dev: content .62 to .64)
INPUTS = ("ids", "shapes", "mask", "first", "sentence")
OUTPUTS = (
    *("upos", "xpos", "lemma", "deprel", "arc", "ner", "label_dependent", "label_head"),
    *("attribution", "link", "factuality", "words", "middle"),
)
MIDDLE = "kg_middle"  # key in Doc.user_data: word vectors [tokens, hidden] of an earlier layer
MIDDLE_LAYER = 3  # of six; layers of their own go on from it (`kg.extract.scoring`)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model says of one sentence; all arrays have one entry per word.

    `heads` count from 1 within the sentence, 0 is the root. `link` is the cue's first word that a
    source or content hangs on, counted over all the sentences analysed together. `factuality` is
    in -3 (did not happen) … 3 (happened). `vectors` [words, hidden] are the encoder's, `middle`
    those of its third layer.
    """

    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    lemma: NDArray[np.int64]
    deprel: NDArray[np.int64]
    heads: NDArray[np.int64]
    ner: NDArray[np.int64]
    ner_score: NDArray[np.float32]
    attribution: NDArray[np.int64]
    attribution_score: NDArray[np.float32]
    link: NDArray[np.int64]
    factuality: NDArray[np.float32]
    vectors: NDArray[np.float32]
    middle: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences read at once: their numbers, word counts and pieces."""

    sentences: range
    sizes: tuple[int, ...]
    first_word: int
    pieces: Pieces


class NewsReader:
    """Runs the exported model over the sentences of many documents at once."""

    def __init__(self, nlp: Language, folder: Path, threads: int = 0) -> None:
        self.folder = folder
        try:
            self.labels: dict[str, list[str]] = json.loads(
                (folder / "labels.json").read_text(encoding="utf-8")
            )
        except (OSError, ValueError) as error:
            raise ModelError(f"cannot load the language model in {folder}: {error}") from error
        self.session = open_model(folder / "model.onnx", threads)
        self.width: int = self.session.get_outputs()[-1].shape[-1]
        self.label_weight = np.load(folder / "label.npy").astype(np.float32)
        self.root_label = self.labels["deprel"].index("root")
        self.pieces = PieceEncoder(folder / "tokenizer.json")
        self._vocab = nlp.vocab
        self._morphs: dict[str, int] = {}
        strings = nlp.vocab.strings
        self._root = strings.add("ROOT")
        deprels = ("ROOT" if dep == "root" else dep for dep in self.labels["deprel"])
        self._tag = np.array([strings.add(tag) for tag in self.labels["xpos"]], dtype=np.uint64)
        self._dep = np.array([strings.add(dep) for dep in deprels], dtype=np.uint64)
        self._pos = np.array([POS_IDS[pos] for pos in self.labels["upos"]], dtype=np.uint64)
        space = (POS_IDS["SPACE"], strings.add("_SP"), strings.add("dep"))
        self._space = np.array(space, dtype=np.uint64)
        self._allowed = {name: _transitions(self.labels[name]) for name in ("ner", "attribution")}

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        for doc in stream:
            rows = sentence_words(doc)
            texts = [token.text for token in doc]
            found = self.analyse([[texts[i] for i in row] for row in rows])
            yield self._write(doc, texts, rows, found)

    def analyse(
        self, sentences: Sequence[Sequence[str]], *, together: bool = True
    ) -> list[Analysis]:
        """One `Analysis` per sentence, in order; windows sorted by length for the encoder.

        Call it with the sentences of one document: neighbours share a window (unless not
        `together`), and int8 scales are set per batch, so a sentence's result depends on its
        document, and must not depend on other documents.
        """
        found: dict[int, Analysis] = {}
        cut: list[int] = []
        for windows, given in self.batches(sentences, together=together):
            for window, parts in zip(windows, self._run(windows, given), strict=True):
                found.update(zip(window.sentences, parts, strict=True))
                if window.first_word:
                    cut.append(window.sentences.start)
        out = [found[i] for i in range(len(sentences))]
        self._rejoin(cut, out)
        return out

    def batches(
        self, sentences: Sequence[Sequence[str]], *, together: bool = True
    ) -> Iterator[tuple[list[Window], dict[str, NDArray[np.int64]]]]:
        """Windows of like length with the encoder's INPUTS for them, as `analyse` runs them."""
        windows = list(self._windows(sentences, WINDOW if together else 0))
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces.ids))
        for start in range(0, len(order), BATCH):
            chosen = [windows[i] for i in order[start : start + BATCH]]
            rows = [window.pieces for window in chosen]
            yield (
                chosen,
                {
                    "ids": pad([row.ids for row in rows]),
                    "shapes": pad([row.shapes for row in rows]),
                    "mask": pad([[1] * len(row.ids) for row in rows]),
                    "first": pad([row.first for row in rows]),
                    "sentence": pad([sentence_numbers(window.sizes) for window in chosen]),
                },
            )

    def _rejoin(self, first: Sequence[int], analyses: Sequence[Analysis]) -> None:
        """Spans of attribution that the edge of a window cut go on: B there is I.

        Training cuts them alike. Where a content ends a sentence and the next begins with content,
        the two are one span nine times in ten (PolNeAR).
        """
        labels = self.labels["attribution"]
        for number in first:
            before, after = analyses[number - 1].attribution, analyses[number].attribution
            name = labels[after[0]]
            if name.startswith("B-") and labels[before[-1]][2:] == name[2:]:
                after[0] = labels.index(f"I-{name[2:]}")

    def _windows(self, sentences: Sequence[Sequence[str]], limit: int) -> Iterator[Window]:
        begin, words, pieces, first_word = 0, 0, 0, 0
        lengths = [len(self.pieces.encode(one).ids) for one in sentences]
        for number, sentence in enumerate(sentences):
            full = words + len(sentence) > limit or pieces + lengths[number] > MAX_PIECES
            if number > begin and full:
                yield self._window(sentences, range(begin, number), first_word)
                begin, first_word, words, pieces = number, first_word + words, 0, 0
            words += len(sentence)
            pieces += lengths[number]
        if sentences:
            yield self._window(sentences, range(begin, len(sentences)), first_word)

    def _window(
        self, sentences: Sequence[Sequence[str]], numbers: range, first_word: int
    ) -> Window:
        words = [word for number in numbers for word in sentences[number]]
        sizes = tuple(len(sentences[number]) for number in numbers)
        return Window(numbers, sizes, first_word, self._bounded(words))

    def _bounded(self, words: Sequence[str]) -> Pieces:
        """The pieces of a window; of one that is too long for the encoder, one per word."""
        pieces = self.pieces.encode(words)
        if len(pieces.ids) <= MAX_PIECES:
            return pieces
        kept = [0, *pieces.first, len(pieces.ids) - 1]
        return Pieces(
            [pieces.ids[i] for i in kept],
            [pieces.shapes[i] for i in kept],
            list(range(1, len(words) + 1)),
        )

    def _run(
        self, windows: Sequence[Window], given: dict[str, NDArray[np.int64]]
    ) -> Iterator[list[Analysis]]:
        out = dict(zip(OUTPUTS, self.session.run(OUTPUTS, given), strict=True))
        ner, ner_score = viterbi(out["ner"], self._allowed["ner"])
        role, role_score = viterbi(out["attribution"], self._allowed["attribution"])
        out |= {"ner": ner, "ner_score": ner_score}
        out |= {"attribution": role, "attribution_score": role_score}
        for number, window in enumerate(windows):
            row = {name: values[number] for name, values in out.items()}
            ends = np.cumsum(window.sizes)
            yield [
                self._sentence(row, int(end) - size, int(end), window.first_word)
                for end, size in zip(ends, window.sizes, strict=True)
            ]

    def _sentence(self, row: dict[str, Any], begin: int, end: int, first_word: int) -> Analysis:
        """The part of a window's outputs that belongs to its words begin … end."""
        arc = np.concatenate(
            [row["arc"][begin:end, :1], row["arc"][begin:end, begin + 1 : end + 1]], 1
        )
        heads = tree.decode(arc)
        deprel = row["deprel"][begin:end].copy()
        for word in np.flatnonzero(heads != arc.argmax(1)):
            node = heads[word] + begin if heads[word] else 0
            deprel[word] = self._label(
                row["label_dependent"][begin + word], row["label_head"][node]
            )
        return Analysis(
            upos=row["upos"][begin:end],
            xpos=row["xpos"][begin:end],
            lemma=row["lemma"][begin:end],
            deprel=deprel,
            heads=heads,
            ner=row["ner"][begin:end],
            ner_score=row["ner_score"][begin:end],
            attribution=row["attribution"][begin:end],
            attribution_score=row["attribution_score"][begin:end],
            link=row["link"][begin:end] + first_word,
            factuality=row["factuality"][begin:end],
            vectors=row["words"][begin:end],
            middle=row["middle"][begin:end],
        )

    def _label(self, dependent: NDArray[np.float32], head: NDArray[np.float32]) -> int:
        """The relation between a word and a head that the tree decoder gave it."""
        scores = self.label_weight @ np.append(head, 1.0) @ np.append(dependent, 1.0)
        scores[self.root_label] = -np.inf  # set by the tree itself
        return int(scores.argmax())

    def _write(
        self, doc: Doc, texts: list[str], rows: list[list[int]], analyses: list[Analysis]
    ) -> Doc:
        """Put the analyses into the spaCy Doc; unread tokens hang on their neighbour."""
        add = doc.vocab.strings.add
        given = doc.to_array([SENT_START, ORTH])
        table = np.zeros((len(doc), 6), dtype=np.uint64)
        # A token that is not read stands alone, or leans on the token before it.
        heads = np.where(given[:, 0] == 1, 0, -1)
        heads[:1] = 0
        table[:, 1:4] = self._space
        table[:, 4] = given[:, 1]
        entities: list[tuple[int, int, str, float]] = []
        strengths = np.zeros(len(doc), dtype=np.float32)
        vectors = np.zeros((len(doc), self.width), dtype=np.float16)
        middle = np.zeros_like(vectors)
        names, parts = self.labels["lemma"], self.labels["upos"]
        for words, found in zip(rows, analyses, strict=True):
            at = np.asarray(words)
            root = found.heads == 0
            heads[at] = np.where(root, 0, at[np.maximum(found.heads, 1) - 1] - at)
            table[at, 1] = self._pos[found.upos]
            table[at, 2] = self._tag[found.xpos]
            table[at, 3] = self._dep[found.deprel]
            edits = zip(words, found.upos.tolist(), found.lemma.tolist(), strict=True)
            table[at, 4] = [
                add(lemmas.lemma_of(texts[word], parts[pos], names[edit]))
                for word, pos, edit in edits
            ]
            table[at[root], 3] = self._root
            table[at, 5] = [
                self._features(tag, texts[word])
                for word, tag in zip(words, found.xpos.tolist(), strict=True)
            ]
            entities.extend(self._entities(words, found))
            strengths[at] = found.factuality
            vectors[at] = found.vectors
            middle[at] = found.middle
        self._attach_unread(doc, rows, heads)
        table[:, 0] = heads.astype(np.uint64)
        doc.from_array([HEAD, POS, TAG, DEP, LEMMA, MORPH], table)  # type: ignore[arg-type]
        spans = []
        for start, end, label, score in entities:
            span = Span(doc, start, end, label=label)
            doc.user_data[f"{SCORE}{start}"] = score
            spans.append(span)
        doc.set_ents(spans)
        doc.tensor = vectors  # type: ignore[assignment]  # half precision halves the memory
        doc.user_data[MIDDLE] = middle
        doc.user_data[FACTUALITY] = strengths
        doc.user_data[ATTRIBUTION] = list(self._roles(rows, analyses))
        return doc

    def _features(self, tag: int, form: str) -> int:
        """spaCy's number for the features of a word; `tag` indexes the Penn tags."""
        found = features(self.labels["xpos"][tag], form)
        if found not in self._morphs:
            self._morphs[found] = self._vocab.morphology.add(found)
        return self._morphs[found]

    def _roles(self, rows: Sequence[Sequence[int]], analyses: Sequence[Analysis]) -> Iterator[Part]:
        """The parts of attributions; a span may go on over the end of a sentence."""
        if not analyses:
            return
        tokens = [token for row in rows for token in row]
        found = np.concatenate([one.attribution for one in analyses])
        scores = np.concatenate([one.attribution_score for one in analyses])
        links = np.concatenate([one.link for one in analyses])
        names = self.labels["attribution"]
        start = -1
        for word, label in enumerate([*found, 0]):
            name = names[label]
            if start >= 0 and not name.startswith("I-"):
                score = float(scores[start:word].mean())
                cue = tokens[min(int(links[start]), len(tokens) - 1)]
                role = names[found[start]][2:]
                if score >= LEAST:
                    yield Part(role, tokens[start], tokens[word - 1] + 1, score, cue)
                start = -1
            # A span goes on over the end of a window, where the next one begins with I.
            if name.startswith("B-") or (start < 0 and name.startswith("I-")):
                start = word

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


def sentence_numbers(sizes: Sequence[int]) -> list[int]:
    """The number of its sentence for every word of a window."""
    return [number for number, size in enumerate(sizes) for _ in range(size)]


def sentence_words(doc: Doc) -> list[list[int]]:
    """Token indices of each sentence to read: no spaces, no page furniture."""
    given = doc.to_array([SENT_START, IS_SPACE, IDX])
    read = given[:, 1] == 0
    for low, high in doc.user_data.get(FURNITURE, ()):
        read &= (given[:, 2] < low) | (given[:, 2] >= high)
    sentence = np.cumsum(given[:, 0] == 1)
    kept = np.flatnonzero(read)
    cuts = np.flatnonzero(np.diff(sentence[kept])) + 1
    rows = [row.tolist() for row in np.split(kept, cuts) if len(row)]
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
