"""Characters of a PDF page → words at their places. Turned pages are set upright; marks across the text are set apart."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import pypdfium2.raw as pdfium

from linter.reading.flow import Word

MAX_CHARACTERS = 200_000  # of one page
_SAMPLE = 40
_NEXT = 0.25  # gap to the next character of a word, by its height
_NEXT_AFTER_SPACE = 1.2
_SMALL = 12.0  # points: some fonts give the box of the ink alone, a dash or a comma, for a character
_BEYOND = 0.3  # of the page's width: columns of a table too wide for its page are read
_BLANK = frozenset(" \u00a0\u3000\u2002\u2003\u2009\t\r\n\f\v")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "-", "\u2010": "-", "\u2011": "-", "\ufffe": "-"})


@dataclass(slots=True)
class Words:
    """`marks`: texts that lie aslant over the page. `turned`: quarter turns clockwise that set the page upright."""

    words: list[Word] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


class TextLayer:
    """The text of an open page (`handle` of pypdfium2's raw API). To be closed after use."""

    def __init__(self, page: object) -> None:
        self._page = page
        self._handle = pdfium.FPDFText_LoadPage(page)
        count = max(pdfium.FPDFText_CountChars(self._handle), 0) if self._handle else 0
        self.count = min(count, MAX_CHARACTERS)
        self.text = self._text()

    def close(self) -> None:
        if self._handle:
            pdfium.FPDFText_ClosePage(self._handle)
            self._handle = None

    def _text(self) -> str:
        """One character for each index of the text layer."""
        if not self.count:
            return ""
        room = (ctypes.c_ushort * (self.count + 1))()
        got = pdfium.FPDFText_GetText(self._handle, 0, self.count, room)
        text = bytes(room)[: 2 * self.count].decode("utf-16-le", "replace")
        if got == self.count + 1 and len(text) == self.count:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self._handle, n) for n in range(self.count))
        return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)

    def turn(self) -> int:
        """Quarter turns clockwise that set most of the text upright."""
        step = max(self.count // _SAMPLE, 1)
        turns: Counter[int] = Counter(
            round(-pdfium.FPDFText_GetCharAngle(self._handle, n) / (math.pi / 2)) % 4
            for n in range(0, self.count, step) if self.text[n] not in _BLANK
        )
        if not turns:
            return int(pdfium.FPDFPage_GetRotation(self._page)) % 4
        return turns.most_common(1)[0][0]

    def unreadable(self) -> bool:
        """Whether the fonts do not say which characters most of their glyphs are."""
        seen = bad = 0
        for n in range(0, self.count, max(self.count // 200, 1)):
            character = self.text[n]
            if character in _BLANK:
                continue
            seen += 1
            if _unmapped(character) or pdfium.FPDFText_HasUnicodeMapError(self._handle, n) == 1:
                bad += 1
        return seen >= 10 and bad > 0.4 * seen

    def invisible(self) -> bool:
        """Whether the text is drawn without being shown, as over a scanned page."""
        shown = hidden = 0
        for n in range(0, self.count, max(self.count // 20, 1)):
            if self.text[n] in _BLANK:
                continue
            drawn = pdfium.FPDFText_GetTextObject(self._handle, n)
            if drawn and pdfium.FPDFTextObj_GetTextRenderMode(drawn) in (3, 7):
                hidden += 1
            else:
                shown += 1
        return hidden > shown

    def words(self, turn: int, size: tuple[float, float], columns: Sequence[float] = ()) -> Words:
        """The words of the page set upright by `turn`; `size`: width and height of the page as stored.

        A word ends where the next character stands apart or beyond one of `columns` (where rules stand upright, sorted).
        """
        out: list[_Run] = []
        slanted: list[str] = []
        upright = (4 - turn) % 4 * math.pi / 2
        handle, box, angle, generated = (
            self._handle, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharAngle, pdfium.FPDFText_IsGenerated,
        )
        rectangle = pdfium.FS_RECTF()
        into = ctypes.byref(rectangle)
        width, height = size if turn % 2 == 0 else (size[1], size[0])
        beyond = _BEYOND * width
        run: _Run | None = None
        blank = False
        for n, character in enumerate(self.text):
            if character in _BLANK:
                blank = blank or generated(handle, n) != 1
                continue
            if not box(handle, n, into):
                continue
            x0, y0, x1, y1 = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
            if turn:
                x0, y0, x1, y1 = turned((x0, y0, x1, y1), turn, size)
            middle = (y0 + y1) / 2
            if not (x1 > -beyond and x0 < width + beyond and -1 < middle < height + 1):  # also where a number is none
                continue
            column = bisect(columns, (x0 + x1) / 2) if columns else 0
            if run is not None and column == run.column:
                high = run.y1 - run.y0 if run.y1 - run.y0 > y1 - y0 else y1 - y0
                gap = x0 - run.x1
                if (
                    -0.4 * high < gap < high * (_NEXT_AFTER_SPACE if blank else _NEXT)
                    and (y0 - 0.1 * high < run.middle < y1 + 0.1 * high or run.y0 - 0.1 * high < middle < run.y1 + 0.1 * high)
                    and y1 - y0 < 1.7 * (run.y1 - run.y0) + _SMALL
                ):
                    if character == run.parts[-1] and x0 - run.last < 0.15 * (x1 - x0):
                        continue  # drawn twice to look bold
                    run.parts.append(" " + character if blank else character)
                    run.last = x0
                    if x1 > run.x1:
                        run.x1 = x1
                    if y1 - y0 > run.y1 - run.y0:
                        run.y0, run.y1, run.middle = y0, y1, middle
                    blank = False
                    continue
            blank = False
            aslant = (angle(handle, n) - upright) % (math.pi / 2)
            if 0.05 < aslant < math.pi / 2 - 0.05:
                slanted.append(character)
                continue
            run = _Run([character], x0, y0, x1, y1, middle, x0, column)
            out.append(run)
        return _sorted_out(out, slanted)


def turned(box: tuple[float, float, float, float], turn: int, size: tuple[float, float]) -> tuple[float, float, float, float]:
    """A box of a page `size` large as stored → on the page turned clockwise by quarters."""
    x0, y0, x1, y1 = box
    width, height = size
    if turn == 1:
        return y0, width - x1, y1, width - x0
    if turn == 2:
        return width - x1, height - y1, width - x0, height - y0
    if turn == 3:
        return height - y1, x0, height - y0, x1
    return box


@dataclass(slots=True)
class _Run:
    parts: list[str]
    x0: float
    y0: float
    x1: float
    y1: float
    middle: float
    last: float  # where its last character begins
    column: int


def _unmapped(character: str) -> bool:
    code = ord(character)
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or code in (0xFFFD, 0xFFFE, 0xFFFF) or code < 32


def _sorted_out(runs: list[_Run], slanted: list[str]) -> Words:
    """Words without those drawn twice; the letters that lie aslant as marks."""
    found = Words()
    if slanted:
        found.marks.append("".join(slanted))
    seen: dict[str, list[Word]] = {}
    for run in runs:
        text = "".join(run.parts)
        if not text.isascii():
            text = text.translate(_LIGATURES)
            if any(_unmapped(character) for character in text):
                text = "".join(character for character in text if not _unmapped(character)).strip()
        if not text:
            continue
        word = Word(text, run.x0, run.y0, run.x1, run.y1)
        again = seen.setdefault(text, [])
        if any(abs(word.x0 - other.x0) < 1 and abs(word.y0 - other.y0) < 1 for other in again):
            continue
        again.append(word)
        found.words.append(word)
    return found


def set_apart(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Words of usual size, and those so large beside them that they can only lie over the text."""
    if len(words) < 20:
        return words, []
    usual = median(word.y1 - word.y0 for word in words)
    large = [word for word in words if word.y1 - word.y0 > 2.6 * usual]
    if not large or len(large) > len(words) // 4:
        return words, []
    return [word for word in words if word.y1 - word.y0 <= 2.6 * usual], large
