"""Whether a cell looks like an indicator's value: a quick test for the recogniser of forms, without the form's help."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from linter.form.numerals import folded
from linter.form.value_reading import read_value
from linter.form.value_words import COMPARED, NAME_ENDINGS, WORDING, one_of

_STATES = one_of((*WORDING["graded"], *WORDING["states"], *WORDING["verbs"]))
_WORDED = re.compile(
    rf"=?(?:{one_of(WORDING['subjects'])})?(?:{COMPARED})?(?:{one_of(WORDING['degrees'])}){{0,3}}(?:{_STATES}){{1,2}}"
    rf"|(?:{one_of(WORDING['nothing'])})(?:{one_of(WORDING['nothing_of'])}|[、或和及])+"
)
_LONGEST = 40
_LONGEST_WORDED = 14


@lru_cache(maxsize=65536)
def looks_like_value(text: str) -> Literal[0, 1, 2]:
    """2: surely a value (number with comparator or unit, percentage, date) · 1: could be one (及时, 85) · 0: not."""
    plain = folded(text)
    if not plain or len(plain) > _LONGEST:
        return 0
    if plain[0] in "≥≤<>=":
        return 2
    if len(plain) <= _LONGEST_WORDED and _WORDED.fullmatch(plain):
        return 1
    if plain[-1] in NAME_ENDINGS or plain.endswith(NAME_ENDINGS):
        return 0
    target, whole = read_value(plain)
    if target.kind in ("placeholder", "malformed"):
        return 1
    if target.kind in ("date", "period"):
        return 2 if whole and (plain[0] in "全每" or any(sign.isdecimal() for sign in plain)) else 1
    if target.kind not in ("number", "range") or not (plain[0].isdecimal() or whole):
        return 0
    if whole:
        return 2 if target.comparator or target.unit else 1
    return 1 if target.unit and len(plain) <= _LONGEST_WORDED else 0
