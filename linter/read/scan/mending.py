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


@cache
def _mends() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(mend["read"]), mend["printed"]) for mend in table("ocr_mends")["mend"]]
