"""Lines of running text → paragraphs: a full line goes on in the next one unless that is indented."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.reading.blocks import ParagraphBlock
from linter.reading.flow import Line, glue
from linter.reading.pdf.page import Page
from linter.where import Spot

_NEAR_EDGE = 1.6  # characters a full line may fall short of the right edge
_RUNNING = re.compile(r"[，。；]")
_NEVER_FIRST = "，。；：、）》”！？％"
_LONG = 24  # characters: no title of a form is as long, text without a comma may be
_INDENT = 0.9  # characters a line begins to the right of the others to be a new paragraph


def paragraphs_of(lines: Sequence[Line], page: Page) -> list[ParagraphBlock]:
    """The paragraphs of lines that follow each other on a page. Tables of unruled pages stay lines."""
    if not lines:
        return []
    left = min(line.x0 for line in lines)
    right = max(page.width - left, *(line.x1 for line in lines))
    columns: dict[tuple[str, int], float] = {}  # lines that begin, or have their middle, at the same place: the widest
    for line in lines:
        for key in _columns(line):
            columns[key] = max(columns.get(key, 0.0), line.x1)
    out: list[ParagraphBlock] = []
    parts: list[Line] = []
    for line in lines:
        if parts and _goes_on(parts[-1], line, left, right, max(columns[key] for key in _columns(line))):
            parts.append(line)
        else:
            if parts:
                out.append(_paragraph(parts, page))
            parts = [line]
    out.append(_paragraph(parts, page))
    return out


def _goes_on(before: Line, line: Line, left: float, right: float, column: float) -> bool:
    """`left`, `right`: the edges of the page's text; `column`: the right edge of the lines that begin where these do."""
    high = before.y1 - before.y0
    if not (0.8 * high < line.y1 - line.y0 < 1.25 * high and before.y0 - line.y1 < 1.6 * high):
        return False
    if line.text[0] in _NEVER_FIRST:
        return True
    if before.x1 - before.x0 < 12 * high:
        return False
    centred = abs(line.x0 + line.x1 - before.x0 - before.x1) < high < abs(line.x0 - before.x0)
    running = bool(_RUNNING.search(before.text) or _RUNNING.search(line.text))
    told = running or before.x1 - before.x0 > _LONG * high
    if told and not centred and right - before.x1 < _NEAR_EDGE * high and line.x0 - left < _INDENT * high:
        return True
    if not running or before.text[-1] in "。；：":
        return False
    full = column - before.x1 < 2 * _NEAR_EDGE * high
    return full and (centred or -3 * high < line.x0 - before.x0 < _INDENT * high)


def _columns(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("left", round(line.x0 / 12)), ("middle", round((line.x0 + line.x1) / 24))


def _paragraph(lines: list[Line], page: Page) -> ParagraphBlock:
    text = lines[0].text
    for line in lines[1:]:
        text += glue(text, line.text) + line.text
    box = min(n.x0 for n in lines), min(n.y0 for n in lines), max(n.x1 for n in lines), max(n.y1 for n in lines)
    return ParagraphBlock(text, Spot(page=page.number, bbox=page.stored(box), ocr=page.ocr))
