"""Which targets are shares of a whole, and how many per cent they ask for (rules V401, V402, V406)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from linter.checks.measurability.criteria import words_of
from linter.checks.rate_names import bare_name, is_rate_name
from linter.form.value import unit_kind
from linter.submission import Indicator
from linter.tables import table
from linter.wording import squeeze

_SENSE = table("value_sense")
_GROWTH = re.compile(_SENSE["bounded"]["growth"])
_RATIO = re.compile(_SENSE["bounded"]["ratio"])
_NO_DEGREE = re.compile(_SENSE["bounded"]["no_degree"])
_CHANGE = re.compile("|".join(table("change_words")["change"]))
_TO_A_LEVEL = re.compile("|".join(table("change_words")["to_a_level"]))
_UNIT_BEHIND = re.compile(r"[(\[【](?:单位[:为]?)?([^()\[\]【】]{1,8})[)\]】]$|([%‰])$")
_WORTH = {"%": Decimal(1), "百分比": Decimal(1), "‰": Decimal("0.1"), "‱": Decimal("0.01"), "成": Decimal(10)}


class Share(NamedTuple):
    """A target in per cent; `upper` only for ranges. `bare`: the cell gives no unit of its own."""

    number: Decimal
    upper: Decimal | None
    bare: bool


@lru_cache(maxsize=8192)
def is_bounded(name: str, category: str) -> bool:
    """Whether the name is that of a share that cannot exceed 100 %: 合格率, 满意度, 完好度; not 增长率, 毛入学率, 坡度."""
    bare = bare_name(name)
    if not bare or _GROWTH.search(bare) or _RATIO.search(bare):
        return False
    if is_rate_name(bare) or "满意" in bare:
        return True
    return (bare.endswith("度") and not _NO_DEGREE.search(bare)) or category == "satisfaction"


def share_of(indicator: Indicator, name: str) -> Share | None:
    """The target in per cent; None where it is no share, or says by how much something changes (提高5%)."""
    value = indicator.value
    if value.kind not in ("number", "range") or value.number is None:
        return None
    words = words_of(indicator)
    if _CHANGE.search(words) and not _TO_A_LEVEL.search(words):
        return None
    unit = value.unit or squeeze(indicator.unit or "") or None
    worth = _WORTH.get(unit) if unit else _worth_of_bare(name)
    if worth is None:
        return None
    return Share(value.number * worth, value.upper * worth if value.upper is not None else None, unit is None)


@lru_cache(maxsize=8192)
def _worth_of_bare(name: str) -> Decimal | None:
    """What a bare number is worth in per cent: only under a rate, whose name gives no other unit in brackets."""
    if not is_rate_name(name):
        return None
    found = _UNIT_BEHIND.search(squeeze(name))
    unit = found and (found[1] or found[2])
    if unit and unit_kind(unit):
        return _WORTH.get(unit)
    return Decimal(1)


def names_percent(name: str) -> bool:
    """Whether the name itself carries the % (知晓率（%）)."""
    return "%" in squeeze(name)
