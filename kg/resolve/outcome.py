"""What a clustering of names comes to: entities with their ids, and judgements on pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from kg.records import Chain, Entity, Verdict
from kg.resolve.case import BY_USER, DECIDED
from kg.resolve.clusters import Clustering, ScoredPair
from kg.resolve.collection import Collection
from kg.resolve.names.comparison import UNSURE_FROM
from kg.resolve.naming import Draft, entity_ids
from kg.resolve.scores import Score


class Named(Protocol):
    """What is joined: chains of one name, or a name of the `known` entity, which has none.

    `shown` is what a judgement points at: a mention, or the known entity; "" for a publisher.
    """

    @property
    def known(self) -> str: ...

    @property
    def chains(self) -> tuple[Chain, ...]: ...

    @property
    def shown(self) -> str: ...


T = TypeVar("T", bound=Named)


def name_clusters(
    case: Collection,
    items: Sequence[T],
    clustering: Clustering,
    draft: Callable[[list[T]], Draft],
    entity: Callable[[str, Draft], Entity],
) -> dict[int, str]:
    """Link every chain to the entity of its cluster; returns the entity id of every item.

    A cluster without a known entity gets a new one: by `draft`, and `entity` with its id.
    """
    given: dict[int, str] = {}
    drafts: list[tuple[Draft, list[int]]] = []
    for numbers in clustering.groups():
        members = [items[number] for number in numbers]
        known = next((one.known for one in members if one.known), "")
        if known:
            given.update(dict.fromkeys(numbers, known))
            for one in members:
                for chain in one.chains:
                    case.link_known(chain, case.vocabulary.entities[known], Score.KNOWN_VARIANT)
        else:
            drafts.append((draft(members), numbers))
    ids = entity_ids([new for new, _ in drafts], case.is_taken)
    for identifier, (new, numbers) in zip(ids, drafts, strict=True):
        made = entity(identifier, new)
        for chain in new.chains:
            case.link(chain, made, Score.SAME_NAME)
        given.update(dict.fromkeys(numbers, identifier))
    return given


def judge_pairs(
    case: Collection,
    items: Sequence[Named],
    clustering: Clustering,
    entities: Mapping[int, str],
    pairs: Iterable[ScoredPair],
    by: str,
) -> None:
    """Record what was joined and why, and what was considered and refused."""
    for pair in clustering.accepted:
        signed = BY_USER if pair.reason == DECIDED else by
        left, right = items[pair.left].shown, items[pair.right].shown
        if left and right:
            case.judge(left, right, Verdict.SAME, score=pair.score, reason=pair.reason, by=signed)
    for pair in pairs:
        left, right = entities[pair.left], entities[pair.right]
        if left != right:
            verdict = Verdict.UNSURE if pair.score >= UNSURE_FROM else Verdict.DIFFERENT
            case.judge(left, right, verdict, score=pair.score, reason=pair.reason, by=by)
