"""Claims that contradict or bear out each other, within and across documents.

What counts:
- denial: one claim holds, another denies, a situation of the same kind that shares an
  actor and a recipient; or one denies the very claim or situation of the other;
- figures: two claims hold situations of the same kind with a common actor (and recipient,
  where both name one) and give amounts of the same thing that cannot both be right;
- agreement: two claims hold situations of the same kind with the same actors and
  recipients, in articles of different witnesses (publishers; a reprint counts as its
  original), and their figures do not conflict.

Claims about events are compared only when their times allow it. Every claim looks at no
more than NEIGHBOURS others of its group, nearest in time first, so that the work grows
with the number of claims and not with its square.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import product

from kg.graph.statements import Situation, Statement

log = logging.getLogger(__name__)

NEIGHBOURS = 50
CONFLICT_DAYS = 90  # articles further apart speak of different events
AGREEMENT_DAYS = 14
Pair = tuple[str, str]
Groups = dict[tuple[object, ...], list[Statement]]


def compare(statements: list[Statement]) -> tuple[set[Pair], set[Pair]]:
    """(conflicts, agreements) as pairs of claims, the smaller first."""
    conflicts = set(_direct_denials(statements))
    conflicts.update(_denials(statements))
    conflicts.update(_disjoint_figures(statements))
    agreements = set(_agreements(statements)) - conflicts
    return conflicts, agreements


def _direct_denials(statements: list[Statement]) -> Iterator[Pair]:
    """Denials of the very situation or claim, whoever takes part in it."""
    by_content: dict[str, list[Statement]] = {}
    by_claim = {statement.claim: statement for statement in statements}
    for statement in statements:
        by_content.setdefault(statement.content, []).append(statement)
    for group in by_content.values():
        for left, right in product(group, group):
            if left.sign > 0 > right.sign:
                yield _pair(left, right)
    for statement in statements:
        target = by_claim.get(statement.content)
        if statement.sign < 0 and target is not None and target.sign > 0:
            yield _pair(statement, target)


def _denials(statements: list[Statement]) -> Iterator[Pair]:
    held: Groups = {}
    for statement in statements:
        if statement.sign > 0:
            for key in _participant_keys(statement.situation):
                held.setdefault(key, []).append(statement)
    days = {key: _sorted_days(group) for key, group in held.items()}
    for denial in statements:
        if denial.sign > 0:
            continue
        for key in _participant_keys(denial.situation):
            group = held.get(key, [])
            for other in _nearest(group, days.get(key, []), _day(denial)):
                if _comparable(denial, other, CONFLICT_DAYS):
                    yield _pair(denial, other)


def _disjoint_figures(statements: list[Statement]) -> Iterator[Pair]:
    groups: Groups = {}
    for statement in statements:
        situation = statement.situation
        if statement.sign < 0 or situation is None:
            continue
        for actor, kind in product(situation.actors, {a.kind for a in situation.amounts}):
            groups.setdefault((situation.kind, actor, kind), []).append(statement)
    for left, right in _neighbours(groups):
        if (
            (left.document != right.document or left.source != right.source)
            and _recipients_meet(left.situation, right.situation)
            and _comparable(left, right, CONFLICT_DAYS)
            and _figures_conflict(left.situation, right.situation)
        ):
            yield _pair(left, right)


def _agreements(statements: list[Statement]) -> Iterator[Pair]:
    groups: Groups = {}
    for statement in statements:
        situation = statement.situation
        if statement.sign > 0 and statement.confident and situation is not None:
            key = (situation.kind, situation.actors, situation.recipients)
            groups.setdefault(key, []).append(statement)
    for left, right in _neighbours(groups):
        if left.witness != right.witness and _comparable(left, right, AGREEMENT_DAYS):
            yield _pair(left, right)


def _participant_keys(situation: Situation | None) -> Iterable[tuple[object, ...]]:
    if situation is None:
        return ()
    others = situation.recipients or {""}
    return [(situation.kind, *pair) for pair in product(sorted(situation.actors), sorted(others))]


def _neighbours(groups: Groups) -> Iterator[tuple[Statement, Statement]]:
    cut = 0
    for group in groups.values():
        group.sort(key=lambda statement: (_day(statement), statement.claim))
        cut += len(group) > NEIGHBOURS + 1
        for index, statement in enumerate(group):
            for other in group[max(0, index - NEIGHBOURS) : index]:
                yield other, statement
    if cut:
        log.info("%d large groups of claims compared with their %d neighbours", cut, NEIGHBOURS)


def _sorted_days(group: list[Statement]) -> list[int]:
    group.sort(key=lambda statement: (_day(statement), statement.claim))
    return [_day(statement) for statement in group]


def _nearest(group: list[Statement], days: list[int], day: int) -> list[Statement]:
    middle = bisect_left(days, day)
    return group[max(0, middle - NEIGHBOURS // 2) : middle + NEIGHBOURS // 2]


def _day(statement: Statement) -> int:
    """When it is about, as far as known; undated claims come first and meet the oldest."""
    situation = statement.situation
    if situation is not None and situation.when and situation.when[0]:
        return situation.when[0]
    return statement.day or 0


def _comparable(left: Statement, right: Statement, window: int) -> bool:
    """Whether both can be about the same occasion. What lasts always is."""
    a, b = left.situation, right.situation
    if a is None or b is None or a.lasting:
        return True
    if a.when and b.when:
        return a.when[0] <= b.when[1] and b.when[0] <= a.when[1]
    days = _day(left), _day(right)
    return not all(days) or abs(days[0] - days[1]) <= window


def _recipients_meet(a: Situation | None, b: Situation | None) -> bool:
    if a is None or b is None or not a.recipients or not b.recipients:
        return True
    return not a.recipients.isdisjoint(b.recipients)


def _figures_conflict(a: Situation | None, b: Situation | None) -> bool:
    if a is None or b is None:
        return False
    return any(x.disjoint(y) for x, y in product(a.amounts, b.amounts))


def _pair(left: Statement, right: Statement) -> Pair:
    return min(left.claim, right.claim), max(left.claim, right.claim)
