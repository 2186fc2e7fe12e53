"""The page as text: what it holds and what it must not."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from graphs import HOSTILE, crowd, hostile, troops

from kg.view import ViewGraph, render


class Outline(HTMLParser):
    """Elements with their attributes, and the text of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._inside: str | None = None
        self.title = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        if self._inside == "title":
            self.title += data


@pytest.mark.parametrize("graph", [troops(), hostile(), ViewGraph()], ids=["troops", "bad", "none"])
def test_page_is_self_contained(graph: ViewGraph) -> None:
    outline = Outline(render(graph))
    assert len(outline.scripts) == 3
    for tag, attributes in outline.elements:
        assert "src" not in attributes, tag
        assert tag != "link"
        assert not str(attributes.get("href", "#")).startswith("http"), tag
        assert not any(name.startswith("on") for name in attributes), tag


def test_policy_allows_only_hashed_scripts_and_styles() -> None:
    outline = Outline(render(troops()))
    policy = next(
        str(attributes["content"])
        for tag, attributes in outline.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert len(re.findall(r"'sha256-[A-Za-z0-9+/]{43}='", policy)) == 3


def test_data_survives_the_way_into_the_page() -> None:
    content = json.loads(Outline(render(troops())).scripts[0])
    assert content["summary"] == {
        "documents": 5, "actors": 41, "events": 54, "relations": 21, "claims": 59, "disputed": 2,
    }  # fmt: skip
    edge = content["edges"][0]
    assert (edge["source"], edge["type"], edge["status"]) == ("north-korea", "MOBILIZE", "disputed")
    sentence, start, end = edge["claims"][0]["evidence"][0]
    text, number = content["sentences"][sentence]
    assert text[start:end] == "1,500 soldiers had sailed from the North"
    assert text == (
        "The spy agency told lawmakers that 1,500 soldiers had sailed from the North "
        "to Russia's far east."
    )
    assert content["documents"][number][1] == "The Meridian"


def test_same_graph_gives_same_bytes_in_any_order_of_actors() -> None:
    graph = troops()
    page = render(graph)
    assert render(graph) == page
    turned = ViewGraph(tuple(reversed(graph.nodes)), graph.edges, (), graph.title)
    picture = [json.loads(Outline(p).scripts[0])["picture"] for p in (page, render(turned))]
    assert picture[0] == picture[1]


def test_title_is_escaped_and_replaceable() -> None:
    outline = Outline(render(troops(), title='Troops & "tales" <b>'))
    assert outline.title == 'Troops & "tales" <b>'
    assert "b" not in {tag for tag, _ in outline.elements}


def test_hostile_text_is_only_in_the_data() -> None:
    html = render(hostile())
    html.encode("utf-8")
    outline = Outline(html)
    assert len(HOSTILE) >= 10
    assert {tag for tag, _ in outline.elements}.isdisjoint({"img", "iframe", "object"})
    assert "pwned" not in outline.scripts[1] + outline.scripts[2]
    content = json.loads(outline.scripts[0])
    assert all(document[3] == "" for document in content["documents"])
    assert all(actor["wikidata"] == "" for actor in content["actors"])
    assert "49" not in outline.title
    assert len(html) < 700_000


def test_bigness_is_bounded() -> None:
    assert len(render(crowd(300, 900))) < 1_200_000
