"""What a value cell of an indicator means: text → `Target`.

Decisions a caller relies on:

- A duration with a comparator (≤3天, 3天内) or in days and hours (365天, 24小时) is a *number*; 1年, 12个月, 全年, 每月15日前, 1-12月
  standing alone are a *period*; a day, month or year of the calendar is a *date*, its comparator `<=` where it says 前.
- A phrase that holds a number with its unit (较上年提高5%, 完成3项研究) is a *number*.
- 万 and 亿 before a unit that is not money multiply (1.2万个 → 12000 个); money keeps its unit as printed (8304.51 万元).
- 每人每月500元 has the unit 元/人/月; 3:1 and 2/3 have the units `:1` and `/3`, of kind ratio.
- Units are as printed, widths folded (台（套） → 台(套)).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from linter.form.money import MONEY_UNITS, amount
from linter.form.numerals import folded
from linter.form.value_reading import read_value
from linter.form.value_shape import looks_like_value
from linter.form.value_units import is_rate_unit, per_unit, unit_kind
from linter.form.value_words import EMPTY, MEANINGLESS_SIGNS
from linter.submission import EMPTY_TARGET, Money, Target

__all__ = [
    "is_amount_of_money", "is_per_unit_money", "is_rate_unit", "looks_like_value", "money_of", "parse_target",
    "per_unit_of", "unit_kind",
]


def parse_target(text: str | None, *, sign: str | None = None, unit: str | None = None) -> Target:
    """What a value cell means. `sign` (≥, 不少于, 定性 …) and `unit` are the cells of columns of their own."""
    return _target(text or "", sign or "", unit or "")


@lru_cache(maxsize=65536)
def _target(text: str, sign: str, unit: str) -> Target:
    plain = folded(text)
    if plain in EMPTY or not plain:
        return EMPTY_TARGET if not plain else Target("empty", text.strip())
    if not sign and not unit:
        return _with_raw(read_value(plain)[0], text.strip())
    sign_plain, unit_plain = folded(sign), folded(unit)
    if unit_plain in EMPTY:
        unit_plain = ""
    raw = text.strip()
    if unit and unit_plain and not raw.endswith(unit) and any(c.isdigit() for c in raw):
        raw += unit.strip()
    whole = plain
    if sign_plain and sign_plain not in MEANINGLESS_SIGNS:
        if not raw.startswith(sign.strip()):
            raw = sign.strip() + raw
        if not plain.startswith(sign_plain):
            whole = sign_plain + plain
    if unit_plain:
        with_unit = _add_unit(whole, unit_plain)
        if with_unit is not None:
            return _with_raw(with_unit, raw)
    return _with_raw(read_value(whole)[0], raw)


def _add_unit(whole: str, unit: str) -> Target | None:
    """The value with the unit of its column, None where it has a unit of its own or is no number."""
    unit = unit.strip("()")
    read = read_value(whole)[0]
    if read.kind not in ("number", "range") or read.unit or whole.endswith(unit):
        return None
    if unit in MONEY_UNITS and unit != "元" and whole[-1] in unit:  # 90万 in a column of 万元
        return read_value(whole + unit[len(unit) - 1 :])[0]
    return replace(read, unit=unit)


def _with_raw(read: Target, raw: str) -> Target:
    return Target(read.kind, raw, read.comparator, read.number, read.upper, read.unit)


def is_amount_of_money(target: Target) -> bool:
    """Whether a target is a plain amount in yuan (元, 万元 …), not a price per something."""
    return target.number is not None and target.unit in MONEY_UNITS


def is_per_unit_money(target: Target) -> bool:
    """Whether a target is a price: money per person, month, set …"""
    return target.number is not None and unit_kind(target.unit) == "price"


def money_of(target: Target) -> Money | None:
    """The amount of a target in yuan; for a price that of one unit. None when its unit is not money."""
    if target.number is None or target.unit is None:
        return None
    unit = re.split("[/每·]", target.unit)[0].replace("人民币", "")
    return amount(target.number, unit) if unit in MONEY_UNITS else None


def per_unit_of(target: Target) -> str | None:
    """The unit behind the slash, brackets ignored: 元/台(套) → 台; None when there is none."""
    return per_unit(target.unit) if target.unit else None
