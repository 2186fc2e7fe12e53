"""The mention table of one resolution and what has been found about it so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from kg.records import PUBLISHER, Chain, Entity, Judgement, Linker, MentionType, Verdict, slug
from kg.resolve.decisions import Decisions, reference
from kg.resolve.rulings import Rulings
from kg.vocabulary import KnownEntity, Vocabulary, surface

BY_USER = "user"
DECIDED = "decided by the user"

_STATE_OR_BODY = (MentionType.STATE, MentionType.ORGANIZATION)


class Case:
    """Chains in a fixed order, with the links, entities and judgements made on the way.

    Every step adds; no step changes what an earlier one has linked.
    """

    def __init__(
        self,
        chains: Sequence[Chain],
        publishers: Iterable[str],
        vocabulary: Vocabulary,
        decisions: Decisions,
    ) -> None:
        self.vocabulary = vocabulary
        self.rulings = Rulings(decisions, vocabulary)
        media = sorted(set(publishers))
        rows = {chain.id: chain for chain in (*chains, *map(_publisher_chain, media))}
        self.chains = tuple(sorted(rows.values(), key=lambda c: (c.document, c.id)))
        self.by_id = {chain.id: chain for chain in self.chains}
        self.groups = {chain.id: self._group(chain) for chain in self.chains}
        self._types = self._group_types()
        self._media = {reference(n) for n in media if " " in surface(n)}
        self._entity_of: dict[str, str] = {}
        self._scores: dict[str, float] = {}
        self._entities: dict[str, Entity] = {}
        self._judgements: dict[tuple[str, str, str], Judgement] = {}
        self._states_of_document: dict[str, set[str]] = {}

    def _group(self, chain: Chain) -> str:
        if self.rulings.none:
            return ""
        refs = (*map(reference, chain.names), document_scoped_id(chain))
        return self.rulings.group_of(refs)

    def _group_types(self) -> dict[str, MentionType]:
        """Where the user joins chains of several types, the most frequent type decides."""
        votes: dict[str, list[MentionType]] = {}
        for chain in self.chains:
            if self.groups[chain.id]:
                votes.setdefault(self.groups[chain.id], []).append(chain.type)
        return {g: min(set(v), key=lambda t: (-v.count(t), t)) for g, v in votes.items()}

    def type_of(self, chain: Chain) -> MentionType:
        """The chain's type, unless the user or a publisher's name says otherwise."""
        if chain.type is MentionType.PLACE and not self.groups[chain.id]:
            # Newspapers are often named after places, and taken for them.
            if chain.names and reference(chain.names[0]) in self._media:
                return MentionType.ORGANIZATION
        return self._types.get(self.groups[chain.id], chain.type)

    def open_chains(self, *types: MentionType) -> Iterator[Chain]:
        """Chains of these types that no step has linked yet."""
        for chain in self.chains:
            if chain.id not in self._entity_of and self.type_of(chain) in types:
                yield chain

    def entity_of(self, chain_id: str) -> str:
        """The entity a chain has been linked to, or ""."""
        return self._entity_of.get(chain_id, "")

    def entity(self, identifier: str) -> Entity | None:
        return self._entities.get(identifier)

    def is_taken(self, identifier: str) -> bool:
        return identifier in self._entities or self.vocabulary.get(identifier) is not None

    def new_state(self, name: str) -> str:
        """A state of this name that the articles brought and the vocabulary lacks, or ""."""
        entity = self._entities.get(reference(name))
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
        if left == right:
            return
        found = Judgement.of(left, right, verdict, score=round(score, 4), reason=reason, by=by)
        key = (found.left, found.right, found.by)
        held = self._judgements.get(key)
        if held is None or (held.score, held.reason) < (found.score, found.reason):
            self._judgements[key] = found

    def linker(self) -> Linker:
        return Linker(
            entity_of=MappingProxyType(dict(sorted(self._entity_of.items()))),
            entities=MappingProxyType(dict(sorted(self._entities.items()))),
            judgements=tuple(sorted(self._judgements.values())),
            scores=MappingProxyType(dict(sorted(self._scores.items()))),
        )


def _publisher_chain(name: str) -> Chain:
    """A publisher as a row of the table, so that it meets mentions of the same name."""
    key = PUBLISHER + name
    return Chain(key, "", MentionType.ORGANIZATION, (name,), ())


def document_scoped_id(chain: Chain) -> str:
    """An id for what cannot be told apart from namesakes elsewhere: name and first mention."""
    name = chain.names[0] if chain.names else chain.nominals[0] if chain.nominals else ""
    return f"{slug(surface(name)) or 'unnamed'}-{slug(chain.id)}"
