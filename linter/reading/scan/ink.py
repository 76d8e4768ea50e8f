"""A picture → grey levels on a white page: stamps taken out by their colour, paper and shading made white."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.uint8]  # rows × columns, 0 black to 255 white

_STAMP_CM = (1.5, 7.0)  # the sides of a seal; official ones are round, 3.8 to 5.8 cm, with personal ones beside them
_RED_LEAD = 40  # by how much red must exceed green and blue
_STEP = 8  # the paper is measured on a picture so many times smaller
_PAPER_WINDOW = 5  # in those: wider than strokes and lines, narrower than a shaded row


def levels(picture: Any, dpi: float) -> Levels:
    """The grey levels of a PIL image or an array, seals in red removed."""
    pixels = _pixels(picture)
    if pixels.ndim == 2:
        return pixels
    grey: Levels = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8)
    seals = _seals(pixels, dpi)
    if seals is None:
        return grey
    # red ink is pale in the red channel and black ink is not; made brighter until the red ink is white
    red = pixels[:, :, 0]
    coloured = red[seals & (red.astype(np.int16) - pixels[:, :, 1:].max(axis=2) > _RED_LEAD)]
    pale = float(np.percentile(coloured, 10)) if coloured.size else 255.0
    brighter = np.minimum(red * np.float32(255 / max(pale, 1.0)), 255).astype(np.uint8)
    return np.where(seals, np.maximum(grey, brighter), grey)


def _pixels(picture: Any) -> NDArray[np.uint8]:
    if isinstance(picture, np.ndarray):
        pixels: NDArray[np.uint8] = picture.astype(np.uint8, copy=False)
        if pixels.ndim == 3 and pixels.shape[2] == 4:
            pixels = pixels[:, :, :3]
        return pixels[:, :, 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else np.ascontiguousarray(pixels)
    if picture.mode in ("1", "L", "LA", "I", "I;16", "F"):
        return np.asarray(picture.convert("L"))
    if picture.mode in ("RGBA", "PA") or "transparency" in picture.info:
        from PIL import Image

        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return np.asarray(picture.convert("RGB"))


def _seals(pixels: NDArray[np.uint8], dpi: float) -> NDArray[np.bool_] | None:
    """Where seals are: red blobs of their size. Red text is smaller and stays. None where there is none."""
    step = max(1, round(dpi / 50))
    small = pixels[::step, ::step].astype(np.int16)
    red = (small[:, :, 0] - small[:, :, 1:].max(axis=2) > _RED_LEAD).astype(np.uint8)
    if not red.any():
        return None
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    least, most = (centimetres / 2.54 * dpi / step for centimetres in _STAMP_CM)
    found = np.zeros(pixels.shape[:2], np.bool_)
    for left, top, width, height, _ in boxes[1:count]:
        if least <= min(width, height) and max(width, height) <= most:
            margin = 3 * step
            found[max(top * step - margin, 0) : (top + height) * step + margin, max(left * step - margin, 0) : (left + width) * step + margin] = True
    return found if found.any() else None


def whitened(grey: Levels) -> Levels:
    """The levels relative to the paper around them: shaded cells, shadows and yellowed paper become white."""
    height, width = grey.shape
    # the brightest near each place: paper shows between the strokes of characters, so a narrow look is enough
    small = cv2.dilate(grey, np.ones((_STEP + 1, _STEP + 1), np.uint8))[::_STEP, ::_STEP]
    window = np.ones((_PAPER_WINDOW, _PAPER_WINDOW), np.uint8)
    paper = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, window), (0, 0), 1)
    paper = np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 48)
    return cv2.divide(grey, paper, scale=255).astype(np.uint8)


def threshold(white: Levels) -> int:
    """The grey level that parts ink from paper (Otsu), kept where faint print is ink and a pale watermark is not."""
    level, _ = cv2.threshold(white[::2, ::2], 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return int(min(max(level, 110), 190))


def cleared(white: Levels, limit: int) -> Levels:
    """What is paler than print (watermarks, show-through, grain) made white; the edges of characters stay soft."""
    top = limit + (255 - limit) // 2
    table = np.clip(np.arange(256) * 255.0 / top, 0, 255).astype(np.uint8)
    return cv2.LUT(white, table).astype(np.uint8)
