"""Structural relations that no pattern knows: between named actors, by the pair classifier.

A second opinion beside the patterns of `kg.extract.posts`; which of its labels are believed,
and what they are called in the ontology, is in lexicon/relations.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import permutations
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from kg.extract.draft import Draft, Spot
from kg.extract.lexicon import table
from kg.extract.posts import PostRecords
from kg.language.pairs import Asked
from kg.records import MentionType

LEAST = 0.95  # probability from which a relation is believed; at 0.85 a third were wrong
MOST_ACTORS = 16  # of one sentence
# With these in the sentence a relation may have ended, or be denied.
_OVER = frozenset(
    {"former", "formerly", "ex", "then", "late", "not", "n't", "never", "no", "longer"}
)


class RelationScorer(Protocol):
    """What is needed of `kg.language.pairs.PairScorer`."""

    relation_labels: list[str]

    def relations(self, doc: Doc, pairs: Sequence[Asked]) -> NDArray[np.float32]:
        """Probabilities [pairs, labels] of each relation by itself."""
        ...


@cache
def believed() -> Mapping[str, Mapping[str, Any]]:
    """The rows of relations.yaml by label."""
    return {str(row["label"]): row for row in table("relations")}


def add_relations(draft: Draft, scorer: RelationScorer, posts: PostRecords) -> None:
    """Adds what the classifier is sure of, and no pattern has found, to `posts`."""
    pairs = [
        (one, other, sentence)
        for sentence in draft.doc.sents
        if not any(token.lower_ in _OVER for token in sentence)
        for one, other in permutations(_named(draft, sentence), 2)
        if one.actor is not other.actor
    ]
    rows = believed()
    columns = [(i, rows[name]) for i, name in enumerate(scorer.relation_labels) if name in rows]
    spans = [(_extent(draft, one), _extent(draft, other)) for one, other, _ in pairs]
    for scores, (one, other, sentence) in zip(
        scorer.relations(draft.doc, spans), pairs, strict=True
    ):
        for column, row in columns:
            if scores[column] >= LEAST and _fits(row, one, other):
                posts.found(row["predicate"], one, other, sentence, float(scores[column]))


def _fits(row: Mapping[str, Any], one: Spot, other: Spot) -> bool:
    return _kind(one) in row["subject"] and _kind(other) in row["object"]


def _kind(spot: Spot) -> str:
    return spot.actor.kind.value if spot.actor is not None else ""


def _named(draft: Draft, sentence: Span) -> Iterable[Spot]:
    """The spots of named actors in a sentence, in text order, each actor once."""
    out: dict[int, Spot] = {}
    for token in sentence:
        spot = draft.actor_at.get(token.i)
        if spot is None or spot.actor is None or not spot.proper:
            continue
        if spot.kind is not MentionType.DEMONYM:
            out.setdefault(id(spot.actor), spot)
    return list(out.values())[:MOST_ACTORS]


def _extent(draft: Draft, spot: Spot) -> tuple[int, int]:
    span = draft.doc.char_span(spot.start, spot.end, alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 1)  # spots are made from tokens
