"""Questions to the graph: a library of named ones, and any SPARQL that only reads."""

from kg.query.formats import format_result
from kg.query.library import NamedQuery, Parameter, named_queries
from kg.query.names import find_document, find_entity
from kg.query.results import Result, Term
from kg.query.running import run_named, run_sparql

__all__ = [
    "NamedQuery",
    "Parameter",
    "Result",
    "Term",
    "find_document",
    "find_entity",
    "format_result",
    "named_queries",
    "run_named",
    "run_sparql",
]
