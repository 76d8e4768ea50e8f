"""Merged ranges laid over the cells of a sheet; ranges that contradict each other are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linter.reading.limits import MAX_COLUMNS, Clock

Found = tuple[int, int, str]  # row, column, text of a cell
Size = tuple[int, int]  # rows and columns that a cell takes
Range = tuple[int, int, int, int]  # first row, first column, last row, last column

COLUMN_BITS = 14  # row << COLUMN_BITS | column is a cell's place as one number, in reading order
_MAX_ROWS, _MAX_COLUMNS = 1000, 1000  # a cell merged over more is a stripe across the sheet; cells under it stay covered
_MOST_COVERED = 200_000  # places that are looked at one by one
_PER_CHECK = 2000


def spread(
    cells: list[Found], merges: Sequence[Range], clock: Clock
) -> tuple[list[Found], Mapping[int, Size], list[Found]]:
    """The cells in reading order, the sizes of those that are merged (by place), and the cells that a merged range
    covers with another text.

    A range that begins under an earlier one is no range: Excel repairs such files by dropping it.
    """
    if not merges:
        return sorted(cells), {}, []
    places = {row << COLUMN_BITS | column for row, column, _ in cells}
    sizes = _side_by_side(merges, places) if len(places) == len(cells) else None
    if sizes is None:
        return _swept(cells, merges, clock)
    return sorted(cells), sizes, []


def _side_by_side(merges: Sequence[Range], places: set[int]) -> Mapping[int, Size] | None:
    """The sizes of merged cells where all is in order: no range lies over another or over a cell that holds something.

    None where it is not, or where ranges are vast.
    """
    sizes: dict[int, Size] = {}
    taken: set[int] = set()
    area = 0
    for row, column, last_row, last_column in merges:
        down, across = last_row - row + 1, last_column - column + 1
        if not (row >= 0 < down <= _MAX_ROWS and column >= 0 < across <= _MAX_COLUMNS and last_column < MAX_COLUMNS):
            return None
        area += down * across
        if area > _MOST_COVERED:
            return None
        first = row << COLUMN_BITS | column
        sizes[first] = (down, across)
        if down == 1:
            taken.update(range(first, first + across))
        else:
            for at in range(first, (last_row << COLUMN_BITS) + column + 1, 1 << COLUMN_BITS):
                taken.update(range(at, at + across))
    if len(taken) != area:
        return None
    merged = places & sizes.keys()
    return {at: sizes[at] for at in merged} if len(taken & places) == len(merged) else None


def _swept(
    cells: list[Found], merges: Sequence[Range], clock: Clock
) -> tuple[list[Found], Mapping[int, Size], list[Found]]:
    """The same for any ranges, however they lie: row by row, with what covers each column."""
    ranges = {}
    for row, column, last_row, last_column in sorted(merges):
        if 0 <= row <= last_row and 0 <= column <= last_column < MAX_COLUMNS and (row, column) not in ranges:
            ranges[row, column] = (last_row, last_column)
    at = {(cell[0], cell[1]): cell for cell in cells}
    # column → the row until which it is covered, and the text that covers it
    until = [-1] * (1 + max(max(column for _, column in at), max((last for _, last in ranges.values()), default=0)))
    by: list[str] = [""] * len(until)
    out: list[Found] = []
    sizes: dict[int, Size] = {}
    covered: list[Found] = []
    for n, (row, column) in enumerate(sorted(at.keys() | ranges.keys())):
        if n % _PER_CHECK == 0:
            clock.check()
        cell, last = at.get((row, column)), ranges.get((row, column))
        if until[column] >= row:
            if cell and cell[2] != by[column]:
                covered.append(cell)
            continue
        if cell:
            out.append(cell)
        if last is None:
            continue
        last_row, last_column = last
        width = last_column - column + 1
        if width > 1 and max(until[column : last_column + 1]) >= row:
            last_row, last_column, width = row, column, 1
        if last_row > row or width > 1:
            until[column : last_column + 1] = [last_row] * width
            by[column : last_column + 1] = [cell[2] if cell else ""] * width
        if cell:
            sizes[row << COLUMN_BITS | column] = (min(last_row - row + 1, _MAX_ROWS), min(width, _MAX_COLUMNS))
    return out, sizes, covered
