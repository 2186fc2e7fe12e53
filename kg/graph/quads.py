"""What the code needs of a set of quads, wherever they are kept.

The embedded `pyoxigraph.Store` is one; `kg.graph.remote.RemoteQuads`, any SPARQL 1.1 server,
is another. Everything kg stores stands in named graphs and has no blank nodes; only for such
data do the two promise the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

Subject = NamedNode | BlankNode | Triple
Object = NamedNode | BlankNode | Literal | Triple
GraphName = NamedNode | BlankNode | DefaultGraph
Answer = QuerySolutions | QueryBoolean | QueryTriples


@runtime_checkable
class Closable(Protocol):
    """Quads that hold a connection, which somebody must let go of."""

    def close(self) -> None: ...


class Quads(Protocol):
    """The operations of `pyoxigraph.Store` that kg uses; the same names, the same meaning."""

    # Reading

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: NamedNode | None,
        object: Object | None,
        graph_name: GraphName | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads that match, in no order that can be relied on; None stands for any term."""
        ...

    def query(
        self,
        query: str,
        /,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
    ) -> Answer:
        """Answer SPARQL. `prefixes` are known without a declaration, which goes before them.

        With `use_default_graph_as_union` a pattern outside of GRAPH sees all graphs. Raises
        SyntaxError for a query that cannot be parsed.
        """
        ...

    def contains_named_graph(self, graph_name: NamedNode, /) -> bool:
        """Whether the graph holds a quad; what an emptied graph gives depends on the store."""
        ...

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """The names of the graphs that hold a quad, in no order that can be relied on."""
        ...

    def dump(self, /, *, format: RdfFormat, prefixes: dict[str, str] | None = None) -> bytes | None:
        """Everything in a format that knows named graphs, in no order that can be relied on."""
        ...

    def __iter__(self) -> Iterator[Quad]: ...

    def __contains__(self, quad: object, /) -> bool: ...

    def __len__(self) -> int: ...

    # Writing

    def add(self, quad: Quad, /) -> None:
        """Put one quad in; one that is there already changes nothing."""
        ...

    def extend(self, quads: Iterable[Quad], /) -> None:
        """Put quads in, in one transaction as far as the store can: whole graphs at the least."""
        ...

    def bulk_extend(self, quads: Iterable[Quad], /) -> None:
        """Put very many quads in, by the fastest way the store has, in no transaction."""
        ...

    def update(self, update: str, /, *, prefixes: dict[str, str] | None = None) -> None:
        """Run a SPARQL update, in one transaction. Raises SyntaxError if it cannot be parsed."""
        ...

    def flush(self) -> None:
        """See that everything written so far is on disk."""
        ...

    def optimize(self) -> None:
        """Fold what was written into the shape that is fastest to read."""
        ...
