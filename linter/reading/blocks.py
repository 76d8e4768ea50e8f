"""`Document`: what every reader gives, whatever the file was: paragraphs and tables of cells with spans and places.

The recogniser (`linter/form`) sees nothing else of a file. Covered cells of a span and empty cells are not listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from linter.submission import Note
from linter.where import Spot


class Cell(NamedTuple):
    """A cell that holds text. `row` and `column` count from 0 inside its table; `text` is stripped, never empty."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


class Place(Protocol):
    """Turns a cell's row and column into a `Spot`; made on demand, since most cells are never at fault."""

    def spot(self, row: int, column: int) -> Spot: ...


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A table read from text: `lines[row]` is the line number (from 1) a row begins on."""

    lines: tuple[int, ...]

    def spot(self, row: int, column: int) -> Spot:
        return Spot(line=self.lines[row], column=column + 1)


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table known by its number in the document (from 1): Word, HTML. It may begin further down or right in it."""

    number: int
    first_row: int = 0
    first_column: int = 0

    def spot(self, row: int, column: int) -> Spot:
        return Spot(table=self.number, row=self.first_row + row + 1, column=self.first_column + column + 1)


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A table on a worksheet: `first_row` and `first_column` (from 0) of the sheet are row 0 and column 0 of the table."""

    sheet: str
    first_row: int = 0
    first_column: int = 0

    def spot(self, row: int, column: int) -> Spot:
        number, letters = self.first_column + column + 1, ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return Spot(sheet=self.sheet, cell=f"{letters}{self.first_row + row + 1}")


Box = tuple[float, float, float, float]  # left, bottom, right, top in PDF points, the page's lower left corner is 0, 0


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A table on one or more pages: `rows[row]` is the page (from 1) a row begins on, `boxes` the cells' places on it.

    `ocr`: the text was read from a picture.
    """

    rows: tuple[int, ...]
    boxes: Mapping[tuple[int, int], Box]
    ocr: bool = False

    def spot(self, row: int, column: int) -> Spot:
        return Spot(page=self.rows[row], bbox=self.boxes.get((row, column)), row=row + 1, column=column + 1, ocr=self.ocr)


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """Running text: a line of a text dump, a block element of HTML, a paragraph of Word, a line of a page. Never empty."""

    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table. `cells` stand in reading order. `spans_known` is False where the source lost them (text dumps)."""

    cells: tuple[Cell, ...]
    row_count: int
    spans_known: bool
    place: Place

    def rows(self) -> Iterator[list[Cell]]:
        """The cells that begin in each row, empty rows included."""
        rows: list[list[Cell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return iter(rows)


Block = ParagraphBlock | TableBlock


@dataclass(frozen=True, slots=True)
class Document:
    """A file as blocks in reading order. `notes` say what the reader could not read."""

    source: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
