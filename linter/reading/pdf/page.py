"""`Page`: what is on one page, born digital or read from a picture, before tables are looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linter.reading.blocks import Box
from linter.reading.flow import Word
from linter.reading.lattice import Rule


@dataclass(slots=True)
class Page:
    """Rules and words of a page that stands upright: points, the lower left corner is 0, 0, y upward.

    `marks`: texts that lie over the page (watermarks). `tables`: whether tables are wanted of it; without, its words are
    running text only; `unruled`: one may be looked for where no rules are. `back` turns a box into the coordinates of the page as it is stored, None where they are the same.
    `ocr`: read from a picture.
    """

    number: int
    width: float
    height: float
    words: Sequence[Word]
    rules: Sequence[Rule] = ()
    marks: Sequence[str] = ()
    tables: bool = True
    back: Callable[[Box], Box] | None = None
    ocr: bool = False
    unruled: bool = False

    def stored(self, box: Box) -> Box:
        """The box where the file has it, to a tenth of a point."""
        left, bottom, right, top = self.back(box) if self.back else box
        return round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)
