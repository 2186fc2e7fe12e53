"""The way from an event word up to its root, and what the cues on it make of the event."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract import factuality, phrases
from kg.extract.cues import Cue, beside, cue_lexicon, participle, reading
from kg.extract.events import WORDS
from kg.extract.factuality import Reading
from kg.extract.participants import acting_spot, of_first_slot
from kg.extract.purposes import is_purpose, is_to_clause
from kg.extract.sourcing import Level
from kg.extract.surroundings import Surroundings, is_contrast
from kg.extract.tenses import tense
from kg.language.plain import Token
from kg.records import Factuality, Stance, TimeFrame

_ADJUNCTS = frozenset({"advcl", "advcl:relcl", "acl:relcl", "obl", "nmod", "nmod:poss", "appos"})
_ASIDE = frozenset({"acl:relcl", "appos", "nmod:poss"})
_SIBLINGS = frozenset({"conj", "parataxis"})
_SHIFTED = frozenset({"had", "would", "'d"})  # tenses of what is reported
_SENTENCES = frozenset({"ROOT", "ccomp", "parataxis", "conj", "csubj", "advcl", "acl:relcl"})
COMPLEMENTS = frozenset({"ccomp", "csubj", "csubj:pass", "parataxis", "xcomp"})
_DEEPEST = 4  # levels of "X said Y said"
_REFUSED = frozenset({Stance.DENY, Stance.REFUSE})
_BLAMING = frozenset({"accuse", "acquit", "convict", "suspect"})  # somebody "of" something
_SAID = frozenset({"ACCUSE", "REQUEST"})
_TALKED_OF = frozenset({"about", "regarding", "to"})
_SPEAKING = frozenset({"i", "we", "he", "she", "it", "they"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Levels from the inside out; `own` is the reading of the event's own clause."""

    levels: tuple[Level, ...]
    own: Reading
    future: bool
    reported: Factuality = Factuality.CERTAIN  # that the last of them says so: "may say", "did not"


class Climb:
    """The way from one token up to its root, and the levels that lie on it."""

    def __init__(self, attributor: Surroundings, token: Token) -> None:
        self.attributor = attributor
        self.token = token
        self.own = factuality.read(token)
        self.value = self.own.factuality  # of what was last climbed past, in its own clause
        self.levels: list[Level] = []
        self.inner = self.value  # what the last level was given
        self.future = False
        self.adjunct = False  # only goes with what lies above
        self.aside = False  # said of somebody who is mentioned above
        self.given = False  # named, whatever becomes of what lies above
        self.before = False  # what happened before what is said
        self.itself_said = False  # words that are rejected, so not by whom they are said

    def attribution(self) -> Attribution:
        node, below, chain = self.token, None, [self.token]
        while len(chain) <= len(self.token.doc):
            self._comment(node, below)
            speaker = self.attributor.goes_on_after(node) or self._going_on(node)
            parent = speaker or governor(node)
            if parent == node or self._is_new_sentence(node) or len(self.levels) >= _DEEPEST:
                break
            self._step(node, parent)
            below, node = node, parent
            chain.append(node)
        at, levels = self.attributor, self.levels
        reported = self.value if levels else Factuality.CERTAIN
        if not levels and phrases.is_question(self.token.sent):
            self.value = Factuality.UNCOMMITTED
        levels += at.according_to(chain, Factuality.CERTAIN if levels else self.value)
        spoken = at.spoken(self.token, self.value, levels)
        named = any(level.sources for level in spoken)
        done = levels or named or self.itself_said or self.before
        levels += [] if done else at.modelled(self.token, self.value)
        levels += spoken if named or not levels else []
        if not levels:
            stance = Stance.DEMAND if self.own.demanded else Stance.ASSERT
            levels.append(Level(None, (), self.own.hearsay, stance, self.value))
        levels = [*self._merged(), *at.asked(self.token)]
        if self._is_demanded(levels[0]):
            levels[0] = replace(levels[0], stance=Stance.DEMAND, factuality=Factuality.UNCOMMITTED)
        return Attribution(tuple(levels), self.own, self.future, reported)

    def _going_on(self, node: Token) -> Token | None:
        """ "Borland said it had lost contact and asked": the verb of saying, which what its subject
        did next stands beside, however parsed."""
        at = self.attributor
        said = at.said_beside(node)
        about = phrases.child(node.head, *phrases.SUBJECTS)
        if said is None or about is None or at.speakers.quote_at(node.idx) is not None:
            return None
        types = at.events.types(node)
        if not types & WORDS or "ASSAULT" in types:  # "attacked" may be said as well as done
            return None
        spot = acting_spot(at.draft, about)
        speakers = of_first_slot(at.draft, at.events, said, ("subj",))
        speaking = {id(one.actor) for one in speakers}
        return said if spot is not None and id(spot.actor) in speaking else None

    def _is_new_sentence(self, node: Token) -> bool:
        """Whether a clause with a subject stands behind a semicolon: no longer what is said, unless
        its tense still reports or somebody behind it says it. Nor is "…, while Cestria said"."""
        at = self.attributor
        if at.is_set_against(node):
            return True
        if node.dep_ not in _SIBLINGS or phrases.child(node, *phrases.SUBJECTS) is None:
            return False
        auxiliaries = {token.lower_ for token in phrases.children(node, "aux")}
        if phrases.child(node, "mark") is not None or auxiliaries & _SHIFTED:
            return False
        between = [t for t in node.sent if t.text == ";" and node.head.i < t.i < node.i]
        if not between or at.speakers.quote_at(between[-1].idx) is not None:
            return False
        return not any(
            token.i > node.i and any(cue.speaks for cue in at.lexicon.of(token))
            for token in node.sent
            if token.pos_ == "VERB"
        )

    def _step(self, node: Token, parent: Token) -> None:
        if node != self.token:
            self.value = factuality.combine(factuality.condition(node), self.value)
        if factuality.is_if_true(node) or self._is_supposed(node):
            self.value = Factuality.UNCOMMITTED
        cue = reading(parent, node, self.attributor.events.classes)
        passing = self.adjunct if cue and cue.stance is not Stance.ASSERT else self.aside
        if self.before and cue is not None and cue.stance is Stance.ASSERT:
            cue = None
        if self._is_itself_said(node, cue):
            cue, self.itself_said = None, True
        if passing and (node.dep_ not in COMPLEMENTS or (cue and cue.stance is not Stance.ASSERT)):
            cue = None  # what a threat or praise mentions in passing is not threatened or praised
        citing = self._cited_by(node, parent)
        if cue is not None:
            self._cued(cue, node, parent)
        elif citing is not None:
            self._add(citing, parent)
        elif self.given and node.dep_ not in _SENTENCES:
            pass  # "refused to free him, who was arrested": arrested he was
        elif _is_prevented(parent, node):
            prevented = factuality.combine(
                factuality.read(parent).factuality, Factuality.NOT_CERTAIN
            )
            self.value = factuality.combine(prevented, self.value)
        elif node.dep_ in {"xcomp", "ccomp"} and parent.pos_ in {"VERB", "ADJ"}:
            self.value = factuality.combine(factuality.read(parent).factuality, self.value)
        elif node == self.token and _is_aspect(node, parent) and self.value is Factuality.CERTAIN:
            self.value = Factuality.UNCOMMITTED
        elif _is_adjunct(node):
            self.adjunct = True
        elif node != self.token and is_purpose(node) and not self.given:
            self.value = factuality.combine(Factuality.UNCOMMITTED, self.value)
        self.aside = self.aside or node.dep_ in _ASIDE
        self.before = self.before or self._is_background(node)
        supported = factuality.support(node) is not None
        self.given = self.given or self.adjunct or (node.pos_ == "NOUN" and not supported)

    def _cited_by(self, node: Token, parent: Token) -> Cue | None:
        """ "reported, citing an officer, that": the cue of the one who cites."""
        lexicon = self.attributor.lexicon
        cites = any(cue.source == ("obj",) for cue in lexicon.of(node))
        if not cites or not self.levels or self.levels[-1].cue != node or node.dep_ != "advcl":
            return None
        return next((cue for cue in lexicon.of(parent) if cue.speaks), None)

    def _is_background(self, node: Token) -> bool:
        """ "said it would send arms after Borland had attacked": the article tells what was before,
        unless it quotes."""
        after = node.dep_ in {"advcl", "obl"} and phrases.case_of(node) == "after"
        past = node.dep_ == "obl" or tense(node) is TimeFrame.PAST
        return after and past and self.attributor.speakers.quote_at(node.idx) is None

    def _is_itself_said(self, node: Token, cue: Cue | None) -> bool:
        """ "rejected the appeal", "denied their accusations": these were made."""
        if cue is None or cue.stance not in _REFUSED or node != self.token or node.pos_ != "NOUN":
            return False
        types = self.attributor.events.types(node)
        return bool(types) and types <= _SAID

    def _is_supposed(self, node: Token) -> bool:
        """ "the deployment would be a mistake": spoken of, not said to take place."""
        verb = node.head
        would = next((t for t in phrases.children(verb, "aux") if t.lower_ == "would"), None)
        if node != self.token or node.pos_ != "NOUN" or node.dep_ != "nsubj" or would is None:
            return False
        if phrases.child(verb, "aux", "cop") != would and verb.tag_ == "VBN":
            return False
        reported = verb.dep_ == "ccomp" and tense(verb.head) is TimeFrame.PAST
        return not reported or self.attributor.speakers.quote_at(would.idx) is not None

    def _cued(self, cue: Cue, node: Token, parent: Token) -> None:
        if not self.levels:
            # Not "to help" in "a plan to help": that is no purpose.
            reported = tense(parent) is TimeFrame.PAST
            content = node in (self.token, factuality.support(self.token))
            own = factuality.read(self.token, reported=reported, content=content)
            if self.value is self.own.factuality or node == self.token:
                self.value = own.factuality
            self.own = own
            self.future = self.future or cue.future
        if not cue.source:
            if not self.given:
                self.value = factuality.combine(_hedge(cue, parent), self.value)
            return
        last = self.levels[-1] if self.levels else None
        phrase = node.pos_ == "NOUN" and phrases.child(node, "cop") is None  # not "it was a lie"
        nominal = last is not None and last.cue == node and phrase
        if nominal and last is not None and not last.sources:
            self.levels.pop()  # "denied reports that", "debated proposals to"
            self.value = self.inner
        self._add(cue, parent)
        if nominal and last is not None and last.sources and cue.stance in _REFUSED:
            self.levels[-1] = replace(self.levels[-1], beside=True)

    def _comment(self, node: Token, below: Token | None) -> None:
        """ "…, he said", unless it follows what the rest of the sentence sets against it."""
        said = beside(node) or (participle(node) if node == self.token else None)
        if said is None or is_contrast(below, said[1]) or len(self.levels) >= _DEEPEST:
            return
        if all(level.cue != said[1] for level in self.levels):
            if not self.levels and node == self.token:
                reported = tense(said[1]) is TimeFrame.PAST
                self.own = factuality.read(node, reported=reported)
                self.value = self.own.factuality
            self._add(*said)

    def _add(self, cue: Cue, word: Token) -> None:
        self.inner = self.value
        level = self.attributor.level(cue, word, self.value)
        if not self.levels and level.stance is Stance.ASSERT and self._is_vowed(level, word):
            if word.lemma_.lower() in self.attributor.lexicon.warning:
                level = replace(level, stance=Stance.THREATEN, factuality=Factuality.POSSIBLE)
            else:
                level = replace(level, stance=Stance.PROMISE)
        cited = self.attributor.cited(word, level.factuality)
        self.levels += [*cited, replace(level, factuality=Factuality.CERTAIN) if cited else level]
        self.value = factuality.read(word).factuality
        if level.stance is Stance.CONSIDER and self.value is Factuality.POSSIBLE:
            self.value = Factuality.CERTAIN  # "would consider" already says no more

    def _is_demanded(self, level: Level) -> bool:
        """ "must leave" and, in a quotation, "leave": said, they are asked for."""
        said = bool(level.sources) or level.anonymous
        if level.stance is not Stance.ASSERT or not said or self.adjunct:
            return False
        quoted = self.attributor.speakers.is_inside(self.token)
        return self.own.demanded or (quoted and factuality.is_imperative(self.token))

    def _is_vowed(self, level: Level, word: Token) -> bool:
        """ "said it would lend a ship": what a speaker says that he or his own side will do is
        promised, in a warning threatened (commissives: Searle 1976); not what will befall them."""
        lexicon, verb = self.attributor.lexicon, self.token
        if word.lemma_.lower() not in lexicon.vowing or factuality.is_negated(word):
            return False
        likely = {self.own.factuality, level.factuality} == {Factuality.PROBABLE}
        if not likely or self.own.time_frame is not TimeFrame.FUTURE or self.adjunct:
            return False
        if (
            verb.pos_ != "VERB"
            or verb.lemma_.lower() in lexicon.suffered
            or phrases.is_passive(verb)
        ):
            return False
        first = verb.head if verb.dep_ == "conj" else verb
        if word not in {first.head, *first.children}:
            return False  # "said it was unlikely that it would"
        doer = phrases.subject(verb)
        spot = acting_spot(self.attributor.draft, doer) if doer is not None else None
        sides = [one for s in level.sources for one in self.attributor.draft.speaks_for(s.actor)]
        return spot is not None and not level.anonymous and spot.actor in sides

    def _merged(self) -> list[Level]:
        """Without levels on which somebody says only that he himself says so."""
        out: list[Level] = []
        for level in self.levels:
            last = out[-1] if out else None
            if last is not None and level.stance is Stance.ASSERT and level.sources:
                if _actors(last) == _actors(level):
                    continue
                if not last.sources and (_is_pronoun(last) or self._is_lifeless(last)):
                    value = last.factuality
                    if not _is_pronoun(last):
                        value = factuality.combine(level.factuality, value)
                    out[-1] = replace(
                        last, sources=level.sources, anonymous=level.anonymous, factuality=value
                    )
                    continue
            out.append(level)
        return out

    def _is_lifeless(self, level: Level) -> bool:
        """ "evidence shows": whoever speaks of the evidence says it."""
        if level.cue is None or level.stance is not Stance.ASSERT:
            return False
        subject = level.cue if level.cue.pos_ == "NOUN" else phrases.subject(level.cue)
        return (
            subject is not None
            and subject.pos_ == "NOUN"
            and subject.lemma_.lower() in self.attributor.lexicon.evidence
        )


def _actors(level: Level) -> set[int]:
    return {id(spot.actor) for spot in level.sources}


def _is_pronoun(level: Level) -> bool:
    """Whether only a pronoun names who says it: "I doubt"."""
    if level.cue is None or phrases.is_passive(level.cue):
        return False  # "said she was asked to"
    subject = phrases.child(level.cue, "expl") or phrases.subject(level.cue)
    judged = level.cue.pos_ == "ADJ" and subject is not None and bool(cue_lexicon().of(subject))
    return subject is not None and (judged or subject.lower_ in _SPEAKING)


def _hedge(cue: Cue, word: Token) -> Factuality:
    """What a word that names no speaker does to its content: "is likely to", "needs to"."""
    if factuality.is_negated(word):
        return cue.negated[1] if cue.negated is not None else Factuality.NOT_CERTAIN
    return factuality.combine(factuality.read(word).factuality, cue.factuality)


def governor(node: Token) -> Token:
    """The head; of "supplying" in "accused Moscow of supplying" the verb, however parsed."""
    head = node.head
    if node.dep_ != "acl" or head.dep_ not in {"obj", "nsubj:pass"} or not phrases.case_of(node):
        return head
    named = head.pos_ in {"PROPN", "PRON"} or head.head.lemma_.lower() in _BLAMING
    return head.head if named else head


def _is_aspect(node: Token, parent: Token) -> bool:
    """ "its approach to providing aid": talked about, not said to happen; "its role in" it is."""
    clause = node.dep_ == "acl" and node.tag_ == "VBG" and parent.pos_ == "NOUN"
    return clause and phrases.case_of(node) in _TALKED_OF


def _is_adjunct(node: Token) -> bool:
    """Whether a clause or phrase only goes with what it hangs on; "plan to", "talk of" belong."""
    if node.dep_ == "conj" and phrases.child(node, *phrases.SUBJECTS) is not None:
        return node.head.dep_ not in _SENTENCES
    if node.dep_ == "acl":
        return not phrases.case_of(node)
    return node.dep_ in _ADJUNCTS and not is_to_clause(node)


def _is_prevented(parent: Token, node: Token) -> bool:
    """ "failed to send", "barred from exporting", "a ban on sales"."""
    if parent.lemma_.lower() not in factuality.hedges().negating_heads:
        return False
    if node.dep_ in {"xcomp", "obj", "acl"}:
        return True
    case = phrases.case_of(node)
    return node.dep_ in {"advcl", "obl", "nmod"} and case in {"from", "on", "of", "against"}
