"""What a value cell of an indicator means: text → `Target`.

Decisions a caller relies on:

- A duration with a comparator (≤3天, 3天内) or in days and hours (365天, 24小时) is a *number*; 1年, 12个月, 全年, 每月15日前, 1-12月
  standing alone are a *period*; a day, month or year of the calendar is a *date*, its comparator `<=` where it says 前.
- A phrase that holds a number with its unit (较上年提高5%, 完成3项研究) is a *number*.
- 万 and 亿 before a unit that is not money multiply (1.2万个 → 12000 个); money keeps its unit as printed (8304.51 万元).
- 每人每月500元 has the unit 元/人/月; 3:1 and 2/3 have the units `:1` and `/3`, of kind ratio.
- A rank (全省前三) is a number with `<=`. A third quarter is a date, three quarters of a year are a period.
- Units are as printed, widths folded (台（套） → 台(套)).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from linter.form.money import YUAN_IN, in_yuan
from linter.form.numerals import folded
from linter.form.value_dates import date_or_period
from linter.form.value_reading import read_value
from linter.form.value_shape import looks_like_value
from linter.form.value_units import is_rate_unit, per_unit, unit_kind
from linter.form.value_words import BEFORE, EMPTY, SYMBOLS, WITHOUT_MEANING
from linter.submission import EMPTY_TARGET, Money, Target

__all__ = [
    "is_amount_of_money", "is_per_unit_money", "is_rate_unit", "looks_like_value", "money_of", "parse_target",
    "per_unit_of", "unit_kind",
]


_LONGEST = 300  # characters of a value that are read; what a longer one says first counts


def parse_target(text: str | None, *, sign: str | None = None, unit: str | None = None) -> Target:
    """What a value cell means. `sign` (≥, 不少于, 定性 …) and `unit` are the cells of columns of their own.

    `raw` is what a reader reads: sign, value and unit joined.
    """
    return _target(text or "", sign or "", unit or "")


@lru_cache(maxsize=65536)
def _target(text: str, sign: str, unit: str) -> Target:
    plain, raw = folded(text)[:_LONGEST], text.strip()
    if plain in EMPTY or not plain:
        return Target("empty", raw) if plain else EMPTY_TARGET
    whole = plain
    if sign:
        said = folded(sign).partition("(")[0]
        if said in SYMBOLS or said in BEFORE:
            if not plain.startswith(said):
                raw, whole = sign.strip() + raw, said + plain
        elif said and said not in WITHOUT_MEANING and not plain.startswith(said):
            raw = sign.strip() + raw
    if unit and (counted := folded(unit)) not in EMPTY:
        if not raw.endswith(unit) and any(sign.isdigit() for sign in raw):
            raw += unit.strip()
        return _with_raw(_in_unit(whole, counted), raw)
    return _with_raw(read_value(whole)[0], raw)


def _in_unit(whole: str, unit: str) -> Target:
    """The value, in the unit of its column where it has none of its own."""
    if unit[0] == "(" and unit[-1] == ")":
        unit = unit[1:-1]
    read = read_value(whole)[0]
    if read.kind == "date":  # 1900.1 in a column of % is no month
        joined = read_value(whole + unit)[0]
        return joined if joined.kind == "number" and joined.unit else read
    if read.kind not in ("number", "range") or read.unit:
        return read
    if unit in YUAN_IN and whole[-1] in "万亿" and unit.startswith(whole[-1]):  # 90万 in a column of 万元
        unit = unit[1:]
    joined = read_value(whole + unit)[0]
    if joined.kind in ("number", "range", "period") and joined.unit:
        return joined
    dated = date_or_period(whole + unit)
    if dated and dated.kind == "date" and unit == "年":
        return dated
    return replace(read, unit=unit)


def _with_raw(read: Target, raw: str) -> Target:
    return Target(read.kind, raw, read.comparator, read.number, read.upper, read.unit)


def is_amount_of_money(target: Target) -> bool:
    """Whether a target is a plain amount in yuan (元, 万元 …), not a price per something and not a range."""
    return target.kind == "number" and target.unit in YUAN_IN


def is_per_unit_money(target: Target) -> bool:
    """Whether a target is a price: money per person, month, set …"""
    return target.kind == "number" and unit_kind(target.unit) == "price"


def money_of(target: Target) -> Money | None:
    """The amount of a target in yuan, for a price that of one; None when it is no number of yuan."""
    if target.kind != "number" or target.number is None or not target.unit:
        return None
    unit = target.unit.replace("(每", "/").replace("每", "/").replace("·", "/").partition("/")[0]
    return in_yuan(target.number, unit) if unit in YUAN_IN else None


def per_unit_of(target: Target) -> str | None:
    """The unit behind the slash, brackets ignored: 元/台(套) → 台, 元/人·月 → 人/月; None when there is none."""
    return per_unit(target.unit) if target.unit else None
