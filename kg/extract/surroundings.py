"""Sources that stand beside the way from a word up to its root: "according to", quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract import factuality, phrases
from kg.extract.cues import cue_lexicon
from kg.extract.draft import Draft
from kg.extract.lexicon import EventLexicon
from kg.extract.participants import acting_spot, participants
from kg.extract.purposes import is_to_clause
from kg.extract.quotations import Speakers
from kg.extract.sourcing import Level, Sourcing
from kg.extract.spans import AttributedSpans
from kg.language.plain import Token
from kg.records import Factuality, Stance

_BESIDE = frozenset({"obl", "nmod", "parataxis", "advcl"})
_OF_HIM = frozenset({"acl", "acl:relcl"})
_ASKING = frozenset({Stance.ASK, Stance.DEMAND})


class Surroundings(Sourcing):
    """Adds to the sources of cues those that no cue above a word names."""

    def __init__(self, draft: Draft, events: EventLexicon) -> None:
        super().__init__(draft, events)
        self.spans = AttributedSpans(draft, events)
        self.speakers = Speakers(draft, events)

    def cited(self, word: Token, value: Factuality) -> list[Level]:
        """ "The agency reported, citing an officer, that …": the officer says it."""
        for verb in phrases.children(word, "advcl"):
            cues = [cue for cue in self.lexicon.of(verb) if cue.source == ("obj",)]
            if cues and verb.tag_ == "VBG":
                sources, anonymous = self.sources(cues[0], verb)
                if sources or anonymous:
                    return [Level(verb, sources, anonymous, cues[0].stance, value)]
        return []

    def according_to(self, chain: list[Token], value: Factuality) -> list[Level]:
        """The source of "according to X" in a clause of `chain`, the words above an event.

        At the edge of the sentence it holds for all of it, wherever the parse hangs it, but for
        what is told of the source itself: "according to Avaria, which called on Borland".
        """
        places = {word.i: number for number, word in enumerate(chain)}
        sentence = list(chain[0].sent)
        words = [t.i for t in sentence if not (t.is_punct or t.is_space)]
        for nominal in sentence:
            if nominal.dep_ not in _BESIDE:
                continue
            if any(_tells_of(word, nominal) for word in chain[: places.get(nominal.i, 0)]):
                continue
            place = places.get(nominal.head.i)
            if place is None and not _is_outermost(nominal, words):
                continue
            below = chain[place - 1] if place else None
            level = self._prepositional(nominal, value)
            if level is not None and not is_contrast(below, nominal):
                return [level]
        return []

    def _prepositional(self, nominal: Token, value: Factuality) -> Level | None:
        case = "according to" if nominal.lower_ == "according" else phrases.case_of(nominal)
        held = self.lexicon.prepositions.get(case)
        if held is None:
            return None
        spots = participants(self.draft, self.events, nominal) or self.told_of(nominal)
        lemma = nominal.lemma_.lower()
        if spots and self.is_unofficial(nominal, spots):
            spots = []
        if case == "per" and acting_spot(self.draft, nominal) is None:
            return None
        if not spots and lemma not in self.lexicon.unnamed:
            return None
        mark = phrases.child(nominal, "case", "mark") or nominal
        anonymous = self.is_anonymous(nominal, spots) if spots else True
        result = factuality.combine(held, value)
        return Level(mark, tuple(spots), anonymous, Stance.ASSERT, result)

    def asked(self, word: Token) -> list[Level]:
        """ "freed him at Avaria's request": who asked for what was done."""
        verb = word if word.pos_ == "VERB" else word.head
        out = []
        for noun in phrases.oblique(verb, "at", "on", "upon"):
            for cue in self.lexicon.of(noun):
                if cue.stance not in _ASKING or noun == word:
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
        if word.dep_ == "aux":
            word = word.head  # "has mentioned": the model's cue begins with its auxiliary
        cues = self.lexicon.cues.get((word.lemma_.lower(), "VERB"), ())
        cue = next((cue for cue in cues if "quote" in cue.content or "ccomp" in cue.content), None)
        stance, held = (cue.stance, cue.factuality) if cue else (Stance.ASSERT, Factuality.CERTAIN)
        if _is_beside_content(token, word, anywhere=stance is not Stance.ASSERT):
            return []  # "told reporters while visiting Oslo"
        result = factuality.combine(held, value)
        return [Level(word, tuple(spots), False, stance, result)]


def _is_beside_content(token: Token, cue: Token, *, anywhere: bool) -> bool:
    """Whether a word stands in a clause that only goes with the cue above it.

    `anywhere`: or with a word of the content: nobody demands what a relative clause tells.
    """
    path = [token, *token.ancestors]
    if cue not in path:
        return False
    below = path[: path.index(cue)]
    clauses = {"advcl", "acl", "acl:relcl"}
    looked_at = below if anywhere else below[-1:]
    return any(t.dep_ in clauses and not is_to_clause(t) for t in looked_at)


def _tells_of(word: Token, nominal: Token) -> bool:
    """Whether a clause hangs on a noun or on its apposition."""
    of_other_name = word.head.dep_ == "appos" and word.head.head == nominal
    return word.dep_ in _OF_HIM and (word.head == nominal or of_other_name)


def _is_outermost(nominal: Token, words: Sequence[int]) -> bool:
    """Whether a phrase opens or closes its sentence of these words."""
    return nominal.left_edge.i <= words[0] or nominal.right_edge.i >= words[-1]


def is_contrast(below: Token | None, said: Token) -> bool:
    """ "…, he said, whereas they refused": no longer what he says."""
    if below is None or below.dep_ != "advcl" or said.i > below.i:
        return False
    return phrases.case_of(below) in cue_lexicon().contrasts
