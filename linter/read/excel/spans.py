"""Merged ranges laid over the cells of a sheet; ranges that contradict each other are left out."""

from __future__ import annotations

from collections.abc import Sequence

from linter.read.blocks import Cell
from linter.read.limits import MAX_COLUMNS, Clock

_MAX_ROWS, _MAX_COLUMNS = 1000, 1000  # a cell merged over more is a stripe across the sheet; cells under it stay covered
_PER_CHECK = 2000


def spread(
    cells: list[Cell], merges: Sequence[tuple[int, int, int, int]], clock: Clock
) -> tuple[list[Cell], list[Cell]]:
    """The cells in reading order with their spans, and those that a merged range covers with another text.

    A range that begins under an earlier one is no range: Excel repairs such files by dropping it.
    """
    if not merges:
        return sorted(cells), []
    ranges = {}
    for row, column, last_row, last_column in sorted(merges):
        if 0 <= row <= last_row and 0 <= column <= last_column < MAX_COLUMNS and (row, column) not in ranges:
            ranges[row, column] = (last_row, last_column)
    at = {(cell[0], cell[1]): cell for cell in cells}
    new = tuple.__new__
    # column → the row until which it is covered, and the text that covers it
    until = [-1] * (1 + max(max(column for _, column in at), max((last for _, last in ranges.values()), default=0)))
    by: list[str] = [""] * len(until)
    out: list[Cell] = []
    covered: list[Cell] = []
    for n, (row, column) in enumerate(sorted(at.keys() | ranges.keys())):
        if n % _PER_CHECK == 0:
            clock.check()
        cell, last = at.get((row, column)), ranges.get((row, column))
        if until[column] >= row:
            if cell and cell.text != by[column]:
                covered.append(cell)
            continue
        if last is None:
            if cell:
                out.append(cell)
            continue
        last_row, last_column = last
        width = last_column - column + 1
        if width > 1 and max(until[column : last_column + 1]) >= row:
            last_row, last_column, width = row, column, 1
        text = cell.text if cell else ""
        if last_row > row or width > 1:
            until[column : last_column + 1] = [last_row] * width
            by[column : last_column + 1] = [text] * width
        if text:
            out.append(new(Cell, (row, column, text, min(last_row - row + 1, _MAX_ROWS), min(width, _MAX_COLUMNS))))
    return out, covered
