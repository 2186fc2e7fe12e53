"""The page of the ontology: as fresh as the files, whole, and without the network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scripts.ontology_page import PAGE, anchor, render
from tests.ontology.test_annotations import CLASSES, CONCEPTS, PROPERTIES, SCHEMES, local, ontology

ROOT = Path(__file__).parents[2]
LOADING = {"script", "img", "iframe", "object", "embed", "audio", "video", "source", "link", "base"}


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@cache
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@cache
def elements() -> list[tuple[str, dict[str, str | None]]]:
    return Elements(page()).found


def test_page_is_what_the_files_give() -> None:
    assert render() == page(), "stale: run scripts/ontology_page.py"


def test_page_does_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    script = ROOT / "scripts" / "ontology_page.py"
    environment = os.environ | {"PYTHONHASHSEED": "4711"}
    subprocess.run([sys.executable, script, target], check=True, env=environment, cwd=tmp_path)
    assert target.read_bytes() == PAGE.read_bytes()


def test_page_loads_nothing() -> None:
    assert len(elements()) > 1000
    assert {tag for tag, _ in elements()} & LOADING == set()
    assert not [a for _, a in elements() if a.keys() & {"src", "srcset", "style", "onclick"}]
    assert "@import" not in page() and "url(" not in page()


def test_every_anchor_is_there_once() -> None:
    ids = [str(attributes["id"]) for _, attributes in elements() if "id" in attributes]
    assert sorted(ids) == sorted(set(ids))
    targets = {str(a["href"])[1:] for _, a in elements() if str(a.get("href")).startswith("#")}
    assert len(targets) > 250
    assert targets <= set(ids)


@pytest.mark.parametrize("term", CLASSES + PROPERTIES + CONCEPTS + SCHEMES, ids=local)
def test_term_has_its_place(term: str) -> None:
    assert f'id="{anchor(term)}"' in page()


def test_links_out_go_to_what_the_ontology_names() -> None:
    links = {str(a["href"]) for tag, a in elements() if tag == "a"}
    outside = {link for link in links if not link.startswith("#")}
    assert len(outside) >= 40
    assert outside <= {str(node) for triple in ontology() for node in triple}


def test_text_is_escaped(tmp_path: Path) -> None:
    hostile = tmp_path / "ontology"
    hostile.mkdir()
    for name in ("kg.ttl", "plover.ttl"):
        text = (ROOT / "ontology" / name).read_text(encoding="utf-8")
        text = text.replace('rdfs:label "Person"@en', 'rdfs:label "<script>x</script>"@en')
        (hostile / name).write_text(text, encoding="utf-8")
    rendered = render(hostile)
    assert "&lt;script&gt;x&lt;/script&gt;" in rendered
    assert not re.search(r"<script", rendered)
