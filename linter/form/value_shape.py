"""Whether a cell looks like an indicator's value, for the recogniser of forms: quick, and without the form's help."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from linter.form.numerals import folded
from linter.form.value_reading import read_value
from linter.form.value_words import CHANGES, COMPARED, QUALITATIVE, one_of

_WORDS = frozenset((*QUALITATIVE["graded"], *QUALITATIVE["states"], *QUALITATIVE["verbs"]))
_STATES = one_of((*QUALITATIVE["graded"], *QUALITATIVE["states"], *QUALITATIVE["verbs"]))
_PHRASE = re.compile(
    rf"[≥≤<>=]?(?:{one_of(QUALITATIVE['subjects'])})?(?:{COMPARED})?(?:{one_of(QUALITATIVE['degrees'])}){{0,3}}(?:{_STATES}){{1,2}}"
    rf"|(?:无|零|未发生|不发生|没有|未出现)(?:{one_of(QUALITATIVE['nothing_of'])})+"
)
_VALUE_START = re.compile(r"[≥≤<>=\d\-¥]|[零一二两三四五六七八九十百千每全按不至约大小低高]|当年|本年|达|完成|控制|第|上半|下半|年|次|[Xx×*_/]")


@lru_cache(maxsize=65536)
def looks_like_value(text: str) -> Literal[0, 1, 2]:
    """2: surely a value (number with comparator or unit, percentage, date) · 1: could be one (及时, 85) · 0: not."""
    plain = folded(text)
    if not plain or len(plain) > 40:
        return 0
    if plain in _WORDS:
        return 1
    if plain[0] in "≥≤<>=":
        return 2
    if _VALUE_START.match(plain):
        target, complete = read_value(plain)
        if target.kind in ("range", "date", "period", "number"):
            if complete:
                return 2 if target.kind != "number" or target.unit or target.comparator else 1
            return 0
        if target.kind in ("placeholder", "malformed"):
            return 1
    return 1 if len(plain) <= 14 and _PHRASE.fullmatch(plain) else 0

