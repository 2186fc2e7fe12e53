"""Relations of one article: one record for each pair of actors, with the sentences that tell it."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.draft import Draft, Spot
from kg.language.plain import Span, Token
from kg.records import Relation, TenureStatus

Key = tuple[str, int, int]
_MUTUAL = frozenset({"alliedWith"})  # an ally has an ally; who is attacked may not fight

# What a group without a name is described by tells none of these: "the Kenyan opposition".
_OF_NAMED = frozenset({"partOf", "basedIn", "citizenOf"})


class RelationRecords:
    """Relations by predicate, subject and object; `stated` has the word that tells each.

    A relation that is taken for granted ("the Finnish president") has no such word: nobody but
    the article says it.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.relations: dict[Key, Relation] = {}
        self.stated: dict[Key, Token | None] = {}

    def relate(
        self,
        predicate: str,
        subject: Spot,
        target: Spot,
        sentence: Span,
        *,
        tenure: TenureStatus | None = None,
        stated: Token | None = None,
    ) -> None:
        """Note that the sentence tells so; nothing is related to itself."""
        if subject is target or (subject.actor is not None and subject.actor is target.actor):
            return
        if predicate in _OF_NAMED and subject.actor is not None and subject.actor.group:
            return
        key = (predicate, _identity(subject), _identity(target))
        if predicate in _MUTUAL and (predicate, key[2], key[1]) in self.relations:
            key = (predicate, key[2], key[1])
        evidence = self.draft.evidence(sentence)
        known = self.relations.get(key)
        if known is None:
            self.stated[key] = stated
            self.relations[key] = Relation(
                id=f"#r{len(self.relations)}",
                predicate=predicate,
                subject=subject.handle,
                object=target.handle,
                evidence=(evidence.handle,),
                tenure=tenure,
                score=round(min(subject.score, target.score), 4),
            )
        elif evidence.handle not in known.evidence:
            self.relations[key] = replace(known, evidence=(*known.evidence, evidence.handle))


def _identity(spot: Spot) -> int:
    return id(spot.actor) if spot.actor is not None else id(spot)
