"""What must not follow from data: classes that nobody stated, two entities that become one."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tests.ontology.reasoning import ENTITY, KG, Outcome, axioms, disjoint_classes

BASE = "https://w3id.org/newskg/"
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
BODY = {ORG.Organization, FOAF.Organization, FOAF.Agent}

# Stated class: all that may follow from it, from what it does and from what is done to it.
# A Document is an agent because it is the source of what it tells in its own voice.
FOLLOWS: dict[URIRef, set[URIRef]] = {
    KG.Person: {FOAF.Person, FOAF.Agent, SDO.Person, SEM.Actor},
    KG.State: {*BODY, SDO.Country, SDO.AdministrativeArea, SDO.Place, SEM.Actor},
    KG.Organization: {*BODY, SDO.Organization, SEM.Actor},
    KG.Place: {SDO.Place, SEM.Actor},
    KG.Post: {ORG.Post},
    KG.Tenure: {ORG.Membership},
    KG.Event: {KG.Situation, SEM.Event},
    KG.Relation: {KG.Situation, RDF.Statement},
    KG.Claim: {SDO.Claim, SDO.CreativeWork, PROV.Entity},
    KG.Figure: {SDO.QuantitativeValue},
    KG.Mention: {NIF.OffsetBasedString, NIF.String},
    KG.Document: {SDO.NewsArticle, SDO.CreativeWork, FOAF.Document, NIF.Context, NIF.String}
    | {PROV.Entity, PROV.Agent},
    KG.ExtractionRun: {PROV.Activity},
    KG.Judgement: {PROV.Entity},
}  # fmt: skip


def unintended(data: Graph, outcome: Outcome) -> list[str]:
    """One line for everything that follows and should not; empty where all is well."""
    return sorted({*outcome.errors, *_classes(data, outcome), *_sameness(outcome)})


def _classes(data: Graph, outcome: Outcome) -> Iterator[str]:
    exclusive = disjoint_classes()
    nodes = {n for n in (*data.subjects(), *data.objects()) if isinstance(n, URIRef)}
    for node in sorted(n for n in nodes if n.startswith(BASE) and not n.startswith(KG)):
        stated = {c for c in data.objects(node, RDF.type) if isinstance(c, URIRef)}
        inferred = outcome.types(node)
        if len(inferred & exclusive) > 1:
            yield f"{_short(node)} is {' and '.join(_local(inferred & exclusive))} at once"
        allowed = stated.union(*(FOLLOWS.get(c, set()) for c in stated))
        for surplus in _local(inferred - allowed) if stated else ():
            yield f"{_short(node)} becomes {surplus}"
        for surplus in _local({c for c in inferred if c.startswith(KG)}) if not stated else ():
            yield f"{_short(node)} becomes {surplus}"
    if any(outcome.triples.subjects(RDF.type, OWL.Nothing)):
        yield "something is owl:Nothing"


def _sameness(outcome: Outcome) -> Iterator[str]:
    for one, other in outcome.triples.subject_objects(OWL.sameAs):
        if one != other and str(one).startswith(ENTITY) and str(other).startswith(ENTITY):
            yield f"{_short(one)} becomes the same as {_short(other)}"


def misplaced(data: Graph) -> list[str]:
    """Uses of our properties outside their domain or range, as the data stand: no inference.

    Reasoning turns a wrong use into a new class or overlooks a wrong literal; this names it.
    """
    found = []
    for subject, predicate, value in data:
        if not isinstance(predicate, URIRef) or not predicate.startswith(KG):
            continue
        for node, strict, loose in (
            (subject, RDFS.domain, SDO.domainIncludes),
            (value, RDFS.range, SDO.rangeIncludes),
        ):
            allowed = set(axioms().objects(predicate, strict))
            allowed |= set(axioms().objects(predicate, loose))
            if not _fits(data, node, allowed):
                found.append(f"{_short(predicate)}: {_short(node)}")
    return sorted(set(found))


def _fits(data: Graph, node: Node, allowed: set[Node]) -> bool:
    if isinstance(node, Literal):
        plain = RDF.langString if node.language else XSD.string
        datatype = node.datatype or plain
        return datatype in allowed or (datatype == XSD.integer and XSD.decimal in allowed)
    types = set(data.objects(node, RDF.type)) or set(axioms().objects(node, RDF.type))
    types |= {c for t in set(types) for c in axioms().objects(t, RDFS.subClassOf)}
    return OWL.Thing in allowed or bool(types & allowed)


def _local(classes: set[URIRef]) -> list[str]:
    return sorted(str(c).replace("/", "#").rsplit("#", 1)[-1] for c in classes)


def _short(node: Node) -> str:
    return str(node).removeprefix(BASE)
