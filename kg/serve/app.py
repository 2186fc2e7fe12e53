"""The ASGI application: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import ConfigError
from kg.folder import open_store
from kg.serve import pages, protocol, things
from kg.serve.graph import Graph
from kg.serve.media import HTML, choose
from kg.serve.refusals import Refusal
from kg.serve.settings import Settings
from kg.serve.shell import Shell
from kg.serve.templating import page

STATIC = Path(__file__).parent / "static"
ROUTES = (
    Route("/", pages.start),
    Route("/sparql", protocol.endpoint, methods=["GET", "POST"], name="sparql"),
    Route("/query", pages.query),
    Route("/query/questions.json", pages.questions),
    Route("/graph", pages.picture),
    Route("/entity/{local}", things.entity),
    Route("/document/{local}", things.document),
    Route("/ontology", things.ontology),
    Route("/ontology.{suffix}", things.ontology),
    Route("/health", pages.health),
    Route("/metrics", pages.metrics),
    Mount("/static", StaticFiles(directory=STATIC)),
)


def make(directory: Path, settings: Settings) -> Starlette:
    """The application for the graph in `directory`, which must exist and stays open for reading."""
    store = open_store(directory, read_only=True)
    if store.path is None:
        store.close()
        raise ConfigError(
            f"the graph of {directory} is kept by a SPARQL server, which is an endpoint itself: "
            "serve a graph that has its store in its folder"
        )
    graph = Graph(directory, store, settings)
    graph.begin()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        graph.end()

    app = Starlette(
        routes=ROUTES,
        lifespan=lifespan,
        middleware=_middleware(graph),
        exception_handlers={Refusal: _refused, HTTPException: _not_served, Exception: _failed},
    )
    app.router.redirect_slashes = False
    app.state.graph = graph
    return app


def _middleware(graph: Graph) -> list[Middleware]:
    settings = graph.settings
    shell = Middleware(
        Shell,
        metrics=graph.metrics,
        send_timeout_s=settings.send_timeout_s,
        cors=bool(settings.cors),
    )
    # A page elsewhere whose name is made to point at this machine still sends its own Host.
    hosts = Middleware(
        TrustedHostMiddleware, allowed_hosts=list(settings.allowed_hosts), www_redirect=False
    )
    cors = Middleware(
        CORSMiddleware,
        allow_origins=list(settings.cors),
        allow_methods=["GET", "POST"],
        allow_headers=["Accept", "Content-Type"],
    )
    return [shell, hosts, cors] if settings.cors else [shell, hosts]


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101  registered for nothing else
    return _told(request, error.status, error.message, error.headers)


async def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  registered for nothing else
    messages = {404: "there is no such page", 405: "this address is not for this method"}
    message = messages.get(error.status_code, error.detail)
    return _told(request, error.status_code, message, dict(error.headers or {}))


async def _failed(request: Request, _error: Exception) -> Response:
    return _told(request, 500, "the server failed on this request; please report it", {})


def _told(request: Request, status: int, message: str, headers: dict[str, str]) -> Response:
    """A page for a browser that opened an address, a line of text for a program."""
    accept = request.headers.get("accept", "")
    machine = request.scope["path"] in ("/sparql", "/health", "/metrics")
    if not machine and choose(accept or "text/plain", ("text/plain", HTML)) == HTML:
        found = page("message.html", status, message=message)
        found.headers.update(headers)
        return found
    return PlainTextResponse(f"{message}\n", status, headers=headers)
