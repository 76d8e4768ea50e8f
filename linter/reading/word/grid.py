"""The cells of a Word table with their places: gridSpan, vMerge, gridBefore, the rows of old files and untidy ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from linter.reading.limits import MAX_COLUMNS, MAX_PIECES, too_many_pieces, too_wide
from linter.reading.word import names as n
from linter.reading.word.edges import Edges, columns_by_width, edges_of, snapped

_V_MERGE, _H_MERGE, _GRID_SPAN = f"{n.W}vMerge", f"{n.W}hMerge", f"{n.W}gridSpan"
_CELL_MERGE, _OLD_V_MERGE, _OLD_H_MERGE = f"{n.W}cellMerge", f"{n.W}vmerge", f"{n.W}hmerge"
_SPANS = (_GRID_SPAN, _V_MERGE, _H_MERGE, _CELL_MERGE, _OLD_V_MERGE, _OLD_H_MERGE)
_DOWN, _ACROSS = frozenset((_V_MERGE, _OLD_V_MERGE)), frozenset((_H_MERGE, _OLD_H_MERGE))
_ALONE, _NOTHING = (1, "", ""), (0, 0)  # of a cell, of a row that says nothing
_BEFORE, _AFTER, _WIDTH = f"{n.W}gridBefore", f"{n.W}gridAfter", f"{n.W}w"


@dataclass(slots=True)
class Held:
    """A cell of a table being read, empty ones included. `inner`: a table that stands in it; `source`: its w:tc."""

    row: int
    column: int
    text: str
    row_span: int
    column_span: int
    inner: Grid | None = None
    source: Any = None


@dataclass(slots=True)
class Grid:
    """A table as rows and columns. Of the columns only those in which some cell begins are counted."""

    cells: list[Held]
    row_count: int
    column_count: int


Content = Callable[[Any], tuple[str, "Grid | None"]]  # a w:tc → its text and the table in it


def children(parent: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table, the cells of a row: also those inside content controls and the like."""
    for child in parent:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag in n.WRAPPERS:
            yield from children(child, wanted)


def read_grid(table: Any, given: Marks, content: Content, also: Collection[tuple[int, int]] = ()) -> Grid:
    """The cells of a w:tbl. `also`: edges that other parts of it use, where Word holds it as several tables (`used_edges`).

    Raises ReadError for rows wider and tables larger than can be.
    """
    widths = grid_widths(table)
    edges = edges_of(widths)
    cells: list[Held] = []
    above: dict[int, Held] = {}  # column → the merged cell that reaches down to the row before
    row = -1
    for row, (column, tcs) in enumerate(_rows(table, given, len(widths), edges)):
        reaching: dict[int, Held] = {}
        for tc, down, span in tcs:
            if column + span > MAX_COLUMNS:
                raise too_wide(f"某个表格的第{row + 1}行")
            upper = above.get(column) if down == "continue" else None
            if upper is not None:
                upper.row_span += 1
                upper.column_span = max(upper.column_span, span)
                reaching[column] = upper
            else:
                text, inner = content(tc)
                held = Held(row, column, text, 1, span, inner, tc)
                cells.append(held)
                if down:
                    reaching[column] = held
            column += span
        if len(cells) > MAX_PIECES:
            raise too_many_pieces()
        above = reaching
    return _tidied(cells, row + 1, edges, also)


def used_edges(table: Any, given: Marks) -> set[tuple[int, int]]:
    """The edges of the grid at which the cells of a w:tbl begin and end."""
    widths = grid_widths(table)
    used = set()
    for column, tcs in _rows(table, given, len(widths), edges_of(widths)):
        for _, _, span in tcs:
            used.add((column, column + span))
            column += span
    return used


def _rows(table: Any, given: Marks, full: int, edges: Edges) -> Iterator[tuple[int, list[tuple[Any, str, int]]]]:
    """Of each row the grid column it begins in, and its cells: w:tc, how it merges down, the grid columns it covers."""
    for tr in children(table, n.TR):
        before, after = given.left_out.get(tr, _NOTHING)
        tcs = list(children(tr, n.TC))
        marks = [given.spans.get(tc, _ALONE) for tc in tcs]
        spans = [mark[0] for mark in marks]
        if edges and before + sum(spans) + after != full:
            spans = columns_by_width(before, spans, [_width(tc) for tc in tcs], edges)
        yield before, _merged_across(tcs, marks, spans)


def _merged_across(tcs: list[Any], marks: list[tuple[int, str, str]], spans: list[int]) -> list[tuple[Any, str, int]]:
    """The cells of a row with those that only carry on the one before them (old files) added to it."""
    merged: list[tuple[Any, str, int]] = []
    for tc, (_, down, across), span in zip(tcs, marks, spans, strict=True):
        if across == "continue" and merged:
            merged[-1] = (*merged[-1][:2], merged[-1][2] + span)
        else:
            merged.append((tc, down, span))
    return merged


def _tidied(cells: list[Held], row_count: int, edges: Edges, also: Collection[tuple[int, int]]) -> Grid:
    """Counts only the columns in which a cell begins: Word's grid has one for every edge dragged a little aside."""
    place = snapped({*also, *((c.column, c.column + c.column_span) for c in cells)}, edges)
    width = 0
    for cell in cells:
        start, end = place[cell.column], place[cell.column + cell.column_span]
        cell.column, cell.column_span = start, max(end - start, 1)
        width = max(width, end)
    return Grid(cells, row_count, width)


class Marks:
    """What the cells and rows of a part say of their places, gathered in one pass.

    `spans`: w:tc → grid columns covered; whether it begins ("restart") or goes on with ("continue") a merge down, across.
    `left_out`: w:tr → the grid columns it leaves out at its beginning and its end.
    """

    def __init__(self, root: Any) -> None:
        self.spans: dict[Any, tuple[int, str, str]] = {}
        self.left_out: dict[Any, tuple[int, int]] = {}
        for mark in root.iter(*_SPANS, _BEFORE, _AFTER):
            properties = mark.getparent()
            owner = properties.getparent() if properties is not None else None
            if owner is None or owner.tag not in (n.TC, n.TR):  # what it was before a tracked change
                continue
            tag, value = mark.tag, mark.get(n.VALUE)
            if tag == _BEFORE:
                self.left_out[owner] = number(value), self.left_out.get(owner, _NOTHING)[1]
                continue
            if tag == _AFTER:
                self.left_out[owner] = self.left_out.get(owner, _NOTHING)[0], number(value)
                continue
            span, down, across = self.spans.get(owner, _ALONE)
            merge = "restart" if value == "restart" else "continue"
            if tag == _GRID_SPAN:
                span = max(number(value), 1)
            elif tag in _DOWN:
                down = merge
            elif tag in _ACROSS:
                across = merge
            elif mark.get(_V_MERGE):  # a merge made as a tracked change
                down = "restart" if mark.get(_V_MERGE) == "rest" else "continue"
            self.spans[owner] = span, down, across


def grid_widths(table: Any) -> list[int]:
    """The widths of the grid columns in twentieths of a point; [] where the table has no grid."""
    grid = next(table.iterchildren(n.TBL_GRID), None)
    if grid is None:
        return []
    return [number(column.get(_WIDTH)) for column in grid.iterchildren(f"{n.W}gridCol")]


def _width(tc: Any) -> int:
    """The width of a cell in twentieths of a point, 0 where it is said in no or other units."""
    width = tc.find(f"{n.TC_PR}/{n.W}tcW")
    return number(width.get(_WIDTH)) if width is not None and width.get(f"{n.W}type", "dxa") == "dxa" else 0


def number(value: str | None) -> int:
    """A whole number of the file, 0 where it is none or beyond all measure."""
    return int(value) if value and value.isdecimal() and len(value) < 7 else 0
