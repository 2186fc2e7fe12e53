"""Who may ask, with which headers, and what machines are told."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest

from kg.graph import Store
from tests.serve.asking import QUICK, ask, counted

PATHS = (
    "/",
    "/sparql",
    "/query",
    "/graph",
    "/entity/borland.html",
    "/health",
    "/metrics",
    "/nowhere",
)


@pytest.mark.parametrize("path", PATHS)
def test_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert "*" not in policy
    if path != "/graph":
        assert "unsafe-inline" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-cache"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil", ""])
def test_another_host_name_is_refused(client: httpx.Client, host: str) -> None:
    assert client.get("/sparql", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:99", "127.0.0.1", "[::1]:80", "LOCALHOST"]
)
def test_own_names_are_known(client: httpx.Client, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


def test_no_listing_and_no_way_out_of_the_static_folder(client: httpx.Client) -> None:
    assert client.get("/static/site.css").status_code == 200
    for path in ("/static/", "/static", "/static/yasgui/", "/static/../app.py", "/static/%2e%2e/app.py",
                 "/static/..%2fapp.py", "/static//etc/passwd"):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_health(client: httpx.Client, folder: Path) -> None:
    answer = client.get("/health")
    with Store.open(folder / "store", read_only=True) as store:
        assert answer.json() == {"ok": True, "store": "open", "quads": len(store)}
    assert str(folder) not in answer.text


def test_metrics(client: httpx.Client) -> None:
    before = counted(client, "kg_query_seconds_count")
    ask(client, f"{QUICK} # {os.urandom(4).hex()}")
    assert counted(client, "kg_query_seconds_count") == before + 1
    cached = counted(client, "kg_cached_answers_total")
    ask(client, f"{QUICK} # the same twice")
    ask(client, f"{QUICK} # the same twice")
    assert counted(client, "kg_cached_answers_total") >= cached + 1
    client.get("/made/up/by/a/client")
    text = client.get("/metrics").text
    assert 'place="other",status="404"' in text
    assert "made" not in text
    assert counted(client, "kg_quads") > 900
