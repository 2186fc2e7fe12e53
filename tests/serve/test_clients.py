"""The usual SPARQL clients, as users have them."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.serve.conftest import Running

SELECT = "SELECT ?s { ?s a kg:State } ORDER BY ?s"
BORLAND = rdflib.URIRef("https://w3id.org/newskg/entity/borland")
STATE = rdflib.URIRef("https://w3id.org/newskg/ontology#State")


def wrapper(server: Running, query: str, form: str, method: str = "GET") -> SPARQLWrapper:
    made = SPARQLWrapper(f"{server.url}/sparql")
    made.setQuery(query)
    made.setReturnFormat(form)
    made.setMethod(method)
    return made


@pytest.mark.parametrize("how", ["GET", POST, (POST, POSTDIRECTLY)], ids=["get", "form", "direct"])
def test_wrapper_selects(server: Running, how: str | tuple[str, str]) -> None:
    asked = wrapper(server, SELECT, JSON, how if isinstance(how, str) else how[0])
    if isinstance(how, tuple):
        asked.setRequestMethod(how[1])
    found = asked.queryAndConvert()["results"]["bindings"]
    assert str(BORLAND) in {row["s"]["value"] for row in found}


@pytest.mark.parametrize("form", [XML, CSV, TSV])
def test_wrapper_reads_tables(server: Running, form: str) -> None:
    found = wrapper(server, SELECT, form).queryAndConvert()
    text = found.toxml() if form == XML else found.decode()
    assert str(BORLAND) in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD, N3])
def test_wrapper_reads_graphs(server: Running, form: str) -> None:
    found = wrapper(
        server, "CONSTRUCT { ?s a kg:State } WHERE { ?s a kg:State }", form
    ).queryAndConvert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found)
    assert (BORLAND, rdflib.RDF.type, STATE) in graph


def test_wrapper_is_told_what_is_wrong(server: Running) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        wrapper(server, "SELECT * {", JSON).query()


def test_wrapper_asks(server: Running) -> None:
    assert (
        wrapper(server, "ASK { ent:borland a kg:State }", JSON).queryAndConvert()["boolean"] is True
    )


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_store(server: Running, method: str) -> None:
    store = SPARQLStore(f"{server.url}/sparql", method=method, context_aware=False)
    graph = rdflib.Graph(store=store)
    assert (BORLAND, rdflib.RDF.type, STATE) in graph
    names = [str(row.name) for row in graph.query(
        "SELECT ?name { <https://w3id.org/newskg/entity/borland> skos:prefLabel ?name }",
        initNs={"skos": rdflib.SKOS},
    )]  # fmt: skip
    assert names == ["Borland"]
    assert BORLAND in set(graph.subjects(rdflib.RDF.type, STATE))


@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_store_formats(server: Running, form: str) -> None:
    store = SPARQLStore(f"{server.url}/sparql", returnFormat=form, context_aware=False)
    rows = list(rdflib.Graph(store=store).query(f"SELECT ?s {{ ?s a {STATE.n3()} }}"))
    assert BORLAND in {row[0] for row in rows}
