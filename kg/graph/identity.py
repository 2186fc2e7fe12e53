"""The identity graph: who the mentions are, what the entities are called, and why.

It is a function of what the linker decided and of nothing else. The rows made here are that in
plain values: two sets of rows are compared row by row, so that one article more writes its own
only (`kg.graph.state`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.namespaces import WIKIDATA, Namespaces, term
from kg.graph.rdf import MENTION_TYPES, score_literal
from kg.records import PUBLISHER, Entity, Judgement, Linker, MentionType, Verdict, stable_id

LINKER = "linker"  # who signs the links that no judgement of their own explains
Row = list[Any]
Rows = dict[str, Row]
Links = dict[str, list[tuple[str, str]]]


def links_by_document(linker: Linker, documents: Iterable[str]) -> Links:
    """Document → its chains with their entities, sorted."""
    links: Links = {document: [] for document in documents}
    for link in linker.entity_of.items():
        listed = links.get(link[0].partition("-")[0])
        if listed is not None:
            listed.append(link)
    for listed in links.values():
        listed.sort()
    return links


def document_rows(
    linker: Linker,
    links: Links,
    publishers: Mapping[str, str],
    reprints: Mapping[str, str],
    runs: Mapping[str, str],
) -> Rows:
    """Document → [entity of the publisher, original of a reprint, run, links].

    A link is [chain, entity, score]; the score is 1 where a judgement of its own explains it.
    `publishers`, `reprints` and `runs` map document ids to a publisher's name, to the original
    and to the run that wrote the document's graph.
    """
    media = {name: linker.entity_of.get(PUBLISHER + name, "") for name in publishers.values()}
    judged = {(judgement.left, judgement.right) for judgement in linker.judgements}
    scores = linker.scores

    def score(chain: str, entity: str) -> float:
        pair = (chain, entity) if chain < entity else (entity, chain)
        return 1 if pair in judged else scores.get(chain, 1)

    return {
        document: [
            media.get(publishers.get(document, ""), ""),
            reprints.get(document, ""),
            runs[document],
            [[chain, entity, score(chain, entity)] for chain, entity in listed],
        ]
        for document, listed in links.items()
    }


def entity_rows(linker: Linker, documents: Rows) -> Rows:
    """Entity → [type, label, names, Wikidata id, organization type, body].

    Entities that nothing in the documents refers to are left out, so that removing an article
    removes what only it brought in.
    """
    used = {link[1] for row in documents.values() for link in row[3]}
    used.update(row[0] for row in documents.values() if row[0])
    return {one.id: _entity_row(one) for one in _described(used, linker)}


def judgement_rows(linker: Linker) -> Rows:
    """Key → [left, right, verdict, score, reason, by]; a side is "e:…", an entity, or "d:…"."""
    found = (_judgement_row(judgement, linker.entities) for judgement in linker.judgements)
    return {"\t".join((row[0], row[1], row[2], row[5])): row for row in found}


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


def _judgement_row(judgement: Judgement, entities: Mapping[str, Entity]) -> Row:
    # Entities are known to the linker; any other side is a mention or a document.
    sides = sorted(
        f"{'e' if side in entities else 'd'}:{side}" for side in (judgement.left, judgement.right)
    )
    return [*sides, judgement.verdict.value, judgement.score, judgement.reason, judgement.by]


class IdentityQuads:
    """Rows as quads of the identity graph, in `quads`.

    `mentions` maps a chain to its mentions.
    """

    def __init__(self, mentions: Mapping[str, Iterable[str]], namespaces: Namespaces) -> None:
        self.quads: set[Quad] = set()
        self._mentions = mentions
        self._namespaces = namespaces
        self._graph = namespaces.identity

    def _add(self, subject: NamedNode, curie: str, value: NamedNode | Literal) -> None:
        self.quads.add(Quad(subject, term(curie), value, self._graph))

    def add_mark(self, mark: str) -> None:
        """Of which state the graph is."""
        self._add(self._graph, "owl:versionInfo", Literal(mark))

    def add_document(
        self, document: str, publisher: str, original: str, run: str, links: Iterable[Row]
    ) -> None:
        node = self._namespaces.document(document)
        self._add(node, "kg:settledFrom", self._namespaces.run(run))
        if publisher:
            self._add(node, "kg:publishedBy", self._namespaces.entity(publisher))
        if original:
            self._add(node, "kg:reprintOf", self._namespaces.document(original))
        for chain, entity, score in links:
            self._add_link(chain, entity, score)

    def _add_link(self, chain: str, entity: str, score: float) -> None:
        node = self._namespaces.entity(entity)
        for mention in self._mentions[chain]:
            self._add(self._namespaces.document(mention), "kg:refersTo", node)
        if score < 1:
            # A judgement, because a triple cannot carry its score.
            reason = f"links of this kind are right in about {score * 100:.0f} of 100 cases"
            sides = "d:" + chain, "e:" + entity
            self.add_judgement(*sides, Verdict.SAME.value, score, reason, LINKER)

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
