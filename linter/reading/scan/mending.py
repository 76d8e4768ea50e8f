"""Misreadings that are certain whatever the text says, put right by the table `linter/data/ocr_mends.toml`."""

from __future__ import annotations

import re
from functools import cache

from linter.tables import table, words


def mended(text: str) -> str:
    """The text as it was printed; only signs and look-alikes change, never words."""
    for pattern, into in _mends():
        text = pattern.sub(into, text)
    return text.strip()


def is_sign(text: str) -> bool:
    """Whether it is a sign of comparison that may stand in a cell by itself."""
    return text in words("ocr_mends", "lone_signs")


def may_be_other(text: str) -> bool:
    """Whether it holds a sign that stands for another one in print, whatever the recogniser's score."""
    return any(pattern.search(text) for pattern in _doubts())


@cache
def _doubts() -> list[re.Pattern[str]]:
    return [re.compile(doubt["read"]) for doubt in table("ocr_mends")["doubt"]]


@cache
def _mends() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(mend["read"]), mend["printed"]) for mend in table("ocr_mends")["mend"]]
