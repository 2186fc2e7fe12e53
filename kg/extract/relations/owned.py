"""Bodies that the text names by their state: "Seoul's spy agency" is part of South Korea."""

from __future__ import annotations

from kg.extract.draft import Actor
from kg.extract.relations.names import Names
from kg.extract.relations.records import RelationRecords
from kg.extract.spotting import ORGANIZATION, is_party


def find_owned(names: Names, records: RelationRecords) -> None:
    """Tells "the spy agency" from every other one; a party is at home in its state."""
    first = names.first
    for actor, named in first.items():
        if actor.kind is ORGANIZATION and actor.body in first:
            if _is_opposed(names, actor):
                continue
            whole = first[actor.body]
            party = any(map(is_party, names.draft.vocabulary.called(actor.name)))
            records.relate(
                "basedIn" if party else "partOf",
                named.spot,
                whole.spot,
                names.doc[named.start].sent,
            )


def _is_opposed(names: Names, actor: Actor) -> bool:
    """The opposition of a state, which is no part of it."""
    parted = names.draft.vocabulary.owner_and_rest(actor.name)
    pattern = names.draft.vocabulary.body(parted[1]) if parted is not None else None
    return pattern is not None and pattern.organization_type == "party"
