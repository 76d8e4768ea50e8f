"""Where in the source a value came from: `Spot` (the concrete place) and `Route` (the way a reader would walk to it)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the source file; what the format knows is set, the rest is None. All counts start at 1.

    `bbox` is (left, bottom, right, top) in PDF points. `ocr`: read from a picture, so that the text may be misread.
    """

    line: int | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    ocr: bool = False
    paragraph: int | None = None

    @property
    def order(self) -> tuple[int, float, int]:
        """Reading order among the places of one table: page, then line or row (or the distance down the page), then column."""
        if self.cell:
            letters = self.cell.rstrip("0123456789")
            return (0, int(self.cell[len(letters):] or 0), _column_number(letters))
        down = self.line or self.row or self.paragraph or (-self.bbox[3] if self.bbox else 0)
        return (self.page or 0, down, self.column or 0)

    def said(self) -> str:
        """The place as people say it: `Sheet1!D12`, `第3页`, `第28行第3列`."""
        if self.cell:
            return f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        parts = []
        if self.page is not None:
            parts.append(f"第{self.page}页")
        if self.line is not None:
            parts.append(f"第{self.line}行")
        elif self.paragraph is not None:
            parts.append(f"第{self.paragraph}段")
        elif self.table is not None:
            parts.append(f"第{self.table}个表格")
            if self.row is not None:
                parts.append(f"第{self.row}行")
        if self.column is not None and (self.line is not None or self.table is not None):
            parts.append(f"第{self.column}列")
        return "".join(parts) + ("（图片识别）" if self.ocr and parts else "")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


NOWHERE = Spot()


@dataclass(frozen=True, slots=True)
class Route:
    """The way to a value through the form: 表3 › 产出指标 › 数量指标 › 培训人数 › 指标值."""

    steps: tuple[str, ...] = ()

    def __truediv__(self, step: str) -> Route:
        return Route((*self.steps, step))

    def said(self) -> str:
        return " › ".join(self.steps)
