"""Interactions that the model finds between the actors of a sentence, beside the word lists.

The word lists (`kg.extract.events`) say what a word means wherever the parse shows who does it to
whom. The model (`kg.extract.scoring`) reads whole sentences: which words tell of an event, and
who takes part in it as what. The lists keep their word, but for events that nobody receives; the
model adds what they do not know or the parse hides. Attribution, tense and negation are read at
the word, as for every other event.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from kg.extract.draft import Draft, Spot
from kg.extract.events import WORDS, Interaction, filled_in
from kg.extract.features import head_of
from kg.extract.group_nouns import never_acts
from kg.extract.interactions import RECIPROCAL, find_candidates
from kg.extract.lexicon import EventEntry, EventLexicon
from kg.extract.participants import stands_for
from kg.extract.phrases import case_of
from kg.extract.plausible import Plausible, is_listed
from kg.extract.scoring import EventScorer, Part, Reading
from kg.language.labels import EVENT_LABELS, EVENT_NUMBER
from kg.language.pairs import overlap
from kg.language.plain import Span, Token

# Logistic regression on the held-out part of our own annotation (1,169 typed pairs): of the
# logarithms of what the word tells, who acts, who is acted upon, and, wherever it is told, that
# the two have an event of the type, and any.
WEIGHTS = (0.27, 0.37, 0.37, 0.45, 0.52)
BIAS = 1.18
TELLS = 0.1  # probability from which a word is asked who takes part in what it tells
TAKES = 0.05  # … and from which somebody may
LEAST = 0.45  # score from which an event is believed
LISTED = 0.25  # … where the lists take its word for that type too
ALONE = 0.3  # probability of its type from which an event without recipient is believed
KEPT = 0.45  # least score of what the lists found: so much is right of what the model does not see
MUTUAL = frozenset({"CONSULT", "COOPERATE"})  # whoever meets another is met by him
_AROUND = frozenset({"in", "at", "near", "over", "about", "from", "after", "during", "under"})
_ASIDE = _AROUND | {"on", "against"}
PRONOUNS = frozenset("he she they it him her them his its their we us our i me my".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun phrase or pronoun that stands for an actor: its tokens, head and the actor's spot."""

    span: tuple[int, int]
    head: Token
    spot: Spot


@dataclass(frozen=True, slots=True)
class Scored:
    """That a word tells of one candidate's deed to another, with the probability of it."""

    word: Token
    type: str
    actor: Candidate
    recipient: Candidate
    score: float

    @property
    def sides(self) -> tuple[int, int]:
        return id(self.actor.spot.actor), id(self.recipient.spot.actor)


def classify(
    draft: Draft, lexicon: EventLexicon, scorer: EventScorer, listed: Sequence[Interaction]
) -> list[Interaction]:
    """What the lists found, and what only the model finds, with recipients from other tellings.

    Where no telling has one, the model has to read the word as the lists do.
    """
    candidates = _acting(draft, lexicon)
    starts = candidates.keys() | {one.token.sent.start for one in listed}
    reading = scorer.read(draft.doc, sorted(starts))
    scored = _scores(draft, lexicon, scorer, reading, candidates)
    kept = list(_kept(listed, scored))
    listed_pairs = [
        (one, id(a.actor), id(b.actor)) for one in kept for a in one.actors for b in one.recipients
    ]
    told = {(one.token.sent.start, one.entry.type, a, b) for one, a, b in listed_pairs}
    at_word = {(one.token.i, a, b) for one, a, b in listed_pairs}
    otherwise = {(w.token.i, a, b) for w, a, b in listed_pairs if w.entry.type not in MUTUAL}
    fresh = [
        one
        for one in scored
        if one.score >= LISTED
        and (one.score >= LEAST or is_listed(draft, lexicon, one.word, one.type))
        and _takes_part(one)
        and (one.word.sent.start, one.type, *one.sides) not in told
        and (
            one.type in RECIPROCAL
            or (one.word.sent.start, one.type, *reversed(one.sides)) not in told
        )
        and (one.word.i, *one.sides) not in at_word
        and (one.type not in MUTUAL or (one.word.i, *reversed(one.sides)) not in otherwise)
    ]
    fresh = _surest(fresh)
    known = told | {(one.word.sent.start, one.type, *one.sides) for one in fresh}
    fresh += [
        replace(one, actor=one.recipient, recipient=one.actor)
        for one in fresh
        if one.type in MUTUAL
        and (one.word.sent.start, one.type, *reversed(one.sides)) not in known
        and (one.word.i, *reversed(one.sides)) not in at_word
    ]
    found = filled_in(sorted([*kept, *_events(lexicon, fresh)], key=lambda one: one.token.i))
    believed = (one if one.recipients else _alone(one, reading) for one in found)
    return [one for one in believed if one.recipients or one.score >= ALONE]


def _kept(listed: Sequence[Interaction], scored: Sequence[Scored]) -> Iterator[Interaction]:
    """What the lists found, as likely as the model finds the likeliest of its pairs."""
    told = {(one.word.i, one.type, *one.sides): one.score for one in scored}
    for found in listed:
        sides = ((id(a.actor), id(b.actor)) for a in found.actors for b in found.recipients)
        word = found.token.i, found.entry.type
        scores = [told.get((*word, *pair), KEPT) for pair in sides]
        yield replace(found, score=round(max([KEPT, *scores]), 4))


def _alone(one: Interaction, reading: Reading) -> Interaction:
    """An event that nobody receives, as likely as the model finds that its word tells of it."""
    told = reading.triggers[one.token.i, EVENT_NUMBER[one.entry.type]]
    return replace(one, score=round(float(told), 4))


def _acting(draft: Draft, lexicon: EventLexicon) -> dict[int, list[Candidate]]:
    """Who may take part in the events of a sentence, by where it starts, if they are several."""
    several: dict[int, list[Candidate]] = {}
    groups = {i for i, spot in draft.actor_at.items() if spot.actor and spot.actor.group}
    for sentence in draft.doc.sents:
        found = _candidates(draft, lexicon, sentence, groups)
        if len({id(one.spot.actor) for one in found}) > 1:
            several[sentence.start] = found
    return several


def _scores(
    draft: Draft,
    lexicon: EventLexicon,
    scorer: EventScorer,
    reading: Reading,
    candidates: Mapping[int, Sequence[Candidate]],
) -> list[Scored]:
    """Every word that may tell of an event with every two actors that may take part in it."""
    plausible = Plausible(draft, lexicon)
    parts = [
        (word, candidate, Part(word.i, kind, candidate.span))
        for word, kind in _telling(reading)
        for candidate in candidates.get(word.sent.start, ())
    ]
    roles = scorer.roles(reading, [part for *_, part in parts])
    taking: dict[int, list[_Taking]] = {}
    for (word, candidate, part), row in zip(parts, roles.tolist(), strict=True):
        acts, receives = row[1] + row[3], row[2] + row[3]
        acts = 0.0 if never_acts(candidate.head) else acts
        if max(acts, receives) >= TAKES:
            taking.setdefault(word.i, []).append(_Taking(candidate, part.type, acts, receives))
    asked = [
        (draft.doc[at], one, other)
        for at, those in sorted(taking.items())
        for one, other in permutations(those, 2)
        if one.acts >= TAKES and other.receives >= TAKES
        if one.candidate.spot.actor is not other.candidate.spot.actor
        if not overlap(one.candidate.span, other.candidate.span)
        if plausible.judge(draft.doc[at], one.type, one.candidate, other.candidate)
    ]
    return _surest_mentions(asked, reading, scorer)


def _surest_mentions(
    asked: Sequence[tuple[Token, _Taking, _Taking]], reading: Reading, scorer: EventScorer
) -> list[Scored]:
    """What a word tells of two actors, from their surest mentions."""
    spans = [(one.candidate.span, other.candidate.span) for _, one, other in asked]
    distinct = sorted(set(spans))
    rows = dict(zip(distinct, scorer.pairs(reading, distinct), strict=True))
    best: dict[tuple[int, int, int], Scored] = {}
    for (word, one, other), pair in zip(asked, spans, strict=True):
        kind = EVENT_NUMBER[one.type]
        told, row = float(reading.triggers[word.i, kind]), rows[pair]
        score = _likely(told, one.acts, other.receives, float(row[kind]), 1.0 - float(row[0]))
        found = Scored(word, one.type, one.candidate, other.candidate, score)
        key = (word.i, *found.sides)
        if key not in best or best[key].score < score:
            best[key] = found
    return list(best.values())


def _likely(*probabilities: float) -> float:
    """How likely it is that the word tells this of the two: logistic in the logarithms."""
    logs = (math.log(max(one, 1e-4)) for one in probabilities)
    return 1.0 / (1.0 + math.exp(-BIAS - sum(map(operator.mul, WEIGHTS, logs))))


@dataclass(frozen=True, slots=True)
class _Taking:
    """The probabilities that a candidate acts, and that it is acted upon, in an event of a type."""

    candidate: Candidate
    type: str
    acts: float
    receives: float


def _telling(reading: Reading) -> Iterator[tuple[Token, str]]:
    """The words that may tell of an event, each with its most probable type."""
    told = reading.triggers
    for at in np.flatnonzero(1.0 - told[:, 0] >= TELLS).tolist():
        yield reading.doc[at], EVENT_LABELS[int(told[at, 1:].argmax()) + 1]


def _candidates(
    draft: Draft, lexicon: EventLexicon, sentence: Span, groups: Collection[int]
) -> list[Candidate]:
    out: dict[tuple[int, int], Candidate] = {}  # by head and spot
    for span in find_candidates(sentence, groups=groups):
        head = head_of(draft.doc, (span.start, span.end))
        if head.i in draft.in_groups:
            continue
        for spot in stands_for(draft, lexicon, head):
            out[head.i, spot.start] = Candidate((span.start, span.end), head, spot)
    covered = {i for one in out.values() for i in range(*one.span)}
    for token in sentence:
        if token.lower_ in PRONOUNS and token.i not in covered:
            for spot in stands_for(draft, lexicon, token):
                out[token.i, spot.start] = Candidate((token.i, token.i + 1), token, spot)
    return [out[key] for key in sorted(out)]


def _takes_part(one: Scored) -> bool:
    """Words are not for the place or topic of them: "talks in Oman", "a warning over Iraq"."""
    heads = (one.actor.head, one.recipient.head)
    if one.type in MUTUAL:
        return not any(head.dep_ == "amod" or case_of(head) in _ASIDE for head in heads)
    return one.type not in WORDS or case_of(one.recipient.head) not in _AROUND


def _surest(found: Sequence[Scored]) -> list[Scored]:
    """One telling for each type and pair of a sentence, the surest; of the two directions of a pair
    only the surer, but for what two do with each other."""
    best: dict[tuple[object, ...], Scored] = {}
    for one in found:
        key = (one.word.sent.start, one.type, *one.sides)
        if key not in best or best[key].score < one.score:
            best[key] = one
    out = []
    for one in best.values():
        back = best.get((one.word.sent.start, one.type, *reversed(one.sides)))
        if one.type in RECIPROCAL or back is None or _rank(one) > _rank(back):
            out.append(one)
    return out


def _rank(one: Scored) -> tuple[float, int, int, int, int]:
    heads = -one.actor.head.i, -one.recipient.head.i
    return one.score, *heads, -one.actor.spot.start, -one.recipient.spot.start


def _events(lexicon: EventLexicon, found: Sequence[Scored]) -> Iterator[Interaction]:
    """What one word tells as one event, where all do the same to the same."""
    groups: dict[tuple[int, str], dict[int, list[Scored]]] = {}
    for one in found:
        group = groups.setdefault((one.word.i, one.type), {})
        group.setdefault(one.sides[0], []).append(one)
    for (_, kind), by_actor in groups.items():
        sides: dict[frozenset[int], list[list[Scored]]] = {}
        for pairs in by_actor.values():
            sides.setdefault(frozenset(pair.sides[1] for pair in pairs), []).append(pairs)
        for alike in sides.values():
            word = alike[0][0].word
            actors = tuple(pairs[0].actor.spot for pairs in alike)
            recipients = tuple(pair.recipient.spot for pair in alike[0])
            score = min(pair.score for pairs in alike for pair in pairs)
            entry = _entry(lexicon, word, kind)
            yield Interaction(word, entry, actors, recipients, None, None, score)


def _entry(lexicon: EventLexicon, word: Token, kind: str) -> EventEntry:
    """The type, with the mode and context that the lists give the word for it."""
    for entry in lexicon.readings(word):
        if entry.type == kind:
            return EventEntry(kind, (), (), mode=entry.mode, context=entry.context)
    return EventEntry(kind, (), ())
