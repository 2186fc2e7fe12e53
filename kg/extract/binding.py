"""Whom a pronoun cannot stand for, whoever is near: the conditions that grammar sets.

"Lind thanked him": not Lind. "Orr, his daughter": not Orr. "“He lied,” said Lind": not Lind.
(Principles of binding as in Chomsky 1981, as far as a tree shows them.)
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract import phrases
from kg.extract.draft import Actor, Draft
from kg.extract.lexicon import table
from kg.language.plain import Token

_OBJECTS = frozenset({"obj", "iobj", "obl", "obl:agent"})
_BESIDE = frozenset(table("pronouns")["beside"])
_REFLEXIVE = ("self", "selves")


def excluded(draft: Draft, pronoun: Token) -> set[Actor]:
    """The actors that the pronoun's own clause and phrase rule out."""
    return {
        spot.actor
        for token in (*acting_on(pronoun), *_described_by(pronoun))
        if (spot := draft.actor_at.get(token.i)) is not None and spot.actor is not None
    }


def acting_on(word: Token) -> Iterable[Token]:
    """The subjects of the verb whose object a pronoun or noun is."""
    if word.dep_ not in _OBJECTS or word.lower_.endswith(_REFLEXIVE):
        return ()
    verb = word.head
    if phrases.case_of(word) in _BESIDE or verb.pos_ not in {"VERB", "AUX"}:
        return ()
    while (
        verb.dep_ == "conj" and verb.head != verb and phrases.child(verb, *phrases.SUBJECTS) is None
    ):
        verb = verb.head
    # Not what a participle or infinitive takes over from above: there the parse is less sure.
    if verb.dep_ != "acl:relcl" and phrases.child(verb, *phrases.SUBJECTS) is None:
        return ()
    subject = phrases.subject(verb)
    return phrases.coordinated(subject) if subject is not None else ()


def _described_by(pronoun: Token) -> Iterable[Token]:
    """The names beside the noun that the pronoun owns: "his father, John Lind"."""
    if pronoun.dep_ != "nmod:poss":
        return ()
    noun = pronoun.head
    named = phrases.children(noun, *phrases.NAMING)
    return [noun, *named, noun.head] if noun.dep_ in phrases.NAMING else [noun, *named]
