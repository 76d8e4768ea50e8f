"""What is left of a value that is wrong: its number, with the unit, sign or base year it lacks."""

from __future__ import annotations

import re
from functools import cache

from linter.form.value import parse_target, unit_kind
from linter.submission import Comparator, Indicator, Target, TargetTable
from linter.suggest.asked import Asked
from linter.suggest.targets import change_in, since
from linter.tables import table
from linter.wording import squeeze

SIGNS: dict[Comparator, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=", "~": ""}
_TURNED: dict[Comparator, str] = {">=": "≤", ">": "≤", "<=": "≥", "<": "≥"}
_FIRST_NUMBER = re.compile(r"[≥≤≧≦<>=]{0,2}\d+(?:\.\d+)?(?:%|‰|个百分点)?")


@cache
def _changes() -> re.Pattern[str]:
    return re.compile("|".join(table("change_words")["change"]))


def with_unit(value: Target, raw: str, ask: Asked, near_unit: str | None) -> str | None:
    """A bare number with the unit that the name asks for; None where the unit cannot be told."""
    share = ask.kind in ("rate", "change", "satisfaction")
    unit = "%" if share else ask.unit if ask.kind == "count" else "分" if ask.kind == "score" else near_unit
    if not unit or (share and value.number is not None and value.number > 100):
        return None
    if value.kind == "number" and value.comparator is None and share:
        return f"{'≤' if ask.lower else '≥'}{raw}{unit}"
    return f"{raw}{unit}"


def as_the_budget(value: Target, project: TargetTable) -> str | None:
    """A bare number that is the project's amount in 万元 or 元, with that unit: 12 on a budget of 12万元 → ≤12万元."""
    money = project.amounts.annual or project.amounts.total
    if money is None or value.kind != "number" or not value.number:
        return None
    for size, unit in ((10000, "万元"), (1, "元")):
        if value.number * size == money.yuan:
            return f"{SIGNS[value.comparator] if value.comparator else '≤'}{value.number:f}{unit}"
    return None


def turned(value: Target) -> str | None:
    """The same number with the comparison the other way round: ≥5% → ≤5%."""
    if value.kind != "number" or value.comparator not in _TURNED or value.number is None:
        return None
    return f"{_TURNED[value.comparator]}{value.number:f}{value.unit or ''}"


def in_unit(value: Target, ask: Asked) -> str | None:
    """The same number in the unit that the name asks for: 培训人数 ≥50个 → ≥50人."""
    if value.kind != "number" or value.number is None:
        return None
    sign = SIGNS[value.comparator] if value.comparator else ""
    if ask.kind == "rate" and ask.lower and value.number == 0:
        return "=0%"
    if ask.kind == "count" and ask.unit and unit_kind(value.unit) == "count":
        return f"{sign}{value.number:f}{ask.unit}"
    return None


def against_last_year(raw: str, year: int | None) -> str:
    """A change with its base: 提高20% → 较2023年提高20%."""
    return f"{since(year)}{raw}"


def unglued(indicator: Indicator, ask: Asked, year: int | None) -> str | None:
    """One whole value of two glued ones, where there is a number with % and a change: ≥5%较上年降低 → 较2023年下降≥5%."""
    text = squeeze(indicator.target or "")
    number = _FIRST_NUMBER.search(text)
    if not number:
        return None
    if _changes().search(text):
        size = number[0].lstrip("≥≤≧≦<>=")
        if not size.endswith(("%", "‰", "点")):
            return None
        return f"{since(year)}{change_in(text, '')}≥{size}"
    if parse_target(number[0]).kind == "number" and ask.kind in ("rate", "satisfaction") and number[0].endswith("%"):
        size = number[0].lstrip("≥≤≧≦<>=")
        return f"{'≤' if ask.lower else '≥'}{size}"
    return None
