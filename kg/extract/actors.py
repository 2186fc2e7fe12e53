"""Who is named in an article: typed spots, joined into one actor per person, state or body.

Names come from the entity recogniser and from the vocabulary of known names; what each
span stands for (city or government, which of two Kims) is decided here, per mention.
"""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kg.extract.draft import Actor, Draft, Spot
from kg.extract.phrases import POSSESSIVES, SUBJECTS, case_of
from kg.extract.spotting import (
    DEMONYM,
    LISTS,
    ORGANIZATION,
    PERSON,
    PLACE,
    STATE,
    Candidate,
    NameSpotter,
)
from kg.records import MentionType
from kg.vocabulary import BodyPattern, KnownEntity, fold, surface

_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]s?|[A-Z]\d{1,2}")


def find_actors(draft: Draft) -> list[Actor]:
    """Fill the draft with actor spots; returns the actors in order of appearance."""
    return _Finder(draft).run()


class _Finder:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.doc = draft.doc
        self.vocabulary = draft.vocabulary
        self.actors: list[Actor] = []
        self.by_key: dict[tuple[MentionType, str], Actor] = {}
        self.bearers: dict[str, list[Actor]] = {}  # persons, by what later mentions may say
        self.folded: dict[str, Actor] = {}  # the first person of each name
        self.last: dict[Actor, int] = {}  # the last token so far that names an actor
        self.home: KnownEntity | None = None  # the state of the dateline

    def run(self) -> list[Actor]:
        candidates = NameSpotter(self.doc, self.vocabulary).candidates()
        self.home = self._dateline_state(candidates)
        for candidate in candidates:
            self._place(candidate)
        self._bodies()
        self._directional_names()
        self._later_full_names()
        return self.actors

    def _dateline_state(self, candidates: list[Candidate]) -> KnownEntity | None:
        """The state of "SEOUL, South Korea —" at the start of a line."""
        for candidate in candidates:
            text = self.doc[candidate.start : candidate.end].text
            before = self.doc[candidate.start - 1].text if candidate.start else "\n"
            if text.isupper() and len(text) > 3 and "\n" in before:
                state = self.vocabulary.capital_of(text.title())
                if state is not None:
                    return state
        return None

    # -- actors -------------------------------------------------------------------------

    def _place(self, candidate: Candidate) -> None:
        span = self.doc[candidate.start : candidate.end]
        text = span.text
        kind = candidate.kind
        if surface(text) in {"North", "South"}:
            return  # decided once all states are known
        if kind is PERSON:
            self._person(span, candidate.score)
        elif kind is DEMONYM:
            known = candidate.known or self.vocabulary.demonym(text) or self.vocabulary.state(text)
            if known is not None:
                self._add(span, self._known_actor(known), DEMONYM, candidate.score)
            else:
                self.draft.spot(span, DEMONYM, score=candidate.score)
        elif kind in {STATE, PLACE}:
            self._location(span, candidate)
        elif kind is ORGANIZATION:
            self._organization(span, candidate)
        else:
            self.draft.spot(span, kind, score=candidate.score)

    def _location(self, span: Span, candidate: Candidate) -> None:
        text = span.text
        state = candidate.known if candidate.kind is STATE else None
        state = state or self.vocabulary.state(text)
        if state is not None and surface(text) not in state.metonyms:
            if (
                candidate.kind is PLACE
                and surface(text) in state.ambiguous
                and candidate.known is None
            ):
                state = None
            else:
                self._add(span, self._known_actor(state), STATE, candidate.score)
                return
        # "Brussels" stands for the Union first, and for Belgium not at all.
        governed = self.vocabulary.metonym(text) or self.vocabulary.capital_of(text)
        if governed is not None and self._is_government(span):
            self._add(span, self._known_actor(governed), governed.type, candidate.score)
            return
        kind = PLACE
        if candidate.kind is STATE and governed is None and not self.vocabulary.called(text):
            kind = STATE if candidate.score > 0.8 else PLACE
        self._add(span, self._named(kind, text), kind, candidate.score)

    def _is_government(self, span: Span) -> bool:
        """Whether a capital or seat of government stands for the state at this place."""
        root = span.root
        case = case_of(root)
        if (
            span.text.isupper()
            and len(span.text) > 3
            and any(t.text in {"—", "–", "-", "("} for t in self.doc[span.end : span.end + 8])
        ):
            return False  # a dateline
        nxt = self.doc[span.end] if span.end < len(self.doc) else None
        if nxt is not None and nxt.text == "," and span.end + 1 < len(self.doc):
            after = self.doc[span.end + 1]
            if after.ent_type_ in {"State", "Place"} and after.text[:1].isupper():
                return False  # "Seoul, South Korea"
        if surface(span.text) in {"Kremlin", "White House", "Blue House"}:
            return case not in {"in", "inside", "outside", "near", "at"}
        if case in LISTS["place_cases"]:
            return False
        head = root.head
        if root.dep_ == "obj" and head.lemma_ in LISTS["place_verbs"]:
            return False
        if (
            case in {"to", "from", "for"}
            and head.lemma_ in LISTS["motion_verbs"] | LISTS["motion_nouns"]
        ):
            return False
        if root.dep_ == "conj":
            first = root.head
            if first.i in self.draft.actor_at and first.dep_ != "conj":
                spot = self.draft.actor_at[first.i]
                if spot.actor is not None and spot.actor.kind is PLACE:
                    return False
        return not (root.dep_ in {"compound", "appos"} and head.ent_type_ == "Place")

    def _organization(self, span: Span, candidate: Candidate) -> None:
        text = span.text
        owner = self.vocabulary.owner_and_rest(text)
        if owner is not None and self._is_crowd(span, owner[1]):
            length = len(span) - len(owner[1].split())
            if length > 0:
                first = self.doc[span.start : span.start + length]
                self._add(first, self._known_actor(owner[0]), DEMONYM, candidate.score)
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
        if known is not None and known.type in {ORGANIZATION, STATE}:
            actor = self._known_actor(known)
            self._add(span, actor, actor.kind, candidate.score)
            self._acronym(span)
            return
        if self.vocabulary.body(text) is not None:
            return  # generic: read with its state, in `_bodies`
        pattern = self.vocabulary.body(owner[1]) if owner is not None else None
        if owner is not None and pattern is not None and not pattern.generic:
            actor = self._body_actor(owner[0], pattern, owner[1])
            self._add(span, actor, actor.kind, candidate.score)
            return
        self._add(span, self._named(ORGANIZATION, text), ORGANIZATION, candidate.score)
        self._acronym(span)

    def _is_crowd(self, span: Span, rest: str) -> bool:
        """People of a state rather than a body: "Ukrainian forces", "North Korean military aid"."""
        if rest.lower() in LISTS["not_bodies"]:
            return True
        root = span.root
        return rest.islower() and root.dep_ in {"compound", "amod"} and root.head.i >= span.end

    def _acronym(self, span: Span) -> None:
        """ "Institute for the Study of War (ISW)": the short form is one more name."""
        doc, end = self.doc, span.end
        if end + 2 >= len(doc) or doc[end].text != "(" or doc[end + 2].text != ")":
            return
        short = doc[end + 1].text
        actor = self.draft.actor_at[span.start].actor
        if _ACRONYM.fullmatch(short) and actor is not None:
            self.by_key[ORGANIZATION, fold(short)] = actor
            self.by_key[STATE, fold(short)] = actor

    # -- persons ------------------------------------------------------------------------

    def _person(self, span: Span, score: float) -> None:
        words = [t.text for t in span if not t.is_space and t.text not in POSSESSIVES]
        if len(words) > 1:
            actor = self._full_name(" ".join(words))
        else:
            actor = self._surname(words[0], span) or self._named(PERSON, words[0])
        word = self._word_before(span)
        if word in LISTS["titles"]:
            actor.titles.add(word)
        for gender, nouns in (("he", LISTS["masculine"]), ("she", LISTS["feminine"])):
            if word in nouns:
                actor.gender = actor.gender or gender
        self._add(span, actor, PERSON, score)

    def _full_name(self, name: str) -> Actor:
        keys = name_keys(name)
        for key in keys:
            found = self.by_key.get((PERSON, key))
            if found is not None:
                return found
        actor = self._new(Actor(PERSON, name))
        for key in keys:
            self.by_key.setdefault((PERSON, key), actor)
        return actor

    def _surname(self, word: str, span: Span) -> Actor | None:
        """The person a lone name goes back to: the last one named who bears it.

        A title that only one of several bearers carries ("Dr. Kim") decides before nearness.
        """
        bearers = self.bearers.get(fold(word), [])
        before = self._word_before(span)
        if before in LISTS["titles"]:
            titled = [a for a in bearers if before in a.titles]
            bearers = titled or bearers
        if not bearers:
            return self.folded.get(fold(word))
        return max(bearers, key=lambda a: self.last.get(a, -1))

    def _word_before(self, span: Span) -> str:
        return self.doc[span.start - 1].lower_.rstrip(".") if span.start else ""

    # -- bodies -------------------------------------------------------------------------

    def _bodies(self) -> None:
        """Generic bodies with their state: "Seoul's spy agency", "the foreign ministry"."""
        doc = self.doc
        index = 0
        while index < len(doc):
            length = 0
            if (
                index not in self.draft.actor_at
                and doc[index].is_alpha
                and doc[index].pos_ != "DET"
            ):
                length = self._body_at(index)
            index += length or 1

    def _body_at(self, index: int) -> int:
        doc = self.doc
        for length in range(min(6, len(doc) - index), 0, -1):
            last = doc[index + length - 1]
            if last.is_space or last.is_punct or last.pos_ not in {"NOUN", "PROPN"}:
                continue
            if any(i in self.draft.actor_at for i in range(index, index + length)):
                continue
            span = doc[index : index + length]
            text = span.text
            government = text.lower() in LISTS["governments"]
            pattern = None if government else self.vocabulary.body(text)
            if not government and (pattern is None or pattern.generic):
                continue
            if text.lower() in LISTS["not_bodies"]:
                continue
            if last.dep_ in {"compound", "amod"} and last.head.i > last.i:
                continue  # "military aid"
            owner, explicit = self._owner(span)
            if pattern is not None and pattern.id in LISTS["state_patterns"] and not explicit:
                return length  # "the government" may be any
            if owner is None or (not explicit and (pattern is None or not pattern.bare)):
                return length
            proper = span[0].text[:1].isupper()
            if pattern is None:
                self._add(span, self._known_actor(owner), STATE, 0.9, proper=False)
            else:
                actor = self._body_actor(owner, pattern, text)
                self._add(span, actor, actor.kind, 0.9 if explicit else 0.6, proper=proper)
            return length
        return 0

    def _owner(self, span: Span) -> tuple[KnownEntity | None, bool]:
        """The state whose body this is, and whether the text says so."""
        doc = self.doc
        before = span.start - 1
        while before >= 0 and doc[before].text in POSSESSIVES:
            before -= 1
        spot = self.draft.actor_at.get(before)
        if spot is not None and spot.actor is not None and spot.actor.known is not None:
            known = spot.actor.known
            if known.type is STATE:
                return known, True
        after = span.end
        if after + 1 < len(doc) and doc[after].lower_ in {"of", "in"}:
            nxt = after + 2 if doc[after + 1].lower_ == "the" else after + 1
            spot = self.draft.actor_at.get(nxt)
            if spot is not None and spot.actor is not None and spot.actor.kind is STATE:
                return spot.actor.known, True
        root = span.root
        for modifier in root.children:
            spot = self.draft.actor_at.get(modifier.i)
            if modifier.dep_ in {"nmod:poss", "amod", "compound"} and spot and spot.actor:
                if spot.actor.known is not None and spot.actor.kind is STATE:
                    return spot.actor.known, True
        return self._implied_owner(span), False

    def _implied_owner(self, span: Span) -> KnownEntity | None:
        """Without words for it: the state of the sentence's subject, else of the dateline."""
        if (
            not any(t.text[:1].isupper() for t in span)
            and self.doc[max(0, span.start - 1)].lower_ != "the"
        ):
            return None
        for token in span.sent:
            if token.dep_ in SUBJECTS:
                for part in (token, *token.children):
                    spot = self.draft.actor_at.get(part.i)
                    if spot and spot.actor and spot.actor.kind is STATE and spot.actor.known:
                        return spot.actor.known
        return self.home

    def _body_actor(self, owner: KnownEntity, pattern: BodyPattern, text: str) -> Actor:
        if pattern.id in LISTS["state_patterns"]:
            return self._known_actor(owner)
        known = self.vocabulary.get(pattern.entity_id(owner.id))
        if known is not None:
            body = self._known_actor(known)
            body.body = body.body or self._known_actor(owner)
            return body
        key = (ORGANIZATION, f"{owner.id}/{pattern.id}")
        actor = self.by_key.get(key)
        if actor is None:
            label = pattern.label_for(owner.label)
            actor = self._new(Actor(ORGANIZATION, label, body=self._known_actor(owner)))
            self.by_key[key] = actor
        return actor

    def _directional_names(self) -> None:
        """ "the North" and "the South", where the article names such a state."""
        for word, prefix in (("North", "North "), ("South", "South ")):
            named = {
                a.known.id: a
                for a in self.actors
                if a.known and a.kind is STATE and a.known.label.startswith(prefix)
            }
            if len(named) != 1:
                continue
            actor = next(iter(named.values()))
            for token in self.doc:
                if token.text == word and token.i and token.i not in self.draft.actor_at:
                    before, after = self.doc[token.i - 1], _next(token)
                    joined = before.lower_ in {"and", "the", "armed"}
                    if joined and (after is None or not after.text[:1].isupper()):
                        span = self.doc[token.i : token.i + 1]
                        self._add(span, actor, STATE, 0.9, proper=False)

    def _later_full_names(self) -> None:
        """ "Yoon" in a heading is the Yoon Suk Yeol of the text below, if he is the only one."""
        merged: dict[int, Actor] = {}
        for actor in self.actors:
            if actor.kind is PERSON and len(actor.name.split()) == 1:
                full = self.bearers.get(fold(actor.name), [])
                bearers = [a for a in full if len(a.name.split()) > 1]
                if len(bearers) == 1:
                    merged[id(actor)] = bearers[0]
        for spot in self.draft.spots():
            if spot.actor is not None and id(spot.actor) in merged:
                spot.actor = merged[id(spot.actor)]
        self.actors = [a for a in self.actors if id(a) not in merged]

    # -- registry -----------------------------------------------------------------------

    def _known_actor(self, known: KnownEntity) -> Actor:
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
        if parent is None or parent.type is not STATE:
            return known
        offices = (
            self.vocabulary.body(wording) for wording in ("government", "presidential office")
        )
        own = {office.known.get(parent.id) for office in offices if office is not None}
        return parent if known.id in own else known

    def _named(self, kind: MentionType, text: str) -> Actor:
        key = (kind, fold(surface(text)))
        actor = self.by_key.get(key)
        if actor is None:
            actor = self._new(Actor(kind, surface(text)))
            self.by_key[key] = actor
        return actor

    def _new(self, actor: Actor) -> Actor:
        self.actors.append(actor)
        if actor.kind is PERSON:
            self.folded.setdefault(fold(actor.name), actor)
            for word in later_names(actor.name):
                self.bearers.setdefault(word, []).append(actor)
        return actor

    def _add(
        self, span: Span, actor: Actor, kind: MentionType, score: float, *, proper: bool = True
    ) -> Spot:
        self.last[actor] = span.end - 1
        return self.draft.actor_spot(span, actor, kind, score=score, proper=proper)


def name_keys(name: str) -> list[str]:
    """Keys under which two full names of one article are one person's.

    Spaces and hyphens do not count ("Kim Hong-kyun"), nor does a middle initial
    ("Joe R. Biden").
    """
    parts = fold(name).split()
    keys = ["".join(parts)]
    if len(parts) == 3 and len(parts[1]) == 1:
        keys.append(parts[0] + parts[2])
    return keys


def later_names(full_name: str) -> list[str]:
    """What later mentions of the bearer may say, folded: the last word, a first family name."""
    parts = fold(full_name).split()
    if len(parts) < 2:
        return []
    family_first = parts[0] in LISTS["family_first"] and parts[0] != parts[-1]
    return [parts[-1], parts[0]] if family_first else [parts[-1]]


def _next(token: Token) -> Token | None:
    return token.nbor(1) if token.i + 1 < len(token.doc) else None
