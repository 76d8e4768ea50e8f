"""How texts are compared: one normal form for every rule (RULES.md, General conventions)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIST_NUMBER = re.compile(r"^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]?(?:[、．）)]|\.(?!\d)))+")
_CIRCLED = re.compile(r"^\s*[①-⑳]+")  # NFKC makes plain figures of them
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=32768)
def squeeze(text: str) -> str:
    """NFKC without white space: the form labels are looked up in."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """NFKC, white space, punctuation and leading list numbers removed. Names, figures and years stay."""
    folded = squeeze(_CIRCLED.sub("", text))
    stripped = _LIST_NUMBER.sub("", folded)
    return _NOT_WORD.sub("", stripped or folded)


def quoted(text: str, limit: int = 40) -> str:
    """`text` between Chinese quotation marks, shortened in the middle of a message."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"
