"""Requests that nobody should send: never a 500, never a server that stops answering."""

from __future__ import annotations

import socket

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.serve.conftest import Running

PATHS = ("/", "/sparql", "/entity/borland", "/entity/", "/document/x", "/ontology", "/static/site.css",
         "/query/questions.json", "/graph", "/health")  # fmt: skip
PIECES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "{", "}", "?s", "?p", "?o", ".", ";", "<a:b>",
          "ent:borland", "a", "FILTER", "(", ")", "SERVICE", "<", ">", "'", '"', "\\", "#", "\n", "LIMIT", "1",
          "ORDER BY", "UNION", "OPTIONAL", "VALUES", "UNDEF", "*", "BIND", "AS", "COUNT", "GROUP BY", "FROM",
          "NAMED", "GRAPH", "1e999", "'x'@en", "''''", "\\u0041", "PREFIX", "x:", "BASE", "\x00", "\u202e", "💥")  # fmt: skip
queries = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
)
header = st.text(
    st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=120
)
media = st.lists(
    st.sampled_from(["text/html", "*/*", "*", "text/*", "application/json", ";q=0.5", ";q=x", ";q=", ",",
                     ";", "/", '"', "q=1", "text/turtle", "application/sparql-results+json", " "]),
    max_size=9,
).map("".join)  # fmt: skip
gentle = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def assert_answered(answer: httpx.Response) -> None:
    assert answer.status_code < 500 or answer.status_code in (503, 504), answer.text
    assert "Traceback" not in answer.text
    if answer.status_code >= 400:
        assert len(answer.content) < 4_000


@gentle
@given(query=queries, accept=media.map(str.strip))
def test_queries(client: httpx.Client, query: str, accept: str) -> None:
    assert_answered(client.get("/sparql", params={"query": query}, headers={"Accept": accept}))


@gentle
@given(raw=st.binary(max_size=300), kind=st.one_of(header, media))
def test_bodies(client: httpx.Client, raw: bytes, kind: str) -> None:
    for name in (kind, "application/sparql-query", "application/x-www-form-urlencoded"):
        sent = {"Content-Type": name.encode("latin-1").strip()}
        assert_answered(client.post("/sparql", content=raw, headers=sent))


@gentle
@given(path=st.sampled_from(PATHS), values=st.lists(header, min_size=4, max_size=4))
def test_headers(client: httpx.Client, path: str, values: list[str]) -> None:
    names = ("Accept", "Origin", "If-None-Match", "Range")
    sent = {
        name: value.encode("latin-1").strip() for name, value in zip(names, values, strict=True)
    }
    assert_answered(client.get(path, headers=sent))


@gentle
@given(
    kind=st.sampled_from(["entity", "document", "static", "ontology."]), name=st.text(max_size=60)
)
def test_paths(client: httpx.Client, kind: str, name: str) -> None:
    sent = httpx.URL(str(client.base_url)).copy_with(
        raw_path=f"/{kind}/".encode()
        + b"".join(b"%%%02X" % byte for byte in name.encode("utf-8", "replace"))
    )
    assert_answered(client.get(sent))


@gentle
@given(fields=st.lists(st.tuples(st.sampled_from(["query", "default-graph-uri", "named-graph-uri", "update", "x"]), st.text(max_size=30)), max_size=6))  # fmt: skip
def test_parameters(client: httpx.Client, fields: list[tuple[str, str]]) -> None:
    clean = [(name, value.encode("utf-8", "replace").decode()) for name, value in fields]
    assert_answered(client.get("/sparql", params=clean))
    assert_answered(client.post("/sparql", params=clean, data={"query": "ASK {}"}))


RAW = [
    b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET http:///// HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", b"GET /sparql HTTP/1.1\r\nHost: [::1\r\n\r\n",
    b"GET /%%% HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /entity/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", b"CONNECT evil:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(5_000)) + b"\r\n",
]  # fmt: skip


def test_raw_requests_are_all_there() -> None:
    assert len(RAW) == 19


@pytest.mark.parametrize("request_", RAW, ids=range(len(RAW)))
def test_malformed_requests(server: Running, client: httpx.Client, request_: bytes) -> None:
    port = httpx.URL(server.url).port
    assert port is not None
    with socket.create_connection(("127.0.0.1", port), timeout=1.0) as connection:
        connection.sendall(request_)
        try:
            status = connection.recv(4_096).partition(b"\r\n")[0]
        except (TimeoutError, ConnectionResetError):
            status = b""
    assert b" 500 " not in status
    assert client.get("/health").status_code == 200
