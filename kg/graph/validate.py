"""SHACL: does each document's graph, and do identity and view, keep to the shapes?

Each document is validated by itself, which keeps the time in proportion to the number of
documents (a SHACL engine in Python is slow on one big graph).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.graph.namespaces import term
from kg.graph.store import Store
from kg.graph.tables import short
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

# rdflib and pyshacl are imported inside the functions: they take longer to load than most
# commands take to run, and only validation needs them.


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One place where a graph does not keep to a shape; IRIs are shortened.

    `severity` is Violation, Warning or Info.
    """

    graph: str
    focus: str
    path: str
    message: str
    value: str = ""
    severity: str = "Violation"

    def __str__(self) -> str:
        path = f" {self.path}" if self.path else ""
        value = f" (found {self.value})" if self.value else ""
        return f"{self.severity}: {self.graph}: {self.focus}{path}: {self.message}{value}"


def validate(store: Store, sample: int | None = None) -> list[Violation]:
    """Every violation, sorted. `sample` looks at that many documents, evenly spread."""
    documents = _sampled(store.document_ids(), sample)
    folder = ontology_dir()
    shapes = _shapes(folder / "shapes.ttl")
    found: list[Violation] = []
    for document in documents:
        graph = store.namespaces.document(document)
        quads = store.quads.quads_for_pattern(None, None, None, graph)
        found += _check(store, _to_rdflib(quads), shapes, f"doc:{document}")
    layers = _to_rdflib(_layers(store, documents))
    found += _check(store, layers, _shapes(folder / "shapes-view.ttl"), "identity and view")
    return sorted(set(found))


def _sampled(documents: tuple[str, ...], sample: int | None) -> tuple[str, ...]:
    if sample is None or sample >= len(documents):
        return documents
    step = len(documents) / max(sample, 1)
    return tuple(documents[int(index * step)] for index in range(sample))


def _shapes(path: Path) -> Graph:
    from rdflib import Graph

    try:
        return Graph().parse(path, format="turtle")
    except FileNotFoundError as error:
        raise OntologyError(f"{path} is missing: reinstall the package") from error


def _layers(store: Store, documents: tuple[str, ...]) -> Iterator[ox.Quad]:
    """Identity and view of these documents, with what documents and entities are."""
    pattern = store.quads.quads_for_pattern
    namespaces = store.namespaces
    layers = (namespaces.identity, namespaces.view)
    chosen = {namespaces.document(document).value for document in documents}
    for document in chosen:
        yield from pattern(ox.NamedNode(document), term("rdf:type"), None, None)
    everything = len(documents) == len(store.document_ids())
    waiting: list[ox.NamedNode] = []
    for layer in layers:
        for quad in pattern(None, None, None, layer):
            if everything or _document_of(quad.subject) in chosen:
                yield quad
                waiting += [quad.object] if isinstance(quad.object, ox.NamedNode) else []
    # Of a sample, the entities it refers to, and those that these refer to in turn.
    seen: set[ox.NamedNode] = set()
    while waiting and not everything:
        node = waiting.pop()
        if node in seen or not node.value.startswith(namespaces.entity("").value):
            continue
        seen.add(node)
        for layer in layers:
            for quad in pattern(node, None, None, layer):
                yield quad
                waiting += [quad.object] if isinstance(quad.object, ox.NamedNode) else []


def _document_of(subject: object) -> str:
    return str(getattr(subject, "value", "")).rsplit("-", 1)[0]


def _to_rdflib(quads: Iterable[ox.Quad]) -> Graph:
    from rdflib import Graph

    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples or b"", format="nt")


def _check(store: Store, data: Graph, shapes: Graph, name: str) -> Iterator[Violation]:
    import pyshacl
    from rdflib.namespace import RDF, SH

    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", allow_warnings=False, do_owl_imports=False
    )
    if conforms:
        return
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield Violation(
            graph=name,
            focus=_text(store, report.value(result, SH.focusNode)),
            path=_text(store, report.value(result, SH.resultPath)),
            message=_text(store, report.value(result, SH.resultMessage)),
            value=_text(store, report.value(result, SH.value)),
            severity=_text(store, report.value(result, SH.resultSeverity)).rpartition("#")[2],
        )


def _text(store: Store, node: Node | None) -> str:
    return "" if node is None else short(str(node), store.namespaces.prefixes())
