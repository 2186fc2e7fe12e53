"""Identity across articles: a reversible layer of decisions beside the articles."""

from kg.resolve.decisions import NO_DECISIONS, Decisions
from kg.resolve.decisions.files import load_decisions
from kg.resolve.decisions.unheard import decisions_use
from kg.resolve.names.comparison import Comparison, compare_persons
from kg.resolve.names.person_names import PersonName, parse_person
from kg.resolve.names.titles import canonical_title
from kg.resolve.resolver import resolve, resolve_tables

__all__ = [
    "NO_DECISIONS",
    "Comparison",
    "Decisions",
    "PersonName",
    "canonical_title",
    "compare_persons",
    "decisions_use",
    "load_decisions",
    "parse_person",
    "resolve",
    "resolve_tables",
]
