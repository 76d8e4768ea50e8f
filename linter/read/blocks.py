"""`Document`: what every reader gives, whatever the file was: paragraphs and tables of cells with spans and places.

The recogniser (`linter/form`) sees nothing else of a file. Covered cells of a span and empty cells are not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    """A table known by its number in the document (from 1): Word, HTML."""

    number: int

    def spot(self, row: int, column: int) -> Spot:
        return Spot(table=self.number, row=row + 1, column=column + 1)


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """Running text: one line of a text dump, one block element of HTML. Never empty."""

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
