"""The quad class of every PLOVER type, as the ontology has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pyoxigraph

from kg.resources import ontology_dir
from kg.view.rows import local

BROADER = pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#broader")


@cache
def quad_classes() -> Mapping[str, str]:
    """PLOVER type to quad class: ACCUSE to verbalConflict."""
    path = ontology_dir() / "plover.ttl"
    triples = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    return MappingProxyType(
        {
            local(quad.subject.value): local(quad.object.value)
            for quad in triples
            if quad.predicate == BROADER
        }
    )
