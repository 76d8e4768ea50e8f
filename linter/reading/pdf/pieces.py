"""`Piece`: the part of a table that stands on one page; pieces that a page broke are joined into one table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from linter.reading.blocks import Box, Cell, PagePlace, TableBlock
from linter.reading.flow import Line, is_wrapped, room, text_in
from linter.reading.lattice import Lattice, Word
from linter.reading.pdf.page import Page
from linter.tables import table
from linter.wording import squeeze

_SAME = 4.0  # points between the same grid line on two pages
_UNIT = re.compile(r"\([^()]*\)$")
_RUNNING = re.compile(r"[，。；]")
_ENDED = re.compile(r"[。；;！？!?]$")


@dataclass(slots=True)
class PieceCell:
    """A cell, empty ones included. `left` and `right` are its edges; `box` where its first part stands."""

    row: int
    row_span: int
    left: float
    right: float
    box: Box
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return text_in(self.lines, self.left, self.right) if self.lines else ""


@dataclass(slots=True)
class Piece:
    """`pages` says for each row on which page it begins; `cells` stand in reading order; `guessed`: no rules showed them."""

    xs: list[float]
    pages: list[int]
    cells: list[PieceCell]
    open_top: bool
    open_bottom: bool
    guessed: bool = False
    ocr: bool = False

    def at(self, row: int) -> list[PieceCell]:
        """The cells that stand in a row, those that reach into it from above too."""
        return [cell for cell in self.cells if cell.row <= row < cell.row + cell.row_span]

    def said(self, row: int) -> tuple[str, ...]:
        return tuple(squeeze(cell.text) for cell in self.cells if cell.row == row and cell.lines)


def piece_of(lattice: Lattice, words: Sequence[Word], page: Page) -> tuple[Piece, list[Word]]:
    """The table a lattice and the words in it make, and the other words."""
    filled, leftover = lattice.fill(words)
    lines = {(cell.row, cell.column): cell.lines for cell in filled}
    cells = []
    for slot in lattice.slots:
        box = lattice.box_of(slot)
        cells.append(PieceCell(slot.row, slot.row_span, box[0], box[2], page.stored(box), lines.get((slot.row, slot.column), [])))
    piece = Piece(
        list(lattice.xs), [page.number] * lattice.row_count, cells, lattice.open_top, lattice.open_bottom, ocr=page.ocr,
    )
    return _without_blank_rows(piece), leftover


def _without_blank_rows(piece: Piece) -> Piece:
    """Empty rows at the top and the bottom hold nothing and would hide what a page break cut."""
    last = len(piece.pages) - 1
    while last > 0 and not any(cell.lines for cell in piece.at(last)):
        last -= 1
    if last + 1 < len(piece.pages):
        piece.cells = [cell for cell in piece.cells if cell.row <= last]
        for cell in piece.cells:
            cell.row_span = min(cell.row_span, last + 1 - cell.row)
        del piece.pages[last + 1 :]
    return piece


def join(upper: Piece, lower: Piece, *, heads_only: bool = False) -> bool:
    """Puts `lower` under `upper` when it is the rest of it on the next page; says whether it did.

    `heads_only`: only where it begins with the heads of `upper` over again.
    """
    if heads_only and not _heads(upper, lower):
        return False
    shift = _shift(upper, lower)
    if shift is None or (upper.guessed, upper.ocr) != (lower.guessed, lower.ocr) or (_begins(lower) and not _heads(upper, lower)):
        return False
    for cell in lower.cells:
        cell.left -= shift
        cell.right -= shift
    lower.xs = [x - shift for x in lower.xs]
    _drop_heads(upper, lower)
    if not lower.pages:
        return True
    pairs = _pairs(upper, lower)
    goes_on = _is_rest_of_row(upper, lower, pairs)
    taken: set[int] = set()
    offset = len(upper.pages) - (1 if goes_on else 0)
    for above, below in pairs:
        if goes_on or _one_label(above, below, upper, lower):
            above.lines += below.lines
            above.row_span = offset + below.row + below.row_span - above.row
            taken.add(id(below))
    for cell in lower.cells:
        if id(cell) not in taken:
            cell.row += offset
            upper.cells.append(cell)
    upper.pages += lower.pages[1:] if goes_on else lower.pages
    upper.open_bottom = lower.open_bottom
    upper.xs = _union(upper.xs, lower.xs)
    return True


def _shift(upper: Piece, lower: Piece) -> float | None:
    """How far the lower piece stands to the right of the upper one; None when they are not as wide."""
    shift = lower.xs[0] - upper.xs[0]
    if abs((lower.xs[-1] - lower.xs[0]) - (upper.xs[-1] - upper.xs[0])) > 2 * _SAME:
        return None
    shared = sum(_near(upper.xs, x - shift) for x in lower.xs[1:-1])
    least = min(len(upper.xs), len(lower.xs)) - 2
    return shift if 2 * shared >= least else None


def _near(xs: Sequence[float], x: float) -> bool:
    n = bisect_left(xs, x)
    return any(abs(xs[m] - x) <= _SAME for m in (n - 1, n) if 0 <= m < len(xs))


def _union(xs: list[float], more: list[float]) -> list[float]:
    return sorted([*xs, *(x for x in more if not _near(xs, x))])


def _begins(piece: Piece) -> bool:
    """Whether the first row that says anything is the first of a form."""
    begins = {squeeze(label) for label in table("pdf_pages")["begins"]}
    for row in range(min(len(piece.pages), 3)):
        said = piece.said(row)
        if said:
            return said[0].split(":")[0] in begins
    return False


def _heads(upper: Piece, lower: Piece) -> int:
    """How many of the first rows of `lower` only say again what heads the table."""
    known = {upper.said(row) for row in range(len(upper.pages))}
    count = 0
    while count < len(lower.pages) - 1:
        said = lower.said(count)
        if not (len(said) >= 3 and said in known) or any(c.isdigit() for text in said for c in text):
            break
        count += 1
    return count


def _drop_heads(upper: Piece, lower: Piece) -> None:
    count = _heads(upper, lower)
    if not count:
        return
    kept = []
    for cell in lower.cells:
        end = cell.row + cell.row_span - count
        if end > 0:
            cell.row, cell.row_span = max(cell.row - count, 0), end - max(cell.row - count, 0)
            kept.append(cell)
    lower.cells = kept
    del lower.pages[:count]
    lower.open_top = False


def _pairs(upper: Piece, lower: Piece) -> list[tuple[PieceCell, PieceCell]]:
    """Cells of the last row above and of the first row below that have the same edges."""
    above = upper.at(len(upper.pages) - 1)
    return [
        (one, other) for other in lower.at(0) for one in above
        if abs(one.left - other.left) <= _SAME and abs(one.right - other.right) <= _SAME
    ]


def _is_rest_of_row(upper: Piece, lower: Piece, pairs: list[tuple[PieceCell, PieceCell]]) -> bool:
    """Whether the first row below is the rest of the last row above: all that it says goes on where that broke off."""
    first, last = lower.at(0), upper.at(len(upper.pages) - 1)
    partner = {id(below): above for above, below in pairs}
    if not any(cell.lines for cell in first) or len(first) != len(last) or len(partner) != len(first):
        return False
    if upper.open_bottom and lower.open_top:
        return True
    score, ended, running = 0.0, False, False
    for below in first:
        above = partner[id(below)]
        if below.lines and above.lines:
            if _is_label(below.text) and not _is_label(above.text + below.text):
                return False
            score += 1.0 if _breaks_off(above, below) else -2.0
            running = running or len(_RUNNING.findall(above.text + below.text)) > 1
        elif below.lines:
            score -= 3.0
        elif above.lines and above.row_span == 1 and below.row_span == 1:
            ended = True
    return (ended or running) and score > 0.0


def _breaks_off(above: PieceCell, below: PieceCell) -> bool:
    """Whether the text above ends for want of room, so that the one below must be its rest."""
    last = above.lines[-1]
    return not _ENDED.search(last.text) and is_wrapped(last, below.lines[0], room(above.lines, above.left, above.right), strict=True)


def _is_label(text: str) -> bool:
    folded = squeeze(text)
    return folded in _labels() or _UNIT.sub("", folded) in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(squeeze(label) for label in table("labels")["labels"])


def _one_label(above: PieceCell, below: PieceCell, upper: Piece, lower: Piece) -> bool:
    """Whether two cells are one merged cell that the page break cut."""
    if above.row_span == 1 and below.row_span == 1 and not _spans_elsewhere(above, upper, lower):
        return False
    return not above.lines or not below.lines or _is_label(above.text + below.text)


def _spans_elsewhere(cell: PieceCell, *pieces: Piece) -> bool:
    """Whether cells of this column reach over several rows."""
    return any(
        other.row_span > 1 and abs(other.left - cell.left) <= _SAME and abs(other.right - cell.right) <= _SAME
        for piece in pieces for other in piece.cells
    )


def block_of(piece: Piece) -> TableBlock | None:
    """The table as the recogniser takes it; None when it says nothing."""
    cells: list[Cell] = []
    boxes: dict[tuple[int, int], Box] = {}
    xs = piece.xs
    for cell in piece.cells:
        text = cell.text
        if text:
            column = _index(xs, cell.left)
            cells.append(Cell(cell.row, column, text, cell.row_span, max(_index(xs, cell.right) - column, 1)))
            boxes[cell.row, column] = cell.box
    if not cells:
        return None
    cells.sort()
    return TableBlock(tuple(cells), len(piece.pages), not piece.guessed, PagePlace(tuple(piece.pages), boxes, piece.ocr))


def _index(xs: list[float], x: float) -> int:
    n = bisect_left(xs, x)
    near = [m for m in (n - 1, n) if 0 <= m < len(xs)]
    return min(near, key=lambda m: abs(xs[m] - x))
