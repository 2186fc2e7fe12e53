"""Just enough of SPARQL's lexical rules to tell a keyword from a string or a variable."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<blank>\s+)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3}
                |'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                |\"(?:[^"\\\r\n]|\\.)*\"
                |'(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>[^\W\d][\w.-]*:|:)(?P<local>(?:[\w:%.-]|\\.)*)
    | (?P<word>[^\W\d]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_QUERIES = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
)


def words(text: str) -> Iterator[str]:
    """The bare words of a query in capitals: keywords and function names, nothing else."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            yield match.group().upper()


def undeclared_prefixes(text: str, known: Collection[str]) -> list[str]:
    """Prefixes that are used but neither usual nor declared in the query."""
    declared: set[str] = set(known)
    used: set[str] = set()
    previous = ""
    for match in _TOKEN.finditer(text):
        if match.lastgroup in ("blank", "comment"):
            continue
        if match["name"] is not None:
            (declared if previous == "PREFIX" else used).add(match["name"].removesuffix(":"))
        previous = match.group().upper()
    return sorted(used - declared - {"_"})


def chooses_graphs(text: str) -> bool:
    """Whether the query says by FROM which graphs it is about."""
    return "FROM" in words(text)


def check_read_only(text: str) -> None:
    """Refuse what would write, or fetch from elsewhere."""
    found = list(words(text))
    if "SERVICE" in found:
        raise QueryError("SERVICE is refused: a query may not reach other endpoints")
    form = next((word for word in found if word in _QUERIES | _UPDATES), "")
    if form in _UPDATES:
        raise QueryError(
            f"{form} is refused: queries only read. Use kg add, kg remove or kg resolve to "
            "change the graph"
        )
    if not form:
        raise QueryError("not a query: it has none of SELECT, ASK, CONSTRUCT and DESCRIBE")


@lru_cache(maxsize=128)
def is_ordered(text: str) -> bool:
    """Whether the query itself asks for an order, outside of subqueries."""
    depth = 0
    previous = ""
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "other":
            depth += {"{": 1, "}": -1}.get(match.group(), 0)
        elif match.lastgroup == "word":
            token = match.group().upper()
            if depth == 0 and (previous, token) == ("ORDER", "BY"):
                return True
            previous = token
    return False
