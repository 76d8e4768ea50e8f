"""How long a project runs, as its form says it."""

from __future__ import annotations

import re

from linter.form.numerals import chinese, folded
from linter.submission import TargetTable

_YEARS = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]{1,2})(?:个)?(?:自然|财政|预算)?年(?!月|\d|度?[-~至])")
_MONTHS = re.compile(r"(\d{1,3})个?月(?!\d|[-~至底初末])")
_CALENDAR = re.compile(r"(?:19|20)\d\d")
_THIS_YEAR = re.compile(r"^(?:当年|本年度?|年内|一个?年度)$")


def is_one_year(table: TargetTable) -> bool | None:
    """Whether the project runs for one year at most; None where the form does not say."""
    for text in (table.project_period, table.project_attribute):
        months = _months(folded(text)) if text else None
        if months is not None:
            return months <= 12
    years = [match[0] for text in (table.start_date, table.end_date) if text and (match := _CALENDAR.search(folded(text)))]
    return years[0] == years[1] if len(years) == 2 else None


def is_one_off(table: TargetTable) -> bool:
    """Whether the form calls the project 一次性."""
    return "一次性" in folded(table.project_attribute or "")


def _months(text: str) -> int | None:
    """1年 · 12个月 · 2024年1月-2024年12月 · 一次性项目(1年结束) → months; None when the text gives no length."""
    calendar = _CALENDAR.findall(text)
    if calendar:
        return 12 * (int(calendar[-1]) - int(calendar[0]) + 1)
    if _THIS_YEAR.match(text):
        return 12
    years = _YEARS.search(text)
    if years:
        number = int(years[1]) if years[1].isdigit() else int(chinese(years[1]) or 0)
        return 12 * number or None
    months = _MONTHS.search(text)
    if months and not re.search(r"\d月[-~至]", text):
        return int(months[1])
    return None
