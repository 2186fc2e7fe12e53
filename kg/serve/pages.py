"""The start page, the query page and the picture; health and counts for machines."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.folder import STORE
from kg.query import Result
from kg.serve import lookups
from kg.serve.graph import Graph
from kg.serve.shell import POLICY
from kg.serve.templating import html, page
from kg.serve.worker import Answer

# Two styles that the editor's library sets in HTML, by their hashes: the grips of columns in
# its table, and the underlining in its tips.
EDITOR_STYLES = (
    "'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk=' 'unsafe-hashes' "
    "'sha256-EntWS0hFrz2vH7susM+dPUxvHlL6sBswmM8K80E5oUk='"
)
QUERY_POLICY: Final = POLICY.replace("style-src 'self'", f"style-src {EDITOR_STYLES}")
PICTURE_S = 300.0  # drawing a large graph takes longer than a query may
# The picture is one file with its own scripts, which its own policy names by their hashes.
# This one sees to it that no page, whatever is in it, reaches any other place.
PICTURE_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'unsafe-inline'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


async def start(request: Request) -> Response:
    graph: Graph = request.app.state.graph
    body = await _kept(graph, "start", lambda: _start(graph, request))
    return Response(body, media_type="text/html")


async def _start(graph: Graph, request: Request) -> str:
    found = await graph.work(request, lookups.overview)
    return html(
        "start.html",
        summary=_by_kind(found.summary),
        actors=found.actors.dicts(),
        documents=found.documents.dicts(),
        total=found.total,
    )


async def query(request: Request) -> Response:
    """The page of the editor; the named questions come from `questions`."""
    found = page("query.html")
    found.headers["Content-Security-Policy"] = QUERY_POLICY
    return found


async def questions(request: Request) -> Response:
    graph: Graph = request.app.state.graph

    async def make() -> str:
        tabs = await graph.work(request, lookups.tabs)
        content = {
            "questions": [asdict(tab) for tab in tabs],
            "prefixes": graph.store.namespaces.prefixes(),
            "base": graph.store.namespaces.base,
            # So that tabs kept by a browser do not turn up in another graph.
            "graph": sha256(str(graph.folder.resolve()).encode()).hexdigest()[:16],
        }
        return json.dumps(content, ensure_ascii=False)

    return Response(await _kept(graph, "questions", make), media_type="application/json")


async def picture(request: Request) -> Response:
    graph: Graph = request.app.state.graph
    file = graph.folder / "graph.html"
    if await run_in_threadpool(_current, graph.folder, file):
        body = await run_in_threadpool(file.read_bytes)
    else:
        answer = await graph.kept("picture", request, lookups.picture, timeout_s=PICTURE_S)
        body = answer.body
    headers = {"Content-Security-Policy": PICTURE_POLICY}
    return Response(body, media_type="text/html", headers=headers)


async def health(request: Request) -> Response:
    engine = request.app.state.graph.engine
    content = {
        "ok": engine.ready,
        "store": "open" if engine.ready else "no worker can read it",
        "quads": engine.quads,
    }
    return JSONResponse(content, 200 if engine.ready else 503)


async def metrics(request: Request) -> Response:
    counts = request.app.state.graph.metrics
    return Response(counts.text(), headers={"Content-Type": counts.content_type})


async def _kept(graph: Graph, key: str, make: Callable[[], Awaitable[str]]) -> bytes:
    """A page that is the same for everybody, made once."""
    found = graph.cache.get(key)
    if found is None:
        found = Answer("", (await make()).encode("utf-8"))
        graph.cache.put(key, found)
    return found.body


def _by_kind(summary: Result) -> dict[str, list[tuple[str, int]]]:
    """Kind to its names with their counts, the largest count first."""
    out: dict[str, list[tuple[str, int]]] = {}
    for kind, name, count in summary.values():
        out.setdefault(kind, []).append((name, int(count)))
    return {kind: sorted(rows, key=lambda row: (-row[1], row[0])) for kind, rows in out.items()}


def _current(folder: Path, file: Path) -> bool:
    """Whether the page was written after the last change of the store."""
    try:
        written = file.stat().st_mtime_ns
        store = folder / STORE
        files = [*store.glob("*.sst"), *store.glob("*.log")]
        return all(path.stat().st_mtime_ns <= written for path in files)
    except OSError:
        return False
