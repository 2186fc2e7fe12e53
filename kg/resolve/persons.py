"""Persons with a full name: the vocabulary's, and the others by their variants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from kg.records import Chain, Entity, MentionType, Verdict
from kg.resolve.case import BY_USER, DECIDED, Case
from kg.resolve.clusters import Clustering, ScoredPair, cluster
from kg.resolve.comparison import (
    NEAR_MISS_FROM,
    SAME_FROM,
    UNSURE_FROM,
    compare_persons,
)
from kg.resolve.decisions import reference
from kg.resolve.naming import Unnamed, canonical_name, entity_ids
from kg.resolve.person_blocks import block_keys, pairs_in_blocks
from kg.resolve.person_names import PersonName, parse_person
from kg.resolve.posts import PostKey, post_keys, state_of_known, tenure_keys
from kg.resolve.scores import Score
from kg.resolve.titles import is_shared, is_stateless
from kg.vocabulary import KnownEntity, Vocabulary

_BY = "persons.v1"
_LIFTABLE_FROM = 0.7  # from here on, a post in common settles what the names leave open
_LIFTED = 0.9
_OTHER_STATE = 0.65


@dataclass(frozen=True)  # without slots, for what is worked out once
class Person:
    """All chains that write one full name in one way and do not contradict each other.

    A person with `known` and without chains is a name of the vocabulary, there to be met.
    """

    name: PersonName
    chains: tuple[Chain, ...] = ()
    known: str = ""
    states: frozenset[str] = frozenset()
    posts: frozenset[PostKey] = frozenset()
    group: str = ""

    @property
    def shown(self) -> str:
        """What a judgement points at: the first chain, or the known entity."""
        return self.chains[0].id if self.chains else self.known

    @cached_property
    def references(self) -> tuple[str, ...]:
        if self.known:
            return (self.known,)
        return (*sorted({reference(full_name(c).text) for c in self.chains}), self.group)


def full_name(chain: Chain) -> PersonName:
    """The most complete name of a chain that agrees with its first full name."""
    return _fullest(chain.names)


@lru_cache(maxsize=200_000)
def _fullest(written: tuple[str, ...]) -> PersonName:
    names = [parse_person(name) for name in written]
    full = [name for name in names if name.full] or names[:1]
    agreeing = [n for n in full if compare_persons(full[0], n).verdict is Verdict.SAME]
    return max(agreeing or full[:1], key=completeness)


def completeness(name: PersonName) -> float:
    """Family name and given names count one each, an initial half."""
    return 1 + sum(0.5 if len(part) == 1 else 1.0 for part in name.given)


def link_persons(case: Case) -> None:
    """Link chains of type PERSON that have a full name, or that the user has grouped."""
    named = [c for c in case.open_chains(MentionType.PERSON) if c.names]
    unknown = [
        chain
        for chain in named
        if not _link_known(case, chain) and (full_name(chain).full or case.groups[chain.id])
    ]
    persons = _persons(case, unknown)
    persons += _met_in_vocabulary(case.vocabulary, persons)
    pairs = list(_compare_all(persons))

    def conflict(i: int, j: int) -> bool:
        return _conflict(case, persons[i], persons[j])

    likely = [pair for pair in pairs if pair.score >= SAME_FROM]
    clustering = cluster(len(persons), [*_same_group(persons), *likely], conflict)
    entities = _name(case, persons, clustering)
    _judge(case, persons, clustering, entities, pairs)
    _collect_names(case, named)


def _link_known(case: Case, chain: Chain) -> bool:
    """A name of the vocabulary that decides alone, unless the article speaks against it."""
    if case.groups[chain.id]:
        return False
    head = full_name(chain)
    for text in dict.fromkeys((head.text, *chain.names)):
        found = [
            e
            for e in case.vocabulary.called(text)
            if e.type is MentionType.PERSON and not e.is_ambiguous(text)
        ]
        fitting = [e for e in found if _fits(case, chain, e)]
        if len(fitting) == 1:
            case.link_known(chain, fitting[0], Score.KNOWN_NAME)
            return True
    return False


def _fits(case: Case, chain: Chain, known: KnownEntity) -> bool:
    """False if the user forbids it, or the chain's posts are in other states.

    A post that the reader attached to the wrong state is more common than a namesake of a
    known leader: an article that names the leader's own state is about the leader.
    """
    if case.forbids(chain, known.id):
        return False
    here, own = _states(post_keys(case, chain), case), known_states(case.vocabulary, known)
    if not here or not own or here & own:
        return True
    return not own.isdisjoint(case.states_in(chain.document))


def _states(posts: Iterable[PostKey], case: Case) -> frozenset[str]:
    """The states that somebody with these posts serves; an ambassador's is not sure."""
    owners = {owner for title, owner in posts if owner and not is_stateless(title)}
    return frozenset(case.state_of(owner) for owner in owners) - {""}


@lru_cache(maxsize=20_000)
def known_states(vocabulary: Vocabulary, known: KnownEntity) -> frozenset[str]:
    bodies = [*(tenure.body for tenure in known.tenures), known.parent]
    return frozenset(state_of_known(vocabulary, body) for body in bodies) - {""}


def _persons(case: Case, chains: Sequence[Chain]) -> list[Person]:
    grouped: dict[tuple[str, str], list[Chain]] = defaultdict(list)
    for chain in chains:
        group = case.groups[chain.id]
        grouped["" if group else full_name(chain).key, group].append(chain)
    persons = []
    for (_, group), members in sorted(grouped.items()):
        parts = [members] if group else _by_state(case, members)
        persons += [_person(case, part, group) for part in parts]
    return persons


def _person(case: Case, chains: list[Chain], group: str) -> Person:
    posts = frozenset[PostKey]().union(*(post_keys(case, chain) for chain in chains))
    names = sorted((full_name(chain) for chain in chains), key=lambda n: (n.text, n.key))
    name = max(names, key=completeness)
    return Person(name, tuple(chains), "", _states(posts, case), posts, group)


def _by_state(case: Case, chains: list[Chain]) -> list[list[Chain]]:
    """Namesakes told apart: chains whose posts share a state, directly or through others.

    Chains that say nothing go with the namesake that most articles write about.
    """
    parts: list[tuple[set[str], list[Chain]]] = []
    silent: list[Chain] = []
    for chain in chains:
        states = set(_states(post_keys(case, chain), case))
        if not states:
            silent.append(chain)
            continue
        touching = [part for part in parts if part[0] & states]
        for part in touching:
            parts.remove(part)
            states |= part[0]
        parts.append((states, [c for _, held in touching for c in held] + [chain]))
    groups = sorted((sorted(held, key=_order) for _, held in parts), key=_size_first)
    if not groups:
        return [silent]
    return [[*groups[0], *silent], *groups[1:]]


def _order(chain: Chain) -> tuple[str, str, str]:
    return str(chain.published or "9999"), chain.document, chain.id


def _size_first(chains: list[Chain]) -> tuple[int, tuple[str, str, str]]:
    return -len(chains), _order(chains[0])


@lru_cache(maxsize=4)
def _vocabulary_persons(vocabulary: Vocabulary) -> tuple[Person, ...]:
    """One per name of every known person that decides alone."""
    return tuple(
        Person(
            name,
            known=known.id,
            states=known_states(vocabulary, known),
            posts=frozenset(k for t in known.tenures for k in tenure_keys(vocabulary, t)),
        )
        for known in vocabulary
        if known.type is MentionType.PERSON
        for text in known.names
        if not known.is_ambiguous(text) and (name := parse_person(text)).full
    )


def _met_in_vocabulary(vocabulary: Vocabulary, persons: Sequence[Person]) -> list[Person]:
    keys = {key for person in persons for key in block_keys(person.name)}
    known = _vocabulary_persons(vocabulary)
    return [person for person in known if not keys.isdisjoint(block_keys(person.name))]


def _compare_all(persons: Sequence[Person]) -> Iterator[ScoredPair]:
    for i, j in pairs_in_blocks([person.name for person in persons]):
        left, right = persons[i], persons[j]
        if not (left.known and right.known):
            score, reason = _compare(left, right)
            if score >= NEAR_MISS_FROM:
                yield ScoredPair(i, j, score, reason)


def _compare(left: Person, right: Person) -> tuple[float, str]:
    """The names' score, corrected by what the articles say about posts."""
    found = compare_persons(left.name, right.name)
    if found.score < UNSURE_FROM:
        return found.score, found.reason
    if _states_differ(left, right):
        return min(found.score, _OTHER_STATE), f"{found.reason}, but posts in different states"
    shared = sorted(post for post in left.posts & right.posts if not is_shared(post[0]))
    if shared and _LIFTABLE_FROM <= found.score < SAME_FROM:
        title, owner = shared[0]
        return _LIFTED, f"{found.reason}, and the same post ({title}, {owner})"
    return found.score, found.reason


def _states_differ(left: Person, right: Person) -> bool:
    return bool(left.states and right.states and left.states.isdisjoint(right.states))


def _same_group(persons: Sequence[Person]) -> Iterator[ScoredPair]:
    """What the user joined; a group has one person, so only others may hold its name."""
    by_reference = {p.group: number for number, p in enumerate(persons) if p.group}
    for number, person in enumerate(persons):
        for ref in person.references:
            other = by_reference.get(ref, number) if not person.known else number
            if other != number:
                left, right = sorted((number, other))
                yield ScoredPair(left, right, 1.0, DECIDED)


def _forbidden(case: Case, person: Person, known: str) -> bool:
    refs = person.references
    return any(case.rulings.forbids(ref, known) for ref in refs)


def _conflict(case: Case, left: Person, right: Person) -> bool:
    if case.rulings.keep_apart(left.references, right.references):
        return True
    if any(a.known and _forbidden(case, b, a.known) for a, b in ((left, right), (right, left))):
        return True
    if left.known and right.known:
        return left.known != right.known
    if left.group or right.group:
        return False
    return _states_differ(left, right) or _compare(left, right)[0] < UNSURE_FROM


def _name(case: Case, persons: Sequence[Person], clustering: Clustering) -> dict[int, str]:
    """Create the entities; returns the entity id of every person."""
    members: dict[int, list[int]] = defaultdict(list)
    for number, root in enumerate(clustering.root):
        members[root].append(number)
    given: dict[int, str] = {}
    drafts: list[tuple[Unnamed, list[int]]] = []
    for numbers in members.values():
        chains = tuple(chain for number in numbers for chain in persons[number].chains)
        known = next((persons[n].known for n in numbers if persons[n].known), "")
        if known:
            given.update(dict.fromkeys(numbers, known))
            for chain in chains:
                case.link_known(chain, case.vocabulary.entities[known], Score.KNOWN_VARIANT)
        else:
            texts = [full_name(chain).text for chain in chains]
            group = next((persons[n].group for n in numbers if persons[n].group), "")
            label = case.rulings.label_for(group, texts)
            label = label or canonical_name(texts, _shown_completeness)
            states = sorted(s for n in numbers for s in persons[n].states)
            draft = Unnamed(label, MentionType.PERSON, chains, states[0] if states else "")
            drafts.append((draft, numbers))
    ids = entity_ids([draft for draft, _ in drafts], case.is_taken)
    for identifier, (draft, numbers) in zip(ids, drafts, strict=True):
        entity = Entity(identifier, MentionType.PERSON, draft.label, (draft.label,))
        for chain in draft.chains:
            case.link(chain, entity, Score.SAME_NAME)
        given.update(dict.fromkeys(numbers, identifier))
    return given


def _shown_completeness(text: str) -> float:
    return completeness(parse_person(text))


def _judge(
    case: Case,
    persons: Sequence[Person],
    clustering: Clustering,
    entities: dict[int, str],
    pairs: Iterable[ScoredPair],
) -> None:
    for person in persons:
        _judge_spellings(case, person)
    for pair in clustering.accepted:
        by = BY_USER if pair.reason == DECIDED else _BY
        left, right = persons[pair.left].shown, persons[pair.right].shown
        case.judge(left, right, Verdict.SAME, score=pair.score, reason=pair.reason, by=by)
    for pair in pairs:
        left, right = entities[pair.left], entities[pair.right]
        if left != right:
            verdict = Verdict.UNSURE if pair.score >= UNSURE_FROM else Verdict.DIFFERENT
            case.judge(left, right, verdict, score=pair.score, reason=pair.reason, by=_BY)


def _judge_spellings(case: Case, person: Person) -> None:
    """Chains that meet in one key, or in one decision, without writing the name alike."""
    first: dict[str, tuple[str, PersonName]] = {}
    for chain in person.chains:
        name = full_name(chain)
        first.setdefault(name.text, (chain.id, name))
    if len(first) < 2:
        return
    (main, name), *others = first.values()
    for other, spelled in others:
        found = compare_persons(name, spelled)
        by, reason = (BY_USER, DECIDED) if person.group else (_BY, found.reason)
        score = 1.0 if person.group else found.score
        case.judge(main, other, Verdict.SAME, score=score, reason=reason, by=by)


def _collect_names(case: Case, chains: Iterable[Chain]) -> None:
    """Every way the articles write a person becomes a name of the entity."""
    observed: dict[str, set[str]] = defaultdict(set)
    for chain in chains:
        if case.entity_of(chain.id):
            observed[case.entity_of(chain.id)].update(_agreeing_names(chain))
    for identifier, names in sorted(observed.items()):
        entity = case.entity(identifier)
        if entity and entity.type is MentionType.PERSON:
            others = sorted(names - set(entity.names))
            case.replace(replace(entity, names=(*entity.names, *others)))


def _agreeing_names(chain: Chain) -> Iterator[str]:
    """Names without titles; one that contradicts the head is a slip of coreference."""
    head = full_name(chain)
    for name in map(parse_person, chain.names):
        if not name.full or compare_persons(head, name).verdict is not Verdict.DIFFERENT:
            yield name.text
