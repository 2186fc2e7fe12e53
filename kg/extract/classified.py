"""Interactions that the pair classifier finds between the actors of a sentence.

The word lists (`kg.extract.events`) say what a word means wherever the parse shows who does it to
whom; the classifier reads whole sentences and finds what the lists do not know, or the parse
hides. Where both speak of a pair, the lists keep their word. The word that tells of the event is
looked for on the path between the two; attribution, tense and negation are read there, as for
every other event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from spacy.tokens import Span, Token

from kg.extract.draft import Draft, Spot
from kg.extract.events import Interaction
from kg.extract.interactions import RECIPROCAL, find_candidates
from kg.extract.lexicon import EventEntry, EventLexicon
from kg.extract.participants import acting_spot, stands_for
from kg.extract.phrases import case_of
from kg.extract.scoring import EventScorer, head_of
from kg.language.labels import EVENT_LABELS

LEAST = 0.9  # probability of any event from which a pair is believed to have one
LISTED = 0.5  # … where the lists take a word between the two for that type
DOUBTED = 0.02  # … below which what the lists found for a pair is dropped
MUTUAL = frozenset({"CONSULT", "COOPERATE"})  # whoever meets another is met by him
WORDS = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_AROUND = frozenset({"in", "at", "near", "over", "about", "from", "after", "during", "under"})
_ASIDE = _AROUND | {"on", "against"}
_CONTENT = frozenset({"VERB", "NOUN"})
_PRONOUNS = frozenset("he she they it him her them his its their we us i".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun phrase or pronoun that stands for an actor: its tokens, head and the actor's spot."""

    span: tuple[int, int]
    head: Token
    spot: Spot


@dataclass(frozen=True, slots=True)
class Scored:
    """The best type of an ordered pair of candidates; `event` is the probability of any event."""

    actor: Candidate
    recipient: Candidate
    type: str
    event: float


def classify(
    draft: Draft, lexicon: EventLexicon, scorer: EventScorer, listed: Sequence[Interaction]
) -> list[Interaction]:
    """What the lists found and the classifier does not doubt, and what only it finds."""
    best = _scores(draft, lexicon, scorer)
    kept = [one for found in listed if (one := _agreed(found, best)) is not None]
    told = {
        (one.token.sent.start, id(a.actor), id(b.actor)): one.entry.type
        for one in kept
        for a in one.actors
        for b in one.recipients
    }
    fresh = [
        one
        for (start, a, b), one in best.items()
        if one.event >= (LISTED if _listed(lexicon, one) else LEAST)
        and _takes_part(one)
        and (start, a, b) not in told
        and (one.type in RECIPROCAL or told.get((start, b, a)) != one.type)
        and not _outdone(one, best.get((start, b, a)))
    ]
    known = {*told, *((one.actor.head.sent.start, *_sides(one)) for one in fresh)}
    fresh += [
        replace(one, actor=one.recipient, recipient=one.actor)
        for one in fresh
        if one.type in MUTUAL and (one.actor.head.sent.start, *reversed(_sides(one))) not in known
    ]
    return sorted([*kept, *_events(lexicon, fresh)], key=lambda one: one.token.i)


Best = dict[tuple[int, int, int], Scored]  # by sentence and the ids of the two actors


def _scores(draft: Draft, lexicon: EventLexicon, scorer: EventScorer) -> Best:
    """The surest pair of mentions for each ordered pair of actors of a sentence."""
    pairs = [
        (one, other)
        for sentence in draft.doc.sents
        for one, other in permutations(_candidates(draft, lexicon, sentence), 2)
        if one.spot.actor is not other.spot.actor
        and not (one.span[0] < other.span[1] and other.span[0] < one.span[1])
    ]
    best: Best = {}
    rows = scorer.events(draft.doc, [(one.span, other.span) for one, other in pairs])
    for (one, other), row in zip(pairs, rows, strict=True):
        kind = int(row[1:].argmax()) + 1
        found = Scored(one, other, EVENT_LABELS[kind], 1.0 - float(row[0]))
        key = (one.head.sent.start, id(one.spot.actor), id(other.spot.actor))
        if key not in best or best[key].event < found.event:
            best[key] = found
    return best


def _candidates(draft: Draft, lexicon: EventLexicon, sentence: Span) -> list[Candidate]:
    out: dict[tuple[int, int], Candidate] = {}  # by head and spot
    for span in find_candidates(sentence):
        head = head_of(draft.doc, (span.start, span.end))
        for spot in stands_for(draft, lexicon, head):
            out[head.i, spot.start] = Candidate((span.start, span.end), head, spot)
    covered = {i for one in out.values() for i in range(*one.span)}
    for token in sentence:
        own = acting_spot(draft, token)
        if own is not None and token.i not in covered and token.lower_ in _PRONOUNS:
            out[token.i, own.start] = Candidate((token.i, token.i + 1), token, own)
    return [out[key] for key in sorted(out)]


def _agreed(found: Interaction, best: Best) -> Interaction | None:
    """The event of the lists, or None where the classifier sees nothing between any two of it."""
    start = found.token.sent.start
    scored = [
        one
        for a in found.actors
        for b in found.recipients
        if (one := best.get((start, id(a.actor), id(b.actor)))) is not None
    ]
    if not scored:
        return found
    surest = max(scored, key=lambda one: one.event)
    if surest.event < DOUBTED:
        return None
    return replace(found, score=max(surest.event, LEAST))


def _takes_part(one: Scored) -> bool:
    """Words are not for the place or topic of them: "talks in Oman", "a warning over Iraq"."""
    heads = (one.actor.head, one.recipient.head)
    if one.type in MUTUAL:
        return not any(head.dep_ == "amod" or case_of(head) in _ASIDE for head in heads)
    return one.type not in WORDS or case_of(one.recipient.head) not in _AROUND


def _sides(one: Scored) -> tuple[int, int]:
    return id(one.actor.spot.actor), id(one.recipient.spot.actor)


def _outdone(one: Scored, reverse: Scored | None) -> bool:
    """Whether the other direction of the same pair is the one that the text means."""
    if reverse is None or reverse.type != one.type or one.type in RECIPROCAL:
        return False
    return (one.event, -one.actor.head.i) < (reverse.event, -reverse.actor.head.i)


def _events(lexicon: EventLexicon, found: Sequence[Scored]) -> Iterator[Interaction]:
    """Pairs of one type at one word as one event, where all do the same to the same."""
    groups: dict[tuple[int, str], dict[int, list[Scored]]] = {}
    words: dict[int, Token] = {}
    for one in found:
        word = _telling(lexicon, one)
        words[word.i] = word
        groups.setdefault((word.i, one.type), {}).setdefault(id(one.actor.spot.actor), []).append(
            one
        )
    for (at, kind), by_actor in groups.items():
        sides: dict[frozenset[int], list[list[Scored]]] = {}
        for pairs in by_actor.values():
            sides.setdefault(frozenset(id(p.recipient.spot.actor) for p in pairs), []).append(pairs)
        for alike in sides.values():
            actors = tuple(pairs[0].actor.spot for pairs in alike)
            recipients = tuple(pair.recipient.spot for pair in alike[0])
            score = min(pair.event for pairs in alike for pair in pairs)
            yield Interaction(
                words[at], _entry(lexicon, words[at], kind), actors, recipients, None, None, score
            )


def _entry(lexicon: EventLexicon, word: Token, kind: str) -> EventEntry:
    """The type, with the mode and context that the lists give the word for it."""
    for entry in lexicon.readings(word):
        if entry.type == kind:
            return EventEntry(kind, (), (), mode=entry.mode, context=entry.context)
    return EventEntry(kind, (), ())


def _telling(lexicon: EventLexicon, one: Scored) -> Token:
    """The word that tells of the event: on the path between the two, one that the lists take for
    its type, else where they meet, else the nearest verb or noun above."""
    listed = _listed(lexicon, one)
    if listed is not None:
        return listed
    path = _between(one.actor.head, one.recipient.head)
    meeting = next((word for word in path if word.pos_ in _CONTENT), None)
    return meeting or _above(one.recipient.head)


def _listed(lexicon: EventLexicon, one: Scored) -> Token | None:
    for word in _between(one.actor.head, one.recipient.head):
        if any(entry.type == one.type for entry in lexicon.readings(word)):
            return word
    return None


def _between(one: Token, other: Token) -> list[Token]:
    """The words on the path between two heads, where they meet first, then towards the second."""
    upwards = [one]
    while upwards[-1].head != upwards[-1]:
        upwards.append(upwards[-1].head)
    at = {token.i: steps for steps, token in enumerate(upwards)}
    down = [other]
    while down[-1].i not in at and down[-1].head != down[-1]:
        down.append(down[-1].head)
    steps = at.get(down[-1].i, 0)
    path = [*reversed(down), *reversed(upwards[:steps])]
    return [token for token in path if token not in (one, other)]


def _above(token: Token) -> Token:
    while token.head != token and (token.pos_ not in _CONTENT or token.ent_type_):
        token = token.head
    return token
