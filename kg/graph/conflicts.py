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

from kg.graph.utterances import Situation, Utterance

log = logging.getLogger(__name__)

NEIGHBOURS = 50
CONFLICT_DAYS = 90  # articles further apart speak of different events
AGREEMENT_DAYS = 14
Pair = tuple[str, str]
Groups = dict[tuple[object, ...], list[Utterance]]


def compare(utterances: list[Utterance]) -> tuple[set[Pair], set[Pair]]:
    """(conflicts, agreements) as pairs of claims, the smaller first."""
    conflicts = set(_direct_denials(utterances))
    conflicts.update(_denials(utterances))
    conflicts.update(_disjoint_figures(utterances))
    agreements = set(_agreements(utterances)) - conflicts
    return conflicts, agreements


def _direct_denials(utterances: list[Utterance]) -> Iterator[Pair]:
    """Denials of the very situation or claim, whoever takes part in it."""
    by_content: dict[str, list[Utterance]] = {}
    by_claim = {utterance.claim: utterance for utterance in utterances}
    for utterance in utterances:
        by_content.setdefault(utterance.content, []).append(utterance)
    for group in by_content.values():
        for left, right in product(group, group):
            if left.sign > 0 > right.sign:
                yield _pair(left, right)
    for utterance in utterances:
        target = by_claim.get(utterance.content)
        if utterance.sign < 0 and target is not None and target.sign > 0:
            # Nobody denies to have said what the same sentence lets him say: that is misread.
            if utterance.source != target.source:
                yield _pair(utterance, target)


def _denials(utterances: list[Utterance]) -> Iterator[Pair]:
    held: Groups = {}
    for utterance in utterances:
        if utterance.sign > 0:
            for key in _participant_keys(utterance.situation):
                held.setdefault(key, []).append(utterance)
    days = {key: _sorted_days(group) for key, group in held.items()}
    for denial in utterances:
        if denial.sign > 0:
            continue
        for key in _participant_keys(denial.situation):
            group = held.get(key, [])
            for other in _nearest(group, days.get(key, []), _day(denial)):
                if _comparable(denial, other, CONFLICT_DAYS):
                    yield _pair(denial, other)


def _disjoint_figures(utterances: list[Utterance]) -> Iterator[Pair]:
    groups: Groups = {}
    for utterance in utterances:
        situation = utterance.situation
        if utterance.sign < 0 or situation is None:
            continue
        for actor, kind in product(situation.actors, {a.kind for a in situation.amounts}):
            groups.setdefault((situation.kind, actor, kind), []).append(utterance)
    for left, right in _neighbours(groups):
        if (
            (left.document != right.document or left.source != right.source)
            and _recipients_meet(left.situation, right.situation)
            and _comparable(left, right, CONFLICT_DAYS)
            and _figures_conflict(left.situation, right.situation)
        ):
            yield _pair(left, right)


def _agreements(utterances: list[Utterance]) -> Iterator[Pair]:
    groups: Groups = {}
    for utterance in utterances:
        situation = utterance.situation
        if utterance.sign > 0 and utterance.confident and situation is not None:
            key = (situation.kind, situation.actors, situation.recipients)
            groups.setdefault(key, []).append(utterance)
    for left, right in _neighbours(groups):
        if left.witness != right.witness and _comparable(left, right, AGREEMENT_DAYS):
            yield _pair(left, right)


def _participant_keys(situation: Situation | None) -> Iterable[tuple[object, ...]]:
    if situation is None:
        return ()
    others = situation.recipients or {""}
    return [(situation.kind, *pair) for pair in product(sorted(situation.actors), sorted(others))]


def _neighbours(groups: Groups) -> Iterator[tuple[Utterance, Utterance]]:
    cut = 0
    for group in groups.values():
        group.sort(key=lambda utterance: (_day(utterance), utterance.claim))
        cut += len(group) > NEIGHBOURS + 1
        for index, utterance in enumerate(group):
            for other in group[max(0, index - NEIGHBOURS) : index]:
                yield other, utterance
    if cut:
        log.info("%d large groups of claims compared with their %d neighbours", cut, NEIGHBOURS)


def _sorted_days(group: list[Utterance]) -> list[int]:
    group.sort(key=lambda utterance: (_day(utterance), utterance.claim))
    return [_day(utterance) for utterance in group]


def _nearest(group: list[Utterance], days: list[int], day: int) -> list[Utterance]:
    middle = bisect_left(days, day)
    return group[max(0, middle - NEIGHBOURS // 2) : middle + NEIGHBOURS // 2]


def _day(utterance: Utterance) -> int:
    """When it is about, as far as known; undated claims come first and meet the oldest."""
    situation = utterance.situation
    if situation is not None and situation.when and situation.when[0]:
        return situation.when[0]
    return utterance.day or 0


def _comparable(left: Utterance, right: Utterance, window: int) -> bool:
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


def _pair(left: Utterance, right: Utterance) -> Pair:
    return min(left.claim, right.claim), max(left.claim, right.claim)
