"""Groups whose state or union only the article tells: "the opposition", "member states".

Also "Western" before a word for a deed ("Western sanctions"), as a demonym stands for its state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, MutableMapping
from functools import cached_property

from kg.extract import phrases
from kg.extract.draft import Actor
from kg.extract.group_nouns import is_resistance, noun_of_group
from kg.extract.lexicon import event_lexicon
from kg.extract.registry import Registry
from kg.extract.spotting import ORGANIZATION, STATE
from kg.language.plain import Span, Token
from kg.records import MentionType
from kg.vocabulary.groups import COUNTRY, GROUP, OPPOSITION, SharedGroup, group_words, main_state

_UNION = "intergovernmental"
_LIKELY = 0.6
_BELONGING = frozenset({"nmod:poss", "nmod"})


def imply_groups(registry: Registry, actors: MutableMapping[Hashable, Actor]) -> None:
    """Add spots of such groups; `actors` are those that the article tells apart, by key."""
    implied = _Implied(registry, actors)
    for token in registry.draft.doc:
        if token.i in registry.draft.actor_at:
            continue
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "amod", "flat"}:
            implied.noun(token)
        elif token.dep_ == "amod" and token.text[:1].isupper() and token.head.i > token.i:
            implied.adjective(token)


def shared_key(shared: SharedGroup) -> Hashable:
    """The key of a group that every article means alike."""
    return "shared", shared.label


class _Implied:
    def __init__(self, registry: Registry, actors: MutableMapping[Hashable, Actor]) -> None:
        self.registry = registry
        self.draft = registry.draft
        self.actors = actors
        self.words = group_words()

    def noun(self, head: Token) -> None:
        if self._is_opposition(head):
            actor = self._opposition(head)
        elif self._are_members(head):
            actor = self._members()
        else:
            return
        if actor is not None:
            own, whole = self.draft.doc[head.i : head.i + 1], self._span(head)
            self.registry.add(own, actor, ORGANIZATION, _LIKELY, proper=False, whole=whole)

    def adjective(self, word: Token) -> None:
        shared = next((one for one in self.words.shared if word.lower_ in one.adjectives), None)
        if shared is None or not word.head.is_lower or not event_lexicon().readings(word.head):
            return
        span = self.draft.doc[word.i : word.i + 1]
        actor = self._group(shared_key(shared), shared.label)
        self.registry.add(span, actor, ORGANIZATION, _LIKELY, proper=False)

    def _group(self, key: Hashable, label: str) -> Actor:
        """The group of a key, made where the article has not told of it yet."""
        actor = self.actors.get(key)
        if actor is None:
            actor = self.actors[key] = self.registry.described(label)
            actor.group = GROUP
        return actor

    # -- the opposition of the state that the article is about --------------------------------

    def _is_opposition(self, head: Token) -> bool:
        if head.lemma_.lower() == OPPOSITION:
            definite = any(child.lower_ == "the" for child in head.children)
            plain = all(child.dep_ not in _BELONGING for child in head.children)
            return definite and plain and not is_resistance(head)
        if head.tag_ not in phrases.PLURAL or noun_of_group(head) != OPPOSITION:
            return False
        return all(child.dep_ not in _BELONGING for child in head.children)

    def _opposition(self, head: Token) -> Actor | None:
        """The only one of the article, else that of its state."""
        told = {
            a for key, a in self.actors.items() if isinstance(key, tuple) and key[0] == OPPOSITION
        }
        if told:
            return told.pop() if len(told) == 1 else None
        owner = self._state
        pattern = self.draft.vocabulary.body(OPPOSITION)
        if owner is None or owner.known is None or pattern is None:
            return None
        actor = self.registry.body(owner.known, pattern, head.text)
        actor.group, self.actors[OPPOSITION, owner] = "party", actor
        return actor

    @cached_property
    def _state(self) -> Actor | None:
        """The known state that the article speaks of, if it is hardly of another."""
        return main_state(self._counts(STATE))

    def _counts(self, kind: MentionType) -> Counter[Actor]:
        return Counter(
            spot.actor
            for spot in self.draft.actor_spots()
            if spot.actor is not None and spot.actor.known is not None and spot.actor.kind is kind
        )

    # -- the members of the union that the article is about -------------------------------------

    def _are_members(self, head: Token) -> bool:
        """ "Member states", with nothing that says of what."""
        if self.words.same.get(head.lemma_.lower()) != COUNTRY or head.tag_ not in phrases.PLURAL:
            return False
        member = any(c.lower_ == "member" and c.dep_ in {"compound", "amod"} for c in head.children)
        return member and all(child.dep_ not in _BELONGING for child in head.children)

    def _members(self) -> Actor | None:
        if self._union is None:
            return None
        return self._group((COUNTRY, self._union), f"{self._union.name} member states")

    @cached_property
    def _union(self) -> Actor | None:
        """The only union of states that the article names."""
        unions = [
            actor
            for actor in self._counts(ORGANIZATION)
            if actor.known is not None and actor.known.organization_type == _UNION
            if not actor.known.parent  # the European Commission is only a part of one
        ]
        return unions[0] if len(unions) == 1 else None

    def _span(self, head: Token) -> Span:
        """The noun with the words right before it that say what kind it is."""
        start = head.i
        while start > 0:
            before = self.draft.doc[start - 1]
            if before.head.i != head.i or before.dep_ not in {"compound", "amod"}:
                break
            if before.lower_ not in self.words.opposing | {"member"}:
                break
            start -= 1
        return self.draft.doc[start : head.i + 1]
