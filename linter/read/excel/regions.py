"""A sheet's cells → paragraphs and tables: the title rows above a table are running text, as on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from linter.read.blocks import Block, Cell, ParagraphBlock, SheetPlace, TableBlock
from linter.where import Spot

_NAMES_A_FORM = re.compile(r"(?:绩效|预算).*表[）)]?$")
_LONGEST_LABEL = 8
_GAP = 100  # blank rows that no table has inside


def blocks_of(sheet: str, cells: Sequence[Cell], merges: Iterable[tuple[int, int, int, int]]) -> list[Block]:
    """The blocks of one sheet; `cells` stand in reading order with their spans.

    A row of one cell at the top, or after a blank row, is a paragraph, and so are those below it until the table begins.
    A sheet that prints no title of its own is introduced by its name, where that names a form.
    """
    place = SheetPlace(sheet)
    lines = [list(group) for _, group in groupby(cells, key=itemgetter(0))]
    empty_ranges = {row for row, column, last_row, last_column in merges if last_row > row or last_column > column}
    blocks: list[Block] = []
    table: list[Cell] = []
    below = -1  # the last row a cell reaches
    above = True  # whether a table has yet to begin
    for n, line in enumerate(lines):
        row = line[0].row
        alone = len(line) == 1 and line[0].row_span == 1
        if alone and not above and row > below + 1 and not _is_label(line[0], lines, n, empty_ranges):
            _end_table(blocks, table, sheet)
            table, above = [], True
        elif row > below + _GAP:
            _end_table(blocks, table, sheet)
            table = []
        if above and (not alone or _is_label(line[0], lines, n, empty_ranges)):
            above = False
            if not blocks and _NAMES_A_FORM.search(sheet):
                blocks.append(ParagraphBlock(sheet, Spot(sheet=sheet)))
        if above:
            for text in line[0].text.split("\n"):
                if text.strip():
                    blocks.append(ParagraphBlock(text.strip(), place.spot(row, line[0].column)))
        else:
            table += line
        below = max(below, *(cell.row + cell.row_span - 1 for cell in line))
    _end_table(blocks, table, sheet)
    return blocks


def _is_label(cell: Cell, lines: Sequence[list[Cell]], at: int, with_ranges: set[int]) -> bool:
    """Whether a cell alone in its row is a label whose value is left empty, not a title.

    Either the empty value is a merged range, or the cell stands where the labels of the row below stand.
    """
    if cell.column_span == 1 and cell.row in with_ranges:
        return True
    following = lines[at + 1] if at + 1 < len(lines) else []
    return (
        cell.column_span == 1 and len(following) > 1 and following[0].column == cell.column
        and following[0].row == cell.row + 1 and len(cell.text) <= _LONGEST_LABEL and "表" not in cell.text
    )


def _end_table(blocks: list[Block], table: list[Cell], sheet: str) -> None:
    if not table:
        return
    first_row, first_column = table[0].row, min(cell.column for cell in table)
    if first_row or first_column:
        new = tuple.__new__
        cells = tuple([new(Cell, (row - first_row, column - first_column, text, down, across)) for row, column, text, down, across in table])
    else:
        cells = tuple(table)
    rows = max(cell.row + cell.row_span for cell in cells)
    # without a single merged cell it may be a text dump pasted into a sheet, whose rows have lost cells
    known = any(cell.row_span > 1 or cell.column_span > 1 for cell in cells)
    blocks.append(TableBlock(cells, rows, spans_known=known, place=SheetPlace(sheet, first_row, first_column)))
