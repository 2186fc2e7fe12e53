"""The state that the words near a title speak of: "Borland refused. President Ada Lind said …".

The capital that opens the sentence tells it, else the subject of the sentence before in the
paragraph or of the first one there, else the state that the article is written from or about:
that of its dateline, of the subject of its heading and of its first sentence, where two agree.
Only for who is himself the subject: of those whom others speak of it tells nothing.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.extract import phrases
from kg.extract.draft import Actor, Draft
from kg.extract.opening_places import opening_seat
from kg.extract.roles import Role, is_state, role_lexicon
from kg.language.plain import Span, Token
from kg.records import MentionType

_STATE = MentionType.STATE
_AGREEING = 2  # of dateline, heading and first sentence
_LEAD = 2  # paragraphs that tell whose article it is, of which one may be the heading …
_NEAR = 3  # … and in which senators, of whom every state has some, are its own


class NearStates:
    """`of_id` are the states that the article names."""

    def __init__(self, draft: Draft, of_id: Mapping[str, Actor]) -> None:
        self.draft = draft
        self.of_id = of_id
        self.sentences: Sequence[Span] = list(draft.doc.sents)
        self._begins = [sentence.start for sentence in self.sentences]
        self._paragraphs = self._paragraph_starts()
        self._subjects: dict[int, Actor | None] = {}
        self._home = self._find_home()

    def of(self, role: Role) -> Actor | None:
        """The state whose post it is, as the words before tell."""
        number = bisect(self._begins, role.head.i) - 1
        sentence = self.sentences[number]
        verb = self._verb_of(role, sentence)
        if verb is None or role.plural:
            return None
        seat = opening_seat(self.draft, sentence)
        found = self.of_id.get(seat.id) if seat is not None else self._before(role, number)
        return None if found is None or found in self._objects(verb) else found

    def _before(self, role: Role, number: int) -> Actor | None:
        paragraph = bisect(self._paragraphs, number) - 1
        first = self._paragraphs[paragraph]
        for earlier in (number - 1, first) if number > first else ():
            found = self._subject(earlier)
            if found is not None:
                return found
        near = paragraph < _NEAR
        return self._home if role.word.of_main or near else None

    # -- who is the subject -------------------------------------------------------------------

    def _verb_of(self, role: Role, sentence: Span) -> Token | None:
        """The verb that the holder is the subject of: the main one, or the first one told."""
        holder = role.holder
        span = (
            self.draft.doc.char_span(holder.start, holder.end, alignment_mode="expand")
            if holder is not None
            else None
        )
        if span is None:
            return None
        for top in (phrases.top_of_name(span.root), role.head):
            if top.dep_ not in phrases.SUBJECTS:
                continue
            first = next((t for t in sentence if t.dep_ in phrases.SUBJECTS), top)
            if first.i == top.i or _is_main(top.head, sentence):
                return top.head
        return None

    def _objects(self, verb: Token) -> set[Actor]:
        """Whom the holder acts on: nobody accuses his own state."""
        spots = (self.draft.actor_at.get(t.i) for t in phrases.children(verb, "obj", "iobj"))
        return {spot.actor for spot in spots if spot is not None and spot.actor is not None}

    # -- whose the sentences are --------------------------------------------------------------

    def _subject(self, number: int) -> Actor | None:
        """The state that the subject of a sentence is, acts for or belongs to."""
        if number not in self._subjects:
            subject = _subject_of(self.sentences[number].root)
            several = subject is not None and phrases.child(subject, "conj") is not None
            self._subjects[number] = (
                self._told(subject) if subject is not None and not several else None
            )
        return self._subjects[number]

    def _told(self, subject: Token) -> Actor | None:
        spot = self.draft.actor_at.get(subject.i)
        if spot is not None and spot.actor is not None:
            return self._state_of(spot.actor)
        lexicon = role_lexicon()
        if lexicon.head(subject) is None and subject.lemma_.lower() not in lexicon.bodies:
            return None  # "Borland's losses" are nobody
        owners = (self.draft.actor_at.get(t.i) for t in phrases.children(subject, *phrases.OWNERS))
        states = {spot.actor for spot in owners if is_state(spot)}
        return states.pop() if len(states) == 1 else None

    def _state_of(self, actor: Actor) -> Actor | None:
        if actor.kind is _STATE:
            return actor
        if actor.kind is MentionType.PERSON:
            bodies = self.draft.bodies_of.get(actor, ())
            states = {self._state_of(body) for body in bodies if body.kind is not actor.kind}
            return states.pop() if len(states) == 1 else None
        if actor.body is not None and actor.body.kind is _STATE:
            return actor.body
        return self.of_id.get(actor.known.parent) if actor.known is not None else None

    # -- the article --------------------------------------------------------------------------

    def _find_home(self) -> Actor | None:
        votes: Counter[Actor] = Counter()
        home = self.draft.home
        if home is not None and home.id in self.of_id:
            votes[self.of_id[home.id]] += 1
        for first in self._paragraphs[:_LEAD]:
            spoken_of = self._subject(first) or self._spoken_of(self.sentences[first])
            if spoken_of is not None:
                votes[spoken_of] += 1
        ranked = votes.most_common(1)
        return ranked[0][0] if ranked and ranked[0][1] >= _AGREEING else None

    def _spoken_of(self, sentence: Span) -> Actor | None:
        """The state that a sentence names first, however it is parsed."""
        spots = (self.draft.actor_at.get(token.i) for token in sentence)
        return next((spot.actor for spot in spots if is_state(spot)), None)

    def _paragraph_starts(self) -> list[int]:
        """The numbers of the sentences that begin a paragraph."""
        starts = [0] if self.sentences else []
        for number in range(1, len(self.sentences)):
            before, here = self.sentences[number - 1], self.sentences[number]
            if "\n" in before[len(before) - 1].text or "\n" in here[0].text:
                starts.append(number)
        return starts


def _subject_of(verb: Token) -> Token | None:
    """The subject, or the name before the verb that the parse takes for its object."""
    subject = phrases.child(verb, *phrases.SUBJECTS)
    before = (c for c in phrases.children(verb, "obj") if c.i < verb.i and c.pos_ == "PROPN")
    return subject or next(before, None)


def _is_main(verb: Token, sentence: Span) -> bool:
    while verb.dep_ in {"conj", "parataxis"}:
        verb = verb.head
    return verb.i == sentence.root.i
