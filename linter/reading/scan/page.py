"""What goes into the reading of scanned pages and what comes out of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from linter.reading.blocks import Box
from linter.reading.lattice import Rule, Word
from linter.reading.pdf.page import Page


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture. `number` counts from 1; `width` and `height` are the page's size in points as it is shown.

    `picture`: a PIL image, or a numpy array of uint8, rows × columns (grey) or rows × columns × 3 (red, green, blue).
    200 to 300 dpi read best; what is larger is made smaller here.
    """

    number: int
    picture: Any
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What was read from a page: the same rules and words a born-digital page gives.

    Coordinates are points of the page turned upright and straight, `width` × `height` (swapped where the page lay on
    its side), the lower left corner is 0, 0. A word is what stands on one line of one cell, or one line of running text;
    it never reaches across a rule. `doubtful` are those of `words` whose characters may be misread. `turned`: by how
    many degrees (0, 90, 180, 270, clockwise) the picture was turned to stand upright; `skew`: by how many more its lines
    rose to the right.
    """

    number: int
    width: float
    height: float
    rules: tuple[Rule, ...]
    words: tuple[Word, ...]
    doubtful: tuple[Word, ...] = ()
    turned: int = 0
    skew: float = 0.0

    def as_page(self) -> Page:
        """The page as the assembler takes it."""
        return Page(self.number, self.width, self.height, self.words, self.rules, back=self.back, ocr=True)

    def back(self, box: Box) -> Box:
        """The box on the page as it was given: turned and slanting again."""
        left, bottom, right, top = box
        points = [self._back(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    def _back(self, x: float, y: float) -> tuple[float, float]:
        cosine, sine = math.cos(math.radians(self.skew)), math.sin(math.radians(self.skew))
        right, up = x - self.width / 2, y - self.height / 2
        x, y = self.width / 2 + right * cosine - up * sine, self.height / 2 + right * sine + up * cosine
        if self.turned == 90:
            return self.height - y, x
        if self.turned == 180:
            return self.width - x, self.height - y
        return (y, self.width - x) if self.turned == 270 else (x, y)
