"""S604: a text field and an indicator give different numbers for the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from linter.checks.base import TableRule, field_locus, said
from linter.checks.boilerplate.annual_copies_total import project_months
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.objects import Count, comparable, counts_in
from linter.checks.pairs import Pair
from linter.checks.periods import times_in
from linter.checks.same_object import Named, aside, counts_the_same, named
from linter.finding import Finding
from linter.form.value import is_rate_unit, unit_kind
from linter.submission import Indicator, TargetTable
from linter.wording import quoted

_FIELDS = ("overview", "necessity", "measures", "plan", "total_goal", "annual_goal")
_CATEGORIES = frozenset({"quantity", "quality", "timeliness", "economic", "social", "ecological", "sustainability", "satisfaction"})
_NEAR = Decimal("0.1")  # 约
_ROUNDED = Decimal("0.05")  # 2.4万 for 24012


class TextIndicatorConflict(TableRule):
    """查什么：文字里写的数量与绩效指标里同一事物的数量不一样，如概况写“改造公厕26座”，指标却是“改造公厕数量≥20座”。“约”允许上下10%；
    按月、按天、人均的数，以前年度的、其中一部分的、全县现有的数不比，金额由F507核对。指标写“≥”不能说明文字里的数可以更大。

    为什么：同一件事两个数，不知道按哪个考核，也看不出资金对应多少工作量（参考审核表“明确清晰性”）。

    怎么改：核实后改成一致。例如概况写“资助困难学生300名”，指标就写“资助困难学生人数≥300人”；文字里是总量、指标只是其中一部分的，写明。
    """

    code = "S604"
    name = "text-indicator-conflict"
    title = "文字里的数量与指标不一致"
    severity = "info"
    confidence = "medium"
    audit_item = "明确清晰性"
    help = "请核实后改成一致，例如概况写“资助学生300名”，指标写“资助学生人数≥300人”；指标只是其中一部分的，请在文字里写明。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        year = table.fiscal_year or context.submission.fiscal_year
        fields = _fields(table)
        if not fields:
            return
        pairs = [pair for pair in context.pairs(table) if pair.category in _CATEGORIES]
        names = [_named(pair) for pair in pairs]
        for pair, name in zip(pairs, names, strict=True):
            if name is None or _not_the_only(name, names):
                continue
            conflicts: dict[str, Count] = {}
            for key, counts in fields.items():
                same = [count for count in counts if _comparable(count, pair, key) and counts_the_same(count, name)]
                stated = [count for count in same if not _elsewhere(count, year)]
                if not stated:
                    continue
                targets = _targets(pair, key)
                if _agrees(stated, (same, [count for count in counts if _comparable(count, pair, key)]), targets):
                    if len(targets) == 1 and len(pair.halves) == 2 and not pair.says_twice:
                        continue  # what the goal of one half says does not speak for the other half
                    conflicts.clear()
                    break
                if len({count.number for count in stated}) == 1:
                    conflicts[key] = stated[0]
            if conflicts:
                yield self._conflict(table, pair, conflicts)

    def _conflict(self, table: TargetTable, pair: Pair, conflicts: dict[str, Count]) -> Finding:
        key, count = next(iter(conflicts.items()))
        half = _targets(pair, key)[0]
        quote = f"{count.lead[-24:]}{count.printed}{count.follow[:8]}"
        return self.found(
            field_locus(table, key),
            f"“{said(table, key)}”写{quoted(quote)}，而指标{quoted(pair.name)}是{quoted(half.target or '')}。", table=table,
            evidence=quote, related=[pair.locus(), *(field_locus(table, other) for other in list(conflicts)[1:])],
        )


def _fields(table: TargetTable) -> dict[str, tuple[Count, ...]]:
    """The numbers of each field; of a project of several years only the fields that speak of one half of the form."""
    duration = project_months(table)
    amounts = table.amounts
    longer = bool(duration and duration[0] > 12) or bool(amounts.total and amounts.annual and amounts.total.yuan > amounts.annual.yuan)
    keys = [key for key in _FIELDS if not longer or key == "annual_goal" or (key == "total_goal" and table.two_halves)]
    return {key: counts for key in keys if (counts := counts_in(table.text(key)))}


def _elsewhere(count: Count, year: int | None) -> bool:
    """Whether a number is none of this year's plan: a part, a rate a month, or said of another year."""
    return aside(count) or any(year is not None and year not in time.years for time in times_in(count.before)[-1:])


def _named(pair: Pair) -> Named | None:
    """What the indicator counts; None where its target is no plain number with a unit, or an amount, a time, a price."""
    half = pair.halves[-1]
    value = half.value
    if value.kind != "number" or value.number is None or not value.unit:
        return None
    rate = is_rate_unit(value.unit)
    if not rate and unit_kind(value.unit) not in ("count", "length", "area", "volume", "mass", "energy"):
        return None
    return named(pair.name, rate=rate)


def _not_the_only(name: Named, names: Sequence[Named | None]) -> bool:
    """Whether another indicator counts what the text could mean as well (学生满意度 and 家长满意度)."""
    if name.rate:
        ending = name.rate[-3:]
        return sum(other is not None and other.rate.endswith(ending) for other in names) > 1
    return sum(other == name for other in names) > 1


def _targets(pair: Pair, key: str) -> list[Indicator]:
    """The half of the form a field speaks of."""
    half = pair.annual if key == "annual_goal" else pair.total if key == "total_goal" else None
    return [half] if half else list(pair.halves)


def _comparable(count: Count, pair: Pair, key: str) -> bool:
    return any(half.value.unit and comparable(count.unit, half.value.unit) for half in _targets(pair, key))


def _agrees(stated: Sequence[Count], sums: Sequence[Sequence[Count]], targets: Sequence[Indicator]) -> bool:
    """Whether one of the numbers, all of them together, or one of `sums` is what one of the targets says."""
    for half in targets:
        value = half.value
        if value.number is None or not value.unit:
            return True
        printed = counts_in(half.target or "")
        step = printed[0].step if printed else Decimal(1)
        if any(_makes(counts, value.number, value.unit, step) for counts in (*([count] for count in stated), stated, *sums)):
            return True
    return False


def _makes(counts: Sequence[Count], number: Decimal, unit: str, target_step: Decimal) -> bool:
    """Whether these numbers add up to so many of a unit: to half the last printed digit, 10 % where one says 约."""
    total, slack, aim = Decimal(0), Decimal(0), number
    for count in counts:
        factors = comparable(count.unit, unit)
        if factors is None:
            return False
        total += count.number * factors[0]
        aim = number * factors[1]
        step = max(count.step * factors[0], target_step * factors[1])
        rounded = min(step / 2, _ROUNDED * aim) if step != 1 else Decimal(0)
        slack = max(slack, rounded, _NEAR * aim if count.about else Decimal(0))
    return abs(total - aim) <= slack


TextIndicatorConflict.bad = (
    case("概况与数量指标不同", form(ind("quantity", "改造公厕数量", "≥20座"), name="农村公厕改造", texts={"overview": "对公路沿线进行整治，改造公厕26座。"})),
    case("单位写法不同，数也不同", form(ind("quantity", "栽植面积", "≥1200亩"), name="荒山造林", texts={"annual_goal": "年内完成栽植面积120公顷。"})),
    case("数在名称前面，几个栏目写的一样", form(
        ind("quantity", "护林员人数", "=150人"), name="护林员补助", texts={"overview": "现有180名护林员。", "plan": "按月发放180名护林员补助。"})),
    case("目标里的率与指标不同", form(
        ind("satisfaction", "参训教师满意度", "≥90%"), name="教师培训", texts={"annual_goal": "参训教师满意度达到95%以上。"})),
    case("数量大于“≥”的值也算不同", form(ind("quantity", "采购图书", "≥8000册"), name="图书馆购书", texts={"plan": "6月底前采购图书1.2万册，9月上架。"})),
)
TextIndicatorConflict.good = (
    case("一致，单位写法不同", form(ind("quantity", "渠道清淤长度", "≥18000米"), name="灌渠清淤", texts={"overview": "完成渠道清淤18公里。"})),
    case("约数在一成以内，或者各部分相加正好", form(
        ind("quantity", "培训人数", "≥320人"), ind("quantity", "发放宣传册数量", "≥5000份"), name="农技推广",
        texts={"overview": "培训200人，第二批培训120人，发放宣传册约5300份。"})),
    case("全县的存量、以前年度、按月的数", form(
        ind("quantity", "改造卫生室数量", "≥15所"), ind("quantity", "巡查次数", "≥120次"), name="村卫生室改造",
        texts={"overview": "全县现有村卫生室260所，2022年已改造卫生室40所。", "measures": "每月巡查10次。"})),
    case("相近但不是同一事物", form(
        ind("quantity", "教师培训人次", "≥500人次"), ind("quantity", "幼儿园数量", "≥12所"), name="学前教育",
        texts={"overview": "培训小学教师300人次，服务民办幼儿园9所。"})),
    case("事物所在的地方、所成的组织", form(ind("quantity", "受益移民人数", "≥1600人"), name="移民村道路", texts={"overview": "在3个移民村硬化道路。"})),
    case("其中一部分", form(ind("quantity", "体检人数", "≥900人"), name="职工体检", texts={"overview": "组织职工体检900人，其中女职工体检350人。"})),
)
