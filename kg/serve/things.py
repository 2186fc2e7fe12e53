"""Entities, documents and the ontology under their own addresses.

`/entity/SLUG` names the thing, so it answers with 303 to what describes it: a page or data,
by the Accept header. `/entity/SLUG.html`, `.ttl`, `.jsonld`, `.nt`, `.rdf` are those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.query import Result
from kg.serve import lookups
from kg.serve.graph import Graph
from kg.serve.media import SUFFIXES, TURTLE, choose, content_type
from kg.serve.ontology import as_data, overview
from kg.serve.refusals import Refusal, not_acceptable
from kg.serve.templating import html
from kg.serve.worker import Answer

SHOWN = 200  # situations or claims on one page
SHOWN_NAME = 200  # characters of what was asked for in vain
OFFERS = (SUFFIXES["html"], TURTLE, *(t for s, t in SUFFIXES.items() if s not in ("html", "ttl")))
BY_TYPE = {media_type: suffix for suffix, media_type in SUFFIXES.items()}


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation with all that is said of it; of what is only said, the words."""

    about: str
    words: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    sayings: tuple[dict[str, str], ...] = field(default=())


async def entity(request: Request) -> Response:
    return await _thing(request, "entity")


async def document(request: Request) -> Response:
    return await _thing(request, "document")


async def ontology(request: Request) -> Response:
    suffix = request.path_params.get("suffix", "")
    if not suffix:
        return _see_other(request, "/ontology")
    if suffix not in SUFFIXES:
        raise Refusal(404, "there is no such page")
    if suffix == "html":
        return Response(html("ontology.html", **overview()), media_type="text/html")
    return _data(as_data(SUFFIXES[suffix]))


async def _thing(request: Request, kind: str) -> Response:
    graph: Graph = request.app.state.graph
    name = request.path_params["local"]
    stem, _, suffix = name.rpartition(".")
    if stem and suffix in SUFFIXES:
        return await _representation(request, kind, stem, suffix)
    if not await graph.work(request, lookups.known, kind, name):
        raise _unknown(kind, name)
    return _see_other(request, f"/{kind}/{quote(name, safe='')}")


async def _representation(request: Request, kind: str, local: str, suffix: str) -> Response:
    graph: Graph = request.app.state.graph
    media_type = SUFFIXES[suffix]
    key = (kind, local, suffix)
    if suffix != "html":
        if not await graph.work(request, lookups.known, kind, local):
            raise _unknown(kind, local)
        answer = await graph.kept(key, request, lookups.data, kind, local, media_type, graph.limits)
        return _data(answer)
    found = graph.cache.get(key)
    if found is None:
        text = await (_entity_page if kind == "entity" else _document_page)(request, graph, local)
        found = Answer(media_type, text.encode("utf-8"))
        graph.cache.put(key, found)
    return Response(found.body, media_type="text/html")


async def _entity_page(request: Request, graph: Graph, local: str) -> str:
    found = await graph.work(request, lookups.entity, local)
    if found is None:
        raise _unknown("entity", local)
    situations = _situations(found.told)
    return html(
        "entity.html",
        local=local,
        entity=found,
        posts=_distinct(found.posts, "post", "postName", "bodyName", "status", "since", "until"),
        relations=_distinct(
            found.relations, "subjectName", "predicate", "objectName", "status", "plain"
        ),
        linked=found.linked.dicts(),
        situations=situations[:SHOWN],
        total=len(situations),
    )


async def _document_page(request: Request, graph: Graph, local: str) -> str:
    found = await graph.work(request, lookups.document, local)
    if found is None:
        raise _unknown("document", local)
    claims = found.contents.dicts()
    return html(
        "document.html",
        local=found.local,
        head=found.head,
        claims=claims[:SHOWN],
        total=len(claims),
        entities=found.entities.dicts(),
    )


def _situations(rows: Result) -> list[Situation]:
    """The rows of explain_entity, put together by situation, in their order."""
    out = []
    for _, group in groupby(rows.dicts(), key=lambda row: row["situation"]):
        found = list(group)
        keys = ("sourceName", "stance", "factuality", "published", "sentence", "title", "document")
        sayings = {tuple(row[key] for key in keys): row for row in found}
        out.append(
            Situation(
                about=found[0]["predicate"],
                words=found[0]["statement"],
                subjects=_names(found, "subjectName"),
                objects=_names(found, "objectName"),
                sayings=tuple(sayings.values()),
            )
        )
    return out


def _names(rows: list[dict[str, str]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[key] for row in rows if row[key]))


def _distinct(rows: Result, *columns: str) -> list[dict[str, str]]:
    """The rows cut down to some columns, each once."""
    found = dict.fromkeys(tuple(row[column] for column in columns) for row in rows.dicts())
    return [dict(zip(columns, row, strict=True)) for row in found]


def _see_other(request: Request, path: str) -> Response:
    media_type = choose(",".join(request.headers.getlist("accept")), OFFERS)
    if not media_type:
        raise not_acceptable(OFFERS)
    headers = {"Vary": "Accept"}
    return RedirectResponse(f"{path}.{BY_TYPE[media_type]}", 303, headers=headers)


def _data(answer: Answer) -> Response:
    return Response(answer.body, headers={"Content-Type": content_type(answer.media_type)})


def _unknown(kind: str, local: str) -> Refusal:
    shown = local if len(local) <= SHOWN_NAME else f"{local[:SHOWN_NAME]}…"
    return Refusal(404, f"the graph has no {kind} {shown!r}")
