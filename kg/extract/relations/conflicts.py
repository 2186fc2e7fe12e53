"""Friends and enemies: "Cestria, an ally of Borland", "its war on Borland", "fighting Avaria"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract import phrases
from kg.extract.draft import Spot
from kg.extract.lexicon import EventLexicon
from kg.extract.participants import fillers, participants
from kg.extract.relations.names import Names
from kg.extract.relations.records import RelationRecords
from kg.extract.relations.words import relation_words
from kg.extract.spotting import ORGANIZATION, PERSON, PLACE, STATE
from kg.language.plain import Token

_FIGHTERS = frozenset({ORGANIZATION, STATE})


def find_conflicts(names: Names, records: RelationRecords, lexicon: EventLexicon) -> None:
    """Writes who is allied with whom, and who fights whom."""
    _Conflicts(names, records, lexicon).find()


class _Conflicts:
    def __init__(self, names: Names, records: RelationRecords, lexicon: EventLexicon) -> None:
        self.names, self.records = names, records
        self.lexicon = lexicon

    def find(self) -> None:
        words = relation_words()
        for token in self.names.doc:
            lemma = token.lemma_.lower()
            if token.i in self.names.at:
                continue
            if lemma in words.allies:
                self._ally(token)
            elif lemma in words.alliances and token.pos_ == "NOUN":
                self._sides("alliedWith", token, frozenset({"with"}))
            elif lemma in words.wars and token.pos_ == "NOUN":
                self._sides("fightingAgainst", token, words.war_sides)
            elif lemma in words.invasions:
                self._sides("fightingAgainst", token, frozenset({"of", "against"}))
            elif token.pos_ == "VERB" and lemma in words.fighting_verbs:
                self._fighting(token)
            elif token.lower_ in {"allied", "aligned"}:
                self._allied(token)

    def _actors(self, tokens: Iterable[Token], *, persons: bool = False) -> list[Spot]:
        found: dict[int, Spot] = {}
        for token in tokens:
            nominal = phrases.antecedent(token)
            named = participants(self.names.draft, self.lexicon, nominal)
            for spot in named or self.names.bearers(nominal, _FIGHTERS):
                if spot.actor is None or spot.actor.kind is PLACE:
                    continue
                if persons or spot.actor.kind is not PERSON:
                    found.setdefault(id(spot.actor), spot)
        return list(found.values())

    def _pairs(
        self, predicate: str, left: list[Spot], right: list[Spot], word: Token, *, stated: bool
    ) -> None:
        for one in left:
            for other in right:
                self.records.relate(
                    predicate, one, other, word.sent, stated=word if stated else None
                )

    def _ally(self, noun: Token) -> None:
        """ "X, an ally of Y", "Y's ally X", "X and its ally, Y", "X is an ally"."""
        owners = phrases.children(noun, "nmod:poss", "compound", "amod")
        owners += phrases.oblique(noun, "of")
        sides = self._actors(owners, persons=True)
        if sides:
            told = phrases.child(noun, "cop") is not None
            bearers = self.names.bearers(noun, _FIGHTERS | {PERSON})
            self._pairs("alliedWith", bearers, sides, noun, stated=told)

    def _allied(self, word: Token) -> None:
        """ "militias allied with Borland"."""
        others = self._actors([*phrases.oblique(word, "with"), *phrases.oblique(word, "to")])
        holder = word.head if word.dep_ in {"acl", "amod"} else phrases.subject(word)
        if others and holder is not None:
            self._pairs("alliedWith", self._actors([holder]), others, word, stated=True)

    def _sides(self, predicate: str, noun: Token, cases: frozenset[str]) -> None:
        """ "the war between X and Y", "X's war with Y", "the X-Y war", "X is at war with Y"."""
        between = self._actors(phrases.oblique(noun, "between"))
        if len(between) == 2:
            self._pairs(predicate, between[:1], between[1:], noun, stated=False)
            return
        targets = [t for case in sorted(cases) for t in phrases.oblique(noun, case)]
        if noun.head.pos_ in {"VERB", "AUX", "NOUN"} and not targets:
            targets = [t for case in sorted(cases) for t in phrases.oblique(noun.head, case)]
        others = self._actors(targets)
        owners = self._owners(noun)
        if others and owners:
            self._pairs(predicate, owners, others, noun, stated=True)
        elif not targets and len(owners) == 2:
            self._pairs(predicate, owners[:1], owners[1:], noun, stated=False)

    def _owners(self, noun: Token) -> list[Spot]:
        """Whose war it is: the owner, "X-Y", the subject of "is at war", "waged a war"."""
        beside = phrases.children(noun, "nmod:poss", "amod", "compound", "nmod:desc")
        found = self._actors([*beside, *phrases.oblique(noun, "by")])
        if found or any(child.dep_ == "nmod:poss" for child in noun.children):
            return found
        if phrases.child(noun, "cop") is not None:
            return self._actors(fillers(noun, "subj"))
        if noun.dep_ == "obj" and noun.head.lemma_.lower() in relation_words().waging:
            return self._actors(fillers(noun.head, "subj"))
        if noun.dep_ == "obl" and phrases.case_of(noun) == "at":
            return self._actors(fillers(noun.head, "subj"))
        if noun.dep_ == "nmod" and phrases.case_of(noun) == "at":
            return self._actors([noun.head])  # "a rebel group at war with Borland"
        return []

    def _fighting(self, verb: Token) -> None:
        """ "rebels fighting the Avarian army", "is fighting against Borland"."""
        if verb.tag_ == "VBD":
            return
        others = self._actors([*fillers(verb, "obj"), *phrases.oblique(verb, "against")])
        owners = self._actors(fillers(verb, "subj"))
        if others and owners:
            self._pairs("fightingAgainst", owners, others, verb, stated=True)
