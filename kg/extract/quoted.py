"""What stands in quotations and turns of an interview, and whom a pronoun there cannot mean."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.cues import cue_lexicon
from kg.extract.draft import Actor, Draft
from kg.extract.lexicon import event_lexicon
from kg.extract.quotations import Speaker, Speakers
from kg.language.plain import Token


class Quoted:
    """Quotations of one article. Ask for speakers only once the pronouns around are linked."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._speakers = Speakers(draft, event_lexicon())
        self._of: dict[int, Speaker | None] = {}

    def is_inside(self, token: Token) -> bool:
        return self._speakers.is_inside(token)

    def speaker(self, token: Token) -> Speaker | None:
        """Who speaks where the token stands; every token of a quotation has one speaker."""
        quote = self._speakers.quote_at(token.idx)
        if quote is None:
            return self._speakers.of(token)
        if quote[0] not in self._of:
            self._of[quote[0]] = self._speakers.of(token)
        return self._of[quote[0]]

    def barred(self, pronoun: Token, inside: bool) -> set[Actor]:
        """The speaker of the words that a pronoun stands in; who is named in those he says."""
        if inside:
            speaker = self.speaker(pronoun)
            spot = speaker.spot if speaker is not None else None
            return {spot.actor} if spot is not None and spot.actor is not None else set()
        verb = pronoun.head
        if pronoun.dep_ not in phrases.SUBJECTS or verb.pos_ != "VERB":
            return set()
        if not any(cue.speaks for cue in cue_lexicon().of(verb)):
            return set()
        return self._named_beside(pronoun)

    def _named_beside(self, pronoun: Token) -> set[Actor]:
        """The actors named in the quotation beside a pronoun: "“Lind lied,” he said"."""
        return {
            spot.actor
            for token in pronoun.sent
            if (spot := self._draft.actor_at.get(token.i)) is not None
            and spot.actor is not None
            and self._speakers.quote_at(token.idx) is not None
        }
