"""F502: cost indicators without any amount of money."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import TableRule, table_locus
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.funds.costs import amount_of
from linter.checks.measurability.qualitative_quantity import lacks_number
from linter.finding import Finding
from linter.form.value import unit_kind
from linter.submission import Indicator, TargetTable
from linter.wording import quoted


class NoCostAmount(TableRule):
    """查什么：填了成本指标，但没有一条写出金额，只有“预算执行率100%”“成本控制率≤100%”一类的比率。

    为什么：比率说明花了多少，不说明该花多少，看不出成本是否合理（参考财预〔2021〕101号，审核表“资金匹配性”）。

    怎么改：补一条有金额的成本指标，最好是单位成本。例如“亩均改造成本≤2600元/亩”，或者分项控制数“监测设备购置费≤48万元”。
    """

    code = "F502"
    name = "no-cost-amount"
    title = "成本指标没有金额"
    severity = "info"
    audit_item = "资金匹配性"
    help = "请补一条有金额的成本指标，例如“亩均改造成本≤2600元/亩”或“设备购置费≤48万元”。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        costs = [i for i in table.indicators if i.category == "cost" and i.value.kind != "empty" and not lacks_number(i)]
        if not costs or any(_may_be_money(i) for i in costs):
            return
        told = "、".join(dict.fromkeys(quoted(f"{i.level3 or ''} {i.target or ''}".strip()) for i in costs))
        yield self.found(table_locus(table), f"成本指标只有{told}，没有写出金额。", table=table, evidence=told)


def _may_be_money(indicator: Indicator) -> bool:
    """An amount, or a value that may be one: a placeholder, a number without a unit, foreign money."""
    value = indicator.value
    if value.kind in ("placeholder", "malformed"):
        return True
    if value.kind not in ("number", "range"):
        return False
    return value.unit is None or "元" in value.unit or unit_kind(value.unit) == "foreign" or amount_of(indicator) is not None


NoCostAmount.bad = (
    case("只有执行率", form(ind("quantity", "种植面积", "≥800亩"), ind("cost", "预算执行率", "100%"), name="高标准农田建设")),
    case("两条都是比率", form(
        ind("cost", "成本控制率", "≤100%"), ind("cost", "采购节支率", "≥3%"), name="校舍修缮", halves=True, total="30万元")),
)
NoCostAmount.good = (
    case("有金额", form(ind("cost", "预算执行率", "100%"), ind("cost", "剂均接种成本", "≤35元/剂"), name="免疫规划")),
    case("单位在名称里", form(ind("cost", "河道清淤费用（万元）", "≤60"), name="河道清淤")),
    case("没有数的由M303负责", form(ind("cost", "演出成本", "控制在预算内"), name="送戏下乡")),
    case("没有成本指标由C103负责", form(ind("quantity", "演出场次", "≥60场"), name="送戏下乡")),
)
