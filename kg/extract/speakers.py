"""Who can say something: people, bodies and their texts, but not "the treaty shows"."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.cues import cue_lexicon
from kg.extract.draft import Draft
from kg.extract.participants import acting_spot, fillers
from kg.extract.sourcing import Level
from kg.language.plain import Token
from kg.records import MentionType
from kg.vocabulary.groups import group_words

_PEOPLE = frozenset(
    kind.value
    for kind in (
        MentionType.PERSON,
        MentionType.ORGANIZATION,
        MentionType.STATE,
        MentionType.ROLE,
        MentionType.DEMONYM,
    )
)


def is_speaker(draft: Draft, level: Level) -> bool:
    """Whether whoever or whatever fills the source of a level can be one.

    A noun needs a named owner ("Avaria's claim"); a passive without an agent ("is believed to")
    has a source that nobody names.
    """
    word = level.cue
    if word is None or word.dep_ in {"case", "mark"}:
        return True
    if word.pos_ != "VERB":
        return bool(level.sources) and not level.anonymous
    if word.lemma_.lower() not in cue_lexicon().lifeless:
        return True
    found = fillers(word, "subj")
    if not found:
        return bool(level.sources) or phrases.is_passive(word)
    return any(_speaks(draft, token) for token in found)


def _speaks(draft: Draft, token: Token) -> bool:
    if token.pos_ in {"PRON", "PROPN"} or token.ent_type_ in _PEOPLE:
        return True
    if acting_spot(draft, token) is not None or token.i in draft.held or token.i in draft.groups:
        return True
    lemma = token.lemma_.lower()
    lexicon = cue_lexicon()
    known = lemma in lexicon.unnamed | lexicon.bodies | lexicon.private | lexicon.several
    return known or lemma in group_words().types
