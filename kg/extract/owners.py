"""The state that the words beside a body's name or wording say it belongs to."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.draft import Actor, Draft
from kg.extract.phrases import POSSESSIVES
from kg.extract.spotting import STATE
from kg.language.plain import Span

_FARTHEST = 4  # tokens between the owner and the wording: "Borland's highly respected army"


class Owner(NamedTuple):
    """`whole` is the body's wording with its owner: "Borland's foreign ministry"."""

    state: Actor
    whole: Span


def owner_told(draft: Draft, span: Span) -> Owner | None:
    """The owner right before the span, after "of" or "in", or before its other modifiers."""
    doc = draft.doc
    before = span.start - 1
    while before >= 0 and doc[before].text in POSSESSIVES:
        before -= 1
    state = _state_at(draft, before)
    if state is not None and not span[0].is_sent_start:
        return Owner(state, doc[_first(draft, before) : span.end])
    after = span.end
    if after + 1 < len(doc) and doc[after].lower_ in {"of", "in"}:
        nxt = after + 2 if doc[after + 1].lower_ == "the" else after + 1
        state = _state_at(draft, nxt)
        if state is not None:
            end = _last(draft, nxt) + 1 if doc[after].lower_ == "of" else span.end
            return Owner(state, doc[span.start : end])
    for modifier in span.root.children:
        if modifier.dep_ not in {"nmod:poss", "amod", "compound"}:
            continue
        state = _state_at(draft, modifier.i)
        if state is not None:
            near = 0 < span.start - modifier.i <= _FARTHEST
            return Owner(state, doc[_first(draft, modifier.i) : span.end] if near else span)
    return None


def _state_at(draft: Draft, index: int) -> Actor | None:
    spot = draft.actor_at.get(index)
    if spot is None or spot.actor is None or spot.actor.known is None:
        return None
    return spot.actor if spot.actor.kind is STATE else None


def _first(draft: Draft, index: int) -> int:
    """The first token of the owner, without its article: the name may be "the French"."""
    spot, last = draft.actor_at[index], index
    while draft.actor_at.get(index - 1) is spot:
        index -= 1
    return index + 1 if index < last and draft.doc[index].lower_ == "the" else index


def _last(draft: Draft, index: int) -> int:
    spot = draft.actor_at[index]
    while draft.actor_at.get(index + 1) is spot:
        index += 1
    return index
