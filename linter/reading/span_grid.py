"""Where the cells of a table with rowspan and colspan stand: each at the first free column, as a browser lays them out."""

from __future__ import annotations

from linter.reading.blocks import Cell
from linter.reading.limits import MAX_COLUMNS, MAX_PIECES, too_many_pieces, too_wide

_MAX_COLUMN_SPAN = 1000  # the HTML standard's own limits
_MAX_ROW_SPAN = 65_534


class SpanGrid:
    """Takes the cells of a table in source order and knows the row and column of each.

    A span ends where its row group (thead, tbody, tfoot) ends. A row span of 0 runs to that end.
    """

    def __init__(self) -> None:
        self.row = -1
        self.cell_count = 0  # empty ones included
        self.empty_ranges: list[tuple[int, int, int, int]] = []  # of empty cells: first row and column, last row and column
        self._cells: list[Cell] = []
        self._busy: list[int] = []  # column → first row it is free in
        self._column = 0
        self._group = 0  # index of the first cell of the row group

    def start_row(self) -> None:
        self.row += 1
        self._column = 0

    def add(self, text: str, row_span: int, column_span: int) -> None:
        """The next cell of the row; empty ones take up their room and are not listed. Raises ReadError past the limits."""
        if self.row < 0:
            self.start_row()
        self.cell_count += 1
        busy, column, row = self._busy, self._column, self.row
        size = len(busy)
        while column < size and busy[column] > row:
            column += 1
        if row_span == 1 and column_span <= 1 and column < size:  # an ordinary cell below another
            busy[column] = row + 1
            self._column = column + 1
            if text:
                self._keep(Cell(row, column, text))
            return
        columns = min(max(column_span, 1), _MAX_COLUMN_SPAN)
        rows = min(row_span, _MAX_ROW_SPAN) if row_span > 0 else _MAX_ROW_SPAN
        self._column = end = column + columns
        if end > MAX_COLUMNS:
            raise too_wide(f"某个表格的第{row + 1}行")
        if end > len(busy):
            busy += [0] * (end - len(busy))
        for n in range(column, end):
            busy[n] = max(busy[n], row + rows)
        if text:
            self._keep(Cell(row, column, text, rows, columns))
        elif len(self.empty_ranges) < MAX_PIECES:
            self.empty_ranges.append((row, column, row + rows - 1, end - 1))

    def _keep(self, cell: Cell) -> None:
        self._cells.append(cell)
        if len(self._cells) > MAX_PIECES:
            raise too_many_pieces()

    def end_group(self) -> None:
        """Ends a row group: no span reaches beyond the rows there are."""
        rows = self.row + 1
        for n in range(self._group, len(self._cells)):
            cell = self._cells[n]
            if cell.row + cell.row_span > rows:
                self._cells[n] = cell._replace(row_span=rows - cell.row)
        self._group = len(self._cells)
        self._busy = []

    def finish(self) -> tuple[tuple[Cell, ...], int]:
        """The cells and the number of rows."""
        self.end_group()
        return tuple(self._cells), self.row + 1
