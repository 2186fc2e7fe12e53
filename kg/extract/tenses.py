"""When, by the form of a verb."""

from __future__ import annotations

from kg.extract import phrases
from kg.language.plain import Token
from kg.records import TimeFrame

_NOW = frozenset({"is", "are", "am", "'s", "'re"})
_GOING_ON = frozenset({"continue", "begin", "start", "keep", "resume", "cease"})


def tense(verb: Token) -> TimeFrame:
    """The time frame by form: -ed and "has" are past, present forms ongoing, "to" future."""
    auxiliaries = [t for t in verb.children if t.dep_ in {"aux", "aux:pass", "cop"}]
    words = {t.lower_ for t in auxiliaries}
    lemmas = {t.lemma_.lower() for t in auxiliaries}
    if words & {"will", "'ll", "shall"}:
        return TimeFrame.FUTURE
    if "have" in lemmas or any(t.tag_ == "VBD" for t in auxiliaries) or verb.tag_ == "VBD":
        return TimeFrame.PAST
    if verb.tag_ in {"VBZ", "VBP"} or (verb.tag_[:2] != "VB" and words & _NOW):
        return TimeFrame.ONGOING
    if verb.tag_ == "VBG":
        if words & _NOW:
            return TimeFrame.ONGOING
        governor = verb.head
        return (
            tense(governor) if governor != verb and governor.pos_ == "VERB" else TimeFrame.ONGOING
        )
    if verb.tag_ == "VBN":
        return TimeFrame.ONGOING if words & {"is", "are", "being"} else TimeFrame.PAST
    if verb.tag_ == "VB" and phrases.child(verb, "mark") is not None:
        if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _GOING_ON:
            return tense(verb.head)
        return TimeFrame.FUTURE
    if verb.head != verb and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return tense(verb.head)
    return TimeFrame.PAST
