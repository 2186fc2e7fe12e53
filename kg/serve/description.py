"""The service description of the endpoint, in the SPARQL 1.1 vocabulary for that."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.namespaces import VOCABULARIES, term
from kg.serve.media import GRAPHS, TABLES
from kg.serve.refusals import Refusal
from kg.serve.worker import Answer

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
NAMES = {
    "JSON": "SPARQL_Results_JSON",
    "XML": "SPARQL_Results_XML",
    "CSV": "SPARQL_Results_CSV",
    "TSV": "SPARQL_Results_TSV",
    "TURTLE": "Turtle",
    "N_TRIPLES": "N-Triples",
    "JSON_LD": "JSON-LD",
    "RDF_XML": "RDF_XML",
}


def description(endpoint: str, media_type: str) -> Answer:
    """What the endpoint at the IRI `endpoint` understands and offers."""
    try:
        service = ox.NamedNode(endpoint)
    except ValueError as error:
        raise Refusal(400, f"the Host header does not make an address: {error}") from error
    dataset, default = ox.NamedNode(f"{endpoint}#dataset"), ox.NamedNode(f"{endpoint}#union")
    triples = [
        ox.Triple(service, term("rdf:type"), _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, term("rdf:type"), _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, term("rdf:type"), _sd("Graph")),
    ]
    formats = sorted({*TABLES.values(), *GRAPHS.values()})
    triples += [
        ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMATS + NAMES[name]))
        for name in formats
    ]
    form = getattr(ox.RdfFormat, GRAPHS[media_type])
    prefixes = {"sd": SD, "formats": FORMATS, "rdf": VOCABULARIES["rdf"]}
    body = ox.serialize(triples, format=form, prefixes=prefixes)
    return Answer(media_type, body or b"")


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
