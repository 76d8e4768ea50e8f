"""Whether a cell looks like an indicator's value: a quick test for the recogniser of forms, without the form's help."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from linter.form.numerals import folded
from linter.form.value_reading import read_value
from linter.form.value_residue import is_residue
from linter.form.value_units import unit_kind
from linter.form.value_words import BEFORE, COMPARED, NAME_ENDINGS, WORDING, one_of

_STATES = one_of((*WORDING["states"], *WORDING["verbs"]))
_WORDED = re.compile(
    rf"[=≥]?(?:{one_of(WORDING['graded'])})"
    rf"|=?(?:{one_of(WORDING['subjects'])})?(?:{COMPARED})?(?:{one_of(WORDING['degrees'])}){{0,3}}"
    rf"(?:{_STATES})(?:[、,和且]?(?:{_STATES})){{0,2}}"
    rf"|(?:{one_of(WORDING['nothing'])})(?:{one_of(WORDING['nothing_of'])}|[、或和及])+"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_COMPARING = tuple(word for word in BEFORE if len(word) > 1)
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
    target, whole = read_value(plain)
    if target.kind == "placeholder":
        return 1 if is_residue(_BRACKETS.sub("", plain)) else 0
    if target.kind == "malformed":
        once = plain[: (plain + plain).find(plain, 1)]  # 合格合格 is as much a value as 合格
        return 1 if _WORDED.fullmatch(once) or any(sign.isdecimal() for sign in plain) else 0
    if target.kind == "date":
        return 2 if whole else 1
    if target.kind == "period":
        return 2 if whole and (plain[0] in "全每半" or any(sign.isdecimal() for sign in plain)) else 1
    if target.kind not in ("number", "range") or not (whole or plain[0].isdecimal() or plain.startswith(_COMPARING)):
        return 0
    known = unit_kind(target.unit) is not None
    if whole and (target.comparator or known):
        return 2
    if plain.endswith(NAME_ENDINGS) or len(plain) > _LONGEST_WORDED:
        return 0
    return 1 if whole or known else 0
