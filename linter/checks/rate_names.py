"""Which indicators ask for a share of something: names that end in 率 or 满意度 (`data/rate_words.toml`)."""

from __future__ import annotations

import re
from functools import lru_cache

from linter.tables import table
from linter.wording import squeeze

_RATE = table("rate_words")["rate"]
_ENDINGS = tuple(_RATE["endings"])
_ASKS = tuple(_RATE["asks"])
_NOT_RATES = tuple(_RATE["not_rates"])
_UNITLESS = tuple(table("rate_words")["unitless"]["endings"])
_BEHIND = re.compile(r"(?:\([^()]*\)|\[[^\[\]]*\]|[\s%‰:;,.。、≥≤<>=*\-])+$")


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """The level-3 name without what stands behind it in brackets or as punctuation: 知晓率（%） → 知晓率."""
    folded = squeeze(name)
    return _BEHIND.sub("", folded) or folded


@lru_cache(maxsize=8192)
def is_rate_name(name: str) -> bool:
    """Whether the name is that of a rate or a degree of satisfaction, or asks 是否满意. 效率, 频率, 功率 are not."""
    bare = bare_name(name)
    if any(asks in bare for asks in _ASKS):
        return True
    return bare.endswith(_ENDINGS) and not bare.endswith(_NOT_RATES)


@lru_cache(maxsize=8192)
def is_unitless_name(name: str) -> bool:
    """Whether the name is that of a quantity without a unit: 指数, 系数, 比值, 排名 …"""
    return bare_name(name).endswith(_UNITLESS)
