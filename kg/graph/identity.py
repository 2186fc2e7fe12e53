"""The identity graph: who the mentions are, what the entities are called, and why.

It is a function of what the linker decided and of nothing else. `IdentityState` is that in rows:
two states are compared row by row, so that one article more writes its own rows only. The graph
carries the fingerprint of its state, by which a state kept beside the store is known to be that
of the graph.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.namespaces import WIKIDATA, Namespaces, term
from kg.graph.rdf import MENTION_TYPES, score_literal
from kg.records import PUBLISHER, Entity, Judgement, Linker, MentionType, Verdict, stable_id

LINKER = "linker"  # who signs the links that no judgement of their own explains
Row = list[Any]
Rows = dict[str, Row]


@dataclass(slots=True)
class IdentityState:
    """What the identity graph says, as rows of plain values.

    - chains: chain → entity
    - documents: document → [entity of the publisher, original of a reprint, run]
    - entities: entity → [type, label, names, Wikidata id, organization type, body]
    - judgements: key → [left, right, verdict, score, reason, by]; a side is "e:…", an entity,
      or "d:…", something in a document
    """

    chains: dict[str, str] = field(default_factory=dict)
    documents: Rows = field(default_factory=dict)
    entities: Rows = field(default_factory=dict)
    judgements: Rows = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        linker: Linker,
        *,
        chains: Iterable[str],
        publishers: Mapping[str, str],
        reprints: Mapping[str, str],
        runs: Mapping[str, str],
    ) -> IdentityState:
        """The state that a linker gives for these chains and documents.

        `publishers`, `reprints` and `runs` map document ids to a publisher's name, to the
        original and to the run that wrote the document's graph. Entities that nothing in the
        collection refers to are left out, so that removing an article removes what only it
        brought in.
        """
        linked = {one: entity for one in chains if (entity := linker.entity_of.get(one))}
        state = cls(chains=linked)
        for document, run in sorted(runs.items()):
            name = publishers.get(document)
            medium = linker.entity_of.get(PUBLISHER + name, "") if name else ""
            state.documents[document] = [medium, reprints.get(document, ""), run]
        media = {row[0] for row in state.documents.values() if row[0]}
        for described in _described({*linked.values(), *media}, linker):
            state.entities[described.id] = _entity_row(described)
        judgements = (*linker.judgements, *_scored_links(linker, linked))
        rows = [_judgement_row(judgement, linker) for judgement in judgements]
        keyed = {"\t".join((row[0], row[1], row[2], row[5])): row for row in rows}
        state.judgements = dict(sorted(keyed.items()))
        return state

    def to_bytes(self) -> bytes:
        # Chains and documents come sorted, and so do the other two where they are made.
        tables = [self.chains, self.documents, self.entities, self.judgements]
        text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
        return text.encode()

    @classmethod
    def from_bytes(cls, value: bytes) -> IdentityState:
        return cls(*json.loads(value))


def fingerprint(state: bytes) -> str:
    """A name for a state, from its bytes."""
    return blake2b(state, digest_size=16).hexdigest()


def fingerprint_quad(mark: str, namespaces: Namespaces) -> Quad:
    """How the identity graph says of which state it is."""
    graph = namespaces.identity
    return Quad(graph, term("owl:versionInfo"), Literal(mark), graph)


def changed_quads(
    state: IdentityState,
    other: IdentityState,
    mentions: Mapping[str, Iterable[str]],
    namespaces: Namespaces,
) -> set[Quad]:
    """What of `state` is not the same in `other`, as quads.

    `mentions` maps a chain to its mentions. Against an empty state that is everything.
    """
    graph = _Quads(namespaces)
    for chain in _changed(state.chains, other.chains):
        graph.add_references(state.chains[chain], mentions[chain])
    for document in _changed(state.documents, other.documents):
        graph.add_document(document, *state.documents[document])
    for entity in _changed(state.entities, other.entities):
        graph.add_entity(entity, *state.entities[entity])
    for key in _changed(state.judgements, other.judgements):
        graph.add_judgement(*state.judgements[key])
    return graph.quads


def _changed(rows: Mapping[str, Any], others: Mapping[str, Any]) -> Iterator[str]:
    return (key for key, row in rows.items() if others.get(key) != row)


def _described(used: set[str], linker: Linker) -> Iterator[Entity]:
    """These entities, and the bodies that they belong to."""
    waiting, done = list(used), set[str]()
    while waiting:
        local = waiting.pop()
        if local not in done:
            done.add(local)
            body = linker.entities[local].body
            waiting += [body] if body else []
    return (linker.entities[local] for local in sorted(done))


def _scored_links(linker: Linker, linked: Mapping[str, str]) -> Iterator[Judgement]:
    """Links as judgements, because a triple cannot carry its score."""
    judged = {(judgement.left, judgement.right) for judgement in linker.judgements}
    for chain, entity in linked.items():
        score = linker.scores.get(chain, 1.0)
        if score >= 1:
            continue
        reason = f"links of this kind are right in about {score * 100:.0f} of 100 cases"
        link = Judgement.of(chain, entity, Verdict.SAME, score=score, reason=reason, by=LINKER)
        if (link.left, link.right) not in judged:
            yield link


def _entity_row(entity: Entity) -> Row:
    names = sorted({name for name in entity.names if name != entity.label})
    return [
        entity.type.value,
        entity.label,
        names,
        entity.same_as,
        entity.organization_type,
        entity.body,
    ]


def _judgement_row(judgement: Judgement, linker: Linker) -> Row:
    # Entities are known to the linker; any other side is a mention or a document.
    sides = sorted(
        f"{'e' if side in linker.entities else 'd'}:{side}"
        for side in (judgement.left, judgement.right)
    )
    return [*sides, judgement.verdict.value, judgement.score, judgement.reason, judgement.by]


class _Quads:
    """Rows as quads of the identity graph."""

    def __init__(self, namespaces: Namespaces) -> None:
        self.quads: set[Quad] = set()
        self._namespaces = namespaces
        self._graph = namespaces.identity

    def _add(self, subject: NamedNode, curie: str, value: NamedNode | Literal) -> None:
        self.quads.add(Quad(subject, term(curie), value, self._graph))

    def add_references(self, entity: str, mentions: Iterable[str]) -> None:
        node = self._namespaces.entity(entity)
        for mention in mentions:
            self._add(self._namespaces.document(mention), "kg:refersTo", node)

    def add_document(self, document: str, publisher: str, original: str, run: str) -> None:
        node = self._namespaces.document(document)
        self._add(node, "kg:settledFrom", self._namespaces.run(run))
        if publisher:
            self._add(node, "kg:publishedBy", self._namespaces.entity(publisher))
        if original:
            self._add(node, "kg:reprintOf", self._namespaces.document(original))

    def add_entity(
        self,
        entity: str,
        kind: str,
        label: str,
        names: Iterable[str],
        same_as: str,
        organization_type: str,
        body: str,
    ) -> None:
        node = self._namespaces.entity(entity)
        self._add(node, "rdf:type", term(MENTION_TYPES[MentionType(kind)]))
        self._add(node, "skos:prefLabel", Literal(label, language="en"))
        for name in names:
            self._add(node, "skos:altLabel", Literal(name, language="en"))
        if same_as:
            self._add(node, "owl:sameAs", NamedNode(WIKIDATA + same_as))
        if organization_type:
            self._add(node, "kg:organizationType", term(f"kg:{organization_type}"))
        if body:
            post = kind == MentionType.ROLE.value
            curie = "kg:postIn" if post else "org:subOrganizationOf"
            self._add(node, curie, self._namespaces.entity(body))

    def add_judgement(
        self, left: str, right: str, verdict: str, score: float, reason: str, by: str
    ) -> None:
        sides = [self._side(side) for side in (left, right)]
        name = stable_id("j", *(side.value for side in sides), verdict, by)
        node = self._namespaces.judgement(name)
        self._add(node, "rdf:type", term("kg:Judgement"))
        self._add(node, "kg:left", sides[0])
        self._add(node, "kg:right", sides[1])
        self._add(node, "kg:verdict", term(f"kg:{verdict}"))
        self._add(node, "kg:score", score_literal(score))
        self._add(node, "kg:reason", Literal(reason))
        self._add(node, "dcterms:creator", Literal(by))

    def _side(self, side: str) -> NamedNode:
        kind, local = side[0], side[2:]
        return (self._namespaces.entity if kind == "e" else self._namespaces.document)(local)
