"""Who is who: decisions as records, and the mapping they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from kg.records.mentions import MentionType

PUBLISHER = "publisher:"  # before the name of a publisher, where a chain's id would stand


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """One decision about a pair of chains or entities; `left < right` always."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reason: str
    by: str

    @classmethod
    def of(
        cls, a: str, b: str, verdict: Verdict, *, score: float, reason: str, by: str
    ) -> Judgement:
        left, right = sorted((a, b))
        return cls(left, right, verdict, score, reason, by)


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """Something mentions refer to. `id` is the local name under the `ent:` prefix.

    `known` is true when it comes from the curated vocabulary. For a post, `body` is the
    entity id of the state or organization it is in.
    """

    id: str
    type: MentionType  # PERSON, STATE, ORGANIZATION, PLACE; ROLE = a kg:Post
    label: str
    names: tuple[str, ...] = ()
    same_as: str = ""  # Wikidata id, "Q884"
    organization_type: str = ""
    body: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Linker:
    """The outcome of resolution; immutable, independent of the order of documents.

    `entity_of` maps chain ids (and `publisher:NAME` keys for publishers) to entity ids.
    """

    entity_of: Mapping[str, str]
    entities: Mapping[str, Entity]
    judgements: tuple[Judgement, ...] = ()
    scores: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
