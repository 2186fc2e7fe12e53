"""Results as text."""

import csv
import io
import json

import pytest
import rdflib

from kg.errors import QueryError
from kg.graph import Store
from kg.query import Result, Term, format_result, run_named, run_sparql
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
    with pytest.raises(QueryError, match="table, csv, json, turtle"):
        format_result(run_sparql(store, NAMES), "xml")


def test_empty_answers_have_their_columns(store: Store) -> None:
    result = run_sparql(store, "SELECT ?a ?b { ?a a kg:Nothing ; ?p ?b }")
    assert format_result(result, "csv") == "a,b\r\n"
    assert "0 rows" in format_result(result)
