"""Posts and who holds them: "South Korea's First Vice Foreign Minister Kim Hong Kyun".

A role phrase is read from its head noun (`titles`), its holder is looked for beside it, in
apposition or as subject of "is", "became", "was named" (`holders`, `tenure`). The words and what
they imply are in lexicon/roles.yaml.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from spacy.tokens import Span

from kg.extract.draft import Actor, Draft, Spot
from kg.extract.holders import find_holders
from kg.extract.roles import Role, role_lexicon
from kg.extract.titles import role_phrases
from kg.records import MentionType, Relation, TenureStatus
from kg.vocabulary import fold

__all__ = ["PostRecords", "Role", "find_roles"]


def find_roles(draft: Draft) -> list[Role]:
    """All role phrases with what stands beside them; holders already among the actors."""
    lexicon = role_lexicon()
    return find_holders(draft, lexicon, role_phrases(draft, lexicon))


class PostRecords:
    """Writes roles as relations: one role actor per title and body, one relation per pair."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.roles: dict[tuple[str, int], Actor] = {}
        self.of_holder: dict[tuple[str, int], Actor] = {}  # posts with a body, by title, holder
        self.relations: dict[tuple[str, int, int], Relation] = {}

    def write(self, role: Role) -> list[tuple[str, int, int]]:
        """Relations of one role phrase that has a holder; the keys of those not known before."""
        if role.holder is None:
            return []
        known = len(self.relations)
        title = self._title_spot(role)
        evidence = self.draft.evidence(role.head.sent)
        body = role.body or role.to_body
        organized = body is not None and body.kind is MentionType.ORGANIZATION
        kept = role.word.post or (role.word.in_body and organized)
        if kept:
            if body is not None:
                self._relate("postIn", title, body, evidence)
            self._relate("holdsPost", role.holder, title, evidence, role.status)
        elif body is not None and body.kind is MentionType.DEMONYM:
            self._relate("citizenOf", role.holder, body, evidence)
        if role.origin is not None:
            self._relate("citizenOf", role.holder, role.origin, evidence)
        if body is not None and role.status is not TenureStatus.FORMER:
            if role.word.leads == "always" or (
                role.word.leads == "of" and role.right > role.span.end
            ):
                self._relate("leads", role.holder, body, evidence)
            if role.word.spokesperson:
                self._relate("spokespersonFor", role.holder, body, evidence)
            if body.actor is not None and body.actor.kind is MentionType.ORGANIZATION:
                if role.word.member or not role.word.post:
                    self._relate("memberOf", role.holder, body, evidence)
        return list(islice(reversed(self.relations), len(self.relations) - known))

    def unheld(self, role: Role) -> None:
        """The post of a role phrase whose holder has no name."""
        if role.body is not None:
            evidence = self.draft.evidence(role.head.sent)
            self._relate("postIn", self._title_spot(role), role.body, evidence)

    def affiliation(self, person: Spot, body: Spot, sentence: Span) -> None:
        self._relate("memberOf", person, body, self.draft.evidence(sentence))

    def part_of(self, part: Spot, whole: Spot, sentence: Span) -> None:
        self._relate("partOf", part, whole, self.draft.evidence(sentence))

    def based_in(self, body: Spot, state: Spot, sentence: Span) -> None:
        self._relate("basedIn", body, state, self.draft.evidence(sentence))

    def _title_spot(self, role: Role) -> Spot:
        body = role.body or role.to_body
        title = fold(role.title)
        holder = id(role.holder.actor) if role.holder is not None else 0
        # Without a body two presidents hold two posts.
        key = (title, id(body.actor) if body is not None else -holder)
        actor = self.roles.get(key)
        if body is None:
            # "President Putin" after "Russian President Vladimir Putin": the same post.
            actor = self.of_holder.get((title, holder), actor)
        if actor is None:
            actor = Actor(MentionType.ROLE, role.title, body=body.actor if body else None)
            self.roles[key] = actor
        if body is not None:
            self.of_holder.setdefault((title, holder), actor)
        spot = self.draft.spot(role.span, MentionType.ROLE, score=0.9)
        spot.actor = actor
        return spot

    def _relate(
        self,
        predicate: str,
        subject: Spot,
        target: Spot,
        evidence: Spot,
        tenure: TenureStatus | None = None,
    ) -> None:
        key = (predicate, id(subject.actor), id(target.actor))
        known = self.relations.get(key)
        if known is None:
            record = Relation(
                id=f"#r{len(self.relations)}",
                predicate=predicate,
                subject=subject.handle,
                object=target.handle,
                evidence=(evidence.handle,),
                tenure=tenure,
                score=round(min(subject.score, target.score), 4),
            )
            self.relations[key] = record
        elif evidence.handle not in known.evidence:
            self.relations[key] = replace(known, evidence=(*known.evidence, evidence.handle))
