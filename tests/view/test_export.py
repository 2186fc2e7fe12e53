"""What the page hands out as files: pictures, a table, RDF."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from graphs import HOSTILE, hostile, quarrel, troops
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from kg.graph import Store
from kg.query import run_sparql
from kg.view import collect

Opener = Callable[..., Any]
KG = Namespace("https://w3id.org/newskg/ontology#")
ENT = Namespace("https://w3id.org/newskg/entity/")
DOC = Namespace("https://w3id.org/newskg/document/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SVG = "{http://www.w3.org/2000/svg}"


def saved(opened: Any, kind: str) -> bytes:
    """Choose a kind of file in the menu and take what is saved."""
    opened.page.click("#export")
    with opened.page.expect_download() as waiting:
        opened.page.click(f"#export-menu [data-value={kind}]")
    assert waiting.value.suggested_filename.endswith(f".{kind}")
    return Path(waiting.value.path()).read_bytes()


def test_png_is_the_picture(open_page: Opener) -> None:
    opened = open_page(troops)
    data = saved(opened, "png")
    assert data.startswith(b"\x89PNG")
    assert len(data) > 20_000
    opened.assert_quiet()


@pytest.mark.parametrize("graph", [troops, hostile], ids=["troops", "hostile"])
def test_svg_has_all_actors_and_lines(open_page: Opener, graph: Any) -> None:
    opened = open_page(graph)
    drawing = ElementTree.fromstring(saved(opened, "svg"))
    assert drawing.tag == f"{SVG}svg"
    titles = [title.text or "" for title in drawing.iter(f"{SVG}title")]
    labels = opened.page.evaluate(
        "kgPage.visible().ids.map((id) => kgPage.content.actors.find((a) => a.id === id).label)"
    )
    assert len(labels) >= 10
    missing = [label for label in labels if label.replace("\ud800", "\ufffd") not in titles]
    assert missing == []
    lines = opened.page.evaluate("kgPage.visible().strands.length")
    assert len(list(drawing.iter(f"{SVG}path"))) - 1 >= lines
    assert not list(drawing.iter(f"{SVG}script"))
    low, high = [float(n) for n in drawing.attrib["viewBox"].split()[2:]]
    assert low > 200 and high > 200
    opened.assert_quiet()


def test_svg_draws_what_is_doubtful_broken(open_page: Opener) -> None:
    opened = open_page(quarrel)
    drawing = ElementTree.fromstring(saved(opened, "svg"))
    dashed = [path for path in drawing.iter(f"{SVG}path") if "stroke-dasharray" in path.attrib]
    assert len(dashed) == 1  # the disputed one; the other lines are asserted


def test_csv_has_one_row_per_claim(open_page: Opener) -> None:
    opened = open_page(troops, link="#tab=list")
    text = saved(opened, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    claims = opened.page.evaluate(
        "kgPage.content.edges.reduce((sum, e) => sum + Math.max(1, e.claims.length), 0)"
    )
    assert len(rows) == claims > 75
    row = next(row for row in rows if row["source"] == "Vasily Nebenzya")
    assert (row["stance"], row["factuality"]) == ("deny", "CT-")
    assert row["publisher"] and row["sentence"]
    opened.assert_quiet()


def test_csv_holds_what_is_in_view(open_page: Opener) -> None:
    opened = open_page(troops, link="#focus=g7&off=SANCTION")
    rows = list(csv.DictReader(io.StringIO(saved(opened, "csv").decode("utf-8-sig"))))
    assert {row["from"] for row in rows} | {row["to"] for row in rows} <= {
        "Group of Seven", "Ukraine", "Canada", "Germany", "Russia",
    }  # fmt: skip
    assert "SANCTION" not in {row["type"] for row in rows}
    assert rows


def test_csv_starts_no_formula(open_page: Opener) -> None:
    opened = open_page(hostile, link="#tab=list")
    opened.page.evaluate("kgPage.content.edges[0].claims[0].source = '=1+1'")
    rows = list(csv.reader(io.StringIO(saved(opened, "csv").decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]


def test_turtle_says_what_the_store_says(open_page: Opener, sample_store: Store) -> None:
    """Every triple of the export is one of the store, and none is of what is out of view."""
    graph = collect(lambda text: run_sparql(sample_store, text).dicts())
    opened = open_page(graph, link="#tab=list&off=relation")
    exported = Graph().parse(data=saved(opened, "ttl"), format="turtle")
    assert len(exported) > 1_000
    stored = {
        tuple(str(quad[n].value) for n in range(3))
        for quad in sample_store.quads.quads_for_pattern(None, None, None, None)
    }
    strange = [triple for triple in exported if tuple(str(term) for term in triple) not in stored]
    assert strange == []
    assert (None, RDF.type, KG.Relation) not in exported
    assert len(set(exported.subjects(RDF.type, KG.Event))) == graph.summary.events
    opened.assert_quiet()


def test_turtle_escapes_what_is_hostile(open_page: Opener) -> None:
    opened = open_page(hostile)
    exported = Graph().parse(data=saved(opened, "ttl"), format="turtle")
    labels = {str(label) for label in exported.objects(None, SKOS.prefLabel)}
    assert HOSTILE[0] in labels
    assert HOSTILE[1] in labels
    assert len(labels) == len(HOSTILE)
    subjects = {str(subject) for subject in exported.subjects()}
    assert all(subject.startswith((str(ENT), str(DOC))) for subject in subjects)
    opened.assert_quiet()


def test_turtle_keeps_claims_apart_from_facts(open_page: Opener) -> None:
    opened = open_page(quarrel, link="#off=MOBILIZE,CONSULT,PROTEST")
    exported = Graph().parse(data=saved(opened, "ttl"), format="turtle")
    claim = DOC["denied-c1"]
    assert (claim, KG.stance, KG.deny) in exported
    assert (claim, KG.factuality, KG.CTminus) in exported
    assert (claim, KG.content, DOC["denied"]) in exported
    assert (DOC["said-c1"], KG.source, ENT.c) in exported
    assert (DOC["said"], KG.actor, ENT.a) in exported
    assert (ENT.a, SKOS.altLabel, Literal("the Avarians", lang="en")) in exported
    assert (
        ENT.a,
        URIRef("http://www.w3.org/2002/07/owl#sameAs"),
        URIRef("http://www.wikidata.org/entity/Q101"),
    ) in exported
    assert (DOC["many"], None, None) not in exported
    assert (ENT.a, None, ENT.b) not in exported


def test_menu_closes_and_gives_the_focus_back(open_page: Opener) -> None:
    opened = open_page(quarrel)
    opened.page.click("#export")
    assert opened.page.evaluate("document.activeElement.dataset.value") == "png"
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#export-menu")
    assert opened.page.evaluate("document.activeElement.id") == "export"
