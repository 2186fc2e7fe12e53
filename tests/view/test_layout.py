"""Where the actors stand."""

from __future__ import annotations

import time
from itertools import combinations
from math import isfinite

import networkx as nx
import pytest

from kg.view.layout import Box, Position, arrange

BOX = Box(90, 50)


def arranged(graph: nx.Graph) -> dict[str, Position]:
    return arrange(graph, dict.fromkeys(graph, BOX))


def named(graph: nx.Graph) -> nx.Graph:
    return nx.relabel_nodes(graph, {node: f"n{node:04}" for node in graph})


GRAPHS = {
    "empty": nx.Graph(),
    "one": nx.empty_graph(1),
    "two apart": nx.empty_graph(2),
    "pair": nx.path_graph(2),
    "star": nx.star_graph(30),
    "islands": nx.disjoint_union_all([nx.path_graph(3)] * 12),
    "complete": nx.complete_graph(25),
    "news-like": nx.barabasi_albert_graph(200, 2, seed=1),
}


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS.keys())
def test_every_actor_has_a_place_of_its_own(graph: nx.Graph) -> None:
    places = arranged(named(graph))
    assert len(places) == len(graph)
    assert len({(p.x, p.y) for p in places.values()}) == len(graph)
    assert all(isfinite(value) for p in places.values() for value in (p.x, p.y, p.tall_x, p.tall_y))


@pytest.mark.parametrize("name", ["star", "islands", "complete"])
def test_boxes_of_the_first_look_do_not_overlap(name: str) -> None:
    places = arranged(named(GRAPHS[name])).values()
    for p, q in combinations(places, 2):
        assert abs(p.x - q.x) >= BOX.width - 2 or abs(p.y - q.y) >= BOX.height - 2
        assert abs(p.tall_x - q.tall_x) >= BOX.width - 2 or (
            abs(p.tall_y - q.tall_y) >= BOX.height - 2
        )


def test_order_of_input_does_not_show() -> None:
    graph = named(GRAPHS["news-like"])
    mirrored = nx.Graph()
    mirrored.add_nodes_from(reversed(list(graph)))
    mirrored.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    assert arranged(graph) == arranged(mirrored)


def test_wide_is_wide_and_tall_is_tall() -> None:
    places = arranged(named(nx.barabasi_albert_graph(40, 2, seed=1))).values()

    def span(key: str) -> float:
        values: list[float] = [getattr(place, key) for place in places]
        return max(values) - min(values)

    assert span("x") > 1.1 * span("y")
    assert span("tall_y") > 1.1 * span("tall_x")


def test_two_thousand_actors_take_seconds() -> None:
    graph = named(nx.barabasi_albert_graph(2_000, 3, seed=1))
    started = time.perf_counter()
    arranged(graph)
    assert time.perf_counter() - started < 20
