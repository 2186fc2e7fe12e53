"""A SPARQL server behind the same operations: same answers, and no surprise when it fails."""

from __future__ import annotations

import base64
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.errors import QueryError, StoreError
from kg.graph import Store, read_table
from kg.graph.quads import Quads
from kg.graph.remote import RemoteQuads
from kg.graph.servers import Server, is_address, kinds
from kg.graph.tables import NAMES
from kg.graph.transport import Credentials, Patience, Refusal, Transport
from kg.graph.updates import portions
from kg.query import run_named
from kg.query.running import run_sparql
from tests.factories import collection, larger_report, link, reprints, resolved_store
from tests.servers import Proxy, Reply, Request, Rule, oxigraph, proxy

QUICK = Patience(answer_s=20, connect_s=5, retries=3, pause_s=0.01)
G, S, P = NamedNode("urn:g"), NamedNode("urn:s"), NamedNode("urn:p")
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        yield running


@pytest.fixture
def remote(host: str) -> Iterator[RemoteQuads]:
    """The server, empty."""
    with RemoteQuads.open(f"sparql+http://{host}", patience=QUICK) as quads:
        quads.update("CLEAR ALL")
        yield quads


@pytest.fixture(scope="module")
def embedded() -> Store:
    return resolved_store()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, embedded: Store) -> Iterator[RemoteQuads]:
    """Another server, with the quads of `embedded`. Read it, do not write to it."""
    with (
        oxigraph(tmp_path_factory.mktemp("filled")) as host,
        RemoteQuads.open(f"sparql+http://{host}", patience=QUICK) as quads,
    ):
        quads.extend(embedded.quads)
        yield quads


def like(quads: RemoteQuads, **changes: object) -> RemoteQuads:
    """The same server, taken for one with other manners."""
    server = replace(quads.server, **changes)  # type: ignore[arg-type]
    return RemoteQuads(server, Transport(Credentials(), QUICK))


# Same operations, same answers


def test_both_stores_have_the_same_operations(remote: RemoteQuads) -> None:
    stores: list[Quads] = [ox.Store(), remote]
    assert [len(store) for store in stores] == [0, 0]
    assert [list(store) for store in stores] == [[], []]
    assert not remote


def test_everything_is_read_as_it_was_written(filled: RemoteQuads, embedded: Store) -> None:
    assert len(embedded.quads) > 500
    assert set(filled) == set(embedded.quads)
    assert len(filled) == len(embedded.quads)
    assert filled


@pytest.mark.parametrize("known", list(product((True, False), repeat=4)))
def test_patterns(
    filled: RemoteQuads, embedded: Store, known: tuple[bool, bool, bool, bool]
) -> None:
    chosen = next(q for q in sorted(embedded.quads, key=str) if isinstance(q.object, Literal))
    s, p, o, g = (part if use else None for part, use in zip(chosen, known, strict=True))
    expected = list(embedded.quads.quads_for_pattern(s, p, o, g))
    assert expected
    found = list(filled.quads_for_pattern(s, p, o, g))
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_patterns_that_match_nothing(filled: RemoteQuads) -> None:
    assert list(filled.quads_for_pattern(S, None, None, None)) == []
    assert list(filled.quads_for_pattern(S, P, S, G)) == []


def test_a_pattern_is_asked_at_once_and_may_be_dropped(remote: RemoteQuads) -> None:
    remote.extend(articles(3, 100))
    before = remote.quads_for_pattern(None, P, None, None)
    remote.add(Quad(S, P, S, G))
    assert len(list(before)) == 300
    for _ in range(10):
        assert next(remote.quads_for_pattern(None, None, None, None)).subject == S
    assert len(list(remote.quads_for_pattern(None, P, None, None))) == 301


def test_graphs(filled: RemoteQuads, embedded: Store) -> None:
    graphs = set(embedded.quads.named_graphs())
    assert len(graphs) == 6 + 3
    assert set(filled.named_graphs()) == graphs
    assert all(filled.contains_named_graph(g) for g in graphs if isinstance(g, NamedNode))
    assert not filled.contains_named_graph(G)


def test_membership(filled: RemoteQuads, embedded: Store) -> None:
    quad = min(embedded.quads, key=str)
    assert quad in filled
    assert Quad(quad.subject, quad.predicate, quad.object, G) not in filled
    assert "a string" not in filled


def test_dump(filled: RemoteQuads, embedded: Store) -> None:
    raw = embedded.quads.dump(format=ox.RdfFormat.N_QUADS) or b""
    dumped = filled.dump(format=ox.RdfFormat.N_QUADS)
    assert sorted(dumped.splitlines()) == sorted(raw.splitlines())
    prefixes = embedded.namespaces.prefixes()
    trig = filled.dump(format=ox.RdfFormat.TRIG, prefixes=prefixes)
    assert b"@prefix kg:" in trig
    assert set(ox.parse(trig, ox.RdfFormat.TRIG)) == set(embedded.quads)


def test_nothing_to_do_for_the_servers_own_business(filled: RemoteQuads) -> None:
    before = len(filled)
    filled.flush()
    filled.optimize()
    filled.extend([])
    filled.bulk_extend([])
    assert len(filled) == before


QUERIES = {
    "union": "SELECT ?s ?label WHERE { ?s skos:prefLabel ?label }",
    "graph": "SELECT ?g ?s WHERE { GRAPH ?g { ?s a kg:Claim } }",
    "unbound": "SELECT ?s ?x WHERE { ?s a kg:Claim OPTIONAL { ?s kg:none ?x } }",
    "own prefix": "PREFIX kg: <urn:other#>\nPREFIX a: <urn:a#>\nSELECT * WHERE { ?s a kg:Claim }",
    "ask": "ASK { ?s a kg:Claim }",
    "construct": "CONSTRUCT { ?s a kg:Claim } WHERE { ?s a kg:Claim }",
    "describe": "DESCRIBE ?s WHERE { ?s a kg:State }",
}


@pytest.mark.parametrize("name", QUERIES)
def test_queries(filled: RemoteQuads, embedded: Store, name: str) -> None:
    here, there = run_sparql(embedded, QUERIES[name]), run_sparql(as_store(filled), QUERIES[name])
    assert there == here
    assert len(here) > 0 or name == "own prefix"


def test_without_the_union_the_default_graph_is_empty(filled: RemoteQuads) -> None:
    answer = filled.query("SELECT * WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QuerySolutions)
    assert list(answer) == []


def test_an_answer_can_be_written_in_other_formats(filled: RemoteQuads) -> None:
    answer = filled.query("SELECT (1 AS ?one) {}")
    assert isinstance(answer, ox.QuerySolutions)
    assert answer.serialize(format=ox.QueryResultsFormat.CSV) == b"one\r\n1\r\n"


@pytest.mark.parametrize("name", NAMES)
def test_tables(filled: RemoteQuads, embedded: Store, name: str) -> None:
    here = read_table(embedded, name)
    assert here.rows
    assert sorted(read_table(as_store(filled), name).rows) == sorted(here.rows)


def test_named_queries_and_the_time_limit(filled: RemoteQuads, embedded: Store) -> None:
    store = as_store(filled)
    assert run_named(store, "most_connected") == run_named(embedded, "most_connected")
    text = "SELECT ?s WHERE { ?s a kg:State }"
    assert run_sparql(store, text, timeout_s=20) == run_sparql(embedded, text)


@pytest.mark.parametrize("text", ["SELECT ?s {\n  ?s nonsense }", "SELEC", "\n\nASK {"])
def test_a_syntax_error_names_the_same_place(remote: RemoteQuads, text: str) -> None:
    prefixes = {"kg": "urn:kg#", "ent": "urn:ent/"}
    with pytest.raises(SyntaxError) as here:
        ox.Store().query(text, prefixes=prefixes)
    with pytest.raises(SyntaxError) as there:
        remote.query(text, prefixes=prefixes)
    place = re.compile(r"error at \d+:\d+")
    assert place.findall(str(there.value)) == place.findall(str(here.value)) != []
    with pytest.raises(SyntaxError, match=r"error at \d+:\d+"):
        remote.update(text, prefixes=prefixes)


# Writing


HOSTILE = (
    'quotes " and \' and """',
    "lines\nof\r\ntext\tand \\ backslashes \\\\",
    r"\u0022 } } ; DROP ALL ; INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> \u0022x",
    r"\\u0022 \u000A \U0001F600",
    '" . } } ; DROP ALL #',
    "controls \x01\x02\x08\x0c\x1f\x7f \u0085 \u2028 \u2029 \ufeff",
    "日本語 עברית \U0001f600 e\u0301",
    "</script> ${x} <!--",
    " leading and trailing ",
    "",
    "long " * 40_000,
)
TYPED = (
    Literal("chat", language="fr"),
    Literal("007", datatype=NamedNode(f"{XSD}integer")),
    Literal("1.50", datatype=NamedNode(f"{XSD}decimal")),
    Literal("2024-05", datatype=NamedNode(f"{XSD}gYearMonth")),
    Literal("no number", datatype=NamedNode(f"{XSD}integer")),
    NamedNode("https://example.org/ü?a=1&b=(2)"),
)


@pytest.mark.parametrize("way", ["extend", "bulk_extend", "update", "one by one", "form", "graphs"])
def test_hostile_literals(remote: RemoteQuads, way: str) -> None:
    objects = [*map(Literal, HOSTILE), *TYPED]
    assert len(objects) == 17
    quads = [Quad(S, P, thing, NamedNode(f"urn:g{n % 3}")) for n, thing in enumerate(objects)]
    if way == "extend":
        remote.extend(quads)
    elif way == "bulk_extend":
        remote.bulk_extend(iter(quads))
    elif way == "update":
        for q in quads:
            remote.update(f"INSERT DATA {{ GRAPH {q.graph_name} {{ {q.triple} }} }}")
    elif way == "one by one":
        for quad in quads:
            remote.add(quad)
    elif way == "form":
        like(remote, form=True).extend(quads)
    else:
        like(remote, dataset="").bulk_extend(quads)
    embedded = ox.Store()  # writes numbers in their shortest form, as the server does
    embedded.extend(quads)
    assert len(embedded) == len(quads)
    assert set(remote) == set(embedded)
    assert set(like(remote, dataset="")) == set(embedded)
    assert all(quad in remote for quad in quads)


def articles(count: int, size: int) -> list[Quad]:
    return [
        Quad(S, P, Literal(f"{n} of {g} é"), NamedNode(f"urn:doc{g:02}"))
        for g in range(count)
        for n in range(size)
    ]


def test_portions_hold_whole_graphs_unless_one_is_too_large() -> None:
    quads = [*articles(20, 10), *(Quad(S, P, Literal(str(n)), G) for n in range(100))]
    limit = 2000
    found = list(portions(quads, limit))
    assert [quad for portion in found for quad in portion] == quads
    assert len(found) > 5
    for portion in found:
        raw = ox.serialize(portion, format=ox.RdfFormat.N_QUADS) or b""
        assert 0 < len(raw) <= limit
    homes = {
        graph: [n for n, part in enumerate(found) if any(q.graph_name == graph for q in part)]
        for graph in {quad.graph_name for quad in quads}
    }
    assert len(homes) == 21
    assert all(len(at) == 1 for graph, at in homes.items() if graph != G)
    assert len(homes[G]) > 1
    huge = [Quad(S, P, Literal("x" * 5000), G)]
    assert list(portions(huge, limit)) == [huge]


@pytest.mark.parametrize("way", ["extend", "bulk_extend", "graphs"])
def test_large_writes_go_in_several_requests(remote: RemoteQuads, way: str) -> None:
    quads = articles(30, 20)
    with proxy(_host(remote), lambda _n, _request: None) as between:
        server = replace(Server.parse(f"sparql+http://{between.host}"), batch=5000)
        if way == "graphs":
            server = replace(server, dataset="")
        writer = RemoteQuads(server, Transport(Credentials(), QUICK))
        (writer.extend if way == "extend" else writer.bulk_extend)(quads)
        writer.close()
        bodies = [request.body for request in between.seen]
        paths = {request.path.partition("?")[0] for request in between.seen}
    assert paths == ({"/update"} if way == "extend" else {"/store"})
    assert len(bodies) >= 6
    assert all(len(body) <= 5000 for body in bodies)
    assert set(remote) == set(quads)


def test_a_mixed_order_still_keeps_graphs_whole(remote: RemoteQuads) -> None:
    quads = articles(10, 20)
    mixed = [quads[n * 7 % len(quads)] for n in range(len(quads))]
    assert set(mixed) == set(quads)
    with proxy(_host(remote), lambda _n, _request: None) as between:
        server = replace(Server.parse(f"sparql+http://{between.host}"), batch=3000)
        RemoteQuads(server, Transport(Credentials(), QUICK)).extend(mixed)
        named = [set(re.findall(rb"urn:doc\d+", request.body)) for request in between.seen]
    assert len(named) > 2
    assert sum(map(len, named)) == len(set.union(*named)) == 10
    assert str(mixed[0].graph_name)[1:-1].encode() in named[0]  # what comes first goes first
    assert set(remote) == set(quads)


def test_an_update_is_one_transaction(remote: RemoteQuads) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        remote.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } } ; DROP GRAPH <urn:none>")
    assert len(remote) == 0


@pytest.mark.parametrize(
    "quad",
    [
        Quad(S, P, S),
        Quad(S, P, S, DefaultGraph()),
        Quad(BlankNode(), P, S, G),
        Quad(S, P, BlankNode(), G),
    ],
)
def test_what_servers_do_not_agree_on_is_refused(remote: RemoteQuads, quad: Quad) -> None:
    for write in (remote.extend, remote.bulk_extend):
        with pytest.raises(StoreError, match="means nothing to a SPARQL server"):
            write([Quad(S, P, P, G), quad])
    with pytest.raises(StoreError, match="means nothing to a SPARQL server"):
        list(remote.quads_for_pattern(*quad))
    assert len(remote) == 0


def test_read_only_writes_nothing(host: str, remote: RemoteQuads) -> None:
    remote.add(Quad(S, P, S, G))
    with RemoteQuads.open(f"sparql+http://{host}", read_only=True, patience=QUICK) as reader:
        writes: list[Callable[[], None]] = [
            lambda: reader.add(Quad(S, P, P, G)),
            lambda: reader.extend([Quad(S, P, P, G)]),
            lambda: reader.bulk_extend([Quad(S, P, P, G)]),
            lambda: reader.update("CLEAR ALL"),
        ]
        for write in writes:
            with pytest.raises(StoreError, match="opened for reading only"):
                write()
        assert list(reader) == [Quad(S, P, S, G)]


# A whole store on it


def as_store(quads: Quads) -> Store:
    return Store(quads)  # type: ignore[arg-type]


def settle(store: Store, *without: str) -> None:
    chains = store.chains(without=without)
    publishers = {d: name for d, name in store.publishers().items() if d not in without}
    left = set(store.document_ids()) - set(without)
    copies = {copy: first for copy, first in reprints().items() if {copy, first} <= left}
    store.settle(link(chains, publishers), copies, without=without)


def test_a_store_on_a_server_holds_the_same_bytes(host: str, remote: RemoteQuads) -> None:
    assert len(remote) == 0
    address = f"sparql+http://{host}"
    gone = larger_report().document.id
    steps: list[Callable[[Store], object]] = [
        lambda store: store.add(collection()),
        settle,
        lambda store: store.add(collection()),
        lambda store: settle(store, gone),
        lambda store: store.add([larger_report()]),
        settle,
        lambda store: store.compact(),
    ]
    sizes = []
    with Store.memory() as here, Store.remote(address) as there:
        for step in steps:
            assert step(there) == step(here)
            assert there.dump() == here.dump()
            assert there.document_ids() == here.document_ids()
            assert there.chains() == here.chains()
            assert there.texts() == here.texts()
            sizes.append(len(there))
        assert len(sizes) == 7
        assert sizes[0] < sizes[1] == sizes[2] == sizes[5] > sizes[3]
        with Store.remote(address, read_only=True) as again:
            assert again.dump() == here.dump()
            with pytest.raises(StoreError, match="for reading only"):
                settle(again, gone)


def test_a_server_with_other_data_is_no_store(host: str, remote: RemoteQuads) -> None:
    remote.add(Quad(S, P, S, G))
    with pytest.raises(StoreError, match="not written by this version"):
        Store.remote(f"sparql+http://{host}")
    assert list(remote) == [Quad(S, P, S, G)]


# When it does not go well


def _host(quads: RemoteQuads) -> str:
    return quads.server.query.split("/")[2]


def through(
    between: Proxy, *, patience: Patience = QUICK, credentials: Credentials | None = None
) -> RemoteQuads:
    server = Server.parse(f"sparql+http://{between.host}")
    return RemoteQuads(server, Transport(credentials or Credentials(), patience))


def failing(first: int, reply: Reply) -> Rule:
    return lambda number, _request: reply if number < first else None


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_reading_and_inserting_are_tried_again(remote: RemoteQuads, status: int) -> None:
    quad = Quad(S, P, S, G)
    works: list[Callable[[RemoteQuads], object]] = [
        lambda quads: quads.extend([quad]),
        lambda quads: quads.bulk_extend([quad]),
        lambda quads: set(quads),
        len,
    ]
    for work in works:
        with proxy(_host(remote), failing(3, Reply(status, b"later"))) as between:
            with through(between) as quads:
                work(quads)
            assert len(between.seen) == 4
            assert len({request.body for request in between.seen}) == 1
    assert list(remote) == [quad]


def test_a_connection_that_breaks_is_tried_again(remote: RemoteQuads) -> None:
    cut = Reply(200, b"{" * 1000, {"Content-Type": "application/sparql-results+json"}, cut=True)
    with proxy(_host(remote), failing(1, cut)) as between, through(between) as quads:
        with pytest.raises(StoreError, match="broke off"):
            list(quads.quads_for_pattern(None, None, None, None))
        quads.extend([Quad(S, P, S, G)])
        assert len(quads) == 1


@pytest.mark.parametrize(("status", "tries"), [(429, 4), (503, 4), (502, 1), (504, 1), (500, 1)])
def test_an_update_is_repeated_only_if_it_was_not_begun(
    remote: RemoteQuads, status: int, tries: int
) -> None:
    with proxy(_host(remote), failing(9, Reply(status, b"no\nsecond line"))) as between:
        with through(between) as quads, pytest.raises(Refusal) as raised:
            quads.update("CLEAR ALL")
        assert len(between.seen) == tries
    assert raised.value.status == status
    assert f"http://{between.host}/update answers {status}: no" in str(raised.value)
    assert "second line" not in str(raised.value)


def test_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    with pytest.raises(StoreError, match=rf"no answer from http://{address}/query.*running there"):
        RemoteQuads.open(f"sparql+http://{address}", patience=QUICK)


def test_a_slow_server_is_not_asked_twice(remote: RemoteQuads) -> None:
    def slow(_number: int, _request: Request) -> None:
        time.sleep(2.5)

    with proxy(_host(remote), slow) as between:
        with (
            through(between, patience=replace(QUICK, answer_s=0.2)) as quads,
            pytest.raises(StoreError, match=r"did not answer within 0\.2 s"),
        ):
            len(quads)
        assert len(between.seen) == 1


def test_a_time_limit_is_kept_and_passed_on(remote: RemoteQuads) -> None:
    assert bool(remote.query("ASK {}", timeout_s=20))

    def slow(_number: int, _request: Request) -> None:
        time.sleep(2.5)

    with proxy(_host(remote), slow) as between, through(between) as quads:
        quads.server = replace(quads.server, limit="{seconds}s")
        with pytest.raises(TimeoutError):
            quads.query("ASK {}", timeout_s=0.2)
        assert [request.path for request in between.seen] == ["/query?timeout=1s"]
        with pytest.raises(QueryError, match=r"took longer than 0\.2 s"):
            run_sparql(as_store(quads), "ASK {}", timeout_s=0.2)


def test_the_time_limit_holds_while_the_answer_is_read(remote: RemoteQuads) -> None:
    remote.extend(articles(100, 100))
    rows = remote.query("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }", timeout_s=0.4)
    assert isinstance(rows, ox.QuerySolutions)
    next(rows)
    time.sleep(0.5)
    with pytest.raises(TimeoutError):
        list(rows)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (
            Reply(200, b"<p>hello</p>", {"Content-Type": "text/html"}),
            "text/html.*not with SPARQL results",
        ),
        (Reply(200, b"hello"), "something unnamed"),
        (Reply(200, b"<html>", {"Content-Type": "application/sparql-results+json"}), "broken"),
        (Reply(302, b"", {"Location": "http://127.0.0.1:9/query"}), "not followed"),
        (Reply(404, b"nothing here"), r"404: nothing here: look at the path"),
        (Reply(500, b"\x1b[31mred\x00" + b"x" * 9999), r"500:  ?\[31mred x{1,300}$"),
    ],
)
def test_what_is_no_sparql_server_is_told(reply: Reply, message: str) -> None:
    with proxy("127.0.0.1:9", lambda _n, _request: reply) as between:
        address = f"sparql+http://{between.host}"
        with pytest.raises(StoreError, match=message):
            RemoteQuads.open(address, patience=QUICK)
        assert len(between.seen) == 1


def test_a_server_that_shows_no_union_is_told(
    remote: RemoteQuads, tmp_path: Path, embedded: Store
) -> None:
    ask = "ASK { ?s a <https://w3id.org/newskg/ontology#State> }"
    split = like(remote, union="setting", union_parameters={}, union_setting="set THIS")
    assert not split.query(ask, use_default_graph_as_union=True)  # empty: nothing to see
    remote.extend(embedded.quads)
    with pytest.raises(StoreError, match="shows nothing outside of its named graphs.*set THIS"):
        split.query(ask, use_default_graph_as_union=True)
    with oxigraph(tmp_path / "union", "--union-default-graph") as host:
        other = RemoteQuads.open(f"sparql+http://{host}", patience=QUICK)
        other.extend(embedded.quads)
        joined = like(other, union="setting", union_parameters={})
        assert joined.query(ask, use_default_graph_as_union=True)
        other.close()


# Credentials


def guarded(expected: str) -> Rule:
    def check(_number: int, request: Request) -> Reply | None:
        given = request.headers.get("Authorization", "")
        return None if given == expected else Reply(401, f"not {given}".encode())

    return check


BASIC = "Basic " + base64.b64encode("ada:pässword".encode()).decode()


@pytest.mark.parametrize(
    ("expected", "environment"),
    [
        ("Bearer s3cret", {"KG_STORE_TOKEN": "s3cret\n"}),
        (BASIC, {"KG_STORE_USER": "ada", "KG_STORE_PASSWORD": "pässword"}),
    ],
)
def test_credentials(
    remote: RemoteQuads,
    monkeypatch: pytest.MonkeyPatch,
    expected: str,
    environment: dict[str, str],
) -> None:
    with proxy(_host(remote), guarded(expected)) as between:
        address = f"sparql+http://{between.host}"
        with pytest.raises(StoreError, match="401.*set KG_STORE_USER and KG_STORE_PASSWORD"):
            RemoteQuads.open(address, patience=QUICK)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with RemoteQuads.open(address, patience=QUICK) as quads:
            quads.extend([Quad(S, P, S, G)])
            quads.bulk_extend([Quad(S, P, S, G)])
            assert list(quads) == [Quad(S, P, S, G)]


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", "s3cret")
    echo: Rule = lambda _n, request: Reply(403, request.headers["Authorization"].encode())  # noqa: E731
    with proxy("127.0.0.1:9", echo) as between:
        with pytest.raises(StoreError) as raised:
            RemoteQuads.open(f"sparql+http://{between.host}", patience=QUICK)
    assert "Bearer ***" in str(raised.value)
    assert "s3cret" not in repr(raised.value) + repr(Credentials.from_environment())


@pytest.mark.parametrize(
    "environment",
    [
        {"KG_STORE_USER": "ada"},
        {"KG_STORE_PASSWORD": "s3cret"},
        {"KG_STORE_TOKEN": "s3cret", "KG_STORE_USER": "ada", "KG_STORE_PASSWORD": "x"},
        {"KG_STORE_TOKEN": "s3cret\r\nHost: evil"},
    ],
)
def test_unusable_credentials(environment: dict[str, str]) -> None:
    with pytest.raises(StoreError, match="KG_STORE_TOKEN") as raised:
        Credentials.from_environment(environment)
    assert "s3cret" not in str(raised.value)


# Addresses


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://localhost:7878", "not the address of a SPARQL server"),
        ("sparql+ftp://localhost", "not the address"),
        ("sparql+http://", "not the address"),
        ("sparql+http://localhost:99999", "not the address"),
        ("sparql+http://[::1", "not the address"),
        ("sparql+http://ada:s3cret@localhost", "no user, password"),
        ("sparql+http://localhost#x", "no user, password or #fragment"),
        (
            "sparql+http://localhost?server=none",
            "no kind of server 'none'; there are: oxigraph, fuseki",
        ),
        (
            "sparql+http://localhost?access-token=s3cret",
            "knows no parameter 'access-token'.*KG_STORE_TOKEN",
        ),
    ],
)
def test_addresses_that_are_refused(address: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as raised:
        Server.parse(address)
    assert "s3cret" not in str(raised.value)


ENDPOINTS = {
    "sparql+http://h:7878": ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
    "sparql+http://h:3030/news/?server=fuseki": (
        "http://h:3030/news/query",
        "http://h:3030/news/update",
        "http://h:3030/news/data",
    ),
    "sparql+http://h:7200/repositories/news?server=graphdb": (
        "http://h:7200/repositories/news",
        "http://h:7200/repositories/news/statements",
        "http://h:7200/repositories/news/rdf-graphs/service",
    ),
    "sparql+http://h:8080/rdf4j-server/repositories/news?server=rdf4j": (
        "http://h:8080/rdf4j-server/repositories/news",
        "http://h:8080/rdf4j-server/repositories/news/statements",
        "http://h:8080/rdf4j-server/repositories/news/rdf-graphs/service",
    ),
    "sparql+http://h:7001?server=qlever": ("http://h:7001", "http://h:7001", "http://h:7001"),
    "sparql+https://h:8182?server=neptune": (
        "https://h:8182/sparql",
        "https://h:8182/sparql",
        "https://h:8182/sparql/gsp/",
    ),
    "sparql+http://h:8890?server=virtuoso": (
        "http://h:8890/sparql",
        "http://h:8890/sparql",
        "http://h:8890/sparql-graph-crud",
    ),
    "sparql+https://h?query=/q&update=/u": ("https://h/q", "https://h/u", ""),
    "sparql+https://h/sparql?query=": ("https://h/sparql", "", ""),
}


@pytest.mark.parametrize("address", ENDPOINTS)
def test_addresses(address: str) -> None:
    server = Server.parse(address)
    assert (server.query, server.update, server.data) == ENDPOINTS[address]
    assert is_address(address)
    assert server.address == address.partition("?")[0].rstrip("/")


def test_every_kind_of_server_has_an_address() -> None:
    named = set(re.findall(r"server=(\w+)", " ".join(ENDPOINTS))) | {"oxigraph"}
    assert set(kinds()) == named
    assert len(named) == 7
    unions = {Server.parse(f"sparql+http://h?server={kind}").union for kind in kinds()}
    assert unions == {"request", "always", "setting"}


def test_own_paths_on_the_real_server(host: str, remote: RemoteQuads) -> None:
    remote.add(Quad(S, P, S, G))
    with RemoteQuads.open(f"sparql+http://{host}?query=/query", patience=QUICK) as reader:
        assert list(reader) == [Quad(S, P, S, G)]
        with pytest.raises(StoreError, match=r"no address for updates: add \?update=PATH"):
            reader.add(Quad(S, P, P, G))
