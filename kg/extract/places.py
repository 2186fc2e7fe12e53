"""States and places by name: which state, and whether a city or its government.

What a name may stand for is in the vocabulary; the article and the sentence decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.registry import Registry
from kg.extract.seats import is_government
from kg.extract.spotting import LISTS, PLACE, STATE, Candidate
from kg.language.plain import Span, Token
from kg.vocabulary import KnownEntity, surface


class Places:
    """`home` is the state of the dateline, if there is one."""

    def __init__(self, registry: Registry, candidates: Sequence[Candidate]) -> None:
        self.registry = registry
        self.draft = registry.draft
        self.doc = registry.draft.doc
        self.vocabulary = registry.vocabulary
        self.home = self._dateline_state(candidates)

    def _dateline_state(self, candidates: Sequence[Candidate]) -> KnownEntity | None:
        """The state of "SEOUL, South Korea —" at the start of a line."""
        for candidate in candidates:
            text = self.doc[candidate.start : candidate.end].text
            before = self.doc[candidate.start - 1].text if candidate.start else "\n"
            if text.isupper() and len(text) > 3 and "\n" in before:
                state = self.vocabulary.capital_of(text.title())
                if state is not None:
                    return state
        return None

    def location(self, span: Span, candidate: Candidate) -> None:
        """A state, a place, or the state that is governed from there."""
        text = span.text
        state = self._state(candidate, text)
        if state is not None:
            self.registry.add(span, self.registry.known(state), STATE, candidate.score)
            return
        # "Brussels" stands for the Union first, and for Belgium not at all.
        governed = self.vocabulary.metonym(text) or self.vocabulary.capital_of(text)
        if governed is not None and is_government(self.draft, span):
            actor = self.registry.known(governed)
            self.registry.add(span, actor, governed.type, candidate.score)
            return
        kind = STATE if len(self._states(text)) > 1 else PLACE
        if candidate.kind is STATE and governed is None and not self.vocabulary.called(text):
            kind = STATE if candidate.score > 0.8 else PLACE
        self.registry.add(span, self.registry.named(kind, text), kind, candidate.score)

    def _states(self, text: str) -> list[KnownEntity]:
        return [entity for entity in self.vocabulary.called(text) if entity.type is STATE]

    def _state(self, candidate: Candidate, text: str) -> KnownEntity | None:
        """The state of this name; of several ("Congo") the only one named in the article."""
        named = self._states(text)
        if candidate.kind is STATE and candidate.known is not None:
            named = [candidate.known]
        elif len(named) > 1:
            here = {actor.known.id for actor in self.registry.actors if actor.known}
            told = [entity for entity in named if entity.id in here]
            return told[0] if len(told) == 1 else None
        if len(named) != 1 or surface(text) in named[0].metonyms:
            return None
        doubtful = candidate.kind is PLACE and candidate.known is None
        owned = self.doc[candidate.end - 1].head.lemma_.lower()
        doubtful = doubtful or owned in LISTS["region_nouns"]
        return None if doubtful and surface(text) in named[0].ambiguous else named[0]

    def directional_names(self) -> None:
        """ "the North" and "the South", where the article names such a state."""
        for word in ("North", "South"):
            named = {
                actor.known.id: actor
                for actor in self.registry.actors
                if actor.known and actor.kind is STATE and self._is_half(actor.known, word)
            }
            if len(named) != 1:
                continue
            (actor,) = named.values()
            for token in self.doc:
                if token.text == word and self._stands_alone(token):
                    span = self.doc[token.i : token.i + 1]
                    self.registry.add(span, actor, STATE, 0.9, proper=False)

    def _is_half(self, state: KnownEntity, side: str) -> bool:
        """South Korea, but not South Africa: there is a state for the rest of it."""
        first, _, rest = state.label.partition(" ")
        other = "South" if side == "North" else "North"
        if first != side or not rest:
            return False
        return any(self.vocabulary.state(name) for name in (f"{other} {rest}", rest))

    def _stands_alone(self, token: Token) -> bool:
        if not token.i or token.i in self.draft.actor_at:
            return False
        before, after = token.nbor(-1), token.nbor(1) if token.i + 1 < len(self.doc) else None
        joined = before.lower_ in {"and", "the", "armed"}
        return joined and (after is None or not (after.text[:1].isupper() or after.text == "of"))
