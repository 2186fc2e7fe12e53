"""Who can say something: people, bodies and their texts, but not "the treaty shows"."""

from __future__ import annotations

from kg.extract.cues import cue_lexicon
from kg.extract.draft import Draft
from kg.extract.participants import acting_spot, fillers
from kg.extract.roles import role_lexicon
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

    A noun needs a named owner ("Avaria's claim"), a passive an agent: "is believed to" is nobody's.
    """
    word = level.cue
    if word is None or word.dep_ in {"case", "mark"}:
        return True
    if word.pos_ != "VERB":
        return bool(level.sources) and not level.anonymous
    found = fillers(word, "subj")
    if not found or word.lemma_.lower() not in cue_lexicon().lifeless:
        return bool(level.sources) or bool(found)
    return any(_speaks(draft, token) for token in found)


def _speaks(draft: Draft, token: Token) -> bool:
    if token.pos_ in {"PRON", "PROPN"} or token.ent_type_ in _PEOPLE:
        return True
    if acting_spot(draft, token) is not None or token.i in draft.held or token.i in draft.groups:
        return True
    lemma = token.lemma_.lower()
    lexicon = cue_lexicon()
    known = lemma in lexicon.unnamed | lexicon.bodies | lexicon.private | lexicon.several
    return known or lemma in group_words().types or lemma in role_lexicon().heads
