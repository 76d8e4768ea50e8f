"""B203: a project longer than one year whose annual goal is its total goal over again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.base import NotChecked, TableRule, field_locus
from linter.checks.cases import case, form
from linter.checks.completeness.missing_field import is_empty
from linter.checks.context import Context, similar
from linter.finding import Finding
from linter.submission import TargetTable
from linter.tables import table as data
from linter.wording import quoted, squeeze

_SPAN = re.compile(r"(\d+|[一二两三四五六七八九十])(?:个)?(年|月)(?!度|\d*月|\d*日)")
# 2024, 2024年3月, 2024-03-01, 2024.3, 20240301
_DATE = re.compile(r"((?:19|20)\d\d)(?:[年./-](0?[1-9]|1[0-2])(?!\d)|(0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d))?")
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


class AnnualCopiesTotal(TableRule):
    """查什么：实施期超过一年的项目，年度绩效目标和实施期总体目标是同一段文字。

    为什么：总体目标是几年合起来要做成的，年度目标是本年度要做到的一段，照抄就看不出今年做多少，也无法按年考核
    （参考审核表“目标相关性”）。

    怎么改：从总体目标里分出本年度的任务量和时间。例如总体目标“三年改造供水管网90公里”，年度目标“2024年改造30公里”。
    """

    code = "B203"
    name = "annual-copies-total"
    title = "跨年项目的年度目标照抄总体目标"
    severity = "warning"
    audit_item = "目标相关性"
    help = "请从总体目标里分出本年度的任务量、标准和时间，例如总体目标“三年改造供水管网90公里”，年度目标“2024年改造30公里”。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        texts = context.normal_texts(table)
        total, annual = texts.get("total_goal", ""), texts.get("annual_goal", "")
        if is_empty(total) or not similar(total, annual):
            return
        duration = project_months(table)
        if duration is None:
            raise NotChecked("表中没有写明项目期，不知道是不是跨年项目")
        months, said = duration
        if months > 12:
            yield self.found(
                field_locus(table, "annual_goal"),
                f"项目期为{quoted(said)}，年度绩效目标却与实施期总体目标相同：{quoted(table.text('annual_goal'))}。",
                table=table, related=[field_locus(table, "total_goal")], evidence=table.text("annual_goal"),
            )


def project_months(table: TargetTable) -> tuple[int, str] | None:
    """How many months the project runs, and the text that says so; None when the form does not say.

    A bare year is twelve months.
    """
    dates = f"{table.start_date}至{table.end_date}" if table.start_date and table.end_date else None
    for text in (table.project_period, dates, table.project_attribute):
        months = _months(squeeze(text)) if text else None
        if text and months:
            return months, text
    return None


def _months(text: str) -> int | None:
    dates = [(int(year), month or joined) for year, month, joined in _DATE.findall(text)]
    if len(dates) >= 2:
        (first, month), (last, end) = dates[0], dates[-1]
        return (last - first) * 12 + int(end or 12) - int(month or 1) + 1
    if dates:
        return 12 if text.rstrip("年度") == str(dates[0][0]) else None
    span = _SPAN.search(text)
    if span:
        number = _NUMERALS.get(span[1]) or int(span[1])
        return number * 12 if span[2] == "年" else number
    return 24 if any(word in text for word in data("project_kinds")["period"]["many_years"]) else None


_PIPES = "改造老旧供水管网，降低漏损，保障用水安全"
AnnualCopiesTotal.bad = (
    case("项目期三年，两个目标相同", form(
        name="供水管网改造", period="3年", halves=True, texts={"total_goal": _PIPES, "annual_goal": f"1.{_PIPES}。"})),
    case("起止日期跨两个年度", form(
        name="名师工作室培育", start="2024-01-01", end="2026-12-31",
        texts={"total_goal": "培育名师工作室30个，带动青年教师成长。", "annual_goal": "培育名师工作室30个，带动青年教师成长"})),
)
AnnualCopiesTotal.good = (
    case("一年期项目，两个目标相同是正常的", form(
        name="消防水鹤维护", period="1年", attribute="一次性项目（1年结束）", texts={"total_goal": _PIPES, "annual_goal": _PIPES})),
    case("十二个月以内，跨不跨年度都只算一年", form(
        name="冬春农田水利", start="2024年3月", end="2025年2月", texts={"total_goal": _PIPES, "annual_goal": _PIPES})),
    case("三年期项目，年度目标写了本年的任务量", form(
        name="林区道路建设", period="2023-2025年",
        texts={"total_goal": "三年建成林区道路60公里，巡护车辆全程通行。", "annual_goal": "2024年建成林区道路20公里，完成路基验收。"})),
)
