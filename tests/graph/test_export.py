"""Every format can be read again by the tools it is meant for."""

import csv
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import cast

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import OWL, RDF

from kg.errors import ConfigError
from kg.graph import DEFAULT_NAMESPACES, FORMATS, Store, export, render, to_rdflib
from kg.graph.export import WRITERS
from kg.graph.export.sorting import LineSorter
from kg.graph.export.source import Source
from kg.graph.export.spreadsheets import harmless
from kg.graph.namespaces import KG
from kg.graph.quads import Quads
from kg.records import Extraction
from kg.resources import ontology_dir
from tests.factories import STATE, Article, collection, link, remarks, resolved_store

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


@pytest.mark.parametrize(
    ("format", "parser"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")]
)
def test_formats_without_graphs_are_the_union(
    store: Store, quads: set[tuple[rdflib.term.Node, ...]], format: str, parser: str
) -> None:
    graph = rdflib.Graph().parse(data=render(store, format), format=parser)
    assert set(graph) == {(s, p, o) for s, p, o, _ in quads}


def test_turtle_is_readable(store: Store) -> None:
    text = render(store, "turtle")
    assert text.startswith("@prefix dcterms: <http://purl.org/dc/terms/> .\n")
    assert "foaf:" not in text, "only the prefixes in use are declared"
    assert text.index("\ndoc:") < text.index(" a kg:Document") < text.index("-c1 a kg:Claim")
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
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert graph.nodes["ent:cestria"]["label"] == "Cestria"
    assert graph.nodes["ent:cestria"]["class"] == "State"
    assert graph.nodes["ent:cestria"]["mentions"] > 3
    edges = [data for _, _, data in graph.edges("ent:borland", data=True)]
    assert len(edges) == 5
    denied = next(edge for edge in edges if edge["stance"] == "deny")
    assert denied == {
        "type": "MOBILIZE",
        "kind": "event",
        "speaker": "ent:avaria-foreign-minister",
        "speakerText": "The foreign minister of Avaria",
        "stance": "deny",
        "factuality": "CTminus",
        "score": 1.0,
        "article": denied["article"],
        "title": "Avaria denies reports of a deployment",
        "publisher": "Northwire",
        "date": "2026-11-17",
        "sentence": "Borland had moved 1,500 soldiers to Cestria",
        "begin": 53,
        "end": 96,
        "situation": f"{denied['article']}-e1",
        "claim": f"{denied['article']}-c1",
    }


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_csv_has_three_tables(store: Store, tmp_path: Path) -> None:
    folder = export(store, "csv", tmp_path / "tables")
    assert sorted(path.name for path in folder.iterdir()) == [
        "claims.csv",
        "edges.csv",
        "nodes.csv",
    ]
    rows = read_csv(folder / "claims.csv")
    assert len(rows) == sum(len(extraction.claims) for extraction in collection())
    diplomats = next(row for row in rows if row["anonymous"] == "true")
    assert diplomats["speakerText"] == "two diplomats"
    assert diplomats["speaker"] == ""
    assert diplomats["sentence"].startswith("Between 1,200")
    assert (diplomats["publisher"], diplomats["date"]) == ("Avaria Today", "2026-11-18")
    nodes = {row["id"]: row for row in read_csv(folder / "nodes.csv")}
    assert nodes["ent:cestria"]["sameAs"] == "http://www.wikidata.org/entity/Q900002"
    assert nodes["ent:cestria-defence-ministry"]["organizationType"] == "ministry"


def test_tables_say_that_somebody_is_unnamed(tmp_path: Path) -> None:
    article = Article("Borland sent men to Cestria, it is said.", publisher="Northwire")
    ends = [article.mention("Borland", STATE)], [article.mention("Cestria", STATE)]
    event = article.event("MOBILIZE", *ends, trigger="sent")
    article.claim(event, anonymous=True)
    article.claim(event)
    store = Store.memory()
    store.add([article.extraction()])
    store.settle(link(store.chains(), store.publishers()))
    folder = export(store, "csv", tmp_path / "tables")
    for name in ("claims", "edges"):
        found = [(row["speaker"], row["speakerText"]) for row in read_csv(folder / f"{name}.csv")]
        assert found == [("", "somebody unnamed"), ("ent:northwire", "")], name


def test_evidence_in_tables_is_where_the_article_says_it(store: Store, tmp_path: Path) -> None:
    folder = export(store, "csv", tmp_path / "tables")
    texts = store.texts()
    rows = read_csv(folder / "claims.csv") + read_csv(folder / "edges.csv")
    assert len(rows) > 15
    for row in rows:
        text = texts[row["article"].removeprefix("doc:")]
        assert text[int(row["begin"]) : int(row["end"])] == row["sentence"] != ""


@pytest.fixture
def said() -> Store:
    """An article of statements, which are no events and no relations."""
    store = Store.memory()
    store.add([remarks()])
    store.settle(link(store.chains(), store.publishers()))
    return store


def test_statements_are_claims_with_their_words_and_no_edges(said: Store, tmp_path: Path) -> None:
    folder = export(said, "csv", tmp_path / "tables")
    assert read_csv(folder / "edges.csv") == []
    rows = read_csv(folder / "claims.csv")
    assert len(rows) == len(remarks().claims)
    assert [(r["speaker"], r["type"], r["statement"], r["named"]) for r in rows] == [
        (
            "ent:ilsa-maren",
            "statement",
            "The pact between Borland and Cestria threatens nobody",
            "Borland, Cestria",
        ),
        ("ent:avaria", "statement", "Maren was to blame", "Ilsa Maren"),
        ("ent:avaria", "statement", "a clear answer", ""),
        ("ent:ilsa-maren", "statement", "Maren regretted the delay", ""),
        ("ent:northwire", "", "", ""),
    ]
    graph = nx.read_graphml(export(said, "graphml", tmp_path / "graph.graphml"))
    assert (len(graph) > 3, graph.number_of_edges()) == (True, 0)


def test_statements_come_whole_in_every_format(said: Store) -> None:
    quads = rdflib_quads(render(said, "nquads"), "nquads")
    for format, name in (("trig", "trig"), ("jsonld", "json-ld")):
        assert rdflib_quads(render(said, format), name) == quads
    document = json.loads(render(said, "jsonld"))
    claims = [node for node in document["@graph"][0]["@graph"] if node["@type"] == "Claim"]
    pact = claims[0]["content"]
    assert pact["@type"] == "Situation"
    assert [mention["anchorOf"] for mention in pact["aboutMention"]] == ["Borland", "Cestria"]
    assert pact["evidence"]["anchorOf"].endswith("threatens nobody")


def test_a_claim_with_several_passages_is_one_row_with_the_first(tmp_path: Path) -> None:
    article = Article("Avaria met Borland. It did so on Monday, Avaria said.")
    event = article.event(
        "CONSULT",
        [article.mention("Avaria", STATE)],
        [article.mention("Borland", STATE)],
        trigger="met",
    )
    article.claim(event, evidence="It did so on Monday")
    claim = article.claims.pop()
    passages = (*claim.evidence, article.passage("Avaria met Borland"))
    article.claims.append(replace(claim, evidence=passages))
    several = Store.memory()
    several.add([article.extraction()])
    folder = export(several, "csv", tmp_path / "tables")
    assert [row["sentence"] for row in read_csv(folder / "claims.csv")] == ["Avaria met Borland"]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    store = Store.memory()
    titles = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "'tis", "a=1"]
    store.add([one_claim(f"{title} said.", title) for title in titles])
    folder = export(store, "csv", tmp_path / "tables")
    written = [row["title"] for row in read_csv(folder / "claims.csv")]
    assert len(written) == len(titles)
    assert set(written) == {*(f"'{title}" for title in titles[:-2]), "'tis", "a=1"}
    for path in sorted(folder.iterdir()):
        assert not [
            cell
            for row in read_csv(path)
            for cell in row.values()
            if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
        ]


def one_claim(text: str, title: str) -> Extraction:
    article = Article(text, title=title)
    actor = article.mention("said", STATE)
    article.claim(article.event("CONSULT", [actor], trigger="said"))
    return article.extraction()


@given(st.text(st.sampled_from("'=+-@\t\r\n＝ab "), max_size=6))
def test_a_cell_can_be_had_back(text: str) -> None:
    written = harmless(text)
    assert written[:1] not in tuple("=+-@\t\r\n＝")
    assert (written[1:] if re.match("'+[=+\\-@\t\r\n＝]", written) else written) == text


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
    with pytest.raises(ConfigError, match="is a folder"):
        export(store, "nquads", in_the_way)
    (tmp_path / "is_a_file").touch()
    with pytest.raises(ConfigError, match="is_a_file"):
        export(store, "nquads", tmp_path / "is_a_file" / "graph.nq")
    (tmp_path / "is_a_file").unlink()
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
    assert [path.name for path in in_the_way.iterdir()] == ["sub"]


def test_unknown_format_names_the_known_ones(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="turtle, trig"):
        export(store, "excel", tmp_path / "x")
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


def test_gz_is_the_same_compressed_and_the_same_each_time(store: Store, tmp_path: Path) -> None:
    one = export(store, "trig", tmp_path / "one.trig.gz").read_bytes()
    two = export(store, "trig", tmp_path / "two.trig.gz").read_bytes()
    assert one == two
    assert gzip.decompress(one).decode() == render(store, "trig")
    with pytest.raises(ConfigError, match="several tables"):
        export(store, "csv", tmp_path / "tables.gz")


def test_nquads_are_what_the_store_promises(store: Store) -> None:
    assert render(store, "nquads") == store.dump("nquads")


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "csv"])
def test_little_memory_gives_the_same_bytes(store: Store, tmp_path: Path, format: str) -> None:
    out = io.BytesIO()
    WRITERS[format](Source(store, tmp_path, run_bytes=3000), out)
    assert out.getvalue().decode() == render(store, format)
    assert list(tmp_path.iterdir()) == []


class Elsewhere:
    """Quads that are not the embedded store's, as those of a server are not."""

    def __init__(self, quads: Quads) -> None:
        self.quads_for_pattern = quads.quads_for_pattern
        self.named_graphs = quads.named_graphs
        self.query = quads.query


@pytest.mark.parametrize("format", FORMATS)
def test_quads_may_be_kept_elsewhere(store: Store, tmp_path: Path, format: str) -> None:
    other = Store(cast("ox.Store", Elsewhere(store.quads)))
    one = export(store, format, tmp_path / "one.zip").read_bytes()
    assert export(other, format, tmp_path / "two.zip").read_bytes() == one
    with pytest.raises(ConfigError, match="export this one to a file"):
        to_rdflib(other)


@given(st.lists(st.binary(max_size=8).map(lambda line: line.replace(b"\n", b"") + b"\n")))
def test_runs_on_disk_merge_to_what_sorting_gives(lines: list[bytes]) -> None:
    with LineSorter(run_bytes=60) as sorter:
        sorter.extend(lines)
        assert list(sorter) == sorted(set(lines))


def test_more_runs_than_files_may_be_open() -> None:
    with LineSorter(run_bytes=1) as sorter:
        sorter.extend(b"%d\n" % (number % 7919) for number in range(2000, 0, -1))
        assert list(sorter) == sorted(b"%d\n" % number for number in range(1, 2001))


FULL_DISK = """
import resource, sys
from kg.errors import ConfigError
from kg.graph import Store, export
store = Store.memory()
store.quads.bulk_load(path=sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
try:
    export(store, sys.argv[2], sys.argv[3])
except ConfigError as error:
    sys.exit(f"refused: {error}")
"""


@pytest.mark.parametrize("format", ["turtle", "nquads", "graphml", "csv"])
def test_a_full_disk_leaves_what_was_there(store: Store, tmp_path: Path, format: str) -> None:
    source = export(store, "nquads", tmp_path / "source.nq")
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / ("graph.zip" if format == "csv" else "graph")
    target.write_text("the old one")
    # Copies of the collection, for every format to exceed the limit.
    copies = [
        render(store, "nquads").replace("newskg/document/", f"newskg/document/x{n}")
        for n in range(12)
    ]
    source.write_text("".join(copies), encoding="utf-8")
    command = [sys.executable, "-c", FULL_DISK, str(source), format, str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "refused: cannot write" in done.stderr
    assert target.read_text() == "the old one"
    assert [path.name for path in folder.iterdir()] == [target.name]


INTERRUPTED = """
import os, signal, sys
from kg.graph import Store, export
store = Store.memory()
store.quads.bulk_load(path=sys.argv[1])
class Impatient(type(store)):
    @property
    def namespaces(self):
        if any(name.startswith(".graph") for name in os.listdir(sys.argv[3])):
            os.kill(os.getpid(), signal.SIGINT)  # in the midst of writing
        return self._namespaces
    @namespaces.setter
    def namespaces(self, value):
        self._namespaces = value
export(Impatient(store.quads), sys.argv[2], sys.argv[3] + "/graph")
"""


@pytest.mark.parametrize("format", ["trig", "jsonld"])
def test_an_interrupted_export_leaves_what_was_there(
    store: Store, tmp_path: Path, format: str
) -> None:
    source = export(store, "nquads", tmp_path / "source.nq")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "graph").write_text("the old one")
    command = [sys.executable, "-c", INTERRUPTED, str(source), format, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "KeyboardInterrupt" in done.stderr
    assert (folder / "graph").read_text() == "the old one"
    assert [path.name for path in folder.iterdir()] == ["graph"]


def test_jsonld_tells_an_article_by_its_claims(store: Store) -> None:
    document = json.loads(render(store, "jsonld"))
    assert document["@context"]["ent"] == "https://w3id.org/newskg/entity/"
    graphs = {graph["@id"]: graph["@graph"] for graph in document["@graph"]}
    assert {"graph:identity", "graph:view", "graph:run"} <= graphs.keys()
    assert len(graphs) == 3 + len(collection())
    denial = next(nodes for nodes in graphs.values() if nodes[0].get("author") == "R. Holm")
    assert [node["@type"] for node in denial] == ["Document", "Claim"], "all else is inside"
    claim = denial[1]
    assert (claim["stance"], claim["factuality"]) == ("deny", "CTminus")
    assert claim["sourceMention"]["anchorOf"] == "The foreign minister of Avaria"
    event = claim["content"]
    assert event["eventType"] == "plover:MOBILIZE"
    assert event["actorMention"]["anchorOf"] == "Borland"
    assert event["figure"]["low"] == "1500"
    assert claim["evidence"][0] == claim["cue"]["@id"], "told once, then named"


def test_claims_about_claims_without_end_can_be_written() -> None:
    article = Article("Avaria said that it was said.")
    event = article.event("CONSULT", [article.mention("Avaria", STATE)], trigger="said")
    claim = article.claim(event)
    for _ in range(60):
        claim = article.claim(claim)
    deep = Store.memory()
    deep.add([article.extraction()])
    assert rdflib_quads(render(deep, "jsonld"), "json-ld") == rdflib_quads(
        render(deep, "nquads"), "nquads"
    )
    assert max(len(line) - len(line.lstrip()) for line in render(deep, "jsonld").split("\n")) < 60


def test_the_context_knows_every_property_of_the_ontology() -> None:
    context = json.loads((ontology_dir() / "context.jsonld").read_text())["@context"]
    prefixes = DEFAULT_NAMESPACES.prefixes()
    assert {key: value for key, value in context.items() if key in prefixes} == prefixes
    terms = {key: value for key, value in context.items() if isinstance(value, dict)}
    ontology = rdflib.Graph().parse(ontology_dir() / "kg.ttl")
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    own = {
        str(found).removeprefix(KG): kind == OWL.ObjectProperty
        for kind in kinds
        for found in ontology.subjects(RDF.type, kind)
        if str(found).startswith(KG)
    }
    assert len(own) > 60
    assert own.keys() - terms.keys() == set()
    for name, to_things in own.items():
        assert terms[name]["@id"] == f"kg:{name}"
        assert to_things == (terms[name].get("@type") in ("@id", "@vocab")), name


def test_rdflib_sees_the_same_graph(store: Store) -> None:
    dataset = to_rdflib(store)
    rows = dataset.query(
        "SELECT DISTINCT ?name WHERE { ?e kg:actor ?a . ?a skos:prefLabel ?name } ORDER BY ?name"
    )
    assert [str(row["name"]) for row in rows] == ["Borland", "Odo Brandt"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    with Store.memory() as store:
        export(resolved_store(store), "nquads", "/dev/null")
    assert Path("/dev/null").is_char_device()
