"""The builder of the vocabulary: rows of holders, tenures of several sources, and its checks."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest

from kg.resources import ontology_dir


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The modules of ontology/builder, by name."""
    monkeypatch.syspath_prepend(str(ontology_dir()))

    class Modules:
        def __getattr__(self, name: str) -> ModuleType:
            return importlib.import_module(f"builder.{name}")

    return Modules()


@pytest.fixture
def registry(builder: Any) -> Any:
    """Borland, its capital, and its president."""
    entities = builder.entities
    found = entities.Registry()
    borland = found.add(entities.Entity("borland", "State", "Borland"), "Q100001")
    found.add(entities.Entity("borville", "Place", "Borville"))
    borland.facts["kg:seatOfGovernment"] = ["ent:borville"]
    found.add(entities.Entity("odo-brandt", "Person", "Odo Brandt"), "Q100002")
    return found


def holders(builder: Any, row: str, place: str = "borland") -> list[Any]:
    content = {"states": {place: {"president": [row]}}, "bodies": {}}
    return list(builder.holders.read_holders(content))


@pytest.mark.parametrize(
    ("row", "name", "family", "begin", "end"),
    [
        ("Q1 Odo Brandt 2001-02-03/2005", "Odo Brandt", "", "2001-02-03", "2005"),
        ("Q1 Odo Le Brandt (Le Brandt) 2001/-", "Odo Le Brandt", "Le Brandt", "2001", None),
        ("Q1 Odo Brandt -/2005-06", "Odo Brandt", "", None, "2005-06"),
    ],
)
def test_rows_of_holders(
    builder: Any, row: str, name: str, family: str, begin: str | None, end: str | None
) -> None:
    (holder,) = holders(builder, row)
    assert (holder.name, holder.family, holder.begin, holder.end) == (name, family, begin, end)


def test_where_the_family_name_stands_first(builder: Any) -> None:
    (holder,) = holders(builder, "Q1 Kim Odo 2001/-", "south-korea")
    assert holder.family == "Kim"


@pytest.mark.parametrize("row", ["Odo Brandt 2001/-", "Q1 Odo Brandt", "Q1 Odo Brandt 01/02"])
def test_a_row_that_cannot_be_read_stops_the_build(builder: Any, row: str) -> None:
    with pytest.raises(ValueError, match="borland, president"):
        holders(builder, row)


def merged(builder: Any, *rows: tuple[str, str | None, str | None, str]) -> list[Any]:
    tenures = builder.tenures
    found = tenures.merge(
        [
            tenures.Holding(
                person, "President of Borland", begin, end, None, getattr(tenures, source)
            )
            for person, begin, end, source in rows
        ]
    )
    return sorted((h.person, h.begin, h.end) for h in found)


def test_one_tenure_from_two_sources_is_the_stronger_one(builder: Any) -> None:
    found = merged(
        builder, ("odo", "2001-02-03", None, "CURATED"), ("odo", "2001", "2005", "WORLD_LEADERS")
    )
    assert found == [("odo", "2001-02-03", "2005")]


def test_two_terms_of_one_person_stay_two(builder: Any) -> None:
    found = merged(
        builder,
        ("odo", "2001", "2005", "WORLD_LEADERS"),
        ("odo", "2009-01-20", None, "CURATED"),
        ("una", "2005", "2009", "HOLDERS"),
    )
    assert found == [("odo", "2001", "2005"), ("odo", "2009-01-20", None), ("una", "2005", "2009")]


def test_an_open_tenure_ends_where_the_next_begins(builder: Any) -> None:
    found = merged(builder, ("odo", "2001", None, "HOLDERS"), ("una", "2005-03", None, "CURATED"))
    assert found == [("odo", "2001", "2005-03"), ("una", "2005-03", None)]


def test_what_is_right_passes(builder: Any, registry: Any) -> None:
    builder.checks.check(registry, [])


def test_all_faults_are_named_at_once(builder: Any, registry: Any) -> None:
    entity = builder.entities.Entity
    registry.add(entity("cestria", "State", "Cestria"))
    registry.by_id["borland"].facts["kg:partOf"] = ["ent:nowhere"]
    tenure = registry.add(entity("tenure-1", "Tenure", ""))
    tenure.facts["sem:hasBeginTimeStamp"] = ['"2005-03"^^xsd:gYearMonth']
    tenure.facts["sem:hasEndTimeStamp"] = ['"2001"^^xsd:gYear']
    member = builder.memberships.Membership("tern-club", "borland", "2001", "", "<x>")
    with pytest.raises(builder.checks.BrokenVocabulary) as caught:
        builder.checks.check(registry, [member])
    for fault in ("cestria", "nowhere", "tenure-1", "tern-club"):
        assert fault in str(caught.value)


def test_a_wikidata_id_is_given_once(builder: Any, registry: Any) -> None:
    with pytest.raises(ValueError, match="Q100001"):
        registry.add(builder.entities.Entity("cestria", "State", "Cestria"), "Q100001")


def test_people_of_one_name_are_marked(builder: Any, registry: Any) -> None:
    namesake = registry.add(builder.entities.Entity("odo-brandt-2", "Person", "Ódo Brandt"))
    assert builder.checks.mark_shared_names(registry) == 1
    assert namesake.names["kg:ambiguousName"] == {"Ódo Brandt"}
    assert registry.by_id["odo-brandt"].names["kg:ambiguousName"] == {"Odo Brandt"}
