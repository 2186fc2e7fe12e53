"""What holds between two spans of a text: structural relations.

Scores come from relations.onnx over the word vectors that the reader left in `Doc.tensor`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.language.models import open_model
from kg.language.reader import NewsReader

Span = tuple[int, int]
Asked = tuple[Span | None, Span | None]
Floats = NDArray[np.float32]
AT_ONCE = 64  # pairs scored in one run
FARTHEST = 200  # tokens from one sentence of a pair to the end of the other; beyond, nothing holds


def overlap(one: Span, other: Span) -> bool:
    """Whether two half-open spans share anything."""
    return one[0] < other[1] and other[0] < one[1]


class PairScorer:
    """Scores ordered pairs of token spans [start, end) of one document.

    The second span's sentence is read with the first's; a pair over two sentences is read with all
    words from the one to the other. A pair with None for a span is read as its whole text, without
    marking either. `relation_labels` name the columns of `relations`, corpus
    first: "knowledgenet:CEO". `thresholds` are the scores from which a relation is taken to hold,
    set on development data.
    """

    def __init__(self, nlp: Language) -> None:
        reader = nlp.get_pipe("kg_reader") if nlp.has_pipe("kg_reader") else None
        if not isinstance(reader, NewsReader):
            raise ModelError("pairs are scored with the shipped pipeline only: kg.language.load()")
        folder = reader.folder
        # Its two rounds of attention share weights, which onnxruntime 1.x cannot make exact.
        self.session = open_model(folder / "relations.onnx", threads=1, exact=False)
        self.relation_labels: list[str] = reader.labels["relations"]
        path = folder / "thresholds.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        except (OSError, ValueError) as error:
            raise ModelError(f"cannot load the thresholds in {path}: {error}") from error
        self.thresholds: dict[str, float] = {
            name: float(found.get(name, 0.5)) for name in self.relation_labels
        }

    def relations(self, doc: Doc, pairs: Sequence[Asked]) -> Floats:
        """[pairs, relations] probabilities, each relation by itself; see `relation_labels`."""
        out = np.zeros((len(pairs), len(self.relation_labels)), dtype=np.float32)
        rows = self._rows(doc, pairs)
        asked = [i for i, (begin, end) in enumerate(rows) if 0 < end - begin <= FARTHEST]
        order = sorted(asked, key=lambda i: (rows[i], [span or (-1, -1) for span in pairs[i]]))
        for start in range(0, len(order), AT_ONCE):
            chosen = order[start : start + AT_ONCE]
            texts = sorted({rows[i] for i in chosen})
            out[chosen] = self._run(doc, texts, [(rows[i], pairs[i]) for i in chosen])
        return out

    @staticmethod
    def _rows(doc: Doc, pairs: Sequence[Asked]) -> list[Span]:
        """The tokens that each pair is read in: its sentence, or from one to the other."""
        begins = np.zeros(len(doc), dtype=np.int64)
        ends = np.zeros(len(doc), dtype=np.int64)
        for sentence in doc.sents:
            begins[sentence.start : sentence.end] = sentence.start
            ends[sentence.start : sentence.end] = sentence.end
        out = []
        for pair in pairs:
            spans = [span for span in pair if span is not None] or [(0, len(doc))]
            begin = min(int(begins[start]) for start, _ in spans)
            out.append((begin, max(int(ends[end - 1]) for _, end in spans)))
        return out

    def _run(
        self,
        doc: Doc,
        texts: Sequence[Span],
        pairs: Sequence[tuple[Span, Asked]],
    ) -> Floats:
        place: dict[Span, tuple[int, dict[int, int]]] = {}
        widest = 1
        kept: list[list[int]] = []
        for row, (begin, end) in enumerate(texts):
            words = [i for i in range(begin, end) if not doc[i].is_space]
            kept.append(words)
            place[(begin, end)] = (row, {token: word for word, token in enumerate(words)})
            widest = max(widest, len(words))
        vectors = np.zeros((len(texts), widest, doc.tensor.shape[1]), dtype=np.float32)
        mask = np.zeros((len(texts), widest), dtype=np.int64)
        for row, words in enumerate(kept):
            vectors[row, : len(words)] = doc.tensor[words]
            mask[row, : len(words)] = 1
        spans = []
        for text, both in pairs:
            where = place[text][1]
            if None in both:
                spans.append([-1, -1, -1, -1])
                continue
            inside = [
                [where[i] for i in range(*span) if i in where] or [0]
                for span in both
                if span is not None
            ]
            spans.append([inside[0][0], inside[0][-1], inside[1][0], inside[1][-1]])
        found: Floats = self.session.run(
            ["relations"],
            {
                "words": vectors,
                "mask": mask,
                "row": np.array([place[text][0] for text, _ in pairs]),
                "spans": np.array(spans),
            },
        )[0]
        return found
