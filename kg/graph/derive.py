"""The view graph: the policy files, in order, as one SPARQL update.

`policy/*.ru` say what is promoted from the articles to entities and plain triples. They
are ordinary SPARQL: read them, change them, add one; the number at the front is the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import ConfigError

POLICY = Path(__file__).parent / "policy"
PREFIX_LINE = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>\s*$", re.IGNORECASE | re.MULTILINE)


def policy_files(folder: Path = POLICY) -> list[Path]:
    return sorted(folder.glob("*.ru"))


def view_update(extra: Iterable[Quad] = (), folder: Path = POLICY) -> str:
    """One request, so that the view changes in one transaction; `extra` is put in last."""
    prefixes: dict[str, str] = {}
    steps = []
    for path in policy_files(folder):
        text = path.read_text(encoding="utf-8")
        for prefix, iri in PREFIX_LINE.findall(text):
            if prefixes.setdefault(prefix, iri) != iri:
                raise ConfigError(f"{path}: the prefix {prefix}: stands for another IRI earlier")
        steps.append(PREFIX_LINE.sub("", text).strip())
    triples = " .\n".join(str(quad.triple) for quad in extra)
    if triples:
        steps.append(f"INSERT DATA {{ GRAPH graph:view {{\n{triples} .\n}} }}")
    # Oxigraph takes prefixes at the top of a request only, not again after a semicolon.
    head = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in sorted(prefixes.items())]
    return "\n".join(head) + "\n" + ";\n".join(steps)
