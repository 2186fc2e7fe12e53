"""The graph as networks for networkx: entities as nodes, what is claimed of two of them as edges.

Ids are shortened by the usual prefixes (`ent:borland`), and "" stands for what is not known,
so that every network can be written as GraphML.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import networkx as nx

from kg.errors import ConfigError
from kg.graph.plover import quad_classes
from kg.graph.scans import values
from kg.graph.store import Store
from kg.graph.tables import columns, read_table, short

KINDS = ("all", "events", "relations")
COOPERATION = frozenset({"verbalCooperation", "materialCooperation"})
LIKELY = frozenset({"CTplus", "PRplus"})
ENDS = ("subject", "object")
COLUMNS = (*columns("edges"), "quadClass")

Edge = dict[str, Any]


def claim_network(store: Store, kind: str = "all", *, isolates: bool = False) -> nx.MultiDiGraph:
    """What is claimed: one edge per claim from who acts to whom it concerns.

    An event of two actors and two recipients makes four edges of one claim. `kind` is all,
    events or relations. The key of an edge is its claim; its attributes are those of
    `claim_edges`, those of a node label, class, organizationType, sameAs and mentions. Entities
    without an edge are left out unless `isolates`.
    """
    if kind not in KINDS:
        raise ConfigError(f"unknown kind of network {kind!r}: {', '.join((*KINDS, 'balance'))}")
    network: nx.MultiDiGraph = nx.MultiDiGraph()
    nodes = _nodes(store)
    if isolates:
        network.add_nodes_from(nodes.items())
    for edge in claim_edges(store):
        if kind in ("all", f"{edge['kind']}s"):
            _add_ends(network, edge, nodes)
            ends = [edge[end] for end in ENDS]
            told = {name: value for name, value in edge.items() if name not in ENDS}
            network.add_edge(*ends, key=edge["claim"], **told)
    return network


def balance_network(store: Store) -> nx.Graph:
    """Who gets on with whom: one undirected edge per pair that something happened between.

    `cooperation` and `conflict` count events by the quad class of their type, `weight` is their
    sum and `balance` is (cooperation - conflict) / weight, from -1 (conflict only) to 1. An
    event counts if a claim asserts it as certain or probable and none denies it; told by several
    articles it counts once.
    """
    network: nx.Graph = nx.Graph()
    nodes = _nodes(store)
    edges = [edge for edge in claim_edges(store) if edge["kind"] == "event"]
    counted = _events_that_happened(store, edges)
    pairs = {
        (edge["situation"], *sorted((edge["subject"], edge["object"]))): edge
        for edge in edges
        if edge["situation"] in counted and edge["subject"] != edge["object"]
    }
    for (_, one, other), edge in sorted(pairs.items()):
        _add_ends(network, edge, nodes)
        if not network.has_edge(one, other):
            network.add_edge(one, other, cooperation=0, conflict=0, weight=0, balance=0.0)
        tie = network.edges[one, other]
        tie["cooperation" if edge["quadClass"] in COOPERATION else "conflict"] += 1
        tie["weight"] += 1
        tie["balance"] = (tie["cooperation"] - tie["conflict"]) / tie["weight"]
    return network


def claim_edges(store: Store) -> list[Edge]:
    """One dictionary of `COLUMNS` per claim and pair of participants, sorted by these.

    The columns are those of the table of edges, and `quadClass`, "" for a relation. `speaker`
    has "; " between several; `score` is that of the claim or of its situation, whichever is
    lower, from 0 to 1; `begin` and `end` are offsets of the sentence in the article.
    """
    prefixes = store.namespaces.prefixes()
    scores = {short(iri, prefixes): float(text) for iri, text in values(store.quads, "kg:score")}
    rows = sorted(read_table(store, "edges").dicts(), key=_identity)
    return [_merged(list(same), scores) for _, same in groupby(rows, key=_identity)]


def _identity(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["claim"], row["subject"], row["object"]


def _merged(rows: list[dict[str, str]], scores: Mapping[str, float]) -> Edge:
    """The rows of one claim and pair, which differ in speaker or time only."""
    row = rows[0]
    return {
        **row,
        "happened": min({row["happened"] for row in rows} - {""}, default=""),
        "speaker": "; ".join(sorted({row["speaker"] for row in rows} - {""})),
        "score": min(scores.get(row[part], 1.0) for part in ("claim", "situation")),
        "begin": int(row["begin"]),
        "end": int(row["end"]),
        "quadClass": quad_classes().get(row["type"], "") if row["kind"] == "event" else "",
    }


def _nodes(store: Store) -> dict[str, dict[str, Any]]:
    nodes: dict[str, dict[str, Any]] = {}
    for row in read_table(store, "nodes").dicts():
        nodes.setdefault(row.pop("id"), {**row, "mentions": int(row["mentions"])})
    return nodes


def _add_ends(network: nx.Graph, edge: Edge, nodes: Mapping[str, Mapping[str, Any]]) -> None:
    for end in [edge[name] for name in ENDS]:
        network.add_node(end, **nodes.get(end, {"label": end}))


def _events_that_happened(store: Store, edges: list[Edge]) -> set[str]:
    asserted, denied = set(), set()
    for edge in edges:
        if edge["stance"] == "deny":
            denied.add(edge["situation"])
        elif edge["stance"] == "assert" and edge["factuality"] in LIKELY:
            asserted.add(edge["situation"])
    prefixes = store.namespaces.prefixes()
    same: dict[str, set[str]] = {}
    for one, other in values(store.quads, "kg:sameEventAs"):
        same.setdefault(short(one, prefixes), set()).add(short(other, prefixes))
    counted: set[str] = set()
    for event in sorted(asserted - denied):
        # Not the closure of the links: near misses in a row are not one event.
        if not counted & same.get(event, set()):
            counted.add(event)
    return counted
