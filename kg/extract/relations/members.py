"""Who belongs to what: "Ada Lind of Bitlabs", "Cestria, a member of the League", "she joined"."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.draft import Spot
from kg.extract.relations.names import Named, Names
from kg.extract.relations.records import RelationRecords
from kg.extract.relations.words import relation_words
from kg.extract.spotting import ORGANIZATION, PERSON, STATE
from kg.language.plain import Token

_FROM = frozenset({"of", "from", "at", "with"})
_MEMBERS = frozenset({PERSON, STATE, ORGANIZATION})
_TITLES = 3  # tokens between "'s" and a name: "Sky's Mr Lind"


def find_members(names: Names, records: RelationRecords) -> None:
    """Writes who belongs to which body; whom a state is said to have is its citizen."""
    words = relation_words()
    for named in names.all:
        if named.kind is PERSON and named.spot.proper:
            _affiliated(names, records, named)
            _belonging(names, records, named)
    for token in names.doc:
        lemma = token.lemma_.lower()
        if lemma in words.member_nouns and token.i not in names.at:
            _member(names, records, token)
        elif token.pos_ == "VERB" and lemma in words.member_verbs:
            _by_verb(names, records, token)


def _affiliated(names: Names, records: RelationRecords, person: Named) -> None:
    """ "Ada Lind of Bitlabs", "Ada Lind (Bitlabs)"."""
    doc, at = names.doc, person.end
    mark = doc[at : at + 1].text.lower()
    if mark not in _FROM | {"("}:
        return
    body = names.after(names.skip_article(at + 1))
    if body is None or body.kind is not ORGANIZATION or body.is_demonym:
        return
    if mark == "(" and doc[body.end : body.end + 1].text != ")":
        return
    records.relate("memberOf", person.spot, body.spot, doc[at].sent)


def _belonging(names: Names, records: RelationRecords, person: Named) -> None:
    """ "Sky's Mr Lind" works there, "Rwanda's Ada Lind" is a citizen."""
    doc, start = names.doc, person.start
    while start > person.start - _TITLES and start > 0 and start - 1 not in names.at:
        token = doc[start - 1]
        if token.pos_ != "PROPN" or token.dep_ not in {"compound", "flat", "nmod:desc"}:
            break
        start -= 1
    owner = names.owner_before(start)
    if owner is None or not owner.spot.proper or owner.is_demonym:
        return
    if owner.kind is ORGANIZATION:
        records.relate("memberOf", person.spot, owner.spot, doc[start].sent)
    elif owner.kind is STATE and start == person.start:
        records.relate("citizenOf", person.spot, owner.spot, doc[start].sent)


def _member(names: Names, records: RelationRecords, noun: Token) -> None:
    """ "a member of NATO", "NATO members A and B", "the League, of which A is a member"."""
    bodies = []
    owners = [*phrases.children(noun, "nmod:poss", "compound"), *phrases.oblique(noun, "of")]
    for owner in owners:
        for part in phrases.coordinated(phrases.antecedent(owner)):
            negated = any(child.lower_ == "not" for child in part.children)
            body = names.at.get(part.i)
            if body is not None and body.kind is ORGANIZATION and not negated:
                bodies.append(body)
    stated = noun if phrases.child(noun, "cop") is not None else None
    for member in _members(names, noun) if bodies else ():
        for body in bodies:
            records.relate("memberOf", member, body.spot, noun.sent, stated=stated)


def _members(names: Names, noun: Token) -> list[Spot]:
    such = phrases.oblique(noun, "such as", "including", "like")
    return [*names.bearers(noun, _MEMBERS), *names.spots(such, _MEMBERS)]


def _by_verb(names: Names, records: RelationRecords, verb: Token) -> None:
    cases = relation_words().member_verbs[verb.lemma_.lower()]
    if phrases.is_passive(verb):
        return
    bodies = phrases.children(verb, "obj") if "" in cases else []
    bodies += [one for case in sorted(cases - {""}) for one in phrases.oblique(verb, case)]
    subject = phrases.subject(verb)
    if subject is None or (bodies and "" in cases and phrases.child(verb, "advcl", "xcomp")):
        return
    for nominal in bodies:
        body = names.at.get(nominal.i)
        if body is None or body.kind is not ORGANIZATION or not body.spot.proper:
            continue
        for member in names.spots([subject], _MEMBERS if "" in cases else {PERSON}):
            records.relate("memberOf", member, body.spot, verb.sent, stated=verb)
