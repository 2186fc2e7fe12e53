"""The query operation of the SPARQL 1.1 Protocol, against a running server."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from xml.etree import ElementTree

import httpx
import pytest
import rdflib

SELECT = "SELECT ?s WHERE { ?s a kg:State } ORDER BY ?s"
ASK = "ASK { ?s a kg:State }"
CONSTRUCT = "CONSTRUCT { ?s a ?c } WHERE { GRAPH graph:identity { ?s a ?c } }"
DESCRIBE = "DESCRIBE ent:borland"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, NT = "text/turtle", "application/n-triples"
JSON_LD, RDF_XML = "application/ld+json", "application/rdf+xml"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


@dataclass(frozen=True)
class Case:
    """A request to /sparql, and the status (with the media type or a part of the message)."""

    name: str
    status: int
    says: str = ""
    method: str = "GET"
    params: tuple[tuple[str, str], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None


def get(name: str, status: int, query: str, says: str = "", accept: str = "*/*") -> Case:
    return Case(name, status, says, params=(("query", query),), headers={"Accept": accept})


def post(name: str, status: int, kind: str, body: str | bytes, says: str = "", **more: str) -> Case:
    sent = body.encode() if isinstance(body, str) else body
    return Case(name, status, says, "POST", tuple(more.items()), {"Content-Type": kind}, sent)


CASES = [
    # asked in three ways
    get("get", 200, SELECT, JSON),
    post("post form", 200, FORM, "query=ASK%20%7B%7D", JSON),
    post("post form, charset", 200, f"{FORM}; charset=UTF-8", "query=ASK+%7B%7D", JSON),
    post("post direct", 200, QUERY, SELECT, JSON),
    post("post direct, charset", 200, f"{QUERY}; charset=utf-8", ASK, JSON),
    post("post direct, any case", 200, "Application/SPARQL-Query", ASK, JSON),
    Case("head", 200, JSON, "HEAD", (("query", SELECT),)),
    # what is offered, and what Accept means
    get("json", 200, SELECT, JSON, JSON),
    get("plain json", 200, SELECT, "application/json", "application/json"),
    get("xml", 200, SELECT, XML, XML),
    get("plain xml", 200, SELECT, "application/xml", "application/xml"),
    get("csv", 200, SELECT, CSV, CSV),
    get("tsv", 200, SELECT, TSV, TSV),
    get("ask json", 200, ASK, JSON, JSON),
    get("ask xml", 200, ASK, XML, XML),
    get("ask csv", 200, ASK, CSV, CSV),
    get("ask tsv", 200, ASK, TSV, TSV),
    get("turtle", 200, CONSTRUCT, TURTLE, TURTLE),
    get("n-triples", 200, CONSTRUCT, NT, NT),
    get("json-ld", 200, CONSTRUCT, JSON_LD, JSON_LD),
    get("rdf/xml", 200, CONSTRUCT, RDF_XML, RDF_XML),
    get("describe", 200, DESCRIBE, TURTLE),
    get("describe json-ld", 200, DESCRIBE, JSON_LD, JSON_LD),
    get("q-values", 200, SELECT, XML, f"{JSON};q=0.3, {XML};q=0.9"),
    get("q-values, other order", 200, SELECT, CSV, f"{CSV};q=0.7, {XML};q=0.2"),
    get("q zero", 200, SELECT, XML, f"{JSON};q=0, {XML};q=0.1"),
    get("wildcard", 200, SELECT, JSON, "*/*"),
    get("wildcard of a type", 200, SELECT, CSV, "text/*"),
    get("specific over wildcard", 200, SELECT, TSV, f"*/*;q=0.1, {TSV}"),
    get("graph and table together", 200, CONSTRUCT, NT, f"{JSON}, {NT};q=0.5"),
    get("unreadable parts are passed over", 200, SELECT, XML, f"///, ;;, {XML}"),
    get("java's single star", 200, SELECT, JSON, "*"),
    get("not offered", 406, SELECT, JSON, "image/png"),
    get("a graph as a table", 406, CONSTRUCT, TURTLE, CSV),
    get("a table as a graph", 406, SELECT, JSON, TURTLE),
    get("nothing wanted", 406, SELECT, JSON, "*/*;q=0"),
    # what is wrong with a query, and where
    get("syntax", 400, "SELECT * WHERE {\n  ?s ?p }", "line 2, column "),
    get("undeclared prefix", 400, "SELECT * { ?s foo:bar ?o }", "foo: is not declared"),
    get("empty query", 400, "", "none of SELECT"),
    get("no query at all", 400, "hello", "none of SELECT"),
    Case("two queries", 400, "one query", params=(("query", ASK), ("query", ASK))),
    post("two places", 400, QUERY, ASK, "one query", query=ASK),
    post("form without query", 400, FORM, "x=y", "missing"),
    post("form empty", 400, FORM, "", "missing"),
    post("not utf-8", 400, QUERY, b"ASK { \xff }", "UTF-8"),
    post("form not utf-8", 400, FORM, "query=%ff", "UTF-8"),
    # what is refused
    get("update as query", 400, "INSERT DATA { ent:a ent:b ent:c }", "INSERT is refused"),
    get("load as query", 400, "LOAD <http://example.org/>", "LOAD is refused"),
    get("drop as query", 400, "DROP ALL", "DROP is refused"),
    post("update", 403, "application/sparql-update", "DROP ALL", "updates are refused"),
    post("update form", 403, FORM, "update=DROP+ALL", "updates are refused"),
    Case("update by get", 403, "updates are refused", params=(("update", "DROP ALL"),)),
    get("service", 403, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    get("service silent", 403, "SELECT * { service silent <http://127.0.0.1:1/> {} }", "SERVICE"),
    get(
        "service behind an escaped quote",
        403,
        "PREFIX a: <http://a/> SELECT * { OPTIONAL { ?s a:b\\' ?o } . "
        "SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } FILTER ( ?x = 'a' ) }",
        "SERVICE",
    ),
    get(
        "service behind an escaped hash",
        403,
        "PREFIX a: <http://a/> SELECT * { OPTIONAL { ?s a:b\\# ?o } "
        "SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }",
        "SERVICE",
    ),
    get("service as a word", 200, "SELECT ('SERVICE' AS ?service) {}", JSON),
    post("unknown content type", 415, "text/plain", ASK, FORM),
    Case("no content type", 415, FORM, "POST", body=b"ASK {}"),
    post("body too long", 413, QUERY, "ASK {} #" + "x" * 1_000_001, "longer than 1,000,000"),
    Case("put", 405, "method", "PUT", body=b"x"),
    Case("delete", 405, "method", "DELETE"),
    # limits
    get("rows", 422, "SELECT * { ?s ?p ?o }", "more than 500 rows"),
    get("rows as csv", 422, "SELECT * { ?s ?p ?o } LIMIT 501", "more than 500 rows", CSV),
    get("rows as tsv", 422, "SELECT * { ?s ?p ?o } LIMIT 501", "more than 500 rows", TSV),
    get("rows as xml", 422, "SELECT * { ?s ?p ?o } LIMIT 501", "more than 500 rows", XML),
    get("triples", 422, "CONSTRUCT WHERE { ?s ?p ?o }", "more than 500 rows"),
    get("as many rows as allowed", 200, "SELECT * { ?s ?p ?o } LIMIT 500", JSON),
    get(
        "bytes",
        422,
        "SELECT (CONCAT(?a, ?a, ?a, ?a, ?a, ?a, ?a, ?a) AS ?b) { ?d nif:isString ?a . ?x a ?y }",
        "longer than 400,000 bytes",
    ),
    # datasets
    Case("default graph that is no iri", 400, "no IRI", params=(("query", ASK), ("default-graph-uri", "a b"))),
]  # fmt: skip


def test_all_cases_are_there() -> None:
    assert len(CASES) == len({case.name for case in CASES}) >= 70


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_protocol(client: httpx.Client, case: Case) -> None:
    answer = client.request(
        case.method, "/sparql", params=case.params, headers=case.headers, content=case.body
    )
    assert answer.status_code == case.status, answer.text
    if answer.status_code == 200:
        assert answer.headers["content-type"].partition(";")[0] == case.says
        assert "Accept" in answer.headers["vary"]
    else:
        assert case.says in answer.text
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert len(answer.text) < 600


def rows(client: httpx.Client, query: str, *pairs: tuple[str, str]) -> list[dict[str, str]]:
    answer = client.get("/sparql", params=[("query", query), *pairs], headers={"Accept": JSON})
    assert answer.status_code == 200, answer.text
    return [
        {name: term["value"] for name, term in row.items()}
        for row in answer.json()["results"]["bindings"]
    ]


def test_every_table_format_holds_the_same_rows(client: httpx.Client) -> None:
    query = "SELECT ?name { ent:borland skos:prefLabel ?name }"
    texts = {
        kind: client.get("/sparql", params={"query": query}, headers={"Accept": kind}).text
        for kind in (JSON, XML, CSV, TSV)
    }
    parsed = json.loads(texts[JSON])["results"]["bindings"]
    assert parsed == [{"name": {"type": "literal", "value": "Borland", "xml:lang": "en"}}]
    names = ElementTree.fromstring(texts[XML]).findall(".//{*}literal")
    assert [name.text for name in names] == ["Borland"]
    assert list(csv.reader(io.StringIO(texts[CSV]))) == [["name"], ["Borland"]]
    assert texts[TSV].splitlines() == ["?name", '"Borland"@en']


# rdflib warns of a class that its own reader of JSON-LD uses.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("kind", "parser"), [(TURTLE, "turtle"), (NT, "nt"), (JSON_LD, "json-ld"), (RDF_XML, "xml")])  # fmt: skip
def test_every_graph_format_can_be_read(client: httpx.Client, kind: str, parser: str) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": kind})
    graph = rdflib.Graph().parse(data=answer.text, format=parser)
    borland = rdflib.URIRef("https://w3id.org/newskg/entity/borland")
    state = rdflib.URIRef("https://w3id.org/newskg/ontology#State")
    assert (borland, rdflib.RDF.type, state) in graph


def test_the_same_construct_gives_the_same_bytes(client: httpx.Client) -> None:
    first, second = (
        client.get("/sparql", params={"query": CONSTRUCT + end}).content for end in ("", " ")
    )
    assert first == second
    assert first


IDENTITY = "https://w3id.org/newskg/graph/identity"
NOWHERE = "http://example.org/nowhere"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s skos:prefLabel ?o }"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def test_default_graph_is_the_union(client: httpx.Client) -> None:
    [row] = rows(client, "SELECT (COUNT(*) AS ?n) { ?d a kg:Document . ent:borland a kg:State }")
    assert row["n"] == "8"


def test_dataset_of_the_request(client: httpx.Client) -> None:
    [everywhere] = rows(client, COUNT)
    [identity] = rows(client, COUNT, ("default-graph-uri", IDENTITY))
    assert int(identity["n"]) > 5
    assert identity == everywhere
    assert rows(client, COUNT, ("default-graph-uri", NOWHERE)) == [{"n": "0"}]
    [both] = rows(client, COUNT, ("default-graph-uri", NOWHERE), ("default-graph-uri", IDENTITY))
    assert both == identity


def test_named_graphs_of_the_request(client: httpx.Client) -> None:
    assert len(rows(client, GRAPHS)) == 11
    assert rows(client, GRAPHS, ("named-graph-uri", IDENTITY)) == [{"g": IDENTITY}]
    assert rows(client, GRAPHS, ("default-graph-uri", IDENTITY)) == []
    assert rows(client, COUNT, ("named-graph-uri", IDENTITY)) == [{"n": "0"}]


def test_dataset_of_the_request_goes_before_that_of_the_query(client: httpx.Client) -> None:
    query = COUNT.replace("{ ?s", f"FROM <{NOWHERE}> {{ ?s")
    assert rows(client, query) == [{"n": "0"}]
    [found] = rows(client, query, ("default-graph-uri", IDENTITY))
    assert int(found["n"]) > 5


def test_dataset_in_a_form(client: httpx.Client) -> None:
    form = {"query": COUNT, "default-graph-uri": NOWHERE}
    answer = client.post("/sparql", data=form)
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "0"


def test_dataset_beside_a_direct_post(client: httpx.Client) -> None:
    answer = client.post(
        "/sparql", params={"default-graph-uri": NOWHERE}, content=COUNT,
        headers={"Content-Type": QUERY},
    )  # fmt: skip
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "0"


def test_service_description(client: httpx.Client) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    [service] = graph.subjects(rdflib.RDF.type, sd.Service)
    assert str(service) == f"{client.base_url}/sparql"
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    assert len(list(graph.objects(service, sd.resultFormat))) == 8
    assert client.get("/sparql", headers={"Accept": RDF_XML}).headers["content-type"] == RDF_XML
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_an_answer_that_the_client_has_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/sparql", params={"query": SELECT})
    again = client.get(
        "/sparql", params={"query": SELECT}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


def test_random_answers_are_not_kept(client: httpx.Client) -> None:
    found = {rows(client, "SELECT (STRUUID() AS ?u) {}")[0]["u"] for _ in range(3)}
    assert len(found) == 3


def test_prefixes_are_known_and_can_be_declared_anew(client: httpx.Client) -> None:
    query = f"PREFIX kg: <{IDENTITY}/> ASK {{ ?s a kg:State }}"
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is False
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_method_not_allowed_says_which_are(client: httpx.Client) -> None:
    assert set(client.put("/sparql").headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}
