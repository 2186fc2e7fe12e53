"""Records to RDF and back: the store, its layers, export and validation."""

from kg.graph.export import FORMATS, export, render, to_rdflib
from kg.graph.namespaces import DEFAULT_BASE, DEFAULT_NAMESPACES, Namespaces
from kg.graph.rdf import document_quads
from kg.graph.runs import Run
from kg.graph.store import Store
from kg.graph.tables import Table, read_table
from kg.graph.validate import Violation, validate

__all__ = [
    "DEFAULT_BASE",
    "DEFAULT_NAMESPACES",
    "FORMATS",
    "Namespaces",
    "Run",
    "Store",
    "Table",
    "Violation",
    "document_quads",
    "export",
    "read_table",
    "render",
    "to_rdflib",
    "validate",
]
