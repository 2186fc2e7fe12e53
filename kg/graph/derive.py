"""The view graph: the policy files, in order, as SPARQL updates.

`policy/*.ru` say what is promoted from the articles to entities and plain triples. They
are ordinary SPARQL: read them, change them, add one; the number at the front is the order.

A step that names its unit, by `VALUES ?doc { UNDEF }` or `VALUES ?subject { UNDEF }`, can be
run again for the documents or entities that changed. By naming it, a step promises to write
about the events, relations and claims of ?doc only, or triples of ?subject only. One step without
a unit, and the view is made anew as a whole every time.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from pyoxigraph import NamedNode

from kg.errors import ConfigError

FOLDER = Path(__file__).parent / "policy"
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>\s*$", re.IGNORECASE | re.MULTILINE)
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_UNIT = re.compile(r"VALUES\s+\?(doc|subject)\s*\{\s*UNDEF\s*\}")
_WHERE = re.compile(r"\bWHERE\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Policy:
    """What becomes part of the view; `in_parts` if every step of it names its unit."""

    prefixes: Mapping[str, str]
    steps: tuple[str, ...]
    in_parts: bool

    @property
    def mark(self) -> str:
        """A name for what the policy says: another policy, another name."""
        text = repr((sorted(self.prefixes.items()), self.steps))
        return blake2b(text.encode("utf-8"), digest_size=16).hexdigest()

    def whole(self) -> list[str]:
        """Updates that make the view anew."""
        return ["CLEAR SILENT GRAPH graph:view", *(_UNIT.sub("", step) for step in self.steps)]

    def part(self, documents: Collection[NamedNode], subjects: Collection[NamedNode]) -> list[str]:
        """Updates that add what these documents and plain triples of these entities give.

        What the view had of them must be gone by then.
        """
        nodes = {"doc": documents, "subject": subjects}

        def values(match: re.Match[str]) -> str:
            return f"VALUES ?{match[1]} {{ {' '.join(sorted(map(str, nodes[match[1]])))} }}"

        return [_UNIT.sub(values, step) for step in self.steps]


def request(steps: Collection[str], prefixes: Mapping[str, str]) -> str:
    """One request, so that everything changes in one transaction."""
    # Oxigraph takes prefixes at the top of a request only, not again after a semicolon.
    head = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in sorted(prefixes.items())]
    return "\n".join(head) + "\n" + " ;\n".join(steps)


@cache
def read_policy(folder: Path = FOLDER) -> Policy:
    """The policy of a folder of `.ru` files."""
    prefixes: dict[str, str] = {}
    steps = []
    in_parts = True
    for path in policy_files(folder):
        text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
        for prefix, iri in _PREFIX.findall(text):
            if prefixes.setdefault(prefix, iri) != iri:
                raise ConfigError(f"{path}: the prefix {prefix}: stands for another IRI earlier")
        step = _PREFIX.sub("", text).strip()
        in_parts &= len(_UNIT.findall(step)) >= max(1, len(_WHERE.findall(step)))
        steps.append(step)
    return Policy(prefixes, tuple(steps), in_parts)


def policy_files(folder: Path = FOLDER) -> list[Path]:
    return sorted(folder.glob("*.ru"))
