"""Units of measurement: which there are, of what kind, and where one ends in a text (`data/units.toml`)."""

from __future__ import annotations

import re
import string
from functools import lru_cache

from linter.form.value_words import AROUND_BEFORE, BEFORE, EACH, one_of
from linter.tables import table, words

UNITS: dict[str, str] = {unit: kind for kind, units in table("units")["kinds"].items() for unit in units}
PER = words("units", "per.words")


def _lengths(units: frozenset[str]) -> dict[str, tuple[int, ...]]:
    """First character → lengths of the units that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for unit in units:
        found.setdefault(unit[0], set()).add(len(unit))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


_LETTERS = frozenset(string.ascii_letters)
_LETTERS_AND_DIGITS = frozenset(string.ascii_letters + string.digits)  # 5G is a unit in 5G, not in 5GHz
_DIVISORS = PER | frozenset(UNITS)
_UNIT_LENGTHS = _lengths(frozenset(UNITS))
_DIVISOR_LENGTHS = _lengths(_DIVISORS)
# 每人每月 · 人均, and as much of a phrase as may stand between that and the number (每人每月不超过500元).
_ONE = one_of(PER)
EACH_PART = rf"(?:每(?:{_ONE})|{one_of(EACH)}|单(?!位)(?:{_ONE}))"
_PER_BEFORE = re.compile(rf"(?P<each>{EACH_PART}+)(?:标准|补助|补贴|发放|人民币|[¥≥≤<>=:]|{one_of((*BEFORE, *AROUND_BEFORE))})*$")
_PER_BEHIND = re.compile(r"(?:人民币|整)?(?:\((?=每|/)|/|每|[-~至到±]\d|%|‰|美元)")
_EACH = re.compile(rf"[每单](?!价|位)({_ONE})|({one_of(EACH)})")


def per_before(text: str, at: int) -> str:
    """The units behind 每 (or before 均) right before a place of a folded text: 每人每月 → /人/月, '' for none."""
    found = _PER_BEFORE.search(text, max(0, at - 16), at)
    return each_to_slashes(found["each"]) if found else ""


def each_to_slashes(each: str) -> str:
    """每人每月 → /人/月 · 人均 → /人 · 单价 → /单位."""
    return "".join("/" + (named or mean.replace("单价", "单位").rstrip("均")) for named, mean in _EACH.findall(each))


def per_behind(text: str, at: int) -> bool:
    """Whether what follows an amount makes it a price, the start of a range, or no money."""
    return _PER_BEHIND.match(text, at) is not None


def unit_end(text: str, at: int) -> int:
    """Where the unit that stands at `at` ends, with its slash or 每 parts and a variant in brackets; `at` for none."""
    end = _longest(text, at, _UNIT_LENGTHS, UNITS)
    if end == at:
        return at
    size = len(text)
    while end < size:
        sign = text[end]
        if sign == "(":
            close = text.find(")", end)
            inside = text[end + 1 : close]
            if close < 0 or not (inside in UNITS or inside.startswith(("每", "/"))):
                break
            end = close + 1
        elif sign in "/·每":
            behind = _divisor_end(text, end + 1)
            if behind == end + 1:
                break
            end = behind
        else:
            break
    return end


def _divisor_end(text: str, at: int) -> int:
    """The end of what a slash divides by: 人 · (人·月) · 每人; `at` for none."""
    start = at + 1 if text[at : at + 1] == "每" else at
    if text[start : start + 1] == "(":
        close = text.find(")", start)
        parts = text[start + 1 : close].replace("·", "/").split("/") if close > 0 else [""]
        return close + 1 if all(part in _DIVISORS for part in parts) else at
    while text[start : start + 1].isdecimal():  # 1次/2年
        start += 1
    end = _longest(text, start, _DIVISOR_LENGTHS, _DIVISORS)
    return end if end > start else at


def _longest(text: str, at: int, lengths: dict[str, tuple[int, ...]], units: dict[str, str] | frozenset[str]) -> int:
    for length in lengths.get(text[at : at + 1], ()):
        unit = text[at : at + length]
        if unit in units:
            end = at + len(unit)  # a slice at the end of the text is shorter than asked for
            if unit[-1] in _LETTERS and text[end : end + 1] in _LETTERS_AND_DIGITS:
                continue
            return end
    return at


@lru_cache(maxsize=4096)
def unit_kind(unit: str | None) -> str | None:
    """The kind of a unit (count, length, area, time, rate, ratio, money, price …), None for what is no known unit.

    `price` is money per something (元/人); another unit behind a slash is of the kind of what stands before it.
    """
    if not unit:
        return None
    if unit in UNITS:
        return UNITS[unit]
    if unit[0] in ":/":
        return "ratio"
    if unit_end(unit, 0) < len(unit):
        return "count" if unit[0] == "个" and len(unit) <= 5 else None
    kind = UNITS[unit[: _longest(unit, 0, _UNIT_LENGTHS, UNITS)]]
    return "price" if kind in ("money", "foreign") and per_unit(unit) else kind


_BRACKETS = re.compile(r"\((?![每/])[^()]*\)")


def per_unit(unit: str) -> str | None:
    """What a unit counts per, brackets ignored: 元/台(套) → 台, 元/(人·月) → 人/月; None when it is not per anything."""
    base, slash, behind = unit.replace("(每", "/").replace("每", "/").replace("·", "/").partition("/")
    if not slash or not base:
        return None
    if behind.startswith("("):
        behind = behind[1:].replace(")", "", 1)
    parts = (_BRACKETS.sub("", part).strip("()") for part in behind.split("/"))
    return "/".join(filter(None, parts)) or None


def is_rate_unit(unit: str | None) -> bool:
    """Whether a unit is a share of a hundred or thousand: % ‰ 百分比 个百分点 …"""
    return unit is not None and UNITS.get(unit) == "rate"
