"""From a folder to a running server, and a clean end at Ctrl-C or SIGTERM."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ConfigError
from kg.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

KEEP_ALIVE_S = 15
GRACE_S = 2  # what running requests get to finish after a signal
CONNECTIONS = 1_000
HIGHEST_PORT = 65_535


def serve(
    directory: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    query_timeout_s: float = 30.0,
    max_rows: int = 100_000,
    max_bytes: int = 50_000_000,
    max_memory: int = 4_000_000_000,
    cache_bytes: int = 64_000_000,
    workers: int = 0,
    cors: Sequence[str] = (),
    announce: Callable[[str], None] = lambda _line: None,
) -> None:
    """Serve the graph in `directory` until Ctrl-C or SIGTERM; then return.

    `announce` is given the address (port 0 means any free one) and what to beware of. A
    missing graph, a port in use and an impossible setting are ConfigErrors.
    """
    settings = Settings(
        host=host,
        query_timeout_s=query_timeout_s,
        max_rows=max_rows,
        max_bytes=max_bytes,
        max_memory=max_memory,
        cache_bytes=cache_bytes,
        workers=workers,
        cors=tuple(cors),
    )
    with _listening(host, port) as listener:
        app = application(directory, settings)
        try:
            name = f"[{host}]" if ":" in host else host
            address = f"http://{name}:{listener.getsockname()[1]}/"
            announce(f"{directory} is served at {address} (Ctrl-C ends it)")
            if not settings.loopback:
                announce(
                    f"warning: {host} lets other machines in; there is no password, and whoever "
                    "can reach this port can read the graph and use up this machine's time"
                )
            _run(app, listener)
        finally:
            app.state.graph.end()


def application(directory: Path, settings: Settings | None = None) -> Starlette:
    """The ASGI application, with its workers started; they end with the application's lifespan."""
    # The web framework is not needed where `kg.serve` is loaded by a worker.
    from kg.serve.app import make

    return make(directory, settings or Settings())


def _run(app: Starlette, listener: socket.socket) -> None:
    # Only the server itself needs them.
    import uvicorn

    from kg.serve.clients import WatchedProtocol

    config = uvicorn.Config(
        app,
        http=WatchedProtocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
    )
    server = uvicorn.Server(config)

    def end(*_: object) -> None:
        server.should_exit = True

    # uvicorn has handlers of its own while it runs, and raises the signal again afterwards.
    with _handling(end):
        server.run(sockets=[listener])


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    if not 0 <= port <= HIGHEST_PORT:
        raise ConfigError(f"port {port} does not exist: choose one from 0 to {HIGHEST_PORT}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise ConfigError(
            f"cannot listen on {host} port {port}: {error.strerror or error}. Choose another port "
            "(--port), or end what uses it"
        ) from error
    with listener:
        yield listener


@contextmanager
def _handling(handler: Callable[..., None]) -> Iterator[None]:
    """Ctrl-C and SIGTERM call `handler`; only the main thread can arrange that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, handler) for number in signals}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
