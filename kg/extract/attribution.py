"""Who says it: the chain of sources above an event, from the nearest cue outwards.

"The agency said Zelenskyy had told reporters that …" gives two levels. Cues, their slots
and what they do to the content are in lexicon/cues.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract import factuality, phrases
from kg.extract.cues import Cue, beside, cue_lexicon, participle, reading
from kg.extract.draft import Draft, Spot
from kg.extract.factuality import Reading
from kg.extract.lexicon import EventLexicon
from kg.extract.participants import acting_spot, fillers, participants
from kg.extract.quotations import Speakers
from kg.extract.spans import AttributedSpans
from kg.records import Factuality, MentionType, Stance, TimeFrame

_ADJUNCTS = frozenset({"advcl", "advcl:relcl", "acl:relcl", "obl", "nmod", "nmod:poss", "appos"})
_ASIDE = frozenset({"acl:relcl", "appos", "nmod:poss"})
_SENTENCES = frozenset({"ROOT", "ccomp", "parataxis", "conj", "csubj", "advcl", "acl:relcl"})
_CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass", "parataxis", "xcomp"})
_DEEPEST = 4  # levels of "X said Y said"
_REFUSED = frozenset({Stance.DENY, Stance.REFUSE})
_SUBJECT = ("subj",)
_ASKING = frozenset({Stance.ASK, Stance.DEMAND})
_OWNED = ("subj", "poss", "nmod:by", "nmod:from", "nmod:of", "compound")
_WITHIN = ("within", "inside", "at", "in", "with")
_BACK = 8  # sentences that "the official" may point back
_SPEAKING = frozenset({"i", "we", "he", "she", "it", "they"})


@dataclass(frozen=True, slots=True)
class Level:
    """One source with what it does to what lies below it."""

    cue: Token | None
    sources: tuple[Spot, ...]
    anonymous: bool
    stance: Stance
    factuality: Factuality
    addressee: Spot | None = None
    beside: bool = False  # about the event itself, as the level before it: "denied X's report"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Levels from the inside out; `own` is the reading of the event's own clause."""

    levels: tuple[Level, ...]
    own: Reading
    future: bool


class Attributor:
    """Finds the attribution of any token of one document."""

    def __init__(self, draft: Draft, events: EventLexicon) -> None:
        self.draft = draft
        self.events = events
        self.lexicon = cue_lexicon()
        self.spans = AttributedSpans(draft, events)
        self.speakers = Speakers(draft, events)

    def attribute(self, token: Token) -> Attribution:
        return _Climb(self, token).attribution()

    # -- levels -------------------------------------------------------------------------------

    def level(self, cue: Cue, word: Token, inner: Factuality) -> Level:
        stance, value = cue.stance, cue.factuality
        if factuality.is_negated(word):
            if cue.negated is not None:
                stance, value = cue.negated
            elif stance is Stance.ASSERT:
                value = Factuality.UNCOMMITTED
        sources, anonymous = self._sources(cue, word)
        if word.pos_ != "VERB" and not sources:
            # "amid reports of": somebody says so, but neither who nor the article does.
            anonymous = True
            value = Factuality.POSSIBLE if value is Factuality.CERTAIN else value
        addressee = self._addressee(cue, word)
        return Level(word, sources, anonymous, stance, factuality.combine(value, inner), addressee)

    def _sources(self, cue: Cue, word: Token) -> tuple[tuple[Spot, ...], bool]:
        candidates = [filler for slot in cue.source for filler in fillers(word, slot)]
        if word.tag_ == "VBG" and word.dep_ == "advcl" and cue.speaks and cue.source == _SUBJECT:
            candidates = [*self._said_before(word), *candidates]
        for filler in [*candidates, *self._owners(word)]:
            if self._is_private(filler):
                return (), True
            spots = participants(self.draft, self.events, filler) or self._told_of(filler)
            if spots and self._is_unofficial(filler, spots):
                return (), True
            if spots:
                return tuple(spots), self._is_anonymous(filler, spots)
            if filler.pos_ in {"NOUN", "PROPN"}:
                return (), True
        return (), word.pos_ == "VERB" and phrases.is_passive(word)

    def _said_before(self, word: Token) -> list[Token]:
        """Who goes on speaking: "said that talks had failed, adding that …"."""
        verb = word.head
        while verb.dep_ in {"ccomp", "conj", "advcl", "parataxis"} and verb.head != verb:
            if any(cue.speaks for cue in self.lexicon.of(verb)):
                break
            verb = verb.head
        return fillers(verb, "subj") if any(c.speaks for c in self.lexicon.of(verb)) else []

    def _is_private(self, filler: Token) -> bool:
        """ "Trump's critics", "the man's wife": neither Trump nor the man says it."""
        if filler.lemma_.lower() not in self.lexicon.private or filler.i in self.draft.held:
            return False
        named = [filler, *phrases.children(filler, "appos", "flat", "nmod:desc")]
        return all(acting_spot(self.draft, token) is None for token in named)

    def _is_unofficial(self, filler: Token, spots: list[Spot]) -> bool:
        """ "a US think tank", "Kenyan newspapers": they do not speak for their state."""
        if filler.lemma_.lower() not in self.lexicon.unofficial or filler.i in self.draft.held:
            return False
        if any(t.lower_ in {"state", "official", "government"} for t in filler.children):
            return False
        named = acting_spot(self.draft, filler)
        return named is None and all(
            spot.actor is not None and spot.actor.kind is MentionType.STATE for spot in spots
        )

    def _owners(self, word: Token) -> list[Token]:
        """Of "issued a statement" and "made it clear" the subject; of "a report issued by" him.

        What stands before a verb without a subject is one, parsed wrongly.
        """
        if word.pos_ == "VERB":
            return _before(word) if phrases.subject(word) is None else []
        light = word.dep_ == "obj" and word.head.lemma_.lower() in self.lexicon.light_verbs
        if light or (word.pos_ == "ADJ" and word.dep_ == "xcomp"):
            return fillers(word.head, "subj")
        return [
            owner
            for made in phrases.children(word, "acl")
            if made.tag_ == "VBN" and phrases.child(made, "aux", "mark", *phrases.SUBJECTS) is None
            for owner in fillers(made, "subj")
        ]

    def _told_of(self, filler: Token) -> list[Spot]:
        """ "The report said": whoever made it, as said here or of a report spoken of before."""
        lemma = filler.lemma_.lower()
        if lemma not in self.lexicon.vehicles and not self._is_said_again(filler):
            return []
        told = [filler]
        definite = phrases.child(filler, "det")
        if self._is_said_again(filler) or (definite is not None and definite.lower_ == "the"):
            start = filler.sent.start - 1
            for _ in range(_BACK):
                start = self.draft.doc[start].sent.start - 1 if start >= 0 else start
            before = self.draft.doc[max(start + 1, 0) : filler.i]
            told += [t for t in reversed(before) if t.lemma_.lower() == lemma]
        for text in told:
            slots = (*_OWNED, *(f"nmod:{case}" for case in _WITHIN))
            sent = [v for v in phrases.children(text, "acl:relcl") for v in fillers(v, "subj")]
            for owner in (
                *self._owners(text),
                *sent,
                *(o for s in slots for o in fillers(text, s)),
            ):
                spots = participants(self.draft, self.events, owner)
                if spots:
                    return spots
        return []

    def _is_said_again(self, filler: Token) -> bool:
        """ "The official", "officials" after somebody's official was named."""
        if filler.lemma_.lower() not in self.lexicon.anonymous or filler.pos_ != "NOUN":
            return False
        words = [c for c in filler.children if not c.is_punct]
        bare = not words and filler.tag_ == "NNS"
        return bare or (len(words) == 1 and words[0].lower_ in {"the", "these", "those"})

    def _is_anonymous(self, filler: Token, spots: list[Spot]) -> bool:
        if acting_spot(self.draft, filler) is not None:
            return False
        if any(s.actor and s.actor.kind is MentionType.PERSON for s in spots):
            return False
        lemma = filler.lemma_.lower()
        return lemma not in self.lexicon.bodies and lemma not in self.lexicon.vehicles

    def _addressee(self, cue: Cue, word: Token) -> Spot | None:
        for slot in cue.addressee:
            for filler in fillers(word, slot):
                spots = participants(self.draft, self.events, filler)
                if spots:
                    return spots[0]
        return None

    # -- sources outside the tree ------------------------------------------------------------------

    def cited(self, word: Token, value: Factuality) -> list[Level]:
        """ "The agency reported, citing an officer, that …": the officer says it."""
        for verb in phrases.children(word, "advcl"):
            cues = [cue for cue in self.lexicon.of(verb) if cue.source == ("obj",)]
            if cues and verb.tag_ == "VBG":
                sources, anonymous = self._sources(cues[0], verb)
                if sources or anonymous:
                    return [Level(verb, sources, anonymous, cues[0].stance, value)]
        return []

    def according_to(self, chain: list[Token], value: Factuality) -> list[Level]:
        """The source of "according to X" in a clause of `chain`, the words above an event.

        At the edge of the sentence it holds for all of it, wherever the parse hangs it.
        """
        places = {word.i: number for number, word in enumerate(chain)}
        for nominal in chain[0].sent:
            if nominal.dep_ not in {"obl", "nmod", "parataxis", "advcl"}:
                continue
            place = places.get(nominal.head.i)
            if place is None and not _is_outermost(nominal):
                continue
            below = chain[place - 1] if place else None
            level = self._prepositional(nominal, value)
            if level is not None and not _is_contrast(below, nominal):
                return [level]
        return []

    def _prepositional(self, nominal: Token, value: Factuality) -> Level | None:
        case = "according to" if nominal.lower_ == "according" else phrases.case_of(nominal)
        held = self.lexicon.prepositions.get(case)
        if held is None:
            return None
        spots = participants(self.draft, self.events, nominal) or self._told_of(nominal)
        lemma = nominal.lemma_.lower()
        if spots and self._is_unofficial(nominal, spots):
            spots = []
        if case == "per" and acting_spot(self.draft, nominal) is None:
            return None
        if not spots and lemma not in self.lexicon.unnamed:
            return None
        mark = phrases.child(nominal, "case", "mark") or nominal
        anonymous = self._is_anonymous(nominal, spots) if spots else True
        result = factuality.combine(held, value)
        return Level(mark, tuple(spots), anonymous, Stance.ASSERT, result)

    def asked(self, word: Token) -> list[Level]:
        """ "freed him at Avaria's request": who asked for what was done."""
        verb = word if word.pos_ == "VERB" else word.head
        out = []
        for noun in phrases.oblique(verb, "at", "on", "upon"):
            for cue in self.lexicon.of(noun):
                if cue.stance not in _ASKING:
                    continue
                level = self.level(cue, noun, Factuality.CERTAIN)
                if level.sources and not level.anonymous:
                    out.append(replace(level, beside=True))
        return out[:1]

    def spoken(self, token: Token, value: Factuality, inner: list[Level]) -> list[Level]:
        """The speaker of a turn or quotation, unless a level already stands outside it."""
        speaker = self.speakers.of(token)
        if speaker is None:
            return []
        if not self.speakers.is_turn(token):
            quote = self.speakers.quote_at(token.idx)
            cues = [level.cue for level in inner if level.cue is not None]
            if any(self.speakers.quote_at(cue.idx) != quote for cue in cues):
                return []
        value = Factuality.CERTAIN if inner else value
        sources = (speaker.spot,) if speaker.spot is not None else ()
        return [Level(None, sources, speaker.spot is None, Stance.ASSERT, value)]

    def modelled(self, token: Token, value: Factuality) -> list[Level]:
        """The source that the model gives the content that the token stands in."""
        found = self.spans.sources(token)
        if found is None:
            return []
        word, spots = found
        if self.lexicon.of(word) and _is_beside_content(token, word):
            return []  # "told reporters while visiting Oslo"
        cues = self.lexicon.cues.get((word.lemma_.lower(), "VERB"), ())
        cue = next((cue for cue in cues if "quote" in cue.content or "ccomp" in cue.content), None)
        stance, held = (cue.stance, cue.factuality) if cue else (Stance.ASSERT, Factuality.CERTAIN)
        result = factuality.combine(held, value)
        return [Level(word, tuple(spots), False, stance, result)]


class _Climb:
    """The way from one token up to its root, and the levels that lie on it."""

    def __init__(self, attributor: Attributor, token: Token) -> None:
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

    def attribution(self) -> Attribution:
        node, below, chain = self.token, None, [self.token]
        while len(chain) <= len(self.token.doc):
            self._comment(node, below)
            parent = _governor(node)
            if parent == node or len(self.levels) >= _DEEPEST:
                break
            self._step(node, parent)
            below, node = node, parent
            chain.append(node)
        at, levels = self.attributor, self.levels
        levels += at.according_to(chain, Factuality.CERTAIN if levels else self.value)
        spoken = at.spoken(self.token, self.value, levels)
        named = any(level.sources for level in spoken)
        levels += [] if levels or named else at.modelled(self.token, self.value)
        levels += spoken if named or not levels else []
        if not levels:
            stance = Stance.DEMAND if self.own.demanded else Stance.ASSERT
            levels.append(Level(None, (), self.own.hearsay, stance, self.value))
        levels = [*self._merged(), *at.asked(self.token)]
        return Attribution(tuple(levels), self.own, self.future)

    def _step(self, node: Token, parent: Token) -> None:
        if node != self.token:
            self.value = factuality.combine(factuality.condition(node), self.value)
        if factuality.is_if_true(node) or self._is_supposed(node):
            self.value = Factuality.UNCOMMITTED
        cue = reading(parent, node, self.attributor.events.classes)
        passing = self.adjunct if cue and cue.stance is not Stance.ASSERT else self.aside
        if passing and (node.dep_ not in _CLAUSES or (cue and cue.stance is not Stance.ASSERT)):
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
        elif node != self.token and factuality.is_purpose(node) and not self.given:
            self.value = factuality.combine(Factuality.UNCOMMITTED, self.value)
        self.aside = self.aside or node.dep_ in _ASIDE
        supported = factuality.support(node) is not None
        self.given = self.given or self.adjunct or (node.pos_ == "NOUN" and not supported)

    def _cited_by(self, node: Token, parent: Token) -> Cue | None:
        """ "reported, citing an officer, that": the cue of the one who cites."""
        lexicon = self.attributor.lexicon
        cites = any(cue.source == ("obj",) for cue in lexicon.of(node))
        if not cites or not self.levels or self.levels[-1].cue != node or node.dep_ != "advcl":
            return None
        return next((cue for cue in lexicon.of(parent) if cue.speaks), None)

    def _is_supposed(self, node: Token) -> bool:
        """ "the deployment would be a mistake": spoken of, not said to take place."""
        verb = node.head
        would = next((t for t in phrases.children(verb, "aux") if t.lower_ == "would"), None)
        if node != self.token or node.pos_ != "NOUN" or node.dep_ != "nsubj" or would is None:
            return False
        if phrases.child(verb, "aux", "cop") != would and verb.tag_ == "VBN":
            return False
        reported = verb.dep_ == "ccomp" and factuality.tense(verb.head) is TimeFrame.PAST
        return not reported or self.attributor.speakers.quote_at(would.idx) is not None

    def _cued(self, cue: Cue, node: Token, parent: Token) -> None:
        if not self.levels:
            # Not "to help" in "a plan to help": that is no purpose.
            reported = factuality.tense(parent) is TimeFrame.PAST
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
        nominal = last is not None and last.cue == node and node.pos_ == "NOUN"
        if nominal and last is not None and not last.sources:
            self.levels.pop()  # "denied reports that", "debated proposals to"
            self.value = self.inner
        self._add(cue, parent)
        if nominal and last is not None and last.sources and cue.stance in _REFUSED:
            self.levels[-1] = replace(self.levels[-1], beside=True)

    def _comment(self, node: Token, below: Token | None) -> None:
        """ "…, he said", unless it follows what the rest of the sentence sets against it."""
        said = beside(node) or (participle(node) if node == self.token else None)
        if said is None or _is_contrast(below, said[1]) or len(self.levels) >= _DEEPEST:
            return
        if all(level.cue != said[1] for level in self.levels):
            if not self.levels and node == self.token:
                reported = factuality.tense(said[1]) is TimeFrame.PAST
                self.own = factuality.read(node, reported=reported)
                self.value = self.own.factuality
            self._add(*said)

    def _add(self, cue: Cue, word: Token) -> None:
        self.inner = self.value
        level = self.attributor.level(cue, word, self.value)
        if not self.levels and level.stance is Stance.ASSERT and self._is_demanded(level):
            level = replace(level, stance=Stance.DEMAND, factuality=Factuality.UNCOMMITTED)
        cited = self.attributor.cited(word, level.factuality)
        self.levels += [*cited, replace(level, factuality=Factuality.CERTAIN) if cited else level]
        self.value = factuality.read(word).factuality
        if level.stance is Stance.CONSIDER and self.value is Factuality.POSSIBLE:
            self.value = Factuality.CERTAIN  # "would consider" already says no more

    def _is_demanded(self, level: Level) -> bool:
        """ "must leave" and, in a quotation, "leave": said, they are asked for."""
        if level.cue is None or self.adjunct:
            return False
        quoted = self.attributor.speakers.quote_at(self.token.idx) is not None
        return self.own.demanded or (quoted and factuality.is_imperative(self.token))

    def _merged(self) -> list[Level]:
        """Without levels on which somebody says only that he himself says so."""
        out: list[Level] = []
        for level in self.levels:
            last = out[-1] if out else None
            if last is not None and level.stance is Stance.ASSERT and level.sources:
                if _actors(last) == _actors(level):
                    continue
                if not last.sources and (_is_pronoun(last) or self._is_lifeless(last)):
                    value = factuality.combine(level.factuality, last.factuality)
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


def _is_beside_content(token: Token, cue: Token) -> bool:
    """Whether the tree has a clause between a cue and a word that only goes with the cue."""
    path = [token, *token.ancestors]
    if cue not in path:
        return False
    below = path[: path.index(cue)]
    clauses = {"advcl", "acl", "acl:relcl"}
    return any(t.dep_ in clauses and not factuality.is_to_clause(t) for t in below)


def _before(verb: Token) -> list[Token]:
    """What stands before a verb that has no subject."""
    found = [t for t in verb.lefts if t.dep_ in {"obj", "iobj"} and t.tag_[0] == "N"]
    if found or verb.i == 0 or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return found
    nearest = verb.nbor(-1)
    return [nearest] if nearest.pos_ in {"PROPN", "NOUN"} and nearest.sent == verb.sent else []


def _actors(level: Level) -> set[int]:
    return {id(spot.actor) for spot in level.sources}


def _is_pronoun(level: Level) -> bool:
    """Whether only a pronoun names who says it: "I doubt"."""
    if level.cue is None:
        return False
    subject = phrases.child(level.cue, "expl") or phrases.subject(level.cue)
    return subject is not None and subject.lower_ in _SPEAKING


def _hedge(cue: Cue, word: Token) -> Factuality:
    """What a word that names no speaker does to its content: "is likely to", "needs to"."""
    if factuality.is_negated(word):
        return cue.negated[1] if cue.negated is not None else Factuality.NOT_CERTAIN
    return factuality.combine(factuality.read(word).factuality, cue.factuality)


def _is_outermost(nominal: Token) -> bool:
    """Whether a phrase opens or closes its sentence."""
    words = [t.i for t in nominal.sent if not (t.is_punct or t.is_space)]
    return nominal.left_edge.i <= words[0] or nominal.right_edge.i >= words[-1]


def _is_contrast(below: Token | None, said: Token) -> bool:
    """ "…, he said, whereas they refused": no longer what he says."""
    if below is None or below.dep_ != "advcl" or said.i > below.i:
        return False
    return phrases.case_of(below) in cue_lexicon().contrasts


def _governor(node: Token) -> Token:
    """The head; of "supplying" in "accused Moscow of supplying" the verb, however parsed."""
    head = node.head
    named = head.pos_ in {"PROPN", "PRON"} and head.dep_ in {"obj", "nsubj:pass"}
    return head.head if node.dep_ == "acl" and named and phrases.case_of(node) else head


def _is_aspect(node: Token, parent: Token) -> bool:
    """ "its approach to providing aid": talked about, not said to happen."""
    clause = node.dep_ == "acl" and node.tag_ == "VBG" and parent.pos_ == "NOUN"
    return clause and bool(phrases.case_of(node))


def _is_adjunct(node: Token) -> bool:
    """Whether a clause or phrase only goes with what it hangs on; "plan to", "talk of" belong."""
    if node.dep_ == "conj" and phrases.child(node, *phrases.SUBJECTS) is not None:
        return node.head.dep_ not in _SENTENCES
    if node.dep_ == "acl":
        return not phrases.case_of(node)
    return node.dep_ in _ADJUNCTS and not factuality.is_to_clause(node)


def _is_prevented(parent: Token, node: Token) -> bool:
    """ "failed to send", "barred from exporting", "a ban on sales"."""
    if parent.lemma_.lower() not in factuality.hedges().negating_heads:
        return False
    if node.dep_ in {"xcomp", "obj", "acl"}:
        return True
    case = phrases.case_of(node)
    return node.dep_ in {"advcl", "obl", "nmod"} and case in {"from", "on", "of", "against"}
