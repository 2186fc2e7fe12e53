"""Which names of states, places and organizations mean one, over all articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kg.records import PUBLISHER, MentionType, Verdict
from kg.resolve.actors import (
    Actor,
    Undecided,
    actors_of,
    draft_of,
    known_abbreviations,
    new_entity,
)
from kg.resolve.ambiguous_bodies import may_be_of
from kg.resolve.case import BY_USER, DECIDED
from kg.resolve.clusters import ScoredPair, cluster
from kg.resolve.collection import Collection
from kg.resolve.free import head_name, link_alone
from kg.resolve.names.body_names import body_key, compare_bodies, is_abbreviated
from kg.resolve.names.comparison import (
    NEAR_MISS_FROM,
    SAME_FROM,
    SPEAKS_AGAINST,
    UNSURE_FROM,
)
from kg.resolve.names.spelling import skeleton
from kg.resolve.naming import Draft
from kg.resolve.near import Cutting, Known, Near, near_pairs
from kg.resolve.outcome import judge_pairs, name_clusters
from kg.vocabulary import Vocabulary, surface

_BY = "bodies.v1"
_SAME_KEY = "same name but for capitals, hyphens, legal form or spelling of English"


def join_actors(case: Collection, kind: MentionType, before: Near) -> Near:
    """Give one entity to all chains of this type that share a name, or write it almost alike.

    Returns the near pairs of names, for the next run.
    """
    actors, undecided = actors_of(case, case.names.get(kind, ()))
    near = _near(case, kind, actors, before)
    keys = {key for actor in actors for key in (actor.key,)} | {k for p in near.pairs for k in p}
    called = _known_names(case.vocabulary, kind)[0]
    actors += [
        Actor(key, (), known=identifier, known_name=name)
        for key in sorted(keys & called.keys())
        for identifier, name in called[key]
    ]
    actors += known_abbreviations(case, {actor.key for actor in actors if actor.short})
    pairs = sorted(
        {*_pairs(actors, near), *_abbreviations(actors)},
        key=lambda p: (p.left, p.right, -p.score, p.reason),
    )

    def conflict(i: int, j: int) -> bool:
        return _conflict(case, actors[i], actors[j])

    likely = (pair for pair in pairs if pair.score >= SAME_FROM)
    clustering = cluster(len(actors), [*_same_group(actors), *likely], conflict)

    def draft(members: Sequence[Actor]) -> Draft:
        return draft_of(case, members, kind)

    entities = name_clusters(case, actors, clustering, draft, new_entity)
    for actor in actors:
        _judge_spellings(case, actor)
    judge_pairs(case, actors, clustering, entities, pairs, _BY)
    _link_undecided(case, undecided, actors, entities, kind)
    return near


@lru_cache(maxsize=8)
def _known_names(
    vocabulary: Vocabulary, kind: MentionType
) -> tuple[dict[str, list[tuple[str, str]]], Known]:
    """Id and name, by key, of all names that decide alone, for entries of this type."""
    called: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entity in vocabulary:
        if entity.type is kind:
            for name in entity.names:
                if not entity.is_ambiguous(name) and not is_abbreviated(name):
                    called[body_key(name)].append((entity.id, name))
    return dict(called), Known.of({key: (_block(key),) for key in called})


def _near(case: Collection, kind: MentionType, actors: Sequence[Actor], before: Near) -> Near:
    """Keys that are nearly alike; abbreviations that look alike are no variants of each other."""
    written = {actor.key for actor in actors if not actor.short}
    names = {key: before.names.get(key) or (_block(key),) for key in sorted(written)}
    cutting = Cutting(_parts, str, most=60, window=60)
    known = _known_names(case.vocabulary, kind)[1]
    return near_pairs(names, known, cutting, compare_bodies, before)


def _block(key: str) -> str:
    return skeleton(key.replace(" ", "")[:12])[:4]


def _parts(key: str) -> tuple[str]:
    words = key.split()
    return (f"{len(words)} {skeleton(words[-1])[:3]}",)


def _pairs(actors: Sequence[Actor], near: Near) -> Iterator[ScoredPair]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, actor in enumerate(actors):
        if not actor.short:
            numbers[actor.key].append(number)
    for same in numbers.values():
        for place, i in enumerate(same):
            for j in same[place + 1 :]:
                if not (actors[i].known and actors[j].known):
                    yield ScoredPair(i, j, 0.97, _SAME_KEY)
    for (a, b), found in near.pairs.items():
        for i in numbers.get(a, ()):
            for j in numbers.get(b, ()):
                known = bool(actors[i].known) + bool(actors[j].known)
                if known < 2 and found.score >= (UNSURE_FROM if known else NEAR_MISS_FROM):
                    yield ScoredPair(min(i, j), max(i, j), found.score, found.reason)


def _abbreviations(actors: Sequence[Actor]) -> Iterator[ScoredPair]:
    """An abbreviation is a long name only if some article gives the two as one actor."""
    spelled_out: dict[str, set[int]] = defaultdict(set)
    for number, actor in enumerate(actors):
        if actor.known and actor.short:
            spelled_out[actor.key].add(number)
        for row in actor.rows:
            for key in row.spelled:
                spelled_out[key].add(number)
    for number, actor in enumerate(actors):
        if not actor.short or actor.known:
            continue
        longs = spelled_out.get(actor.key, set()) - {number}
        for other in sorted(longs):
            i, j = sorted((number, other))
            if len(longs) == 1:
                yield ScoredPair(i, j, 0.9, "an article gives the abbreviation with this name")
            else:
                yield ScoredPair(i, j, 0.65, "the abbreviation stands for several names")


def _same_group(actors: Sequence[Actor]) -> Iterator[ScoredPair]:
    """What the user joined; a group has one actor, so only others may hold its name."""
    by_reference = {a.group: i for i, a in enumerate(actors) if a.group}
    for number, actor in enumerate(actors if by_reference else ()):
        for ref in actor.references[:-1]:
            other = by_reference.get(ref, number)
            if other != number:
                left, right = sorted((number, other))
                yield ScoredPair(left, right, 1.0, DECIDED)


def _conflict(case: Collection, left: Actor, right: Actor) -> bool:
    if case.rulings.part(left, right):
        return True
    if left.known and right.known:
        return left.known != right.known
    if left.group or right.group:
        return False
    if _of_another_state(case, left, right) or _of_another_state(case, right, left):
        return True
    if left.owner and right.owner and left.owner != right.owner:
        return True
    if left.short != right.short:
        return False
    return compare_bodies(left.key, right.key).score < SPEAKS_AGAINST


def _of_another_state(case: Collection, known: Actor, other: Actor) -> bool:
    """Canada's Tories are not the party that the vocabulary knows by this name."""
    if not known.known or not other.owner:
        return False
    entity, state = case.vocabulary.entities[known.known], case.state_of(other.owner)
    return bool(state) and not may_be_of(case, entity, state)


def _judge_spellings(case: Collection, actor: Actor) -> None:
    """Chains that meet in one key without writing the name alike."""
    if len(set(actor.heads)) < 2:
        return
    first: dict[str, str] = {}
    for row in actor.rows:
        if not row.chain.id.startswith(PUBLISHER):
            first.setdefault(surface(row.head), row.chain.id)
    main, *others = first.values() or ("",)
    for other in others:
        by, reason = (BY_USER, DECIDED) if actor.group else (_BY, _SAME_KEY)
        score = 1.0 if actor.group else 0.97
        case.judge(main, other, Verdict.SAME, score=score, reason=reason, by=by)


def _link_undecided(
    case: Collection,
    undecided: Iterable[Undecided],
    actors: Sequence[Actor],
    entities: dict[int, str],
    kind: MentionType,
) -> None:
    """Names that several owners have are entities of their articles, and may be any of these."""
    rivals = {(actor.key, actor.owner): entities[n] for n, actor in enumerate(actors)}
    for chain, owners in undecided:
        name = head_name(chain)
        link_alone(case, chain, name, kind)
        for owner in sorted(owners):
            case.judge(
                case.entity_of(chain.id),
                rivals[body_key(name), owner],
                Verdict.UNSURE,
                score=0.5,
                reason=f"several states have a '{name}'",
                by=_BY,
            )
