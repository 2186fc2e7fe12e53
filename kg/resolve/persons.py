"""Persons of all articles whose full name the vocabulary does not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from kg.records import Chain, Entity, MentionType
from kg.resolve.collection import Collection
from kg.resolve.decisions import reference
from kg.resolve.known_persons import Bearer, completeness, known_states, states_of
from kg.resolve.names.person_names import PersonName, parse_person
from kg.resolve.naming import Draft, canonical_name
from kg.resolve.person_blocks import block_keys
from kg.resolve.posts import PostKey, tenure_keys
from kg.vocabulary import Vocabulary


@dataclass(frozen=True)  # without slots, for what is worked out once
class Person:
    """All chains that write one full name in one way and do not contradict each other.

    A person with `known` and without chains is a name of the vocabulary, there to be met.
    `keys` are the blocks of the name.
    """

    name: PersonName
    keys: tuple[str, ...]
    bearers: tuple[Bearer, ...] = ()
    known: str = ""
    states: frozenset[str] = frozenset()
    posts: frozenset[PostKey] = frozenset()
    group: str = ""

    @property
    def shown(self) -> str:
        """What a judgement points at: the first chain, or the known entity."""
        return self.bearers[0].chain.id if self.bearers else self.known

    @property
    def chains(self) -> tuple[Chain, ...]:
        return tuple(bearer.chain for bearer in self.bearers)

    @cached_property
    def references(self) -> tuple[str, ...]:
        if self.known:
            return (self.known,)
        return (*sorted({reference(bearer.name.text) for bearer in self.bearers}), self.group)


def persons_of(case: Collection, bearers: Iterable[Bearer]) -> list[Person]:
    """Persons by name, namesakes in different states apart; in a fixed order."""
    grouped: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        group = case.groups[bearer.chain.id]
        grouped["" if group else bearer.name.key, group].append(bearer)
    persons = []
    for (_, group), members in sorted(grouped.items()):
        parts = [members] if group else _by_state(case, members)
        persons += [_person(case, part, group) for part in parts]
    return persons


def _person(case: Collection, bearers: list[Bearer], group: str) -> Person:
    posts = frozenset[PostKey]().union(*map(case.posts_of, bearers))
    first = min(bearers, key=lambda b: (-completeness(b.name), b.name.text, b.name.key))
    keys = first.keys or block_keys(first.name)
    return Person(first.name, keys, tuple(bearers), "", states_of(posts, case), posts, group)


def _by_state(case: Collection, bearers: list[Bearer]) -> list[list[Bearer]]:
    """Namesakes told apart: chains whose posts share a state, directly or through others.

    Chains that say nothing go with the namesake that most articles write about.
    """
    parts: list[tuple[set[str], list[Bearer]]] = []
    silent: list[Bearer] = []
    for bearer in bearers:
        states = set(states_of(case.posts_of(bearer), case)) if bearer.posts else set()
        if not states:
            silent.append(bearer)
            continue
        touching = [part for part in parts if part[0] & states]
        for part in touching:
            parts.remove(part)
            states |= part[0]
        parts.append((states, [b for _, held in touching for b in held] + [bearer]))
    groups = sorted((sorted(held, key=_order) for _, held in parts), key=_size_first)
    if not groups:
        return [silent]
    return [[*groups[0], *silent], *groups[1:]]


def _order(bearer: Bearer) -> tuple[str, str, str]:
    chain = bearer.chain
    return str(chain.published or "9999"), chain.document, chain.id


def _size_first(bearers: list[Bearer]) -> tuple[int, tuple[str, str, str]]:
    return -len(bearers), _order(bearers[0])


@lru_cache(maxsize=4)
def vocabulary_persons(vocabulary: Vocabulary) -> tuple[Person, ...]:
    """One per name of every known person that decides alone."""
    return tuple(
        Person(
            name,
            block_keys(name),
            known=known.id,
            states=known_states(vocabulary, known),
            posts=frozenset(k for t in known.tenures for k in tenure_keys(vocabulary, t)),
        )
        for known in vocabulary
        if known.type is MentionType.PERSON
        for text in known.names
        if not known.is_ambiguous(text) and (name := parse_person(text)).full
    )


def draft_of(case: Collection, persons: Sequence[Person]) -> Draft:
    """The entity that persons of one cluster are to become."""
    names = [bearer.name for person in persons for bearer in person.bearers]
    full = {name.text: completeness(name) for name in names}
    texts = [name.text for name in names]
    group = next((person.group for person in persons if person.group), "")
    label = case.rulings.label_for(group, texts) or canonical_name(texts, full.__getitem__)
    states = sorted(state for person in persons for state in person.states)
    chains = tuple(chain for person in persons for chain in person.chains)
    return Draft(label, MentionType.PERSON, chains, states[0] if states else "")


def new_entity(identifier: str, draft: Draft) -> Entity:
    return Entity(identifier, MentionType.PERSON, draft.label, (draft.label,))


def collect_names(case: Collection, bearers: Iterable[Bearer]) -> None:
    """Every way the articles write a person becomes a name of the entity."""
    observed = {entity: set(names) for entity, names in case.written.items()}
    for bearer in bearers:
        observed.setdefault(case.entity_of(bearer.chain.id), set()).update(bearer.written)
    for identifier, names in sorted(observed.items()):
        entity = case.entity(identifier)
        if entity and entity.type is MentionType.PERSON:
            others = sorted(names - set(entity.names))
            case.replace(replace(entity, names=(*entity.names, *others)))
