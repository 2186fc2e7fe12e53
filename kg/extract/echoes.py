"""Claims about what the article told before: "Moscow denied it", "condemned the attack".

A noun or pronoun that stands for an event of an earlier sentence brings no event of its own;
what its sentence says is one more claim, of another source, about that event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import phrases
from kg.extract.attribution import Attribution, Level
from kg.extract.claims import ClaimRecords
from kg.extract.cues import Cue, cue_lexicon, participle
from kg.extract.draft import Draft, Spot
from kg.extract.events import DEEDS, Interaction
from kg.extract.participants import acting_spot, fillers, participants
from kg.records import Factuality, Stance, TimeFrame

_RECENT = 6  # sentences back that "reports of the deployment" may point …
_NEAR = 2  # … and "these allegations", "the move"
# What is alleged and denied are deeds, not other words.
_DEEDS = frozenset({"MOBILIZE", "AID", "ASSAULT", "COERCE", "COOPERATE", "SANCTION", "SUPPORT"})
_REPORTS = frozenset({"allegation"})
# Types whose deeds are so alike that "the attack" may have been told as "bombed".
_ALIKE = frozenset({"ASSAULT", "CONSULT", "MOBILIZE", "PROTEST", "RETREAT"})
_STEM = 4  # letters
_SURE = frozenset({Factuality.CERTAIN, Factuality.PROBABLE})
_BESIDE = frozenset({"appos", "parataxis", "dep", "conj", "obl:unmarked"})
_PRONOUNS = frozenset({"it", "this", "that", "which"})
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


class Echoes:
    """Finds the claims of one article that point back, and writes them."""

    def __init__(self, records: ClaimRecords) -> None:
        self._records = records
        self._draft: Draft = records.draft
        self._events = records.lexicon
        self._sentence = {t.i: n for n, s in enumerate(self._draft.doc.sents) for t in s}
        self._told = [
            Telling(found, event, attribution, self._sentence[found.token.i])
            for found, event, attribution in records.tellings
        ]
        self._at = {telling.found.token.i for telling in self._told}
        self._used = {
            level.cue.i
            for telling in self._told
            for level in telling.attribution.levels
            if level.cue is not None
        }

    def write(self) -> None:
        if not self._told:
            return
        for token in self._draft.doc:
            if token.i in self._at:
                continue
            for level, told in self._read(token):
                evidence = self._draft.evidence(token.sent)
                for event in dict.fromkeys(telling.event for telling in told):
                    for source in level.sources:
                        self._records.said(event, level, source, evidence)

    def _read(self, token: Token) -> Iterator[tuple[Level, list[Telling]]]:
        """What the sentence of a word that may point back says, and about which tellings."""
        level: Level | None
        if token.lemma_.lower() in DEEDS and _is_beside(token):
            if (level := self._met(token)) is not None:
                yield level, self._above(token)
        elif token.pos_ == "NOUN" and self._is_report(token):
            if (level := self._settled(token)) is not None:
                yield level, self._reported(token, level)
        elif token.lemma_.lower() in DEEDS and _is_definite(token):
            if (level := self._judging(token)) is not None:
                yield level, self._done_by_others(token, level)
        elif token.pos_ == "NOUN" and _is_definite(token):
            types = {entry.type for entry in self._events.readings(token)}
            if types and (level := self._spoken_of(token)) is not None:
                yield level, self._named(token, types, direct=level.cue == token.head)
        elif token.dep_ == "obj" and token.lower_ in _PRONOUNS:
            if (level := self._settled(token)) is not None:
                yield level, self._meant(token, level)

    # -- what a source does to it ------------------------------------------------------------------

    def _is_report(self, noun: Token) -> bool:
        classes = self._events.classes.of_lemma.get(noun.lemma_.lower(), frozenset())
        return bool(classes & _REPORTS)

    def _settled(self, word: Token) -> Level | None:
        """Whether somebody denies or confirms the report that a word stands for."""
        verb = word.head
        if verb.i in self._used or verb.pos_ != "VERB" or verb.head == word:
            return None
        if word.dep_ not in {"obj", "nsubj:pass"} and not _told_as(word, verb):
            return None
        level = self._judged(verb)
        if level is not None:
            return level if level.stance is Stance.DENY else None
        for cue in cue_lexicon().of(verb):
            settles = cue.stance is Stance.DENY or _confirms(cue)
            if settles and "obj" in cue.content and not cue.particle:
                level = self._records.attributor.level(cue, verb, Factuality.CERTAIN)
                return level if level.sources and not level.anonymous else None
        return None

    def _judged(self, verb: Token) -> Level | None:
        """ "called the move a provocation", "branded the reports false"."""
        cues = [cue for cue in cue_lexicon().of(verb) if cue.describes]
        sources = [
            spot
            for filler in fillers(verb, "subj")
            for spot in participants(self._draft, self._events, filler)
        ]
        if not cues or not sources:
            return None
        false = any(t.lower_ in cue_lexicon().falsehoods for t in verb.subtree)
        stance, value = (
            (Stance.DENY, Factuality.NOT_CERTAIN) if false else (Stance.ASSERT, Factuality.CERTAIN)
        )
        return Level(verb, tuple(sources), False, stance, value)

    def _spoken_of(self, noun: Token) -> Level | None:
        """The innermost named source of a sentence part that speaks of an event by a noun."""
        if noun.dep_ in {"obj", "nsubj:pass"} and noun.head.i not in self._used:
            level = self._judged(noun.head)
            if level is not None:
                return level
        level = self._records.attributor.attribute(noun).levels[0]
        if not level.sources:
            return None
        if level.cue is None:
            return level  # in a quotation, or whose turn it is
        if level.cue.i in self._used or not cue_lexicon().of(level.cue):
            return None  # only the model takes it for a cue
        # "demanded that it lift the ban": not the ban is demanded.
        if level.stance is Stance.REFUSE:
            return None  # "turned the offer down": it was made
        direct = level.cue == noun.head or level.stance is Stance.ASSERT
        return level if direct else None

    def _met(self, noun: Token) -> Level | None:
        """How "a move condemned by Avaria" was met."""
        said = participle(noun)
        if said is None:
            return None
        level = self._records.attributor.level(*said, Factuality.CERTAIN)
        return level if level.sources else None

    def _judging(self, noun: Token) -> Level | None:
        """Who condemns, welcomes or names "the move"."""
        verb = noun.head
        if noun.dep_ not in {"obj", "nsubj:pass"} or verb.i in self._used:
            return None
        level = self._judged(verb)
        if level is not None:
            return level
        for cue in cue_lexicon().of(verb):
            plain = cue.stance is Stance.ASSERT and cue.factuality is Factuality.CERTAIN
            if plain and "obj" in cue.content and not cue.particle and not cue.needs:
                level = self._records.attributor.level(cue, verb, Factuality.CERTAIN)
                return level if level.sources else None
        return None

    # -- what it was -------------------------------------------------------------------------------

    def _meant(self, pronoun: Token, level: Level) -> list[Telling]:
        """ "denied it", "the report, which he denied", "has helped them, which he denied"."""
        if pronoun.lower_ != "which":
            return self._reported(pronoun, level)
        noun = phrases.antecedent(pronoun)
        reported = noun != pronoun and self._is_report(noun)
        return self._reported(noun, level) if reported else self._above(pronoun)

    def _above(self, word: Token) -> list[Telling]:
        """The event that a clause below it comments: the nearest one above the word."""
        for above in word.ancestors:
            told = [telling for telling in self._told if telling.found.token == above]
            if told:
                return _surest(told)
        return []

    def _reported(self, word: Token, level: Level) -> list[Telling]:
        """The deeds alleged before, by whom the word names, that the denier has part in."""
        if any(t.i in self._at for t in word.subtree):
            return []  # it tells itself what is alleged
        named = self._types_named(word)
        owners = self._owners(word)
        if level.stance is not Stance.DENY and not (owners or named):
            return []
        here = self._sentence[word.i]
        back = _RECENT if named or owners else _NEAR
        about = [
            telling
            for telling in self._told
            if 0 < here - telling.sentence <= back
            and telling.attribution.levels[0].factuality in _SURE
            and (not owners or owners & self._speakers(telling))
            and (level.stance is not Stance.DENY or self._involves(telling, level.sources))
        ]
        out: list[Telling] = []
        for types in named or [set(_DEEDS)]:
            fitting = [t for t in about if t.found.entry.type in types]
            out += _nearest(fitting) if named else _main(fitting)
        return out

    def _named(self, noun: Token, types: set[str], *, direct: bool) -> list[Telling]:
        """The last telling of an event of these types whose parties are those of the phrase."""
        parties = self._parties(noun)
        here = self._sentence[noun.i]
        about = [
            telling
            for telling in self._told
            if telling.found.token.i < noun.i
            and telling.found.entry.type in types
            and parties <= telling.involved
            and (direct or _is_real(telling.attribution))
        ]
        alike = [telling for telling in about if _is_kin(noun, telling.found.token)]
        one = len({frozenset(telling.involved) for telling in alike}) == 1
        recent = [t for t in alike if here - t.sentence <= (_RECENT if not one else here)]
        near = [t for t in about if here - t.sentence <= _NEAR and t.found.entry.type in _ALIKE]
        return _nearest(recent or near)

    def _done_by_others(self, noun: Token, level: Level) -> list[Telling]:
        """The main deed just before of which those who judge it are not the doers."""
        here = self._sentence[noun.i]
        judging = {id(spot.actor) for spot in level.sources}
        return _main(
            [
                telling
                for telling in self._told
                if here - _NEAR <= telling.sentence < here
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


def _is_kin(one: Token, other: Token) -> bool:
    """ "arrest" and "arrested", "expulsion" and "expelled"."""
    return one.lemma_.lower()[:_STEM] == other.lemma_.lower()[:_STEM]


def _is_real(attribution: Attribution) -> bool:
    frame = attribution.own.time_frame
    return frame in {TimeFrame.PAST, TimeFrame.ONGOING} and not attribution.future


def _is_beside(noun: Token) -> bool:
    """ "…, a move condemned by": in apposition to a clause, however parsed."""
    first = phrases.child(noun, "det")
    apart = first is not None and first.lower_ == "a" and first.i > 0 and first.nbor(-1).text == ","
    return noun.dep_ in _BESIDE or (noun.dep_ == "obj" and apart)


def _is_definite(noun: Token) -> bool:
    """ "the attack", "such deployments", not "an attack" nor "the latest attack"."""
    others, lasting = cue_lexicon().others, cue_lexicon().lasting
    if any(c.lower_ in others for c in noun.children):
        return False
    first = phrases.child(noun, "det")
    if phrases.child(noun, "acl", "acl:relcl") is not None or noun.lemma_ in lasting:
        return False
    return first is not None and first.lower_ in cue_lexicon().pointing


def _told_as(word: Token, verb: Token) -> bool:
    return word.dep_ == "conj" and phrases.child(verb, "obj") is not None


def _confirms(cue: Cue) -> bool:
    """Whether a cue, denied, leaves open what it asserts: "did not confirm"."""
    open_ = cue.negated == (Stance.ASSERT, Factuality.UNCOMMITTED)
    return open_ and cue.stance is Stance.ASSERT and cue.factuality is Factuality.CERTAIN
