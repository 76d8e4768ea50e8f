"""Where text was found → strips that hold one line of one cell: cut at rules, vertical ones cut into characters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from linter.reading.scan.ink import Levels
from linter.reading.scan.recogniser import Box
from linter.reading.scan.ruling import Ruling

Ink = NDArray[np.bool_]

_TALL = 1.5  # higher by this than wide: several lines, or characters below each other
_MARGIN = 0.12  # of the height, left round the ink
_LOW, _ROOM = 0.85, 1.9  # strips lower than this share of a usual line are shown in a room as high as this
_SPECK = 1.6  # points; smaller ink by itself is dirt
_STRAY = 0.3  # of a box: ink up to this height, going on beyond its edge and apart from the rest, is of another line
_NEXT = 0.5  # of the height: ink so near beside a strip belongs to it
_MISSED_POINTS = (1.6, 30.0)  # sides of ink nobody found that may be a character or a few


def strips(boxes: list[Box], found: Ruling, ink: Ink, unit: float) -> list[Box]:
    """The lines of text. `ink`: where the page, its rules erased, is printed; `unit`: pixels to the point."""
    pieces = [piece for box in boxes for across in _cut(box, found) for piece in _lines(across, ink)]
    tight = [one for piece in pieces if (one := _tight(piece, ink)) is not None]
    tight = [_widened(n, tight, found, ink) for n in range(len(tight)) if max(tight[n].width, tight[n].height) >= _SPECK * unit]
    return tight + _missed(tight, found, ink, unit)


def _cut(box: Box, found: Ruling) -> Iterator[Box]:
    """The box cut where rules run through it; a rule along its edge only trims it."""
    middle = (box.top + box.bottom) / 2
    xs = sorted(line.at for line in found.down if line.start < middle < line.end and box.left < line.at < box.right)
    for left, right in _between(box.left, box.right, xs):
        centre = (left + right) / 2
        ys = sorted(line.at for line in found.across if line.start < centre < line.end and box.top < line.at < box.bottom)
        for top, bottom in _between(box.top, box.bottom, ys):
            if right - left >= 3 and bottom - top >= 3:
                yield Box(left, top, right, bottom)


def _between(start: int, end: int, cuts: list[float]) -> Iterator[tuple[int, int]]:
    edges = [start, *(round(cut) for cut in cuts), end]
    yield from pairwise(edges)


def _lines(box: Box, ink: Ink) -> Iterator[Box]:
    """A box as it is, or a tall one line by line."""
    if box.height < _TALL * box.width:
        yield box
        return
    runs = _runs(np.any(ink[box.top : box.bottom, box.left : box.right], axis=1))
    if not runs:
        return
    # parts of one character (二, 三, 示 …) stand closer than characters do: put together up to a square
    side = max(box.width * 0.8, max(end - start for start, end in runs))
    joined = [runs[0]]
    for start, end in runs[1:]:
        first, last = joined[-1]
        if end - first <= side * 1.1 and start - last <= side * 0.35:
            joined[-1] = (first, end)
        else:
            joined.append((start, end))
    for start, end in joined:
        yield Box(box.left, box.top + start, box.right, box.top + end)


def _runs(filled: Ink) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _tight(box: Box, ink: Ink) -> Box | None:
    """The box round its ink, without what a neighbouring line reaches into it; None where there is none."""
    part = ink[box.top : box.bottom, box.left : box.right]
    runs = _runs(np.any(part, axis=1))
    most = _STRAY * box.height
    if len(runs) > 1 and runs[0][0] == 0 and runs[0][1] <= most and ink[max(box.top - 1, 0), box.left : box.right].any():
        del runs[0]
    below = ink[min(box.bottom, len(ink) - 1), box.left : box.right]
    if len(runs) > 1 and runs[-1][1] == box.height and runs[-1][1] - runs[-1][0] <= most and below.any():
        del runs[-1]
    if not runs:
        return None
    top, bottom = runs[0][0], runs[-1][1]
    columns = np.flatnonzero(part[top:bottom].any(axis=0))
    return Box(box.left + int(columns[0]), box.top + top, box.left + int(columns[-1]) + 1, box.top + bottom)


def _widened(number: int, boxes: list[Box], found: Ruling, ink: Ink) -> Box:
    """The box with the ink that goes on beside it up to the next box or rule: brackets and signs at its ends."""
    box = boxes[number]
    middle, reach = (box.top + box.bottom) / 2, 2 * box.height
    low, high = max(box.left - reach, 0), min(box.right + reach, ink.shape[1])
    stops = [line.at for line in found.down if line.start < middle < line.end]
    beside = [one for n, one in enumerate(boxes) if n != number and one.top < middle < one.bottom]
    low = int(max([low, *(at + 1 for at in stops if at <= box.left), *(one.right for one in beside if one.left < box.left)]))
    high = int(min([high, *(at for at in stops if at >= box.right), *(one.left for one in beside if one.left > box.left)]))
    if low >= box.left and high <= box.right:
        return box
    filled: Ink = np.any(ink[box.top : box.bottom, min(low, box.left) : max(high, box.right)], axis=0)
    start, end = box.left - min(low, box.left), box.right - min(low, box.left)
    gap = max(2, round(_NEXT * box.height))
    while (more := np.flatnonzero(filled[end : end + gap])).size:
        end += int(more[-1]) + 1
    while (more := np.flatnonzero(filled[max(start - gap, 0) : start])).size:
        start = max(start - gap, 0) + int(more[0])
    origin = min(low, box.left)
    return _tight(Box(origin + start, box.top, origin + end, box.bottom), ink) or box


def _missed(taken: list[Box], found: Ruling, ink: Ink, unit: float) -> list[Box]:
    """Ink inside the tables that stands in no strip: single characters the engine overlooks (0, —, 1)."""
    if not found.across or not found.down:
        return []
    inside = Box(
        int(min(line.at for line in found.down)), int(min(line.at for line in found.across)),
        int(max(line.at for line in found.down)) + 1, int(max(line.at for line in found.across)) + 1,
    )
    rest = ink.astype(np.uint8)
    for box in taken:
        pad = round(0.3 * box.height)
        rest[max(box.top - pad, 0) : box.bottom + pad, max(box.left - pad, 0) : box.right + pad] = 0
    rest = rest[inside.top : inside.bottom, inside.left : inside.right]
    near = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((max(1, round(unit)), max(1, round(5 * unit))), np.uint8))
    count, _, blobs, _ = cv2.connectedComponentsWithStats(near)
    least, most = _MISSED_POINTS[0] * unit, _MISSED_POINTS[1] * unit
    missed = []
    for left, top, width, height, _ in blobs[1:count]:
        if max(width, height) >= 2 * least and height <= most:
            box = Box(inside.left + int(left), inside.top + int(top), inside.left + int(left + width), inside.top + int(top + height))
            missed += [one for part in _cut(box, found) if (one := _tight(part, ink)) is not None and max(one.width, one.height) >= 2 * least]
    return missed


def is_lone(box: Box, height: int) -> bool:
    """Whether a strip is a sign or a digit by itself; `height`: that of a usual line."""
    return box.height < _LOW * height and box.width < 3 * height


def cut_out(page: Levels, box: Box, height: int, beside: float = 0.4) -> Levels:
    """The picture of a strip with some white round it.

    Lone signs (≥, —, 0) get so much of it that they keep their size beside a line of characters; `beside`: how much to
    their left and right, in usual heights.
    """
    strip = page[box.top : box.bottom, box.left : box.right]
    if is_lone(box, height):
        above, margin = max(2, round((_ROOM * height - box.height) / 2)), max(2, round(beside * height))
    else:
        above = margin = max(2, round(_MARGIN * box.height))
    return cv2.copyMakeBorder(strip, above, above, margin, margin, cv2.BORDER_CONSTANT, value=(255,)).astype(np.uint8)


def usual_height(boxes: list[Box]) -> int:
    """The height of a line of print on the page."""
    return int(np.median([box.height for box in boxes])) if boxes else 0

