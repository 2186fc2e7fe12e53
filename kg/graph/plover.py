"""The quad class of every PLOVER type, as the ontology has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kg.graph.namespaces import term
from kg.resources import ontology_dir


@cache
def quad_classes() -> Mapping[str, str]:
    """PLOVER type to quad class, as the ontology has it: ACCUSE to verbalConflict."""
    path = ontology_dir() / "plover.ttl"
    triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return MappingProxyType(
        {
            _local(triple.subject.value): _local(triple.object.value)
            for triple in triples
            if triple.predicate == term("skos:broader")
        }
    )


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]
