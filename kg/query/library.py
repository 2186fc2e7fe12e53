"""The library of named questions: one `.rq` file each, described by its head.

    # title: What one article says
    # answers: Every claim of a document …
    # param: document document          a name and a type: required
    # param: limit integer [20]         with a default: optional; [] means any

In the query, a parameter `x` stands in `VALUES ?x { … }`, so that every file is SPARQL
that runs as it is; an integer called `limit` stands in `LIMIT`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError

QUERIES = Path(__file__).parent / "queries"
_PARAMETER = re.compile(r"(?P<name>\w+)\s+(?P<type>[\w-]+)\s*(?:\[(?P<default>[^\]]*)\])?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """`default` is None for a required parameter and "" for "any"."""

    name: str
    type: str
    default: str | None = None

    @property
    def required(self) -> bool:
        return self.default is None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name. `text` is SPARQL as it stands in the file."""

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    example: str
    text: str

    @classmethod
    def from_text(cls, name: str, text: str) -> NamedQuery:
        head: dict[str, list[str]] = {}
        for line in text.splitlines():
            if not line.startswith("#"):
                break
            key, _, value = line.lstrip("# ").partition(":")
            head.setdefault(key.strip(), []).append(value.strip())
        return cls(
            name=name,
            title=" ".join(head.get("title", [])),
            answers=" ".join(head.get("answers", [])),
            parameters=tuple(_parameter(name, line) for line in head.get("param", [])),
            example=" ".join(head.get("example", [])),
            text=text,
        )


def named_queries(folder: Path = QUERIES) -> dict[str, NamedQuery]:
    """All questions, by name, in alphabetical order."""
    return {
        path.stem: NamedQuery.from_text(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.rq"))
    }


def _parameter(query: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise QueryError(f"{query}.rq: not a parameter: {line!r} (name type [default])")
    return Parameter(match["name"], match["type"], match["default"])
