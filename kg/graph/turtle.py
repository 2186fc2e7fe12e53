"""Turtle and TriG for readers: prefixed, grouped by subject, in an order that never changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

import pyoxigraph as ox

from kg.graph.namespaces import term

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Triple = tuple[Node, Node, Node]
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*)")
_REMEMBERED = 50_000  # terms written once and kept; the frequent ones come early
_DIGITS = re.compile(r"(\d+)")
_DECIMAL = re.compile(r"[+-]?\d*\.\d+")
_INTEGER = re.compile(r"[+-]?\d+")


def turtle_text(
    triples: Iterable[Triple], prefixes: Mapping[str, str], *, grouped: bool = False
) -> str:
    """Turtle; only the prefixes that are used are declared. A triple twice is written once.

    `grouped` promises that the triples of a subject come together, and the subjects in
    `natural` order: then no more than one subject is held at a time.
    """
    names = _Names(prefixes)
    parts = (
        (list(group) for _, group in groupby(triples, key=itemgetter(0)))
        if grouped
        else iter([triples])
    )
    body = "\n".join(text for part in parts for text in _subjects(part, names, ""))
    return f"{names.declarations()}\n{body}"


def trig_text(graphs: Mapping[ox.NamedNode, Iterable[Triple]], prefixes: Mapping[str, str]) -> str:
    """TriG: one block per named graph, sorted by name."""
    names = _Names(prefixes)
    blocks = []
    for graph in sorted(graphs, key=lambda node: natural(node.value)):
        body = "\n".join(_subjects(graphs[graph], names, "    "))
        blocks.append(f"{names.write(graph)} {{\n{body}}}\n")
    return f"{names.declarations()}\n" + "\n".join(blocks)


def natural(text: str) -> tuple[tuple[tuple[str, int], ...], str]:
    """Sort key under which `m2` comes before `m10`; equal for equal texts only."""
    parts = _DIGITS.split(text)
    numbers = [int(part) for part in [*parts[1::2], "0"]]
    return tuple(zip(parts[::2], numbers, strict=True)), text


class _Names:
    """Writes terms, short where a prefix fits, and remembers which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        # Longest namespace first: one may begin with another.
        self._prefixes = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._used: dict[str, str] = {}
        self._written: dict[Node, str] = {}

    def declarations(self) -> str:
        return "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in sorted(self._used.items()))

    def write(self, node: Node) -> str:
        found = self._written.get(node)
        if found is None:
            found = self._text(node)
            if len(self._written) < _REMEMBERED:
                self._written[node] = found
        return found

    def _text(self, node: Node) -> str:
        if isinstance(node, ox.NamedNode):
            return self._iri(node)
        if isinstance(node, ox.Literal) and not node.language:
            return self._literal(node)
        return str(node)

    def _iri(self, node: ox.NamedNode) -> str:
        for prefix, namespace in self._prefixes:
            if node.value.startswith(namespace):
                local = node.value[len(namespace) :]
                if _LOCAL.fullmatch(local):
                    self._used[prefix] = namespace
                    return f"{prefix}:{local}"
        return str(node)

    def _literal(self, node: ox.Literal) -> str:
        kind, text = node.datatype, node.value
        if kind == term("xsd:string"):
            return str(node)
        if kind == term("xsd:boolean") and text in ("true", "false"):
            return text
        if kind == term("xsd:integer") and _INTEGER.fullmatch(text):
            return text
        if kind == term("xsd:decimal") and _DECIMAL.fullmatch(text):
            return text
        return f"{ox.Literal(text)}^^{self._iri(kind)}"


def _sorted_objects(objects: set[Node], names: _Names) -> list[str]:
    texts = [names.write(obj) for obj in objects]
    return sorted(texts, key=natural) if len(texts) > 1 else texts


def _subjects(triples: Iterable[Triple], names: _Names, indent: str) -> Iterator[str]:
    grouped: dict[Node, dict[Node, set[Node]]] = {}
    for subject, predicate, obj in triples:
        grouped.setdefault(subject, {}).setdefault(predicate, set()).add(obj)
    for subject in sorted(grouped, key=lambda node: natural(str(node))):
        lines = [
            f"{predicate} {' , '.join(objects)}"
            for predicate, objects in sorted(
                (
                    "a" if predicate == term("rdf:type") else names.write(predicate),
                    _sorted_objects(objects, names),
                )
                for predicate, objects in grouped[subject].items()
            )
        ]
        joined = f" ;\n{indent}    ".join(lines)
        yield f"{indent}{names.write(subject)} {joined} .\n"
