"""Text dumps → blocks: tab-separated tables, Markdown tables, and lines of running text."""

from __future__ import annotations

from collections.abc import Sequence

from linter.reading.blocks import Block, Cell, Document, LinePlace, ParagraphBlock, TableBlock
from linter.reading.encoding import Decoded, decode
from linter.reading.limits import MAX_COLUMNS, MAX_PIECES, too_many_pieces, too_wide
from linter.reading.markdown import marked_tables
from linter.reading.quoted import join_quoted
from linter.where import Spot


def read_text(data: bytes, source: str) -> Document:
    """The document of a text file. Raises ReadError as `decode` does, and for rows of more than MAX_COLUMNS cells."""
    return document(decode(data), source)


def document(decoded: Decoded, source: str) -> Document:
    """The document of a text already decoded."""
    return Document(source, tuple(blocks_of(decoded.text)), decoded.notes)


def blocks_of(text: str) -> list[Block]:
    """Paragraphs and tables of a text whose lines end with "\\n"."""
    lines: Sequence[str] = text.split("\n")
    numbers: Sequence[int] = range(1, len(lines) + 1)
    if '"' in text and "\t" in text:
        lines, numbers = join_quoted(lines)
    reader = _DumpReader(lines, numbers)
    at = 0
    if "|" in text or "<table" in text:
        for start, stop, found in marked_tables(lines, numbers):
            reader.read(at, start)
            reader.blocks += found
            at = stop
    reader.read(at, len(lines))
    return reader.blocks


class _DumpReader:
    """Reads stretches of lines into `blocks`.

    A table is a run of lines without a blank one, from its first line with a tab to its last; the lines of the run
    before and after are paragraphs, a line without a tab between them is a row of one cell.
    """

    def __init__(self, lines: Sequence[str], numbers: Sequence[int]) -> None:
        self.lines, self.numbers = lines, numbers
        self.blocks: list[Block] = []
        self.pieces = 0

    def read(self, start: int, stop: int) -> None:
        """The blocks of lines[start:stop]."""
        lines = self.lines
        begun = -1  # the run's first line
        first = last = -1  # its first and last line with a tab
        for n in range(start, stop):
            line = lines[n]
            if "\t" in line:
                if first < 0:
                    first = n
                    if begun < 0:
                        begun = n
                last = n
            elif not line or line.isspace():
                if begun >= 0:
                    self._run(begun, first, last, n)
                    begun = first = -1
            elif begun < 0:
                begun = n
        if begun >= 0:
            self._run(begun, first, last, stop)

    def _run(self, begun: int, first: int, last: int, stop: int) -> None:
        if first < 0:
            self._paragraphs(begun, stop)
        else:
            self._paragraphs(begun, first)
            self._table(first, last + 1)
            self._paragraphs(last + 1, stop)

    def _paragraphs(self, start: int, stop: int) -> None:
        self.pieces += stop - start
        if self.pieces > MAX_PIECES:
            raise too_many_pieces()
        for n in range(start, stop):
            text = self.lines[n].strip()
            if text[0] == "#":
                text = _heading(text)
            if text:
                self.blocks.append(ParagraphBlock(text, Spot(self.numbers[n])))

    def _table(self, start: int, stop: int) -> None:
        cells: list[Cell] = []
        lines, new = self.lines, tuple.__new__  # a third of the time went into the named tuple's own constructor
        for n in range(start, stop):
            line = lines[n]
            if len(line) > MAX_COLUMNS and line.count("\t") >= MAX_COLUMNS:
                raise too_wide(f"第{self.numbers[n]}行")
            row = n - start
            cells += [
                new(Cell, (row, column, text, 1, 1))
                for column, part in enumerate(line.split("\t"))
                if part and (text := part.strip())
            ]
            if len(cells) > MAX_PIECES - self.pieces:
                raise too_many_pieces()
        if cells:
            self.pieces += len(cells)
            place = LinePlace(tuple(self.numbers[start:stop]))
            self.blocks.append(TableBlock(tuple(cells), stop - start, spans_known=False, place=place))


def _heading(text: str) -> str:
    """A Markdown heading without its marks; other text that begins with # as it is."""
    title = text.lstrip("#")
    level = len(text) - len(title)
    return title.strip() if level <= 6 and (not title or title[0].isspace()) else text
