"""How sure, and when: negation, modality, tense and hedges around the head of an event.

Values after FactBank (Saurí & Pustejovsky 2009): certain, probable, possible × positive,
negative, or uncommitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from kg.extract import phrases
from kg.extract.lexicon import table
from kg.records import Factuality, TimeFrame

F = Factuality
_STRENGTH = {
    F.CERTAIN: 3,
    F.PROBABLE: 2,
    F.POSSIBLE: 1,
    F.NOT_CERTAIN: 3,
    F.NOT_PROBABLE: 2,
    F.NOT_POSSIBLE: 1,
    F.UNCOMMITTED: 0,
}
_POSITIVE = {3: F.CERTAIN, 2: F.PROBABLE, 1: F.POSSIBLE}
_NEGATIVE = {3: F.NOT_CERTAIN, 2: F.NOT_PROBABLE, 1: F.NOT_POSSIBLE}
_NEGATIVES = frozenset(_NEGATIVE.values())


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words around an event say of it."""

    factuality: Factuality = F.CERTAIN
    time_frame: TimeFrame = TimeFrame.PAST
    hearsay: bool = False
    demanded: bool = False  # "must leave"


@dataclass(frozen=True, slots=True)
class HedgeLexicon:
    adverbs: Mapping[str, Mapping[str, Any]]
    adjectives: Mapping[str, Mapping[str, Any]]
    modals: Mapping[str, Mapping[str, Any]]
    negators: frozenset[str]
    no_words: frozenset[str]
    marks: Mapping[str, Factuality]
    negating_heads: frozenset[str]  # "failed to", "a ban on": what they govern did not happen
    negating_prepositions: frozenset[str]

    @classmethod
    def load(cls) -> HedgeLexicon:
        data = table("cues")

        def by_lemma(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
            return {str(w): row for row in rows for w in row.get("lemmas") or [row.get("lemma")]}

        negators: dict[str, set[str]] = {}
        for row in data["negators"]:
            if row.get("factuality") != "CT+":
                negators.setdefault(row["scope"], set()).update(map(str, row["lemmas"]))
        marks = {
            str(row["words"]): F(row["factuality"])
            for row in data["conditionals"]
            if row["role"] == "mark"
        }
        return cls(
            by_lemma(data["adverbs"]),
            by_lemma(data["adjectives"]),
            by_lemma(data["modals"]),
            frozenset(negators["advmod"]),
            frozenset(negators["det"]),
            marks,
            frozenset(negators["head"]),
            frozenset(negators["preposition"]),
        )


@cache
def hedges() -> HedgeLexicon:
    return HedgeLexicon.load()


def combine(outer: Factuality, inner: Factuality) -> Factuality:
    """The value of content that a source gives `outer` and its own words give `inner`."""
    if F.UNCOMMITTED in (outer, inner):
        return F.NOT_CERTAIN if outer is F.NOT_CERTAIN else F.UNCOMMITTED
    strength = min(_STRENGTH[outer], _STRENGTH[inner])
    negative = (outer in _NEGATIVES) != (inner in _NEGATIVES)
    return (_NEGATIVE if negative else _POSITIVE)[strength]


def is_negated(token: Token) -> bool:
    lexicon = hedges()
    for child in token.children:
        if child.dep_ in {"advmod", "det", "cc:preconj"} and child.lower_ in lexicon.negators:
            following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
            if following in {"only", "just", "merely"}:
                continue  # "not only strengthens but also raises"
            return True
        if child.dep_ == "det" and child.lower_ in lexicon.no_words:
            return True
        if child.dep_ == "advmod" and any(c.lower_ in lexicon.negators for c in child.children):
            return True  # "not yet confirmed"
        if child.dep_ in {"nsubj", "nsubj:pass"}:
            if child.lower_ in {"none", "nobody", "nothing"} or _has_no(child):
                return True
    return False


def _has_no(token: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in token.children)


def read(token: Token, *, reported: bool = False) -> Reading:
    """The reading of an event word from its own clause; `reported`: below a past cue."""
    if token.pos_ in {"VERB", "AUX"}:
        return _read_verb(token, reported)
    return _read_noun(token)


def _read_verb(verb: Token, reported: bool) -> Reading:
    lexicon = hedges()
    value, frame = F.CERTAIN, tense(verb)
    if is_purpose(verb):
        value, frame = F.UNCOMMITTED, TimeFrame.FUTURE
    hearsay = demanded = False
    auxiliaries = {t.lower_: t for t in verb.children if t.dep_ in {"aux", "aux:pass"}}
    have = any(t.lemma_.lower() == "have" for t in auxiliaries.values())
    for word in auxiliaries:
        row = lexicon.modals.get(word)
        if row is None:
            continue
        special = row.get("reported") if reported else None
        row = special or (row.get("with_have") if have else None) or row
        value = combine(value, F(row["factuality"]))
        frame = TimeFrame(row.get("time", frame.value))
        demanded = demanded or row.get("stance") == "demand"
    for child in verb.children:
        if child.dep_ == "advmod":
            row = lexicon.adverbs.get(child.lower_)
            if row is not None and child.lower_ not in lexicon.negators:
                value = combine(value, F(row["factuality"]))
                hearsay = hearsay or bool(row.get("hearsay"))
        elif child.dep_ == "mark" and child.lower_ in lexicon.marks:
            value, frame = lexicon.marks[child.lower_], TimeFrame.HYPOTHETICAL
    case = phrases.case_of(verb)
    if case in lexicon.negating_prepositions:
        value = F.NOT_CERTAIN  # "a policy against supplying arms"
    if is_negated(verb):
        value = combine(F.NOT_CERTAIN, value)
    return Reading(value, frame, hearsay, demanded)


def _read_noun(noun: Token) -> Reading:
    lexicon = hedges()
    value, frame, hearsay = F.CERTAIN, TimeFrame.PAST, False
    for child in noun.children:
        if child.dep_ in {"amod", "advmod", "compound"}:
            row = lexicon.adjectives.get(child.lower_) or lexicon.adverbs.get(child.lower_)
            if row is not None:
                value = combine(value, F(row["factuality"]))
                frame = TimeFrame(row.get("time", frame.value))
                hearsay = hearsay or bool(row.get("hearsay"))
    if is_negated(noun) or _has_no(noun):
        value = combine(F.NOT_CERTAIN, value)
    return Reading(value, frame, hearsay)


def condition(clause: Token) -> Factuality:
    """Uncommitted for all that stands in a clause under "if", certain elsewhere."""
    marks = (c.lower_ for c in clause.children if c.dep_ == "mark")
    return next((hedges().marks[m] for m in marks if m in hedges().marks), F.CERTAIN)


def is_purpose(verb: Token) -> bool:
    """ "sent troops to fight": a purpose is not said to be reached."""
    return (
        verb.tag_ == "VB"
        and verb.dep_ in {"advcl", "acl"}
        and any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)
    )


def tense(verb: Token) -> TimeFrame:
    """The time frame by form: -ed and "has" are past, present forms ongoing, "to" future."""
    auxiliaries = [t for t in verb.children if t.dep_ in {"aux", "aux:pass", "cop"}]
    words = {t.lower_ for t in auxiliaries}
    lemmas = {t.lemma_.lower() for t in auxiliaries}
    if words & {"will", "'ll", "shall"}:
        return TimeFrame.FUTURE
    if "have" in lemmas or any(t.tag_ == "VBD" for t in auxiliaries) or verb.tag_ == "VBD":
        return TimeFrame.PAST
    if verb.tag_ in {"VBZ", "VBP"}:
        return TimeFrame.ONGOING
    if verb.tag_ == "VBG":
        if words & {"is", "are", "am", "'s", "'re"}:
            return TimeFrame.ONGOING
        governor = verb.head
        return (
            tense(governor) if governor != verb and governor.pos_ == "VERB" else TimeFrame.ONGOING
        )
    if verb.tag_ == "VBN":
        return TimeFrame.ONGOING if words & {"is", "are", "being"} else TimeFrame.PAST
    if verb.tag_ == "VB" and phrases.child(verb, "mark") is not None:
        return TimeFrame.FUTURE
    if verb.head != verb and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return tense(verb.head)
    return TimeFrame.PAST
