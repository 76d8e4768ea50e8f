"""Ruling lines and words of a page → tables of cells with spans. Shared by PDF and pictures (OCR); pure, no library.

    for lattice in ruled_tables(rules, tolerance=3.0):
        filled = lattice.fill(words)      # filled.cells: row, column, spans, box and text of each cell that holds words
        words = filled.leftover           # the words that stand in no cell of it

All lengths are points (1/72 inch), x to the right, y upward, on a page that stands upright.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from linter.reading.flow import Line, Word, lines_of, text_in

__all__ = ["FilledCell", "Filling", "Lattice", "Rule", "Slot", "Word", "ruled_tables"]

MAX_LINES = 2000  # beyond that it is a drawing
MAX_SLOTS = 200_000  # rows × columns of the largest grid made
_SLANT = 0.02  # height of a rule by its length: up to 1 degree is still straight


class Rule(NamedTuple):
    """A straight line as it is drawn, either way round; a thin box may be given by its middle line. Slanted ones are ignored."""

    x0: float
    y0: float
    x1: float
    y1: float


class Slot(NamedTuple):
    """A cell of the grid, whether it holds text or not; `row` 0 is the top one, `column` 0 the left one."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class FilledCell:
    """A cell with words in it. `box` is the cell's (left, bottom, right, top), `lines` its words line by line."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[float, float, float, float]
    lines: list[Line]

    @property
    def text(self) -> str:
        """What the cell says: wrapped lines joined as the text flows, deliberate breaks as line breaks."""
        return text_in(self.lines, self.box[0], self.box[2])


class Filling(NamedTuple):
    """`cells` in reading order; `leftover`: the words outside the lattice, in the order given."""

    cells: list[FilledCell]
    leftover: list[Word]


class _Straight(NamedTuple):
    """A line along one axis: `at` on the other axis, `low` to `high` on its own."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """One ruled table: `xs` its vertical grid lines from left to right, `ys` the horizontal ones from top to bottom.

    `slots` are all its cells in reading order. `open_top`, `open_bottom`: no rule closes the table there, as where a page
    break cut a row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    owner: tuple[int, ...]  # row × columns + column → index of its slot
    open_top: bool = False
    open_bottom: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    @property
    def row_count(self) -> int:
        return len(self.ys) - 1

    def box_of(self, slot: Slot) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a cell."""
        return (
            self.xs[slot.column], self.ys[slot.row + slot.row_span], self.xs[slot.column + slot.column_span], self.ys[slot.row],
        )

    def fill(self, words: Iterable[Word]) -> Filling:
        """Puts every word into the cell its middle stands in. A word must not reach over a rule into the next cell."""
        xs, down, columns = self.xs, [-y for y in self.ys], len(self.xs) - 1
        left, bottom, right, top = self.box
        held: dict[int, list[Word]] = {}
        leftover: list[Word] = []
        for word in words:
            x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
            if left < x < right and bottom < y < top:
                at = (bisect_right(down, -y) - 1) * columns + bisect_right(xs, x) - 1
                held.setdefault(self.owner[at], []).append(word)
            else:
                leftover.append(word)
        cells = [FilledCell(*self.slots[n], self.box_of(self.slots[n]), lines_of(held[n])) for n in sorted(held)]
        return Filling([cell for cell in cells if cell.lines], leftover)


def ruled_tables(rules: Iterable[Rule], tolerance: float = 3.0) -> list[Lattice]:
    """The tables that rules make, from the top of the page down.

    Lines up to `tolerance` apart count as one (double lines, a border drawn cell by cell), and gaps up to it as closed.
    Rules that meet belong to one table; a single box is none.
    """
    flat, upright = _straight(rules)
    flat, upright = _joined(flat, tolerance), _joined(upright, tolerance)
    if len(flat) > MAX_LINES or len(upright) > MAX_LINES:
        return []
    found = []
    for horizontal, vertical in _groups(flat, upright, tolerance):
        lattice = _lattice(horizontal, vertical, tolerance)
        if lattice is not None and len(lattice.slots) > 1:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (-lattice.ys[0], lattice.xs[0]))


def _straight(rules: Iterable[Rule]) -> tuple[list[_Straight], list[_Straight]]:
    """Horizontal and vertical lines; slanted ones and dots are dropped."""
    flat: list[_Straight] = []
    upright: list[_Straight] = []
    for x0, y0, x1, y1 in rules:
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if high <= max(0.7, wide * _SLANT) and wide > high:
            flat.append(_Straight((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif wide <= max(0.7, high * _SLANT) and high > wide:
            upright.append(_Straight((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return flat, upright


def _joined(lines: list[_Straight], tolerance: float) -> list[_Straight]:
    """Lines on one position made one, pieces that meet joined."""
    lines.sort()
    out: list[_Straight] = []
    n = 0
    while n < len(lines):
        first = n
        while n < len(lines) and lines[n].at - lines[first].at <= tolerance:
            n += 1
        group = lines[first:n]
        length = sum(line.high - line.low for line in group)
        at = sum(line.at * (line.high - line.low) for line in group) / length
        low = high = None
        for line in sorted(group, key=lambda line: line.low):
            if low is None or high is None:
                low, high = line.low, line.high
            elif line.low - high <= tolerance:
                high = max(high, line.high)
            else:
                out.append(_Straight(at, low, high))
                low, high = line.low, line.high
        if low is not None and high is not None:
            out.append(_Straight(at, low, high))
    return out


def _groups(
    flat: list[_Straight], upright: list[_Straight], tolerance: float
) -> list[tuple[list[_Straight], list[_Straight]]]:
    """Lines that meet, group by group; lines that meet none are left out."""
    parent = list(range(len(flat) + len(upright)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    heights = [line.at for line in flat]
    for m, line in enumerate(upright, len(flat)):
        for n in range(bisect_right(heights, line.low - tolerance), bisect_right(heights, line.high + tolerance)):
            if flat[n].low - tolerance <= line.at <= flat[n].high + tolerance:
                parent[root(m)] = root(n)
    groups: dict[int, tuple[list[_Straight], list[_Straight]]] = {}
    for n, line in enumerate(flat):
        groups.setdefault(root(n), ([], []))[0].append(line)
    for m, line in enumerate(upright, len(flat)):
        groups.setdefault(root(m), ([], []))[1].append(line)
    return [(h, v) for h, v in groups.values() if h and v]


def _lattice(flat: list[_Straight], upright: list[_Straight], tolerance: float) -> Lattice | None:
    """The grid of one group of lines; edges nobody drew are added where lines reach beyond the last one drawn."""
    far = 2 * tolerance
    xs = sorted({line.at for line in upright})
    left, right = min(line.low for line in flat), max(line.high for line in flat)
    if left < xs[0] - far:
        xs.insert(0, left)
    if right > xs[-1] + far:
        xs.append(right)
    ys = sorted({line.at for line in flat}, reverse=True)
    top, bottom = max(line.high for line in upright), min(line.low for line in upright)
    open_top, open_bottom = top > ys[0] + far, bottom < ys[-1] - far
    if open_top:
        ys.insert(0, top)
    if open_bottom:
        ys.append(bottom)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > MAX_SLOTS:
        return None
    beside = _walls(upright, xs, sorted((ys[n] + ys[n + 1]) / 2 for n in range(rows)))
    for wall in beside:
        wall.reverse()
    below = _walls(flat, ys, [(xs[n] + xs[n + 1]) / 2 for n in range(columns)])
    slots, owner = _slots(rows, columns, beside, below)
    return Lattice(tuple(xs), tuple(ys), tuple(slots), tuple(owner), open_top, open_bottom)


def _walls(lines: list[_Straight], positions: Sequence[float], middles: list[float]) -> list[bytearray]:
    """For each grid line, where between the crossing lines it is drawn. `middles` rise."""
    index = {at: n for n, at in enumerate(positions)}
    walls = [bytearray(len(middles)) for _ in positions]
    for line in lines:
        wall = walls[index[line.at]]
        for n in range(bisect_right(middles, line.low), bisect_right(middles, line.high)):
            wall[n] = 1
    return walls


def _slots(rows: int, columns: int, beside: list[bytearray], below: list[bytearray]) -> tuple[list[Slot], list[int]]:
    """Cells as the largest rectangles without an inner wall, in reading order, and the cell of each place of the grid."""
    owner = [-1] * (rows * columns)
    slots: list[Slot] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row * columns + column] >= 0:
                continue
            end = column + 1
            while end < columns and not beside[end][row] and owner[row * columns + end] < 0:
                end += 1
            last = row + 1
            while last < rows and not any(
                below[last][n] or owner[last * columns + n] >= 0 or (n > column and beside[n][last]) for n in range(column, end)
            ):
                last += 1
            for y in range(row, last):
                owner[y * columns + column : y * columns + end] = [len(slots)] * (end - column)
            slots.append(Slot(row, column, last - row, end - column))
    return slots, owner
