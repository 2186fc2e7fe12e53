"""Asking a running server, and looking at what it is made of."""

from __future__ import annotations

import os
import socket

import httpx
import psutil
from prometheus_client.parser import text_string_to_metric_families

from tests.serve.conftest import Running

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
QUICK = "ASK { ?s a kg:State }"


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query})


def settled(client: httpx.Client, query: str) -> httpx.Response:
    """The answer after at most some seconds in which a new worker starts."""
    for _ in range(30):
        answer = client.get("/sparql", params={"query": f"{query} # {os.urandom(4).hex()}"})
        if answer.status_code not in (422, 503, 504):
            break
    return answer


def gone(processes: list[psutil.Process], within_s: float = 8.0) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=within_s)
    return not alive


def counted(client: httpx.Client, name: str) -> float:
    families = text_string_to_metric_families(client.get("/metrics").text)
    samples = [sample for family in families for sample in family.samples]
    return sum(sample.value for sample in samples if sample.name == name)


def connect(running: Running) -> socket.socket:
    port = httpx.URL(running.url).port
    assert port is not None
    return socket.create_connection(("127.0.0.1", port), timeout=40)
