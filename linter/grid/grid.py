"""`Row`: one row of a table as the recogniser walks it, with the dense view of spans where the source keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from linter.reading.blocks import Cell, Place, TableBlock
from linter.where import Spot


@dataclass(slots=True, eq=False)
class Row:
    """The cells that begin in one row, left to right. `above` maps a column to the cell that spans down into this row."""

    cells: list[Cell]
    place: Place
    spans_known: bool
    number: int
    above: Mapping[int, Cell] = field(default_factory=dict)

    def spot(self, cell: Cell) -> Spot:
        return self.place.spot(cell.row, cell.column)

    @property
    def key(self) -> tuple[str, ...]:
        """The texts of the row, to tell a repeated header."""
        return tuple(cell.text for cell in self.cells)


def rows_of(block: TableBlock) -> list[Row]:
    """The rows of a table that hold anything, in order."""
    rows = []
    hanging: list[Cell] = []
    for number, cells in enumerate(block.rows()):
        above: dict[int, Cell] = {}
        if hanging:
            hanging = [cell for cell in hanging if cell.row + cell.row_span > number]
            for cell in hanging:
                for column in range(cell.column, cell.column + cell.column_span):
                    above[column] = cell
        if cells:
            rows.append(Row(cells, block.place, block.spans_known, number, above))
            if block.spans_known:
                hanging += [cell for cell in cells if cell.row_span > 1]
    return rows
