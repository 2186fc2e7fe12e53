"""Every format can be read again by the tools it is meant for."""

import csv
import io
import json
import zipfile
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import ConfigError
from kg.graph import FORMATS, Store, export, render, to_rdflib
from tests.factories import Article, collection, resolved_store

# rdflib's own parsers still use what rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def store() -> Store:
    return resolved_store()


def rdflib_quads(text: str, format: str) -> set[tuple[rdflib.term.Node, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=format)
    return {
        (s, p, o, rdflib.URIRef(str(getattr(g, "identifier", g)))) for s, p, o, g in dataset.quads()
    }


@pytest.fixture(scope="module")
def quads(store: Store) -> set[tuple[rdflib.term.Node, ...]]:
    return rdflib_quads(render(store, "nquads"), "nquads")


def test_nothing_is_lost_in_nquads(store: Store, quads: set[tuple[rdflib.term.Node, ...]]) -> None:
    assert len(quads) == len(store) > 800


@pytest.mark.parametrize(("format", "parser"), [("trig", "trig"), ("jsonld", "json-ld")])
def test_datasets_hold_the_same_quads(
    store: Store, quads: set[tuple[rdflib.term.Node, ...]], format: str, parser: str
) -> None:
    assert rdflib_quads(render(store, format), parser) == quads


def test_turtle_is_the_union_of_all_graphs(
    store: Store, quads: set[tuple[rdflib.term.Node, ...]]
) -> None:
    graph = rdflib.Graph().parse(data=render(store, "turtle"), format="turtle")
    assert set(graph) == {(s, p, o) for s, p, o, _ in quads}


def test_turtle_is_readable(store: Store) -> None:
    text = render(store, "turtle")
    assert text.startswith("@prefix dcterms: <http://purl.org/dc/terms/> .\n")
    assert "foaf:" not in text, "only the prefixes in use are declared"
    block = text[text.index("\nent:borland a kg:State ;") :]
    block = block[: block.index(" .\n")]
    assert block.split("\n")[1:] == [
        "ent:borland a kg:State ;",
        "    owl:sameAs wd:Q900001 ;",
        '    skos:prefLabel "Borland"@en',
    ]
    assert "<https://w3id.org/newskg/ontology#" not in text.split("\n\n", 1)[1]


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "csv"])
def test_same_graph_same_bytes(format: str) -> None:
    extractions = collection()
    other = Store.memory()
    other.add(reversed(extractions))
    first = Store.memory()
    first.add(extractions)
    assert render(first, format) == render(other, format)


def test_rdf12_reifies_relations_and_can_be_parsed(store: Store) -> None:
    reifies = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
    found = {
        str(quad.object)
        for quad in ox.parse(render(store, "rdf12").encode(), format=ox.RdfFormat.N_QUADS)
        if quad.predicate == reifies
    }
    assert len(found) == 5
    entity = store.namespaces.entity
    triple = ox.Triple(
        entity("ilsa-maren"),
        ox.NamedNode("https://w3id.org/newskg/ontology#holdsPost"),
        entity("cestria-president"),
    )
    assert str(triple) in found


def test_graphml_has_entities_and_what_they_do(store: Store, tmp_path: Path) -> None:
    graph = nx.read_graphml(export(store, "graphml", tmp_path / "graph.graphml"))
    assert graph.nodes["ent:cestria"]["label"] == "Cestria"
    assert graph.nodes["ent:cestria"]["class"] == "State"
    edges = [data for _, _, data in graph.edges("ent:borland", data=True)]
    assert len(edges) == 5
    denied = next(edge for edge in edges if edge["stance"] == "deny")
    assert denied["type"] == "MOBILIZE"
    assert denied["factuality"] == "CTminus"
    assert denied["evidence"] == "Borland had moved 1,500 soldiers to Cestria"
    assert denied["published"] == "2026-11-17"


def test_csv_has_three_tables(store: Store, tmp_path: Path) -> None:
    folder = export(store, "csv", tmp_path / "tables")
    assert sorted(path.name for path in folder.iterdir()) == [
        "claims.csv",
        "edges.csv",
        "nodes.csv",
    ]
    with (folder / "claims.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(len(extraction.claims) for extraction in collection())
    diplomats = next(row for row in rows if row["anonymous"] == "true")
    assert diplomats["sourceText"] == "two diplomats"
    assert diplomats["source"] == ""
    assert diplomats["evidence"].startswith("Between 1,200")
    with (folder / "nodes.csv").open(newline="", encoding="utf-8") as file:
        nodes = {row["id"]: row for row in csv.DictReader(file)}
    assert nodes["ent:cestria"]["sameAs"] == "http://www.wikidata.org/entity/Q900002"
    assert nodes["ent:cestria-defence-ministry"]["organizationType"] == "ministry"


def test_csv_may_be_a_zip_with_the_same_bytes_each_time(store: Store, tmp_path: Path) -> None:
    one = export(store, "csv", tmp_path / "one.zip").read_bytes()
    two = export(store, "csv", tmp_path / "two.zip").read_bytes()
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv", "claims.csv"]


@pytest.mark.parametrize("format", FORMATS)
def test_writing_again_replaces_and_leaves_no_temporary_files(
    store: Store, tmp_path: Path, format: str
) -> None:
    target = tmp_path / "deeper" / "graph"
    for _ in range(2):
        assert export(store, format, target) == target
    assert [path.name for path in target.parent.iterdir()] == ["graph"]


def test_a_failed_write_changes_nothing(store: Store, tmp_path: Path) -> None:
    in_the_way = tmp_path / "graph.nq"
    (in_the_way / "sub").mkdir(parents=True)
    with pytest.raises(ConfigError, match="cannot write"):
        export(store, "nquads", in_the_way)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
    assert [path.name for path in in_the_way.iterdir()] == ["sub"]


def test_unknown_format_names_the_known_ones(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="turtle, trig"):
        export(store, "rdfxml", tmp_path / "x")
    with pytest.raises(ConfigError, match="turtle, trig"):
        render(store, "csv")


@pytest.mark.parametrize("format", FORMATS)
def test_awkward_text_survives_every_format(tmp_path: Path, format: str) -> None:
    text = 'A "b" \\ \x0b <i>&amp; \u2028 \r\n\t = +1 \U0001f5de'
    awkward = Store.memory()
    awkward.add([Article(text, publisher="=cmd()", title="],[\x00").extraction()])
    assert export(awkward, format, tmp_path / "out").exists()
    if format in ("nquads", "trig", "jsonld", "turtle"):
        parsed = rdflib_quads(render(awkward, format), {"jsonld": "json-ld"}.get(format, format))
        assert rdflib.Literal(text) in {o for _, _, o, _ in parsed}


def test_an_empty_store_can_be_exported(tmp_path: Path) -> None:
    for format in FORMATS:
        assert export(Store.memory(), format, tmp_path / format).exists()


def test_jsonld_declares_its_prefixes(store: Store) -> None:
    document = json.loads(render(store, "jsonld"))
    assert document["@context"]["ent"] == "https://w3id.org/newskg/entity/"
    graphs = {graph["@id"] for graph in document["@graph"]}
    assert {"graph:identity", "graph:view", "graph:run"} <= graphs


def test_rdflib_sees_the_same_graph(store: Store) -> None:
    dataset = to_rdflib(store)
    rows = dataset.query(
        "SELECT DISTINCT ?name WHERE { ?e kg:actor ?a . ?a skos:prefLabel ?name } ORDER BY ?name"
    )
    assert [str(row["name"]) for row in rows] == ["Borland", "Odo Brandt"]
