"""Organizations: by name, by a wording that every state has one of, by what is left of a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.extract.acronyms import abbreviated
from kg.extract.draft import Actor
from kg.extract.group_nouns import is_resistance
from kg.extract.opening_places import opening_state
from kg.extract.owners import owner_told
from kg.extract.phrases import POSSESSIVES, SUBJECTS
from kg.extract.registry import Registry
from kg.extract.roles import is_before_title
from kg.extract.spotting import (
    DEMONYM,
    LISTS,
    ORGANIZATION,
    STATE,
    Candidate,
    is_party,
)
from kg.language.plain import Span
from kg.vocabulary import BodyPattern, KnownEntity, fold, surface

_NOUNS = frozenset({"NOUN", "PROPN"})
_LONGEST = 6  # tokens in the wording of a body
_GOVERNMENT_STARTS = frozenset(name.partition(" ")[0] for name in LISTS["governments"])


class Bodies:
    """`home` is the state of the dateline, to which "the foreign ministry" belongs."""

    def __init__(self, registry: Registry, home: KnownEntity | None) -> None:
        self.registry = registry
        self.draft = registry.draft
        self.doc = registry.draft.doc
        self.vocabulary = registry.vocabulary
        self.home = home
        self._parties: dict[str, list[Actor]] = {}  # by name, where the text says whose they are

    # -- by name ----------------------------------------------------------------------------

    def organization(self, span: Span, candidate: Candidate) -> None:
        text = span.text
        owner = self.vocabulary.owner_and_rest(text)
        if owner is not None and self._is_crowd(span, owner[1]):
            length = len(span) - len(owner[1].split())
            if length > 0:
                first = self.doc[span.start : span.start + length]
                self.registry.add(first, self.registry.known(owner[0]), DEMONYM, candidate.score)
            return
        if self._party(span, candidate):
            return
        known = candidate.known
        if known is None:
            called = [e for e in self.vocabulary.called(text) if e.type in {ORGANIZATION, STATE}]
            known = called[0] if len(called) == 1 else None
        if known is None:
            governed = self.vocabulary.metonym(text)
            known = (
                governed if governed is not None and surface(text) in governed.metonyms else None
            )
        short = abbreviated(span)
        if known is not None and known.type in {ORGANIZATION, STATE}:
            self._organized(span, self.registry.known(known), short, candidate.score)
            return
        if self.vocabulary.body(text) is not None:
            return  # generic: read with its state, in `_bodies`
        pattern = self.vocabulary.body(owner[1]) if owner is not None else None
        named = self.registry.by_key.get((ORGANIZATION, fold(short)))
        if owner is not None and pattern is not None and not pattern.generic:
            named = self.registry.body(owner[0], pattern, owner[1])
        actor = named or self.registry.named(ORGANIZATION, text)
        self._organized(span, actor, short, candidate.score)

    def _party(self, span: Span, candidate: Candidate) -> bool:
        """ "Norway's Labour Party", and "the Labour Party" after that: not the British one."""
        called = [e for e in self.vocabulary.called(span.text) if e.type is ORGANIZATION]
        if not called or not all(map(is_party, called)):
            return False
        owner, name = self._state_before(span), fold(surface(span.text))
        parties = self._parties.setdefault(name, [])
        if owner is None:
            if len(parties) == 1:
                self.registry.add(span, parties[0], ORGANIZATION, candidate.score)
            return len(parties) == 1
        own = [e for e in called if e.based_in == owner.known.id] if owner.known else []
        if len(own) == 1:
            actor = self.registry.known(own[0])
        else:
            same = [party for party in parties if party.body is owner]
            actor = same[0] if same else self.registry.owned(span.text, owner)
        if actor not in parties:
            parties.append(actor)
        self.registry.add(span, actor, ORGANIZATION, candidate.score)
        return True

    def _state_before(self, span: Span) -> Actor | None:
        """The state whose possessive or demonym stands right before."""
        before = span.start - 1
        owns = before > 0 and self.doc[before].text in POSSESSIVES
        spot = self.draft.actor_at.get(before - 1 if owns else before)
        if spot is None or spot.actor is None or spot.actor.kind is not STATE:
            return None
        return spot.actor if owns or spot.kind is DEMONYM else None

    def _organized(self, span: Span, actor: Actor, short: str, score: float) -> None:
        """A body's mention; what it is called for short is one more name of it."""
        for kind in (ORGANIZATION, STATE) if short else ():
            self.registry.by_key[kind, fold(short)] = actor
        self.registry.add(span, actor, actor.kind, score)

    def _is_crowd(self, span: Span, rest: str) -> bool:
        """People of a state rather than a body: "Ukrainian forces", "North Korean military aid"."""
        if rest.lower() in LISTS["not_bodies"]:
            return True
        root = span.root
        return rest.islower() and root.dep_ in {"compound", "amod"} and root.head.i >= span.end

    # -- by wording -------------------------------------------------------------------------

    def generic(self, words: Sequence[str]) -> None:
        """Generic bodies with their state: "Seoul's spy agency", "the foreign ministry"; `words`
        are the `lone_words` of the document."""
        doc, index = self.doc, 0
        may_begin = cache(self._may_begin)  # the same words come again and again
        # Columns of the whole document: asking token by token takes several times as long.
        ends = [t.pos_ in _NOUNS and not (t.is_space or t.is_punct) for t in doc]
        begins = [t.is_alpha and t.pos_ != "DET" for t in doc]
        for i, word in enumerate(words):
            begins[i] = begins[i] and (not word or may_begin(word))
        while index < len(doc):
            length = 0
            if begins[index] and index not in self.draft.actor_at:
                length = self._body_at(index, ends)
            index += length or 1

    def _may_begin(self, word: str) -> bool:
        return self.vocabulary.may_begin_body(word) or word.lower() in _GOVERNMENT_STARTS

    def _body_at(self, index: int, ends: Sequence[bool]) -> int:
        doc = self.doc
        free = index
        while free < min(index + _LONGEST, len(doc)) and free not in self.draft.actor_at:
            free += 1
        for length in range(free - index, 0, -1):
            if not ends[index + length - 1]:
                continue
            last = doc[index + length - 1]
            span = doc[index : index + length]
            text = span.text
            government = text.lower() in LISTS["governments"]
            pattern = None if government else self.vocabulary.body(text)
            if not government and (pattern is None or pattern.generic):
                continue
            if text.lower() in LISTS["not_bodies"] or is_resistance(last):
                continue
            modifies = last.dep_ in {"compound", "amod"} and last.head.i > last.i
            if modifies and not is_before_title(span):
                continue  # "military aid"
            told = owner_told(self.draft, span)
            explicit = told is not None
            opening = opening_state(self.draft, span.sent) if modifies and not explicit else None
            if modifies and not explicit and opening is None:
                continue
            owner = opening or (told.state.known if told else self._implied_owner(span))
            whole = told.whole if told is not None else span
            explicit = explicit or opening is not None
            if pattern is not None and not explicit and self._meant(span, pattern, owner):
                return length
            if pattern is not None and pattern.id in LISTS["state_patterns"] and not explicit:
                return length  # "the government" may be any
            if owner is None or (not explicit and (pattern is None or not pattern.bare)):
                return length
            proper = span[0].text[:1].isupper()
            if pattern is None:
                self.registry.add(span, self.registry.known(owner), STATE, 0.9, proper=False)
            else:
                actor = self.registry.body(owner, pattern, text)
                score = 0.9 if explicit else 0.6
                self.registry.add(span, actor, actor.kind, score, proper=proper, whole=whole)
            return length
        return 0

    def _meant(self, span: Span, pattern: BodyPattern, owner: KnownEntity | None) -> bool:
        """ "The upper house", of an article about one: the body of that kind that it names.

        Never that of another state than acts in the sentence; of several, the one of the
        dateline's state, if any. Else it is left open.
        """
        if not self._is_definite(span):
            return False
        if pattern.id in LISTS["kinds"] and not span.text.islower():
            return False  # "Congress" is a name, and no other parliament's
        named = [actor for actor in self.registry.actors if self._is_of_kind(actor, pattern)]
        if owner is not None and (len(named) > 1 or owner is not self.home):
            named = [actor for actor in named if _state_of(actor) in ("", owner.id)]
        if len(named) == 1:
            proper = span[0].text[:1].isupper()
            self.registry.add(span, named[0], ORGANIZATION, 0.6, proper=proper)
        return len(named) == 1

    def _is_of_kind(self, actor: Actor, pattern: BodyPattern) -> bool:
        if actor.kind is not ORGANIZATION:
            return False
        if actor.known is None:
            return self.registry.pattern_of.get(actor) == pattern.id
        house = pattern.id in LISTS["kinds"] and actor.known.organization_type == pattern.id
        return house or actor.known.id in pattern.known.values()

    def _is_definite(self, span: Span) -> bool:
        before = self.doc[max(0, span.start - 1)].lower_
        return before == "the" or any(token.text[:1].isupper() for token in span)

    def _implied_owner(self, span: Span) -> KnownEntity | None:
        """Without words for it: the state of the sentence's subject, else of the dateline."""
        if not self._is_definite(span):
            return None
        for token in span.sent:
            if token.dep_ in SUBJECTS:
                for part in (token, *token.children):
                    spot = self.draft.actor_at.get(part.i)
                    if spot and spot.actor and spot.actor.kind is STATE and spot.actor.known:
                        return spot.actor.known
        return self.home


def _state_of(body: Actor) -> str:
    """The known state that the body belongs to, or ""."""
    if body.known is not None:
        return body.known.parent
    return body.body.known.id if body.body is not None and body.body.known is not None else ""
