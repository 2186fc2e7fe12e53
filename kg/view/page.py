"""The page: one HTML file that asks nothing of the network and trusts no text.

pyvis writes a page of its own, but that one links two files on the web and puts names into
HTML unescaped; so the picture is pyvis's and the page is ours. All text travels as JSON and
is put in as text nodes; the content security policy allows the page's own scripts, by
their hashes, and nothing else.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.view.picture import picture_of, vis_library
from kg.view.records import Evidence, Source, ViewClaim, ViewEdge, ViewGraph, ViewNode
from kg.view.text import marked, printable, web_link, wikidata_id

ROOM = Path(__file__).parent
# In the order in which they build on each other.
SCRIPTS = (
    "elements.js",
    "wording.js",
    "model.js",
    "theme.js",
    "picture.js",
    "panel.js",
    "legend.js",
    "search.js",
    "list.js",
    "main.js",
)
MAX_NAMES = 24
# Half a surrogate pair cannot be written as UTF-8, but can be as an escape.
UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def render(graph: ViewGraph, *, title: str = "") -> str:
    """The page as text; the same graph gives the same bytes."""
    heading = printable(title or graph.title) or "News knowledge graph"
    library, script, style = vis_library(), _script(), _static("page.css")
    environment = Environment(
        loader=FileSystemLoader(ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Markup marks what is ours (style, scripts) or escaped by `_json`; the rest is escaped.
    return environment.get_template("page.html").render(
        title=heading,
        policy=_policy(scripts=(library, script), styles=(style,)),
        style=Markup(style),  # noqa: S704
        library=Markup(library),  # noqa: S704
        script=Markup(script),  # noqa: S704
        content=Markup(_json(_content(graph, heading))),  # noqa: S704
    )


def _content(graph: ViewGraph, heading: str) -> dict[str, Any]:
    documents = _Documents()
    return {
        "title": heading,
        "summary": asdict(graph.summary),
        "picture": picture_of(graph),
        "actors": [_actor(node) for node in graph.nodes],
        "edges": [_edge(edge, documents) for edge in graph.edges],
        "documents": documents.rows,
    }


class _Documents:
    """Numbers the articles in order of use, so that each is in the page once."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._numbers: dict[Source, int] = {}

    def number(self, source: Source) -> int:
        found = self._numbers.get(source)
        if found is None:
            found = self._numbers[source] = len(self.rows)
            self.rows.append(
                [
                    printable(source.title, 200),
                    printable(source.publisher),
                    printable(source.date, 10),
                    web_link(source.url),
                ]
            )
        return found


def _actor(node: ViewNode) -> dict[str, Any]:
    names = dict.fromkeys(printable(name) for name in node.names)
    return {
        "id": node.id,
        "label": printable(node.label) or node.id,
        "type": node.type,
        "names": [name for name in names if name and name != node.label][:MAX_NAMES],
        "wikidata": wikidata_id(node.wikidata),
        "posts": [printable(post) for post in node.posts],
        "mentions": node.mentions,
    }


def _edge(edge: ViewEdge, documents: _Documents) -> dict[str, Any]:
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind.value,
        "type": printable(edge.type, 40),
        "quad": edge.quad,
        "status": edge.status.value,
        "date": printable(edge.date, 10),
        "detail": printable(edge.detail),
        "mutual": edge.mutual,
        "figures": [printable(figure) for figure in edge.figures],
        "publishers": edge.publishers,
        "claims": [_claim(claim, documents) for claim in edge.claims],
    }


def _claim(claim: ViewClaim, documents: _Documents) -> dict[str, Any]:
    return {
        "source": printable(claim.source) or "unnamed source",
        "stance": claim.stance,
        "factuality": claim.factuality,
        "anonymous": claim.anonymous,
        "addressee": printable(claim.addressee),
        "opposed": [printable(name) for name in claim.opposed_by],
        "evidence": [_evidence(evidence, documents) for evidence in claim.evidence],
    }


def _evidence(evidence: Evidence, documents: _Documents) -> list[Any]:
    return [*marked(evidence.sentence, evidence.highlight), documents.number(evidence.source)]


def _json(value: object) -> str:
    """JSON that cannot end its script element, open a comment or break an old parser."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _script() -> str:
    """The page's own files as one script in a scope of its own."""
    parts = "\n".join(_static(name) for name in SCRIPTS)
    return f"(function () {{\n'use strict';\n{parts}\n}})();\n"


def _static(name: str) -> str:
    return (ROOM / "static" / name).read_text(encoding="utf-8")


def _policy(*, scripts: Iterable[str], styles: Iterable[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(_hash(text) for text in scripts)}",
            f"style-src {' '.join(_hash(text) for text in styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
