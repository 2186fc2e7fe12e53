"""The state whose capital a sentence opens with: "In Odatown, the foreign ministry said"."""

from __future__ import annotations

from kg.extract.draft import Draft
from kg.language.plain import Span
from kg.records import MentionType
from kg.vocabulary import KnownEntity

_LOCATED = frozenset({MentionType.STATE, MentionType.PLACE})


def opening_seat(draft: Draft, sentence: Span) -> KnownEntity | None:
    """What is known of the place that opens the sentence: what is governed from it, else itself."""
    doc, at = draft.doc, sentence.start
    while at < sentence.end and (doc[at].is_space or doc[at].is_punct):
        at += 1
    if at + 1 >= sentence.end or doc[at].lower_ != "in":
        return None
    spot = draft.actor_at.get(at + 1)
    if spot is None or spot.actor is None or spot.actor.kind not in _LOCATED:
        return None
    end = at + 1
    while draft.actor_at.get(end) is spot:
        end += 1
    if end >= sentence.end or doc[end].text != ",":
        return None
    if spot.actor.known is not None:
        return spot.actor.known
    name = doc[at + 1 : end].text
    return draft.vocabulary.metonym(name) or draft.vocabulary.capital_of(name)


def opening_state(draft: Draft, sentence: Span) -> KnownEntity | None:
    seat = opening_seat(draft, sentence)
    return seat if seat is not None and seat.type is MentionType.STATE else None
