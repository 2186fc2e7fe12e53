"""Bodies that the text names by their state: "Seoul's spy agency" is part of South Korea."""

from __future__ import annotations

from kg.extract.relations.names import Names
from kg.extract.relations.records import RelationRecords
from kg.extract.spotting import ORGANIZATION, is_party


def find_owned(names: Names, records: RelationRecords) -> None:
    """Tells "the spy agency" from every other one; a party is at home in its state."""
    first = names.first
    for actor, named in first.items():
        if actor.kind is ORGANIZATION and actor.body in first:
            whole = first[actor.body]
            party = any(map(is_party, names.draft.vocabulary.called(actor.name)))
            records.relate(
                "basedIn" if party else "partOf",
                named.spot,
                whole.spot,
                names.doc[named.start].sent,
            )
