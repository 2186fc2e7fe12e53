"""Who is named in an article: typed spots, joined into one actor per person, state or body.

Names come from the entity recogniser and from the vocabulary of known names; what each
span stands for (city or government, which of two Kims) is decided here, per mention.
"""

from __future__ import annotations

from kg.extract.bodies import Bodies
from kg.extract.draft import Actor, Draft
from kg.extract.groups import find_groups
from kg.extract.persons import (
    PersonNames,
    apposed,
    gender_of,
    without_headings,
    word_before,
    word_before_comma,
)
from kg.extract.phrases import POSSESSIVES
from kg.extract.places import Places
from kg.extract.registry import Registry
from kg.extract.retyping import retyped
from kg.extract.short_forms import link_short_forms
from kg.extract.spotting import (
    DEMONYM,
    LISTS,
    ORGANIZATION,
    PERSON,
    PLACE,
    STATE,
    Candidate,
    NameSpotter,
    lone_words,
)
from kg.extract.worded_bodies import find_worded_bodies
from kg.language.plain import Span
from kg.records import MentionType
from kg.vocabulary import surface


def find_actors(draft: Draft) -> list[Actor]:
    """Fill the draft with actor spots; returns the actors in order of appearance."""
    registry = Registry(draft)
    words = lone_words(draft.doc)
    candidates = NameSpotter(draft.doc, draft.vocabulary, words).candidates()
    candidates = retyped(draft.doc, draft.vocabulary, candidates)
    places = Places(registry, candidates)
    draft.home = places.home
    bodies = Bodies(registry, places.home)
    persons = PersonNames(
        registry.actors,
        [draft.doc[one.start : one.end].text for one in candidates if one.kind is PERSON],
    )
    finder = _Finder(registry, places, bodies, persons)
    for candidate in candidates:
        finder.place(candidate)
    find_groups(registry)
    bodies.generic(words)
    find_worded_bodies(registry)
    places.directional_names()
    actors = without_headings(registry.actors, persons, draft.spots())
    return link_short_forms(draft, actors)


class _Finder:
    """Hands each candidate to whoever decides on its type."""

    def __init__(
        self, registry: Registry, places: Places, bodies: Bodies, persons: PersonNames
    ) -> None:
        self.registry = registry
        self.draft = registry.draft
        self.vocabulary = registry.vocabulary
        self.places = places
        self.bodies = bodies
        self.persons = persons

    def place(self, candidate: Candidate) -> None:
        span = self.draft.doc[candidate.start : candidate.end]
        text = span.text
        kind = candidate.kind
        if surface(text) in {"North", "South"}:
            return  # decided once all states are known
        if kind is PERSON:
            self._person(span, candidate.score)
        elif kind is DEMONYM:
            known = candidate.known or self.vocabulary.demonym(text) or self.vocabulary.state(text)
            if known is not None:
                self.registry.add(span, self.registry.known(known), DEMONYM, candidate.score)
            else:
                self.draft.spot(span, DEMONYM, score=candidate.score)
        elif kind in {STATE, PLACE}:
            self.places.location(span, candidate)
        elif kind is ORGANIZATION:
            self.bodies.organization(span, candidate)
        else:
            self.draft.spot(span, kind, score=candidate.score)

    def _person(self, span: Span, score: float) -> None:
        words = [t.text for t in span if not t.is_space and t.text not in POSSESSIVES]
        before = word_before(span)
        if before == "the" and self.persons.is_family(" ".join(words)):
            self.draft.spot(span, MentionType.MISC, score=score)  # "the Kims"
            return
        actor, sure = self.persons.person(" ".join(words), span)
        actor.titles |= {before, *apposed(span)} & LISTS["titles"]
        actor.gender = actor.gender or gender_of(before) or gender_of(word_before_comma(span))
        self.registry.add(span, actor, PERSON, min(score, sure))
