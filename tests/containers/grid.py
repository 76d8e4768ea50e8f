"""Rows of cells with spans → where each cell stands, and tables cut in two at a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.layouts import Cell, Part, Rows

Placed = tuple[int, int, Cell]  # row, column (from 0), cell
NEW_PAGE = "\f"  # a paragraph that begins a new page where the container has pages


class Piece(list[list[Cell]]):
    """A part of a table cut in two: its columns are as wide as those of the whole."""

    def __init__(self, rows: Rows, wide: list[float]) -> None:
        super().__init__(rows)
        self.wide = wide


def placed(rows: Rows) -> list[Placed]:
    """Every cell with its row and column; empty cells too."""
    taken: set[tuple[int, int]] = set()
    found: list[Placed] = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            found.append((y, x, cell))
            taken.update((y + down, x + across) for down in range(cell.down) for across in range(cell.across))
            x += cell.across
    return found


def width(rows: Rows) -> int:
    return max(x + cell.across for _, x, cell in placed(rows))


def weights(rows: Rows) -> list[float]:
    """How wide each column wants to be: by the longest line of a text in it, 2 to 18 characters."""
    if isinstance(rows, Piece):
        return rows.wide
    found = [2.0] * width(rows)
    for _, x, cell in placed(rows):
        longest = max(map(len, cell.text.split("\n")))
        for column in range(x, x + cell.across):
            found[column] = max(found[column], min(18.0, longest / cell.across))
    return found


def cut(rows: Rows, at: int) -> tuple[Rows, Rows]:
    """The table as two: rows before `at` and from it on; a span over the cut goes on below as an empty cell."""
    upper: Rows = [[] for _ in range(at)]
    lower: Rows = [[] for _ in range(len(rows) - at)]
    for y, _, cell in sorted(_pieces(rows, at), key=lambda piece: (piece[0], piece[1])):
        (upper[y] if y < at else lower[y - at]).append(cell)
    return upper, lower


def _pieces(rows: Rows, at: int) -> Iterator[Placed]:
    for y, x, cell in placed(rows):
        if y < at < y + cell.down:
            yield y, x, cell._replace(down=at - y)
            yield at, x, cell._replace(text="", down=y + cell.down - at)
        else:
            yield y, x, cell


def header_row(rows: Rows) -> int | None:
    """The row with the heads of the (last) indicator columns."""
    return max((y for y, row in enumerate(rows) if any(cell.text in ("三级指标", "指标内容") for cell in row)), default=None)


def broken(parts: Sequence[Part], *, again: bool) -> list[Part]:
    """Every form cut in two among its indicators by a page break; `again`: the column heads stand there again."""
    said: list[Part] = []
    for part in parts:
        head = None if isinstance(part, str) else header_row(part)
        if isinstance(part, str) or head is None or len(part) - head < 5:
            said.append(part)
            continue
        at = head + 1 + (len(part) - head) // 2
        upper, lower = cut(part, at)
        if again:
            lower = [_heads(part, head), *lower]
        said += [Piece(upper, weights(part)), NEW_PAGE, Piece(lower, weights(part))]
    return said


def _heads(rows: Rows, head: int) -> list[Cell]:
    """The row of column heads by itself; where a label spans it from above (绩效指标), an empty cell."""
    covered = [(x, cell) for y, x, cell in placed(rows) if y <= head < y + cell.down]
    return [cell._replace(text=cell.text if cell.down == 1 else "", down=1) for x, cell in sorted(covered, key=lambda found: found[0])]
