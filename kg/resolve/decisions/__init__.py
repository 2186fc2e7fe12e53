"""What users have decided about who is who: entries, the files they stand in, what they mean."""

from kg.resolve.decisions.entries import (
    ALIAS,
    DIFFERENT,
    NO_DECISIONS,
    SAME,
    VERDICTS,
    Decisions,
    Entry,
    Pair,
    bare,
    pointed,
    reference,
)

__all__ = [
    "ALIAS",
    "DIFFERENT",
    "NO_DECISIONS",
    "SAME",
    "VERDICTS",
    "Decisions",
    "Entry",
    "Pair",
    "bare",
    "pointed",
    "reference",
]
