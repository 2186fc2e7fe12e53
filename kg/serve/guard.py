"""What a query may not do, and how that is said over HTTP."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import QueryError
from kg.query.running import check_no_service, failure, unknown_prefix
from kg.query.syntax import check_read_only, words
from kg.serve.refusals import Refusal

_CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID"})


def check(text: str, prefixes: Mapping[str, str]) -> None:
    """Refuse updates (400: no query), and SERVICE (403), which the engine would really follow."""
    try:
        check_read_only(text)
        check_no_service(text, prefixes)
    except QueryError as error:
        raise Refusal(403 if str(error).startswith("SERVICE") else 400, str(error)) from error


def explained(error: SyntaxError, text: str, prefixes: Mapping[str, str]) -> Refusal:
    """A syntax error as a place in the query or, where that is the reason, as a missing prefix."""
    unknown = unknown_prefix(text, prefixes) if "prefix" in str(error).lower() else None
    return Refusal(400, str(unknown or failure(str(error), text)))


def repeatable(text: str) -> bool:
    """Whether the same query has the same answer again."""
    return not _CHANGING.intersection(words(text))
