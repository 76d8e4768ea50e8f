"""A sheet's cells → paragraphs and tables: the title rows above a table are running text, as on paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter

from linter.reading.blocks import Block, Cell, ParagraphBlock, Place, SheetPlace, TableBlock
from linter.reading.excel.spans import COLUMN_BITS, Found, Range, Size
from linter.where import Spot

_NAMES_A_FORM = re.compile(r"(?:绩效|预算).*表[）)]?$")
_LONGEST_LABEL = 8
_GAP = 100  # blank rows that no table has inside
_ONE: Size = (1, 1)
_ROW, _COLUMN = itemgetter(0), itemgetter(1)


def blocks_of(
    sheet: str, cells: Sequence[Found], sizes: Mapping[int, Size], merges: Iterable[Range],
    place_of: Callable[[int, int], Place] | None = None,
) -> list[Block]:
    """The blocks of one sheet; `cells` stand in reading order, `sizes` are those of merged cells by their place.

    `place_of` makes the place of a table that begins at a row and column, where the sheet is no worksheet (a web page).

    A row of one cell at the top, or after a blank row, is a paragraph, and so are those below it until the table begins.
    A sheet that prints no title of its own is introduced by its name, where that names a form.
    """
    located = place_of or (lambda row, column: SheetPlace(sheet, row, column))
    place = located(0, 0)
    is_label = _Labels(cells, sizes, merges)
    reach = _reach(sizes)
    blocks: list[Block] = []
    begin = -1  # the table's first cell, -1 between tables
    below = -1  # the last row a cell reaches
    above = True  # whether a table has yet to begin
    at = 0
    for row, count in Counter(map(_ROW, cells)).items():
        alone = count == 1 and row not in reach
        gap = row > below + _GAP
        if alone and not above and row > below + 1 and not is_label(at):
            gap = above = True
        if gap and begin >= 0:
            blocks.append(_table(cells[begin:at], sizes, located, below))
            begin = -1
        if above and (not alone or is_label(at)):
            above = False
            if not blocks and _NAMES_A_FORM.search(sheet):
                blocks.append(ParagraphBlock(sheet, Spot(sheet=sheet)))
        if above:
            _, column, text = cells[at]
            blocks += [ParagraphBlock(line.strip(), place.spot(row, column)) for line in text.split("\n") if line.strip()]
        elif begin < 0:
            begin = at
        below = max(below, reach.get(row, row))
        at += count
    if begin >= 0:
        blocks.append(_table(cells[begin:], sizes, located, below))
    return blocks


def _reach(sizes: Mapping[int, Size]) -> dict[int, int]:
    """Rows with a cell of several rows → the last row such a cell reaches."""
    reach: dict[int, int] = {}
    for at, (down, _) in sizes.items():
        if down > 1:
            row = at >> COLUMN_BITS
            reach[row] = max(reach.get(row, 0), row + down - 1)
    return reach


class _Labels:
    """Tells whether a cell alone in its row is a label whose value is left empty, not a title.

    Either the empty value beside it is a merged range, or the cell stands where the labels of the row below stand.
    """

    def __init__(self, cells: Sequence[Found], sizes: Mapping[int, Size], merges: Iterable[Range]) -> None:
        self._cells, self._sizes = cells, sizes
        self._ranges: dict[int, set[int]] = {}
        for row, column, last_row, last_column in merges:
            if last_row > row or last_column > column:
                self._ranges.setdefault(row, set()).add(column)

    def __call__(self, at: int) -> bool:
        row, column, text = self._cells[at]
        if self._ranges.get(row, set()) - {column}:
            return True
        if self._sizes.get(row << COLUMN_BITS | column, _ONE)[1] > 1:
            return False
        following = self._cells[at + 1 : at + 3]
        return (
            [cell[0] for cell in following] == [row + 1, row + 1] and following[0][1] == column
            and len(text) <= _LONGEST_LABEL and "表" not in text
        )


def _table(cells: Sequence[Found], sizes: Mapping[int, Size], located: Callable[[int, int], Place], last_row: int) -> TableBlock:
    """`last_row`: the last one that a cell reaches. Rows and columns of a table count from its first ones."""
    top, left = cells[0][0], min(map(_COLUMN, cells))
    new = tuple.__new__
    # without a single merged cell it may be a text dump pasted into a sheet, whose rows have lost cells
    known = False
    if sizes:
        own = [sizes.get(row << COLUMN_BITS | column, _ONE) for row, column, _ in cells]
        known = own.count(_ONE) < len(own)
    if known:
        placed = [
            new(Cell, (row - top, column - left, text, down, across))
            for (row, column, text), (down, across) in zip(cells, own, strict=True)
        ]
    else:
        placed = [new(Cell, (row - top, column - left, text, 1, 1)) for row, column, text in cells]
    return TableBlock(tuple(placed), last_row - top + 1, spans_known=known, place=located(top, left))
