"""What the pages show, looked up in a worker: named questions, and some of the pages' own."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import NamedQuery, Result, named_queries, run_named, run_sparql
from kg.query.binding import bind
from kg.serve import worker
from kg.serve.media import HTML
from kg.serve.worker import Answer, Limits, Question

OWN = Path(__file__).parent / "queries"
START_ROWS = 20
NOTHING = Result((), ())
PART = (
    "CONSTRUCT {{ ?part ?says ?value }} WHERE {{ VALUES ?part {{ <{iri}> }} ?part ?says ?value }}"
)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the start page shows; `documents` are the newest, `total` is how many there are."""

    summary: Result
    actors: Result
    documents: Result
    total: int


@dataclass(frozen=True, slots=True)
class EntityRecord:
    iri: str
    names: dict[str, str]
    posts: Result
    relations: Result
    told: Result
    linked: Result


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    local: str
    head: dict[str, str]
    contents: Result
    entities: Result


@dataclass(frozen=True, slots=True)
class Tab:
    """A named question with values that this graph knows, so that it runs as it is."""

    name: str
    title: str
    answers: str
    text: str


def overview() -> Overview:
    documents = _named("documents")
    newest = Result(documents.columns, documents.rows[::-1]).first(START_ROWS)
    actors = _named("most_connected", limit=str(START_ROWS))
    return Overview(_named("summary"), actors, newest, len(documents))


def entity(local: str) -> EntityRecord | None:
    """What the graph says of an entity; None if it has no such one."""
    iri = _iri("entity", local)
    try:
        found = _named("entity_names", entity=iri).dicts()
    except QueryError:
        return None
    if not found:
        return None
    return EntityRecord(
        iri=iri,
        names=found[0],
        posts=_named("post_holders", person=iri) if found[0]["class"] == "Person" else NOTHING,
        relations=_named("relations_of", entity=iri),
        told=_named("explain_entity", entity=iri),
        linked=_own("linked", entity=iri),
    )


def document(local: str) -> DocumentRecord | None:
    """What one article says, by its id or the id of anything in it; None if unknown."""
    whole = owner(local)
    if whole is None:
        return None
    iri = _iri("document", whole)
    head = _own("document_head", document=iri).dicts()
    return DocumentRecord(
        local=whole,
        head=head[0] if head else {},
        contents=_named("document_contents", document=iri),
        entities=_own("document_entities", document=iri),
    )


def owner(local: str) -> str | None:
    """The document that a local name is of, or is in; None if there is none."""
    store = worker.store()
    try:
        node = ox.NamedNode(_iri("document", local))
    except ValueError:
        return None
    if store.quads.contains_named_graph(node):
        return local
    for quad in store.quads.quads_for_pattern(node, None, None, None):
        graph = quad.graph_name
        if isinstance(graph, ox.NamedNode) and store.namespaces.is_document(graph.value):
            return store.namespaces.local(graph.value)
    return None


def known(kind: str, local: str) -> bool:
    """Whether the graph says anything of an entity or a document (or a part of one)."""
    if kind == "document":
        return owner(local) is not None
    try:
        node = ox.NamedNode(_iri(kind, local))
    except ValueError:
        return False
    return any(True for _ in worker.store().quads.quads_for_pattern(node, None, None, None))


def data(kind: str, local: str, media_type: str, limits: Limits) -> Answer:
    """The thing as RDF."""
    iri = _iri(kind, local)
    if kind == "document" and owner(local) != local:
        text = PART.format(iri=iri)
    else:
        text = bind(worker.store(), named_queries(OWN)[f"{kind}_data"], {kind: iri})
    return worker.answer(Question(text, "", media_type), limits)


def tabs() -> list[Tab]:
    """All named questions; where the example's values are not in this graph, others that are."""
    pair = (_own("busiest_pair").values() or [("", "")])[0]
    speaker = (_named("sources", limit="1").column("source") or [""])[0]
    article = (_named("documents").column("document") or [""])[0]
    instead = {"actor": pair[0], "a": pair[0], "entity": pair[0], "recipient": pair[1]}
    instead |= {"b": pair[1], "source": speaker, "document": article}
    return [
        Tab(query.name, query.title, query.answers, _filled(query, instead))
        for query in named_queries().values()
    ]


def picture() -> Answer:
    """The interactive picture of the whole graph."""
    # Loads the layout's libraries, which other questions do not need.
    from kg.view import collect, render

    page = render(collect(lambda text: run_sparql(worker.store(), text).dicts()))
    return Answer(HTML, page.encode("utf-8"))


def _filled(query: NamedQuery, instead: dict[str, str]) -> str:
    """The query's text with the values of its example, or else with some of this graph."""
    pairs = pairwise(shlex.split(query.example))
    given = dict(word.split("=", 1) for flag, word in pairs if flag == "--param")
    required = {
        parameter.name: instead[parameter.name]
        for parameter in query.parameters
        if parameter.required and parameter.name in instead
    }
    for values in (given, given | required, required):
        try:
            return bind(worker.store(), query, values)
        except QueryError:
            continue
    return query.text


def _named(name: str, **values: str) -> Result:
    return run_named(worker.store(), name, values)


def _own(name: str, **values: str) -> Result:
    store = worker.store()
    return run_sparql(store, bind(store, named_queries(OWN)[name], values))


def _iri(kind: str, local: str) -> str:
    return f"{worker.store().namespaces.base}{kind}/{local}"
