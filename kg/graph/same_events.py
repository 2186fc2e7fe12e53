"""Events of different articles that are taken to be one and the same.

They are linked by `kg:sameEventAs`, never merged: every article keeps what it told. Two events
match if they are of one type, have the same actors and the same recipients, are both held or
both denied, and their times allow it: the days that the texts give meet or, where a text gives
none, the articles appeared within WINDOW days of each other. Without a recipient only events of
one dated day match, because too many deeds of one actor look alike. Links are not closed under
transitivity, so that no chain of near misses joins what is apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph.utterances import Situation, Utterance

WINDOW = 7
NEIGHBOURS = 20  # of an event in its group, nearest in time
LONGEST = 45  # days that a dated event may span and still tell it from others
Pair = tuple[str, str]


def same_events(utterances: Iterable[Utterance]) -> set[Pair]:
    """Pairs of events, the smaller first."""
    signs: dict[str, set[int]] = {}
    told: dict[str, Utterance] = {}
    for utterance in utterances:
        situation = utterance.situation
        if situation is not None and not situation.lasting:
            signs.setdefault(utterance.content, set()).add(utterance.sign)
            told.setdefault(utterance.content, utterance)
    groups: dict[tuple[object, ...], list[Utterance]] = {}
    for event, utterance in told.items():
        situation = utterance.situation
        if situation is not None:
            held = max(signs[event])
            key = (situation.kind, situation.actors, situation.recipients, held)
            groups.setdefault(key, []).append(utterance)
    found = set()
    for group in groups.values():
        group.sort(key=lambda one: (_day(one), one.content))
        for index, one in enumerate(group):
            for other in group[max(0, index - NEIGHBOURS) : index]:
                if one.document != other.document and _may_be_one(one, other):
                    found.add((min(one.content, other.content), max(one.content, other.content)))
    return found


def _day(utterance: Utterance) -> int:
    when = utterance.situation.when if utterance.situation else None
    return when[0] if when and when[0] else utterance.day or 0


def _may_be_one(one: Utterance, other: Utterance) -> bool:
    a, b = one.situation, other.situation
    if a is None or b is None:
        return False
    if a.when and b.when:
        if not (a.when[0] <= b.when[1] and b.when[0] <= a.when[1]):
            return False
        return bool(a.recipients) or (_one_day(a) and _one_day(b))
    if not a.recipients or one.day is None or other.day is None:
        return False
    if any(when and when[1] - when[0] > LONGEST for when in (a.when, b.when)):
        return False
    return abs(one.day - other.day) <= WINDOW


def _one_day(situation: Situation) -> bool:
    return situation.when is not None and situation.when[0] == situation.when[1]
