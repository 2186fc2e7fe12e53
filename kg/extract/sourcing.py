"""Who the source of a cue is: the slot's filler, whose words a text is, and whom they speak for."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import factuality, phrases
from kg.extract.cues import Cue, cue_lexicon
from kg.extract.draft import Draft, Spot
from kg.extract.lexicon import EventLexicon
from kg.extract.participants import acting_spot, fillers, participants
from kg.language.plain import Token
from kg.records import Factuality, MentionType, Stance

_SUBJECT = ("subj",)
_OWNED = ("subj", "poss", "nmod:by", "nmod:from", "nmod:of", "compound")
_WITHIN = ("within", "inside", "at", "in", "with")
_BACK = 8  # sentences that "the official" may point back


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


class Sourcing:
    """Finds the sources of cues in one document."""

    def __init__(self, draft: Draft, events: EventLexicon) -> None:
        self.draft = draft
        self.events = events
        self.lexicon = cue_lexicon()

    def level(self, cue: Cue, word: Token, inner: Factuality) -> Level:
        """What the source of a cue at `word` does to a content that is `inner` by itself."""
        stance, value = cue.stance, cue.factuality
        if factuality.is_negated(word):
            if cue.negated is not None:
                stance, value = cue.negated
            elif stance is Stance.ASSERT:
                value = Factuality.UNCOMMITTED
        sources, anonymous = self.sources(cue, word)
        if word.pos_ != "VERB" and not sources:
            # "amid reports of": somebody says so, but neither who nor the article does.
            anonymous = True
            if word.pos_ == "NOUN" and value is Factuality.CERTAIN:
                value = Factuality.POSSIBLE
        addressee = self._addressee(cue, word)
        return Level(word, sources, anonymous, stance, factuality.combine(value, inner), addressee)

    def sources(self, cue: Cue, word: Token) -> tuple[tuple[Spot, ...], bool]:
        """Who says it, and whether they stay without a name."""
        speaker = self.goes_on_after(word)
        candidates = [filler for slot in cue.source for filler in fillers(speaker or word, slot)]
        said_too = word.tag_ == "VBG" and word.dep_ == "advcl" and not phrases.case_of(word)
        if said_too and cue.speaks and cue.source == _SUBJECT:
            candidates = [*self._said_before(word), *candidates]
        for filler in [*candidates, *self._owners(word)]:
            if self._is_private(filler):
                return (), True
            spots = participants(self.draft, self.events, filler) or self.told_of(filler)
            if spots and self.is_unofficial(filler, spots):
                return (), True
            if spots:
                return tuple(spots), self.is_anonymous(filler, spots)
            if filler.pos_ in {"NOUN", "PROPN"}:
                return (), True
        return (), word.pos_ == "VERB" and phrases.is_passive(word)

    def is_set_against(self, clause: Token) -> bool:
        """ "…, while Cestria said it was not": what another says, set against what is said."""
        contrast = clause.dep_ == "advcl" and phrases.case_of(clause) in self.lexicon.contrasts
        return contrast and any(cue.speaks for cue in self.lexicon.of(clause))

    def says_more(self, verb: Token) -> bool:
        """Whether a verb of saying has something of its own that is said: "warned that …"."""
        told = phrases.child(verb, "ccomp", "xcomp", "obj") is not None
        return told and any(
            cue.speaks or cue.describes or "ccomp" in cue.content for cue in self.lexicon.of(verb)
        )

    def said_beside(self, verb: Token) -> Token | None:
        """The verb of saying whose content a verb stands beside that may go on with its subject:
        "said it had lost contact and asked"; "said it lost men and asked" leaves it open.
        """
        first = verb.head
        if verb.dep_ != "conj" or first.dep_ != "ccomp" or verb.tag_ != first.head.tag_:
            return None
        if phrases.child(verb, "mark", "aux", *phrases.SUBJECTS) is not None:
            return None
        alike = first.tag_ == verb.tag_ and phrases.child(first, "aux") is None
        speaks = any(cue.speaks for cue in self.lexicon.of(first.head))
        return first.head if speaks and not alike else None

    def goes_on_after(self, verb: Token) -> Token | None:
        """ "said it was strong and warned that …": the verb whose subject goes on speaking, where
        the parse hangs what he said next beside what he said first; not "reported that he had
        confirmed this but denied that"."""
        said = self.said_beside(verb) if self.says_more(verb) else None
        return said if said is not None and not self.says_more(verb.head) else None

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
        named = [filler, *phrases.children(filler, *phrases.NAMING)]
        return all(acting_spot(self.draft, token) is None for token in named)

    def is_unofficial(self, filler: Token, spots: list[Spot]) -> bool:
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

    def told_of(self, filler: Token) -> list[Spot]:
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

    def is_anonymous(self, filler: Token, spots: list[Spot]) -> bool:
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


def _before(verb: Token) -> list[Token]:
    """What stands before a verb that has no subject."""
    found = [t for t in verb.lefts if t.dep_ in {"obj", "iobj"} and t.tag_[0] == "N"]
    if found or verb.i == 0 or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return found
    nearest = verb.nbor(-1)
    return [nearest] if nearest.pos_ in {"PROPN", "NOUN"} and nearest.sent == verb.sent else []
