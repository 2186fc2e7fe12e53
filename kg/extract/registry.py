"""The actors of one article as they come up: one for each known entity, name or state's body."""

from __future__ import annotations

from kg.extract.draft import Actor, Draft, Spot
from kg.extract.spotting import LISTS
from kg.language.plain import Span
from kg.records import MentionType
from kg.vocabulary import BodyPattern, KnownEntity, fold, surface

_STATE, _ORGANIZATION = MentionType.STATE, MentionType.ORGANIZATION


class Registry:
    """Actors in order of appearance, and the spots that stand for them."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.vocabulary = draft.vocabulary
        self.actors: list[Actor] = []
        self.by_key: dict[tuple[MentionType, str], Actor] = {}
        self.pattern_of: dict[Actor, str] = {}  # of bodies that only states name: "army"

    def known(self, known: KnownEntity) -> Actor:
        known = self._stands_for(known)
        key = (known.type, known.id)
        actor = self.by_key.get(key)
        if actor is None:
            actor = self._new(Actor(known.type, known.label, known=known))
            self.by_key[key] = actor
        return actor

    def _stands_for(self, known: KnownEntity) -> KnownEntity:
        """The state, for a presidential office or government of its own name."""
        parent = self.vocabulary.get(known.parent) if known.parent else None
        if parent is None or parent.type is not _STATE:
            return known
        offices = (
            self.vocabulary.body(wording) for wording in ("government", "presidential office")
        )
        own = {office.known.get(parent.id) for office in offices if office is not None}
        return parent if known.id in own else known

    def named(self, kind: MentionType, text: str) -> Actor:
        key = (kind, fold(surface(text)))
        actor = self.by_key.get(key)
        if actor is None:
            actor = self._new(Actor(kind, surface(text)))
            self.by_key[key] = actor
        return actor

    def owned(self, text: str, owner: Actor) -> Actor:
        """A new organization of this name, told by its owner from all others of the name."""
        return self._new(Actor(_ORGANIZATION, surface(text), body=owner))

    def described(self, text: str) -> Actor:
        """A group that has no name, only this description."""
        return self._new(Actor(_ORGANIZATION, text))

    def _new(self, actor: Actor) -> Actor:
        self.actors.append(actor)
        return actor

    def add(
        self,
        span: Span,
        actor: Actor,
        kind: MentionType,
        score: float,
        *,
        proper: bool = True,
        whole: Span | None = None,
    ) -> Spot:
        return self.draft.actor_spot(span, actor, kind, score=score, proper=proper, whole=whole)

    def body(self, owner: KnownEntity, pattern: BodyPattern, text: str) -> Actor:
        if pattern.id in LISTS["state_patterns"]:
            return self.known(owner)
        known = self.vocabulary.get(pattern.entity_id(owner.id))
        if known is not None:
            body = self.known(known)
            body.body = body.body or self.known(owner)
            return body
        key = (_ORGANIZATION, f"{owner.id}/{pattern.id}")
        actor = self.by_key.get(key)
        if actor is None:
            label = pattern.label_for(owner.label)
            actor = self._new(Actor(_ORGANIZATION, label, body=self.known(owner)))
            self.by_key[key] = actor
            self.pattern_of[actor] = pattern.id
        return actor
