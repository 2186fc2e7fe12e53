"""Nouns for people, by whom they act for: themselves, their state or body, or nobody."""

from __future__ import annotations

from kg.extract import phrases
from kg.language.plain import Token
from kg.records import MentionType
from kg.vocabulary.groups import OPPOSITION, GroupWords, group_words

_ARMED = "armedGroup"


def noun_of_group(noun: Token) -> str:
    """The class of a noun that names people or states who act for themselves, or "".

    "Borlandic opposition leaders" are as their opposition, "rebels" and "fighters" one class.
    """
    words = group_words()
    for before in phrases.children(noun, "compound", "amod"):
        lemma = before.lemma_.lower()
        if lemma in words.opposing:
            return _class_of(words, lemma) or lemma
    return _class_of(words, noun.lemma_.lower())


def _class_of(words: GroupWords, lemma: str) -> str:
    kind = words.types.get(lemma, "")
    if not kind or kind == _ARMED:
        return kind
    return words.same.get(lemma, lemma)


def never_acts(noun: Token) -> bool:
    """Whether a state does not do what the people do that a noun names: "Avarian tourists".

    Nor does it what many or some of its people do: "thousands of Avarians".
    """
    words = group_words()
    if noun.lemma_.lower() in words.belonging:
        return True
    if noun.ent_type_ != MentionType.DEMONYM.value or noun.tag_ not in phrases.PLURAL:
        return False
    counted = noun.dep_ == "nmod" and noun.head.lemma_.lower() in words.counting
    return counted or any(
        child.dep_ == "nummod" or child.lower_ in words.some for child in noun.children
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
    return noun.lemma_.lower() == OPPOSITION and any(
        child.dep_ == "nmod" and phrases.case_of(child) in {"to", "from", "among"}
        for child in noun.children
    )
