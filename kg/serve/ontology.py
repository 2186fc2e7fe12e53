"""The ontology as a page and as data, from the files that ship with the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypedDict

import pyoxigraph as ox

from kg.graph.namespaces import KG, VOCABULARIES
from kg.resources import ontology_dir
from kg.serve.media import GRAPHS
from kg.serve.worker import Answer

FILES = ("kg.ttl", "plover.ttl")
TERMS = Path(__file__).parent / "queries" / "ontology_terms.rq"


class Page(TypedDict):
    base: str
    kinds: dict[str, list[dict[str, str]]]


@cache
def overview() -> Page:
    """Classes, properties and concepts with what they mean, each kind in alphabetical order."""
    store = ox.Store()
    for name in FILES:
        store.load(path=str(ontology_dir() / name), format=ox.RdfFormat.TURTLE)
    solutions = store.query(TERMS.read_text(encoding="utf-8"), prefixes=VOCABULARIES)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101  it is a SELECT
    kinds: dict[str, list[dict[str, str]]] = {"Classes": [], "Properties": [], "Concepts": []}
    seen: set[str] = set()
    for row in solutions:
        term = {v.value: _text(row[v.value]) for v in solutions.variables}
        if term["term"] in seen:
            continue
        seen.add(term["term"])
        local = max(term["term"].rfind("/"), term["term"].rfind("#")) + 1
        kinds[term["kind"]].append(term | {"local": term["term"][local:]})
    return {"base": KG, "kinds": kinds}


@cache
def as_data(media_type: str) -> Answer:
    """`kg.ttl` as it is, or in another format."""
    text = (ontology_dir() / "kg.ttl").read_bytes()
    if GRAPHS[media_type] == "TURTLE":
        return Answer(media_type, text)
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    form = getattr(ox.RdfFormat, GRAPHS[media_type])
    body = ox.serialize(triples, format=form, prefixes=VOCABULARIES)
    return Answer(media_type, body or b"")


def _text(value: object) -> str:
    return str(getattr(value, "value", "") or "")
