"""Where an article tells its events, and which of these tellings a later word stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract import phrases
from kg.extract.attribution import Attribution, Level
from kg.extract.claims import ClaimRecords
from kg.extract.cues import cue_lexicon
from kg.extract.draft import Spot
from kg.extract.events import Interaction
from kg.extract.participants import acting_spot, fillers, participants
from kg.language.plain import Token
from kg.records import Factuality, Stance, TimeFrame

_RECENT = 6  # sentences back that "reports of the deployment" may point …
_NEAR = 2  # … and "these allegations", "the move"
_MOST = 16  # tellings in like words that are looked at
# What is alleged and denied are deeds, not other words.
_DEEDS = frozenset({"MOBILIZE", "AID", "ASSAULT", "COERCE", "COOPERATE", "SANCTION", "SUPPORT"})
_REPORTS = frozenset({"allegation"})
# Types whose deeds are so alike that "the attack" may have been told as "bombed".
_ALIKE = frozenset({"ASSAULT", "CONSULT", "MOBILIZE", "PROTEST", "RETREAT"})
_STEM = 4  # letters
_SURE = frozenset({Factuality.CERTAIN, Factuality.PROBABLE})
_PHRASE = frozenset({"amod", "compound", "nmod", "nmod:poss", "flat", "appos"})


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as told at one place of the article."""

    found: Interaction
    event: str
    attribution: Attribution
    sentence: int

    @property
    def involved(self) -> set[int]:
        return {id(spot.actor) for spot in (*self.found.actors, *self.found.recipients)}


class Tellings:
    """All tellings of one article in text order."""

    def __init__(self, records: ClaimRecords) -> None:
        self._draft = records.draft
        self._events = records.lexicon
        self._sentence = {t.i: n for n, s in enumerate(self._draft.doc.sents) for t in s}
        told = [
            Telling(found, event, attribution, self._sentence[found.token.i])
            for found, event, attribution in records.tellings
        ]
        self._told = sorted(told, key=lambda telling: telling.found.token.i)
        self._at: dict[int, list[Telling]] = {}
        self._in_words: dict[str, list[Telling]] = {}
        for telling in self._told:
            self._at.setdefault(telling.found.token.i, []).append(telling)
            self._in_words.setdefault(_stem(telling.found.token), []).append(telling)

    def at(self, word: Token) -> list[Telling]:
        """What the word itself tells."""
        return self._at.get(word.i, [])

    def _since(self, sentence: int, word: Token) -> list[Telling]:
        """What is told from a sentence on up to a word."""
        first = bisect_left(self._told, sentence, key=lambda telling: telling.sentence)
        return self._told[first : _before(self._told, word)]

    def _like(self, noun: Token) -> list[Telling]:
        """The last tellings before a noun whose words are like it."""
        told = self._in_words.get(_stem(noun), [])
        last = _before(told, noun)
        return told[max(last - _MOST, 0) : last]

    def is_report(self, noun: Token) -> bool:
        """Whether a noun stands for what somebody said: "allegation", "report"."""
        classes = self._events.classes.of_lemma.get(noun.lemma_.lower(), frozenset())
        return bool(classes & _REPORTS)

    def meant(self, pronoun: Token, level: Level) -> list[Telling]:
        """What "it" and "which" stand for: "denied it", "helped them, which he denied"."""
        if pronoun.lower_ != "which":
            return self.reported(pronoun, level)
        noun = phrases.antecedent(pronoun)
        reported = noun != pronoun and self.is_report(noun)
        return self.reported(noun, level) if reported else self.above(pronoun)

    def above(self, word: Token) -> list[Telling]:
        """The event that a clause below it comments: the nearest one above the word."""
        for above in word.ancestors:
            if self.at(above):
                return _surest(self.at(above))
        return []

    def reported(self, word: Token, level: Level) -> list[Telling]:
        """The deeds alleged before, by whom the word names, that the denier has part in."""
        if any(self.at(t) for t in word.subtree):
            return []  # it tells itself what is alleged
        named = self._types_named(word)
        owners = self._owners(word)
        if level.stance is not Stance.DENY and not (owners or named):
            return []
        here = self._sentence[word.i]
        back = _RECENT if named or owners else _NEAR
        about = [
            telling
            for telling in self._since(here - back, word)
            if telling.sentence < here
            and telling.attribution.levels[0].factuality in _SURE
            and (not owners or owners & self._speakers(telling))
            and (level.stance is not Stance.DENY or self._involves(telling, level.sources))
        ]
        out: list[Telling] = []
        for types in named or [set(_DEEDS)]:
            fitting = [t for t in about if t.found.entry.type in types]
            out += _nearest(fitting) if named else _main(fitting)
        return out

    def named(self, noun: Token, types: set[str], *, direct: bool) -> list[Telling]:
        """The last telling of an event of these types whose parties are those of the phrase."""
        parties = self._parties(noun)
        here = self._sentence[noun.i]

        def fitting(told: Iterable[Telling]) -> list[Telling]:
            return [
                telling
                for telling in told
                if telling.found.entry.type in types
                and parties <= telling.involved
                and (direct or _is_real(telling.attribution))
            ]

        alike = fitting(self._like(noun))
        if len({frozenset(telling.involved) for telling in alike}) > 1:
            alike = [telling for telling in alike if here - telling.sentence <= _RECENT]
        near = fitting(self._since(here - _NEAR, noun))
        if alike or noun.lemma_.lower() not in cue_lexicon().general:
            return _nearest(alike)
        return _nearest([t for t in near if t.found.entry.type in _ALIKE])

    def done_by_others(self, noun: Token, level: Level) -> list[Telling]:
        """The main deed just before of which those who judge it are not the doers."""
        here = self._sentence[noun.i]
        judging = {id(spot.actor) for spot in level.sources}
        return _main(
            [
                telling
                for telling in self._since(here - _NEAR, noun)
                if telling.sentence < here
                and _is_real(telling.attribution)
                and not judging & {id(spot.actor) for spot in telling.found.actors}
            ]
        )

    def _parties(self, noun: Token) -> set[int]:
        """Whom a noun phrase names as doing or suffering what it speaks of."""
        out: set[int] = set()
        waiting = [noun]
        while waiting:
            for part in waiting.pop().children:
                if part.dep_ in _PHRASE or part.dep_ == "conj":
                    spot = acting_spot(self._draft, part)
                    out |= {id(spot.actor)} if spot is not None else set()
                    waiting.append(part)
        return out

    def _involves(self, telling: Telling, sources: Iterable[Spot]) -> bool:
        speaking = {id(a) for s in sources for a in self._draft.speaks_for(s.actor)}
        bodies = {id(s.actor.body) for s in sources if s.actor and s.actor.body}
        return bool((speaking | bodies) & telling.involved)

    def _speakers(self, telling: Telling) -> set[int]:
        """Who said so, with the bodies and states they belong to."""
        return {
            id(actor)
            for level in telling.attribution.levels
            for spot in level.sources
            if spot.actor is not None
            for actor in (*self._draft.speaks_for(spot.actor), spot.actor.body)
            if actor is not None
        }

    def _owners(self, word: Token) -> set[int]:
        """Whose allegations they are: "dismissed South Korea's assertions"."""
        return {
            id(spot.actor)
            for slot in ("poss", "amod", "compound", "nmod:by", "nmod:from")
            for owner in fillers(word, slot)
            for spot in participants(self._draft, self._events, owner)
        }

    def _types_named(self, word: Token) -> list[set[str]]:
        """Event types of each noun of a phrase: "reports of the troop deployment"."""
        found = []
        for noun in word.subtree:
            if noun == word or noun.pos_ != "NOUN":
                continue
            types = {entry.type for entry in self._events.readings(noun)} & _DEEDS
            if "MOBILIZE" in types and self._is_of_troops(noun):
                types = {"MOBILIZE"}
            found += [types] if types else []
        return found

    def _is_of_troops(self, noun: Token) -> bool:
        of_lemma = self._events.classes.of_lemma
        parts = (*phrases.children(noun, "compound", "amod"), *phrases.oblique(noun, "of"))
        return any("troops" in of_lemma.get(t.lemma_.lower(), ()) for t in parts)


def _nearest(told: list[Telling]) -> list[Telling]:
    """The last telling, of what is said to be so rather than of what is to come."""
    if not told:
        return []
    last = max(told, key=lambda t: (_is_real(t.attribution), t.found.token.i)).found.token
    return _surest([telling for telling in told if telling.found.token == last])


def _main(told: list[Telling]) -> list[Telling]:
    """What the last sentence that tells of any is about: the telling nearest to its root."""
    if not told:
        return []
    last = max(telling.sentence for telling in told)
    here = [telling for telling in told if telling.sentence == last]
    top = min(here, key=lambda t: (sum(1 for _ in t.found.token.ancestors), t.found.token.i))
    return _surest([telling for telling in here if telling.found.token == top.found.token])


def _surest(told: list[Telling]) -> list[Telling]:
    """Of what one word tells the likeliest event, both ways if it is mutual."""
    best = max(told, key=lambda t: (t.found.score, -t.found.token.i))
    return [telling for telling in told if telling.involved == best.involved]


def _before(told: list[Telling], word: Token) -> int:
    """How many of the tellings stand before a word."""
    return bisect_left(told, word.i, key=lambda telling: telling.found.token.i)


def _stem(word: Token) -> str:
    """Alike for "arrest" and "arrested", "expulsion" and "expelled"."""
    return word.lemma_.lower()[:_STEM]


def _is_real(attribution: Attribution) -> bool:
    frame = attribution.own.time_frame
    return frame in {TimeFrame.PAST, TimeFrame.ONGOING} and not attribution.future
