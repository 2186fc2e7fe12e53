"""Counts for Prometheus: requests, query times, workers. One registry per application."""

from __future__ import annotations

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)
PLACES = frozenset(
    {"sparql", "query", "graph", "entity", "document", "ontology", "static", "health", "metrics"}
)


class Metrics:
    """What is counted; no label holds anything that a client can make up."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "kg_requests", "Requests answered", ("place", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "kg_query_seconds",
            "Time from a question to its answer, waiting included, cached answers left out",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.timeouts = Counter(
            "kg_query_timeouts", "Queries stopped at the time limit", registry=self.registry
        )
        self.restarts = Counter(
            "kg_worker_restarts", "Worker processes replaced", registry=self.registry
        )
        self.cached = Counter(
            "kg_cached_answers", "Answers given from memory", registry=self.registry
        )
        self.quads = Gauge("kg_quads", "Quads in the graph", registry=self.registry)

    def text(self) -> bytes:
        return generate_latest(self.registry)


def place(path: str) -> str:
    """The class of a path: its first part if it is one of ours."""
    if path == "/":
        return "start"
    first = path.strip("/").partition("/")[0].partition(".")[0]
    return first if first in PLACES else "other"
