"""Interactions that no word list knows: between named actors, by the pair classifier.

A second opinion on pairs of actors of one sentence for which the lexicon found nothing. The
word that tells of the event is where the two meet in the parse; attribution, tense and negation are
read there, as for every other event.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

from spacy.tokens import Span, Token

from kg.extract.draft import Draft, Spot
from kg.extract.events import Interaction
from kg.extract.interactions import EventScorer
from kg.extract.lexicon import EventEntry
from kg.extract.participants import acting_spot
from kg.language.labels import EVENT_LABELS
from kg.records import MentionType

LEAST = 0.9  # probability of a type from which it is believed
LONGEST_PATH = 5  # arcs between two actors of one event
_CONTENT = frozenset({"VERB", "NOUN"})


def find_classified(
    draft: Draft, scorer: EventScorer, known: Iterable[Interaction]
) -> list[Interaction]:
    """Further interactions in text order, one for an unordered pair of actors of a sentence."""
    told = {
        (interaction.token.sent.start, frozenset((id(one.actor), id(other.actor))))
        for interaction in known
        for one in (*interaction.actors, *interaction.recipients)
        for other in (*interaction.actors, *interaction.recipients)
    }
    pairs = [
        (one, other, trigger)
        for sentence in draft.doc.sents
        for one, other in permutations(_acting(draft, sentence), 2)
        if (sentence.start, frozenset((id(one[1].actor), id(other[1].actor)))) not in told
        and (trigger := _meeting(one[0], other[0])) is not None
    ]
    spans = [(_extent(draft, one[1]), _extent(draft, other[1])) for one, other, _ in pairs]
    found: dict[tuple[int, frozenset[int]], tuple[float, Interaction]] = {}
    for (one, other, trigger), row in zip(pairs, scorer.events(draft.doc, spans), strict=True):
        best = int(row.argmax())
        score = float(row[best])
        key = (trigger.sent.start, frozenset((id(one[1].actor), id(other[1].actor))))
        if best == 0 or score < LEAST or (key in found and found[key][0] >= score):
            continue
        entry = EventEntry(EVENT_LABELS[best], (), ())
        event = Interaction(trigger, entry, (one[1],), (other[1],), None, None, score)
        found[key] = score, event
    return sorted((one for _, one in found.values()), key=lambda one: one.token.i)


def _acting(draft: Draft, sentence: Span) -> list[tuple[Token, Spot]]:
    """The named actors of a sentence, each once, with the word that stands for them."""
    out: dict[int, tuple[Token, Spot]] = {}
    for token in sentence:
        spot = acting_spot(draft, token)
        if spot is None or (spot.kind is MentionType.DEMONYM and token.dep_ == "amod"):
            continue
        head = token
        while head.head != head and draft.actor_at.get(head.head.i) is spot:
            head = head.head
        out.setdefault(id(spot.actor), (head, spot))
    return list(out.values())


def _extent(draft: Draft, spot: Spot) -> tuple[int, int]:
    span = draft.doc.char_span(spot.start, spot.end, alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 1)  # spots are made from tokens


def _meeting(one: Token, other: Token) -> Token | None:
    """The lowest verb or noun that governs both, if the two are near each other in the tree."""
    above = [one]
    while above[-1].head != above[-1]:
        above.append(above[-1].head)
    depth = {token.i: steps for steps, token in enumerate(above)}
    node, steps = other, 0
    while node.i not in depth:
        if node.head == node:
            return None
        node, steps = node.head, steps + 1
    if node in (one, other) or steps + depth[node.i] > LONGEST_PATH:
        return None
    return node if node.pos_ in _CONTENT else None
