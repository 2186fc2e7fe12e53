"""Nouns for people, by whom they act for: themselves, their state or body, or nobody."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import phrases
from kg.records import MentionType
from kg.vocabulary.groups import group_words

_OPPOSITION = "opposition"
_COUNTING = frozenset(
    {"dozen", "hundred", "thousand", "million", "score", "number", "crowd", "majority", "percent"}
)
_SOME = frozenset(
    {"all", "few", "fewer", "many", "more", "most", "other", "ordinary", "several", "some"}
)


def noun_of_group(noun: Token) -> str:
    """The class of a noun that names people or states who act for themselves, or "".

    "Kenyan opposition leaders" are as their opposition, "rebels" and "fighters" one class.
    """
    words = group_words()
    for before in phrases.children(noun, "compound", "amod"):
        lemma = before.lemma_.lower()
        if lemma in words.opposing:
            return _OPPOSITION if lemma == _OPPOSITION else words.types.get(lemma, "exile")
    lemma = noun.lemma_.lower()
    kind = words.types.get(lemma, "")
    return kind if kind == "armedGroup" else words.same.get(lemma, lemma) if kind else ""


def never_acts(noun: Token) -> bool:
    """Whether a state does not do what the people do that a noun names: "Avarian tourists".

    Nor does it what many or some of its people do: "thousands of Avarians".
    """
    if noun.lemma_.lower() in group_words().belonging:
        return True
    if noun.ent_type_ != MentionType.DEMONYM.value or noun.tag_ not in phrases.PLURAL:
        return False
    counted = noun.dep_ == "nmod" and noun.head.lemma_.lower() in _COUNTING
    return counted or any(
        child.dep_ == "nummod" or child.lower_ in _SOME for child in noun.children
    )


def is_apart(noun: Token) -> bool:
    """Whether what is before a noun says that it is for or against a state: "Iran-backed"."""
    words = group_words()
    for child in noun.lefts:
        if child.lower_ in words.prefixes:
            return True
        hyphen = child.i > 0 and child.nbor(-1).text == "-"
        if hyphen and child.lower_ in words.led:
            return True
    return False


def is_resistance(noun: Token) -> bool:
    """ "Avaria's opposition to the plan": what it does, not who."""
    return noun.lemma_.lower() == _OPPOSITION and any(
        child.dep_ == "nmod" and phrases.case_of(child) in {"to", "from", "among"}
        for child in noun.children
    )
