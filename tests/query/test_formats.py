"""Results as text."""

import csv
import io
import json
import unicodedata

import pytest
import rdflib
from rich.cells import cell_len

from kg.errors import QueryError
from kg.graph import Store
from kg.query import Result, Term, format_result, run_named, run_sparql
from kg.query.terminal import harmless
from tests.factories import resolved_store

NAMES = "SELECT ?e ?n ?w { ?e a kg:State ; skos:prefLabel ?n OPTIONAL { ?e kg:none ?w } }"


@pytest.fixture(scope="module")
def store() -> Store:
    return resolved_store()


def test_table_shortens_iris_and_counts_rows(store: Store) -> None:
    lines = format_result(run_sparql(store, NAMES), width=80).splitlines()
    assert lines[1].split() == ["e", "n", "w"]
    assert lines[3].split() == ["ent:borland", "Borland"]
    assert lines[-1] == "2 rows"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_table_fits_the_terminal(store: Store, width: int) -> None:
    text = format_result(run_sparql(store, "SELECT * { ?d nif:isString ?t }"), width=width)
    assert max(len(line) for line in text.splitlines()) <= width


def test_many_columns_become_one_block_per_row(store: Store) -> None:
    text = format_result(run_named(store, "post_holders"), width=80)
    lines = [line.split(maxsplit=1) for line in text.splitlines()]
    assert ["postName", "President of Cestria"] in lines
    assert ["sentence", "President Ilsa Maren of Cestria"] in lines
    assert lines[-1] == ["2", "rows"]
    assert max(map(len, text.splitlines())) <= 80


def test_table_shows_markup_as_it_is() -> None:
    result = Result(("a",), ((Term("[bold]not[/bold] [x"),),))
    assert "[bold]not[/bold] [x" in format_result(result, width=60)


def test_csv_can_be_read_back(store: Store) -> None:
    text = format_result(run_sparql(store, NAMES), "csv")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["e", "n", "w"]
    assert rows[1] == ["https://w3id.org/newskg/entity/borland", "Borland", ""]


def test_json_follows_the_sparql_format(store: Store) -> None:
    document = json.loads(format_result(run_sparql(store, NAMES), "json"))
    assert document["head"]["vars"] == ["e", "n", "w"]
    assert document["results"]["bindings"][1] == {
        "e": {"type": "uri", "value": "https://w3id.org/newskg/entity/cestria"},
        "n": {"type": "literal", "value": "Cestria", "xml:lang": "en"},
    }
    low = json.loads(format_result(run_sparql(store, "SELECT ?l { ?f kg:low ?l } LIMIT 1"), "json"))
    assert low["results"]["bindings"][0]["l"]["datatype"].endswith("#decimal")


@pytest.mark.parametrize(
    ("text", "answer"), [("ASK { ?s a kg:Event }", True), ("ASK { ?s a kg:X }", False)]
)
def test_ask(store: Store, text: str, answer: bool) -> None:
    result = run_sparql(store, text)
    assert json.loads(format_result(result, "json")) == {"head": {}, "boolean": answer}
    assert str(answer).lower() in format_result(result)


def test_turtle_of_a_construct_can_be_read_back(store: Store) -> None:
    text = "CONSTRUCT { ?e skos:prefLabel ?n } WHERE { ?e skos:prefLabel ?n }"
    turtle = format_result(run_sparql(store, text), "turtle")
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    assert len(graph) == 14
    assert "ent:borland skos:prefLabel" in turtle


def test_turtle_of_a_table_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="CONSTRUCT and DESCRIBE"):
        format_result(run_sparql(store, NAMES), "turtle")


def test_unknown_format_names_the_known_ones(store: Store) -> None:
    with pytest.raises(QueryError, match="table, csv, tsv, json, turtle"):
        format_result(run_sparql(store, NAMES), "xml")


def test_empty_answers_have_their_columns(store: Store) -> None:
    result = run_sparql(store, "SELECT ?a ?b { ?a a kg:Nothing ; ?p ?b }")
    assert format_result(result, "csv") == "a,b\r\n"
    assert "0 rows" in format_result(result)


@pytest.mark.parametrize("width", [30, 60, 100])
def test_an_empty_table_of_many_columns_is_readable(width: int) -> None:
    columns = tuple(f"column{number}" for number in range(14))
    lines = format_result(Result(columns, ()), width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert lines[0].startswith("no answer (column0, column1")
    assert lines[-1] == "0 rows"
    assert all(column in " ".join(lines) for column in columns)


WIDE = {
    "Chinese": "博兰德的士兵" * 30,
    "emoji": "👩‍👩‍👧‍👦🇰🇷" * 20,
    "combining marks": "e\u0301" * 90,
    "one long word": "x" * 400,
}


@pytest.mark.parametrize("width", [24, 60, 100])
@pytest.mark.parametrize("text", WIDE.values(), ids=WIDE.keys())
def test_wide_characters_fit_the_terminal(text: str, width: int) -> None:
    result = Result(("a", "b", "c"), ((Term("left"), Term(text), Term("right")),))
    lines = format_result(result, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_long_values_are_cut_in_tables_only() -> None:
    result = Result(("a",), ((Term("word " * 1000),),))
    table = format_result(result, width=100)
    assert len(table) < 1000
    assert "…" in table
    assert len(format_result(result, "csv")) > 5000


HOSTILE = {
    "colour": "a\x1b[31mred\x1b[0m",
    "window title": "a\x1b]0;owned\x07",
    "C1 control": "a\x9b2J",
    "line start": "good news\rbad news",
    "backspaces": "no\b\byes",
    "direction": "a\u202egnp.exe",
    "isolate": "a\u2066b\u2069",
    "tags": "a\U000e0041\U000e0042",
    "separators": "a\u2028b\u2029c\x85d",
    "lines": "one\n\ttwo\x0bthree",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("kind", ["literal", "iri"])
def test_no_control_reaches_the_terminal(text: str, kind: str) -> None:
    shown = format_result(Result(("a",), ((Term(text, kind),),)), width=60)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in shown if c != "\n")
    assert shown.count("\n") == format_result(Result(("a",), ((Term("x"),),)), width=60).count("\n")


def test_scripts_keep_what_joins_their_letters() -> None:
    family = "👩\u200d👩\u200d👧"
    assert family in format_result(Result(("a",), ((Term(family),),)), width=60)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_programs_get_values_as_they_are(text: str) -> None:
    result = Result(("a",), ((Term(text),),))
    rows = list(csv.reader(io.StringIO(format_result(result, "csv"), newline="")))
    assert rows == [["a"], [text]]
    written = format_result(result, "json")
    assert json.loads(written)["results"]["bindings"][0]["a"]["value"] == text
    assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp") for c in written if c != "\n")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_other_output_is_harmless_for_a_person(text: str) -> None:
    shown = harmless(format_result(Result(("a",), ((Term(text),),)), "tsv"))
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in shown if c not in "\n\r\t")


def test_csv_of_each_kind_of_term() -> None:
    terms = (
        Term("x:y", "iri"),
        Term("b0", "blank"),
        Term('a,"b"\r\nc'),
        Term("5", datatype="x:int"),
        None,
    )
    text = format_result(Result(tuple("abcde"), (terms,)), "csv")
    assert text == 'a,b,c,d,e\r\nx:y,_:b0,"a,""b""\r\nc",5,\r\n'


def test_tsv_follows_the_sparql_format(store: Store) -> None:
    lines = format_result(run_sparql(store, NAMES), "tsv").splitlines()
    assert lines[0] == "?e\t?n\t?w"
    assert lines[1] == '<https://w3id.org/newskg/entity/borland>\t"Borland"@en\t'
    tab = format_result(Result(("a",), ((Term("1\t2\n3"),),)), "tsv")
    assert tab == '?a\n"1\\t2\\n3"\n'
