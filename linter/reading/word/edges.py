"""Columns from widths: rows whose cells do not say how many grid columns they cover, edges dragged a hair's breadth aside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate

Edges = Sequence[int]  # of the grid columns, from 0, in twentieths of a point
_SAME = 57  # 1 mm: nobody draws a column that narrow


def edges_of(grid: Sequence[int]) -> Edges:
    """The edges of grid columns of these widths, none where a width is missing."""
    return tuple(accumulate(grid, initial=0)) if grid and all(grid) else ()


def columns_by_width(before: int, spans: list[int], widths: list[int], edges: Edges) -> list[int]:
    """How many grid columns each cell of a row covers whose `spans` do not add up to the grid's.

    By its cells' widths, where every cell has one and every edge lies on one of the grid; else `spans` as they are.
    """
    if not all(widths) or before >= len(edges) - 1:
        return spans
    found, column, at = [], before, edges[before]
    for width in widths:
        at += width
        end = _nearest(edges, at)
        if end <= column or abs(edges[end] - at) > _SAME * 2:
            return spans
        found.append(end - column)
        column, at = end, edges[end]
    return found


def _nearest(edges: Edges, at: int) -> int:
    right = min(bisect_left(edges, at), len(edges) - 1)
    return right - 1 if right and at - edges[right - 1] < edges[right] - at else right


def snapped(cells: Collection[tuple[int, int]], edges: Edges) -> Mapping[int, int]:
    """Edge of the grid → column, counting edges that a cell uses and taking those closer than _SAME for one.

    No cell is lost: two edges of the same cell stay two.
    """
    starts_of: dict[int, int] = {}  # the last edge where a cell begins that ends at this edge
    for start, end in cells:
        starts_of[end] = max(start, starts_of.get(end, start))
    places: dict[int, int] = {}
    first, column = -1, -1
    for edge in sorted({e for pair in cells for e in pair}):
        near = first >= 0 and edge < len(edges) and edges[edge] - edges[first] < _SAME
        if not near or starts_of.get(edge, -1) >= first:
            column, first = column + 1, edge
        places[edge] = column
    return places
