"""All articles together: what each has decided alone, to be completed step by step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from kg.records import Chain, Entity, Linker, MentionType
from kg.resolve.case import OPEN, Case
from kg.resolve.free import Named
from kg.resolve.known_persons import Bearer
from kg.resolve.local import Local
from kg.resolve.posts import OpenPost, PostKey
from kg.resolve.setting import Setting
from kg.resolve.unnamed import Unnamed


class Collection(Case):
    """What the articles have decided, and left: names by type, posts, persons."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.names: dict[MentionType, list[Named]] = {}
        self.posts: list[OpenPost] = []
        self.persons: list[Bearer] = []
        self.unnamed: list[Unnamed] = []
        self.spelled: set[tuple[str, str, str]] = set()
        self.pointed: list[tuple[str, str]] = []
        self.written: dict[str, set[str]] = {}
        self._held: dict[str, frozenset[PostKey]] = {}

    def absorb(self, document: str, local: Local) -> None:
        """Take over the outcome of one article."""
        for chain, (entity, score) in local.links.items():
            self._entity_of[chain] = entity
            self._scores[chain] = score
            if entity not in self._entities:
                self.add_known(entity)
        for entity_ in local.entities:
            self.add(entity_)
        for judgement in local.judgements:
            self.add_judgement(judgement)
        if local.states:
            self._states_of_document.setdefault(document, set()).update(local.states)
        for kind, named in local.names.items():
            self.add_names(kind, named)
        self.posts += local.posts
        self.persons += local.persons
        self.groups.update((b.chain.id, self.setting.group_of(b.chain)) for b in local.persons)
        self.unnamed += local.unnamed
        self.spelled.update(local.spelled)
        self.pointed += local.pointed
        for entity, names in local.written.items():
            self.written.setdefault(entity, set()).update(names)

    def add_names(self, kind: MentionType, named: Iterable[Named]) -> None:
        """Add chains to be joined with others of this type by name."""
        rows = list(named)
        self.names.setdefault(kind, []).extend(rows)
        self.groups.update((row.chain.id, self.setting.group_of(row.chain)) for row in rows)

    def add_known(self, identifier: str) -> None:
        known = self.vocabulary.get(identifier)
        if known:
            self.replace(self.known_entity(known))

    def add(self, entity: Entity) -> None:
        """Add an entity that articles brought; where several do, with the names of all."""
        held = self._entities.get(entity.id)
        if held is not None and not held.known and held != entity:
            names = {*held.names, *entity.names} - {entity.label}
            entity = replace(entity, names=(entity.label, *sorted(names)))
        if entity.body and entity.body not in self._entities:
            self.add_known(entity.body)
        self.replace(entity)

    def owner(self, name: str) -> str:
        """The entity of an owner; one that its article left open is known by now."""
        return self.entity_of(name[len(OPEN) :]) if name.startswith(OPEN) else name

    def posts_of(self, bearer: Bearer) -> frozenset[PostKey]:
        """The posts of a person, with the state for its bodies; bodies must be known."""
        found = self._held.get(bearer.chain.id)
        if found is None:
            found = frozenset(self._settled(post) for post in bearer.posts)
            self._held[bearer.chain.id] = found
        return found

    def posts_away(self, bearer: Bearer) -> frozenset[PostKey]:
        """Those of the posts that the person does not hold now."""
        return frozenset(map(self._settled, bearer.away))

    def _settled(self, post: PostKey) -> PostKey:
        title, owner = post
        if not owner.startswith(OPEN):
            return post
        entity = self.owner(owner)
        return title, self.state_of(entity) or entity

    def state_by_chain(self, chain: Chain) -> str:
        """The state or body that the chain belongs to, the state for its bodies."""
        owner = self.owner_of(chain)
        return self.state_of(owner) or owner

    def linker(self) -> Linker:
        entities = dict(sorted(self._entities.items()))
        return Linker(
            entity_of=MappingProxyType(self._entity_of),
            entities=MappingProxyType(entities),
            judgements=tuple(sorted(self._judgements.values())),
            scores=MappingProxyType(self._scores),
        )
