"""The model's coreference chains, as the actor spots that they join."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kg.extract.draft import Draft, Spot
from kg.language.discourse import chains
from kg.language.plain import Token
from kg.records import MentionType

NOBODY: Mapping[int, Spot] = {}


class Chains:
    """Antecedents of a word in its chain; a mention of several words is found by its head."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._chain_at: dict[int, tuple[int, list[int]]] = {}  # head → start, heads before it
        for chain in chains(draft.doc.source):
            heads: list[int] = []
            for start, end in chain:
                head = start if end == start + 1 else draft.doc[start:end].root.i
                self._chain_at.setdefault(head, (start, list(heads)))
                heads.append(head)

    def heads(self, word: Token) -> Iterator[Token]:
        """The heads of the mentions before the word in its chain, the nearest first."""
        start, heads = self._chain_at.get(word.i, (0, []))
        return (self._draft.doc[head] for head in reversed(heads) if head < start)

    def antecedent(
        self, word: Token, fits: Callable[[Spot], bool], meant: Mapping[int, Spot] = NOBODY
    ) -> Spot | None:
        """The nearest actor before `word` in its chain that fits; `meant` are spots of nouns."""
        for head in self.heads(word):
            spot = self._draft.actor_at.get(head.i) or meant.get(head.i)
            if spot is None or spot.actor is None or spot.kind is MentionType.DEMONYM:
                continue
            if fits(spot):
                return spot
        return None
