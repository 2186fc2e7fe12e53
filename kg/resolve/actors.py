"""States, places and organizations of all articles that the vocabulary does not know, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.records import PUBLISHER, Chain, Entity, MentionType
from kg.resolve.collection import Collection
from kg.resolve.decisions import reference
from kg.resolve.free import Named
from kg.resolve.names.body_names import is_abbreviated
from kg.resolve.naming import Draft, canonical_name


@dataclass(frozen=True)  # without slots, for what is worked out once
class Actor:
    """All chains that write a name in one way and do not contradict each other.

    A `known` actor has no chains: it is a name of a vocabulary entry, there to be met.
    """

    key: str
    rows: tuple[Named, ...]
    owner: str = ""
    group: str = ""
    known: str = ""
    known_name: str = ""

    @cached_property
    def heads(self) -> tuple[str, ...]:
        return tuple(row.head for row in self.rows) or (self.known_name,)

    @property
    def chains(self) -> tuple[Chain, ...]:
        return tuple(row.chain for row in self.rows)

    @property
    def shown(self) -> str:
        """What a judgement points at: a mention, or the known entity; "" for a publisher."""
        ids = (r.chain.id for r in self.rows if not r.chain.id.startswith(PUBLISHER))
        return next(ids, self.known)

    @cached_property
    def short(self) -> bool:
        return all(map(is_abbreviated, set(self.heads)))

    @cached_property
    def references(self) -> tuple[str, ...]:
        named = (self.known,) if self.known else sorted({reference(h) for h in self.heads})
        return (*named, self.group)


Undecided = tuple[Chain, frozenset[str]]


def actors_of(case: Collection, rows: Iterable[Named]) -> tuple[list[Actor], list[Undecided]]:
    """Actors by name, and chains whose name several owners have with nothing to tell."""
    named: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for row in rows:
        group = case.groups[row.chain.id]
        named["" if group else row.key, group].append(row)
    actors: list[Actor] = []
    undecided: list[Undecided] = []
    for (key, group), members in sorted(named.items()):
        if group:
            actors.append(Actor(min(row.key for row in members), tuple(members), group=group))
            continue
        found, rest = _by_owner(case, key, members)
        actors += found
        undecided += rest
    return actors, undecided


def _by_owner(
    case: Collection, key: str, members: list[Named]
) -> tuple[list[Actor], list[Undecided]]:
    """One name with several owners is several bodies: two states' "Border Committee"."""
    owned: dict[str, list[Named]] = defaultdict(list)
    for row in members:
        owned[case.state_by_chain(row.chain)].append(row)
    owners = frozenset(owned) - {""}
    if len(owners) < 2:
        return [Actor(key, tuple(members), owner="".join(owners))], []
    undecided = []
    for row in owned.pop("", ()):
        here = owners & case.states_in(row.chain.document)
        if len(here) == 1:
            owned[next(iter(here))].append(row)
        else:
            undecided.append((row.chain, owners))
    return [Actor(key, tuple(rows), owner) for owner, rows in sorted(owned.items())], undecided


def known_abbreviations(case: Collection, wanted: set[str]) -> list[Actor]:
    """Abbreviations that articles give together with the name of a body already linked."""
    meant: dict[str, dict[str, str]] = defaultdict(dict)
    for key, name, known in sorted(case.spelled):
        if key in wanted:
            meant[key][known] = name
    return [
        Actor(key, (), known=identifier, known_name=name)
        for key, entities in sorted(meant.items())
        for identifier, name in entities.items()
        if len(entities) == 1
    ]


def draft_of(case: Collection, actors: Sequence[Actor], kind: MentionType) -> Draft:
    """The entity that actors of one cluster are to become."""
    chains = tuple(chain for actor in actors for chain in actor.chains)
    return Draft(_label(case, actors), kind, chains, actors[0].owner)


def new_entity(identifier: str, draft: Draft) -> Entity:
    medium = any(chain.id.startswith(PUBLISHER) for chain in draft.chains)
    names = {name for chain in draft.chains for name in chain.names} - {draft.label}
    return Entity(
        identifier,
        draft.type,
        draft.label,
        (draft.label, *sorted(names)),
        organization_type="media" if medium else "",
    )


def _label(case: Collection, actors: Sequence[Actor]) -> str:
    rows = [row for actor in actors for row in actor.rows]
    heads = [row.head for row in rows]
    words = {row.head: 0 if is_abbreviated(row.head) else len(row.key.split()) for row in rows}
    group = next((actor.group for actor in actors if actor.group), "")
    return case.rulings.label_for(group, heads) or canonical_name(heads, words.__getitem__)
