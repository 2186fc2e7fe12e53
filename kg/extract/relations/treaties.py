"""Parties to a treaty: "the pact between X and Y", "X's treaty with Y", "the pact X signed"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract import phrases
from kg.extract.draft import Spot
from kg.extract.lexicon import EventLexicon
from kg.extract.participants import fillers, participants
from kg.extract.relations.names import Names
from kg.extract.relations.records import RelationRecords
from kg.extract.relations.words import relation_words
from kg.extract.spotting import PERSON, PLACE
from kg.language.plain import Span, Token
from kg.records import MentionType
from kg.vocabulary import fold

_VAGUE = frozenset(
    {"agreement", "deal", "protocol", "convention", "charter", "memorandum", "accord"}
)
_MODIFIERS = frozenset({"amod", "compound", "flat", "nmod:desc"})
_NOT_NAME = frozenset({"new", "recent", "own", "old", "prominent", "significant", "alleged"})


def find_treaties(names: Names, records: RelationRecords, lexicon: EventLexicon) -> None:
    """Writes who is party to which treaty; one told again in the same words is the same."""
    _Treaties(names, records, lexicon).find()


class _Treaties:
    def __init__(self, names: Names, records: RelationRecords, lexicon: EventLexicon) -> None:
        self.names, self.records = names, records
        self.lexicon = lexicon
        self.spots: dict[str, Spot] = {}
        self.between: dict[frozenset[int], str] = {}

    def find(self) -> None:
        words = relation_words()
        for token in self.names.doc:
            lemma = token.lemma_.lower()
            if lemma not in words.treaties or token.pos_ not in {"NOUN", "PROPN"}:
                continue
            if token.i in self.names.at or token.tag_ in phrases.PLURAL:
                continue
            span = self._name(token)
            described = {word.lower_ for word in span[:-1]}
            parties = self._parties(token)
            vague = lemma in _VAGUE and not described & words.treaty_fields
            if vague and span.text.islower() and not list(phrases.oblique(token, "between")):
                continue
            if len(parties) > 1 or (parties and not span.text.islower()):
                target = self._spot(span, parties)
                for party in parties:
                    self.records.relate("partyTo", party, target, token.sent, stated=token)

    def _name(self, noun: Token) -> Span:
        """ "mutual defence agreement": without who, when and how good it is."""
        doc, start = noun.doc, noun.i
        while start > noun.sent.start:
            before = doc[start - 1]
            if before.i in self.names.at or before.lower_ in _NOT_NAME or before.is_space:
                break
            if before.text == "-" and start - 2 not in self.names.at:
                start -= 1
                continue
            inside = noun.is_ancestor(before) and before.dep_ in _MODIFIERS
            if not inside or before.pos_ not in {"NOUN", "PROPN", "ADJ"} or before.tag_ == "JJR":
                break
            start -= 1
        if doc[start].text == "-":
            start += 1
        return doc[start : noun.i + 1]

    def _spot(self, span: Span, parties: list[Spot]) -> Spot:
        """One spot for each treaty: "the treaty" of the same parties is the one named before."""
        key = fold(span.text)
        between = frozenset(id(spot.actor) for spot in parties)
        if len(span) == 1:
            key = self.between.get(between, key)
        else:
            self.between.setdefault(between, key)
        if key not in self.spots:
            proper = not span.text.islower()
            self.spots[key] = self.names.draft.spot(
                span, MentionType.AGREEMENT, score=0.8, proper=proper
            )
        return self.spots[key]

    def _parties(self, noun: Token) -> list[Spot]:
        words = relation_words()
        between = self._actors(phrases.oblique(noun, "between"))
        if len(between) > 1:
            return between
        found = self._actors(phrases.oblique(noun, "with"))
        beside = phrases.children(noun, "nmod:poss", "amod", "compound", "nmod:desc")
        own = self._actors(beside)
        for verb in self._verbs(noun):
            lemma = verb.lemma_.lower()
            if lemma in words.treaty_verbs:
                own += self._actors(fillers(verb, "subj"))
                found += self._actors(phrases.oblique(verb, "with"))
                if not own:
                    found += self._actors(phrases.oblique(verb, "between"))
        for owner in _ratification(noun):
            own += self._actors([owner])
        return list({id(spot.actor): spot for spot in (*own, *found)}.values())

    def _verbs(self, noun: Token) -> list[Token]:
        """Verbs that tell of the treaty: its own clause, and the one it stands in."""
        verbs = [c for c in noun.children if c.dep_ in {"acl", "acl:relcl"} and c.pos_ == "VERB"]
        top = noun
        while top.dep_ == "conj" and top.head.i != top.i:
            top = top.head
        if top.dep_ in {"obj", "nsubj:pass", "obl", "nmod"} and top.head.pos_ == "VERB":
            if top.dep_ != "obl" or phrases.case_of(top) in {"to", "on", "onto"}:
                verbs.append(top.head)
        return verbs

    def _actors(self, tokens: Iterable[Token]) -> list[Spot]:
        found: dict[int, Spot] = {}
        for token in tokens:
            for spot in participants(self.names.draft, self.lexicon, phrases.antecedent(token)):
                if spot.actor is None or spot.actor.kind is PLACE:
                    continue
                party = self._state_of(spot)
                if party is not None:
                    found.setdefault(id(party.actor), party)
        return list(found.values())

    def _state_of(self, spot: Spot) -> Spot | None:
        """Who signs signs for his state."""
        actor = spot.actor
        if actor is None or actor.kind is not PERSON:
            return spot
        for body in self.names.draft.bodies_of.get(actor, ()):
            if body in self.names.first:
                return self.names.first[body].spot
        return None


def _ratification(noun: Token) -> list[Token]:
    """Whose "ratification of a treaty" it is."""
    head = noun.head
    if noun.dep_ != "nmod" or head.lemma_.lower() not in {"ratification", "signing", "signature"}:
        return []
    return [*phrases.children(head, "nmod:poss"), *phrases.oblique(head, "by")]
