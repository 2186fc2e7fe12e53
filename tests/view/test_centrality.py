"""How central actors are, and which belong together."""

from __future__ import annotations

from random import Random

import networkx as nx
import pytest

from kg.view.centrality import EXACT, MEASURES, communities, measures


def two_groups() -> nx.Graph:
    """Two cliques of five, joined by `bridge`, and somebody alone."""
    graph = nx.Graph()
    for side in ("a", "b"):
        members = [f"{side}{n}" for n in range(5)]
        graph.add_edges_from((one, other) for one in members for other in members if one < other)
    graph.add_edges_from([("a0", "bridge"), ("bridge", "b0")])
    graph.add_node("alone")
    return graph


def shuffled(graph: nx.Graph, seed: int) -> nx.Graph:
    """The same graph, put together in another order."""
    random = Random(seed)
    nodes, edges = list(graph.nodes), [tuple(random.sample(edge, 2)) for edge in graph.edges]
    random.shuffle(nodes)
    random.shuffle(edges)
    copy = nx.Graph()
    copy.add_nodes_from(nodes)
    copy.add_edges_from(edges)
    return copy


def test_most_central_has_one_and_nobody_more() -> None:
    found = measures(two_groups())
    assert set(found) == set(MEASURES)
    for values in found.values():
        assert max(values.values()) == 1.0
        assert min(values.values()) >= 0.0
        assert set(values) == set(two_groups())
    assert found["betweenness"]["bridge"] == 1.0
    assert found["degree"]["bridge"] == pytest.approx(2 / 5)
    assert found["degree"]["alone"] == found["betweenness"]["alone"] == 0.0


def test_lines_count_for_pagerank() -> None:
    graph = nx.Graph([("hub", "much", {"lines": 9}), ("hub", "little", {"lines": 1})])
    ranks = measures(graph)["pagerank"]
    assert ranks["much"] > ranks["little"]


def test_communities_are_the_groups_and_loners_have_none() -> None:
    found = communities(two_groups())
    assert {found[f"a{n}"] for n in range(5)} != {found[f"b{n}"] for n in range(5)}
    assert set(found.values()) == {0, 1}
    assert "alone" not in found


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_input_does_not_show(seed: int) -> None:
    graph = nx.barabasi_albert_graph(EXACT + 50, 2, seed=3)
    graph = nx.relabel_nodes(graph, str)
    other = shuffled(graph, seed)
    assert measures(other) == measures(graph)
    assert communities(other) == communities(graph)


def test_nobody_linked_is_no_error() -> None:
    graph = nx.Graph()
    assert measures(graph) == {name: {} for name in MEASURES}
    graph.add_nodes_from("ab")
    assert measures(graph)["pagerank"] == {"a": 0.0, "b": 0.0}
    assert communities(graph) == {}
