"""Where the actors stand: computed once, the same for the same graph, physics off.

The best connected actors are laid out first, by themselves, because they are what the
reader sees first; the others are then placed around their neighbours. Steps are counted,
never timed, so that a slow machine gives the same picture as a fast one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

CORE = 60
CELL = 19_000.0  # screen units squared per actor
WIDE, TALL = 1.25, 0.62  # width over height
GOLDEN_ANGLE = pi * (3 - sqrt(5))
GAP = 8.0  # between two actors

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Position:
    """Screen coordinates, for a wide and for a tall window."""

    x: float
    y: float
    tall_x: float
    tall_y: float


@dataclass(frozen=True, slots=True)
class Box:
    """The room of an actor with its label; `drop` is how far its middle is below the actor."""

    width: float
    height: float
    drop: float = 0.0


def arrange(graph: nx.Graph, boxes: Mapping[str, Box]) -> dict[str, Position]:
    """A position for each node, such that the boxes of the best linked stay apart."""
    ranked = sorted(graph, key=lambda node: (-graph.degree(node), node))
    if not ranked:
        return {}
    core = ranked[:CORE]
    points = _around(graph, ranked, _core(graph.subgraph(core).copy(), core))
    room = np.array([(boxes[node].width, boxes[node].height) for node in ranked]) + GAP
    drop = np.array([(0.0, boxes[node].drop) for node in ranked])
    wide = _apart(_filling(points, len(core), WIDE) + drop, room, len(core)) - drop
    tall = _apart(_filling(points[:, ::-1], len(core), TALL) + drop, room, len(core)) - drop
    return {
        node: Position(*(round(float(value), 1) for value in (*wide[row], *tall[row])))
        for row, node in enumerate(ranked)
    }


def _core(graph: nx.Graph, order: Sequence[str]) -> Points:
    """The centre of the picture: the largest connected part, the others in its corners."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=_by_size)
    placed = {node: (float(x), float(y)) for node, (x, y) in _shape(graph, parts[0]).items()}
    for number, part in enumerate(parts[1:]):
        radius = 0.6 * sqrt(len(part) / len(order)) if len(part) > 1 else 0.0
        centre_x, centre_y = _corner(number)
        for node, (x, y) in _shape(graph, part).items():
            placed[node] = (centre_x + float(x) * radius, centre_y + float(y) * radius)
    return np.array([placed[node] for node in order], dtype=np.float64)


def _corner(number: int) -> tuple[float, float]:
    """The four corners of a square around the unit circle, then rows below it."""
    if number < 4:
        return (0.9, -0.9)[number % 2], (0.9, -0.9)[number // 2]
    column, line = (number - 4) % 6, (number - 4) // 6
    return -0.9 + column * 0.36, 1.25 + line * 0.25


def _filling(points: Points, core: int, aspect: float) -> Points:
    """Stretched so that the core fills a window of this shape."""
    low, high = points[:core].min(axis=0), points[:core].max(axis=0)
    width = sqrt(core * CELL * aspect)
    scale = np.array([width, width / aspect]) / np.maximum(high - low, 0.2)
    stretched: Points = (points - (low + high) / 2) * scale
    return stretched


def _by_size(part: list[str]) -> tuple[int, str]:
    return -len(part), part[0]


def _shape(graph: nx.Graph, part: Sequence[str]) -> dict[str, Points]:
    """Kamada-Kawai, on a graph rebuilt in sorted order: input order must not show."""
    if len(part) == 1:
        return {part[0]: np.zeros(2)}
    ordered = nx.Graph()
    ordered.add_nodes_from(part)
    for edge in sorted(tuple(sorted(edge)) for edge in graph.subgraph(part).edges):
        # Between two hubs the way is longer, so that each has room for its own people.
        ordered.add_edge(*edge, length=sqrt(min(graph.degree(end) for end in edge)))
    start = nx.circular_layout(ordered)
    shape: dict[str, Points] = nx.kamada_kawai_layout(ordered, pos=start, weight="length")
    return shape


def _around(graph: nx.Graph, ranked: Sequence[str], core: Points) -> Points:
    """Each further actor outside of the actors that it is linked to, best linked first."""
    row = {node: number for number, node in enumerate(ranked)}
    points = np.zeros((len(ranked), 2))
    points[: len(core)] = core
    rim = float(np.abs(core).max(initial=1.0))
    for number in range(len(core), len(ranked)):
        near = [row[other] for other in graph[ranked[number]] if row[other] < number]
        middle = points[near].mean(axis=0) if near else np.zeros(2)
        angle = number * GOLDEN_ANGLE
        # A sunflower: even density whatever the number, and no randomness.
        reach = rim * sqrt(number / len(core)) * 1.1
        ring = np.array([cos(angle), sin(angle)]) * reach
        points[number] = ring * 0.8 + middle * 0.4
    return points


def _apart(points: Points, boxes: Points, core: int) -> Points:
    """Push overlapping boxes apart: the core by itself first, then the others around it."""
    placed = points.copy()
    placed[:core] = _separate(placed[:core], boxes[:core], rounds=250)
    return _separate(placed, boxes, rounds=60, fixed=core)


def _separate(points: Points, boxes: Points, *, rounds: int, fixed: int = 0) -> Points:
    moved = points.copy()
    if len(moved) <= fixed or len(moved) < 2:
        return moved
    largest = boxes.max(axis=0)
    for _ in range(rounds):
        # Boxes that overlap are less than the largest box apart; few pairs are.
        pairs = cKDTree(moved / largest).query_pairs(1.0, p=np.inf, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        first, second = pairs[:, 0], pairs[:, 1]
        gap = moved[first] - moved[second]
        overlap = (boxes[first] + boxes[second]) / 2 - np.abs(gap)
        hit = (overlap > 0).all(axis=1)
        if not hit.any():
            break
        # Two at the very same place part by their order.
        push = overlap * np.where(gap < 0, -1.0, 1.0) * 0.25 * hit[:, None]
        sideways = overlap[:, 0] * 0.5 < overlap[:, 1]
        push[~sideways, 0] = 0
        push[sideways, 1] = 0
        step = np.zeros_like(moved)
        np.add.at(step, first, push)
        np.subtract.at(step, second, push)
        step[:fixed] = 0
        moved += np.clip(step, -60, 60)
    return moved
