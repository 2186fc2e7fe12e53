"""The quad class of every PLOVER type, as the ontology has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kg.graph.namespaces import DEFAULT_NAMESPACES, term
from kg.resources import ontology_dir


@cache
def quad_classes() -> Mapping[str, str]:
    """PLOVER type to quad class, as the ontology has it: ACCUSE to verbalConflict."""
    path, local = ontology_dir() / "plover.ttl", DEFAULT_NAMESPACES.local
    triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return MappingProxyType(
        {
            local(triple.subject.value): local(triple.object.value)
            for triple in triples
            if triple.predicate == term("skos:broader")
        }
    )
