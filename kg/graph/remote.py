"""Quads kept by a SPARQL 1.1 server, behind the operations of the embedded store.

Reading is by SPARQL queries; writing by SPARQL updates, and by the Graph Store HTTP Protocol
where much is written. What servers do differently is in `servers.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any, Self, cast
from urllib.parse import urlencode

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from kg.errors import StoreError
from kg.graph.answers import TABLES, read_answer, read_quads
from kg.graph.quads import Answer, GraphName, Object, Subject
from kg.graph.servers import Server
from kg.graph.transport import Body, Credentials, Patience, Refusal, Transport
from kg.graph.updates import (
    insertion,
    portions,
    sparql_term,
    with_prefixes,
    without_prefix_line,
)

N_QUADS = "application/n-quads"
N_TRIPLES = "application/n-triples"


class Malformed(StoreError, SyntaxError):
    """SPARQL that the server cannot parse, or will not run."""


class RemoteQuads:
    """The quads of one server. `close` it, or use it as a context manager.

    Only what stands in named graphs is seen and can be written, without blank nodes: servers
    do not agree on what a default graph is. One request is one transaction where the server
    gives that; nothing keeps two writers apart.
    """

    stops_queries = True  # `query` keeps a time limit by itself

    def __init__(self, server: Server, transport: Transport, *, read_only: bool = False) -> None:
        self.server = server
        self.read_only = read_only
        self._transport = transport
        self._union_works = server.union != "setting"

    @classmethod
    def open(
        cls, address: str, *, read_only: bool = False, patience: Patience | None = None
    ) -> Self:
        """Connect; the server must answer. Credentials come from the environment."""
        transport = Transport(Credentials.from_environment(), patience or Patience())
        quads = cls(Server.parse(address), transport, read_only=read_only)
        try:
            quads._ask("ASK {}")
        except BaseException:
            quads.close()
            raise
        return quads

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    def query(
        self,
        query: str,
        /,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        timeout_s: float | None = None,
    ) -> Answer:
        """Answer SPARQL; a table is read from the server while it is used, triples at once.

        After `timeout_s` TimeoutError is raised, here or while the table is read; the server
        is told the limit if it takes one. Whether patterns outside of GRAPH see all graphs
        without being asked to is up to the server. Raises Malformed.
        """
        parameters: dict[str, str] = {}
        if use_default_graph_as_union:
            self._need_union()
            parameters |= self.server.union_parameters
        if timeout_s is not None and self.server.limit:
            parameters |= {"timeout": self.server.limit.format(seconds=max(1, round(timeout_s)))}
        return self._answer(query, prefixes, parameters, timeout_s)

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: NamedNode | None,
        object: Object | None,
        graph_name: GraphName | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads that match; asked for now, read from the server while they are used."""
        places = {"s": subject, "p": predicate, "o": object, "g": graph_name}
        known = {name: term for name, term in places.items() if term is not None}
        terms = {name: sparql_term(known[name]) if name in known else f"?{name}" for name in places}
        pattern = "GRAPH {g} {{ {s} {p} {o} }}".format(**terms)
        if len(known) == len(places):
            return iter([_quad(known)] if self._ask(f"ASK {{ {pattern} }}") else [])
        names = [name for name in places if name not in known]
        variables = " ".join(f"?{name}" for name in names)
        rows = self._solutions(f"SELECT {variables} WHERE {{ {pattern} }}")
        return (_quad({**known, **{name: row[name] for name in names}}) for row in rows)

    def contains_named_graph(self, graph_name: NamedNode, /) -> bool:
        """Whether the graph holds a quad."""
        return self._ask(f"ASK {{ GRAPH {sparql_term(graph_name)} {{ ?s ?p ?o }} }}")

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """The graphs that hold a quad; the server looks through all of them."""
        rows = self._solutions("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return (cast(NamedNode, row["g"]) for row in rows)

    def dump(self, *, format: ox.RdfFormat, prefixes: dict[str, str] | None = None) -> bytes:
        """Everything as one text, sorted by graph."""
        quads = sorted(
            iter(self),  # of `self` Python would ask the length
            key=lambda quad: (str(quad.graph_name), str(quad.triple)),
        )
        return ox.serialize(quads, format=format, prefixes=prefixes) or b""

    def __iter__(self) -> Iterator[Quad]:
        """All quads, read from the server while they are used."""
        if not self.server.dataset:
            return self.quads_for_pattern(None, None, None, None)
        body = self._transport.send("GET", self.server.dataset, accept=N_QUADS)
        quads = read_quads(body)
        return (quad for quad in quads if not isinstance(quad.graph_name, DefaultGraph))

    def __contains__(self, quad: object, /) -> bool:
        if not isinstance(quad, Quad):
            return False
        return any(self.quads_for_pattern(*quad))

    def __len__(self) -> int:
        rows = self._solutions("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        return int(cast(ox.Literal, next(iter(rows))["n"]).value)

    def __bool__(self) -> bool:
        return self._ask("ASK { GRAPH ?g { ?s ?p ?o } }")

    # Writing

    def add(self, quad: Quad, /) -> None:
        """Put one quad in."""
        self.extend([quad])

    def extend(self, quads: Iterable[Quad], /) -> None:
        """Put quads in: whole graphs to a request, in the order in which they come up.

        A graph is spread over requests only if it is too large for one by itself.
        """
        graphs: dict[GraphName, list[Quad]] = {}
        for quad in quads:
            graphs.setdefault(quad.graph_name, []).append(quad)
        for batch in portions(chain.from_iterable(graphs.values()), self.server.batch):
            self._insert(batch)

    def bulk_extend(self, quads: Iterable[Quad], /) -> None:
        """Put very many quads in as they come, each graph best in one run of quads."""
        self._may_write()
        for batch in portions(quads, self.server.batch):
            if self.server.dataset:
                self._load(batch, N_QUADS, self.server.dataset)
            elif self.server.data:
                for graph, part in groupby(batch, key=lambda quad: quad.graph_name):
                    triples = [quad.triple for quad in part]
                    self._load(triples, N_TRIPLES, self.server.data, graph=str(graph)[1:-1])
            else:
                self._insert(batch)

    def update(self, update: str, /, *, prefixes: dict[str, str] | None = None) -> None:
        """Run a SPARQL update as one request.

        It is not repeated where it may have been done already. Raises Malformed.
        """
        self._update(update, prefixes, repeatable=False)

    def flush(self) -> None:
        """Nothing: the server sees to it before it answers."""

    def optimize(self) -> None:
        """Nothing: that is the server's business."""

    # Below: how the above is done

    def _ask(self, query: str) -> bool:
        return bool(self._answer(query))

    def _solutions(self, query: str) -> ox.QuerySolutions:
        answer = self._answer(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise StoreError(f"{self.server.query} answers a SELECT with something else")
        return answer

    def _answer(
        self,
        query: str,
        prefixes: dict[str, str] | None = None,
        parameters: dict[str, str] | None = None,
        limit_s: float | None = None,
    ) -> Answer:
        body = self._sparql(
            "query",
            with_prefixes(prefixes, query),
            accept=f"{TABLES}, {self.server.triples};q=0.9",
            parameters=self.server.parameters | (parameters or {}),
            repeatable=True,
            limit_s=limit_s,
        )
        return read_answer(body)

    def _insert(self, quads: Iterable[Quad]) -> None:
        for update in insertion(quads):
            self._update(update, repeatable=True)

    def _update(
        self, update: str, prefixes: dict[str, str] | None = None, *, repeatable: bool
    ) -> None:
        self._may_write()
        text = with_prefixes(prefixes, update)
        self._sparql("update", text, accept="*/*", parameters={}, repeatable=repeatable).close()

    def _sparql(
        self,
        kind: str,
        text: str,
        *,
        accept: str,
        parameters: dict[str, str],
        repeatable: bool,
        limit_s: float | None = None,
    ) -> Body:
        """One request of the SPARQL Protocol; `kind` is query or update."""
        url = self.server.query if kind == "query" else self.server.update
        media_type, content = f"application/sparql-{kind}", text
        if self.server.form:
            media_type, content = "application/x-www-form-urlencoded", urlencode({kind: text})
        try:
            return self._transport.send(
                "POST",
                url,
                body=content.encode("utf-8"),
                media_type=media_type,
                accept=accept,
                parameters=parameters,
                repeatable=repeatable,
                limit_s=limit_s,
            )
        except Refusal as refusal:
            if refusal.status == 400:
                raise Malformed(without_prefix_line(str(refusal))) from refusal
            raise

    def _load(
        self, rows: Iterable[Quad] | Iterable[ox.Triple], media_type: str, url: str, **where: str
    ) -> None:
        body = ox.serialize(rows, format=ox.RdfFormat.from_media_type(media_type)) or b""
        send = self._transport.send
        send("POST", url, body=body, media_type=media_type, parameters=where).close()

    def _may_write(self) -> None:
        if self.read_only:
            raise StoreError(f"{self.server.address} was opened for reading only")
        if not self.server.update:
            raise StoreError(
                f"{self.server.address} has no address for updates: add ?update=PATH to it"
            )

    def _need_union(self) -> None:
        """See once that a server on which it is a setting shows all graphs as one."""
        if self._union_works:
            return
        self._union_works = self._ask("ASK { ?s ?p ?o }")
        if not self._union_works and self:
            raise StoreError(
                f"{self.server.address} shows nothing outside of its named graphs, where queries "
                f"look: {self.server.union_setting}"
            )


def _quad(terms: dict[str, Any]) -> Quad:
    return Quad(terms["s"], terms["p"], terms["o"], terms["g"])
