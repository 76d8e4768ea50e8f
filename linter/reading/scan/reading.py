"""One page: turned upright and straight, its rules, its words."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

from linter.reading.flow import Word
from linter.reading.lattice import Rule
from linter.reading.scan import ink, ruling, upright
from linter.reading.scan.ink import Levels
from linter.reading.scan.mending import is_sign, may_be_other, mended
from linter.reading.scan.page import PageImage, ScannedPage
from linter.reading.scan.per_mille import with_per_mille
from linter.reading.scan.recogniser import Box, Said, found, said
from linter.reading.scan.ruling import Ruling
from linter.reading.scan.strips import cut_out, is_lone, strips, usual_height

_DPI = (200.0, 300.0)  # the picture is brought between these
_PAGE_INCHES = (4.0, 24.0)  # the longer side of a sheet; a page that claims another size is taken for A4
_A4_INCHES = 11.7
_MOST_PIXELS = 30_000_000
_SEARCH_DPI = 130.0  # enough to see where text is
_LEAST_SCORE = 0.5  # below it is no text: grain, a seal, a signature
_LEAST_SIGN = 0.2  # for signs that stand alone in a cell: the engine is made for lines of text
_DOUBTFUL = 0.6  # the least sure character of a word
_READABLE = 0.8  # mean score of strips that stand upright
_OTHER_WIDTHS = (0.12, 1.6)
_SAMPLE = 6
_LYING = 0.6  # the share of tall finds on a page that lies on its side


class _Sheet(NamedTuple):
    """A page ready to be read: print on white, its rules, the strips of text and their usual height."""

    print: Levels
    rules: Ruling
    lines: list[Box]
    height: int
    lying: bool
    skew: float


def read_page(given: PageImage) -> ScannedPage:
    """Reads one page."""
    grey, dpi = _sized(given)
    white = ink.whitened(grey)
    turn, sheet = _upright(white, ink.threshold(white), dpi)
    return _page(given, sheet, turn)


def _sized(given: PageImage) -> tuple[Levels, float]:
    """The grey levels in a workable size, and their dots per inch."""
    grey = ink.levels(given.picture, _dpi(given.picture, given))
    dpi = _dpi(grey, given)
    scale = min(max(dpi, _DPI[0]), _DPI[1]) / dpi
    scale = min(scale, (_MOST_PIXELS / grey.size) ** 0.5)
    if abs(scale - 1) < 0.02:
        return grey, dpi
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how).astype(np.uint8), dpi * scale


def _dpi(picture: Any, given: PageImage) -> float:
    longer = max(picture.shape[:2] if isinstance(picture, np.ndarray) else picture.size)
    inches = max(given.width, given.height) / 72
    least, most = _PAGE_INCHES
    return float(longer) / (inches if least <= inches <= most else _A4_INCHES)


def _upright(white: Levels, limit: int, dpi: float) -> tuple[int, _Sheet]:
    """The page turned so that it can be read, and by how much."""
    sheet = _sheet(white, limit, dpi)
    if not sheet.lines:
        return 0, sheet
    score = 0.0 if sheet.lying else _score(sheet)
    best = score, 0, sheet
    if score < _READABLE:
        for degrees in (90, 270, 180) if sheet.lying else (180, 90, 270):
            other = _sheet(upright.turned(white, degrees), limit, dpi)
            score = 0.0 if other.lying else _score(other)
            if score > best[0]:
                best = score, degrees, other
            if score >= _READABLE:
                break
    return best[1], best[2]


def _score(sheet: _Sheet) -> float:
    """How well the longest strips read."""
    chosen = sorted(sheet.lines, key=lambda box: -box.width)[:_SAMPLE]
    return float(np.mean([one.score for one in said([cut_out(sheet.print, box, sheet.height) for box in chosen])]))


def _sheet(white: Levels, limit: int, dpi: float) -> _Sheet:
    skew = upright.skew(white < limit)
    white = upright.straightened(white, skew)
    rules = ruling.ruling(white, limit, dpi)
    page = ruling.erased(ink.cleared(white, limit), rules)
    boxes = found(page, _SEARCH_DPI / dpi)
    tall = sum(box.height > 1.5 * box.width for box in boxes)
    lines = strips(boxes, rules, page < limit, dpi / 72)
    return _Sheet(page, rules, lines, usual_height(lines), tall > _LYING * len(boxes), skew)


def _page(given: PageImage, sheet: _Sheet, turn: int) -> ScannedPage:
    width, height = (given.width, given.height) if turn % 180 == 0 else (given.height, given.width)
    rows, columns = sheet.print.shape
    right, up = width / columns, height / rows
    words, doubtful = [], []
    for box, one in zip(sheet.lines, _texts(sheet), strict=True):
        text = with_per_mille(mended(one.text), sheet.print[box.top : box.bottom, box.left : box.right])
        if not text or one.score < (_LEAST_SIGN if is_sign(text) else _LEAST_SCORE):
            continue
        word = Word(text, box.left * right, height - box.bottom * up, box.right * right, height - box.top * up)
        words.append(word)
        if _unsure(one) or may_be_other(text):
            doubtful.append(word)
    rules = [Rule(line.start * right, height - line.at * up, line.end * right, height - line.at * up) for line in sheet.rules.across]
    rules += [Rule(line.at * right, height - line.end * up, line.at * right, height - line.start * up) for line in sheet.rules.down]
    return ScannedPage(given.number, width, height, tuple(rules), tuple(words), tuple(doubtful), turn, sheet.skew)


def _texts(sheet: _Sheet) -> list[Said]:
    """What the strips say. Lone signs read badly are shown again in other widths of white; the surest reading holds."""
    texts = said([cut_out(sheet.print, box, sheet.height) for box in sheet.lines])
    again = [n for n, box in enumerate(sheet.lines) if texts[n].score < _READABLE and is_lone(box, sheet.height)]
    for beside in _OTHER_WIDTHS:
        shown = said([cut_out(sheet.print, sheet.lines[n], sheet.height, beside) for n in again])
        for n, one in zip(again, shown, strict=True):
            texts[n] = max(texts[n], one, key=lambda reading: (is_sign(reading.text), reading.score))
    return texts


def _unsure(one: Said) -> bool:
    return min(one.sure, default=1.0) < _DOUBTFUL
