"""Which full names mean one person, over all articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.records import Verdict
from kg.resolve.case import BY_USER, DECIDED
from kg.resolve.clusters import ScoredPair, cluster
from kg.resolve.collection import Collection
from kg.resolve.names.comparison import (
    NEAR_MISS_FROM,
    SAME_FROM,
    SPEAKS_AGAINST,
    UNSURE_FROM,
    Comparison,
    compare_persons,
)
from kg.resolve.names.evidence import Circumstances, weigh
from kg.resolve.names.person_names import PersonName
from kg.resolve.names.titles import is_shared
from kg.resolve.naming import Draft
from kg.resolve.near import Known, Near, near_pairs
from kg.resolve.outcome import judge_pairs, name_clusters
from kg.resolve.person_blocks import cutting
from kg.resolve.persons import (
    Person,
    collect_names,
    draft_of,
    new_entity,
    persons_of,
    vocabulary_persons,
)
from kg.vocabulary import Vocabulary

_BY = "persons.v1"


def join_persons(case: Collection, before: Near) -> Near:
    """Link persons with a full name, or that the user has grouped.

    Returns the near pairs of names, for the next run.
    """
    unlinked = (b for b in case.persons if not case.entity_of(b.chain.id))
    open_ = [b for b in unlinked if b.name.full or case.groups[b.chain.id]]
    persons = persons_of(case, open_)
    near, met = _near(case, persons, before)
    persons += met
    pairs = list(_pairs(persons, near))

    def conflict(i: int, j: int) -> bool:
        return _conflict(case, persons[i], persons[j])

    likely = [pair for pair in pairs if pair.score >= SAME_FROM]
    clustering = cluster(len(persons), [*_same_group(persons), *likely], conflict)

    def draft(members: Sequence[Person]) -> Draft:
        return draft_of(case, members)

    entities = name_clusters(case, persons, clustering, draft, new_entity)
    for person in persons:
        _judge_spellings(case, person)
    judge_pairs(case, persons, clustering, entities, pairs, _BY)
    collect_names(case, open_)
    return near


def _id(name: PersonName) -> str:
    return f"{name.text}\t{name.key}"


@lru_cache(maxsize=4)
def _known_persons(vocabulary: Vocabulary) -> tuple[dict[str, list[Person]], Known]:
    """The vocabulary's persons by the id of the name."""
    named: dict[str, list[Person]] = defaultdict(list)
    for person in vocabulary_persons(vocabulary):
        named[_id(person.name)].append(person)
    return dict(named), Known.of({one: persons[0].keys for one, persons in named.items()})


def _near(case: Collection, persons: Sequence[Person], before: Near) -> tuple[Near, list[Person]]:
    """Near pairs of names, and the persons of the vocabulary who may be meant."""
    named, known = _known_persons(case.vocabulary)
    written = {_id(person.name): person for person in persons}

    def name(one: str) -> PersonName:
        person = written.get(one)
        return person.name if person else named[one][0].name

    def compare(a: str, b: str) -> Comparison:
        return compare_persons(name(a), name(b))

    keys = {one: person.keys for one, person in written.items()}
    near = near_pairs(keys, known, cutting(name), compare, before)
    met = written.keys() | {one for pair in near.pairs for one in pair}
    return near, [person for one in sorted(met & named.keys()) for person in named[one]]


def _pairs(persons: Sequence[Person], near: Near) -> Iterator[ScoredPair]:
    """The near pairs of names as pairs of persons; namesakes are pairs too."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        numbers[_id(person.name)].append(number)
    for same in numbers.values():
        for place, i in enumerate(same):
            for j in same[place + 1 :]:
                yield from _pair(persons, i, j)
    for a, b in near.pairs:
        for i in numbers.get(a, ()):
            for j in numbers.get(b, ()):
                yield from _pair(persons, *sorted((i, j)))


def _pair(persons: Sequence[Person], i: int, j: int) -> Iterator[ScoredPair]:
    left, right = persons[i], persons[j]
    if not (left.known and right.known):
        found = _compare(left, right)
        if found.score >= NEAR_MISS_FROM:
            yield ScoredPair(i, j, found.score, found.reason)


def _compare(left: Person, right: Person) -> Comparison:
    """The names' score, corrected by what the articles say about posts."""
    found = compare_persons(left.name, right.name)
    if found.score < UNSURE_FROM:
        return found
    shared = sorted(left.posts & right.posts)
    posts = tuple(f"{title}, {owner}" for title, owner in shared if not is_shared(title))
    return weigh(found, Circumstances(posts=posts, posts_apart=_states_differ(left, right)))


def _states_differ(left: Person, right: Person) -> bool:
    return bool(left.states and right.states and left.states.isdisjoint(right.states))


def _same_group(persons: Sequence[Person]) -> Iterator[ScoredPair]:
    """What the user joined; a group has one person, so only others may hold its name."""
    by_reference = {p.group: number for number, p in enumerate(persons) if p.group}
    for number, person in enumerate(persons if by_reference else ()):
        for ref in person.references:
            other = by_reference.get(ref, number) if not person.known else number
            if other != number:
                left, right = sorted((number, other))
                yield ScoredPair(left, right, 1.0, DECIDED)


def _conflict(case: Collection, left: Person, right: Person) -> bool:
    if case.rulings.part(left, right):
        return True
    if left.known and right.known:
        return left.known != right.known
    if left.group or right.group:
        return False
    return _states_differ(left, right) or _compare(left, right).score < SPEAKS_AGAINST


def _judge_spellings(case: Collection, person: Person) -> None:
    """Chains that meet in one key, or in one decision, without writing the name alike."""
    first: dict[str, tuple[str, PersonName]] = {}
    for bearer in person.bearers:
        first.setdefault(bearer.name.text, (bearer.chain.id, bearer.name))
    if len(first) < 2:
        return
    (main, name), *others = first.values()
    for other, spelled in others:
        found = compare_persons(name, spelled)
        by, reason = (BY_USER, DECIDED) if person.group else (_BY, found.reason)
        score = 1.0 if person.group else found.score
        case.judge(main, other, Verdict.SAME, score=score, reason=reason, by=by)
