"""Which pages may hold a form or a budget list: a look at the words alone, so that a long book costs little."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from linter.tables import table

_BLANK = str.maketrans("", "", " \t\r\n\f\v\u00a0\u3000")


_MAYBE = re.compile("绩效|指标|目标")


class _Words(NamedTuple):
    indicators: re.Pattern[str]
    goals: re.Pattern[str]
    fields: re.Pattern[str]
    lists: re.Pattern[str]
    heads: re.Pattern[str]


def is_wanted(text: str) -> bool:
    """Whether the page's text (in any order and spacing) speaks of indicators, of a form's fields, or of a list of projects."""
    folded = text.translate(_BLANK)
    words = _words()
    if len(set(words.indicators.findall(folded))) >= 2:
        return True
    if words.goals.search(folded) and len(set(words.fields.findall(folded))) >= 2:
        return True
    return bool(words.lists.search(folded) and words.heads.search(folded))


def is_possible(text: str) -> bool:
    """Whether the page may hold a form in words nobody knows: worth a look for rules."""
    return _MAYBE.search(text.translate(_BLANK)) is not None


@cache
def _words() -> _Words:
    data = table("pdf_pages")
    return _Words(*(_any(data[key]) for key in ("indicators", "goals", "fields", "lists", "list_heads")))


def _any(texts: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(texts, key=len, reverse=True))))
