"""The library of named questions: one `.rq` file each, described by its head.

    # title: What one article says
    # answers: Every claim of a document …
    # param: document document          a name and a type: required
    # param: limit integer [20]         with a default: optional; [] means any
    # example: kg query DIR --name document_contents --param document="…"
    # answer: sourceName=Ilsa Maren | stance=assert | sentence=Borland has sent…

An `answer` is some columns of one row that the example gives on the graph of the packaged
articles; "…" stands for the rest of a long value.

In the query, a parameter `x` stands in `VALUES ?x { … }`, so that every file is SPARQL
that runs as it is; an integer called `limit` stands in `LIMIT`. A line `# if x: …` counts
only where `x` is given: a pattern to start from, which makes the answer quicker.

The engine plans by counting: it starts where it expects the least, and looks up from there. So
- what is required stands before what is OPTIONAL, and an OPTIONAL has one pattern, with further
  ones as OPTIONAL in it: else the engine reads the whole graph for it;
- the heart of a long query is a sub-select with `LIMIT 999999`, just below the million that
  the engine expects of a pattern, and so comes first;
- what is about everything joins sub-selects, which the engine reads once and does not look up.
`oxigraph query --explain` shows what it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
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
    """A question with a name. `text` is SPARQL as it stands in the file.

    `answer` has one line for each row shown of what `example` answers.
    """

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    example: str
    text: str
    answer: str = ""

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
            answer="\n".join(head.get("answer", [])),
        )


def named_queries(folder: Path = QUERIES) -> dict[str, NamedQuery]:
    """All questions, by name, in alphabetical order."""
    return dict(_read(folder))


@cache  # a dozen files for each question would take longer than many an answer
def _read(folder: Path) -> tuple[tuple[str, NamedQuery], ...]:
    return tuple(
        (path.stem, NamedQuery.from_text(path.stem, path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.rq"))
    )


def _parameter(query: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise QueryError(f"{query}.rq: not a parameter: {line!r} (name type [default])")
    return Parameter(match["name"], match["type"], match["default"])
