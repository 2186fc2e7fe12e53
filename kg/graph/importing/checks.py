"""Is this a whole graph of ours? Only graphs that kg writes, of this format, nothing missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ReadError
from kg.graph.namespaces import Namespaces, term
from kg.graph.store import FORMAT

# Each finds one thing that no graph of ours has; its first line says what that is.
_REFUSALS = Path(__file__).parent / "refusals"


def checked(quads: Iterable[ox.Quad], name: str, namespaces: Namespaces) -> Iterator[ox.Quad]:
    """The quads of the file `name`; ReadError at the first that kg would not have written."""
    known: set[object] = set()
    for quad in quads:
        graph, value = quad.graph_name, quad.object
        if graph not in known:
            _check_graph(graph, name, namespaces)
            known.add(graph)
        whole = isinstance(value, ox.NamedNode | ox.Literal)
        if not whole or not isinstance(quad.subject, ox.NamedNode):
            raise ReadError(
                f"{name} cannot be imported: a statement in {graph} has a blank node, or a triple "
                "in a triple as format rdf12 writes it (export as trig, nquads or jsonld)"
            )
        yield quad


def check_whole(store: ox.Store, name: str, namespaces: Namespaces) -> None:
    """Raise ReadError, with what is missing, unless this is a graph of our format and whole."""
    _check_format(store, name, namespaces)
    for path in sorted(_REFUSALS.glob("*.rq")):
        query = path.read_text(encoding="utf-8")
        answer = store.query(query.replace("$base", namespaces.base))
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError(f"{path.name} is not a SELECT")
        for solution in answer:
            what = query.partition("\n")[0].removeprefix("# ")
            raise ReadError(f"{name} cannot be imported: {what}: {solution[0]}")


def _check_graph(graph: object, name: str, namespaces: Namespaces) -> None:
    if graph in (namespaces.identity, namespaces.view, namespaces.runs):
        return
    iri = graph.value if isinstance(graph, ox.NamedNode) else ""
    local = iri.removeprefix(namespaces.document("").value)
    if not iri or not local or "/" in local or "#" in local:
        where = f"in the graph {iri}" if iri else "outside of any named graph"
        raise ReadError(
            f"{name} was not exported by kg, or under another base than {namespaces.base}: "
            f"it says something {where}"
        )


def _check_format(store: ox.Store, name: str, namespaces: Namespaces) -> None:
    runs = namespaces.runs
    found = store.quads_for_pattern(runs, term("owl:versionInfo"), None, runs)
    versions = sorted(str(quad.object)[1:-1] for quad in found)
    if not versions:
        raise ReadError(f"{name} is not a graph of kg, or its end is missing: it has no format")
    if versions != [FORMAT]:
        raise ReadError(
            f"{name} has the format {', '.join(versions)} and this version of kg reads {FORMAT}: "
            "build the graph anew from its articles"
        )
