"""Queries only read, stop in time, and say what is wrong with them."""

import marshal
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.query import run_sparql, worker
from kg.query.syntax import check_read_only, is_ordered
from tests.factories import resolved_store

# Several hundred thousand million combinations: it would run for years.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def memory() -> Store:
    return resolved_store()


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("run") / "store") as store:
        yield resolved_store(store)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX x: <x:> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/x>",
        "CLEAR ALL",
        "DROP GRAPH <x:g>",
        "# SELECT\nDROP ALL",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "insert data { <x:a> <x:b> <x:c> }",
    ],
)
def test_updates_are_refused(memory: Store, text: str) -> None:
    before = memory.dump()
    with pytest.raises(QueryError, match="refused"):
        run_sparql(memory, text)
    assert memory.dump() == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { BIND('#' AS ?x) SERVICE ?e { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''a ''b' ''' . SERVICE ?e { ?s ?p ?o } }",
        "SELECT * {\n# comment '\nSERVICE ?e { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\"" . SERVICE ?e { ?s ?p ?o } }',
        "SELECT * { ?s <x:y#> ?o SERVICE ?e { } }",
        "SELECT ?a { ?s ?p ?a FILTER(?a<1)SERVICE$e#>\n{ ?s ?p ?o } }",
        "SELECT ?a { ?s ?p ?a FILTER(?a<1)service<http://127.0.0.1:9/>{ ?s ?p ?o } }",
    ],
)
def test_other_endpoints_are_refused(memory: Store, text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run_sparql(memory, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service WHERE { ?service ?p 'SERVICE' }",
        "SELECT * { ?s <x:SERVICE> ?o } # SERVICE",
        "PREFIX SERVICE: <x:> SELECT * { ?s SERVICE:LOAD ?o }",
        'ASK { ?s ?p """ DROP ALL; SERVICE "quoted" """ }',
        "PREFIX insert: <x:> ASK { ?drop insert:delete ?clear }",
        "SELECT * { ?s <x:\\u0073ervice> ?service }",
    ],
)
def test_the_words_alone_are_no_reason(memory: Store, text: str) -> None:
    check_read_only(text)
    run_sparql(memory, text)


@pytest.mark.parametrize("text", ["", "   ", "# nothing", "PREFIX x: <x:>", "hello"])
def test_what_is_no_query_is_told(memory: Store, text: str) -> None:
    with pytest.raises(QueryError, match="not a query"):
        run_sparql(memory, text)


@pytest.mark.parametrize("timeout", [None, 20.0], ids=["here", "in a process"])
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("SELECT ?s WHERE {\n  ?s ?p }", 2, 10),
        ("SELECT * {", 1, 11),
        ("SELECT ?s {\n\n ?s kg:actor }", 3, 14),
    ],
)
def test_syntax_errors_have_a_place(
    disk: Store, text: str, line: int, column: int, timeout: float | None
) -> None:
    with pytest.raises(
        QueryError, match=f"syntax error in line {line}, column {column}, after .*: "
    ) as caught:
        run_sparql(disk, text, timeout)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("timeout", [None, 20.0], ids=["here", "in a process"])
@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (
            "SELECT * { ?s ?p ?o } GROUP BY ?s",
            "line 1",
            "SELECT [*] is not authorized with GROUP BY",
        ),
        ("SELECT ?s { ?s ?p ?o }\nGROUP BY ?p", "line 2", "The SELECT contains a variable that"),
        ("SELECT * { '漢字' ?p }", "line 1, column 20", "something is missing or out of place"),
        ("SELECT * {\r\n ?s ?p \r\n }", "line 3", "something is missing or out of place"),
    ],
)
def test_syntax_errors_say_what_is_wrong(
    disk: Store, text: str, place: str, reason: str, timeout: float | None
) -> None:
    with pytest.raises(QueryError, match=f"syntax error in {place}.*: {reason}"):
        run_sparql(disk, text, timeout)


def test_a_broken_query_with_the_word_service_is_told_its_place(memory: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused.*not meant as a keyword.*column 28"):
        run_sparql(memory, "SELECT * { ?s ?p 'service' ")


@pytest.mark.parametrize("timeout", [None, 20.0], ids=["here", "in a process"])
def test_an_unknown_prefix_is_named(disk: Store, timeout: float | None) -> None:
    with pytest.raises(QueryError, match=r"the prefix y: is not declared.*kg:"):
        run_sparql(disk, "PREFIX x: <x:> SELECT ?s { ?s x:a 'z:b' ; y:b ?o }", timeout)


def test_prefixes_need_not_be_declared(memory: Store) -> None:
    result = run_sparql(memory, "SELECT ?n { ent:cestria skos:prefLabel ?n }")
    assert result.values() == [("Cestria",)]
    assert result.rows[0][0].language == "en"


def test_the_default_graph_is_everything(memory: Store) -> None:
    text = "SELECT DISTINCT ?e { ?d a kg:Document . ?m nif:referenceContext ?d ; kg:refersTo ?e }"
    assert len(run_sparql(memory, text)) == 9


def test_named_graphs_are_there(memory: Store) -> None:
    assert len(run_sparql(memory, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")) == 9


@pytest.mark.parametrize("timeout", [None, 20.0], ids=["here", "in a process"])
@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?name ?x { ?e skos:prefLabel ?name OPTIONAL { ?e owl:sameAs ?x } }",
        "SELECT ?s { ?s a kg:Event } ORDER BY DESC(?s)",
        "ASK { ?s a kg:Event }",
        "ASK { ?s a kg:Nonsense }",
        "CONSTRUCT { ?s kg:actor ?o } WHERE { ?s kg:actor ?o }",
        "DESCRIBE ent:cestria",
        "SELECT ?v { ?s kg:low|sem:hasTimeStamp|kg:anonymous ?v }",
        "SELECT ?s { ?s a kg:Nonsense }",
    ],
)
def test_a_process_of_its_own_gives_the_same_answer(
    memory: Store, disk: Store, text: str, timeout: float | None
) -> None:
    assert run_sparql(disk, text, timeout) == run_sparql(memory, text)


def test_a_query_without_end_is_stopped(disk: Store) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError, match="longer than 1 s and was stopped"):
        run_sparql(disk, ENDLESS, 1)
    assert time.monotonic() - start < 5
    assert run_sparql(disk, "ASK { ?s a kg:Event }", 20).values() == [("true",)]


def test_a_limited_query_sees_what_was_just_written(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        resolved_store(store)
        assert len(run_sparql(store, "SELECT ?d { ?d a kg:Document }", 20)) == 6


def test_a_limit_in_memory_gives_an_answer_or_lets_go(memory: Store) -> None:
    assert run_sparql(memory, "ASK { ?s a kg:Event }", 20).values() == [("true",)]
    with pytest.raises(QueryError, match="syntax error"):
        run_sparql(memory, "ASK {", 20)


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?s", True),
        ("SELECT ?s { ?s ?p ?o } order\n by ?s", True),
        ("SELECT ?s { ?s ?p ?o }", False),
        ("SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }", False),
        ("SELECT ?s { ?s ?p 'x' } # ORDER BY ?s", False),
        ("SELECT ?order { ?order ?by 'ORDER BY' }", False),
    ],
)
def test_whether_an_order_is_asked_for(text: str, ordered: bool) -> None:
    assert is_ordered(text) is ordered


def test_rows_without_an_order_are_sorted(memory: Store) -> None:
    found = run_sparql(memory, "SELECT ?n { ?e skos:prefLabel ?n }").values()
    assert found == sorted(found)
    backwards = run_sparql(memory, "SELECT ?n { ?e skos:prefLabel ?n } ORDER BY DESC(?n)").values()
    assert backwards == found[::-1]


class ServerQuads:
    """Quads that keep the time limit themselves, as those on a server do."""

    stops_queries = True

    def __init__(self, store: Store) -> None:
        self.store = store
        self.limits: list[float] = []

    def query(self, text: str, *, timeout_s: float | None = None, **options: Any) -> Any:
        self.limits.append(timeout_s or 0)
        if timeout_s is not None and timeout_s < 1:
            raise TimeoutError
        answer = self.store.quads.query(text, **options)
        return list(answer) if isinstance(answer, ox.QueryTriples) else answer


def test_a_server_is_asked_to_keep_the_limit(memory: Store) -> None:
    quads = ServerQuads(memory)
    remote = Store(quads, memory.namespaces)  # type: ignore[arg-type]
    for text in ("ASK { ?s a kg:Event }", "SELECT ?s { ?s a kg:Event }", "DESCRIBE ent:cestria"):
        assert run_sparql(remote, text, 20) == run_sparql(memory, text)
    assert quads.limits == [20, 20, 20]
    with pytest.raises(QueryError, match="longer than 0.5 s and was stopped"):
        run_sparql(remote, "ASK { ?s a kg:Event }", 0.5)
    run_sparql(remote, "ASK { ?s a kg:Event }")
    assert quads.limits[-1] == 0


def test_the_worker_imports_the_engine_only(disk: Store) -> None:
    task = {
        "library": str(Path(ox.__file__).parents[1]),
        "path": str(disk.path),
        "prefixes": {},
        "query": "ASK { ?s ?p ?o }",
        "timeout_s": 60,
        "union": True,
    }
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "importtime", worker.__file__],
        input=marshal.dumps(task),
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"ask\ntrue"
    imported = set(re.findall(r"\| +([\w.]+)$", done.stderr.decode(), re.MULTILINE))
    assert "pyoxigraph" in imported
    assert not imported & {"json", "re", "subprocess", "typing", "kg", "site"}


@pytest.mark.parametrize("limit", [0, -1, float("inf"), float("nan")])
def test_a_time_limit_that_is_none_is_refused(memory: Store, limit: float) -> None:
    with pytest.raises(QueryError, match="time limit"):
        run_sparql(memory, "ASK { ?a ?b ?c }", limit)


@pytest.mark.parametrize("timeout_s", [None, 60.0])
def test_from_says_which_graphs(disk: Store, timeout_s: float | None) -> None:
    identity = disk.namespaces.identity
    count = "SELECT (COUNT(*) AS ?n) {graph} WHERE {{ ?s ?p ?o }}"

    def counted(graph: str) -> int:
        return int(run_sparql(disk, count.format(graph=graph), timeout_s).values()[0][0])

    assert counted(f"FROM {identity}") == sum(
        1 for _ in disk.quads.quads_for_pattern(None, None, None, identity)
    )
    assert counted("") > counted(f"FROM {identity}") > 0
