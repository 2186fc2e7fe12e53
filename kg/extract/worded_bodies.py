"""Bodies that the article words with their state: "Borland's fiscal council".

No list has them, as states have the most diverse ones. A noun for a public institution, what it is
for, and a state that owns it make a name; "a Borlandic office" and "Borland's new council" do not.
"""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.draft import Actor
from kg.extract.owners import Owner, owner_told
from kg.extract.registry import Registry
from kg.extract.roles import is_before_title
from kg.extract.spotting import DEMONYM, LISTS, ORGANIZATION
from kg.language.plain import Span, Token
from kg.vocabulary import fold

_MODIFIERS = frozenset({"amod", "compound"})
_WORDS = frozenset({"ADJ", "NOUN", "PROPN"})
_SINGULAR = frozenset({"NN", "NNP"})
_COMMAS = frozenset({",", "("})
_SCORE = 0.8


def find_worded_bodies(registry: Registry) -> None:
    """Spots and actors for them, one actor for each wording and state."""
    for token in registry.draft.doc:
        if token.lower_ not in LISTS["institutions"] or token.i in registry.draft.actor_at:
            continue
        span = _wording(registry, token)
        owner = owner_told(registry.draft, span) if span is not None else None
        if span is None or owner is None or not _tells_which(registry, span, owner):
            continue
        registry.add(span, _actor(registry, span, owner), ORGANIZATION, _SCORE, whole=owner.whole)


def _wording(registry: Registry, noun: Token) -> Span | None:
    """The noun with the words before it that say what it is for."""
    doc, start = noun.doc, noun.i
    while start > noun.sent.start and _says_what_for(registry, doc[start - 1], noun):
        start -= 1
    span = doc[start : noun.i + 1]
    modifies = noun.dep_ in _MODIFIERS and noun.head.i > noun.i
    if len(span) < 2 or noun.tag_ not in _SINGULAR or (modifies and not is_before_title(span)):
        return None
    return None if _has_name(registry, noun) else span


def _has_name(registry: Registry, noun: Token) -> bool:
    """ "the German press agency, dpa", "dpa, Germany's press agency": the name is who it is."""
    actor_at, doc = registry.draft.actor_at, noun.doc
    if noun.dep_ == "appos" and noun.head.i in actor_at:
        return True
    after = noun.i + 1
    if doc[after : after + 1].text in _COMMAS:
        after += 1
    beside = any(child.i in actor_at for child in phrases.children(noun, *phrases.NAMING))
    spot = actor_at.get(after)
    return beside or (spot is not None and spot.kind is ORGANIZATION)


def _says_what_for(registry: Registry, word: Token, noun: Token) -> bool:
    if word.i in registry.draft.actor_at or word.lower_ in LISTS["not_purposes"]:
        return False
    inside = noun.i >= word.head.i > word.i and word.dep_ in _MODIFIERS
    return inside and word.pos_ in _WORDS and word.is_alpha and word.tag_ not in {"JJR", "JJS"}


def _tells_which(registry: Registry, span: Span, owner: Owner) -> bool:
    """Whether the owner stands beside the wording, and no other of the kind is thinkable."""
    doc, whole = span.doc, owner.whole
    if whole.start == span.start and whole.end == span.end:
        return False
    before = doc[whole.start - 1].lower_ if whole.start else ""
    spot = registry.draft.actor_at.get(whole.start)
    if spot is not None and spot.kind is not DEMONYM:
        return whole.start < span.start  # a possessive
    article = doc[whole.start].lower_ == "the" or before == "the"
    named = span[0].text[:1].isupper() and span[-1].text[:1].isupper()
    sole = span[-1].lower_ in LISTS["sole_institutions"] and is_before_title(span)
    return article or named or sole


def _actor(registry: Registry, span: Span, owner: Owner) -> Actor:
    key = (ORGANIZATION, f"{owner.state.name}/{fold(span.text)}")
    actor = registry.by_key.get(key)
    if actor is None:
        actor = registry.by_key[key] = registry.owned(owner.whole.text, owner.state)
    return actor
