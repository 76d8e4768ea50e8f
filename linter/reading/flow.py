"""Words at their places → text as it is read: words into lines, wrapped lines into one, deliberate breaks kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

_CJK = r"\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"
_WIDE = re.compile(rf"[{_CJK}\u3000-\u303f\uff00-\uffef]")
_UNBROKEN = re.compile(r"[（(《“‘【\[]*(?:[A-Za-z0-9.,:/%‰+\-]+|.)[，。、；：！？）)》”’】\]]*", re.DOTALL)
_NUMBER_END, _NUMBER_START = re.compile(r"[\d.,%‰/\-]$"), re.compile(r"^[\d.,%‰/\-]")
_SPACED = re.compile(rf"(?:[{_CJK}] +)+[{_CJK}]")
_ENDED = re.compile(r"[。；;！？!?：:]$")
_PADDING = 6.0  # points between a cell's border and its text in what office programs print, at most
_APART = 0.25  # gap between words, by the height of the line
_FAR_APART = 1.0


class Word(NamedTuple):
    """Text on one line and the box it takes, in points with y upward. It may hold spaces; never empty."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


class Line(NamedTuple):
    """A line of words put together; the box is that of all of them."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words in any order → lines from top to bottom, each read from left to right.

    The box of a word may be that of its ink alone (a comma, 一): it is on the line whose height its middle falls in.
    """
    rows: list[list[Word]] = []
    tallest: list[Word] = []
    for word in sorted(words, key=lambda word: (-(word.y0 + word.y1), word.x0)):
        for n in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            if _level(tallest[n], word) and not _over(rows[n], word):
                rows[n].append(word)
                if word.y1 - word.y0 > tallest[n].y1 - tallest[n].y0:
                    tallest[n] = word
                break
        else:
            rows.append([word])
            tallest.append(word)
    return [line for row in rows if (line := _line(row)).text]


def _level(one: Word, other: Word) -> bool:
    """Whether two words stand on the same line."""
    tall, low = (one, other) if one.y1 - one.y0 >= other.y1 - other.y0 else (other, one)
    high, middle = tall.y1 - tall.y0, (low.y0 + low.y1) / 2
    slack = 0.0 if low.y1 - low.y0 > 0.6 * high else -0.2 * high
    return tall.y0 + slack < middle < tall.y1 - slack if slack else abs(middle - (tall.y0 + tall.y1) / 2) < 0.5 * (low.y1 - low.y0)


def _over(row: list[Word], word: Word) -> bool:
    """Whether a word would cover another of the row: then it stands on a line of its own."""
    wide = word.x1 - word.x0
    return any(min(word.x1, other.x1) - max(word.x0, other.x0) > 0.5 * min(wide, other.x1 - other.x0) for other in row)


def _line(row: list[Word]) -> Line:
    row.sort(key=lambda word: word.x0)
    if len(row) == 1:
        text = row[0].text.strip()
    else:
        spread = all(len(word.text.strip()) <= 1 for word in row)  # one label letter-spaced over the width of its cell
        parts = [row[0].text]
        for before, word in pairwise(row):
            gap, height = word.x0 - before.x1, max(word.y1 - word.y0, 1.0)
            wide = _WIDE.match(before.text[-1]) or _WIDE.match(word.text[0])
            if not spread and gap > height * (_FAR_APART if wide else _APART):
                parts.append(" ")
            parts.append(word.text)
        text = "".join(parts).strip()
    if " " in text:
        if _SPACED.fullmatch(text):
            text = text.replace(" ", "")
        else:
            text = " ".join(text.split())
    return Line(text, row[0].x0, min(w.y0 for w in row), max(w.x1 for w in row), max(w.y1 for w in row))


def text_in(lines: Sequence[Line], left: float, right: float) -> str:
    """The text of a cell from `left` to `right`. Vertical labels (a character a line) become one word."""
    if len(lines) == 1:
        return lines[0].text
    if all(len(line.text) == 1 for line in lines):
        return "".join(line.text for line in lines)
    space = room(lines, left, right)
    parts = [lines[0].text]
    for before, line in pairwise(lines):
        parts.append(glue(before.text, line.text) if is_wrapped(before, line, space) else "\n")
        parts.append(line.text)
    return "".join(parts)


def room(lines: Sequence[Line], left: float, right: float) -> float:
    """How wide a line of a cell can be: the padding is what the text keeps from the left border, but no more than usual."""
    padding = min(max(min(line.x0 for line in lines) - left, 0.0), _PADDING)
    return right - left - 2 * padding


def is_wrapped(before: Line, line: Line, space: float, *, strict: bool = False) -> bool:
    """Whether a line that had `space` was full, so that the next one began for want of room.

    `strict`: hardly one more ideograph would have found room; else two or three might have.
    """
    first = _UNBROKEN.match(line.text)
    share = len(first[0]) if first else 1
    wide = sum(2 if _WIDE.match(c) else 1 for c in line.text)
    half = (line.x1 - line.x0) / max(wide, 1)  # of an ideograph's width
    need = sum(2 if _WIDE.match(c) else 1 for c in line.text[:share]) * half
    if not _ENDED.search(before.text):  # some programs keep a word of two or three ideographs together
        need += (1 if strict else 2) * 2 * half
    return (before.x1 - before.x0) + need > space - 0.5


def glue(before: str, after: str) -> str:
    """What stands between two lines of one text: nothing, or the space a line of Latin words was broken at."""
    if not (before[-1].isascii() and after[0].isascii() and before[-1].isalnum() and after[0].isalnum()):
        return ""
    return "" if _NUMBER_END.search(before) and _NUMBER_START.search(after) else " "
