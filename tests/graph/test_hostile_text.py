"""Whatever stands in an article, every RDF format is read back by a parser that is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import DEFAULT_NAMESPACES, Store, render
from kg.graph.namespaces import term
from tests.factories import STATE, Article

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own parsers

NASTY = [
    '"',
    "'",
    '"""',
    "\\",
    "\\u0041",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\x00",
    "\x0b",
    "\x1f",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "\u202e\u05d0\u05d1",
    "\U0001f5de\ufe0f",
    "\U0001fffe",
    "e\u0301",
    "]]>",
    "<b>&amp;",
    " .\n",
    " <g> .",
    "@en",
    "^^<x>",
    "0" * 5000,
    "long " * 2000,
]
texts = st.lists(
    st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]))), max_size=4
).map("".join)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(lambda text: ox.Literal(text, language="en"), texts),
    st.builds(lambda text: ox.Literal(text, language="ar-latn"), texts),
    st.builds(lambda text: ox.Literal(text, datatype=term("xsd:anyURI")), texts),
    st.builds(lambda n: ox.Literal(str(n), datatype=term("xsd:integer")), st.integers()),
    st.sampled_from([ox.Literal(t, datatype=term("xsd:boolean")) for t in ("true", "false")]),
    st.sampled_from([ox.Literal("2026-11", datatype=term("xsd:gYearMonth"))]),
)
nodes = st.builds(
    DEFAULT_NAMESPACES.document, st.text(st.sampled_from("ab01-_."), min_size=1, max_size=5)
)
CURIES = [
    "nif:anchorOf",
    "nif:beginIndex",
    "kg:stance",
    "kg:content",
    "kg:score",
    "kg:evidence",
    "skos:altLabel",
    "schema:datePublished",
    "kg:unheardOf",
    "foaf:name",
]
triples = st.tuples(
    nodes, st.sampled_from(CURIES).map(term), st.one_of(nodes, literals, st.just(term("kg:deny")))
)
graphs = st.one_of(nodes, st.sampled_from([DEFAULT_NAMESPACES.identity, DEFAULT_NAMESPACES.view]))
Quads = list[tuple[ox.NamedNode, tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]]
hostile: st.SearchStrategy[Quads] = st.lists(st.tuples(graphs, triples), max_size=10)
PARSERS = {
    "trig": "trig",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "turtle": "turtle",
    "ntriples": "nt",
    "rdfxml": "xml",
}
WITH_GRAPHS = ("trig", "nquads", "jsonld")


@pytest.fixture(autouse=True, scope="module")
def literals_as_they_stand() -> Iterator[None]:
    """rdflib would rewrite what it takes for another way to write a number."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


def store_of(quads: Quads) -> Store:
    store = Store.memory()
    store.quads.extend(ox.Quad(*triple, graph) for graph, triple in quads)
    return store


def own(node: ox.NamedNode | ox.Literal) -> rdflib.term.Node:
    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if node.language or node.datatype == term("xsd:string"):
        return rdflib.Literal(node.value, lang=node.language)
    return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value))


def plain(node: rdflib.term.Node) -> tuple[str, str, str]:
    """Compared as written: rdflib's own equality is about values."""
    if not isinstance(node, rdflib.Literal):
        return str(node), "", ""
    kind = str(node.datatype or "").removesuffix("http://www.w3.org/2001/XMLSchema#string")
    return str(node), kind, str(node.language or "").lower()


def stored(store: Store, *, graphs: bool) -> set[tuple[object, ...]]:
    return {
        tuple(plain(own(node)) for node in (q.subject, q.predicate, q.object))
        + ((q.graph_name.value,) if graphs else ())
        for q in store.quads
    }


def parsed(store: Store, format: str) -> set[tuple[object, ...]]:
    text = render(store, format)
    if format in WITH_GRAPHS:
        dataset = rdflib.Dataset()
        dataset.parse(data=text, format=PARSERS[format])
        return {
            (plain(s), plain(p), plain(o), str(getattr(g, "identifier", g)))
            for s, p, o, g in dataset.quads()
        }
    graph = rdflib.Graph().parse(data=text, format=PARSERS[format])
    return {(plain(s), plain(p), plain(o)) for s, p, o in graph}


@pytest.mark.parametrize("format", [name for name in PARSERS if name != "rdfxml"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(quads=hostile)
def test_every_format_is_read_back(format: str, quads: Quads) -> None:
    store = store_of(quads)
    assert parsed(store, format) == stored(store, graphs=format in WITH_GRAPHS)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(quads=hostile)
def test_xml_is_read_back_but_for_what_xml_cannot_hold(quads: Quads) -> None:
    store = store_of(quads)
    no_xml = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    expected = {
        (s, p, (no_xml.sub("\ufffd", value), *rest))
        for s, p, (value, *rest) in stored(store, graphs=False)  # type: ignore[misc]
    }
    assert parsed(store, "rdfxml") == expected


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(quads=hostile)
def test_other_parsers_agree(quads: Quads) -> None:
    store = store_of(quads)
    for name, format in {
        "trig": ox.RdfFormat.TRIG,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf12": ox.RdfFormat.N_QUADS,
    }.items():
        assert set(ox.parse(render(store, name).encode(), format)) == set(store.quads)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(text=texts.filter(lambda text: bool(text.strip())), title=texts, publisher=texts)
def test_articles_with_hostile_text(text: str, title: str, publisher: str) -> None:
    article = Article(text, title=title, publisher=publisher, url=title, author=publisher)
    event = article.event("CONSULT", [article.mention(text, STATE)], trigger=text)
    article.claim(event, cue=text)
    store = Store.memory()
    store.add([article.extraction()])
    for format in PARSERS:
        if format != "rdfxml":
            assert parsed(store, format) == stored(store, graphs=format in WITH_GRAPHS), format
