"""Ruling lines of a straightened page, from its pixels: broken, faint and double lines put together, strokes of characters left out.

A long thin run of ink is a rule when it meets a rule of the other direction: underlines and strokes of characters do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from linter.reading.scan.ink import Levels

# all in points (1/72 inch)
_BREAK = 2.0  # a break in the ink of one line
_LEAST = 9.0  # a run of ink taken into account
_THICK = 4.5  # thicker is a bar or a blob, not a rule
_GAP = 9.0  # between pieces of one line
_SAME = 2.6  # lines closer than this are one line: double lines, the two edges of a thick one
_MEETS = 4.0  # how far an end may stop from the line it belongs to
_FREE = 40.0  # an end beyond the outermost line is a rule if it is as long as this (tables without side borders)
_TABLE = 60.0  # the longest line of a table is at least as long
_SHORT = 40.0  # a stretch shorter than this must be there nearly whole
_WHOLE, _ALL = 0.6, 0.85  # the share of ink on a long stretch, on a short one
_BESIDE = 1.8  # the strip looked at on either side of a line
_INKED, _QUIET, _BUSY = 0.75, 0.25, 0.7  # ink along a line, on its emptier side, on its fuller side, at least and at most
_PARALLEL = 0.95  # ink on one side from end to end is the other stroke of a double line
_PALE = 60  # levels above the limit of print at which lines still count


class Line(NamedTuple):
    """A rule in pixels: `at` is its distance from the top (horizontal) or the left (vertical), `width` its thickness.

    `pieces`: from where to where ink was found along it.
    """

    at: float
    start: float
    end: float
    width: float
    pieces: tuple[tuple[float, float], ...]

    @property
    def length(self) -> float:
        return self.end - self.start

    def inked(self, start: float, end: float) -> float:
        """The share of a stretch of it that is ink."""
        return sum(max(0.0, min(high, end) - max(low, start)) for low, high in self.pieces) / max(end - start, 1.0)


class Ruling(NamedTuple):
    across: list[Line]
    down: list[Line]


def ruling(white: Levels, limit: int, dpi: float) -> Ruling:
    """The rules of a page whose paper is white; `limit`: the level below which print lies."""
    ink = (white < min(limit + _PALE, 225)).astype(np.uint8)
    unit = dpi / 72
    across = _joined(_runs(ink, unit, down=False), unit)
    down = _joined(_runs(ink, unit, down=True), unit)
    return _meeting(across, down, unit)


def _runs(ink: NDArray[np.uint8], unit: float, *, down: bool) -> list[Line]:
    def along(points: float) -> NDArray[np.uint8]:
        pixels = max(1, round(points * unit))
        return np.ones((pixels, 1) if down else (1, pixels), np.uint8)

    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, along(_BREAK))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, along(_LEAST))
    count, _, boxes, centres = cv2.connectedComponentsWithStats(opened)
    lines = []
    for (left, top, width, height, area), (x, y) in zip(boxes[1:count], centres[1:count], strict=True):
        length, across = (height, width) if down else (width, height)
        if area / length > _THICK * unit:
            continue
        start, at = (top, x) if down else (left, y)
        line = Line(float(at), float(start), float(start + length), float(min(across, area / length + 3)), ((float(start), float(start + length)),))
        if _stands_alone(ink.T if down else ink, line, unit):
            lines.append(line)
    return lines


def _stands_alone(ink: NDArray[np.uint8], line: Line, unit: float) -> bool:
    """Whether the run has ink along itself and little beside it; strokes of characters have others next to them."""
    middle, start, end = round(line.at), int(line.start), int(line.end)
    inner, outer = round(line.width / 2) + 1, round(line.width / 2 + _BESIDE * unit)
    on = ink[max(middle - 1, 0) : middle + 2, start:end].any(axis=0).mean()
    above = _share(ink[max(middle - outer, 0) : max(middle - inner, 0), start:end])
    below = _share(ink[middle + inner + 1 : middle + outer + 1, start:end])
    fuller = max(above, below)
    return bool(on >= _INKED) and min(above, below) <= _QUIET and (fuller <= _BUSY or fuller >= _PARALLEL)


def _share(band: NDArray[np.uint8]) -> float:
    return float(band.any(axis=0).mean()) if band.size else 0.0


def _joined(lines: list[Line], unit: float) -> list[Line]:
    """Pieces of one line as one."""
    groups: list[list[Line]] = []
    for line in sorted(lines):  # from top to bottom or left to right
        open_groups = (group for group in reversed(groups) if line.at - group[-1].at <= 3 * _SAME * unit)
        joined = next((group for group in open_groups if _continues(line, _nearest(group, line), unit)), None)
        if joined is None:
            groups.append([line])
        else:
            joined.append(line)
    return [_one(group) for group in groups]


def _continues(line: Line, other: Line, unit: float) -> bool:
    apart = max(line.start - other.end, other.start - line.end)
    return abs(other.at - line.at) <= _SAME * unit and apart <= _GAP * unit


def _nearest(group: list[Line], line: Line) -> Line:
    return min(group, key=lambda one: max(one.start - line.end, line.start - one.end, 0.0))


def _one(group: list[Line]) -> Line:
    at = sum(line.at * line.length for line in group) / sum(line.length for line in group)
    edge = max(abs(line.at - at) + line.width / 2 for line in group)
    return Line(at, min(line.start for line in group), max(line.end for line in group), 2 * edge, _united(group))


def _united(group: list[Line]) -> tuple[tuple[float, float], ...]:
    """The stretches of ink of all pieces; the two strokes of a double line count once."""
    out: list[tuple[float, float]] = []
    for start, end in sorted((line.start, line.end) for line in group):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return tuple(out)


def _meeting(across: list[Line], down: list[Line], unit: float) -> Ruling:
    """The lines that meet others, ends drawn out to what they meet; again until nothing drops out."""
    while True:
        kept_across = [part for line in across for part in _parts(line, down, unit)]
        kept_down = [part for line in down for part in _parts(line, kept_across, unit)]
        if (kept_across, kept_down) == (across, down):
            return _large(across, down, unit)
        across, down = kept_across, kept_down


def _large(across: list[Line], down: list[Line], unit: float) -> Ruling:
    """Without the boxes that characters are (目, 国): lines that hang together reach further than any character."""
    slack, groups = _MEETS * unit, list(range(len(across) + len(down)))

    def top(n: int) -> int:
        while groups[n] != n:
            groups[n] = n = groups[groups[n]]
        return n

    for m, line in enumerate(down, len(across)):
        for n, other in enumerate(across):
            if other.start - slack <= line.at <= other.end + slack and line.start - slack <= other.at <= line.end + slack:
                groups[top(m)] = top(n)
    wide = {top(n) for n, line in enumerate([*across, *down]) if line.length >= _TABLE * unit}
    return Ruling(
        [line for n, line in enumerate(across) if top(n) in wide], [line for n, line in enumerate(down, len(across)) if top(n) in wide]
    )


def _parts(line: Line, others: list[Line], unit: float) -> Iterator[Line]:
    """What of a line is a rule: the stretches between the lines it meets that are inked, and long ends that are free."""
    slack = _MEETS * unit
    level = sorted({one.at for one in others if one.start - slack <= line.at <= one.end + slack})
    met = [at for at in level if line.start - slack <= at <= line.end + slack]
    if not met:
        return
    edges = list(met)
    if met[0] == level[0] and met[0] - line.start >= _FREE * unit:
        edges.insert(0, line.start)
    if met[-1] == level[-1] and line.end - met[-1] >= _FREE * unit:
        edges.append(line.end)
    begun: float | None = None
    for start, end in pairwise(edges):
        short = end - start < _SHORT * unit
        if line.inked(start, end) >= (_ALL if short else _WHOLE) or end - start <= 2 * slack:
            begun = start if begun is None else begun
        elif begun is not None:
            yield from _part(line, begun, start, unit)
            begun = None
    if begun is not None:
        yield from _part(line, begun, edges[-1], unit)


def _part(line: Line, start: float, end: float, unit: float) -> Iterator[Line]:
    if end - start > 2 * _MEETS * unit:
        yield line._replace(start=start, end=end)


def erased(page: Levels, found: Ruling) -> Levels:
    """The page without its rules."""
    page = page.copy()
    for lines, down in ((found.across, False), (found.down, True)):
        for line in lines:
            low, high = int(line.at - line.width / 2 - 1.5), int(line.at + line.width / 2 + 2.5)
            start, end = int(line.start - line.width), int(line.end + line.width + 1)
            if down:
                page[max(start, 0) : end, max(low, 0) : high] = 255
            else:
                page[max(low, 0) : high, max(start, 0) : end] = 255
    return page
