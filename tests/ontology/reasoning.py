"""OWL 2 RL over our ontology, the vocabularies it aligns to, and data: what follows, and what is wrong.

What only describes (labels, comments, examples) and what nothing follows from (alignments by
`skos:closeMatch`) is left out of the reasoning: it costs time and cannot change the outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection

from kg.graph import Store
from kg.graph.namespaces import term

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
KG = Namespace("https://w3id.org/newskg/ontology#")
ENTITY = "https://w3id.org/newskg/entity/"
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")  # owlrl's own term
ERROR_TEXT = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
DESCRIPTIONS = {
    RDFS.label,
    RDFS.comment,
    SKOS.example,
    SKOS.closeMatch,
    SKOS.notation,
    SKOS.definition,
}


@dataclass(frozen=True)
class Outcome:
    """A closure: the errors that the rules found, and every triple that follows."""

    errors: tuple[str, ...]
    triples: Graph

    def types(self, node: URIRef) -> set[URIRef]:
        """The classes that a node has, stated or inferred."""
        found = self.triples.objects(node, RDF.type)
        return {t for t in found if isinstance(t, URIRef) and t != OWL.Thing}


@cache
def axioms() -> Graph:
    """kg.ttl and what follows from the vocabularies beside it, without descriptions."""
    whole = Graph().parse(ONTOLOGY / "kg.ttl").parse(HERE / "foreign_axioms.ttl")
    own = Graph()
    for triple in whole:
        if triple[1] not in DESCRIPTIONS:
            own.add(triple)
    return own


def disjoint_classes() -> set[URIRef]:
    """The classes of which nothing has two."""
    g = axioms()
    (group,) = g.subjects(RDF.type, OWL.AllDisjointClasses)
    members = g.value(group, OWL.members) or RDF.nil
    return {c for c in Collection(g, members) if isinstance(c, URIRef)}


def reason(data: Graph) -> Outcome:
    """The closure of the data under OWL 2 RL."""
    closed = Graph()
    for triple in [*axioms(), *data]:
        closed.add(triple)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closed)
    errors = [
        str(text)
        for node in closed.subjects(RDF.type, ERROR)
        for text in closed.objects(node, ERROR_TEXT)
    ]
    return Outcome(tuple(sorted(errors)), closed)


def merged(store: Store, *documents: str) -> Graph:
    """These documents as one graph, with what identity and view say of them and their entities."""
    names = store.namespaces
    chosen = {names.document(local) for local in documents}
    quads = [quad for quad in store.quads if quad.graph_name in chosen | {names.runs}]
    layers = [quad for quad in store.quads if quad.graph_name in (names.identity, names.view)]
    nodes: set[object] = {quad.subject for quad in quads}
    waiting = set(nodes)
    while waiting:
        found = [quad for quad in layers if quad.subject in waiting]
        quads += found
        reached: set[object] = {q.object for q in found if names.entity("").value in str(q.object)}
        waiting = reached - nodes
        nodes |= waiting
    judged = (term("kg:left"), term("kg:right"))
    judgements = {q.subject for q in layers if q.predicate in judged and q.object in nodes}
    quads += [quad for quad in layers if quad.subject in judgements]
    named = {quad.object for quad in quads}
    # What is only pointed to keeps its class, so that none need be inferred.
    quads += [q for q in store.quads if q.predicate == term("rdf:type") and q.subject in named]
    raw = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=raw, format="nt")
