"""Dates and periods as values: 2024年12月31日前 · 12月底前 · 全年 · 1年 · 每月15日前 · 1-12月."""

from __future__ import annotations

import re

from linter.form.numerals import arabic, chinese
from linter.form.value_words import WHOLE_PERIODS, one_of
from linter.submission import Target

# A text without any of these is no date or period.
HINT = re.compile(r"[年月日季周旬号天]|全程|\d{4}[-./]\d|\d{8}")

_NUM = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\d\d年度?|二[〇零○]..年|当年|本年度?|次年|下一?年度?|今年|明年|翌年|每年)"
_DAY = rf"(?:{_NUM}[日号])"
_MONTH = rf"(?:{_NUM}月份?)"
_PART = r"(?:上旬|中旬|下旬|月?底|月?末|月?初|中)"
_QUARTER = r"(?:第?[一二三四1234](?:个?季度|季)|[上下]半年|年底|年末|年初|年中|岁末)"
_DATE = (
    rf"(?:(?:19|20)\d\d(?P<s>[-./])(?:1[0-2]|0?[1-9])(?:(?P=s)(?:[12]\d|3[01]|0?[1-9]))?(?!\d)"
    rf"|{_YEAR}?{_MONTH}(?:{_DAY}|{_PART})?|{_YEAR}{_QUARTER}{_PART}?|{_QUARTER}{_PART}?|{_YEAR}|{_NUM}[日号](?=前|以前|之前))"
)
_UNTIL = r"(?:之前|以前|前|止|为止|内|之内)"
_VERB = r"(?:(?:前|内)?(?:按时|及时|全部|全面|顺利|如期)?(?:完成|完工|竣工|交付|到位|实施完毕|执行完毕|结束|上线|投入使用|验收|开展|实施|支付|发放)(?:完毕|完成)?)"
_LEAD = r"(?:[于在至到截止]|截至|预计|计划|确保)*"
_NAMELESS = _DATE.replace("(?P<s>", "(").replace("(?P=s)", "[-./]")
_FULL_DATE = re.compile(rf"{_LEAD}(?:{_DATE})(?P<until>{_UNTIL})?{_VERB}?(?:\([^()]*\))?[。;]?")
_BARE_DATE = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_EXACT = re.compile(rf"{_YEAR}?{_MONTH}(?:{_DAY}|{_PART})|{_YEAR}{_MONTH}|{_MONTH}{_UNTIL}|{_YEAR}{_QUARTER}|{_YEAR}?年[底末]前|{_QUARTER}{_UNTIL}")
_SPAN = re.compile(
    rf"{_LEAD}自?从?(?:{_NAMELESS}|\d{{4}}|{_NUM})(?:[-~至到]+)(?:{_NAMELESS})(?:底|末|止|期间)?{_VERB}?(?:\([^()]*\))?[。;]?"
)
_LENGTH = re.compile(
    r"(?:全年|共|共计|为|为期)?(?P<number>\d{1,3}(?:\.\d+)?|[一二两三四五六七八九十百]{1,4})"
    r"(?P<unit>个?学年|个?年度|个?学期|个?季度|年|个月|个?星期|周)(?:期|整)?(?:\([^()]*\))?"
)
_EVERY = re.compile(rf"(?:每|按|逐)(?:个)?(?:半年|年度?|季度?|月度?|周|日|天|学期|学年|旬)[末底初]?(?:{_NUM}月|第?{_NUM}[日号个]|[末底初中])?(?:{_NUM}[日号])?(?:前|以前|之前|内)?{_VERB}?")
_WHOLE = re.compile(
    rf"(?:在)?(?:{one_of(WHOLE_PERIODS)})(?:(?:共)?\d+(?:个月|天|小时|日)(?:[×*x]\d+小时)?|无休|不间断|不间断运行|{_VERB})?(?:\([^()]*\))?[。;]?"
    r"|\d+[×*xX]\d+(?:小时|h)?(?:制)?|全[年天]\d+[×*x]?\d*(?:小时|天)"
)


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
    match = _FULL_DATE.fullmatch(text)
    if match:
        return Target("date", comparator="<=" if match["until"] else None)
    if _SPAN.fullmatch(text) or _EVERY.fullmatch(text):
        return Target("period")
    if _BARE_DATE.fullmatch(text):
        return Target("date")
    return None


def holds_date(text: str) -> Target | None:
    """The date somewhere in a folded text, exact to the month or finer; None when there is none."""
    match = _EXACT.search(text)
    if match:
        return Target("date", comparator="<=" if text[match.end() :].startswith(("前", "之前", "以前")) or match[0].endswith("前") else None)
    return None
