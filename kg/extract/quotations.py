"""Whose words stand in quotation marks, and who has the turn in an interview."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple

from kg.extract import phrases
from kg.extract.cues import cue_lexicon
from kg.extract.draft import Draft, Spot
from kg.extract.lexicon import EventLexicon
from kg.extract.participants import acting_spot, participants
from kg.language.plain import Span, Token
from kg.records import MentionType

_TURN = re.compile(r"(?m)^[^\S\n]*(?P<who>[A-Z][^\n:]{0,60}?):(?=\s)")
# Possessive: on hostile text a quantifier that gives back is quadratic. A paragraph that leaves
# its quotation open is followed by one that opens it again.
_QUOTE = re.compile(r"“[^”\n]{2,2000}+(?:”|(?=\n\s{0,4}“))|(?<!\w)\"[^\"\n]{2,2000}+\"(?!\w)")
_BEFORE_COLON = 12  # words before "…: “" that may name the speaker …
_LONGEST = 30  # … and characters of one
_DASH = re.compile(r"[”\"]?\s{0,4}[–—―]\s?(?=\w)")  # before the name of who signs
_STOPS = (".", "!", "?", "…")
Turn = tuple[int, int, "Spot | None"]  # where somebody's words begin and end; None: who asks


class Speaker(NamedTuple):
    """Who speaks: a spot, or nobody with a name (None)."""

    spot: Spot | None


class Speakers:
    """The speakers of one document's turns and quotations."""

    def __init__(self, draft: Draft, events: EventLexicon) -> None:
        self._draft = draft
        self._events = events
        self._text = draft.document.text
        self._turns = speaker_turns(draft) or spoken_lines(draft)
        self._quotes = quotations(self._text)
        self._lines: dict[tuple[int, int], list[tuple[int, Speaker]]] = {}
        self._of: dict[tuple[int, int], Speaker | None] = {}

    def of(self, token: Token) -> Speaker | None:
        """Who speaks where the token stands; None where nobody is quoted."""
        turn = self._turn_at(token.idx)
        if turn is not None:
            return Speaker(turn[2]) if turn[2] is not None else None
        quote = self.quote_at(token.idx)
        if quote is None:
            return None
        if quote not in self._of:
            self._of[quote] = self._of_quote(quote)
        return self._of[quote]

    def is_turn(self, token: Token) -> bool:
        return self._turn_at(token.idx) is not None

    def is_inside(self, token: Token) -> bool:
        """Whether it stands in a turn or a quotation."""
        return self.is_turn(token) or self.quote_at(token.idx) is not None

    def _turn_at(self, position: int) -> Turn | None:
        index = bisect_right(self._turns, position, key=itemgetter(0)) - 1
        found = self._turns[index] if index >= 0 else None
        return found if found is not None and position < found[1] else None

    def begin(self, token: Token) -> int:
        """Where the turn begins that a token stands in, or 0."""
        turn = self._turn_at(token.idx)
        return turn[0] if turn is not None else 0

    def quote_at(self, position: int) -> tuple[int, int] | None:
        """The extent of the quotation around a character."""
        index = bisect_right(self._quotes, (position, len(self._text))) - 1
        found = self._quotes[index] if index >= 0 else None
        return found if found is not None and position < found[1] else None

    def _of_quote(self, quote: tuple[int, int]) -> Speaker | None:
        start = self._text.rfind("\n", 0, quote[0]) + 1
        end = _line_end(self._text, quote[1])
        signed = self._signed(quote[1])
        if signed is not None:
            return signed
        spoken = self._in_line(start, end)
        after = bisect_right(spoken, quote[0], key=itemgetter(0))
        near = [
            (at - quote[1] if at > quote[0] else quote[0] - at, at, speaker)
            for at, speaker in spoken[max(0, after - 1) : after + 1]
        ]
        if near:
            return min(near, key=itemgetter(0, 1))[2]
        return self._before_colon(quote[0]) or self._line_before(start, quote[0])

    def _in_line(self, start: int, end: int) -> list[tuple[int, Speaker]]:
        if (start, end) not in self._lines:
            self._lines[start, end] = list(self._speaking(start, end))
        return self._lines[start, end]

    def _speaking(self, start: int, end: int) -> list[tuple[int, Speaker]]:
        """Who speaks on a line outside its quotations, and where its verb stands."""
        out = []
        for word in self._draft.doc.char_span(start, end, alignment_mode="expand") or ():
            if word.pos_ != "VERB" or self.quote_at(word.idx) is not None:
                continue
            subject = phrases.subject(word)
            if subject is None or not any(cue.speaks for cue in cue_lexicon().of(word)):
                continue
            spots = participants(self._draft, self._events, subject)
            if spots or subject.pos_ == "NOUN":
                out.append((word.idx, Speaker(spots[0] if spots else None)))
        return out

    def _signed(self, end: int) -> Speaker | None:
        """ "“…” ― Ada Lind": who signs a quotation that ends there."""
        dash = _DASH.match(self._text, end)
        if dash is None:
            return None
        start = dash.end()
        rest = (
            self._draft.doc.char_span(start, _line_end(self._text, start), alignment_mode="expand")
            or ()
        )
        if any(token.pos_ in {"VERB", "AUX"} for token in rest):
            return None  # "“…” — Ada Lind disagreed"
        name = self._draft.doc.char_span(start, start + 1, alignment_mode="expand")
        spot = self._draft.actor_at.get(name.start) if name is not None else None
        person = spot is not None and spot.actor and spot.actor.kind is MentionType.PERSON
        return Speaker(spot) if person else None

    def _before_colon(self, quote: int) -> Speaker | None:
        """ "There was praise from the minister: “…”"."""
        start = max(0, quote - _BEFORE_COLON * _LONGEST)
        before = self._draft.doc.char_span(start, quote, alignment_mode="contract")
        words = [t for t in before or () if not t.is_space][-_BEFORE_COLON:]
        while words and words[-1].text in {"“", '"'}:
            words.pop()
        if not words or words[-1].text != ":":
            return None
        spots = (acting_spot(self._draft, t) for t in reversed(words) if t.sent == words[-1].sent)
        return next((Speaker(spot) for spot in spots if spot is not None), None)

    def _line_before(self, start: int, quote: int) -> Speaker | None:
        """A paragraph that is all quotation continues the one before."""
        if self._text[start:quote].strip() not in {"“", '"'}:
            return None
        end = len(self._text[:start].rstrip())
        before = self._in_line(self._text.rfind("\n", 0, end) + 1, end) if end else []
        return before[-1][1] if before else None


def speaker_turns(draft: Draft) -> list[Turn]:
    """Turns of an interview: start, end and speaker (None for the one who asks).

    Only texts with several turns count; one line "Moscow: …" is no interview.
    """
    text = draft.document.text
    starts = list(_TURN.finditer(text))
    if len(starts) < 4 or len({m["who"] for m in starts}) > len(starts) // 2 + 1:
        return []
    out = []
    for match, following in zip(starts, [*starts[1:], None], strict=False):
        end = following.start() if following is not None else len(text)
        label = draft.doc.char_span(match.start("who"), match.end("who"), alignment_mode="expand")
        out.append((match.end(), end, _speaker_in(draft, label)))
    return out


def spoken_lines(draft: Draft) -> list[Turn]:
    """Headings that begin with who speaks: "Kremlin: talks are possible".

    Only a person, a body or a seat of government, and nothing else before the colon: "Moscow:" may
    say where, "Avaria:" of whom. A line with a full stop is a profile ("Ada Lind: Born in 1960.").
    """
    out: list[Turn] = []
    text = draft.document.text
    for match in _TURN.finditer(text):
        end = _line_end(text, match.end())
        spot = _whole(draft, match)
        if spot is not None and not text[match.end() : end].rstrip(' "”’').endswith(_STOPS):
            out.append((match.end(), end, spot))
    return out


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _whole(draft: Draft, match: re.Match[str]) -> Spot | None:
    """Who may speak and is all that stands before a colon."""
    start, end = match.start("who"), match.start("who") + len(match["who"].rstrip())
    label = draft.doc.char_span(start, end, alignment_mode="expand")
    spot = draft.actor_at.get(label.start) if label is not None else None
    if label is None or spot is None or spot.actor is None or spot.end < end:
        return None
    kind, known = spot.actor.kind, spot.actor.known
    if kind is MentionType.STATE:
        return spot if draft.vocabulary.metonym(label.text) is not None else None
    company = known is not None and known.organization_type == "company"
    return None if company or kind is MentionType.PLACE else spot


def _speaker_in(draft: Draft, label: Span | None) -> Spot | None:
    for token in label or ():
        spot = draft.actor_at.get(token.i)
        if spot is not None and spot.actor and spot.actor.kind is MentionType.PERSON:
            return spot
    return None


def quotations(text: str) -> list[tuple[int, int]]:
    """Character ranges inside quotation marks."""
    return [(m.start() + 1, m.end() - (text[m.end() - 1] in '”"')) for m in _QUOTE.finditer(text)]
