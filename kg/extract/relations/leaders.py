"""Who leads what, by verbs: "the party he heads", "a group led by Ada Lind", "the Lind-led party".

Posts tell it too; see `kg.extract.posts`.
"""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.participants import fillers
from kg.extract.relations.names import Named, Names
from kg.extract.relations.records import RelationRecords
from kg.extract.relations.words import relation_words
from kg.extract.roles import role_lexicon
from kg.extract.spotting import ORGANIZATION, PERSON, STATE, is_party
from kg.extract.tenure import is_told
from kg.language.plain import Token


def find_leaders(names: Names, records: RelationRecords) -> None:
    """Writes which person leads which body or state, and whose party a party is."""
    words = relation_words()
    for token in names.doc:
        if token.pos_ in {"VERB", "ADJ"} and token.lemma_.lower() in words.lead_verbs:
            _led(names, records, token)
    for named in names.all:
        if named.kind is ORGANIZATION and named.spot.proper and not named.is_demonym:
            _own_party(names, records, named)


def _own_party(names: Names, records: RelationRecords, named: Named) -> None:
    """ "Lind's ruling Labour Party": those who lead parties have them."""
    known = named.actor.known
    words = {token.lower_ for token in names.doc[named.start : named.end]}
    if not words & relation_words().parties and (known is None or not is_party(known)):
        return
    start = named.start
    while start > 0 and names.doc[start - 1].pos_ == "ADJ" and start - 1 not in names.at:
        start -= 1
    owner = names.owner_before(start)
    if owner is not None and owner.kind is PERSON:
        records.relate("leads", owner.spot, named.spot, names.doc[start].sent)


def _led(names: Names, records: RelationRecords, verb: Token) -> None:
    if _is_past(verb) or not is_told(role_lexicon(), verb):
        return
    leaders = names.spots(fillers(verb, "subj"), {PERSON})
    for body in names.spots(fillers(verb, "obj"), {ORGANIZATION, STATE}) if leaders else ():
        for leader in leaders:
            records.relate("leads", leader, body, verb.sent, stated=verb)


def _is_past(verb: Token) -> bool:
    """ "once led", "had led": no longer."""
    before = {"once", "formerly", "previously", "had"}
    return any(t.lower_ in before for t in phrases.children(verb, "advmod", "aux"))
