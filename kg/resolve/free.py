"""States, places and organizations that the vocabulary does not know: joined by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.records import PUBLISHER, Chain, Entity, MentionType, Verdict
from kg.resolve.body_names import abbreviates, body_key, compare_bodies, is_abbreviated
from kg.resolve.case import BY_USER, DECIDED, Case, document_scoped_id
from kg.resolve.clusters import Clustering, ScoredPair, cluster
from kg.resolve.comparison import NEAR_MISS_FROM, SAME_FROM, UNSURE_FROM, Comparison
from kg.resolve.decisions import reference
from kg.resolve.naming import Unnamed, canonical_name, entity_ids
from kg.resolve.scores import Score
from kg.resolve.spelling import skeleton
from kg.vocabulary import Vocabulary, surface

_BY = "bodies.v1"
_MOST_PER_BLOCK = 60
_SAME_KEY = "same name but for capitals, hyphens, legal form or spelling of English"
_SPELLED_OUT = "an article gives the abbreviation with this name"


@dataclass(frozen=True)  # without slots, for what is worked out once
class _Actor:
    """All chains that write a name in one way and do not contradict each other.

    A `known` actor has no chains: it is a name of a vocabulary entry, there to be met.
    """

    key: str
    chains: tuple[Chain, ...]
    owner: str = ""
    group: str = ""
    known: str = ""
    known_name: str = ""

    @cached_property
    def heads(self) -> tuple[str, ...]:
        return tuple(head_name(chain) for chain in self.chains) or (self.known_name,)

    @property
    def shown(self) -> str:
        """What a judgement points at: a mention, or the known entity; "" for a publisher."""
        ids = [chain.id for chain in self.chains if not chain.id.startswith(PUBLISHER)]
        return ids[0] if ids else self.known

    @cached_property
    def short(self) -> bool:
        return all(map(is_abbreviated, self.heads))

    @cached_property
    def references(self) -> tuple[str, ...]:
        named = (self.known,) if self.known else sorted({reference(h) for h in self.heads})
        return (*named, self.group)


def head_name(chain: Chain) -> str:
    """The name that speaks for the chain: the first, or the long form of it if it is short.

    Later names do not decide across articles: coreference within the article may be wrong.
    """
    return _longest(chain.names)


@lru_cache(maxsize=200_000)
def _longest(names: tuple[str, ...]) -> str:
    first = names[0]
    longer = [name for name in names[1:] if _extends(first, name)]
    return max(longer, key=lambda name: (len(name.split()), name), default=first)


def _extends(first: str, other: str) -> bool:
    if is_abbreviated(first):
        return abbreviates(first, other)
    return body_key(other).startswith(body_key(first) + " ")


def link_free(
    case: Case, chains: Sequence[Chain], kind: MentionType, *, per_document: bool = False
) -> None:
    """Give every chain an entity of this type, a new one where no other chain shares it."""
    if per_document:
        for chain in chains:
            _link_alone(case, chain, kind)
        return
    actors, undecided = _actors(case, chains)
    actors += _known_actors(case, kind, {_block(actor.key) for actor in actors})
    actors += _known_abbreviations(case, {actor.key for actor in actors if actor.short})
    pairs = list(_pairs(actors))

    def conflict(i: int, j: int) -> bool:
        return _conflict(case, actors[i], actors[j])

    clustering = cluster(len(actors), [*_same_group(actors), *_likely(pairs)], conflict)
    entities = _name(case, actors, clustering, kind)
    _judge(case, actors, clustering, entities, pairs)
    for chain, owners in undecided:
        _link_undecided(case, chain, owners, actors, entities, kind)


def _link_alone(case: Case, chain: Chain, kind: MentionType) -> None:
    name = head_name(chain) if chain.names else surface(chain.nominals[0])
    entity = Entity(document_scoped_id(chain), kind, name, chain.names or (name,))
    case.link(chain, entity, Score.UNRESOLVED)


_Undecided = tuple[Chain, frozenset[str]]


def _actors(case: Case, chains: Iterable[Chain]) -> tuple[list[_Actor], list[_Undecided]]:
    """Actors by name, and chains whose name several owners have with nothing to tell."""
    named: dict[tuple[str, str], list[Chain]] = defaultdict(list)
    for chain in chains:
        group = case.groups[chain.id]
        named["" if group else body_key(head_name(chain)), group].append(chain)
    actors: list[_Actor] = []
    undecided: list[_Undecided] = []
    for (key, group), members in sorted(named.items()):
        if group:
            key = min(body_key(head_name(chain)) for chain in members)
            actors.append(_Actor(key, tuple(members), group=group))
            continue
        found, rest = _by_owner(case, key, members)
        actors += found
        undecided += rest
    return actors, undecided


def _by_owner(case: Case, key: str, members: list[Chain]) -> tuple[list[_Actor], list[_Undecided]]:
    """One name with several owners is several bodies: two states' "Border Committee"."""
    owned: dict[str, list[Chain]] = defaultdict(list)
    for chain in members:
        owner = case.owner_of(chain)
        owned[case.state_of(owner) or owner].append(chain)
    owners = frozenset(owned) - {""}
    if len(owners) < 2:
        return [_Actor(key, tuple(members), owner="".join(owners))], []
    undecided = []
    for chain in owned.pop("", ()):
        here = owners & case.states_in(chain.document)
        if len(here) == 1:
            owned[next(iter(here))].append(chain)
        else:
            undecided.append((chain, owners))
    return [_Actor(key, tuple(c), owner) for owner, c in sorted(owned.items())], undecided


@lru_cache(maxsize=8)
def _known_names(vocabulary: Vocabulary, kind: MentionType) -> tuple[tuple[str, str, str], ...]:
    """Key, id and name of all names that decide alone, for entries of this type."""
    return tuple(
        (body_key(name), entity.id, name)
        for entity in vocabulary
        if entity.type is kind
        for name in entity.names
        if not entity.is_ambiguous(name) and not is_abbreviated(name)
    )


def _known_actors(case: Case, kind: MentionType, blocks: set[str]) -> list[_Actor]:
    """Vocabulary names that a name of the articles may be a variant of."""
    return [
        _Actor(key, (), known=identifier, known_name=name)
        for key, identifier, name in _known_names(case.vocabulary, kind)
        if _block(key) in blocks
    ]


def _known_abbreviations(case: Case, wanted: set[str]) -> list[_Actor]:
    """Abbreviations that articles give together with the name of a body already linked."""
    meant: dict[str, dict[str, str]] = defaultdict(dict)
    for chain in case.chains:
        known = case.vocabulary.get(case.entity_of(chain.id))
        if known and known.type is MentionType.ORGANIZATION:
            for name in chain.names:
                if body_key(name) in wanted and _is_spelled_out(name, chain):
                    meant[body_key(name)][known.id] = name
    return [
        _Actor(key, (), known=identifier, known_name=name)
        for key, entities in sorted(meant.items())
        for identifier, name in entities.items()
        if len(entities) == 1
    ]


def _is_spelled_out(name: str, chain: Chain) -> bool:
    return is_abbreviated(name) and any(abbreviates(name, other) for other in chain.names)


def _block(key: str) -> str:
    return skeleton(key.replace(" ", "")[:12])[:4]


def _pairs(actors: Sequence[_Actor]) -> Iterator[ScoredPair]:
    """Pairs worth a look: names that begin alike, and abbreviations with their long form."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, actor in enumerate(actors):
        blocks[_block(actor.key)].append(number)
    for members in _small(blocks, actors):
        for place, i in enumerate(members):
            for j in members[place + 1 :]:
                if actors[i].short or actors[j].short or (actors[i].known and actors[j].known):
                    continue  # abbreviations that look alike are no variants of each other
                found = _compare(actors[i], actors[j])
                known = actors[i].known or actors[j].known
                if found.score >= (UNSURE_FROM if known else NEAR_MISS_FROM):
                    yield ScoredPair(i, j, found.score, found.reason)
    yield from _abbreviations(actors)


def _compare(left: _Actor, right: _Actor) -> Comparison:
    if left.key == right.key:
        return Comparison(0.97, _SAME_KEY)
    return compare_bodies(left.key, right.key)


def _small(blocks: dict[str, list[int]], actors: Sequence[_Actor]) -> Iterator[list[int]]:
    """Blocks small enough to compare all pairs: big ones are cut by the end of the name."""
    for _, members in sorted(blocks.items()):
        if len(members) <= _MOST_PER_BLOCK:
            yield members
            continue
        cut: dict[tuple[int, str], list[int]] = defaultdict(list)
        for number in members:
            words = actors[number].key.split()
            cut[len(words), skeleton(words[-1])[:3]].append(number)
        # What is still too many has nothing but a common beginning and end: neighbours only.
        for _, part in sorted(cut.items()):
            step = _MOST_PER_BLOCK
            yield from (part[at : at + step] for at in range(0, len(part), step))


def _abbreviations(actors: Sequence[_Actor]) -> Iterator[ScoredPair]:
    """An abbreviation is a long name only if some article gives the two as one actor."""
    spelled_out: dict[str, set[int]] = defaultdict(set)
    for number, actor in enumerate(actors):
        if actor.known and actor.short:
            spelled_out[actor.key].add(number)
        for chain in actor.chains:
            for name in chain.names:
                if _is_spelled_out(name, chain):
                    spelled_out[body_key(name)].add(number)
    for number, actor in enumerate(actors):
        longs = spelled_out.get(actor.key, set()) - {number}
        if not actor.short or actor.known:
            continue
        for other in sorted(longs):
            i, j = sorted((number, other))
            if len(longs) == 1:
                yield ScoredPair(i, j, 0.9, _SPELLED_OUT)
            else:
                yield ScoredPair(i, j, 0.65, "the abbreviation stands for several names")


def _same_group(actors: Sequence[_Actor]) -> Iterator[ScoredPair]:
    """What the user joined; a group has one actor, so only others may hold its name."""
    by_reference = {a.group: i for i, a in enumerate(actors) if a.group}
    for number, actor in enumerate(actors):
        for ref in actor.references[:-1]:
            other = by_reference.get(ref, number)
            if other != number:
                left, right = sorted((number, other))
                yield ScoredPair(left, right, 1.0, DECIDED)


def _likely(pairs: Iterable[ScoredPair]) -> Iterator[ScoredPair]:
    return (pair for pair in pairs if pair.score >= SAME_FROM)


def _forbidden(case: Case, actor: _Actor, known: str) -> bool:
    refs = actor.references
    return any(case.rulings.forbids(ref, known) for ref in refs)


def _conflict(case: Case, left: _Actor, right: _Actor) -> bool:
    if case.rulings.keep_apart(left.references, right.references):
        return True
    if any(a.known and _forbidden(case, b, a.known) for a, b in ((left, right), (right, left))):
        return True
    if left.known and right.known:
        return left.known != right.known
    if left.group or right.group:
        return False
    if left.owner and right.owner and left.owner != right.owner:
        return True
    if left.short != right.short:
        return False
    return compare_bodies(left.key, right.key).score < UNSURE_FROM


def _name(
    case: Case, actors: Sequence[_Actor], clustering: Clustering, kind: MentionType
) -> dict[int, str]:
    """Create the entities; returns the entity id of every actor."""
    members: dict[int, list[int]] = defaultdict(list)
    for number, root in enumerate(clustering.root):
        members[root].append(number)
    given: dict[int, str] = {}
    drafts: list[tuple[Unnamed, list[int]]] = []
    for numbers in members.values():
        chains = tuple(chain for number in numbers for chain in actors[number].chains)
        known = next((actors[n].known for n in numbers if actors[n].known), "")
        if known:
            given.update(dict.fromkeys(numbers, known))
            for chain in chains:
                case.link_known(chain, case.vocabulary.entities[known], Score.KNOWN_VARIANT)
        else:
            heads = [head for number in numbers for head in actors[number].heads]
            group = next((actors[n].group for n in numbers if actors[n].group), "")
            label = case.rulings.label_for(group, heads) or canonical_name(heads, _completeness)
            drafts.append((Unnamed(label, kind, chains, actors[numbers[0]].owner), numbers))
    ids = entity_ids([draft for draft, _ in drafts], case.is_taken)
    for identifier, (draft, numbers) in zip(ids, drafts, strict=True):
        entity = _new_entity(identifier, draft)
        for chain in draft.chains:
            case.link(chain, entity, Score.SAME_NAME)
        given.update(dict.fromkeys(numbers, identifier))
    return given


def _new_entity(identifier: str, draft: Unnamed) -> Entity:
    medium = any(chain.id.startswith(PUBLISHER) for chain in draft.chains)
    names = {name for chain in draft.chains for name in chain.names} - {draft.label}
    return Entity(
        identifier,
        draft.type,
        draft.label,
        (draft.label, *sorted(names)),
        organization_type="media" if medium else "",
    )


def _completeness(name: str) -> float:
    return 0 if is_abbreviated(name) else len(body_key(name).split())


def _judge(
    case: Case,
    actors: Sequence[_Actor],
    clustering: Clustering,
    entities: dict[int, str],
    pairs: Iterable[ScoredPair],
) -> None:
    for actor in actors:
        _judge_spellings(case, actor)
    for pair in clustering.accepted:
        by = BY_USER if pair.reason == DECIDED else _BY
        left, right = (actors[n].shown for n in (pair.left, pair.right))
        if left and right:
            case.judge(left, right, Verdict.SAME, score=pair.score, reason=pair.reason, by=by)
    refused = {(pair.left, pair.right) for pair in clustering.refused}
    for pair in pairs:
        a, b = entities[pair.left], entities[pair.right]
        verdict = Verdict.UNSURE if pair.score >= UNSURE_FROM else Verdict.DIFFERENT
        if a != b and ((pair.left, pair.right) in refused or pair.score < SAME_FROM):
            case.judge(a, b, verdict, score=pair.score, reason=pair.reason, by=_BY)


def _judge_spellings(case: Case, actor: _Actor) -> None:
    """Chains that meet in one key without writing the name alike."""
    first: dict[str, str] = {}
    for chain in actor.chains:
        if not chain.id.startswith(PUBLISHER):
            first.setdefault(surface(head_name(chain)), chain.id)
    main, *others = first.values() or ("",)
    for other in others:
        by, reason = (BY_USER, DECIDED) if actor.group else (_BY, _SAME_KEY)
        score = 1.0 if actor.group else 0.97
        case.judge(main, other, Verdict.SAME, score=score, reason=reason, by=by)


def _link_undecided(
    case: Case,
    chain: Chain,
    owners: frozenset[str],
    actors: Sequence[_Actor],
    entities: dict[int, str],
    kind: MentionType,
) -> None:
    _link_alone(case, chain, kind)
    key = body_key(head_name(chain))
    for number, actor in enumerate(actors):
        if actor.key == key and actor.owner in owners:
            case.judge(
                case.entity_of(chain.id),
                entities[number],
                Verdict.UNSURE,
                score=0.5,
                reason=f"several states have a '{head_name(chain)}'",
                by=_BY,
            )
