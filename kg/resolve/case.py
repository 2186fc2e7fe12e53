"""The mention table of one article, what has been found about it so far, and what is left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.records import Chain, Entity, Judgement, MentionType, Verdict
from kg.resolve.decisions import reference
from kg.resolve.setting import Setting
from kg.resolve.setting import document_scoped_id as document_scoped_id
from kg.vocabulary import KnownEntity

BY_USER = "user"
DECIDED = "decided by the user"
OPEN = "@"  # before a chain, where an entity is not known before the whole collection is

_STATE_OR_BODY = (MentionType.STATE, MentionType.ORGANIZATION)
Key = tuple[str, str, str]


class Case:
    """Chains in a fixed order, with the links, entities and judgements made on the way.

    Every step adds; no step changes what an earlier one has linked. What the article alone
    cannot decide is left for the collection: `left` holds these chains by the step.
    """

    def __init__(self, setting: Setting, chains: Iterable[Chain] = ()) -> None:
        self.setting = setting
        self.vocabulary = setting.vocabulary
        self.rulings = setting.rulings
        self.chains = tuple(sorted(chains, key=lambda c: (c.document, c.id)))
        self.by_id = {chain.id: chain for chain in self.chains}
        self.groups = {chain.id: setting.group_of(chain) for chain in self.chains}
        self.left: dict[MentionType, list[Chain]] = {}
        self._left: set[str] = set()
        self._entity_of: dict[str, str] = {}
        self._scores: dict[str, float] = {}
        self._entities: dict[str, Entity] = {}
        self._judgements: dict[Key, Judgement] = {}
        self._states_of_document: dict[str, set[str]] = {}

    def type_of(self, chain: Chain) -> MentionType:
        """The chain's type, unless the user or a publisher's name says otherwise."""
        if chain.type is MentionType.PLACE and not self.groups[chain.id]:
            # Newspapers are often named after places, and taken for them.
            if chain.names and self.setting.media and self._is_medium(chain.names[0]):
                return MentionType.ORGANIZATION
        return self.setting.types.get(self.groups[chain.id], chain.type)

    def _is_medium(self, name: str) -> bool:
        return reference(name) in self.setting.media

    def open_chains(self, *types: MentionType) -> Iterator[Chain]:
        """Chains of these types that no step has linked or left to the collection yet."""
        for chain in self.chains:
            if chain.id not in self._entity_of and chain.id not in self._left:
                if self.type_of(chain) in types:
                    yield chain

    def leave(self, chains: Iterable[Chain], kind: MentionType) -> None:
        """Leave chains to the collection, to be joined with others of this kind by name."""
        listed = list(chains)
        self.left.setdefault(kind, []).extend(listed)
        self._left.update(chain.id for chain in listed)

    def entity_of(self, chain_id: str) -> str:
        """The entity a chain has been linked to, or ""."""
        return self._entity_of.get(chain_id, "")

    def entity(self, identifier: str) -> Entity | None:
        return self._entities.get(identifier)

    def is_taken(self, identifier: str) -> bool:
        return identifier in self._entities or self.vocabulary.get(identifier) is not None

    def new_state(self, name: str) -> str:
        """A state of this name that the article brought and the vocabulary lacks, or ""."""
        entity = self._entities.get(reference(name)) if self._entities else None
        found = entity is not None and entity.type is MentionType.STATE and not entity.known
        return entity.id if entity and found else ""

    def states_in(self, document: str) -> set[str]:
        """Known states that the document names, by chains linked so far."""
        return self._states_of_document.get(document, set())

    def state_of(self, identifier: str) -> str:
        """The state that a body belongs to; a state is its own; "" where there is none."""
        for _ in range(5):
            entity = self._entities.get(identifier)
            known = self.vocabulary.get(identifier)
            kind = entity.type if entity else known.type if known else None
            if kind is MentionType.STATE:
                return identifier
            identifier = entity.body if entity else known.parent if known else ""
        return ""

    def forbids(self, chain: Chain, entity: str) -> bool:
        """True if the user says that this chain is not this known entity."""
        if self.rulings.none:
            return False
        refs = (*map(reference, chain.names[:1]), document_scoped_id(chain))
        return any(self.rulings.forbids(ref, entity) for ref in refs)

    def owner_of(self, chain: Chain) -> str:
        """The state or body that the article says the chain's body or post belongs to."""
        return self.entity_of(chain.body) if chain.body else ""

    def owner_by(self, chain_id: str) -> tuple[str, tuple[str, ...]]:
        """Whom a post belongs to by the chain that names it, and the names of that.

        Of what is left to the collection, the chain itself, and the names the article gives.
        """
        entity = self._entities.get(self.entity_of(chain_id))
        if entity:
            return entity.id, entity.names or (entity.label,)
        if chain_id in self._left:
            return OPEN + chain_id, self.by_id[chain_id].names
        return "", ()

    def link(self, chain: Chain, entity: Entity, score: float) -> None:
        self._entities.setdefault(entity.id, entity)
        self._entity_of[chain.id] = entity.id
        self._scores[chain.id] = round(score, 4)
        if entity.type is MentionType.STATE:
            self._states_of_document.setdefault(chain.document, set()).add(entity.id)

    def link_known(self, chain: Chain, known: KnownEntity, score: float) -> None:
        self.link(chain, self.known_entity(known), score)

    def known_entity(self, known: KnownEntity) -> Entity:
        """A vocabulary entry as an entity of the graph, with whatever it is part of."""
        held = self._entities.get(known.id)
        if held is not None and held.known:
            return held
        owned = known.type in (MentionType.ROLE, MentionType.ORGANIZATION)
        parent = self.vocabulary.get(known.parent) if owned else None
        if parent and parent.type in _STATE_OR_BODY and parent.id not in self._entities:
            self._entities[parent.id] = self.known_entity(parent)
        return Entity(
            id=known.id,
            type=known.type,
            label=known.label,
            names=known.names,
            same_as=known.wikidata,
            organization_type=known.organization_type,
            body=parent.id if parent and parent.type in _STATE_OR_BODY else "",
            known=True,
        )

    def replace(self, entity: Entity) -> None:
        """Add an entity, or put one with the same id and more names in its place."""
        self._entities[entity.id] = entity

    def judge(
        self, left: str, right: str, verdict: Verdict, *, score: float, reason: str, by: str
    ) -> None:
        """Record a decision once; of several on one pair the best scored one stays."""
        if left != right:
            found = Judgement.of(left, right, verdict, score=round(score, 4), reason=reason, by=by)
            self.add_judgement(found)

    def add_judgement(self, found: Judgement) -> None:
        key = (found.left, found.right, found.by)
        held = self._judgements.get(key)
        if held is None or (held.score, held.reason) < (found.score, found.reason):
            self._judgements[key] = found

    @property
    def links(self) -> Mapping[str, str]:
        return self._entity_of

    @property
    def scores(self) -> Mapping[str, float]:
        return self._scores

    @property
    def entities(self) -> Mapping[str, Entity]:
        return self._entities

    @property
    def judgements(self) -> Iterable[Judgement]:
        return self._judgements.values()
