"""Starting, ending, limits: with real processes, sockets and signals."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families

from kg.errors import ConfigError, StoreError
from kg.graph import Store
from kg.serve import Settings, application, serve
from tests.serve.conftest import Running, Starter, popen

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


# -- starting ---------------------------------------------------------------------------------------


def test_missing_graph_is_the_usual_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no graph in .*kg build"):
        serve(tmp_path)


def test_port_in_use_says_what_to_do(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"port {port}: .*in use.*--port"):
            serve(folder, port=port)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"port": 70_000}, "0 to 65535"),
        ({"host": "no.such.host.invalid", "port": 0}, "cannot listen on no.such.host.invalid"),
        ({"query_timeout_s": 0}, "query_timeout_s must be more than 0"),
        ({"max_rows": -1}, "max_rows must be more than 0"),
        ({"workers": -2}, "workers may not be negative"),
        ({"cors": ["example.org"]}, "is not an origin"),
        ({"cors": ["https://example.org/path"]}, "is not an origin"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_impossible_settings(folder: Path, options: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        serve(folder, **options)  # type: ignore[arg-type]


def test_workers_that_cannot_start_are_an_error(folder: Path) -> None:
    with pytest.raises(StoreError, match="no worker process could open"):
        serve(folder, port=0, workers=1, max_memory=10_000_000)
    with Store.open(folder / "store", read_only=True) as store:
        assert len(store) > 900


def test_nobody_can_write_while_the_graph_is_served(server: Running, folder: Path) -> None:
    with pytest.raises(Exception, match="in use by another process"):
        Store.open(folder / "store")


def test_other_hosts_and_origins_where_they_were_named(starter: Starter) -> None:
    friend = "https://friend.example"
    running = starter(host="0.0.0.0", cors=[friend])
    assert running.process.stdout is not None
    assert "warning: 0.0.0.0 lets other machines in" in running.process.stdout.readline()
    with running.client() as client:
        assert client.get("/health", headers={"Host": "anything.example"}).status_code == 200
        allowed = client.get("/sparql", headers={"Origin": friend})
        assert allowed.headers["access-control-allow-origin"] == friend
        assert "cross-origin-resource-policy" not in allowed.headers
        asked = {"Origin": friend, "Access-Control-Request-Method": "POST"}
        assert client.options("/sparql", headers=asked).status_code == 200
        other = client.get("/sparql", headers={"Origin": "https://other.example"})
        assert "access-control-allow-origin" not in other.headers
        assert client.get("/sparql", headers={"Host": "a b"}).status_code == 400


def test_loopback_is_all_that_listens(server: Running) -> None:
    found = psutil.Process(server.process.pid).net_connections(kind="inet")
    listening = {c.laddr.ip for c in found if c.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}


# -- ending -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_quietly_with_all_its_processes(
    starter: Starter, number: signal.Signals
) -> None:
    running = starter(workers=2)
    everything = psutil.Process(running.process.pid).children(recursive=True)
    assert len(running.children()) == 2
    with running.client() as client:
        for path in ("/", "/nowhere", "/sparql?query=nonsense"):
            client.get(path)
    with connect(running) as connection:
        connection.sendall(b"NONSENSE\r\n\r\n")
        connection.recv(1_000)
    assert running.end(number) == (0, "ended\n", "")
    assert gone(everything)


def test_a_signal_ends_it_while_queries_run(starter: Starter) -> None:
    running = starter(query_timeout_s=60)
    everything = psutil.Process(running.process.pid).children(recursive=True)
    with running.client() as client, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: _quietly(client, ENDLESS))
        time.sleep(0.5)
        began = time.monotonic()
        status, _, _ = running.end()
        assert time.monotonic() - began < 10
        waiting.result()
    assert status == 0
    assert gone(everything)


def test_workers_end_with_a_killed_server(starter: Starter) -> None:
    running = starter(workers=2)
    workers = running.children()
    assert len(workers) == 2
    running.end(signal.SIGKILL)
    assert gone(workers)


def test_stopped_before_it_listens(folder: Path) -> None:
    """A signal at any moment of the start leaves no process behind."""
    process = popen(folder, port=0, workers=1)
    assert process.stdout is not None
    process.stdout.readline()
    everything = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert gone(everything)


def _quietly(client: httpx.Client, query: str) -> None:
    try:
        ask(client, query)
    except httpx.TransportError:
        pass


# -- limits -----------------------------------------------------------------------------------------


def test_time_limit_kills_the_worker_and_the_next_query_works(hasty: Running) -> None:
    with hasty.client() as client:
        [before] = hasty.children()
        timeouts, restarts = (
            counted(client, f"kg_{name}_total") for name in ("query_timeouts", "worker_restarts")
        )
        began = time.monotonic()
        answer = ask(client, ENDLESS)
        assert answer.status_code == 504
        assert "longer than 1 s" in answer.text
        assert "LIMIT" in answer.text
        assert time.monotonic() - began < 4
        assert settled(client, QUICK).json()["boolean"] is True
        assert gone([before])
        [after] = hasty.children()
        assert after.pid != before.pid
        assert counted(client, "kg_query_timeouts_total") == timeouts + 1
        assert counted(client, "kg_worker_restarts_total") >= restarts + 1


def test_a_killed_worker_is_replaced(hasty: Running) -> None:
    with hasty.client() as client:
        for attempt in range(2):
            [worker] = hasty.children()
            worker.kill()
            assert gone([worker])
            assert settled(client, f"{QUICK} #{attempt}").status_code == 200


def test_a_query_killed_from_outside_is_answered(starter: Starter) -> None:
    running = starter(query_timeout_s=30)
    with running.client() as client, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, client, ENDLESS)
        time.sleep(0.5)
        [worker] = running.children()
        worker.kill()
        answer = waiting.result(timeout=10)
        assert (answer.status_code, "more memory" in answer.text) == (422, True)
        assert ask(client, QUICK).status_code == 200


def test_nested_too_deeply(client: httpx.Client) -> None:
    query = "SELECT * { " + "{ " * 60_000 + "}" * 60_001
    answer = client.post(
        "/sparql", content=query, headers={"Content-Type": "application/sparql-query"}
    )
    assert answer.status_code in (400, 422)
    assert ask(client, QUICK).status_code == 200


def test_memory_is_limited(hasty: Running) -> None:
    doubled = " ".join(f"BIND ( CONCAT(?t{n}, ?t{n}) AS ?t{n + 1} )" for n in range(20))
    grow = f"SELECT (STRLEN(?t20) AS ?n) {{ BIND ( '{'x' * 1_000}' AS ?t0 ) {doubled} }}"
    with hasty.client() as client:
        answer = ask(client, grow)
        assert answer.status_code == 422, answer.text
        assert "more memory" in answer.text
        assert settled(client, QUICK).status_code == 200


def test_too_many_at_once_are_told_when_to_come_back(hasty: Running) -> None:
    with hasty.client() as client, ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(ask, client, f"{ENDLESS} #{n}") for n in range(4)]
        answers = [one.result(timeout=30) for one in waiting]
        assert {answer.status_code for answer in answers} == {503, 504}
        refused = next(answer for answer in answers if answer.status_code == 503)
        assert int(refused.headers["retry-after"]) >= 1
        assert "try again later" in refused.text
        assert settled(client, QUICK).status_code == 200


def test_a_query_whose_client_has_gone_is_stopped(starter: Starter) -> None:
    running = starter(query_timeout_s=60)
    with running.client() as client:
        with pytest.raises(httpx.ReadTimeout):
            client.get("/sparql", params={"query": ENDLESS}, timeout=0.5)
        began = time.monotonic()
        assert ask(client, QUICK).status_code == 200
        assert time.monotonic() - began < 8


def connect(running: Running) -> socket.socket:
    port = httpx.URL(running.url).port
    assert port is not None
    return socket.create_connection(("127.0.0.1", port), timeout=40)


def dropped_after(connection: socket.socket, dribble: bytes = b"") -> float:
    """Seconds until the server closes the connection, fed with `dribble` meanwhile."""
    began = time.monotonic()
    connection.settimeout(0.5)
    while time.monotonic() - began < 40:
        try:
            if dribble:
                connection.sendall(dribble)
            if not connection.recv(65_536):
                return time.monotonic() - began
        except TimeoutError:
            continue
        except OSError:
            return time.monotonic() - began
    return float("inf")


@pytest.mark.slow
def test_slow_clients_are_let_go(server: Running) -> None:
    heads = {
        "silent": (b"", b""),
        "dribbles a head": (b"GET / HTTP/1.1\r\n", b"X-A: b\r\n"),
        "half a body": (
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK",
            b"",
        ),
    }
    seconds: dict[str, float] = {}

    def play(name: str) -> None:
        first, dribble = heads[name]
        with connect(server) as connection:
            connection.sendall(first)
            seconds[name] = dropped_after(connection, dribble)

    players = [threading.Thread(target=play, args=(name,)) for name in heads]
    for player in players:
        player.start()
    for player in players:
        player.join()
    assert set(seconds) == set(heads)
    assert max(seconds.values()) < 32, seconds


def test_a_lying_content_length(client: httpx.Client, server: Running) -> None:
    with connect(server) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n"
            b"Content-Type: application/sparql-query\r\n\r\n"
        )
        assert b" 413 " in connection.recv(4_096).partition(b"\r\n")[0]
    assert ask(client, QUICK).status_code == 200


# -- who may ask ------------------------------------------------------------------------------------

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


# -- for machines -----------------------------------------------------------------------------------


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


def test_application_can_be_had_without_a_server(folder: Path) -> None:
    app = application(folder, Settings(workers=1))
    workers = multiprocessing.active_children()
    app.state.graph.end()
    assert len(workers) == 1
    assert not workers[0].is_alive()
