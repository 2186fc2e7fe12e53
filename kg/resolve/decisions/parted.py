"""What the user keeps apart, as judgements, so that the graph says why two are not one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.records import Verdict
from kg.resolve.case import BY_USER, DECIDED, Case, document_scoped_id
from kg.resolve.decisions import reference
from kg.resolve.scores import Score

if TYPE_CHECKING:
    from kg.resolve.collection import Collection


def judge_parted(case: Collection) -> None:
    """Record each decided difference between entities that there are."""
    if not case.rulings.parted:
        return
    entities = _entities(case)
    for pair in case.rulings.parted:
        left, right = (_meant(case, text, entities[reference(text)]) for text in pair)
        for a in sorted(left):
            for b in sorted(right):
                case.judge(a, b, Verdict.DIFFERENT, score=Score.USER, reason=DECIDED, by=BY_USER)


def _entities(case: Collection) -> dict[str, set[str]]:
    """The entities that articles mean by the references that are kept apart."""
    found: dict[str, set[str]] = defaultdict(set)
    for ref, chain in case.pointed:
        entity = case.entity_of(chain)
        if entity:
            found[ref].add(entity)
    return found


def pointed_at(case: Case) -> Iterator[tuple[str, str]]:
    """The references in an article that are kept apart from others, with their chains."""
    wanted = {reference(text) for pair in case.rulings.parted for text in pair}
    for chain in case.chains if wanted else ():
        own = case.rulings.member(document_scoped_id(chain))
        refs = {own} if own else set(map(reference, chain.names))
        for ref in sorted(refs & wanted):
            yield ref, chain.id


def _meant(case: Collection, text: str, entities: set[str]) -> set[str]:
    known = case.vocabulary.get(text)
    if known is None:
        return entities
    return {known.id} if case.entity(known.id) else set()
