"""A graph folder on disk: the store or where it is, the user's knowledge and decisions."""

from kg.folder.knowledge import (
    KNOWLEDGE,
    REPORT,
    Kept,
    digest,
    is_settled,
    keep_knowledge,
    known_files,
    remove_file,
)
from kg.folder.stores import ELSEWHERE, STORE, has_store, open_store

DECISIONS = "decisions.yaml"
LOOKUP = "lookup.sqlite"  # answers of a server, kept

__all__ = [
    "DECISIONS",
    "ELSEWHERE",
    "KNOWLEDGE",
    "LOOKUP",
    "REPORT",
    "STORE",
    "Kept",
    "digest",
    "has_store",
    "is_settled",
    "keep_knowledge",
    "known_files",
    "open_store",
    "remove_file",
]
