"""Nouns that stand for states already named: "his country", "the nation", "both governments".

Read after names, pronouns and posts, because "his country" is the state in which he holds his post.
By rule: the states are those named last before the noun, in its sentence or the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract import phrases
from kg.extract.draft import Actor, Draft, Spot
from kg.records import MentionType

STATES = frozenset({"country", "nation", "homeland", "state"})
SIDES = frozenset({"country", "nation", "government", "state", "side", "neighbour", "neighbor"})
_DEFINITE = frozenset({"the", "these", "those"})
_REACH = 1  # sentences back
_SURE = 0.6


def link_nominals(draft: Draft) -> None:
    """Spots for single states, `draft.groups` for two of them."""
    named = sorted(
        (spot for spot in _spots(draft) if spot.actor and spot.actor.kind is MentionType.STATE),
        key=lambda spot: spot.start,
    )
    sentences = list(draft.doc.sents)
    for number, sentence in enumerate(sentences):
        begin = sentences[max(0, number - _REACH)].start_char
        for token in sentence:
            if token.pos_ not in {"NOUN", "NUM", "DET", "PRON"} or token.i in draft.actor_at:
                continue
            before = [spot for spot in named if begin <= spot.start < token.idx]
            if token.lemma_.lower() in STATES and token.tag_ == "NN":
                state = _owned(draft, token) or _meant(token, before)
                if state is not None:
                    span = draft.doc[token.i : token.i + 1]
                    draft.actor_spot(span, state, MentionType.STATE, score=_SURE, proper=False)
            elif _is_pair(token):
                last = {id(spot.actor): spot for spot in before}
                if len(last) == 2:
                    draft.groups[token.i] = tuple(sorted(last.values(), key=lambda s: s.start))


def _spots(draft: Draft) -> Iterable[Spot]:
    return {id(spot): spot for spot in draft.actor_at.values()}.values()


def _owned(draft: Draft, noun: Token) -> Actor | None:
    """The state whose office the owner holds: "his country", "the minister's homeland"."""
    owner = phrases.child(noun, "nmod:poss")
    spot = draft.actor_at.get(owner.i) if owner is not None else None
    if spot is None or spot.actor is None or spot.actor.kind is not MentionType.PERSON:
        return None
    for body in draft.bodies_of.get(spot.actor, ()):
        state = body if body.kind is MentionType.STATE else body.body
        if state is not None and state.kind is MentionType.STATE:
            return state
    return None


def _meant(noun: Token, before: list[Spot]) -> Actor | None:
    """ "the country", with nothing said of which: the state named last."""
    described = any(c.dep_ not in {"det", "case", "punct"} for c in noun.children)
    definite = any(c.dep_ == "det" and c.lower_ in {"the", "that", "this"} for c in noun.children)
    return before[-1].actor if before and definite and not described else None


def _is_pair(token: Token) -> bool:
    """ "both countries", "the two sides", "the two"."""
    if token.lemma_.lower() in SIDES and token.tag_ == "NNS":
        words = {c.lower_ for c in token.children}
        return "both" in words or ("two" in words and bool(words & _DEFINITE))
    alone = token.dep_ in {*phrases.SUBJECTS, "obj", "obl", "nmod"}
    definite = any(c.lower_ == "the" for c in token.children)
    return alone and token.lower_ == "two" and definite
