"""Identity across articles: a reversible layer of decisions beside the articles."""

from kg.resolve.comparison import Comparison, compare_persons
from kg.resolve.decisions import NO_DECISIONS, Decisions, load_decisions
from kg.resolve.person_names import PersonName, parse_person
from kg.resolve.resolver import resolve
from kg.resolve.titles import canonical_title

__all__ = [
    "NO_DECISIONS",
    "Comparison",
    "Decisions",
    "PersonName",
    "canonical_title",
    "compare_persons",
    "load_decisions",
    "parse_person",
    "resolve",
]
