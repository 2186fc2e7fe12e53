"""Nouns that stand for states already named, "his country", and for two actors, "both sides".

Read after names, pronouns and posts, because "his country" is the state in which he holds his post.
By rule: those named last before the noun, in its sentence or the one before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from kg.extract import phrases
from kg.extract.binding import acting_on
from kg.extract.definite import STATES, is_definite
from kg.extract.draft import Actor, Draft, Spot, start_of
from kg.extract.lexicon import table
from kg.language.plain import Token
from kg.records import MentionType

_PAIRS = {kind: frozenset(words) for kind, words in table("nominals")["pairs"].items()}
_STATE = frozenset({MentionType.STATE})
_PERSON = frozenset({MentionType.PERSON})
_BODY = frozenset({MentionType.STATE, MentionType.ORGANIZATION})
_DEFINITE = frozenset({"the", "these", "those"})
_REACH = 1  # sentences back
_SURE = 0.6


def link_nominals(draft: Draft) -> None:
    """Spots for single states, `draft.groups` for two actors."""
    named = draft.actor_spots()
    sentences = list(draft.doc.sents)
    for number, sentence in enumerate(sentences):
        begin = sentences[max(0, number - _REACH)].start_char
        for token in sentence:
            if token.pos_ not in {"NOUN", "NUM", "DET", "PRON"} or token.i in draft.actor_at:
                continue
            if token.lemma_.lower() in STATES and token.tag_ == "NN":
                state = _owned(draft, token) or _meant(draft, token, _within(named, begin, token))
                if state is not None:
                    span = draft.doc[token.i : token.i + 1]
                    draft.actor_spot(span, state, MentionType.STATE, score=_SURE, proper=False)
            elif _is_two(token):
                pair = _pair(draft, token, _within(named, begin, token))
                if pair is not None:
                    draft.groups[token.i] = pair


def _within(named: Sequence[Spot], begin: int, token: Token) -> list[Spot]:
    """What is named from `begin` to the token, in text order."""
    first = bisect_left(named, begin, key=start_of)
    return list(named[first : bisect_left(named, token.idx, key=start_of)])


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


def _meant(draft: Draft, noun: Token, before: Sequence[Spot]) -> Actor | None:
    """ "The country", with nothing said of which: the state named last.

    Not that of the one who acts upon it: "Borland soldiers entered the country".
    """
    if not is_definite(noun) or phrases.child(noun, "amod", "compound", "nmod:desc") is not None:
        return None  # what describes it may be meant to bring in another
    barred = _acting_upon(draft, noun)
    states = (s.actor for s in reversed(before) if s.actor and s.actor.kind is MentionType.STATE)
    return next((state for state in states if state not in barred), None)


def _acting_upon(draft: Draft, noun: Token) -> set[Actor]:
    """The subjects of the verb whose object the noun is, and whose they are."""
    return {
        spot.actor
        for subject in acting_on(noun)
        for token in (subject, *phrases.children(subject, *phrases.OWNERS))
        if (spot := draft.actor_at.get(token.i)) is not None and spot.actor is not None
    }


def _is_two(token: Token) -> bool:
    """ "both countries", "the two sides", "the two"."""
    if token.tag_ == "NNS":
        if phrases.child(token, "nmod") is not None:
            return False  # "both sides of the river"
        words = {c.lower_ for c in token.children}
        return "both" in words or ("two" in words and bool(words & _DEFINITE))
    alone = token.dep_ in {*phrases.SUBJECTS, "obj", "obl", "nmod"}
    definite = any(c.lower_ == "the" for c in token.children)
    return alone and token.lower_ == "two" and definite


def _pair(draft: Draft, token: Token, before: Iterable[Spot]) -> tuple[Spot, ...] | None:
    """The only two of the kind named before, without those who act upon them."""
    barred = _acting_upon(draft, token)
    for kinds in _kinds(token):
        last = {
            spot.actor: spot
            for spot in before
            if spot.actor is not None and spot.actor.kind in kinds and spot.actor not in barred
        }
        if len(last) == 2:
            return tuple(sorted(last.values(), key=start_of))
    return None


def _kinds(token: Token) -> tuple[frozenset[MentionType], ...]:
    """The kinds of actor that two of a noun may be, the likelier first."""
    lemma = token.lemma_.lower()
    if lemma == "two":
        return (_PERSON, _STATE)
    if lemma in _PAIRS["any"]:
        return (_STATE, _BODY)
    return (
        (_PERSON,) if lemma in _PAIRS["Person"] else (_STATE,) if lemma in _PAIRS["State"] else ()
    )
