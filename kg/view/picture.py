"""The picture's nodes as pyvis, and through it vis-network, understands them.

Only geometry and options are made here. How a line looks depends on the filters and on
the colour scheme, which the page knows: see `static/picture.js`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis
from pyvis.network import Network

from kg.errors import KgError
from kg.view.centrality import MEASURES, communities, measures
from kg.view.layout import Box, arrange
from kg.view.records import ViewGraph
from kg.view.text import label

SHAPES = {"Person": "dot", "State": "box", "Organization": "square", "Place": "triangle"}
CHARACTER = 0.6  # average width of a character, as a share of the font size
# Physics would move what the layout has placed, and takes minutes on 1,500 nodes.
OPTIONS: Mapping[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 999999,
        "hideEdgesOnDrag": False,
        "zoomSpeed": 0.7,
    },
}


def vis_library() -> str:
    """vis-network as pyvis brings it along, to be put into the page."""
    found = sorted((Path(pyvis.__file__).parent / "lib").glob("vis-*/vis-network.min.js"))
    if not found:
        raise KgError("vis-network is missing from pyvis: reinstall it (pip install pyvis==0.3.2)")
    script = found[-1].read_text(encoding="utf-8")
    return script.partition("\n//# sourceMappingURL")[0] + "\n"


def picture_of(graph: ViewGraph) -> dict[str, Any]:
    """Nodes with place and size, and vis-network's options."""
    network = Network(directed=True, cdn_resources="in_line")  # undirected is quadratic in pyvis
    # Which lines there are depends on the filters: the page draws them.
    network.from_nx(nx.create_empty_copy(_networkx(graph)))
    network.options = dict(OPTIONS)
    nodes, *_, options = network.get_network_data()
    return {
        "nodes": sorted((_node(node) for node in nodes), key=lambda node: str(node["id"])),
        "measures": list(MEASURES),
        "options": json.loads(options),
    }


def _networkx(graph: ViewGraph) -> nx.Graph:
    g = nx.Graph()
    for node in sorted(graph.nodes, key=lambda node: node.id):
        g.add_node(node.id, label=label(node.label) or "?", type=node.type)
    for edge in graph.edges:
        if edge.source != edge.target and edge.source in g and edge.target in g:
            one, other = sorted((edge.source, edge.target))
            lines = g.edges[one, other]["lines"] if g.has_edge(one, other) else 0
            g.add_edge(one, other, lines=lines + 1)
    ranks = measures(g)
    groups = communities(g)
    for name, attributes in g.nodes(data=True):
        base = 14.0 if attributes["type"] == "State" else 12.5
        weights = [ranks[measure][name] for measure in MEASURES]
        attributes["sizes"] = [round(9 + 17 * weight**0.5) for weight in weights]
        attributes["letters"] = [round(base + 5 * weight, 1) for weight in weights]
        attributes["ranks"] = weights
        attributes["group"] = groups.get(name, -1)
    for name, position in arrange(g, {name: _box(a) for name, a in g.nodes(data=True)}).items():
        attributes = g.nodes[name]
        attributes["x"], attributes["y"] = position.x, position.y
        attributes["tall"] = [position.tall_x, position.tall_y]
        attributes["shape"] = SHAPES.get(attributes["type"], "dot")
    return g


def _box(attributes: Mapping[str, Any]) -> Box:
    lines = attributes["label"].split("\n")
    letters, size = max(attributes["letters"]), max(attributes["sizes"])
    width = max(map(len, lines)) * letters * CHARACTER
    text = letters * 1.2 * len(lines)
    if attributes["type"] == "State":
        return Box(width + 24, text + 18)
    return Box(width + 10, text + 2 * size + 6, drop=text / 2)


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("id", "label", "shape", "sizes", "letters", "ranks", "group", "x", "y", "tall")
    return {key: node[key] for key in kept}
