"""Time, memory, many at once, slow clients: the server gives up the one, not the others."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.serve.asking import ENDLESS, QUICK, ask, connect, counted, gone, settled
from tests.serve.conftest import Running, Starter


def test_time_limit_kills_the_worker_and_the_next_query_works(hasty: Running) -> None:
    with hasty.client() as client:
        [before] = hasty.children()
        timeouts, restarts = (
            counted(client, f"kg_{name}_total") for name in ("query_timeouts", "worker_restarts")
        )
        began = time.monotonic()
        answer = ask(client, ENDLESS)
        assert answer.status_code == 504
        assert "longer than 2 s" in answer.text
        assert "LIMIT" in answer.text
        assert time.monotonic() - began < 5
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


def test_memory_is_limited(starter: Starter) -> None:
    # On a busy machine two seconds may pass before the memory is used up.
    running = starter(query_timeout_s=60, max_memory=800_000_000)
    doubled = " ".join(f"BIND ( CONCAT(?t{n}, ?t{n}) AS ?t{n + 1} )" for n in range(20))
    grow = f"SELECT (STRLEN(?t20) AS ?n) {{ BIND ( '{'x' * 1_000}' AS ?t0 ) {doubled} }}"
    with running.client() as client:
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
