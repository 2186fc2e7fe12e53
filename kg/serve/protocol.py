"""`/sparql`: the query operation of the SPARQL 1.1 Protocol."""

from __future__ import annotations

import asyncio
import hashlib
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.serve.description import description
from kg.serve.graph import Graph
from kg.serve.media import GRAPHS, TABLES, choose, content_type
from kg.serve.refusals import Refusal, not_acceptable
from kg.serve.worker import Answer, Question

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
MAX_FIELDS = 1_000
Fields = list[tuple[str, str]]


async def endpoint(request: Request) -> Response:
    graph: Graph = request.app.state.graph
    fields, text = await _sent(request, graph)
    if any(name == "update" for name, _ in fields):
        raise _no_updates()
    texts = [value for name, value in fields if name == "query"] + ([] if text is None else [text])
    if len(texts) > 1:
        raise Refusal(400, "one query at a time: there is more than one `query`")
    accept = ",".join(request.headers.getlist("accept"))
    if not texts:
        if request.method == "POST":
            raise Refusal(400, "the parameter `query` is missing")
        return _described(request, accept)
    question = Question(
        text=texts[0],
        table=choose(accept, tuple(TABLES)),
        graph=choose(accept, tuple(GRAPHS)),
        **_dataset(fields),
    )
    return respond(request, await graph.ask(question, request))


def respond(request: Request, answer: Answer) -> Response:
    """The answer, or 304 where the client has it already."""
    etag = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    headers = {"Vary": "Accept", "ETag": etag, "Content-Type": content_type(answer.media_type)}
    if etag in [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(answer.body, headers=headers)


async def _sent(request: Request, graph: Graph) -> tuple[Fields, str | None]:
    """The parameters, and the query where it is the body itself."""
    # Not by way of `request.url`, which cannot be taken apart where the Host header is odd.
    fields = _parsed(request.scope["query_string"].decode("latin-1"))
    if request.method != "POST":
        return fields, None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == UPDATE:
        raise _no_updates()
    if kind not in (FORM, QUERY):
        raise Refusal(415, f"a query is sent as {FORM} or as {QUERY}, not as {kind or 'nothing'}")
    body = await _body(request, graph.settings.max_body, graph.settings.body_timeout_s)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the body is not UTF-8: {error.reason}") from error
    return (fields, text) if kind == QUERY else (fields + _parsed(text), None)


def _parsed(encoded: str) -> Fields:
    try:
        return parse_qsl(
            encoded, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the parameters are not UTF-8: {error.reason}") from error
    except ValueError as error:
        raise Refusal(400, f"the parameters cannot be read: {error}") from error


async def _body(request: Request, limit: int, seconds: float) -> bytes:
    """The body, no more than `limit` bytes of it, no later than in `seconds`."""
    too_long = Refusal(413, f"the request is longer than {limit:,} bytes")
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit() or int(declared[:20]) > limit:
        raise too_long
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise too_long
    except TimeoutError as error:
        raise Refusal(408, f"the request took longer than {seconds:g} s to arrive") from error
    except ClientDisconnect as error:
        raise Refusal(400, "the request ended before its body did") from error
    return bytes(body)


def _dataset(fields: Fields) -> dict[str, tuple[str, ...] | None]:
    default = tuple(value for name, value in fields if name == "default-graph-uri")
    named = tuple(value for name, value in fields if name == "named-graph-uri")
    if not default and not named:
        return {}
    return {"default": default, "named": named}


def _described(request: Request, accept: str) -> Response:
    media_type = choose(accept, tuple(GRAPHS))
    if not media_type:
        raise not_acceptable(tuple(GRAPHS))
    host = request.headers.get("host", "localhost")
    return respond(request, description(f"{request.scope['scheme']}://{host}/sparql", media_type))


def _no_updates() -> Refusal:
    return Refusal(
        403,
        "updates are refused: the graph is served for reading. Use kg add, kg remove or "
        "kg resolve to change it",
    )
