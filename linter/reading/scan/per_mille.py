"""‰ read as %: the engine does not know the sign, so its second lower ring is looked for in the picture."""

from __future__ import annotations

import re

import cv2
import numpy as np

from linter.reading.scan.ink import Levels, threshold

_SHARE = re.compile(r"\d\s?[%％]$")
# where the two lower rings of ‰ have their middle, in heights of the strip from its right end; % has the first one only
_LAST, _BEFORE = (0.0, 0.32), (0.33, 0.9)
_LOWER = 0.52  # their middle lies in this lower part of the strip
_LEAST, _WIDEST, _HIGHEST = 0.06, 0.5, 0.75  # of the hole in a ring, in heights of the strip


def with_per_mille(text: str, strip: Levels) -> str:
    """The text of a strip, whose last sign is ‰ where the picture shows three rings."""
    return f"{text[:-1]}‰" if _SHARE.search(text) and _has_second_ring(strip) else text


def _has_second_ring(strip: Levels) -> bool:
    ink = (strip < threshold(strip)).astype(np.uint8)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size or not columns.size:
        return False
    top, bottom, right = int(rows[0]), int(rows[-1]) + 1, int(columns[-1]) + 1
    high = bottom - top
    contours, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if tree is None:
        return False
    last = before = False
    for contour, (_, _, _, parent) in zip(contours, tree[0], strict=True):
        if parent < 0:  # the outer edge of ink, not of a hole
            continue
        left, upper, width, height = cv2.boundingRect(contour)
        if not (_LEAST * high <= width <= _WIDEST * high and _LEAST * high <= height <= _HIGHEST * high):
            continue
        if upper + height / 2 - top < _LOWER * high:
            continue
        away = (right - left - width / 2) / high
        last |= _LAST[0] <= away < _LAST[1]
        before |= _BEFORE[0] <= away < _BEFORE[1]
    return last and before
