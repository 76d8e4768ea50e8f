"""Citations in running text: titles, document numbers, articles, who issued them (linter/data/citations.toml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from linter.tables import table
from linter.wording import normal, squeeze

_OWN = 8  # characters a text must say itself besides what it cites
_MARKS = ("《", "号", "第")


@lru_cache(maxsize=1024)
def cites_only(text: str) -> bool:
    """Whether a text consists of citations only."""
    if not _may_cite(text):
        return False
    return len(normal(_around().sub("", without_citations(text)))) < _OWN


def without_citations(text: str) -> str:
    """A text (squeezed) without what it cites."""
    left = squeeze(text)
    if _may_cite(left):
        for pattern in _citations():
            left = pattern.sub("", left)
    return left


def _may_cite(text: str) -> bool:
    return any(mark in text for mark in _MARKS)


@cache
def _citations() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in table("citations")["citation"]["patterns"])


@cache
def _around() -> re.Pattern[str]:
    return re.compile(table("citations")["citation"]["around"])
