"""PDF files: ruled tables with spans that run over pages, watermark, page numbers. Drawn cell by cell, since Table of
reportlab does not break a page inside a span."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.containers.grid import NEW_PAGE, header_row, placed, weights
from tests.layouts import Part, Rows

_EMBEDDED = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
_MARGIN, _PAD, _LEADING = 45.0, 3.0, 1.3
_WORD = re.compile(r"[0-9A-Za-z.,%‰]+|.")


@dataclass(frozen=True, slots=True)
class Look:
    """How the pages look.

    `rules`: borders as strokes, as a rectangle round each cell, as thin filled boxes, or none. `split_rows`: a row may
    break over two pages. `again`: the heads of a list are printed again on each page. `watermark`: a grey text across
    every page. `embedded`: the font is in the file where this machine has one, else it is only named.
    """

    rules: str = "strokes"
    split_rows: bool = False
    again: bool = False
    watermark: str = ""
    page_numbers: bool = False
    landscape: bool = False
    embedded: bool = True
    size: float = 9


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell in lines, as they fit its width."""

    y: int
    x: int
    across: int
    down: int
    lines: tuple[str, ...]


PLAIN = Look()


@cache
def font(embedded: bool = True) -> str:
    """The name of a registered font with Chinese characters."""
    if embedded and _EMBEDDED.exists():
        pdfmetrics.registerFont(TTFont("made-up", _EMBEDDED, subfontIndex=0))
        return "made-up"
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def as_pages(parts: Sequence[Part], look: Look = PLAIN) -> bytes:
    """A .pdf of the parts."""
    out = io.BytesIO()
    pages = _Pages(out, look)
    for part in parts:
        if part == NEW_PAGE:
            pages.new()
        elif isinstance(part, str):
            pages.paragraph(part)
        else:
            pages.table(part)
    pages.close()
    return out.getvalue()


class _Pages:
    """Pages while they are drawn; `y` is where the next thing begins."""

    def __init__(self, out: io.BytesIO, look: Look) -> None:
        self.look, self.font = look, font(look.embedded)
        self.wide, self.high = landscape(A4) if look.landscape else A4
        self.leading = look.size * _LEADING
        self.canvas = Canvas(out, pagesize=(self.wide, self.high), invariant=1)
        self._begin()

    def new(self) -> None:
        self.canvas.showPage()
        self._begin()

    def close(self) -> None:
        self.canvas.showPage()
        self.canvas.save()

    def paragraph(self, text: str) -> None:
        size = self.look.size + 2
        lines = wrapped(text, self.font, size, self.wide - 2 * _MARGIN)
        for line in lines:
            if self.y - size * 1.8 < _MARGIN:
                self.new()
            self.y -= size * 1.8
            self.canvas.setFont(self.font, size)
            if len(lines) == 1:
                self.canvas.drawCentredString(self.wide / 2, self.y + 4, line)
            else:
                self.canvas.drawString(_MARGIN, self.y + 4, line)

    def table(self, rows: Rows) -> None:
        wanted, least = weights(rows), self.look.size + 2 * _PAD + 2
        spare = self.wide - 2 * _MARGIN - least * len(wanted)
        widths = [least + spare * each / sum(wanted) for each in wanted]
        boxes = [
            _Box(y, x, cell.across, cell.down, wrapped(cell.text, self.font, self.look.size, sum(widths[x : x + cell.across]) - 2 * _PAD))
            for y, x, cell in placed(rows)
        ]
        heads = [box for box in boxes if box.y == 0] if self.look.again and header_row(rows) == 0 else []
        first = True
        while boxes:
            heights = self._heights(boxes)
            if heights[0] > self.y - _MARGIN:
                self.new()
            again = [] if first else heads
            room = self.y - _MARGIN - (self._heights(again)[0] if again else 0)
            fit = next((n for n in range(len(heights)) if sum(heights[: n + 1]) > room), len(heights))
            boxes, heights, fit = self._split(boxes, heights, fit, room)
            self._draw(again, self._heights(again) if again else [], widths)
            self._draw([box for box in boxes if box.y < fit], heights[:fit], widths)
            boxes = list(_rest(boxes, fit, {id(box) for box in boxes if self._fits(box, heights[:fit])}))
            first = False
            if boxes:
                self.new()
        self.y -= 12

    def _heights(self, boxes: Sequence[_Box]) -> list[float]:
        heights = [self.leading + 2 * _PAD] * max(box.y + box.down for box in boxes)
        for box in sorted(boxes, key=lambda box: box.down):
            need = len(box.lines) * self.leading + 2 * _PAD - sum(heights[box.y : box.y + box.down])
            if need > 0:
                heights[box.y + box.down - 1] += need
        return heights

    def _split(self, boxes: list[_Box], heights: list[float], fit: int, room: float) -> tuple[list[_Box], list[float], int]:
        """The row that does not fit as two rows, where rows may break and some lines of it find room."""
        lines = int((room - sum(heights[:fit]) - 2 * _PAD) / self.leading)
        if not self.look.split_rows or fit == len(heights) or lines < 2:
            return boxes, heights, fit
        made: list[_Box] = []
        for box in boxes:
            if box.y == fit and box.down == 1:
                made += [replace(box, lines=box.lines[:lines]), replace(box, y=fit + 1, lines=box.lines[lines:])]
            elif box.y > fit:
                made.append(replace(box, y=box.y + 1))
            else:
                made.append(replace(box, down=box.down + (box.y + box.down > fit)))
        return made, self._heights(made), fit + 1

    def _fits(self, box: _Box, heights: Sequence[float]) -> bool:
        return len(box.lines) * self.leading <= sum(heights[box.y : box.y + box.down])

    def _draw(self, boxes: Sequence[_Box], heights: Sequence[float], widths: Sequence[float]) -> None:
        """The rows of one page: what runs beyond them is ruled off; its text stands where it first fits."""
        for box in boxes:
            left, wide = _MARGIN + sum(widths[: box.x]), sum(widths[box.x : box.x + box.across])
            top, high = self.y - sum(heights[: box.y]), sum(heights[box.y : box.y + box.down])
            self._rule(left, top - high, wide, high)
            if self._fits(box, heights):
                self.canvas.setFont(self.font, self.look.size)
                at = top - (high - len(box.lines) * self.leading) / 2 - self.look.size
                for n, line in enumerate(box.lines):
                    self.canvas.drawString(left + _PAD, at - n * self.leading, line)
        self.y -= sum(heights)

    def _rule(self, left: float, bottom: float, wide: float, high: float) -> None:
        right, top = left + wide, bottom + high
        self.canvas.setLineWidth(0.5)
        if self.look.rules == "rectangles":
            self.canvas.rect(left, bottom, wide, high)
        for x1, y1, x2, y2 in ((left, bottom, right, bottom), (left, top, right, top), (left, bottom, left, top), (right, bottom, right, top)):
            if self.look.rules == "strokes":
                self.canvas.line(x1, y1, x2, y2)
            elif self.look.rules == "boxes":
                self.canvas.rect(x1 - 0.25, y1 - 0.25, x2 - x1 + 0.5, y2 - y1 + 0.5, stroke=0, fill=1)

    def _begin(self) -> None:
        canvas, look = self.canvas, self.look
        self.y = self.high - _MARGIN
        if look.watermark:
            canvas.saveState()
            canvas.setFont(self.font, 54)
            canvas.setFillGray(0.85)
            canvas.translate(self.wide / 2, self.high / 2)
            canvas.rotate(45)
            canvas.drawCentredString(0, 0, look.watermark)
            canvas.restoreState()
        if look.page_numbers:
            canvas.setFont(self.font, 8)
            canvas.drawCentredString(self.wide / 2, 25, f"— {canvas.getPageNumber()} —")


def _rest(boxes: Sequence[_Box], fit: int, said: set[int]) -> Iterator[_Box]:
    """What is left below row `fit`; a cell that began above goes on, without its text where that is `said`."""
    for box in boxes:
        if box.y >= fit:
            yield replace(box, y=box.y - fit)
        elif box.y + box.down > fit:
            yield replace(box, y=0, down=box.y + box.down - fit, lines=() if id(box) in said else box.lines)


@lru_cache(maxsize=20_000)
def wrapped(text: str, name: str, size: float, room: float) -> tuple[str, ...]:
    """The lines a text breaks into: between any two characters, but inside a number or a word only where it must."""
    lines: list[str] = []
    for line in text.split("\n"):
        found = ""
        for word in _WORD.findall(line):
            pieces = [word] if pdfmetrics.stringWidth(word, name, size) <= room else list(word)
            for piece in pieces:
                if found and pdfmetrics.stringWidth(found + piece, name, size) > room:
                    lines.append(found)
                    found = ""
                found += piece
        lines.append(found)
    return tuple(lines)
