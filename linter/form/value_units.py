"""Units of measurement: which there are, of what kind, and where one ends in a text (`data/units.toml`)."""

from __future__ import annotations

from functools import lru_cache

from linter.tables import table, words

UNITS: dict[str, str] = {unit: kind for kind, units in table("units")["kinds"].items() for unit in units}
PER = words("units", "per.words")


def _lengths(units: frozenset[str] | set[str]) -> dict[str, tuple[int, ...]]:
    """First character → lengths of the units that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for unit in units:
        found.setdefault(unit[0], set()).add(len(unit))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


_LENGTHS = _lengths(set(UNITS))
_PER_LENGTHS = _lengths(PER | set(UNITS))


def unit_end(text: str, at: int) -> int:
    """Where the unit that stands at `at` ends, with 每 or slash parts and a variant in brackets; `at` if there is none."""
    end = _one(text, at, _LENGTHS, UNITS)
    if end == at:
        return at
    size = len(text)
    while end < size:
        sign = text[end]
        if sign == "(":
            close = text.find(")", end)
            if close < 0 or text[end + 1 : close] not in UNITS:
                break
            end = close + 1
        elif sign in "/·每":
            behind = _behind(text, end + 1)
            if behind == end + 1:
                break
            end = behind
        else:
            break
    return end


def _behind(text: str, at: int) -> int:
    """The end of what a slash divides by: 人 · (人·月) · 台(套)."""
    if text[at : at + 1] in ("每", "单"):
        at += 1
    if text[at : at + 1] == "(":
        close = text.find(")", at)
        parts = text[at + 1 : close].replace("·", "/").split("/") if close > 0 else [""]
        return close + 1 if all(part in PER or part in UNITS for part in parts) else at
    return _one(text, at, _PER_LENGTHS, None)


def _one(text: str, at: int, lengths: dict[str, tuple[int, ...]], units: dict[str, str] | None) -> int:
    for length in lengths.get(text[at : at + 1], ()):
        part = text[at : at + length]
        if part in UNITS or (units is None and part in PER):
            return at + length
    return at


@lru_cache(maxsize=4096)
def unit_kind(unit: str | None) -> str | None:
    """The kind of a unit (count, length, area, time, rate, ratio, money, price …), None for what is no known unit.

    `price` is money per something (元/人); other units behind a slash are of the kind of what stands before it.
    """
    if not unit:
        return None
    if unit in UNITS:
        return UNITS[unit]
    if unit[0] in ":/":
        return "ratio"
    if unit_end(unit, 0) != len(unit):
        return "count" if unit[0] == "个" and len(unit) <= 5 else None
    kind = UNITS[unit[: _one(unit, 0, _LENGTHS, UNITS)]]
    return "price" if kind == "money" and per_unit(unit) else kind


def per_unit(unit: str) -> str | None:
    """What the unit counts per, brackets ignored: 元/台(套) → 台, 元/人·月 → 人/月; None when it is not per anything."""
    head = unit.replace("每", "/").replace("·", "/")
    base, slash, behind = head.partition("/")
    if not slash or not base:
        return None
    if behind.startswith("(") and behind.endswith(")"):
        behind = behind[1:-1]
    while "(" in behind:
        opening = behind.index("(")
        closing = behind.find(")", opening)
        behind = behind[:opening] + (behind[closing + 1 :] if closing > 0 else "")
    return "/".join(filter(None, behind.split("/"))) or None


def is_rate_unit(unit: str | None) -> bool:
    """Whether a unit is a share of a hundred or thousand: % ‰ 百分比 个百分点 …"""
    return unit is not None and UNITS.get(unit) == "rate"
