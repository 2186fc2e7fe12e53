"""Starting and ending: with real processes, sockets and signals."""

from __future__ import annotations

import multiprocessing
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from kg.errors import ConfigError, StoreError
from kg.graph import Store
from kg.serve import Settings, application, serve
from tests.serve.asking import ENDLESS, ask, connect, gone
from tests.serve.conftest import Running, Starter, popen


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
        ({"query_timeout_s": float("nan")}, "query_timeout_s must be more than 0"),
        ({"query_timeout_s": float("inf")}, "query_timeout_s must be more than 0"),
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


def test_application_can_be_had_without_a_server(folder: Path) -> None:
    app = application(folder, Settings(workers=1))
    workers = multiprocessing.active_children()
    app.state.graph.end()
    assert len(workers) == 1
    assert not workers[0].is_alive()


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
    try:
        process.communicate(timeout=20)
    finally:
        process.kill()
    assert gone(everything)


def _quietly(client: httpx.Client, query: str) -> None:
    try:
        ask(client, query)
    except httpx.TransportError:
        pass
