"""Bodies of bodies: "the Health Division of the Borland Police", "Bitlabs, a unit of Andesur"."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.relations.names import Named, Names
from kg.extract.relations.records import RelationRecords
from kg.extract.relations.words import relation_words
from kg.extract.spotting import ORGANIZATION, STATE, is_party
from kg.language.plain import Token

_FAR = 3  # tokens from "of" to the name


def find_parts(names: Names, records: RelationRecords) -> None:
    """Writes what is part of which body, by "of", "'s" and nouns such as "unit"."""
    words = relation_words()
    for named in names.all:
        if named.kind is ORGANIZATION:
            whole = _whole_after(names, named) or _whole_before(names, named)
            if whole is not None:
                records.relate("partOf", named.spot, whole.spot, names.doc[named.start].sent)
    for token in names.doc:
        if token.lemma_.lower() in words.part_nouns and token.i not in names.at:
            _described(names, records, token)


def _whole_after(names: Names, named: Named) -> Named | None:
    """ "the Health Division of the Police", "the Law School at Cestria University"."""
    doc, at = names.doc, named.end
    if doc[at : at + 1].text == "(" and doc[at + 2 : at + 3].text == ")":
        at += 3
    case = doc[at : at + 1].text
    if case not in {"of", "at", "in", "within"}:
        return None
    whole = names.after(at + 1, within=_FAR)
    if whole is None or whole.kind is not ORGANIZATION or whole.is_demonym:
        return None
    if case != "of" and not _is_part_name(names, named):
        return None
    head = names.root(whole).head
    return whole if head.i in range(named.start, named.end) else None


def _is_part_name(names: Names, named: Named) -> bool:
    words = {token.lower_ for token in names.doc[named.start : named.end]}
    return bool(words & relation_words().part_names)


def _whole_before(names: Names, named: Named) -> Named | None:
    """ "the Harbour Party's Youth League"."""
    owner = names.owner_before(named.start)
    if owner is None or owner.kind is not ORGANIZATION or owner.is_demonym:
        return None
    return owner


def _described(names: Names, records: RelationRecords, noun: Token) -> None:
    """ "Bitlabs, a unit of Andesur", "the UN agency", "Andesur's Chilean arm, Bitlabs"."""
    wholes = []
    owners = [*phrases.children(noun, "nmod:poss", "compound"), *phrases.oblique(noun, "of")]
    for owner in owners:
        named = names.at.get(owner.i)
        if named is not None and named.kind is ORGANIZATION:
            wholes.append(named)
    for part in names.bearers(noun, {ORGANIZATION}) if wholes else ():
        for whole in wholes:
            records.relate("partOf", part, whole.spot, noun.sent)


def find_owned_bodies(names: Names, records: RelationRecords) -> None:
    """ "the UN Security Council", "the US State Department": named with whom they belong to."""
    vocabulary = names.draft.vocabulary
    first: dict[str, Named] = {}
    for named in names.all:
        if named.actor.known is not None:
            first.setdefault(named.actor.known.id, named)
    for named in names.all:
        actor = named.actor
        if named.kind is not ORGANIZATION or not named.spot.proper:
            continue
        if named.start and names.doc[named.start - 1].text == "-":
            continue  # "EU-Ukraine Council"
        text = names.doc[named.start : named.end].text
        owner = vocabulary.owner_and_rest(text)
        owner_id = owner[0].id if owner is not None else ""
        if not owner_id and actor.known is not None and actor.known.parent:
            parent = vocabulary.get(actor.known.parent)
            before = text.split(" ")[0]
            if parent is not None and any(one.id == parent.id for one in vocabulary.called(before)):
                owner_id = parent.id
        whole = first.get(owner_id)
        if whole is None or whole.kind not in {STATE, ORGANIZATION} or actor.body is not None:
            continue
        if whole.kind is ORGANIZATION or is_of_state(names, named):
            records.relate("partOf", named.spot, whole.spot, names.doc[named.start].sent)


def is_of_state(names: Names, named: Named) -> bool:
    """Whether a body of this name is one that only a state has: an army, a ministry."""
    known = named.actor.known
    if known is not None and known.type is ORGANIZATION and known.parent:
        return not is_party(known)
    words = {token.lower_ for token in names.doc[named.start : named.end]}
    return bool(words & relation_words().state_bodies)
