"""What the model reads beyond the sentence: coreference chains, attribution, factuality.

The reader leaves them in the Doc; `chain_scores` asks the coreference head anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, IS_SPACE, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from kg.language.coreference import (
    Candidate,
    Described,
    Ints,
    describe,
    joined,
    linked,
    pair_features,
    worth_scoring,
)
from kg.language.mentions import candidates
from kg.language.models import WEIGHTS, open_model

CHAINS = "kg_chains"  # keys in Doc.user_data
ATTRIBUTION = "kg_attribution"
FACTUALITY = "kg_factuality"
ROWS = 256  # mentions scored at once
LEAST = -0.6  # score from which a link is made: at 0 too few are (set on OntoGUM dev)

Span = tuple[int, int]


def chains(doc: Doc) -> list[list[Span]]:
    """Coreference chains of two or more mentions, each [start, end) in tokens."""
    return list(doc.user_data.get(CHAINS, ()))


class Part(NamedTuple):
    """A span [start, end) of an attribution; `role` is "Source", "Cue" or "Content".

    `cue` is the token where the cue begins that it belongs to.
    """

    role: str
    start: int
    end: int
    score: float
    cue: int


def parts(doc: Doc) -> list[Part]:
    """The parts of all attributions, in text order."""
    return list(doc.user_data.get(ATTRIBUTION, ()))


def attributions(doc: Doc) -> list[tuple[str, int, int, float]]:
    """Role, start, end and score of all parts of attributions."""
    return [(one.role, one.start, one.end, one.score) for one in parts(doc)]


def factualities(doc: Doc) -> NDArray[np.float32]:
    """How sure the text is of what each token says: -3 (did not happen) … 3 (happened)."""
    found = doc.user_data.get(FACTUALITY)
    return np.zeros(len(doc), dtype=np.float32) if found is None else found


class Coreference:
    """Scores antecedents with coreference.onnx over the word vectors in `Doc.tensor`."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.session = open_model(folder / "coreference.onnx", threads)

    def __call__(self, doc: Doc) -> Doc:
        texts = [token.text for token in doc]
        found = _candidates(doc, texts)
        spans = [(one.start, one.end) for one in found]
        best = [-1] * len(found)
        highest = np.full(len(found), LEAST, dtype=np.float32)
        of = describe(found, texts)
        for begin in range(0, len(found), ROWS):
            end = min(begin + ROWS, len(found))
            later, earlier, strings = worth_scoring(of, begin, end)
            scores = self.scores(doc, of, later, earlier, strings)
            for i, j, score in zip(later, earlier, scores, strict=True):
                if score > highest[i]:
                    highest[i], best[i] = score, int(j)
        doc.user_data[CHAINS] = [[spans[i] for i in chain] for chain in linked(best)]
        return doc

    def scores(
        self, doc: Doc, of: Described, later: Ints, earlier: Ints, strings: Ints
    ) -> NDArray[np.float32]:
        """One score per pair of mentions (numbers of `of`): the higher, the likelier a link."""
        if not len(later):
            return np.zeros(0, dtype=np.float32)
        first, last = int(earlier.min()), int(later.max()) + 1
        bounds = of.bounds[first:last]
        at = np.stack([bounds[:, 0], bounds[:, 1] - 1, bounds[:, 2]], axis=1)
        found: NDArray[np.float32] = self.session.run(
            ["scores"],
            {
                "vectors": doc.tensor[at].reshape(len(at), -1).astype(np.float32),
                "kinds": of.kinds[first:last],
                "later": later - first,
                "earlier": earlier - first,
                "features": joined(pair_features(of, later, earlier, strings)),
            },
        )[0]
        return found


def document_candidates(doc: Doc) -> list[Candidate]:
    """Candidate mentions of a parsed document, in order; see `kg.language.mentions`."""
    return _candidates(doc, [token.text for token in doc])


def _candidates(doc: Doc, texts: Sequence[str]) -> list[Candidate]:
    # Columns of the whole document: asking every token for seven attributes takes far longer.
    given = doc.to_array([IS_SPACE, SENT_START, HEAD, POS, TAG, DEP]).astype(np.int64)
    back = np.flatnonzero(given[:, 0] == 0)
    place = np.full(len(doc) + 1, -1, dtype=np.int64)
    place[back] = np.arange(len(back))
    starts = given[back, 1] == 1
    starts[:1] = True
    sentences = np.cumsum(starts) - 1
    heads = place[back + given[back, 2]]
    heads = np.where(heads < 0, np.arange(len(back)), heads)
    entities = []
    for ent in doc.ents:
        inside = place[ent.start : ent.end]
        inside = inside[inside >= 0]
        if len(inside):
            entities.append((int(inside[0]), int(inside[-1]) + 1, ent.label_))
    pos, tag, dep = (_names(doc, given[back, column]) for column in (3, 4, 5))
    found = candidates(
        pos,
        tag,
        heads.tolist(),
        ["root" if name == "ROOT" else name for name in dep],
        [texts[i] for i in back.tolist()],
        entities,
        np.flatnonzero(starts).tolist(),
    )
    tokens, numbers = back.tolist(), sentences.tolist()
    return [
        Candidate(
            tokens[one.start],
            tokens[one.end - 1] + 1,
            tokens[one.head],
            one.kind,
            numbers[one.head],
        )
        for one in found
    ]


def _names(doc: Doc, keys: Ints) -> list[str]:
    """The strings of spaCy's numbers for them."""
    strings = {key: doc.vocab.strings[key] for key in np.unique(keys.view(np.uint64)).tolist()}
    return [strings[key] for key in keys.view(np.uint64).tolist()]


@lru_cache(maxsize=1)
def _shipped() -> Coreference:
    return Coreference(WEIGHTS)


@Language.factory("kg_coreference", default_config={"threads": 0, "folder": ""})
def make_coreference(nlp: Language, name: str, threads: int, folder: str) -> Coreference:
    return Coreference(Path(folder) if folder else WEIGHTS, threads)


def chain_scores(doc: Doc, pronoun: Span, names: Sequence[Span]) -> list[float]:
    """Probability that `pronoun` and each of `names` corefer, each pair judged by itself."""
    scorer = _shipped()
    numbers = {token.i: number for number, one in enumerate(doc.sents) for token in one}
    out = []
    for name in names:
        mentions = [
            Candidate(start, end, doc[start:end].root.i, kind, numbers[start])
            for (start, end), kind in sorted([(pronoun, "pronoun"), (name, "name")])
        ]
        of = describe(mentions, [token.text for token in doc])
        score = scorer.scores(doc, of, np.array([1]), np.array([0]), np.array([0]))[0]
        out.append(float(1 / (1 + np.exp(-score))))
    return out
