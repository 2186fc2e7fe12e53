"""Every term of ours says what it is, with an example; both files say what they are and whose."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS, VANN, XSD, Graph, Literal, URIRef

from kg.query import named_queries

ONTOLOGY = Path(__file__).parents[2] / "ontology"
README = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
KG = "https://w3id.org/newskg/ontology#"
PLOVER = "https://w3id.org/newskg/plover/"
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
EXAMPLE_PREFIXES = "".join(
    f"@prefix {name}: <https://w3id.org/newskg/{path}> .\n"
    for name, path in {
        "kg": "ontology#",
        "plover": "plover/",
        "ent": "entity/",
        "doc": "document/",
        "judgement": "judgement/",
        "run": "run/",
    }.items()
)


@cache
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY / "kg.ttl").parse(ONTOLOGY / "plover.ttl")


def terms(*types: URIRef) -> list[URIRef]:
    found = {s for t in types for s in ontology().subjects(RDF.type, t)}
    return sorted(s for s in found if isinstance(s, URIRef) and str(s).startswith((KG, PLOVER)))


def local(iri: URIRef) -> str:
    return re.split(r"[#/]", iri)[-1]


CLASSES = terms(OWL.Class)
PROPERTIES = terms(*PROPERTY_TYPES)
CONCEPTS = terms(SKOS.Concept)
SCHEMES = terms(SKOS.ConceptScheme)


def test_terms_are_found() -> None:
    counts = [len(group) for group in (CLASSES, PROPERTIES, CONCEPTS, SCHEMES)]
    assert counts == [15, 68, 186, 12]


def english(term: URIRef, predicate: URIRef) -> list[str]:
    values = list(ontology().objects(term, predicate))
    assert all(isinstance(v, Literal) and v.language == "en" for v in values)
    return [str(value) for value in values]


@pytest.mark.parametrize("term", CLASSES + PROPERTIES + CONCEPTS + SCHEMES, ids=local)
def test_term_has_a_label_and_a_definition(term: URIRef) -> None:
    assert len(english(term, RDFS.label)) == 1
    (comment,) = english(term, RDFS.comment)
    assert re.search(r"[.)]$", comment), comment
    assert english(term, SKOS.definition) in ([], [comment])


@pytest.mark.parametrize("term", CONCEPTS, ids=local)
def test_concept_has_a_preferred_label_and_a_scheme(term: URIRef) -> None:
    assert english(term, SKOS.prefLabel) == english(term, RDFS.label)
    assert set(ontology().objects(term, SKOS.inScheme)) & set(SCHEMES)


@pytest.mark.parametrize("term", CLASSES + CONCEPTS, ids=local)
def test_class_and_concept_have_an_example_in_words(term: URIRef) -> None:
    assert len(english(term, SKOS.example)) == 1


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_property_has_an_example_in_turtle_that_uses_it(term: URIRef) -> None:
    (example,) = ontology().objects(term, SKOS.example)
    assert "\n" not in str(example)
    data = Graph().parse(data=EXAMPLE_PREFIXES + str(example), format="turtle")
    assert set(data.predicates()) == {term}


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_property_has_a_domain_and_a_range(term: URIRef) -> None:
    kinds = [t for t in PROPERTY_TYPES if (term, RDF.type, t) in ontology()]
    assert len(kinds) == 1
    for strict, loose in ((RDFS.domain, SDO.domainIncludes), (RDFS.range, SDO.rangeIncludes)):
        one, several = (set(ontology().objects(term, p)) for p in (strict, loose))
        assert (len(one) == 1 and not several) or (not one and len(several) >= 2)
    ends = {*ontology().objects(term, RDFS.range), *ontology().objects(term, SDO.rangeIncludes)}
    literal = {end for end in ends if str(end).startswith(str(XSD)) or end == RDF.langString}
    assert literal in (set(), ends)
    assert bool(literal) == (kinds != [OWL.ObjectProperty])


@pytest.mark.parametrize(
    ("namespace", "prefix", "licence"), [(KG, "kg", "by"), (PLOVER, "plover", "by-sa")]
)
def test_file_says_what_it_is(namespace: str, prefix: str, licence: str) -> None:
    g = ontology()
    (node,) = g.subjects(VANN.preferredNamespaceUri, Literal(namespace))
    assert (node, RDF.type, OWL.Ontology) in g
    assert str(g.value(node, VANN.preferredNamespacePrefix)) == prefix
    version = str(g.value(node, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert str(g.value(node, OWL.versionIRI)).endswith(f"/{version}")
    prior = str(g.value(node, OWL.priorVersion)).rsplit("/", 1)[-1]
    assert [int(n) for n in prior.split(".")] < [int(n) for n in version.split(".")]
    assert f"/licenses/{licence}/4.0/" in str(g.value(node, DCTERMS.license))
    issued, created = g.value(node, DCTERMS.issued), g.value(node, DCTERMS.created)
    assert isinstance(issued, Literal) and issued.datatype == XSD.date
    assert isinstance(created, Literal) and created <= issued
    assert g.value(node, DCTERMS.creator) is not None
    for predicate in (DCTERMS.title, DCTERMS.description, RDFS.label, RDFS.comment):
        assert g.value(node, predicate)


def test_readme_counts_what_there_is() -> None:
    assert README.count("15 classes, 68 properties, 79 concepts") == 1
    own = [c for c in CONCEPTS if str(c).startswith(KG)]
    assert (len(CLASSES), len(PROPERTIES), len(own)) == (15, 68, 79)


def test_readme_answers_every_competency_question_with_a_query() -> None:
    table = README.partition("## Competency questions")[2]
    rows = re.findall(r"^\| [^|]+\? \| (.+) \|$", table, re.MULTILINE)
    assert len(rows) >= 20
    names = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert len(names) >= 21
    assert names - set(named_queries()) == set()


def test_readme_names_the_version() -> None:
    versions = {str(v) for v in ontology().objects(None, OWL.versionInfo)}
    assert set(re.findall(r"version (\d+\.\d+\.\d+)", README)) == versions
