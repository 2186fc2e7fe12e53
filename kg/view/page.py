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
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.view.content import content_of
from kg.view.picture import vis_library
from kg.view.records import ViewGraph
from kg.view.text import printable

ROOM = Path(__file__).parent
STATIC = ROOM / "static"
# The page's parts, in the order in which they build on each other.
PARTS = (STATIC / "parts.txt").read_text(encoding="utf-8").split()
SCRIPTS = [name for name in PARTS if name.endswith(".js")]
STYLES = [name for name in PARTS if name.endswith(".css")]
TABS = (
    ("graph", "Graph"),
    ("list", "List"),
    ("matrix", "Who says what"),
    ("timeline", "Timeline"),
    ("dyad", "Two actors"),
    ("board", "Disagreements"),
)
# Half a surrogate pair cannot be written as UTF-8, but can be as an escape.
UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def render(graph: ViewGraph, *, title: str = "") -> str:
    """The page as text; the same graph gives the same bytes."""
    heading = printable(title or graph.title) or "News knowledge graph"
    library, script, style = vis_library(), _script(), _joined(STYLES)
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
        tabs=TABS,
        policy=_policy(scripts=(library, script), styles=(style,)),
        style=Markup(style),  # noqa: S704
        library=Markup(library),  # noqa: S704
        script=Markup(script),  # noqa: S704
        content=Markup(_json(content_of(graph, heading))),  # noqa: S704
    )


def _json(value: object) -> str:
    """JSON that cannot end its script element, open a comment or break an old parser."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _script() -> str:
    """The page's own files as one script in a scope of its own."""
    return f"(function () {{\n'use strict';\n{_joined(SCRIPTS)}\n}})();\n"


def _joined(names: Iterable[str]) -> str:
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)


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
