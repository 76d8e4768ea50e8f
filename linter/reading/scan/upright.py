"""How much a page is turned: the small angle of a scan (found to about 0.02°)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from linter.reading.scan.ink import Levels

_MOST = 5.0  # degrees
_POINTS = 150_000
_STRAIGHT = 0.02  # degrees; less is not worth the blur of turning


def skew(ink: NDArray[np.bool_]) -> float:
    """By how many degrees lines rise to the right (anticlockwise), between -5 and 5: where rows of ink are sharpest."""
    rows, columns = np.nonzero(ink)
    if len(rows) < 500:
        return 0.0
    if len(rows) > _POINTS:
        chosen = np.random.default_rng(0).choice(len(rows), _POINTS, replace=False)
        rows, columns = rows[chosen], columns[chosen]
    y, x = rows.astype(np.float32), columns.astype(np.float32)
    best = 0.0
    # each pass sees twice the width of the step before on either side; coarse ones count in thicker rows
    for reach, step, thickness in ((_MOST, 0.25, 4.0), (0.5, 0.05, 2.0), (0.1, 0.01, 1.0)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(angles[int(np.argmax([_sharpness(x, y, angle, thickness) for angle in angles]))])
    return best if abs(best) <= _MOST else 0.0


def _sharpness(x: NDArray[np.float32], y: NDArray[np.float32], angle: float, thickness: float) -> float:
    down = (y + x * np.float32(np.tan(np.radians(angle)))) / np.float32(thickness)
    counts = np.bincount((down - down.min()).astype(np.int32)).astype(np.float64)
    return float((counts * counts).sum())


def straightened(grey: Levels, angle: float) -> Levels:
    """The page turned back by `angle`, the same size."""
    if abs(angle) < _STRAIGHT:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    return cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,)).astype(np.uint8)


def turned(grey: Levels, degrees: int) -> Levels:
    """The page turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(grey, -degrees // 90))
