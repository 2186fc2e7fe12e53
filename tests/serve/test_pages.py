"""The pages, and entities and documents as pages and as data."""

from __future__ import annotations

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from kg.resources import ontology_dir
from kg.serve.pages import _current
from kg.serve.things import OFFERS
from tests.factories import larger_report, remarks, report
from tests.serve.conftest import Running
from tests.serve.hostile import LONG, NAMES, SLUGS, hostile

ENT, DOC = "https://w3id.org/newskg/entity/", "https://w3id.org/newskg/document/"
HTML, TURTLE = "text/html", "text/turtle"
ALLOWED = {"html", "head", "meta", "title", "link", "body", "a", "header", "nav", "main", "h1", "h2",
           "h3", "p", "span", "bdi", "i", "small", "ul", "ol", "li", "dl", "dt", "dd", "div", "article",
           "section", "figure", "figcaption", "blockquote", "time", "details", "summary", "code"}  # fmt: skip


class Page(HTMLParser):
    """What a browser makes of a page: its tags, its attributes, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.heading = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.lasttag == "h1" and not self.heading:
            self.heading = data

    @property
    def links(self) -> list[str]:
        return [value for name, value in self.attributes if name == "href"]


def page(client: httpx.Client, path: str, status: int = 200) -> Page:
    answer = client.get(path, headers={"Accept": HTML}, follow_redirects=True)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


# -- what a page says -------------------------------------------------------------------------------


def test_start_page_counts_and_leads_on(client: httpx.Client) -> None:
    found = page(client, "/")
    words = " ".join(found.text.split())
    assert "documents 8" in words
    assert {"/query", "/graph", "/sparql", "/ontology.html", "/entity/borland"} <= set(found.links)
    assert f"/document/{report().document.id}" in found.links


def test_every_link_of_the_pages_leads_somewhere(client: httpx.Client) -> None:
    seen: dict[str, int] = {}
    waiting = ["/", "/entity/borland.html", f"/document/{report().document.id}.html"]
    while waiting:
        path = waiting.pop().partition("#")[0]
        if path in seen or not path.startswith("/"):
            continue
        accept = f"{HTML}, */*;q=0.5"
        answer = client.get(path, headers={"Accept": accept}, follow_redirects=True)
        seen[path] = answer.status_code
        if len(seen) < 60 and answer.headers["content-type"].startswith(HTML):
            waiting += Page(answer.text).links if path != "/graph" else []
    assert len(seen) >= 40
    assert {path: status for path, status in seen.items() if status != 200} == {}


def test_entity_page_has_names_posts_statements_and_sentences(client: httpx.Client) -> None:
    found = page(client, "/entity/ilsa-maren")
    for words in ("Person", "Ilsa Maren", "President of Cestria", "current", "since 2024-05",
                  "Borland", "MOBILIZE", "Ilsa Maren asserts, certain", "2026-11-18",
                  "Borland has sent at least 3,000 troops to Cestria", "President speaks of thousands"):  # fmt: skip
        assert words in " ".join(found.text.split()), words
    assert f"/document/{larger_report().document.id}" in found.links
    assert {"/entity/borland", "/entity/cestria"} <= set(found.links)


def test_entity_page_names_wikidata(client: httpx.Client) -> None:
    assert "https://www.wikidata.org/wiki/Q900001" in page(client, "/entity/borland").links


def test_document_page_has_its_claims(client: httpx.Client) -> None:
    found = page(client, f"/document/{report().document.id}")
    words = " ".join(found.text.split())
    for part in ("Soldiers sent, ministry says", "Harbour Times", "2026-11-16", "asserts, certain",
                 "Borland sent 1,500 soldiers to Cestria last week", "Borland has not commented."):  # fmt: skip
        assert part in words, part
    ids = {value for name, value in found.attributes if name == "id"}
    assert f"{report().document.id}-c1" in ids


def test_what_is_said_stands_on_the_pages_in_its_words(client: httpx.Client) -> None:
    for path in ("/entity/ilsa-maren", f"/document/{remarks().document.id}"):
        words = " ".join(page(client, path).text.split())
        assert "statement “Maren was to blame”" in words, path
        assert "Avaria denies" in words or "denies, certain" in words, path


def test_reprint_names_its_original(client: httpx.Client) -> None:
    copy = report("Evening Mirror", "2026-11-17").document.id
    assert f"/document/{report().document.id}" in page(client, f"/document/{copy}").links


def test_ontology_page_explains_every_class(client: httpx.Client) -> None:
    found = page(client, "/ontology")
    graph = rdflib.Graph().parse(ontology_dir() / "kg.ttl")
    own = [str(c) for c in graph.subjects(rdflib.RDF.type, rdflib.OWL.Class) if "newskg" in str(c)]
    ids = {value for name, value in found.attributes if name == "id"}
    assert len(own) >= 10
    assert {iri.rpartition("#")[2] for iri in own} <= ids
    assert "MOBILIZE" in ids


# -- which form -------------------------------------------------------------------------------------

FORMS = [
    (HTML, ".html"),
    (TURTLE, ".ttl"),
    ("application/ld+json", ".jsonld"),
    ("application/n-triples", ".nt"),
    ("application/rdf+xml", ".rdf"),
    ("*/*", ".html"),
    ("", ".html"),
    ("text/html;q=0.2, text/turtle;q=0.9", ".ttl"),
]
THINGS = ["/entity/borland", f"/document/{report().document.id}", f"/document/{report().document.id}-c1",
          f"/document/{report().document.id}-m1", "/ontology"]  # fmt: skip


@pytest.mark.parametrize("path", THINGS)
@pytest.mark.parametrize(("accept", "suffix"), FORMS)
def test_a_thing_leads_to_what_describes_it(
    client: httpx.Client, path: str, accept: str, suffix: str
) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, path + suffix)
    assert answer.headers["vary"] == "Accept"
    described = client.get(answer.headers["location"])
    assert described.status_code == 200
    assert described.content


def test_forms_offered() -> None:
    assert len(OFFERS) == 5
    assert OFFERS[:2] == (HTML, TURTLE)


@pytest.mark.parametrize("path", ["/entity/borland", "/ontology"])
def test_no_form_that_is_not_offered(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.text


def triples(client: httpx.Client, path: str) -> set[tuple[str, str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    form = ox.RdfFormat.from_media_type(kind)
    assert form is not None
    return {
        (str(q.subject), str(q.predicate), str(q.object))
        for q in ox.parse(answer.content, format=form)
    }


def test_entity_as_data_is_the_same_in_every_format(client: httpx.Client) -> None:
    forms = [
        triples(client, f"/entity/borland.{suffix}") for suffix in ("ttl", "nt", "jsonld", "rdf")
    ]
    assert forms[0] == forms[1] == forms[2] == forms[3]
    assert len(forms[0]) >= 30
    kg = "https://w3id.org/newskg/ontology#"
    rdf_type = f"<{rdflib.RDF.type}>"
    assert (f"<{ENT}borland>", rdf_type, f"<{kg}State>") in forms[0]
    assert any(p == f"<{kg}actor>" and o == f"<{ENT}borland>" for _, p, o in forms[0])
    assert any(p.endswith("anchorOf>") and o == '"Borland"' for _, p, o in forms[0])


def test_document_as_data_is_its_graph(client: httpx.Client, folder: Path) -> None:
    local = report().document.id
    found = triples(client, f"/document/{local}.nt")
    text = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{DOC}{local}> {{ ?s ?p ?o }} }}"
    answer = client.get("/sparql", params={"query": text}).json()
    assert len(found) == int(answer["results"]["bindings"][0]["n"]["value"]) > 50


def test_part_of_a_document_as_data(client: httpx.Client) -> None:
    local = f"{report().document.id}-c1"
    found = triples(client, f"/document/{local}.ttl")
    assert {subject for subject, _, _ in found} == {f"<{DOC}{local}>"}
    assert any(p.endswith("#stance>") for _, p, _ in found)


def test_ontology_as_data(client: httpx.Client) -> None:
    assert client.get("/ontology.ttl").content == (ontology_dir() / "kg.ttl").read_bytes()
    forms = [triples(client, f"/ontology.{suffix}") for suffix in ("ttl", "nt", "rdf", "jsonld")]
    named = [{t for t in form if "_:" not in t[0] + t[2]} for form in forms]
    assert len(named[0]) > 300
    assert named[0] == named[1] == named[2] == named[3]


UNKNOWN = [
    "/entity/nobody", "/entity/nobody.html", "/entity/nobody.ttl", "/entity/a%20b", "/entity/%3E%3C",
    "/entity/%7B%7D.html", "/entity/x%22%3E.ttl", "/entity/..%2f..%2fetc", "/document/none",
    "/document/none.html", "/document/none.nt", "/document/%00", "/entity/%ff.html", "/ontology.exe",
    "/entity/" + "a" * 5_000, "/entity/.html", "/document/.ttl", "/entity", "/entity/", "/nowhere",
]  # fmt: skip


@pytest.mark.parametrize("path", UNKNOWN)
def test_unknown_ones_are_404(client: httpx.Client, path: str) -> None:
    found = client.get(path)
    assert found.status_code == 404
    assert len(found.text) < 400  # what was asked for in vain is not sent back whole


def test_404_is_a_page_for_browsers_and_a_line_for_programs(client: httpx.Client) -> None:
    found = page(client, "/entity/%3Cscript%3Ealert(1)", 404)
    assert "<script>alert(1)" in found.text
    assert found.tags <= ALLOWED
    line = client.get("/entity/nobody", headers={"Accept": "application/json"})
    assert line.headers["content-type"] == "text/plain; charset=utf-8"
    assert line.text == "the graph has no entity 'nobody'\n"


# -- hostile text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*(f"/entity/{slug}" for slug in SLUGS), f"/document/{hostile().document.id}", "/"])  # fmt: skip
def test_text_of_articles_stays_text(client: httpx.Client, path: str) -> None:
    found = page(client, path)
    assert found.tags <= ALLOWED
    names = {name for name, _ in found.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "srcdoc")}
    assert all(re.match(r"/|#main|https://www\.wikidata\.org/", link) for link in found.links)
    assert "\u202e" not in found.text
    assert len(found.heading) < 250


def test_hostile_names_are_shown(client: httpx.Client) -> None:
    assert len(NAMES) == len(set(SLUGS)) == 4
    texts = [page(client, f"/entity/{slug}").text for slug in SLUGS]
    assert "<script>document.title='owned'</script>" in texts[0]
    assert '"><img src=x onerror="document.title=1">' in texts[1]
    assert "Borland gnp.exe reversed" in texts[2]
    assert LONG[:100] in texts[3]
    assert "{{ 7 * 7 }}" in page(client, f"/document/{hostile().document.id}").text


# -- the picture and the questions ------------------------------------------------------------------


def test_picture_is_drawn_and_kept(client: httpx.Client) -> None:
    first, second = client.get("/graph"), client.get("/graph")
    assert first.content == second.content
    assert "Ilsa Maren" in first.text
    assert "<script>document.title" not in first.text


def test_picture_of_the_folder_is_taken_while_it_is_current(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    (store / "000001.sst").write_bytes(b"")
    file = tmp_path / "graph.html"
    assert not _current(tmp_path, file)
    file.write_text("picture", encoding="utf-8")
    os.utime(store / "000001.sst", (1_000, 1_000))
    os.utime(file, (2_000, 2_000))
    assert _current(tmp_path, file)
    os.utime(store / "000001.sst", (3_000, 3_000))
    assert not _current(tmp_path, file)


def test_every_question_runs_as_it_is(server: Running) -> None:
    with server.client() as client:
        questions = json.loads(client.get("/query/questions.json").text)["questions"]
        assert len(questions) >= 20
        rows = {}
        for question in questions:
            answer = client.get("/sparql", params={"query": question["text"]})
            assert answer.status_code == 200, question["name"]
            assert question["title"]
            assert question["answers"]
            rows[question["name"]] = len(answer.json()["results"]["bindings"])
    empty = {name for name, count in rows.items() if not count}
    assert len(empty) <= len(rows) / 4, empty
