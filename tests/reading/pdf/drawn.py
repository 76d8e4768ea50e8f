"""Small PDF files drawn by hand, so that a test says where every line and text stands."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from linter.reading import read_bytes
from linter.reading.blocks import Document, TableBlock

FONT = "STSong-Light"
Draw = Callable[[Any], None]


def pdf(*pages: Draw, size: tuple[float, float] = A4, **options: Any) -> bytes:
    """A file with a page for each function."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, **options)
    for draw in pages:
        canvas.setFont(FONT, 10)
        canvas.setLineWidth(0.5)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def grid(canvas: Any, xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]]) -> None:
    """A full grid of strokes, `ys` from the top down, and a text in each cell; "|" breaks its lines."""
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    write(canvas, xs, ys, texts)


def write(canvas: Any, xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]]) -> None:
    """The texts of a grid without its lines."""
    for y, row in zip(ys, texts, strict=False):
        for x, text in zip(xs, row, strict=False):
            for n, line in enumerate(text.split("|")):
                canvas.drawString(x + 3, y - 13 - 12 * n, line)


def read(data: bytes) -> Document:
    return read_bytes(data, "表.pdf")


def told(document: Document) -> list[Any]:
    """Paragraphs as texts, tables as rows of (column, text)."""
    return [
        [[(cell.column, cell.text) for cell in row] for row in block.rows()] if isinstance(block, TableBlock) else block.text
        for block in document.blocks
    ]
