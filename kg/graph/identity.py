"""The identity graph: who the mentions are, what the entities are called, and why.

It is replaced as a whole whenever identity is decided anew; the documents stay untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.namespaces import WIKIDATA, Namespaces, term
from kg.graph.rdf import MENTION_TYPES, score_literal
from kg.records import Entity, Judgement, Linker, MentionType, Verdict, stable_id

PUBLISHER_KEY = "publisher:"
LINKER = "linker"  # who signs the links that no judgement of their own explains


def identity_quads(
    linker: Linker,
    *,
    members: Mapping[str, Iterable[str]],
    publishers: Mapping[str, str],
    reprints: Mapping[str, str],
    namespaces: Namespaces,
) -> list[Quad]:
    """Everything that goes into `graph:identity`.

    `members` maps the id of a chain to the ids of its mentions, `publishers` and
    `reprints` map document ids to a publisher's name and to the original. Entities that
    nothing in the collection refers to are left out, so that removing an article removes
    what only it brought in.
    """
    layer = _IdentityGraph(linker, namespaces)
    for chain, mentions in members.items():
        entity = linker.entity_of.get(chain)
        if entity is not None:
            layer.add_references(entity, mentions)
    for document, name in publishers.items():
        entity = linker.entity_of.get(PUBLISHER_KEY + name)
        if entity is not None:
            layer.add_publisher(document, entity)
    for document, original in reprints.items():
        layer.add(namespaces.document(document), "kg:reprintOf", namespaces.document(original))
    layer.add_entities()
    for judgement in (*linker.judgements, *_scored_links(linker, members)):
        layer.add_judgement(judgement)
    return layer.quads


def _scored_links(linker: Linker, chains: Iterable[str]) -> Iterator[Judgement]:
    """Links as judgements, because a triple cannot carry its score."""
    judged = {(judgement.left, judgement.right) for judgement in linker.judgements}
    for chain in chains:
        entity, score = linker.entity_of.get(chain), linker.scores.get(chain, 1.0)
        if entity is None or score >= 1:
            continue
        reason = f"links of this kind are right in about {score * 100:.0f} of 100 cases"
        link = Judgement.of(chain, entity, Verdict.SAME, score=score, reason=reason, by=LINKER)
        if (link.left, link.right) not in judged:
            yield link


class _IdentityGraph:
    """Collects the quads of the identity graph and the entities that they use."""

    def __init__(self, linker: Linker, namespaces: Namespaces) -> None:
        self.quads: list[Quad] = []
        self._linker = linker
        self._namespaces = namespaces
        self._graph = namespaces.identity
        self._used: set[str] = set()

    def add(self, subject: NamedNode, curie: str, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(subject, term(curie), value, self._graph))

    def add_references(self, entity: str, mentions: Iterable[str]) -> None:
        self._used.add(entity)
        node, refers_to = self._namespaces.entity(entity), term("kg:refersTo")
        for mention in mentions:
            subject = self._namespaces.document(mention)
            self.quads.append(Quad(subject, refers_to, node, self._graph))

    def add_publisher(self, document: str, entity: str) -> None:
        self._used.add(entity)
        self.add(
            self._namespaces.document(document),
            "kg:publishedBy",
            self._namespaces.entity(entity),
        )

    def add_entities(self) -> None:
        waiting = sorted(self._used)
        done: set[str] = set()
        while waiting:
            local = waiting.pop()
            if local in done:
                continue
            done.add(local)
            entity = self._linker.entities[local]
            self.add_entity(entity)
            if entity.body:
                waiting.append(entity.body)

    def add_entity(self, entity: Entity) -> None:
        node = self._namespaces.entity(entity.id)
        self.add(node, "rdf:type", term(MENTION_TYPES[entity.type]))
        self.add(node, "skos:prefLabel", Literal(entity.label, language="en"))
        for name in entity.names:
            if name != entity.label:
                self.add(node, "skos:altLabel", Literal(name, language="en"))
        if entity.same_as:
            self.add(node, "owl:sameAs", NamedNode(WIKIDATA + entity.same_as))
        if entity.organization_type:
            self.add(node, "kg:organizationType", term(f"kg:{entity.organization_type}"))
        if entity.body:
            post = entity.type is MentionType.ROLE
            curie = "kg:postIn" if post else "org:subOrganizationOf"
            self.add(node, curie, self._namespaces.entity(entity.body))

    def add_judgement(self, judgement: Judgement) -> None:
        sides = sorted(self._side(side).value for side in (judgement.left, judgement.right))
        key = (*sides, judgement.verdict, judgement.by)
        node = self._namespaces.judgement(stable_id("j", *key))
        self.add(node, "rdf:type", term("kg:Judgement"))
        self.add(node, "kg:left", NamedNode(sides[0]))
        self.add(node, "kg:right", NamedNode(sides[1]))
        self.add(node, "kg:verdict", term(f"kg:{judgement.verdict}"))
        self.add(node, "kg:score", score_literal(judgement.score))
        self.add(node, "kg:reason", Literal(judgement.reason))
        self.add(node, "dcterms:creator", Literal(judgement.by))

    def _side(self, local: str) -> NamedNode:
        """Entities are known to the linker; any other side is a mention or a document."""
        if local in self._linker.entities:
            return self._namespaces.entity(local)
        return self._namespaces.document(local)
