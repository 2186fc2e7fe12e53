"""Reading the vocabulary's Turtle."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.records import MentionType, PartialDate
from kg.vocabulary import Vocabulary
from kg.vocabulary.entities import read_entities


def test_properties_become_fields(vocabulary: Vocabulary) -> None:
    poland = vocabulary.entities["poland"]
    assert poland.type is MentionType.STATE
    assert poland.demonyms == ("Pole", "Polish")
    assert poland.ambiguous == ("Pole",)
    assert poland.codes == ("PL",)
    assert poland.seats == ("warsaw",)


def test_wikidata_ids_lose_their_prefix(vocabulary: Vocabulary) -> None:
    assert vocabulary.entities["usa"].wikidata == "Q30"


@pytest.mark.parametrize(
    ("entity", "parent"),
    [("sejm", "poland"), ("warsaw", "poland"), ("prime-minister-of-poland", "poland")],
)
def test_parent_is_what_an_entity_belongs_to(
    vocabulary: Vocabulary, entity: str, parent: str
) -> None:
    assert vocabulary.entities[entity].parent == parent


def test_tenures_join_their_person(vocabulary: Vocabulary) -> None:
    (tenure,) = vocabulary.entities["anna-lind"].tenures
    assert tenure.post == "prime-minister-of-poland"
    assert tenure.begin == PartialDate(2019, 5)
    assert tenure.end is None


def test_only_the_five_classes_are_entities(vocabulary: Vocabulary) -> None:
    assert vocabulary.get("a-concept") is None
    assert vocabulary.get("tenure-1") is None


def test_a_subject_may_be_spread_over_files(turtle: Path) -> None:
    second = turtle.with_name("second.ttl")
    second.write_text(
        turtle.read_text(encoding="utf-8") + 'ent:borland skos:altLabel "Borland Isles"@en .',
        encoding="utf-8",
    )
    with turtle.open("a", encoding="utf-8") as file:
        file.write('ent:borland a kg:State ; skos:prefLabel "Borland"@en .')
    (borland,) = read_entities([turtle, second])
    assert borland.names == ("Borland", "Borland Isles")


def test_broken_turtle_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("ent:x a", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"broken\.ttl"):
        read_entities([path])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Congo", True), ("the CONGO", True), ("Congo's", True), ("Congo Republic", False)],
)
def test_ambiguous_names_in_any_writing(vocabulary: Vocabulary, text: str, expected: bool) -> None:
    assert vocabulary.entities["congo-west"].is_ambiguous(text) is expected
