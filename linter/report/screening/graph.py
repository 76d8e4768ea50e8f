"""Who shares copied texts with whom: the agencies on a circle, a line for every two that do. The same input gives the same drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import cos, degrees, pi, sin

from linter.report.columns import clip
from linter.report.screening.values import Cluster
from linter.tables import table

WIDTH, HEIGHT = 900, 740
_RADIUS, _LABEL_GAP = 215.0, 10.0
_LABEL_COLUMNS = 22
_PULL = 0.35  # how far from the middle a line bends: 0 through it, 1 straight
_THINNEST, _THICKEST = 1.2, 6.0


@dataclass(frozen=True, slots=True)
class Node:
    """An agency; its label stands at `x`, `y`, turned by `turn` degrees, and ends there where `ends`."""

    agency: str
    label: str
    x: float
    y: float
    label_x: float
    label_y: float
    turn: float
    ends: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """Two agencies that share `clusters` clusters; `path` and `width` as SVG has them."""

    one: str
    other: str
    clusters: int
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Graph:
    """`left_out`: agencies with copies that are not drawn."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def graph(clusters: Iterable[Cluster]) -> Graph:
    """The agencies that share most, and what they share: pairs are taken, the strongest first, as long as there is room."""
    most = table("screening")["most"]
    shared: Counter[tuple[str, str]] = Counter()
    for cluster in clusters:
        named = sorted({copy.agency for copy in cluster.members if copy.agency})[: most["agencies_of_cluster"]]
        shared.update(combinations(named, 2))
    strength: Counter[str] = Counter()
    for (one, other), count in shared.items():
        strength[one] += count
        strength[other] += count
    kept: set[str] = set()
    for pair in sorted(shared, key=lambda pair: (-shared[pair], -strength[pair[0]] - strength[pair[1]], pair)):
        if len(kept.union(pair)) <= most["agencies_in_graph"]:
            kept.update(pair)
    drawn = {pair: count for pair, count in shared.items() if kept.issuperset(pair)}
    order = _order(kept, drawn, strength)
    at = {name: 2 * pi * n / len(order) - pi / 2 for n, name in enumerate(order)}
    heaviest = max(drawn.values(), default=1)
    return Graph(
        tuple(_node(name, at[name]) for name in order),
        tuple(
            Edge(one, other, count, _path(at[one], at[other]), round(_THINNEST + (_THICKEST - _THINNEST) * count / heaviest, 1))
            for (one, other), count in sorted(drawn.items(), key=lambda item: (-item[1], item[0]))
        ),
        len(strength) - len(kept),
    )


def _order(names: set[str], shared: dict[tuple[str, str], int], strength: Counter[str]) -> list[str]:
    """Those who share stand beside each other: each is followed by the one it shares most with."""
    weight: dict[str, dict[str, int]] = {name: {} for name in names}
    for (one, other), count in shared.items():
        weight[one][other] = weight[other][one] = count
    order: list[str] = []
    left = set(names)
    while left:
        near = weight[order[-1]] if order else {}
        order.append(min(left, key=lambda name: (-near.get(name, 0), -strength[name], name)))
        left.remove(order[-1])
    return order


def _node(name: str, angle: float) -> Node:
    x, y = _point(angle, _RADIUS)
    label_x, label_y = _point(angle, _RADIUS + _LABEL_GAP)
    ends = cos(angle) < -1e-9
    return Node(name, clip(name, _LABEL_COLUMNS), x, y, label_x, label_y, round(degrees(angle) + (180 if ends else 0), 1), ends)


def _point(angle: float, radius: float) -> tuple[float, float]:
    return round(WIDTH / 2 + radius * cos(angle), 1), round(HEIGHT / 2 + radius * sin(angle), 1)


def _path(one: float, other: float) -> str:
    (x1, y1), (x2, y2) = _point(one, _RADIUS), _point(other, _RADIUS)
    bend_x, bend_y = WIDTH / 2 + ((x1 + x2) / 2 - WIDTH / 2) * _PULL, HEIGHT / 2 + ((y1 + y2) / 2 - HEIGHT / 2) * _PULL
    return f"M{x1} {y1}Q{bend_x:.1f} {bend_y:.1f} {x2} {y2}"
