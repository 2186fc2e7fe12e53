"""A real server in a process of its own, on a free port, over a graph of invented news."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from kg.graph import Store
from tests.factories import remarks, resolved_store
from tests.serve.hostile import hostile

CODE = """
import json, sys
from pathlib import Path
from kg.errors import KgError
from kg.serve import serve

def announce(line):
    print(line, flush=True)

options = json.loads(sys.argv[2])
try:
    serve(Path(sys.argv[1]), announce=announce, **options)
except KgError as error:
    print(type(error).__name__ + ": " + str(error), file=sys.stderr)
    sys.exit(2)
print("ended", flush=True)
"""
START_S = 30


@dataclass
class Running:
    """A server that was started, and its address."""

    process: subprocess.Popen[str]
    url: str
    announced: list[str]

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=30, trust_env=False, verify=False)

    def children(self) -> list[psutil.Process]:
        """Its processes that answer queries; multiprocessing's tracker is none of them."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in found if "spawn_main" in " ".join(child.cmdline())]

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        if self.process.poll() is None:
            os.kill(self.process.pid, number)
        out, err = self.process.communicate(timeout=15)
        return self.process.returncode, out, err


Starter = Callable[..., Running]


def popen(folder: Path, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CODE, str(folder), json.dumps(options)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def start(folder: Path, **options: object) -> Running:
    process = popen(folder, **{"port": 0, "workers": 1, **options})
    assert process.stdout is not None
    announced = [process.stdout.readline()]
    address = re.search(r"http://\S+?:\d+", announced[0])
    assert address, (announced, process.communicate())
    running = Running(process, address.group().replace("0.0.0.0", "127.0.0.1"), announced)
    with running.client() as client:
        for _ in range(START_S * 20):
            try:
                client.get("/health")
                return running
            except httpx.TransportError:
                assert process.poll() is None, process.communicate()
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the factories, with what is only said, and of a hostile article. Read it, do not write to it."""
    folder = tmp_path_factory.mktemp("served")
    with Store.open(folder / "store") as store:
        store.add([hostile(), remarks()])
        resolved_store(store)
        store.compact()
    return folder


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Running]:
    """The one server that most tests ask; two workers, a time limit of three seconds."""
    running = start(folder, workers=2, query_timeout_s=3.0, max_rows=500, max_bytes=400_000)
    yield running
    running.end()


@pytest.fixture(scope="session")
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture(scope="session")
def hasty(folder: Path) -> Iterator[Running]:
    """A server with one worker, two seconds for a query and little memory, for rough treatment."""
    running = start(folder, query_timeout_s=2.0, max_memory=800_000_000)
    yield running
    running.end()


@pytest.fixture
def starter(folder: Path) -> Iterator[Starter]:
    """`starter(query_timeout_s=1)` for a server of one's own."""
    started: list[Running] = []

    def begin(**options: object) -> Running:
        started.append(start(folder, **options))
        return started[-1]

    yield begin
    for running in started:
        running.end(signal.SIGKILL)
