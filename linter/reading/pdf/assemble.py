"""Pages → blocks: tables by their rules, joined over page breaks; the rest as paragraphs. For PDF and for pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from linter.reading.blocks import Block, ParagraphBlock
from linter.reading.flow import Line, Word, lines_of
from linter.reading.lattice import ruled_tables
from linter.reading.pdf.page import Page
from linter.reading.pdf.paragraphs import paragraphs_of
from linter.reading.pdf.pieces import Piece, block_of, join, piece_of
from linter.reading.pdf.unruled import looks_like_table, unruled_table
from linter.tables import table
from linter.where import Spot
from linter.wording import squeeze

_PAGE_NUMBER = re.compile(rf"[-—–·~～\s]*{table('pdf_pages')['page_number']}[-—–·~～\s]*")
_MARGIN = 0.1  # of the page's height, where running heads and page numbers stand
_OFTEN = 3  # pages a running head stands on, at least
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class _Read:
    """A page read: `items` from top to bottom, each with its top edge."""

    number: int
    items: list[tuple[float, Line | Piece]] = field(default_factory=list)
    height: float = 0.0
    marks: tuple[str, ...] = ()
    page: Page | None = None


class Assembler:
    """Takes pages in order; `blocks` gives them all at the end."""

    def __init__(self) -> None:
        self.guessed: list[int] = []  # pages with a table nobody ruled
        self.missed: list[int] = []  # pages with one whose rows or columns are in doubt
        self._pages: list[_Read] = []
        self._margins: Counter[tuple[str, int]] = Counter()

    def add(self, page: Page) -> bool:
        """Reads one page; says whether a table reaches its lower part, so that the next page may go on with it."""
        read = _Read(page.number, height=page.height, marks=tuple(page.marks), page=page)
        words = page.words
        pieces: list[tuple[float, Piece]] = []
        if page.tables and page.rules:
            lattices = ruled_tables(page.rules)
            for lattice in sorted(lattices, key=lambda lattice: (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[0] - lattice.ys[-1])):
                piece, words = piece_of(lattice, words, page)
                if any(cell.lines for cell in piece.cells):
                    pieces.append((lattice.ys[0], piece))
        guess = unruled_table(words, page) if page.unruled and not pieces else None
        if guess is not None:
            piece, words = guess
            pieces.append((max(cell.lines[0].y1 for cell in piece.cells), piece))
            self.guessed.append(page.number)
        elif page.unruled and not pieces and looks_like_table(words):
            self.missed.append(page.number)
        lines: list[tuple[float, Line | Piece]] = [(line.y1, line) for line in lines_of(words)]
        read.items = sorted([*lines, *pieces], key=lambda item: -item[0])
        for top, item in lines:
            if isinstance(item, Line) and self._in_margin(top, item, page.height):
                self._margins[_head(item)] += 1
        self._pages.append(read)
        page.words, page.rules = (), ()
        return bool(read.items) and any(
            isinstance(item, Piece) for _, item in read.items[-4:]
        )

    def _in_margin(self, top: float, line: Line, height: float) -> bool:
        return line.y0 > height * (1 - _MARGIN) or top < height * _MARGIN

    def blocks(self) -> list[Block]:
        """The document's blocks in reading order."""
        out: list[Block] = []
        said: set[str] = set()
        open_: Piece | None = None
        for at, read in enumerate(self._pages):
            page = read.page
            assert page is not None
            for mark in read.marks:
                if squeeze(mark) and squeeze(mark) not in said:
                    said.add(squeeze(mark))
                    out.append(ParagraphBlock(mark, Spot(page=read.number, ocr=page.ocr)))
            items = [item for item in read.items if not self._is_furniture(item, read, said, out, page)]
            if at + 1 < len(self._pages):
                items = _without_overflow(items, self._pages[at + 1])
            lines: list[Line] = []
            for n, (_, item) in enumerate(items):
                if isinstance(item, Line):
                    lines.append(item)
                    continue
                if not lines and open_ is not None and join(open_, item, heads_only=n > 0):
                    continue
                if open_ is not None:
                    _close(open_, out)
                out += paragraphs_of(lines, page)
                lines = []
                open_ = item
            if lines:
                if open_ is not None:
                    _close(open_, out)
                    open_ = None
                out += paragraphs_of(lines, page)
        if open_ is not None:
            _close(open_, out)
        return out

    def _is_furniture(self, item: tuple[float, Line | Piece], read: _Read, said: set[str], out: list[Block], page: Page) -> bool:
        """Page numbers, and running heads after their first time, which is told as a paragraph."""
        top, line = item
        if isinstance(line, Piece) or not self._in_margin(top, line, read.height):
            return False
        if _PAGE_NUMBER.fullmatch(line.text):
            return True
        if self._margins[_head(line)] < _OFTEN or _titles(line.text):
            return False
        text = squeeze(line.text)
        if text not in said:
            said.add(text)
            out.append(ParagraphBlock(line.text, Spot(page=read.number, bbox=page.stored(line[1:]), ocr=page.ocr)))
        return True


def assembled(pages: Iterable[Page]) -> list[Block]:
    """The blocks of pages in order."""
    assembler = Assembler()
    for page in pages:
        assembler.add(page)
    return assembler.blocks()


def _without_overflow(items: list[tuple[float, Line | Piece]], following: _Read) -> list[tuple[float, Line | Piece]]:
    """Items without the text of a merged cell that runs out below the table where a page break cut it and is printed
    again on the next page."""
    piece = next((item for _, item in following.items if isinstance(item, Piece)), None)
    if piece is None or not items or isinstance(items[-1][1], Piece):
        return items
    again = set(piece.said(0))
    end = len(items)
    while end and isinstance(line := items[end - 1][1], Line) and squeeze(line.text) in again:
        end -= 1
    return items[:end] if end and isinstance(items[end - 1][1], Piece) else items


def _close(piece: Piece, out: list[Block]) -> None:
    block = block_of(piece)
    if block is not None:
        out.append(block)


def _head(line: Line) -> tuple[str, int]:
    """What a running head has in common on all pages: its words but for numbers, and its height."""
    return _DIGITS.sub("0", squeeze(line.text)), round(line.y0 / 8)


def _titles(text: str) -> bool:
    """Titles of forms stand at the same place on page after page and are no running heads; nor are captions of units."""
    folded = squeeze(text)
    return folded.endswith("表") or "绩效" in folded or "单位:" in folded or "年度)" in folded


def leftover_words(words: Iterable[Word]) -> str:
    """Words as one text, for marks set apart from the page."""
    return " ".join(line.text for line in lines_of(words))
