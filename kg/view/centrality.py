"""How central the actors are, by several measures, and which of them belong together."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

MEASURES = ("degree", "betweenness", "pagerank")
EXACT = 400  # nodes, above which betweenness is estimated from PIVOTS of them
PIVOTS = 80
SMALLEST = 3  # members of a community
SEED = 1  # the same graph, the same estimate


def measures(graph: nx.Graph) -> dict[str, dict[str, float]]:
    """For each measure a number per node from 0 to 1, which the most central one has."""
    linked = graph.subgraph(sorted(node for node, degree in graph.degree() if degree))
    found: dict[str, dict[str, float]] = {
        "degree": dict(graph.degree()),
        "betweenness": {},
        "pagerank": {},
    }
    if linked:
        pivots = PIVOTS if len(linked) > EXACT else None
        ordered = _ordered(linked)
        found["betweenness"] = nx.betweenness_centrality(ordered, k=pivots, seed=SEED)
        found["pagerank"] = nx.pagerank(ordered, weight="lines")
    return {name: _shares(graph, found[name]) for name in MEASURES}


def communities(graph: nx.Graph) -> dict[str, int]:
    """The number of each node's community (Louvain), the largest is 0; loners have none."""
    linked = graph.subgraph(node for node, degree in graph.degree() if degree)
    if not linked:
        return {}
    parts = nx.community.louvain_communities(_ordered(linked), weight="lines", seed=SEED)
    large = sorted((sorted(part) for part in parts if len(part) >= SMALLEST), key=_by_size)
    return {node: number for number, part in enumerate(large) for node in part}


def _ordered(graph: nx.Graph) -> nx.Graph:
    """A copy built in sorted order, because the order of input must not show."""
    copy = nx.Graph()
    copy.add_nodes_from(sorted(graph))
    lines = sorted((*sorted(edge[:2]), edge[2]) for edge in graph.edges(data="lines", default=1))
    copy.add_edges_from((one, other, {"lines": count}) for one, other, count in lines)
    return copy


def _shares(graph: nx.Graph, values: Mapping[str, float]) -> dict[str, float]:
    highest = max(values.values(), default=0.0) or 1.0
    return {node: round(values.get(node, 0.0) / highest, 4) for node in graph}


def _by_size(part: list[str]) -> tuple[int, str]:
    return -len(part), part[0]
