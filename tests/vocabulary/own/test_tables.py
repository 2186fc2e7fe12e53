"""CSV as users write it: what is understood, and what is said of the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.records import MentionType, PartialDate
from kg.vocabulary.own import Entry, OwnFile, read_file

SIMPLE = "name,type\nBorland,state\n"


def read(folder: Path, text: str | bytes, name: str = "own.csv") -> OwnFile:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_file(path)


def one(folder: Path, text: str | bytes, name: str = "own.csv") -> Entry:
    (entry,) = read(folder, text, name).entries
    return entry


@pytest.mark.parametrize(
    "content",
    [
        SIMPLE.encode(),
        b"\xef\xbb\xbf" + SIMPLE.encode(),
        SIMPLE.encode("utf-16"),
        SIMPLE.replace(",", ";").encode(),
        SIMPLE.replace(",", "\t").encode(),
        SIMPLE.replace("\n", "\r\n").encode(),
        SIMPLE.replace("\n", "\r").encode(),
        b"sep=;\r\n" + SIMPLE.replace(",", ";").encode(),
        b"Preferred Label,Entity_Type\n\n,\nBorland,Countries\n",
        b"prefLabel,entityType\n Borland ,http://schema.org/Country\n",
        b'"name","type"\n"Borland","Sovereign state"\n',
    ],
    ids=[
        "utf-8",
        "bom",
        "utf-16",
        "semicolon",
        "tab",
        "crlf",
        "cr",
        "sep",
        "words",
        "iri",
        "quoted",
    ],
)
def test_spreadsheets_of_all_kinds_say_the_same(tmp_path: Path, content: bytes) -> None:
    entry = one(tmp_path, content)
    assert (entry.label, entry.names, entry.type) == ("Borland", ("Borland",), MentionType.STATE)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("name,aliases,type\nTern,T. Club|Terns,party\n", ("Tern", "T. Club", "Terns")),
        ("name,aliases,type\nTern,T. Club; Terns ;,party\n", ("Tern", "T. Club", "Terns")),
        (
            'name,aka,type\nTern,"Terns, The|Tern\n Club",party\n',
            ("Tern", "Terns, The", "Tern", "Club"),
        ),
        ("name;aliases;type\nTern;T. Club|Terns;party\n", ("Tern", "T. Club", "Terns")),
        ('name;aliases;type\nTern;"T; Club";party\n', ("Tern", "T; Club")),
        ("name,alias,acronym,type\nTern,n/a,TC,party\n", ("Tern", "TC")),
        ("name,alias,alias,type\nTern,Terns,Tern,party\n", ("Tern", "Terns")),
    ],
)
def test_aliases_in_one_cell_or_in_several_columns(
    tmp_path: Path, text: str, names: tuple[str, ...]
) -> None:
    assert one(tmp_path, text).names == tuple(dict.fromkeys(names))


def test_all_columns_of_a_person(tmp_path: Path) -> None:
    entry = one(
        tmp_path,
        "id,first name,last name,type,QID,nationality,position,since,until\n"
        "ent:ana-brun,Ana,Brun,politician,http://www.wikidata.org/entity/Q99900987,Borland,"
        "foreign minister,2021-03,2024\n",
    )
    assert (entry.id, entry.label, entry.family_name) == ("ana-brun", "Ana Brun", "Brun")
    assert (entry.type, entry.wikidata, entry.parent) == (
        MentionType.PERSON,
        "Q99900987",
        "Borland",
    )
    (tenure,) = entry.tenures
    assert (tenure.post, tenure.body) == ("foreign minister", "Borland")
    assert (tenure.begin, tenure.end) == (PartialDate(2021, 3), PartialDate(2024))


def test_all_columns_of_a_body_and_a_state(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "name,type,organisation type,country,hq,iso code,demonym,capital,metonym,ambiguous\n"
        "Tern Steel,organization,Company,Borland,Borhaven,,,,Tern House,Tern\n"
        "Borland,country,,,,BL|BLD,Borlander|Borlandic,Borhaven,,\n",
    )
    body, state = found.entries
    assert found.remarks == ()
    assert (body.organization_type, body.parent, body.based_in) == (
        "company",
        "Borland",
        "Borhaven",
    )
    assert (body.metonyms, body.ambiguous) == (("Tern House",), ("Tern",))
    assert (state.codes, state.demonyms) == (("BL", "BLD"), ("Borlander", "Borlandic"))
    assert state.seats == ("Borhaven",)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Person", (MentionType.PERSON, "")),
        ("PublicBody", (MentionType.ORGANIZATION, "")),
        ("political_party", (MentionType.ORGANIZATION, "party")),
        ("Companies", (MentionType.ORGANIZATION, "company")),
        ("NGO", (MentionType.ORGANIZATION, "ngo")),
        ("city", (MentionType.PLACE, "")),
        ("https://schema.org/State", (MentionType.PLACE, "")),
        ("kg:State", (MentionType.STATE, "")),
        ("http://xmlns.com/foaf/0.1/Person", (MentionType.PERSON, "")),
    ],
)
def test_type_in_the_users_words(tmp_path: Path, word: str, kind: tuple[MentionType, str]) -> None:
    entry = one(tmp_path, f"name,type\nTern,{word}\n")
    assert (entry.type, entry.organization_type) == kind


@pytest.mark.parametrize(
    ("row", "where", "reason"),
    [
        ("Tern,wizard,,", "line 2", "type 'wizard'"),
        (",state,,", "line 2", "without a usable name"),
        ("X,state,,", "line 2", "'X' is no name"),
        ("123,state,,", "line 2", "'123' is no name"),
        ("Te\x07rn,state,,", "line 2", "control characters"),
        ("Tern\u202eland,state,,", "line 2", "control characters"),
        (f"{'Tern' * 60},state,,", "line 2", "longer than 200"),
        ("Tern,Steel,company,,x", "line 2", "5 cells in 4 columns"),
        # Which of the two depends on the csv module's limit, which reading articles has raised.
        (f"{'x' * 200_000},state,,", "line 2", "not a row of CSV|longer than 200"),
    ],
)
def test_row_that_cannot_be_used_is_named_and_the_rest_goes_on(
    tmp_path: Path, row: str, where: str, reason: str
) -> None:
    found = read(tmp_path, f"name,type,wikidata,since\n{row}\nBorland,state,,\n")
    whole = [remark for remark in found.remarks if remark.whole]
    assert [remark.where for remark in whole] == [where]
    assert any(re.search(reason, remark.reason) for remark in found.remarks)
    assert [entry.label for entry in found.entries] == ["Borland"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Tern,person,Q12x,", "'Q12x' is no Wikidata id"),
        ("Tern,person,,20x1", "'20x1' is no date"),
        ("Tern,person,,2021-13", "'2021-13' is no date"),
    ],
)
def test_cell_that_cannot_be_used_is_named_and_the_row_stays(
    tmp_path: Path, row: str, reason: str
) -> None:
    found = read(tmp_path, f"name,type,wikidata,since\n{row}\n")
    (remark,) = found.remarks
    assert (remark.where, remark.whole) == ("line 2", False)
    assert reason in remark.reason
    assert len(found.entries) == 1


def test_lines_are_those_of_the_file_even_after_cells_of_several_lines(tmp_path: Path) -> None:
    found = read(tmp_path, 'name,alias,type\n"Tern","a\nTern Club\n",party\n\n,,party\n')
    assert [remark.where for remark in found.remarks if remark.whole] == ["line 6"]


def test_column_that_is_not_known_is_named_once(tmp_path: Path) -> None:
    found = read(tmp_path, "name,type,shoe size\nAna Brun,person,44\nOdo Brandt,person,43\n")
    (remark,) = found.remarks
    assert (remark.where, remark.whole) == ("line 1", False)
    assert "'shoe size'" in remark.reason


def test_rows_may_be_switched_off(tmp_path: Path) -> None:
    found = read(tmp_path, "use,name,type\nyes,Borland,state\nno,Cestria,state\n,Avaria,state\n")
    assert [entry.label for entry in found.entries] == ["Borland"]
    assert (found.unchosen, found.remarks) == (2, ())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("own.csv", b"colour,size\nred,3\n", "no column for names"),
        ("own.csv", b"", "no column for names"),
        ("own.csv", b"name,type\nC\xf4te,state\n", "line 2 is not UTF-8"),
        ("own.xlsx", b"PK", "not a kind of file"),
        ("missing.csv", None, "cannot be read"),
        ("own.ttl", b"ent:x a", "cannot be read as Turtle"),
        ("own.rdf", b"<a><b></a>", "cannot be read as RDF/XML"),
        ("own.jsonld", b"{", "cannot be read as JSON-LD"),
    ],
)
def test_file_that_cannot_be_read_at_all_is_an_error_with_its_name(
    tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OntologyError, match=reason) as caught:
        read_file(path)
    assert name in str(caught.value)


def test_file_with_nothing_in_it_is_remarked_upon(tmp_path: Path) -> None:
    for name, text in (("own.csv", "name,type\n"), ("own.ttl", "")):
        (remark,) = read(tmp_path, text, name).remarks
        assert "no entity" in remark.reason


@pytest.mark.parametrize("name", ['"=HYPERLINK(1)"', "#REF!", "#NAME?"])
def test_formula_is_no_name(tmp_path: Path, name: str) -> None:
    file = read(tmp_path, f"name,type\n{name},person\n#MeTooTern,organization\n")
    assert [entry.label for entry in file.entries] == ["#MeTooTern"]
    assert any("formula or an error" in remark.reason for remark in file.remarks)


def test_quotation_mark_that_is_not_closed_is_told(tmp_path: Path) -> None:
    file = read(tmp_path, 'name,type\nAna Brun,person\n"Odo Brandt,person\nNina Holm,person\n')
    assert [entry.label for entry in file.entries] == ["Ana Brun"]
    (remark,) = file.remarks
    assert (remark.where, remark.whole) == ("line 3", True)
    assert "quotation mark" in remark.reason


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"])
def test_packed_spreadsheet_under_the_name_of_csv_is_told(tmp_path: Path, start: bytes) -> None:
    with pytest.raises(OntologyError, match="CSV UTF-8"):
        read(tmp_path, start + b"abc" * 40)


def test_spreadsheet_is_told_what_to_save_it_as(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="save a spreadsheet as 'CSV UTF-8'"):
        read(tmp_path, SIMPLE, "own.xlsx")


def test_long_headings_do_not_fill_the_screen(tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as error:
        read(tmp_path, "x" * 5000 + ",type\nBorland,state\n")
    assert len(str(error.value)) < 300 + len(str(tmp_path))
