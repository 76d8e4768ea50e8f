"""Dates and periods as values: 2024年12月31日前 · 12月底前 · 全年 · 1年 · 每月15日前 · 1-12月.

A *date* is a place in the calendar, with the comparator `<=` where the text says 前 or 不晚于. A *period* is a stretch of
it, or a rhythm; it has a number and unit where it is a plain length (1年, 12个月).
"""

from __future__ import annotations

import re

from linter.form.numerals import arabic, chinese
from linter.form.value_words import DEEDS, MANNERS, SEASONS, WHOLE_PERIODS, one_of
from linter.submission import Target

# A text without any of these is no date or period.
HINT = re.compile(rf"{one_of(SEASONS)}|[年月日季周旬号天期候时程半]|:\d\d[-~至]|\d{{4}}[-./]\d|20\d{{6}}")

_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\d\d(?:年度?|学年度?)|二〇..年|当年|本年度?|次年|下一?年度?|今年|明年|翌年|第[一二三四五]年)"
_MONTH = rf"(?:{_SMALL}月份?|[次当]月)"
_DAY = rf"{_SMALL}[日号]"
_IN_MONTH = r"(?:上旬|中旬|下旬|月?底|月?末|月?初|中)"
_IN_YEAR = r"(?:[春夏秋冬]季(?:学期)?|第?[一二三四1-4]个?季度|第?[一二三四]季|[上下]半年|年?底|年?末|年?初|年中)"
_ALONE = (
    rf"(?:(?:{one_of(SEASONS)}|[春秋]季学期|第?[一二三四1-4]个?季度|[上下]半年)[底末初]?|年[底末初中])"
)
_MONTH_DIGITS, _DAY_DIGITS = "(?:1[0-2]|0?[1-9])", r"(?:[12]\d|3[01]|0?[1-9])"
_DIGITS = (
    rf"(?:19|20)\d\d(?:-{_MONTH_DIGITS}(?:-{_DAY_DIGITS})?|[./]{_MONTH_DIGITS}(?:[./]{_DAY_DIGITS})?)(?!\d)"
)
_DATE = (
    rf"(?:{_YEAR}?{_MONTH}(?:{_DAY}|{_IN_MONTH})?|{_YEAR}{_IN_YEAR}[底末初]?|{_ALONE}|{_YEAR}|{_DAY}(?=前|以前|之前)"
    rf"|{_DIGITS})"
)
_UNTIL = r"(?:之前|以前|前|止|为止)"
_LATEST = r"(?P<late>不晚于|不迟于|早于)"
_DEED = rf"(?:(?:{MANNERS})?(?:{DEEDS})(?:完毕|完成)?)"
_LEAD = rf"(?:[于在至到]|截止|截至|预计|计划|确保|力争|最迟|{_LATEST})*"
_END = r"(?:\([^()]*\))?[。;]?"

_FULL_DATE = re.compile(rf"{_LEAD}{_DATE}(?:[、,和及]{_DATE})*(?:(?P<until>{_UNTIL})|之?内|期间)?{_DEED}?{_END}")
_COMPACT = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SPAN = re.compile(
    rf"[于在自从]*(?:{_DATE}|\d{{4}}|{_YEAR}?{_SMALL})[-~至到]+(?:{_DATE}|{_DAY})(?:[底末止]|期间|之间)?(?:{_UNTIL}|内)?{_DEED}?{_END}"
)
_LENGTH = re.compile(
    r"(?:全年|共|共计|为|为期|约)?(?P<number>\d{1,3}(?:\.\d+)?|[一二两三四五六七八九十百]{1,4})"
    r"(?P<unit>个?学年|个?年度|个?学期|个季度|周年|年|个月|个?星期|周)(?:期|整)?" + rf"{_DEED}?{_END}"
)
_RHYTHM = re.compile(
    r"[于在]?(?:每|按|逐)个?(?:半年|学年|年度?|季度?|月度?|周|星期|日|天|学期|旬|工作日)[末底初]?"
    rf"(?:第?{_SMALL}月份?|第?{_SMALL}个月?|第?{_DAY})?(?:第?{_DAY}|[末底初中]|[一二三四五六])?"
    rf"(?:{_UNTIL}|之?内)?{_DEED}?{_END}"
)
_WHOLE = re.compile(
    rf"在?(?:{_YEAR})?(?:{one_of(WHOLE_PERIODS)})(?:共?\d+(?:个月|天|日|小时)(?:[×*xX]\d+小时)?|无休|不间断|{_DEED})?{_END}"
    rf"|全年1月?[-~至到]12月|(?:全年|全天)?\d{{1,3}}(?:小时|天)?[×*xX]\d+(?:小时|h)(?:制|不间断)?{_END}"
    r"|\d{1,2}:\d\d[-~至到]\d{1,2}:\d\d"
)
_SOON = r"(?=前|以前|之前|之?内|完)"  # what makes a bare month or year within a phrase a date
_WITHIN = re.compile(
    rf"{_LATEST}?(?:{_YEAR}?{_MONTH}(?:{_DAY}|{_IN_MONTH})|{_YEAR}{_MONTH}|{_MONTH}{_SOON}|{_YEAR}{_IN_YEAR}|{_ALONE}{_SOON}"
    rf"|{_YEAR}{_SOON}|(?<!\d)20\d\d([-./]){_MONTH_DIGITS}\2{_DAY_DIGITS}(?!\d))(?P<until>{_UNTIL}|底前|末前)?"
)
_RECURRING_DAY = re.compile(r"每(?:年|月|季度?|周)[^,;。]{0,6}?\d{1,2}[日号]")


def date_or_period(text: str) -> Target | None:
    """The date or period that the whole of a folded text is, None when it is neither."""
    if _WHOLE.fullmatch(text):
        return Target("period")
    match = _LENGTH.fullmatch(text)
    if match:
        printed = match["number"]
        number = arabic(printed) if printed[0].isdigit() else chinese(printed)
        if number is not None:
            return Target("period", number=number, unit=match["unit"])
    if _RHYTHM.fullmatch(text):
        return Target("period")
    match = _FULL_DATE.fullmatch(text)
    if match:
        return Target("date", comparator="<=" if match["until"] or match["late"] else None)
    if _SPAN.fullmatch(text):
        return Target("period")
    return Target("date") if _COMPACT.fullmatch(text) else None


def date_within(text: str) -> Target | None:
    """The date or recurring day somewhere in a folded text, None when there is none finer than a year."""
    if _RECURRING_DAY.search(text):
        return Target("period")
    match = _WITHIN.search(text)
    if not match:
        return None
    return Target("date", comparator="<=" if match["until"] or match["late"] else None)
