"""Texts as cells hold them: no control characters, not too long, never a formula; and how high they stand."""

from __future__ import annotations

import re

from linter.masking import masked
from linter.report.columns import width

MOST_CHARACTERS = 32767  # what a cell of the format can hold
CUT = "…（文字过长，以下略）"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# What XML cannot carry (control characters, lone surrogates, the two non-characters), and carriage returns.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_POINTS = 13.5  # of the 10-point font the sheets are set in
_MOST_POINTS = 409.0  # what a row of the format can be high


def clean(text: str) -> str:
    """`text` masked, without what the format cannot hold, and cut with a mark where it is too long."""
    held = masked(text)
    if not held.isprintable():
        held = _ILLEGAL.sub("", held.replace("\r\n", "\n").replace("\t", " "))
    return held if len(held) <= MOST_CHARACTERS else held[: MOST_CHARACTERS - len(CUT)] + CUT


def looks_calculated(text: str) -> bool:
    """Whether a spreadsheet would make a formula or a number of it when someone edits the cell: `=100%`, `+5%`, `-`."""
    return text.startswith(_FORMULA)


def lines(text: str, columns: float) -> int:
    """Lines that `text` takes in a wrapped cell of this width, rather too many than too few."""
    room = max(columns - 2.0, 2.0)  # a Chinese character that does not fit in whole goes to the next line
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, -int(-width(line) // room)) for line in text.split("\n"))


def height(texts: list[tuple[str, float]]) -> float:
    """Points a row needs whose cells hold these texts in columns of these widths."""
    most = 1
    for text, columns in texts:
        if len(text) * 2 > most * (columns - 2.0) or "\n" in text:  # others need no more lines than are there already
            most = max(most, lines(text, columns))
    return min(most * _LINE_POINTS + 4.5, _MOST_POINTS)
