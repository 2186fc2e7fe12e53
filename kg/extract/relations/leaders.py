"""Who leads what, by verbs: "the party he heads", "a group led by Ada Lind", "the Lind-led party".

Posts tell it too; see `kg.extract.posts`.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import phrases
from kg.extract.participants import fillers
from kg.extract.relations.names import ORGANIZATION, PERSON, STATE, Names
from kg.extract.relations.records import RelationRecords
from kg.extract.relations.words import relation_words


def find_leaders(names: Names, records: RelationRecords) -> None:
    words = relation_words()
    for token in names.doc:
        if token.pos_ in {"VERB", "ADJ"} and token.lemma_.lower() in words.lead_verbs:
            _led(names, records, token)


def _led(names: Names, records: RelationRecords, verb: Token) -> None:
    if _is_past(verb):
        return
    leaders = names.spots(fillers(verb, "subj"), {PERSON})
    for body in names.spots(fillers(verb, "obj"), {ORGANIZATION, STATE}) if leaders else ():
        for leader in leaders:
            records.relate("leads", leader, body, verb.sent, stated=verb)


def _is_past(verb: Token) -> bool:
    """ "once led", "had led": no longer."""
    before = {"once", "formerly", "previously", "had"}
    return any(t.lower_ in before for t in phrases.children(verb, "advmod", "aux"))
