"""What is used is declared, what is declared is used, and no term of others is made up."""

from __future__ import annotations

import re

import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, XSD

from tests.ontology.test_annotations import CLASSES, CONCEPTS, PROPERTIES, SCHEMES, ontology
from tests.ontology.usage import (
    PREFIXES,
    computed,
    curies,
    in_code,
    in_turtle,
    relations,
    shortened,
)

SHAPES = ("shapes.ttl", "shapes-view.ttl")
VOCABULARY = tuple(f"vocabulary/{n}.ttl" for n in ("states", "places", "organizations", "leaders"))
OWN = {shortened(term) for term in CLASSES + PROPERTIES + CONCEPTS + SCHEMES}

# Vocabularies that rdflib knows term by term.
KNOWN = {
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SDO,
    "sh": SH,
    "skos": SKOS,
    "vann": VANN,
    "xsd": XSD,
}
# Those that it does not know, with the terms of theirs that we use, looked up by hand.
LISTED = {
    "itsrdf": "taClassRef taConfidence taIdentRef",
    "nif": "Context OffsetBasedString anchorOf beginIndex endIndex isString referenceContext",
    "sem": "Event eventType hasActor hasBeginTimeStamp hasEndTimeStamp hasPlace hasTimeStamp",
    "rdf": "reifies",  # of RDF 1.2, which rdflib has not got; written on demand only
}
# Names of RDF/XML's own elements and attributes: syntax, no terms.
RDF_XML = "RDF Description ID about parseType resource li nodeID datatype"
SYNTAX = {f"rdf:{name}" for name in RDF_XML.split()}

# Declared, in the shapes, and yet neither written nor read by the package:
UNUSED = {
    "kg:PronounMention": "for annotations by hand; extraction chains pronouns without keeping them",
    "kg:NominalMention": "the same",
    "kg:currency": "extraction gives the currency in kg:unit so far",
    "kg:alliedWith": "no rule or model finds it yet; written by hand it is promoted and shown",
    "kg:fightingAgainst": "the same",
    "kg:partyTo": "the same",
    "kg:other": "what the list does not name",
}
# PLOVER's modes and contexts are listed whole, whether or not a word list leads to them.
WHOLE = ("plover:mode-", "plover:context-", "plover:verbal", "plover:material")


def foreign(prefix: str, name: str) -> bool:
    """Whether a vocabulary of others has the term."""
    if prefix == "wd":
        return re.fullmatch(r"[QP][1-9]\d*", name) is not None
    return name in LISTED.get(prefix, "").split() or (prefix in KNOWN and name in KNOWN[prefix])


def used() -> set[str]:
    found = {*in_code(), *in_turtle(*VOCABULARY), *relations()}
    return found.union(*computed().values()) & OWN


def test_every_own_term_of_the_code_is_declared() -> None:
    own = {curie: path for curie, path in in_code().items() if curie.startswith(("kg:", "plover:"))}
    assert len(own) >= 80
    assert {curie: path for curie, path in own.items() if curie not in OWN} == {}


def test_every_own_term_of_shapes_and_vocabulary_is_declared() -> None:
    own = {c for c in in_turtle(*SHAPES, *VOCABULARY) if c.startswith(("kg:", "plover:"))}
    assert len(own) >= 100
    assert own - OWN == set()


@pytest.mark.parametrize("scheme", sorted(computed()))
def test_every_computed_term_is_in_its_scheme(scheme: str) -> None:
    members = {
        shortened(s)
        for s, _, o in ontology().triples((None, SKOS.inScheme, None))
        if shortened(o) == scheme
    }
    assert computed()[scheme]
    assert computed()[scheme] <= members


def test_every_declared_term_is_used() -> None:
    schemes = {shortened(scheme) for scheme in SCHEMES}  # used by having members
    idle = {term for term in OWN - used() - schemes if not term.startswith(WHOLE)}
    assert idle == set(UNUSED)


def test_what_is_not_used_is_at_least_allowed_by_the_shapes() -> None:
    assert set(UNUSED) - set(in_turtle(*SHAPES)) == {"kg:other"}


def test_every_scheme_has_members() -> None:
    for scheme in SCHEMES:
        assert len(set(ontology().subjects(SKOS.inScheme, scheme))) >= 3


def test_no_foreign_term_is_made_up() -> None:
    named = {*in_code(), *in_turtle("kg.ttl", "plover.ttl", *SHAPES, *VOCABULARY)}
    terms = {c for c in named if c.split(":")[0] in PREFIXES}
    terms = {c for c in terms - SYNTAX if not c.startswith(("kg:", "plover:"))}
    assert len(terms) >= 100
    assert sorted(c for c in terms if not foreign(*c.split(":", 1))) == []


def test_every_listed_term_is_used() -> None:
    named = {*in_code(), *in_turtle("kg.ttl", *SHAPES, *VOCABULARY)}
    for prefix, names in LISTED.items():
        assert {f"{prefix}:{name}" for name in names.split()} <= named


def test_prefixes_mean_what_they_mean_elsewhere() -> None:
    for prefix, namespace in KNOWN.items():
        assert PREFIXES[prefix] == str(namespace)


@pytest.mark.parametrize(
    ("prefix", "name"),
    [("prov", "wasSaidBy"), ("org", "Ministry"), ("schema", "Politician2"), ("nif", "Mention"), ("sem", "hasFigure"), ("skos", "metonym"), ("wd", "X12"), ("itsrdf", "refersTo")],
)  # fmt: skip
def test_a_made_up_term_is_found(prefix: str, name: str) -> None:
    assert not foreign(prefix, name)


def test_a_term_is_found_in_every_way_of_writing_it() -> None:
    text = """
        ?event kg:actor ?a ; a <https://w3id.org/newskg/ontology#Nowhere> .
        _KG + "Person"; term("plover:AID"); "http://www.w3.org/2004/02/skos/core#broader"
        https://schema.org/about xkg:no /kg:no
    """
    assert set(curies(text)) == {
        "kg:actor", "kg:Nowhere", "kg:Person", "plover:AID", "skos:broader", "schema:about",
    }  # fmt: skip
