"""A small vocabulary of real states and bodies, written as a user would write one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.vocabulary import Vocabulary, load_vocabulary
from kg.vocabulary.bodies import read_bodies
from kg.vocabulary.entities import read_entities

TURTLE = """
@prefix ent:    <https://w3id.org/newskg/entity/> .
@prefix kg:     <https://w3id.org/newskg/ontology#> .
@prefix org:    <http://www.w3.org/ns/org#> .
@prefix owl:    <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix sem:    <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix skos:   <http://www.w3.org/2004/02/skos/core#> .
@prefix wd:     <http://www.wikidata.org/entity/> .
@prefix xsd:    <http://www.w3.org/2001/XMLSchema#> .

ent:usa a kg:State ; skos:prefLabel "United States"@en ;
    skos:altLabel "US"@en , "U.S.A."@en ; kg:demonym "American"@en ;
    kg:isoCode "US" ; owl:sameAs wd:Q30 ; kg:seatOfGovernment ent:washington .
ent:congo-east a kg:State ; skos:prefLabel "Congo"@en ; kg:demonym "Congolese"@en ;
    kg:ambiguousName "Congo"@en .
ent:congo-west a kg:State ; skos:prefLabel "Congo Republic"@en ; skos:altLabel "Congo"@en ;
    kg:demonym "Congolese"@en ; kg:ambiguousName "Congo"@en .
ent:poland a kg:State ; skos:prefLabel "Poland"@en ; kg:demonym "Polish"@en , "Pole"@en ;
    kg:ambiguousName "Pole"@en ; kg:isoCode "PL" ; kg:seatOfGovernment ent:warsaw .
ent:ivory-coast a kg:State ; skos:prefLabel "Côte d'Ivoire"@en ; kg:metonym "Cocody Palace"@en .
ent:warsaw a kg:Place ; skos:prefLabel "Warsaw"@en ; schema:containedInPlace ent:poland .
ent:washington a kg:Place ; skos:prefLabel "Washington"@en .
ent:who a kg:Organization ; skos:prefLabel "World Health Organization"@en ; skos:altLabel "WHO"@en ;
    kg:organizationType kg:intergovernmental .
ent:nato a kg:Organization ; skos:prefLabel "NATO"@en ; kg:organizationType kg:intergovernmental .
ent:sejm a kg:Organization ; skos:prefLabel "Sejm"@en ; kg:partOf ent:poland .
ent:prime-minister-of-poland a kg:Post ; skos:prefLabel "Prime Minister of Poland"@en ;
    kg:postIn ent:poland .
ent:anna-lind a kg:Person ; skos:prefLabel "Anna Lind"@en ; kg:familyName "Lind" .
ent:tenure-1 a kg:Tenure ; org:member ent:anna-lind ; kg:post ent:prime-minister-of-poland ;
    org:organization ent:poland ; sem:hasBeginTimeStamp "2019-05"^^xsd:gYearMonth .
ent:a-concept a skos:Concept ; skos:prefLabel "not an entity"@en .
"""

BODIES = """
patterns:
  - {id: parliament, label: "Parliament of {state}", type: parliament, bare: true,
     names: [parliament, lower house], known: {poland: sejm}}
  - {id: spy-agency, label: "Intelligence service of {state}", type: intelligence,
     names: [spy agency, intelligence service, NIS]}
  - {id: security-council, label: "Security Council of {state}", type: government, case: true,
     names: [Security Council]}
  - {id: defence, label: "Ministry of Defence of {state}", type: ministry,
     names: [Ministry of Defence, defence ministry]}
"""


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    folder = tmp_path_factory.mktemp("vocabulary")
    (folder / "all.ttl").write_text(TURTLE, encoding="utf-8")
    (folder / "bodies.yaml").write_text(BODIES, encoding="utf-8")
    return Vocabulary(read_entities([folder / "all.ttl"]), read_bodies(folder / "bodies.yaml"))


@pytest.fixture(scope="session")
def shipped() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    """An empty Turtle file with the prefixes, to append to."""
    path = tmp_path / "extra.ttl"
    head = TURTLE.split("\nent:", maxsplit=1)[0]
    path.write_text(head + "\n", encoding="utf-8")
    return path
