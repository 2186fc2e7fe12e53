"""Bodies by part of their name: "the Commission" after "the European Commission", "ISW".

Read when all names of the article are known, and only where one body fits.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict

from kg.extract.acronyms import initials_fit, is_acronym
from kg.extract.draft import Actor, Draft, Spot
from kg.extract.spotting import LISTS
from kg.language.plain import Token
from kg.records import MentionType
from kg.vocabulary import fold

_SURE, _LIKELY = 0.8, 0.6
_SHORTEST = 3  # letters of an acronym that nothing but its letters explains


def link_short_forms(draft: Draft, actors: list[Actor]) -> list[Actor]:
    """Moves or adds the spots; returns the actors that are left."""
    bodies = [actor for actor in actors if actor.kind is MentionType.ORGANIZATION]
    spots = [spot for spot in draft.spots() if spot.actor is not None]
    whole = {actor: long for actor in bodies if (long := _spelled_out(actor, bodies)) is not None}
    for spot in spots:
        if spot.actor is not None:
            spot.actor = whole.get(spot.actor, spot.actor)
    words = [token for token in draft.doc if token.lower_ in LISTS["body_heads"]]
    if words:
        _link_heads(draft, _first_spots(spots), words)
        _link_nouns(draft, words)
    standing = {spot.actor for spot in draft.spots()}
    return [actor for actor in actors if actor in standing]


def _spelled_out(actor: Actor, bodies: list[Actor]) -> Actor | None:
    """The only body whose initials the name is: "ISW", without a bracket that says so."""
    name = actor.name
    if actor.known is not None or len(name) < _SHORTEST or not is_acronym(name):
        return None
    found = [body for body in bodies if " " in body.name and initials_fit(name, body.name)]
    return found[0] if len(found) == 1 else None


def _first_spots(spots: list[Spot]) -> dict[Actor, Spot]:
    first: dict[Actor, Spot] = {}
    for spot in spots:
        if spot.actor is not None:
            first.setdefault(spot.actor, spot)
    return first


def _link_heads(draft: Draft, first: dict[Actor, Spot], words: list[Token]) -> None:
    """ "the Council", with a capital, after the only Council of the article so far."""
    called: dict[str, list[Spot]] = defaultdict(list)
    for actor, spot in first.items():
        for word in _heads(actor):
            called[word].append(spot)
    for token in words:
        before = [spot for spot in called.get(token.lower_, ()) if spot.end <= token.idx]
        if len(before) == 1 and before[0].actor is not None and _stands_alone(draft, token):
            _add(draft, token, before[0].actor, _SURE)


def _link_nouns(draft: Draft, words: list[Token]) -> None:
    """ "the ministry": the one named last, in this sentence or the one before it."""
    nouns = [token for token in words if token.i not in draft.actor_at and _is_definite(token)]
    if not nouns:
        return
    begins = [sentence.start_char for sentence in draft.doc.sents]
    named = [(s.start, head, s.actor) for s in draft.spots() if s.actor for head in _heads(s.actor)]
    for token in nouns:
        earlier = [one for one in named if one[0] < token.idx and one[1] == token.lower_]
        if not earlier:
            continue
        start, _, actor = max(earlier, key=lambda one: one[0])
        if bisect(begins, token.idx) - bisect(begins, start) <= 1:
            _add(draft, token, actor, _LIKELY)
            named.append((token.idx, token.lower_, actor))


def _is_definite(noun: Token) -> bool:
    """ "the ministry", with nothing that says which."""
    if noun.lower_ not in LISTS["body_nouns"] or not noun.is_lower:
        return False
    if noun.dep_ in {"compound", "amod"} or noun.tag_ != "NN":
        return False
    described = any(child.dep_ not in {"det", "case", "punct"} for child in noun.children)
    return not described and any(child.lower_ in {"the", "that"} for child in noun.children)


def _heads(actor: Actor) -> set[str]:
    """The words of its name that a body may be called by: "commission", "council"."""
    words = fold(actor.name).split()
    if actor.kind is not MentionType.ORGANIZATION or len(words) < 2:
        return set()
    return {words[0], words[-1]} & LISTS["body_heads"]


def _add(draft: Draft, token: Token, actor: Actor, score: float) -> None:
    span = draft.doc[token.i : token.i + 1]
    draft.actor_spot(span, actor, MentionType.ORGANIZATION, score=score, proper=False)


def _stands_alone(draft: Draft, token: Token) -> bool:
    """Capital, article, nothing that says which one; not yet somebody known."""
    if not token.i or not token.text.istitle() or token.nbor(-1).lower_ != "the":
        return False
    after = draft.doc[token.i + 1 : token.i + 2].text
    if after[:1].isupper() or after in {"of", "for", "-"}:
        return False
    spot = draft.actor_at.get(token.i)
    if spot is None or spot.actor is None:
        return spot is None
    lone = fold(spot.actor.name) == token.lower_
    return lone and spot.actor.known is None and spot.kind is MentionType.ORGANIZATION
