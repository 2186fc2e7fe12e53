"""One document's records under construction.

Spots are mentions without their final id: ids follow text order, which is known only at
the end. Records are built with the spots' handles and translated in `finish`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.tokens import Doc

from kg.language.plain import Doc as PlainDoc
from kg.language.plain import Span, Token
from kg.records import (
    Claim,
    Document,
    Event,
    Extraction,
    Figure,
    Mention,
    MentionType,
    Proposition,
    Relation,
)
from kg.vocabulary import KnownEntity, Vocabulary

ACTORS = frozenset(
    {MentionType.PERSON, MentionType.STATE, MentionType.ORGANIZATION, MentionType.PLACE}
)


@dataclass(eq=False, slots=True)
class Actor:
    """Who or what a chain of spots stands for, as far as this article tells."""

    kind: MentionType
    name: str
    known: KnownEntity | None = None
    body: Actor | None = None
    titles: set[str] = field(default_factory=set)
    gender: str = ""  # "he" or "she", once the text has shown it; never from the name
    group: str = ""  # of a group without a name of its own: its kg:organizationType


@dataclass(eq=False, slots=True)
class Spot:
    handle: str
    start: int
    end: int
    kind: MentionType
    score: float
    proper: bool
    actor: Actor | None = None


def start_of(spot: Spot) -> int:
    """Where a spot begins, in characters: what spots are sorted and searched by."""
    return spot.start


class Draft:
    """Collects spots and records of one document."""

    def __init__(self, document: Document, doc: Doc, vocabulary: Vocabulary) -> None:
        self.document = document
        self.doc = PlainDoc(doc)
        self.vocabulary = vocabulary
        self.home: KnownEntity | None = None  # the state of the dateline
        self.actor_at: dict[int, Spot] = {}  # innermost actor spot covering a token
        self.bodies_of: dict[Actor, list[Actor]] = {}  # whose posts a person holds
        self.held: dict[int, Spot] = {}  # head of a role phrase → who holds the post
        self.groups: dict[int, tuple[Spot, ...]] = {}  # "both countries" → those two
        self.events: list[Event] = []
        self.relations: list[Relation] = []
        self.propositions: list[Proposition] = []
        self.figures: list[Figure] = []
        self.claims: list[Claim] = []
        self.in_groups: set[int] = set()  # names by which a group is told: "Iran" of its dissidents
        self._spots: dict[tuple[int, int, MentionType], Spot] = {}
        self._more: dict[tuple[str, int], Spot] = {}  # by handle of the first and actor
        self._made = 0

    def spot(
        self, span: Span, kind: MentionType, *, score: float = 1.0, proper: bool = True
    ) -> Spot:
        """The spot of `span`, made once per extent and kind."""
        return self.stretch(span.start_char, span.end_char, kind, score=score, proper=proper)

    def stretch(
        self, start: int, end: int, kind: MentionType, *, score: float = 1.0, proper: bool = True
    ) -> Spot:
        """The spot of these characters, which may end within a word."""
        key = (start, end, kind)
        found = self._spots.get(key)
        if found is None:
            handle = f"#{self._made}"
            self._made += 1
            found = Spot(handle, start, end, kind, score, proper)
            self._spots[key] = found
        return found

    def another(self, spot: Spot, actor: Actor) -> Spot:
        """A spot of the same words for one more actor: "leaders", each of another state."""
        key = (spot.handle, id(actor))
        if key not in self._more:
            handle = f"#{self._made}"
            self._made += 1
            self._more[key] = replace(spot, handle=handle, actor=actor)
        return self._more[key]

    def actor_spot(
        self,
        span: Span,
        actor: Actor,
        kind: MentionType,
        *,
        score: float,
        proper: bool,
        whole: Span | None = None,
    ) -> Spot:
        """A spot of `actor`; the tokens of `span` now stand for it.

        The mention is `whole`, where the words tell only with their owner which one is meant:
        "Borland's foreign ministry", of which "Borland" goes on standing for the state.
        """
        spot = self.spot(whole or span, kind, score=score, proper=proper)
        spot.actor = actor
        for token in span:
            self.actor_at[token.i] = spot
        return spot

    def withdraw(self, spot: Spot) -> None:
        """Take back a spot that nothing has been made of yet."""
        span = self.doc.char_span(spot.start, spot.end, alignment_mode="expand")
        for token in span if span is not None else ():
            if self.actor_at.get(token.i) is spot:
                del self.actor_at[token.i]
        self._spots.pop((spot.start, spot.end, spot.kind), None)

    def speaks_for(self, actor: Actor | None) -> list[Actor]:
        """The actor, and the state or body whose post the article gives him."""
        if actor is None:
            return []
        return [actor, *self.bodies_of.get(actor, ())]

    def note_body(self, holder: Spot | None, body: Spot | None) -> None:
        """Remembers in whose posts a person is."""
        if holder is not None and holder.actor and body is not None and body.actor:
            self.bodies_of.setdefault(holder.actor, []).append(body.actor)

    def evidence(self, span: Span) -> Spot:
        """The sentence or clause a record was read from, without surrounding space."""
        start, end = span.start, span.end
        while start < end - 1 and self.doc[start].is_space:
            start += 1
        while end - 1 > start and self.doc[end - 1].is_space:
            end -= 1
        return self.spot(self.doc[start:end], MentionType.EVIDENCE)

    def sentence_of(self, spot: Spot) -> Span:
        """The sentence that a spot stands in."""
        found = self.doc.char_span(spot.start, spot.end, alignment_mode="expand")
        return found.sent if found is not None else self.doc[:]

    def word(self, token: Token, kind: MentionType) -> Spot:
        return self.spot(self.doc[token.i : token.i + 1], kind)

    def spots(self) -> list[Spot]:
        spots = (*self._spots.values(), *self._more.values())
        return sorted(spots, key=lambda s: (s.start, s.end, s.kind))

    def actor_spots(self) -> list[Spot]:
        """The spots that tokens stand for, in text order."""
        return sorted({id(spot): spot for spot in self.actor_at.values()}.values(), key=start_of)

    def finish(self) -> Extraction:
        document, text = self.document, self.document.text
        name = document.id  # hashed from the text: once is enough
        spots = self.spots()
        ids = {spot.handle: f"{name}-m{n}" for n, spot in enumerate(spots, 1)}
        first: dict[Actor, str] = {}
        for spot in spots:
            if spot.actor is not None:
                first.setdefault(spot.actor, ids[spot.handle])
        mentions = tuple(
            Mention(
                start=spot.start,
                end=spot.end,
                id=ids[spot.handle],
                text=text[spot.start : spot.end],
                type=spot.kind,
                chain=first[spot.actor] if spot.actor is not None else "",
                score=round(spot.score, 4),
                proper=spot.proper,
            )
            for spot in spots
        )
        numbered: tuple[tuple[str, Sequence[Any]], ...] = (
            ("e", self.events),
            ("r", self.relations),
            ("s", self.propositions),
            ("f", self.figures),
            ("c", self.claims),
        )
        for letter, records in numbered:
            for number, record in enumerate(records, 1):
                ids[record.id] = f"{name}-{letter}{number}"
        return Extraction(
            document=document,
            mentions=mentions,
            events=tuple(translate(record, ids) for record in self.events),
            relations=tuple(translate(record, ids) for record in self.relations),
            propositions=tuple(translate(record, ids) for record in self.propositions),
            figures=tuple(translate(record, ids) for record in self.figures),
            claims=tuple(translate(record, ids) for record in self.claims),
        )


def translate(record: Any, ids: Mapping[str, str]) -> Any:
    """The record with every handle in it replaced by its final id."""
    changes: dict[str, Any] = {}
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if isinstance(value, str) and value in ids:  # a unit may be "#", which is no handle
            changes[name] = ids[value]
        elif isinstance(value, tuple) and any(v in ids for v in value):
            changes[name] = tuple(ids.get(v, v) for v in value)
    return replace(record, **changes)
