"""What layout did to a text, undone: breaks and spaces inside Chinese text that no reader would read."""

from __future__ import annotations

import re
from functools import lru_cache

_CJK = r"\u3400-\u9fff\uf900-\ufaff"
_BETWEEN_IDEOGRAPHS = re.compile(rf"(?<=[{_CJK}])[ \t\u3000\xa0]+(?=[{_CJK}])")
_BREAK_IN_SENTENCE = re.compile(rf"(?<=[{_CJK}、，（《“])[ \t]*\n[ \t]*(?=[{_CJK}）》”])")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=8192)
def text_of(printed: str) -> str:
    """A running text as a reader reads it: one line, no space between ideographs that a line break left behind."""
    if " " not in printed and "\n" not in printed and "\u3000" not in printed and "\xa0" not in printed:
        return printed
    joined = _BREAK_IN_SENTENCE.sub("", printed)
    return _SPACES.sub(" ", joined).strip() if "\n" in printed else _BETWEEN_IDEOGRAPHS.sub("", _SPACES.sub(" ", joined)).strip()


@lru_cache(maxsize=8192)
def name_of(printed: str) -> str:
    """A short text (name, label, target): as `text_of`, line breaks removed altogether between ideographs."""
    if printed.isalnum():
        return printed
    return _BETWEEN_IDEOGRAPHS.sub("", _SPACES.sub(" ", printed)).strip()
