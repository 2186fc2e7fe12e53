"""The small parts by themselves: what Accept means, what is kept, what is refused."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.syntax import chooses_graphs
from kg.serve.cache import SHARE, AnswerCache
from kg.serve.guard import repeatable
from kg.serve.media import GRAPHS, TABLES, choose
from kg.serve.metrics import place
from kg.serve.refusals import Refusal, too_busy
from kg.serve.settings import Settings
from kg.serve.templating import path_of
from kg.serve.worker import Answer

OFFERS = ("text/turtle", "application/ld+json", "text/html")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/*", "text/turtle"),
        ("text/html", "text/html"),
        ("text/html;q=0.5, application/ld+json", "application/ld+json"),
        ("text/turtle;q=0, */*;q=0.1", "application/ld+json"),
        ("text/turtle;q=0", ""),
        ("image/png", ""),
        ("nonsense", ""),
        (";;;,,,", ""),
        ("text/html;level=1;q=0.3, text/turtle;q=0.2", "text/html"),
        ("TEXT/HTML", "text/html"),
    ],
)
def test_choose(accept: str, chosen: str) -> None:
    assert choose(accept, OFFERS) == chosen


@given(st.text(max_size=80))
def test_choose_takes_any_header(accept: str) -> None:
    assert choose(accept, OFFERS) in {*OFFERS, ""}


def test_every_format_is_offered_once_by_its_own_name() -> None:
    assert set(TABLES.values()) == {"JSON", "XML", "CSV", "TSV"}
    assert set(GRAPHS.values()) == {"TURTLE", "N_TRIPLES", "JSON_LD", "RDF_XML"}


def answer(size: int) -> Answer:
    return Answer("text/plain", b"x" * size)


def test_cache_forgets_the_least_recently_used() -> None:
    cache: AnswerCache[str] = AnswerCache(20_000)
    for key in "abcdefgh":
        cache.put(key, answer(1_900))
    assert cache.get("a") is not None
    cache.put("i", answer(1_900))
    assert cache.get("a") is not None
    assert cache.get("b") is None
    assert cache.used <= cache.room


def test_cache_takes_no_answer_that_would_fill_it() -> None:
    cache: AnswerCache[str] = AnswerCache(80_000)
    cache.put("large", answer(80_000 // SHARE + 1))
    assert cache.get("large") is None
    assert (len(cache), cache.used) == (0, 0)
    nothing: AnswerCache[str] = AnswerCache(0)
    nothing.put("any", answer(1))
    assert nothing.get("any") is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3_000)), max_size=60))
def test_cache_stays_within_its_room(puts: list[tuple[int, int]]) -> None:
    cache: AnswerCache[int] = AnswerCache(10_000)
    for key, size in puts:
        cache.put(key, answer(size))
        assert 0 <= cache.used <= cache.room
        found = cache.get(key)
        assert found is None or found.media_type == "text/plain"


@pytest.mark.parametrize(
    ("query", "again"),
    [
        ("SELECT * { ?s ?p ?o }", True),
        ("SELECT (NOW() AS ?n) {}", False),
        ("SELECT (rand() AS ?n) {}", False),
        ("SELECT (UUID() AS ?n) {}", False),
        ("SELECT ('NOW()' AS ?n) {}", True),
        ("SELECT ?now { ?now a ent:rand }", True),
    ],
)
def test_repeatable(query: str, again: bool) -> None:
    assert repeatable(query) is again


def test_chooses_graphs() -> None:
    assert chooses_graphs("SELECT * from <a:b> { ?s ?p ?o }")
    assert chooses_graphs("SELECT * FROM NAMED <a:b> { ?s ?p ?o }")
    assert not chooses_graphs("SELECT ?from { ?from a ent:from . FILTER ( ?x = 'FROM' ) }")


def test_refusals_travel_between_processes() -> None:
    there = pickle.loads(pickle.dumps(too_busy(7)))
    assert isinstance(there, Refusal)
    assert (there.status, there.headers) == (503, {"Retry-After": "7"})


@pytest.mark.parametrize(
    ("path", "named"),
    [("/", "start"), ("/sparql", "sparql"), ("/entity/x.ttl", "entity"), ("/ontology.nt", "ontology"),
     ("/static/site.css", "static"), ("/made-up", "other"), ("//", "other"), ("/graph", "graph")],
)  # fmt: skip
def test_place(path: str, named: str) -> None:
    assert place(path) == named


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False),
     ("::", False), ("192.0.2.7", False), ("example.org", False)],
)  # fmt: skip
def test_loopback(host: str, alone: bool) -> None:
    settings = Settings(host=host)
    assert settings.loopback is alone
    assert ("*" in settings.allowed_hosts) is not alone


def test_path_of_an_iri() -> None:
    assert path_of("https://w3id.org/newskg/entity/borland") == "/entity/borland"
    assert path_of("https://w3id.org/newskg/document/d1-c2") == "/document/d1-c2"
    assert path_of("https://w3id.org/newskg/entity/a b?") == "/entity/a%20b%3F"
