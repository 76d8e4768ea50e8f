"""Tables inside the cells of a table: laid out as the reader sees them, as rows and columns of the outer one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from linter.reading.word.grid import Grid
from linter.where import Spot

_FEWEST_OWN = 4  # cells with text of its own that make a table more than a frame round others


class Placed(NamedTuple):
    """A cell with text; `home`: row and column, from 0, of the outermost table's cell it stands in."""

    row: int
    column: int
    text: str
    row_span: int
    column_span: int
    home: tuple[int, int]


@dataclass(frozen=True, slots=True)
class InnerPlace:
    """A Word table with others in its cells. `homes`: row and column of a cell → those of the Word table's cell."""

    number: int
    homes: dict[tuple[int, int], tuple[int, int]]

    def spot(self, row: int, column: int) -> Spot:
        row, column = self.homes.get((row, column)) or self._home_of(row, column)
        return Spot(table=self.number, row=row + 1, column=column + 1)

    def _home_of(self, row: int, column: int) -> tuple[int, int]:
        """Of a place where no cell with text begins: that of the last one before it in its row, or above."""
        before = [at for at in self.homes if at <= (row, column)]
        return self.homes[max(before)] if before else (row, column)


def is_frame(grid: Grid) -> bool:
    """Whether a table only lays out others that stand in its cells: what it says itself is next to nothing."""
    if not any(cell.inner for cell in grid.cells):
        return False
    return sum(bool(cell.text) for cell in grid.cells) < _FEWEST_OWN


def laid_out(grid: Grid) -> tuple[list[Placed], int, int]:
    """The cells with text, row and column counts of a table with those in its cells laid out in place."""
    heights, widths = [1] * grid.row_count, [1] * max(grid.column_count, 1)
    inner = {}
    for cell in grid.cells:
        if cell.inner is None:
            continue
        placed, rows, columns = laid_out(cell.inner)
        above = 1 if cell.text else 0
        inner[cell.row, cell.column] = placed, rows, columns
        rows_there = sum(heights[cell.row : cell.row + cell.row_span])
        columns_there = sum(widths[cell.column : cell.column + cell.column_span])
        heights[cell.row + cell.row_span - 1] += max(rows + above - rows_there, 0)
        widths[cell.column + cell.column_span - 1] += max(columns - columns_there, 0)
    tops, lefts = list(accumulate(heights, initial=0)), list(accumulate(widths, initial=0))
    cells = []
    for cell in grid.cells:
        home = (cell.row, cell.column)
        top, left = tops[cell.row], lefts[cell.column]
        height, width = tops[cell.row + cell.row_span] - top, lefts[cell.column + cell.column_span] - left
        held = inner.get(home)
        if cell.text:
            cells.append(Placed(top, left, cell.text, 1 if held else height, width, home))
        if held is None:
            continue
        placed, rows, columns = held
        down = top + (1 if cell.text else 0)
        for one in placed:  # the last column reaches to the edge of the cell round it
            across = width - one.column if one.column + one.column_span == columns else one.column_span
            cells.append(Placed(down + one.row, left + one.column, one.text, one.row_span, across, home))
    return sorted(cells), tops[-1], lefts[-1]
