"""Texts for CSV cells, which have no types: never a formula (=100% is a target), long numbers keep their digits."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\r")  # a Chinese Excel takes the wide ones as well
_LONGEST_NUMBER = 11  # a spreadsheet shows longer runs of digits (project codes) as 1.4E+20


def guarded(text: str) -> str:
    """`text` such that a spreadsheet takes it for text: a tab before what it would calculate or round.

    Readers strip the white space around a cell, so nothing changes when the file is read back.
    """
    return f"\t{text}" if text.startswith(_FORMULA) or (text.isdigit() and len(text) > _LONGEST_NUMBER) else text
