"""Whether a cue puts its content into words: planning, trying and agreeing do not."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.climbing import COMPLEMENTS, governor
from kg.extract.cues import Cue, cue_lexicon
from kg.extract.sourcing import Level
from kg.language.plain import Span, Token
from kg.records import Factuality, Stance

CLAUSES = COMPLEMENTS | {"acl", "advcl"}
PHRASES = frozenset({"obj", "nsubj:pass", "obl", "nmod"})
VERBAL = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"ccomp", "parataxis"})
_OUTSPOKEN = frozenset({Stance.DENY, Stance.DEMAND, Stance.ASK, Stance.REFUSE})
_TOLD = frozenset({"ccomp", "xcomp", "obj", "iobj", "obl", "advcl", "parataxis", "conj", "advmod"})
_RELATIVE = frozenset({"who", "whom", "whose", "which"})


def is_verbal(head: Token) -> bool:
    """Whether a clause hangs together by this word: a verb, or what is said to be."""
    return head.pos_ in VERBAL or phrases.child(head, "cop") is not None


def is_saying(cue: Cue, word: Token, content: Token) -> bool:
    """Whether a reading of a word puts what hangs below it into words."""
    if word.lemma_.lower() in cue_lexicon().unspoken or _is_to_be_named(content):
        return False
    if cue.stance is Stance.CONSIDER and (cue.form or word.pos_ != "VERB" or _is_held(word)):
        return False
    if content.dep_ in PHRASES:
        return word.pos_ == "VERB" and _says_phrase(cue, word, content)
    if content.dep_ in _FINITE and not can_stand(content):
        return False  # "asked about it", taken for what he said
    if word.pos_ == "NOUN":
        return is_verbal(content) and phrases.child(content, "mark") is not None
    if content.dep_ == "xcomp" and cue.stance is Stance.ASSERT and not is_verbal(content):
        return False  # "felt offended"
    return word.pos_ == "VERB" or (cue.stance is Stance.ASSERT and can_stand(content))


def _says_phrase(cue: Cue, word: Token, phrase: Token) -> bool:
    """Of nouns: denied, demanded, asked for, refused, promised or warned of, not "announced"."""
    if cue.stance is Stance.ASSERT:
        return phrase.dep_ == "obl" and word.lemma_.lower() in cue_lexicon().warning
    doubtful = cue.stance is Stance.DENY and cue.factuality is not Factuality.NOT_CERTAIN
    return cue.stance is not Stance.THREATEN and not doubtful  # not "challenged the measures"


def is_direct(phrase: Token, level: Level) -> bool:
    """Whether it is the word above a phrase that says it: not "said it rejected the charge"."""
    unnamed = not level.sources and level.stance not in _OUTSPOKEN
    return level.cue == governor(phrase) and not unnamed


def says_something(head: Token, span: Span) -> bool:
    """More than "it" or "yes", than "the figures show" without what they show, or "who left"."""
    cues = cue_lexicon().of(head) if head.pos_ == "VERB" else ()
    reports = any(cue.stance is Stance.ASSERT and "ccomp" in cue.content for cue in cues)
    if reports and not any(child.dep_ in _TOLD for child in head.children):
        return False
    first = span[1] if len(span) > 1 and span[0].pos_ == "ADP" else span[0]
    if first.lower_ in _RELATIVE:
        return False  # "on which officials are silent"
    bare = len(span) == 2 and phrases.child(head, "expl") is not None  # "there are"
    return (len(span) > 1 and not bare) or head.pos_ == "NOUN"


def _is_held(verb: Token) -> bool:
    """ "considered the loan safe": an opinion, no plan."""
    held = phrases.child(verb, "xcomp")
    return held is not None and held.pos_ != "VERB" and phrases.child(verb, "obj") is not None


def can_stand(clause: Token) -> bool:
    """Whether a clause can stand by itself: with a subject, or no participle."""
    subject = phrases.child(clause, "expl", *phrases.SUBJECTS)
    return subject is not None or clause.tag_ not in {"VBN", "VBG"}


def _is_to_be_named(content: Token) -> bool:
    """ "asked not to be named"."""
    return content.lemma_.lower() in cue_lexicon().naming and phrases.is_passive(content)
