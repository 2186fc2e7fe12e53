"""Users' entities beside the known ones: extended, new, and names that become ambiguous."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.records import MentionType, PartialDate
from kg.vocabulary import KnownEntity, Vocabulary
from kg.vocabulary.own import Joined, add_own, read_file

REASON = "the name 'the united states' has no capital letter and so is found in no article"
HEAD = "id,name,aliases,type,wikidata,state,post,since,code,capital\n"


def join(folder: Path, known: Vocabulary, *tables: str) -> Joined:
    files = []
    for number, rows in enumerate(tables):
        path = folder / f"own{number}.csv"
        path.write_text(HEAD + rows, encoding="utf-8")
        files.append(read_file(path))
    return add_own(known, files)


def changed(joined: Joined, known: Vocabulary) -> dict[str, KnownEntity]:
    return {one.id: one for one in joined.entities if known.get(one.id) != one}


def reasons(joined: Joined) -> list[str]:
    return [remark.reason for file in joined.files for remark in file.remarks]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ("usa,America,Yankeeland,,,,,,,", "America"),
        ("usa,,Yankeeland,,,,,,,", "United States"),
        (",America,Yankeeland,,Q30,,,,,", "America"),
        ("9,America,Yankeeland,country,Q30,,,,,", "America"),
        ("Q30,America,Yankeeland,,,,,,,", "America"),
        (",United States,Yankeeland,state,,,,,,", "United States"),
        (",the united states,Yankeeland,state,,,,,,", "United States"),
        (",U.S.,Yankeeland,state,,,,,,", "United States"),
    ],
)
def test_known_entity_is_extended(
    tmp_path: Path, vocabulary: Vocabulary, row: str, label: str
) -> None:
    joined = join(tmp_path, vocabulary, row + "\n")
    entity = changed(joined, vocabulary)["usa"]
    assert (entity.label, entity.type, entity.wikidata) == (label, MentionType.STATE, "Q30")
    assert {"United States", "US", "Yankeeland"} <= set(entity.names)
    renamed = "United States (ent:usa) is called 'America' from now on"
    said = [REASON] * row.startswith(",the ") + [renamed] * (label == "America")
    assert reasons(joined) == said
    assert (joined.files[0].new, joined.files[0].extended) == (0, 1)
    again = Vocabulary(joined.entities)
    assert [one.id for one in again.named("Yankeeland")] == ["usa"]
    assert [one.id for one in again.named("United States")] == ["usa"]


def test_new_entity_has_the_slug_of_its_name(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = ",Borland,Borlandia,country,Q99900987,,,,BL,\ntern-party,Tern,,party,,Borland,,,,\n"
    found = changed(join(tmp_path, vocabulary, rows), vocabulary)
    assert set(found) == {"borland", "tern-party"}
    assert (found["borland"].wikidata, found["borland"].codes) == ("Q99900987", ("BL",))
    assert found["tern-party"].parent == "borland"


def test_order_of_rows_does_not_matter_for_what_they_point_to(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    rows = [
        ",Ana Brun,,person,,Borland,envoy,2021,,\n",
        ",Borland,,country,,,,,,Borhaven\n",
        ",Borhaven,,city,,Borland,,,,\n",
    ]
    one = join(tmp_path, vocabulary, "".join(rows))
    other = join(tmp_path, vocabulary, "".join(reversed(rows)))
    assert one.entities == other.entities
    found = changed(one, vocabulary)
    assert found["borland"].seats == ("borhaven",)
    assert found["ana-brun"].parent == "borland"
    assert found["envoy-of-borland"].label == "Envoy of Borland"


@pytest.mark.parametrize(
    ("post", "state", "expected"),
    [
        ("prime minister", "Poland", "prime-minister-of-poland"),
        ("Prime Minister of Poland", "", "prime-minister-of-poland"),
        ("envoy", "PL", "envoy-of-poland"),
        ("envoy of Poland", "", "envoy-of-poland"),
        ("speaker of the Sejm", "Poland", "speaker-of-sejm"),
        ("secretary general", "NATO", "secretary-general-of-nato"),
    ],
)
def test_posts_are_found_or_made(
    tmp_path: Path, vocabulary: Vocabulary, post: str, state: str, expected: str
) -> None:
    joined = join(tmp_path, vocabulary, f",Ana Brun,,person,,{state},{post},2021-03,,\n")
    assert reasons(joined) == []
    (tenure,) = changed(joined, vocabulary)["ana-brun"].tenures
    assert (tenure.post, tenure.begin) == (expected, PartialDate(2021, 3))
    posts = {one.id: one for one in joined.entities}
    assert posts[expected].type is MentionType.ROLE
    assert tenure.body == posts[expected].parent != ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Ana Brun,,,,,,,,", "what is it?"),
        ("nobody-known,,Ana,,,,,,,", "without a name"),
        (",Ana Brun,,person,Q30,,,,,", "Q30 is United States, a State"),
        ("poland,Polska,,,Q30,,,,,", "Q30 is ent:usa, which is not ent:poland"),
    ],
)
def test_unclear_entry_changes_nothing_and_is_named(
    tmp_path: Path, vocabulary: Vocabulary, row: str, reason: str
) -> None:
    joined = join(tmp_path, vocabulary, row + "\n")
    assert changed(joined, vocabulary) == {}
    (remark,) = joined.files[0].remarks
    assert (remark.where, remark.whole) == ("line 2", True)
    assert reason in remark.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Ana Brun,,person,,Nowhere,,,,", "'Nowhere' is not known"),
        (",Ana Brun,,person,,,envoy,,,", "the post 'envoy'"),
        (",Borland,,state,,,,,US,", "the code 'US' is somebody else's"),
        (",Borland,,state,,,,,,Nowhere", "a seat or capital"),
    ],
)
def test_part_that_is_unclear_is_left_out_and_named(
    tmp_path: Path, vocabulary: Vocabulary, row: str, reason: str
) -> None:
    joined = join(tmp_path, vocabulary, row + "\n")
    assert len(changed(joined, vocabulary)) == 1
    (remark,) = joined.files[0].remarks
    assert not remark.whole
    assert reason in remark.reason
    assert Vocabulary(joined.entities).by_code("US") == vocabulary.by_code("US")


def test_id_may_say_that_a_known_place_is_a_state(tmp_path: Path, vocabulary: Vocabulary) -> None:
    found = changed(join(tmp_path, vocabulary, "warsaw,Warsaw,,state,,,,,,\n"), vocabulary)
    assert found["warsaw"].type is MentionType.STATE


def test_name_of_two_entities_is_ambiguous_for_both(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = ",Borland,Sejm,state,,,,,,\nanna-lind-2,Anna Lind,,person,,Borland,,,,\n"
    joined = join(tmp_path, vocabulary, rows)
    every = Vocabulary(joined.entities)
    for name, bearers in (
        ("Sejm", {"sejm", "borland"}),
        ("Anna Lind", {"anna-lind", "anna-lind-2"}),
    ):
        assert {one.id for one in every.called(name)} == bearers
        assert all(one.is_ambiguous(name) for one in every.called(name))
    assert not every.entities["borland"].is_ambiguous("Borland")


def test_capital_and_state_may_share_a_name(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = "borland,Borland,,state,,,,,,borland-city\nborland-city,Borland,,city,,borland,,,,\n"
    found = changed(join(tmp_path, vocabulary, rows), vocabulary)
    assert (found["borland"].ambiguous, found["borland-city"].ambiguous) == ((), ())


def test_namesakes_without_ids_of_different_states_are_two(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    rows = ",Ana Brun,,person,,Poland,,,,\n,Ana Brun,,person,,United States,,,,\n"
    joined = join(tmp_path, vocabulary, rows)
    found = changed(joined, vocabulary)
    assert {one.parent for one in found.values()} == {"poland", "usa"}
    assert set(found) == {"ana-brun", "ana-brun-united-states"}
    assert all(one.ambiguous == ("Ana Brun",) for one in found.values())


def test_later_file_extends_an_earlier_one(tmp_path: Path, vocabulary: Vocabulary) -> None:
    joined = join(
        tmp_path,
        vocabulary,
        ",Borland,Borlandia,state,Q99900987,,,,,\n",
        ",Kingdom of Borland,,state,Q99900987,,,,,\n",
    )
    found = changed(joined, vocabulary)["borland"]
    assert found.names == ("Kingdom of Borland", "Borland", "Borlandia")
    assert [(file.new, file.extended) for file in joined.files] == [(1, 0), (0, 1)]


def test_turtle_in_our_terms_adds_to_what_is_shipped(
    tmp_path: Path, vocabulary: Vocabulary, turtle: Path
) -> None:
    with turtle.open("a", encoding="utf-8") as file:
        file.write(
            'ent:poland skos:altLabel "Rzeczpospolita"@en ; kg:metonym "Belweder"@en .'
            'ent:odo a kg:Person ; skos:prefLabel "Odo Brandt"@en ; kg:citizenOf ent:poland .'
            "ent:tenure-9 a kg:Tenure ; org:member ent:odo ; kg:post ent:prime-minister-of-poland ;"
            ' org:organization ent:poland ; sem:hasEndTimeStamp "2019-05"^^xsd:gYearMonth .'
        )
    joined = add_own(vocabulary, [read_file(turtle)])
    found = changed(joined, vocabulary)
    assert reasons(joined) == []
    assert set(found) == {"poland", "odo"}
    assert "Rzeczpospolita" in found["poland"].names
    assert found["poland"].metonyms == ("Belweder",)
    assert found["odo"].tenures[0].post == "prime-minister-of-poland"


def test_change_of_type_is_told(tmp_path: Path, vocabulary: Vocabulary) -> None:
    joined = join(tmp_path, vocabulary, "usa,United States,,person,,,,,,\n")
    told = "United States (ent:usa) is of type Person, not State, from now on"
    assert told in reasons(joined)
