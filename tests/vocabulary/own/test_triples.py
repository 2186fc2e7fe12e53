"""RDF as others write it: SKOS, FOAF, ORG, schema.org, and our own terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.records import MentionType, PartialDate
from kg.vocabulary.own import Entry, OwnFile, read_file

PREFIXES = """
@prefix ent: <https://w3id.org/newskg/entity/> .
@prefix ex: <http://example.org/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""


def read(folder: Path, turtle: str) -> OwnFile:
    path = folder / "own.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return read_file(path)


def one(folder: Path, turtle: str) -> Entry:
    found = read(folder, turtle)
    assert found.remarks == ()
    (entry,) = found.entries
    return entry


def test_concept_with_all_its_labels(tmp_path: Path) -> None:
    entry = one(
        tmp_path,
        """ex:companies a skos:ConceptScheme ; skos:prefLabel "Companies"@en .
        ex:t1 a skos:Concept ; skos:inScheme ex:companies ; skos:prefLabel "Tern Steel"@en-GB ,
          "Ternstahl"@de ; skos:altLabel "Tern", "Stahl"@de ; skos:hiddenLabel "Tern Stele" ;
          skos:notation "Q99900987" .""",
    )
    assert (entry.type, entry.organization_type) == (MentionType.ORGANIZATION, "company")
    assert (entry.label, entry.names) == ("Tern Steel", ("Tern Steel", "Tern", "Tern Stele"))
    assert (entry.wikidata, entry.id, entry.key) == ("Q99900987", "", "http://example.org/t1")


@pytest.mark.parametrize(
    "link",
    [
        "owl:sameAs wd:Q99900987",
        "skos:exactMatch wd:Q99900987",
        "schema:sameAs <https://www.wikidata.org/wiki/Q99900987>",
        "owl:sameAs <http://example.com/other> , wd:Q99900987",
    ],
)
def test_links_to_wikidata(tmp_path: Path, link: str) -> None:
    entry = one(tmp_path, f'ex:p a foaf:Person ; foaf:name "Ana Brun" ; {link} .')
    assert entry.wikidata == "Q99900987"


def test_close_match_is_no_identity(tmp_path: Path) -> None:
    entry = one(
        tmp_path, 'ex:p a foaf:Person ; foaf:name "Ana Brun" ; skos:closeMatch wd:Q99900987 .'
    )
    assert entry.wikidata == ""


def test_item_of_wikidata_itself(tmp_path: Path) -> None:
    entry = one(tmp_path, 'wd:Q99900987 a schema:Country ; rdfs:label "Borland"@en .')
    assert (entry.wikidata, entry.type) == ("Q99900987", MentionType.STATE)


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        ("foaf:Person", (MentionType.PERSON, "")),
        ("schema:Person", (MentionType.PERSON, "")),
        ("org:Organization", (MentionType.ORGANIZATION, "")),
        ("schema:GovernmentOrganization", (MentionType.ORGANIZATION, "government")),
        ("schema:NewsMediaOrganization", (MentionType.ORGANIZATION, "media")),
        ("schema:Corporation", (MentionType.ORGANIZATION, "company")),
        (
            "schema:Organization, schema:CollegeOrUniversity",
            (MentionType.ORGANIZATION, "university"),
        ),
        ("schema:Country", (MentionType.STATE, "")),
        ("schema:Country, schema:Place", (MentionType.STATE, "")),
        ("schema:State", (MentionType.PLACE, "")),
        ("schema:City", (MentionType.PLACE, "")),
        ("org:Post", (MentionType.ROLE, "")),
        ("kg:State", (MentionType.STATE, "")),
        ("skos:Concept, owl:NamedIndividual, foaf:Person", (MentionType.PERSON, "")),
    ],
)
def test_classes_of_common_vocabularies(
    tmp_path: Path, classes: str, kind: tuple[MentionType, str]
) -> None:
    entry = one(tmp_path, f'ex:x a {classes} ; rdfs:label "Tern" .')
    assert (entry.type, entry.organization_type) == kind


def test_person_of_parts_with_a_post(tmp_path: Path) -> None:
    entry = one(
        tmp_path,
        """ex:p a foaf:Person ; foaf:givenName "Ana" ; foaf:familyName "Brun" ; foaf:nick "Annie B." .
        [] a org:Membership ; org:member ex:p ; org:role ex:minister ; org:organization ex:borland ;
          sem:hasBeginTimeStamp "2021-03" .""",
    )
    assert (entry.label, entry.family_name) == ("Ana Brun", "Brun")
    assert entry.names == ("Ana Brun", "Annie B.")
    (tenure,) = entry.tenures
    assert (tenure.post, tenure.body) == (
        "http://example.org/minister",
        "http://example.org/borland",
    )
    assert tenure.begin == PartialDate(2021, 3)


def test_what_orders_entities_is_none(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """ex:scheme a skos:ConceptScheme ; skos:prefLabel "My list" .
        ex:people a skos:Concept ; skos:prefLabel "People" .
        ex:Class a owl:Class ; rdfs:label "Some class" .
        ex:p a skos:Concept ; skos:prefLabel "Ana Brun" ; skos:broader ex:people ;
          skos:inScheme ex:scheme .""",
    )
    assert [(e.label, e.type) for e in found.entries] == [("Ana Brun", MentionType.PERSON)]
    assert found.remarks == ()


def test_labels_in_another_language_count_where_there_are_no_others(tmp_path: Path) -> None:
    entry = one(tmp_path, 'ex:x a schema:City ; rdfs:label "Borhafen"@de , "Borport"@fr .')
    assert set(entry.names) == {"Borhafen", "Borport"}


def test_person_and_something_else_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, 'ex:x a foaf:Person , org:Organization ; rdfs:label "Tern" .')
    (remark,) = found.remarks
    assert (remark.where, remark.whole, found.entries) == ("http://example.org/x", True, ())
    assert "Organization at once" in remark.reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "own.nt",
            "<http://example.org/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<https://schema.org/Country> .\n<http://example.org/b> "
            '<http://www.w3.org/2000/01/rdf-schema#label> "Borland"@en .\n',
        ),
        (
            "own.rdf",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:s="http://schema.org/"><s:Country r:about="http://example.org/b">'
            "<s:name>Borland</s:name></s:Country></r:RDF>",
        ),
        (
            "own.jsonld",
            '{"@context": {"@vocab": "https://schema.org/"}, "@id": "http://example.org/b", '
            '"@type": "Country", "name": "Borland"}',
        ),
    ],
)
def test_other_forms_of_rdf(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (entry,) = read_file(path).entries
    assert (entry.label, entry.type) == ("Borland", MentionType.STATE)
