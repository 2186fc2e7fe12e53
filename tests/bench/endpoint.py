"""How many questions a server answers: many clients at once, on the loopback interface.

    python tests/bench/endpoint.py DIR [--clients 200] [--requests 10000] [--workers 2]

The questions are the named ones with values of the graph in DIR, asked in turn, each client
on a connection that it keeps. First all different and without kept answers, so that each is
computed; then as they are, with kept answers. Errors are answers other than 200 and connections that broke. Clients and server share
the cores of this machine. Each of the two takes no longer than --seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

SERVER = """
import sys
from pathlib import Path
from kg.serve import serve
serve(Path(sys.argv[1]), port=0, workers=int(sys.argv[2]), cache_bytes=int(sys.argv[3]),
      announce=lambda line: print(line, flush=True))
"""


@dataclass
class Load:
    """What is to be asked, and how it went."""

    port: int
    paths: list[str]
    requests: int
    until: float
    distinct: bool
    next: int = 0
    seconds: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)

    def failed(self, why: str) -> None:
        self.errors[why] = self.errors.get(why, 0) + 1


async def fetch(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str
) -> tuple[int, bytes]:
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    assert length is not None, head
    return int(head[9:12]), await reader.readexactly(int(length[1]))


async def client(load: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    while load.next < load.requests and time.monotonic() < load.until:
        path = load.paths[load.next % len(load.paths)]
        load.next += 1
        if load.distinct:  # a comment, so that no two are the same
            path += f"%23{load.next}"
        began = time.monotonic()
        try:
            status, _ = await fetch(reader, writer, path)
        except (OSError, asyncio.IncompleteReadError) as error:
            load.failed(type(error).__name__)
            reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
            continue
        load.seconds.append(time.monotonic() - began)
        if status != 200:
            load.failed(str(status))
    writer.close()


async def measure(port: int, arguments: argparse.Namespace, distinct: bool) -> dict[str, object]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    _, body = await fetch(reader, writer, "/query/questions.json")
    writer.close()
    texts = [question["text"] for question in json.loads(body)["questions"]]
    began = time.monotonic()
    paths = [f"/sparql?query={quote(text)}" for text in texts]
    load = Load(port, paths, arguments.requests, began + arguments.seconds, distinct)
    await asyncio.gather(*(client(load) for _ in range(arguments.clients)))
    took = time.monotonic() - began
    cuts = quantiles(load.seconds, n=100)
    return {
        "requests": len(load.seconds),
        "errors": load.errors,
        "requests_per_s": round(len(load.seconds) / took, 1),
        "p50_ms": round(cuts[49] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
        "seconds": round(took, 1),
    }


def run(folder: Path, workers: int, cache: int, arguments: argparse.Namespace) -> dict[str, object]:
    command = [sys.executable, "-c", SERVER, str(folder), str(workers), str(cache)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r":(\d+)/", server.stdout.readline())
            assert found is not None, "the server did not start"
            load = measure(int(found[1]), arguments, distinct=not cache)
            return asyncio.run(load)
        finally:
            server.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60.0)
    arguments = parser.parse_args()
    for name, cache in (("every answer computed", 0), ("answers kept", 64_000_000)):
        found = run(arguments.folder, arguments.workers, cache, arguments)
        found["load_before"] = round(os.getloadavg()[0], 1)
        sys.stdout.write(f"{json.dumps({'what': name, 'clients': arguments.clients, **found})}\n")


if __name__ == "__main__":
    main()
