"""How sure, and when: negation, modality, tense and hedges around the head of an event.

Values after FactBank (Saurí & Pustejovsky 2009): certain, probable, possible × positive,
negative, or uncommitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.extract import phrases
from kg.extract.lexicon import table
from kg.extract.purposes import fulfilling, is_headline, is_purpose
from kg.extract.tenses import tense
from kg.language.plain import Token
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
_ABLE = frozenset({"can", "ca"})
_NO = frozenset({"no"})
_TIMES = frozenset({"when", "as", "while", "before", "after", "once"})


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
    support: frozenset[str]  # "launch" in "may launch an attack" tells how sure, and when
    modals: Mapping[str, Mapping[str, Any]]
    negators: frozenset[str]
    no_words: frozenset[str]
    marks: Mapping[str, Factuality]
    inverted: Mapping[str, Factuality]  # "should they attack"
    negating_heads: frozenset[str]  # "failed to", "a ban on": what they govern did not happen
    negating_prepositions: frozenset[str]
    if_true: frozenset[str]  # "if confirmed"

    @classmethod
    def load(cls) -> HedgeLexicon:
        data = table("cues")

        def by_lemma(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
            return {str(w): row for row in rows for w in row.get("lemmas") or [row.get("lemma")]}

        negators: dict[str, set[str]] = {}
        for row in data["negators"]:
            if row.get("factuality") != "CT+":
                negators.setdefault(row["scope"], set()).update(map(str, row["lemmas"]))

        def by_role(role: str) -> dict[str, Factuality]:
            rows = (row for row in data["conditionals"] if row["role"] == role)
            return {str(row["words"]): F(row["factuality"]) for row in rows}

        return cls(
            by_lemma(data["adverbs"]),
            by_lemma(data["adjectives"]),
            frozenset(data["support_verbs"]),
            by_lemma(data["modals"]),
            frozenset(negators["advmod"]),
            frozenset(negators["det"]),
            by_role("mark"),
            by_role("inverted"),
            frozenset(negators["head"]),
            frozenset(negators["preposition"] | negators["mark"]),
            frozenset(data["if_true"]),
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


def of_words(value: Factuality, own: Factuality) -> Factuality:
    """The value of a clause as it is worded: "it is not so" may be said for certain.

    `value` is that of what its verb tells, `own` what the clause by itself makes of that.
    """
    if own not in _NEGATIVES or value is F.UNCOMMITTED:
        return value
    return combine(F.NOT_CERTAIN, value)


def is_negated(token: Token) -> bool:
    lexicon = hedges()
    for child in token.children:
        if child.dep_ in {"advmod", "det", "cc:preconj"} and child.lower_ in lexicon.negators:
            following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
            if following in {"only", "just", "merely"}:
                continue  # "not only strengthens but also raises"
            return True
        if child.dep_ == "cc" and child.lower_ == "nor":
            return True
        if child.dep_ == "det" and child.lower_ in lexicon.no_words:
            return True
        if child.dep_ == "advmod" and any(
            c.lower_ in _NO | lexicon.negators for c in child.children
        ):
            return True  # "not yet confirmed", "no longer supplies"
        if child.dep_ in {"nsubj", "nsubj:pass", "obj"}:
            if child.lower_ in {"none", "nobody", "nothing"} or _has_no(child):
                return True
    return False


def _has_no(token: Token) -> bool:
    none = {"no", "neither"}
    return any(c.dep_ in {"det", "cc:preconj"} and c.lower_ in none for c in token.children)


def read(token: Token, *, reported: bool = False, content: bool = False) -> Reading:
    """The reading of an event word from its own clause.

    `reported`: below a past cue; `content`: an infinitive is what a cue speaks of, no purpose.
    """
    if token.pos_ in {"VERB", "AUX"}:
        return _read_verb(token, reported, content)
    found, verb = _read_noun(token, reported), support(token)
    if verb is None:
        return found
    carried = _read_verb(verb, reported, content)
    frame = carried.time_frame if found.time_frame is TimeFrame.PAST else found.time_frame
    negated = _has_no(token)  # counted once, with the noun
    value = carried.factuality if not negated else combine(F.NOT_CERTAIN, carried.factuality)
    return Reading(
        combine(value, found.factuality),
        frame,
        found.hearsay or carried.hearsay,
        found.demanded or carried.demanded,
    )


def support(noun: Token) -> Token | None:
    """The verb that says whether what a noun names takes place: "launch" of "an attack"."""
    verb = noun.head
    object_ = noun.pos_ == "NOUN" and noun.dep_ in {"obj", "nsubj:pass"}
    return verb if object_ and verb.lemma_.lower() in hedges().support else None


def _read_verb(verb: Token, reported: bool, content: bool) -> Reading:
    done = fulfilling(verb)
    if done is not None:
        return _read_verb(done, reported, content)
    lexicon = hedges()
    value, frame = F.CERTAIN, tense(verb)
    if is_purpose(verb) and not content:
        value, frame = F.UNCOMMITTED, TimeFrame.FUTURE
    elif _is_when(verb):
        value, frame = F.PROBABLE, TimeFrame.FUTURE
    value, frame, demanded = _modal(verb, value, frame, reported)
    hearsay = False
    for child in phrases.children(verb, "advmod"):
        row = lexicon.adverbs.get(child.lower_)
        if row is None or child.lower_ in lexicon.negators:
            continue
        if row.get("time") == "future" and frame is TimeFrame.PAST:
            continue  # "shortly after they left"
        value = combine(value, F(row["factuality"]))
        hearsay = hearsay or bool(row.get("hearsay"))
    held = condition(verb)
    if held is not F.CERTAIN:
        value = held
        frame = frame if held is F.NOT_CERTAIN else TimeFrame.HYPOTHETICAL
    if phrases.case_of(verb) in lexicon.negating_prepositions:
        value = F.NOT_CERTAIN  # "a policy against supplying arms"
    if is_negated(verb) and value is not F.UNCOMMITTED:  # "if they do not leave"
        value = combine(F.NOT_CERTAIN, value)
    return Reading(value, frame, hearsay, demanded)


def _modal(
    word: Token, value: Factuality, frame: TimeFrame, reported: bool
) -> tuple[Factuality, TimeFrame, bool]:
    """What the auxiliaries of a predicate do to its value and time; whether they demand it."""
    auxiliaries = _auxiliaries(word)
    have = any(t.lemma_.lower() == "have" for t in auxiliaries)
    demanded = False
    for auxiliary in auxiliaries:
        row = hedges().modals.get(auxiliary.lower_)
        if row is None or _is_inverted(auxiliary, word):
            continue
        able = auxiliary.lemma_.lower() in _ABLE or (reported and auxiliary.lower_ == "could")
        if able and is_negated(word):
            continue  # "cannot come" says for certain that he does not
        special = row.get("reported") if reported else None
        row = special or (row.get("with_have") if have else None) or row
        value = combine(value, F(row["factuality"]))
        frame = TimeFrame(row.get("time", frame.value))
        demanded = demanded or row.get("stance") == "demand"
    if _is_to_be(word) or is_headline(word):
        value, frame = combine(value, F.PROBABLE), TimeFrame.FUTURE
    return value, frame, demanded


def _auxiliaries(word: Token) -> list[Token]:
    """The auxiliaries of a verb, or of the one it is coordinated with: "will meet and talk"."""
    own = phrases.children(word, "aux", "aux:pass")
    shared = word.dep_ == "conj" and word.tag_ == "VB" and phrases.child(word, "mark") is None
    if own or not shared or phrases.child(word, *phrases.SUBJECTS) is not None:
        return own
    return phrases.children(word.head, "aux")


def _is_to_be(verb: Token) -> bool:
    """ "is to leave", "were to meet": arranged."""
    be = phrases.child(verb, "aux", "cop")
    mark = phrases.child(verb, "mark")
    if be is None or mark is None or verb.tag_ != "VB":
        return False
    return be.lemma_.lower() == "be" and be.tag_ != "VB" and mark.lower_ == "to" and be.i < mark.i


def _read_noun(noun: Token, reported: bool) -> Reading:
    lexicon = hedges()
    value, frame, hearsay, demanded = F.CERTAIN, TimeFrame.PAST, False, False
    if phrases.child(noun, "cop") is not None:
        value, frame, demanded = _modal(noun, value, tense(noun), reported)
    for child in noun.children:
        if child.dep_ in {"amod", "advmod", "compound"}:
            row = lexicon.adjectives.get(child.lower_) or lexicon.adverbs.get(child.lower_)
            if row is not None and noun.lemma_.lower() not in row.get("except", ()):
                value = combine(value, F(row["factuality"]))
                frame = TimeFrame(row.get("time", frame.value))
                hearsay = hearsay or bool(row.get("hearsay"))
    if is_negated(noun) or _has_no(noun):
        value = combine(F.NOT_CERTAIN, value)
    return Reading(value, frame, hearsay, demanded)


def condition(clause: Token) -> Factuality:
    """Uncommitted for all that stands in a clause under "if", certain elsewhere."""
    lexicon = hedges()
    for mark in phrases.children(clause, "mark"):
        fixed = " ".join([mark.lower_, *(c.lower_ for c in phrases.children(mark, "fixed"))])
        for words in (fixed, mark.lower_):
            if words in lexicon.marks:
                return lexicon.marks[words]
    inverted = (t for t in phrases.children(clause, "aux", "cop") if _is_inverted(t, clause))
    return next((lexicon.inverted[t.lower_] for t in inverted), F.CERTAIN)


def _is_inverted(auxiliary: Token, clause: Token) -> bool:
    """ "should they attack", "had they not left": a condition without a conjunction."""
    subject = phrases.child(clause, "nsubj", "nsubj:pass")
    if clause.dep_ != "advcl" or subject is None or auxiliary.lower_ not in hedges().inverted:
        return False
    first = phrases.child(clause, "mark", "advmod")
    return auxiliary.i < subject.i and (first is None or first.i > auxiliary.i)


def _is_when(verb: Token) -> bool:
    """ "will talk when they meet", "before he arrives": what the present tense dates is to come."""
    if verb.dep_ != "advcl" or verb.tag_ not in {"VBZ", "VBP"} or verb.head == verb:
        return False
    times = {t.lower_ for t in phrases.children(verb, "mark", "advmod")}
    return bool(times & _TIMES) and tense(verb.head) is TimeFrame.FUTURE


def is_imperative(verb: Token) -> bool:
    """ "Leave our country": a bare verb that governs its sentence."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    bare = verb.tag_ == "VB" and verb.dep_ in {"ROOT", "ccomp", "parataxis"}
    return bare and phrases.child(verb, "mark", "aux", *phrases.SUBJECTS) is None


def is_if_true(clause: Token) -> bool:
    """ "if true, this would be": whether a clause is said on condition that a report is true."""
    return any(
        child.lower_ in hedges().if_true and phrases.case_of(child) == "if"
        for child in clause.children
    )
