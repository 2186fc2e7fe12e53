"""JSON-LD as a reader would want it: one object per named graph, and in an article's graph each
claim with what it is about, who makes it and the words it was read from, one inside the other.

A thing is told in full where it is first met, by claims before all else; elsewhere its `@id`
stands for it. Nesting and short keys change nothing of the RDF: what they mean stands in the
context, a copy of `context.jsonld` of the ontology, so that no reader must fetch anything.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import IO, Any

from kg.graph.export.context import Context, Values, own_context
from kg.graph.export.source import Source
from kg.graph.export.terms import read_term
from kg.graph.namespaces import term
from kg.graph.turtle import Pair, natural

_DEEPEST = 12  # claims about claims about claims …; what is deeper stands on its own
_WIDTH = 100
_LINKS = {  # to what stands around a mention, not to what belongs to it
    term("nif:referenceContext").value,
    term("kg:corefersWith").value,
    term("prov:wasAttributedTo").value,
}
_CONTENT = term("kg:content").value
_TYPE = term("rdf:type").value
_FIRST = (term("kg:Document").value, term("kg:Claim").value)
Nodes = dict[str, Values]


def write_jsonld(source: Source, out: IO[bytes]) -> None:
    """Articles nested; identity, runs and view with one entity or statement per line."""
    context = own_context(source.store.namespaces)
    out.writelines(part.encode() for part in _parts(source, context))


def _parts(source: Source, context: Context) -> Iterator[str]:
    yield '{\n"@context": ' + laid_out(context.document)
    yield ',\n"@graph": ['
    comma = ""
    for graph, triples in source.contents():
        subjects = ((_iri(subject), _values(pairs)) for subject, pairs in source.subjects(triples))
        article = source.store.namespaces.is_document(graph.value)
        nodes = _nested(subjects, context) if article else _flat(subjects, context)
        first = next(nodes, None)
        if first is None:
            continue
        name = json.dumps(context.reference(graph.value), ensure_ascii=False)
        yield f'{comma}\n{{"@id": {name}, "@graph": [\n{first}'
        yield from (f",\n{node}" for node in nodes)
        yield "\n]}"
        comma = ","
    yield "\n]\n}\n"


def _nested(subjects: Iterable[tuple[str, Values]], context: Context) -> Iterator[str]:
    return (laid_out(node) for node in _Article(dict(subjects), context).trees())


def _flat(subjects: Iterable[tuple[str, Values]], context: Context) -> Iterator[str]:
    return (_json(context.node(subject, values)) for subject, values in subjects)


def _iri(subject: bytes) -> str:
    return subject.decode().removeprefix("<").removesuffix(">")


def _values(pairs: Iterable[Pair]) -> Values:
    objects: dict[bytes, set[bytes]] = {}
    for predicate, obj in pairs:
        objects.setdefault(predicate, set()).add(obj)
    return {
        _iri(predicate): [read_term(obj) for obj in _sorted(found)]
        for predicate, found in objects.items()
    }


def _sorted(objects: Collection[bytes]) -> Collection[bytes]:
    return objects if len(objects) == 1 else sorted(objects, key=natural)


class _Article:
    """The nodes of one article's graph, put inside each other; each is told once."""

    def __init__(self, nodes: Nodes, context: Context) -> None:
        self._nodes = nodes
        self._context = context
        self._told: set[str] = set()

    def trees(self) -> Iterator[dict[str, Any]]:
        for root in self._roots():
            if root not in self._told:
                yield self._tree(root, 0)

    def _roots(self) -> list[str]:
        """The article, the claims that no other claim reports, then the rest."""
        reported = {v for values in self._nodes.values() for v in values.get(_CONTENT, ())}
        ranks = {kind: rank for rank, kind in enumerate(_FIRST)}

        def rank(node: str) -> int:
            kinds = self._nodes[node].get(_TYPE, ())
            best = min((ranks.get(str(kind), len(ranks)) for kind in kinds), default=len(ranks))
            return len(ranks) if node in reported else best

        return sorted(self._nodes, key=rank)

    def _tree(self, node: str, depth: int) -> dict[str, Any]:
        self._told.add(node)

        def inside(predicate: str, value: str) -> dict[str, Any] | None:
            fits = value in self._nodes and value not in self._told and depth < _DEEPEST
            return self._tree(value, depth + 1) if fits and predicate not in _LINKS else None

        return self._context.node(node, self._nodes[node], inside)


def laid_out(value: Any, indent: str = "") -> str:
    """JSON with one line for what has nothing inside or is short."""
    line = _json(value)
    if not isinstance(value, dict | list) or len(indent) + len(line) <= _WIDTH:
        return line
    inner = list(value.values() if isinstance(value, dict) else value)
    if not any(isinstance(item, dict | list) for item in inner):
        return line
    deeper = indent + " "
    texts = [laid_out(item, deeper) for item in inner]
    if isinstance(value, dict):
        texts = [f"{_json(key)}: {text}" for key, text in zip(value, texts, strict=True)]
        return "{\n" + deeper + f",\n{deeper}".join(texts) + f"\n{indent}}}"
    return "[\n" + deeper + f",\n{deeper}".join(texts) + f"\n{indent}]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
