"""Politeness and patience: what the client sends, how often, and what it makes of bad answers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kg.errors import ConfigError
from kg.lookup import AskLater, Client, NoAnswer, Pace
from tests.lookup.api import told, wikidata
from tests.servers import Reply

QUICK = Pace(between_s=0, answer_s=0.5, pause_s=0.01, tries=3)
QUESTION = {"action": "wbsearchentities", "search": "Ana Brun", "limit": "5"}


def client(host: str, pace: Pace = QUICK, contact: str = "") -> Client:
    return Client(f"http://{host}/w/api.php", pace, contact)


def test_says_who_asks_and_sends_what_it_is_told() -> None:
    with wikidata() as server, client(server.host, contact="ana@example.org") as asking:
        answer = asking.get(QUESTION)
    assert answer["success"] == 1
    (request,) = server.seen
    agent = request.headers["User-Agent"]
    assert agent.startswith("newskg/")
    assert "ana@example.org" in agent
    assert request.body == b""
    assert request.path == "/w/api.php?action=wbsearchentities&search=Ana+Brun&limit=5"
    assert {"Cookie", "Authorization", "Referer"}.isdisjoint(request.headers)


def test_no_more_than_one_request_in_a_time_span() -> None:
    pace = Pace(between_s=0.3)
    with wikidata() as server, client(server.host, pace) as asking:
        start = time.monotonic()
        for _ in range(4):
            asking.get(QUESTION)
        used = time.monotonic() - start
    assert len(server.seen) == 4
    assert used >= 0.9


@pytest.mark.parametrize(
    "bad",
    [
        told({}, status=429),
        told({}, status=503),
        told(b"<html>busy</html>", status=500),
        told({"error": {"code": "maxlag", "info": "waiting"}}),
        told({"error": {"code": "ratelimited"}}),
        told(b"not json"),
        told(b'["a list"]'),
        told(b"[" * 100_000),
        told(b"\xff\xfe\x00"),
        Reply(200, b'{"search": []}' * 9, cut=True),
    ],
    ids=["429", "503", "500", "maxlag", "ratelimited", "words", "list", "deep", "bytes", "cut"],
)
def test_asks_again_after_a_bad_answer(bad: Reply) -> None:
    with (
        wikidata(lambda number, _: bad if number == 0 else None) as server,
        client(server.host) as asking,
    ):
        assert asking.get(QUESTION)["success"] == 1
    assert len(server.seen) == 2


def test_gives_up_after_some_tries() -> None:
    with wikidata(lambda *_: told({}, status=503)) as server, client(server.host) as asking:
        with pytest.raises(NoAnswer, match="answers 503"):
            asking.get(QUESTION)
    assert len(server.seen) == QUICK.tries


@pytest.mark.parametrize(
    "refusal",
    [
        told({}, status=403),
        told({}, status=404),
        told({}, status=301, Location="http://127.0.0.1:1/"),
        told({"error": {"code": "badvalue", "info": "no"}}),
    ],
    ids=["403", "404", "redirect", "badvalue"],
)
def test_refusal_is_not_asked_again(refusal: Reply) -> None:
    with wikidata(lambda *_: refusal) as server, client(server.host) as asking:
        with pytest.raises(NoAnswer):
            asking.get(QUESTION)
    assert len(server.seen) == 1


def test_waits_as_long_as_it_is_told() -> None:
    busy = told({}, status=429, Retry_After="1")
    with (
        wikidata(lambda number, _: busy if number == 0 else None) as server,
        client(server.host) as asking,
    ):
        start = time.monotonic()
        asking.get(QUESTION)
    assert time.monotonic() - start >= 1
    assert len(server.seen) == 2


def test_very_long_wait_ends_the_asking() -> None:
    busy = told({}, status=429, Retry_After="3600")
    with wikidata(lambda *_: busy) as server, client(server.host) as asking:
        with pytest.raises(AskLater, match="asks to wait 3600 s.*kept"):
            asking.get(QUESTION)
    assert len(server.seen) == 1


def test_odd_wait_is_ignored() -> None:
    busy = told({}, status=429, Retry_After="soon")
    with (
        wikidata(lambda number, _: busy if number == 0 else None) as server,
        client(server.host) as asking,
    ):
        assert asking.get(QUESTION)["success"] == 1
    assert len(server.seen) == 2


def test_silent_server_is_left_after_a_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        pace = Pace(between_s=0, answer_s=0.2, pause_s=0, tries=2)
        asking = client(f"127.0.0.1:{silent.getsockname()[1]}", pace)
        start = time.monotonic()
        with asking, pytest.raises(NoAnswer, match="Timeout"):
            asking.get(QUESTION)
    assert time.monotonic() - start < 5


@contextmanager
def dripping() -> Iterator[str]:
    """Sends one byte after the other, always in time for the next read, and never ends."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n")
                while not ended.wait(0.05):
                    try:
                        connection.sendall(b" ")
                    except OSError:
                        return

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def test_endless_answer_is_left_after_a_time() -> None:
    pace = Pace(between_s=0, answer_s=0.4, pause_s=0, tries=1)
    with dripping() as host, client(host, pace) as asking:
        start = time.monotonic()
        with pytest.raises(NoAnswer, match="takes longer"):
            asking.get(QUESTION)
    assert time.monotonic() - start < 5


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    pace = Pace(between_s=0, pause_s=0, tries=2)
    with client(f"127.0.0.1:{port}", pace) as asking, pytest.raises(NoAnswer, match="Connection"):
        asking.get(QUESTION)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.example.org/w/api.php",
        "ftp://127.0.0.1/",
        "https://user:secret@www.example.org/w/api.php",
        "https://www.example.org/w/api.php?x=1",
        "www.example.org",
        "",
    ],
)
def test_only_addresses_that_keep_names_private(address: str) -> None:
    with pytest.raises(ConfigError):
        Client(address)


def test_contact_cannot_forge_headers() -> None:
    with pytest.raises(ConfigError, match="contact"):
        Client(contact="ana@example.org\r\nX-Evil: 1")
