"""S603: a field, a name or the explanatory text speaks of another year than the one that is budgeted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from linter.checks.base import DocumentRule, NotChecked, document_locus, field_locus, said
from linter.checks.boilerplate.annual_copies_total import project_months
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.periods import Time, times_in
from linter.finding import Finding
from linter.form.numerals import folded
from linter.submission import Submission, TargetTable
from linter.tables import table as data
from linter.where import Spot
from linter.wording import quoted

_FIELDS = ("overview", "necessity", "measures", "plan", "total_goal", "annual_goal")
_TOLD = ("overview", "necessity", "measures")  # fields that also tell what has been: only what is surely planned counts
_SENTENCE = re.compile(r"[。;；\n]")


class YearMismatch(DocumentRule):
    """查什么：文字里作为本项目的年度或期限写出的年份不是预算年度（“2022年完成采购”而预算是2024年的），项目期与预算年度没有一天
    重合，一年期项目的期限早于或晚于预算年度；项目名称、三级指标名称带着别的年份；或者公开说明通篇讲的是别的年度的预算。
    文件的年份、以前年度的情况、对比的基数、“从某年起”不算。

    为什么：年份不对，多半是照抄了往年的材料，目标也就不是今年的目标（参考审核表“明确清晰性”）。

    怎么改：改成预算年度。例如2024年的绩效目标写“2024年12月底前完成设备采购”；确实是以前年度延续的，写明“续建”“结转”“尾款”。
    """

    code = "S603"
    name = "year-mismatch"
    title = "年份与预算年度不符"
    severity = "warning"
    confidence = "medium"
    audit_item = "明确清晰性"
    help = "请改成预算年度；确实是以前年度延续的，写明“续建”“结转”“尾款”，例如“2022年开工项目尾款”。"
    silent_under = ("B202",)

    def needs(self, context: Context) -> str | None:
        years = [context.submission.fiscal_year, *(table.fiscal_year for table in context.submission.tables)]
        return None if any(years) else "看不出这是哪一年的预算，无法核对年份"

    def check(self, context: Context) -> Iterator[Finding]:
        submission = context.submission
        for table in submission.tables:
            year = table.fiscal_year or submission.fiscal_year
            if year is not None:
                yield from self._in_fields(table, year)
                yield from self._in_names(table, year, context)
        if submission.narrative is None:
            raise NotChecked("解析结果里没有说明文字，只核对了各张表的年份")
        if submission.fiscal_year is not None:
            yield from self._in_explanation(submission, submission.fiscal_year)

    def _in_fields(self, table: TargetTable, year: int) -> Iterator[Finding]:
        one_year = _one_year(table)
        span = _project_span(table)
        for key in _FIELDS:
            wrong = _wrong_time(table.text(key), key, year, one_year=one_year, span=span)
            if wrong:
                what = "期限" if wrong.is_period else "年份"
                yield self.found(
                    field_locus(table, key),
                    f"“{said(table, key)}”里写的{what}是“{wrong.printed}”，而预算年度是{year}年：{quoted(wrong.clause)}。",
                    table=table, evidence=wrong.clause,
                )
        if span is not None and (span.outside(year) or (one_year and not span.within(year))):
            yield self.found(
                field_locus(table, "project_period"), f"项目期{quoted(span.printed)}不在预算年度{year}年之内。", table=table,
                evidence=span.printed,
            )

    def _in_names(self, table: TargetTable, year: int, context: Context) -> Iterator[Finding]:
        wrong = _other_year(table.name, year)
        if wrong and not _goes_on(table, wrong, context):
            yield self.found(
                field_locus(table, "project_name"), f"项目名称{quoted(table.name)}写的是{wrong}年，而预算年度是{year}年。",
                table=table, evidence=table.name,
            )
        one_year = _one_year(table)
        for pair in context.pairs(table):
            faulty = [
                half for half in pair.halves
                if (half.period == "annual" or one_year) and _other_year(half.level3 or "", year) and not wrong
            ]
            if faulty:
                yield self.found(
                    pair.locus(faulty, "level3"),
                    f"三级指标{quoted(faulty[0].level3 or '')}写的是{_other_year(faulty[0].level3 or '', year)}年，而预算年度是{year}年。",
                    table=table, evidence=faulty[0].level3 or "",
                )

    def _in_explanation(self, submission: Submission, year: int) -> Iterator[Finding]:
        wrong: list[tuple[str, Spot]] = []
        sure = right = 0
        for paragraph in submission.narrative or ():
            if "20" not in paragraph.value:
                continue
            for sentence in _SENTENCE.split(folded(paragraph.value)):
                match = _explains().match(sentence)
                if not match or _no_budget().search(match[0]):
                    continue
                if int(match["year"]) == year:
                    right += 1
                elif str(year) not in sentence:
                    wrong.append((sentence, paragraph.spot))
                    sure += bool(_compared().search(sentence))
        if wrong and ((len(wrong) >= 2 and len(wrong) > right) or (sure and sure + len(wrong) > right)):
            sentence, spot = wrong[0]
            also = f"等{len(wrong)}处" if len(wrong) > 1 else ""
            yield self.found(
                document_locus(spot), f"{year}年预算的说明文字讲的是别的年度的预算：{quoted(sentence)}{also}。", evidence=sentence,
            )


def _wrong_time(text: str, key: str, year: int, *, one_year: bool, span: Time | None) -> Time | None:
    """The first time in a field that stands for the plan's and is not of the fiscal year."""
    times = times_in(text)
    for time in times:
        if time.is_period and time.role == "own" and (time.outside(year) or (one_year and not time.within(year))):
            return time
    if any(year in time.years for time in times):
        return None  # the field gives the fiscal year too: what else it names is told beside it
    told = key in _TOLD or _under_way().search(folded(text)) or _continued().search(folded(text))
    roles = ("planned",) if told else ("planned", "doing")
    stated = [time for time in times if time.role in roles and not (span and _overlap(span, time))]
    if not stated or len({(time.first, time.last) for time in times}) > 1:
        return None  # several years: the stages of a longer project
    time = stated[0]
    later = time.first // 12 > year
    return time if key == "annual_goal" or not later or one_year else None


def _overlap(span: Time, time: Time) -> bool:
    return span.first <= time.last and time.first <= span.last


def _one_year(table: TargetTable) -> bool:
    duration = project_months(table)
    return duration is not None and duration[0] <= 12


def _project_span(table: TargetTable) -> Time | None:
    """The project's period as its own cells give it."""
    if table.start_date and table.end_date:
        times = times_in(f"{table.start_date}至{table.end_date}")
    else:
        times = times_in(table.project_period or "")
    return times[0] if len(times) == 1 else None


def _other_year(name: str, year: int) -> int | None:
    """The year a name carries, where it is not the fiscal year and nothing says that it may be another."""
    years = {found for time in times_in(name) for found in time.years}
    if not years or year in years or _carried().search(folded(name)) or len(years) > 1:
        return None
    return years.pop()


def _goes_on(table: TargetTable, year: int, context: Context) -> bool:
    """Whether the project of another year rightly has money now: carried over, continued, or running since."""
    span = _project_span(table)
    if span and year in span.years:
        return True
    match = context.budget_names.of(table) if context.budget else None
    if match and any(row.section == "carryover" for row in match.rows):
        return True
    texts = "。".join(table.text(key) for key in (*_FIELDS, "basis", "remarks"))
    return bool(_continued().search(folded(texts)))


@cache
def _continued() -> re.Pattern[str]:
    return re.compile(data("period_words")["names"]["continued"])


@cache
def _under_way() -> re.Pattern[str]:
    return re.compile(data("period_words")["roles"]["under_way"])


@cache
def _carried() -> re.Pattern[str]:
    return re.compile(data("period_words")["names"]["carried"])


@cache
def _explains() -> re.Pattern[str]:
    return re.compile(data("period_words")["explanation"]["sentence"])


@cache
def _no_budget() -> re.Pattern[str]:
    return re.compile(data("period_words")["explanation"]["not_budget"])


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(data("period_words")["explanation"]["compared"])


_OLD = ["一、收支情况", "2023年预算收入总计860万元，其中一般公共预算860万元。", "2023年预算支出860万元，较2022年减少12万元。"]
YearMismatch.bad = (
    case("年度目标写的是上一年", form(name="中小学课桌椅更新", texts={"annual_goal": "2023年完成采购并配送到校。"})),
    case("实施计划写的是前年", form(name="乡镇卫生院改造", texts={"plan": "2022年6月底前完成招标，2022年12月底前完成验收。"})),
    case("开工完工都在前年", form(name="敬老院改造", texts={"plan": "2022年3月开工，2022年10月完工。"})),
    case("服务期与预算年度不重合", form(name="河道保洁服务", texts={"overview": "服务期为2022年1月1日至2022年12月31日，负责全县12条河道保洁。"})),
    case("一年期项目的期限跨到了下一年", form(
        name="消防站物业服务", attribute="一次性项目（1年结束）", texts={"plan": "实施期限为2024年7月至2025年6月。"})),
    case("项目名称和三级指标带着别的年份", form(ind("quantity", "2022年培训人数", "≥300人"), name="新型职业农民培训"),
         form(name="2022年公共文化服务体系建设"), count=2),
    case("项目期早已结束", form(name="智慧停车平台", start="2021-01-01", end="2022-12-31")),
    case("说明文字讲的是上一年的预算", form(), narrative=_OLD),
)
YearMismatch.good = (
    case("以前年度的情况、对比的基数、文件的年份", form(name="农村电网改造", texts={
        "overview": "2021年已改造台区16个，2022年建成投运。", "basis": "2022年县政府常务会议纪要。",
        "total_goal": "供电可靠率较2022年提高2个百分点。", "measures": "自2020年起实行台区责任制。"})),
    case("写了预算年度，也说到别的年份", form(name="校舍维修", texts={
        "plan": "2023年完成设计招标，2024年3月至10月施工。", "total_goal": "2024年完成维修，2025年投入使用。"})),
    case("跨年项目的各年任务", form(name="引水工程", period="2022-2026年", texts={"total_goal": "2025年完成主体工程。", "plan": "2022年完成征地。"})),
    case("上年结转、尾款的项目带着原来的年份", form(name="2022年高标准农田建设尾款"), form(name="2023年水利发展资金"),
         carryover=[("2023年水利发展资金", "30万元")]),
    case("前年完工，今年付尾款", form(name="步道修复", texts={"plan": "2022年10月完工，按合同支付尾款。"})),
    case("说明文字与上年对比", form(), narrative=[
        "2024年预算收入总计900万元，较2023年预算860万元增加40万元。", "2023年预算执行情况：2023年预算支出860万元，完成99%。"]),
    case("书名号里的年份和中长期规划", form(name="乡村旅游提升", texts={
        "annual_goal": "落实《全域旅游发展行动方案（2021-2023年）》，到2026年建成精品线路8条。"})),
)
