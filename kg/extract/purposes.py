"""Infinitives that say what something is done for, and whether doing it does that too.

FactBank leaves a purpose open. What is done by saying it, or by meeting, is done all the same:
in our annotation 151 of 202 purposes of past deeds that are of these types ("called him to
congratulate him", "met to discuss").
"""

from __future__ import annotations

from functools import cache

from kg.extract import phrases
from kg.extract.lexicon import event_lexicon, table
from kg.extract.tenses import tense
from kg.language.plain import Token
from kg.records import TimeFrame

_BY_SAYING = frozenset({"ACCUSE", "CONSULT", "PROTEST", "REJECT", "REQUEST", "SUPPORT"})


def is_to_clause(verb: Token) -> bool:
    """ "sent troops to fight", "a plan to fight"."""
    return verb.tag_ == "VB" and verb.dep_ in {"advcl", "acl"} and _has_to(verb)


def is_headline(verb: Token) -> bool:
    """ "Premier to visit Borland": will visit it. Some parses hang it on a noun without a verb."""
    root = verb.head if verb.dep_ == "acl" else verb
    noun = root != verb and root.pos_ in {"NOUN", "PROPN"} and root.i < verb.i
    noun = noun and phrases.child(root, "cop", *phrases.SUBJECTS) is None
    heads = root.dep_ == "ROOT" and (root == verb or noun)
    return verb.tag_ == "VB" and heads and _has_to(verb)


def is_purpose(verb: Token) -> bool:
    """ "sent troops to fight": a purpose is not said to be reached."""
    return is_to_clause(verb) and fulfilling(verb) is None and not is_headline(verb)


def fulfilling(verb: Token) -> Token | None:
    """What is done, where doing it fulfils the purpose: "sent tanks to help", "met to discuss"."""
    if not is_to_clause(verb):
        return None
    governor = verb.head
    while governor.pos_ in {"NOUN", "PROPN"} and governor.dep_ in {"obj", "nmod", "obl", "conj"}:
        governor = governor.head
    done = (governor.lemma_.lower(), verb.lemma_.lower()) in _fulfilled()
    return governor if done or _is_done_at_once(verb) else None


def _is_done_at_once(verb: Token) -> bool:
    types = event_lexicon().types(verb)
    past = verb.head.pos_ == "VERB" and tense(verb.head) is TimeFrame.PAST
    return past and verb.dep_ == "advcl" and bool(types) and types <= _BY_SAYING


@cache
def _fulfilled() -> frozenset[tuple[str, str]]:
    """Verb and purpose: "sent troops to help"."""
    return frozenset(
        (verb, purpose)
        for row in table("cues")["fulfilled_purposes"]
        for verb in row["verbs"]
        for purpose in row["purposes"]
    )


def _has_to(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)
