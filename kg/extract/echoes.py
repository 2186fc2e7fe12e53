"""Claims about what the article told before: "Moscow denied it", "condemned the attack".

A noun or pronoun that stands for an event of an earlier sentence is no other event; what its
sentence says is one more claim, of another source, about that event, and if it condemns or welcomes
it, an event between who does so and those who did it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import phrases
from kg.extract.attribution import Level
from kg.extract.claims import ClaimRecords
from kg.extract.conditions import fits
from kg.extract.cues import Cue, cue_lexicon, participle
from kg.extract.events import DEEDS, JUDGEMENTS, Interaction
from kg.extract.participants import of_first_slot
from kg.extract.tellings import Telling, Tellings
from kg.language.plain import Token
from kg.records import Factuality, Stance

_BESIDE = frozenset({"appos", "parataxis", "dep", "conj", "obl:unmarked"})
_PRONOUNS = frozenset({"it", "this", "that", "which"})


class Echoes:
    """Finds what points back in one article, and writes it."""

    def __init__(self, records: ClaimRecords) -> None:
        self._records = records
        self._draft = records.draft
        self._events = records.lexicon
        self._told = Tellings(records)
        self._used = {
            level.cue.i
            for _, _, attribution in records.tellings
            for level in attribution.levels
            if level.cue is not None
        }

    def write(self) -> None:
        """Adds the claims, and what is judged, to the records."""
        if not self._records.tellings:
            return
        for token in self._draft.doc:
            if not _may_point(token) or self._told.at(token):
                continue
            for level, told in self._read(token):
                evidence = self._draft.evidence(token.sent)
                for event in dict.fromkeys(telling.event for telling in told):
                    for source in level.sources:
                        self._records.said(event, level, source, evidence)
                self._judge(level, told)

    def _judge(self, level: Level, told: list[Telling]) -> None:
        """ "Condemned the attack": blames those who made it, too."""
        word = level.cue
        if word is None or word.pos_ != "VERB" or self._told.at(word) or not told:
            return
        if level.stance is Stance.DENY:
            return  # "rejected the reports" is not against those of whom they speak
        judging = {id(spot.actor) for spot in level.sources}
        doers = tuple(s for s in told[0].found.actors if id(s.actor) not in judging)
        for entry in self._events.readings(word):
            if entry.type in JUDGEMENTS and fits(self._draft, self._events, word, entry) and doers:
                score = told[0].found.score
                judged = Interaction(word, entry, level.sources, doers, None, None, score)
                self._records.event(judged, ())
                return

    def _read(self, token: Token) -> Iterator[tuple[Level, list[Telling]]]:
        """What the sentence of a word that may point back says, and about which tellings."""
        level: Level | None
        lemma, is_noun = token.lemma_.lower(), token.pos_ == "NOUN"
        if lemma in DEEDS and _is_beside(token):
            if (level := self._met(token)) is not None:
                yield level, self._told.above(token)
        elif is_noun and self._told.is_report(token):
            if (level := self._settled(token)) is not None:
                yield level, self._told.reported(token, level)
        elif lemma in DEEDS and _is_definite(token):
            if (level := self._judging(token)) is not None:
                yield level, self._told.done_by_others(token, level)
        elif is_noun and (entries := self._events.readings(token)) and _is_definite(token):
            types = {entry.type for entry in entries}
            if (level := self._spoken_of(token)) is not None:
                yield level, self._told.named(token, types, direct=level.cue == token.head)
        elif token.dep_ == "obj" and token.lower_ in _PRONOUNS:
            if (level := self._settled(token)) is not None:
                yield level, self._told.meant(token, level)

    # -- what a source does to it ------------------------------------------------------------------

    def _settled(self, word: Token) -> Level | None:
        """Whether somebody denies or confirms the report that a word stands for."""
        verb = word.head
        if verb.i in self._used or verb.pos_ != "VERB" or verb.head == word:
            return None
        if word.dep_ not in {"obj", "nsubj:pass"} and not _is_second_object(word, verb):
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
        sources = of_first_slot(self._draft, self._events, verb, ("subj",))
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
        if level.stance is Stance.REFUSE or _is_shrugged_off(level):
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


def _may_point(token: Token) -> bool:
    """False for most words, which then need no closer look."""
    return token.pos_ == "NOUN" or token.dep_ == "obj" or token.lemma_.lower() in DEEDS


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


def _is_second_object(word: Token, verb: Token) -> bool:
    """ "denied the report and any role in it"."""
    return word.dep_ == "conj" and phrases.child(verb, "obj") is not None


def _is_shrugged_off(level: Level) -> bool:
    """ "brushed the threats aside": not that there were none."""
    cues = cue_lexicon().of(level.cue) if level.cue is not None else ()
    return level.stance is Stance.DENY and not any(
        cue.stance is Stance.DENY and not cue.conditions for cue in cues
    )


def _confirms(cue: Cue) -> bool:
    """Whether a cue, denied, leaves open what it asserts: "did not confirm"."""
    open_ = cue.negated == (Stance.ASSERT, Factuality.UNCOMMITTED)
    return open_ and cue.stance is Stance.ASSERT and cue.factuality is Factuality.CERTAIN
