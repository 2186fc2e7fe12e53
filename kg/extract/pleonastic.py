"""Whether "it" stands for an actor at all: not in "it rained" or "it is a mistake to go"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import phrases
from kg.extract.cues import cue_lexicon
from kg.extract.lexicon import event_lexicon, table
from kg.language.plain import Token

_WORDS = {name: frozenset(words) for name, words in table("pronouns").items()}
_CLAUSES = ("ccomp", "csubj", "csubj:pass", "xcomp")
_NEVER = frozenset({"Person", "Demonym"})
_HUMAN = frozenset({"he", "she", "him", "her", "his", "hers"})
_ACTING = frozenset({"organization", "states", "court", "media", "troops", "people"})


def is_empty(pronoun: Token) -> bool:
    """Whether this "it" is no actor, by the verb or noun that it is the subject of."""
    if pronoun.dep_ not in phrases.SUBJECTS:
        return False
    head, lemma = pronoun.head, pronoun.head.lemma_.lower()
    if lemma in _WORDS["weather"]:
        return True
    if phrases.child(head, "cop") is not None:
        return not is_acting(head)
    if phrases.child(head, *_CLAUSES) is None:
        return False
    passive = phrases.is_passive(head)
    return lemma in _WORDS["reporting"] if passive else lemma in _WORDS["raising"]


def is_acting(noun: Token) -> bool:
    """ "It is a member of", "it is the party that"."""
    return bool(event_lexicon().classes.of_lemma.get(noun.lemma_.lower(), frozenset()) & _ACTING)


def is_agent(pronoun: Token) -> bool:
    """Whether only an actor fits here: "it said", "it threatened to", "its envoy"."""
    head = pronoun.head
    if pronoun.dep_ == "nmod:poss":
        return head.lemma_.lower() in _WORDS["owned"]
    return pronoun.dep_ in phrases.SUBJECTS and any(cue.speaks for cue in cue_lexicon().of(head))


def is_chained_away(pronoun: Token, antecedents: Iterator[Token]) -> bool:
    """Whether the model takes "it" for something that is no actor of the article.

    What is plural, a person or a nationality is no antecedent of "it": there the chain is wrong.
    """
    nearest = next(antecedents, None)
    if nearest is None or nearest.tag_ in phrases.PLURAL or nearest.ent_type_ in _NEVER:
        return False
    if nearest.lower_ in _HUMAN:
        return False
    thing = nearest.pos_ in {"NOUN", "VERB", "ADJ"} and not is_acting(nearest)
    return not (thing and is_agent(pronoun))
