"""A real SPARQL server in a process of its own, and a real proxy that gets in its way."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROGRAM = Path(sysconfig.get_path("scripts")) / "oxigraph"


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[str]:
    """Runs `oxigraph serve` on a free port; gives HOST:PORT once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [PROGRAM, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        _wait_for(port, process)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        if process.poll() is not None:
            raise RuntimeError(f"oxigraph ended: {process.communicate()[1].decode()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("oxigraph did not start")


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """What the proxy says itself; `cut` closes the connection in the middle of the body."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


# Looks at a request and its number (from 0): a Reply, or None to pass the request on.
Rule = Callable[[int, Request], Reply | None]


@dataclass
class Proxy:
    """`host` is where it listens; `seen` are the requests it got, in order."""

    host: str
    seen: list[Request]


@contextmanager
def proxy(target: str, rule: Rule) -> Iterator[Proxy]:
    """Forwards to HOST:PORT what the rule lets through."""
    seen: list[Request] = []
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self._handle()

        def do_GET(self) -> None:
            self._handle()

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = Request(self.command, self.path, dict(self.headers.items()), body)
            with lock:
                number = len(seen)
                seen.append(request)
            self._say(rule(number, request) or _forwarded(target, request))

        def _say(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if reply.cut:
                self.wfile.write(reply.body[: len(reply.body) // 2])
                self.close_connection = True
            else:
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield Proxy(f"127.0.0.1:{server.server_address[1]}", seen)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _forwarded(target: str, request: Request) -> Reply:
    connection = http.client.HTTPConnection(target, timeout=30)
    wanted = {"accept", "content-type"}
    headers = {name: text for name, text in request.headers.items() if name.lower() in wanted}
    try:
        connection.request(request.method, request.path, body=request.body, headers=headers)
        answer = connection.getresponse()
        kind = answer.headers.get("Content-Type", "")
        return Reply(answer.status, answer.read(), {"Content-Type": kind} if kind else {})
    finally:
        connection.close()
