"""What is said of documents read from pictures."""

from __future__ import annotations

from linter.errors import ReadError
from linter.reading.scan.page import ScannedPage
from linter.submission import Note
from linter.where import Spot

FROM_PICTURES = Note("文字是从图片上识别出来的，可能有认错的字和数字，每条问题都请先与原件核对", lossless=True)
NO_RULES = Note("图片上没有找到表格线，文字只按行读取，可能认不出表格；请要 Word、Excel 原件，或把表格线扫描清楚后再试")
_NAMED = 10  # words with a note of their own


def too_many(limit: int) -> ReadError:
    """More pages to recognise than `limit`."""
    return ReadError(
        f"要识别的图片页太多：超过了一次可识别的 {limit} 页",
        remedy="请拆成几个文件后分别检查。或在设置文件的 [limits] 里调大 ocr_pages。",
    )


def failed(number: int) -> ReadError:
    """The engine could not read page `number`."""
    return ReadError("识别组件读不了这一页图片", place=f"第{number}页", remedy="请按 200 到 300 dpi 重新扫描，或要 Word、Excel 原件。")


class Doubts:
    """Collects the words that may be misread; the first get a note each, all others one."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._more = 0

    def add(self, page: ScannedPage) -> None:
        for word in page.doubtful:
            if len(self._notes) < _NAMED:
                left, bottom, right, top = (round(edge, 1) for edge in page.back(word[1:]))
                spot = Spot(page=page.number, bbox=(left, bottom, right, top), ocr=True)
                self._notes.append(Note(f"“{word.text}”识别把握不大，请核对原件", spot, lossless=True))
            else:
                self._more += 1

    def notes(self) -> list[Note]:
        more = [Note(f"另有 {self._more} 处文字识别把握不大，也请核对原件", lossless=True)] if self._more else []
        return [*self._notes, *more]
