"""Templates: everything is escaped, and text from articles is made printable besides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from kg.view.text import SENTENCE_LIMIT, printable, web_link, wikidata_id

TEMPLATES = Path(__file__).parent / "templates"
SHOWN = 60_000  # characters of one article
FACTUALITIES: Mapping[str, str] = {
    "CTplus": "certain",
    "PRplus": "probable",
    "PSplus": "possible",
    "CTminus": "certainly not",
    "PRminus": "probably not",
    "PSminus": "possibly not",
    "U": "not committed",
}
VERBS: Mapping[str, str] = {
    "assert": "asserts",
    "deny": "denies",
    "consider": "considers",
    "promise": "promises",
    "threaten": "threatens",
    "demand": "demands",
    "ask": "asks",
    "refuse": "refuses",
}


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    return HTMLResponse(html(template, **values), status, headers={"Vary": "Accept"})


def html(template: str, **values: object) -> str:
    """A page as text; values that a template uses and nobody gave are an error."""
    return _environment().get_template(template).render(**values)


def path_of(iri: str) -> str:
    """The page here of an entity or a document, by its IRI."""
    kind, _, local = iri.rpartition("/")
    return f"/{kind.rpartition('/')[2]}/{quote(local, safe='')}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "name": printable,
        "sentence": lambda text: printable(text, SENTENCE_LIMIT),
        "article": lambda text: [printable(line, SHOWN) for line in text[:SHOWN].splitlines()],
        "link": web_link,
        "wikidata": wikidata_id,
        "page": path_of,
        "factuality": lambda code: FACTUALITIES.get(code, code),
        "verb": lambda stance: VERBS.get(stance, stance),
    }
    return environment
