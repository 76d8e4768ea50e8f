"""F510: the only cost indicator is the whole budget over again."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import TableRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.funds.costs import costs_of, halves_of
from linter.checks.funds.sums import agrees, said
from linter.finding import Finding
from linter.submission import TargetTable
from linter.wording import quoted


class CostOnlyRepeatsBudget(TableRule):
    """查什么：项目表里唯一的成本指标就是把资金总额又写了一遍，例如资金总额90万元，成本指标“总成本≤90万元”。只在从严自查时提示。

    为什么：参考财预〔2021〕101号，成本指标反映单位成本，拆不出来的设分项成本控制数；只重复预算总额，约束不到任何支出。

    怎么改：换成单位成本，或者分项写出控制数。例如“人均培训成本≤1800元/人”，或者“设备购置费≤60万元”“安装调试费≤30万元”。
    """

    code = "F510"
    name = "cost-only-repeats-budget"
    title = "成本指标只重复了资金总额"
    severity = "info"
    audit_item = "资金匹配性"
    help = "请换成单位成本或分项成本控制数，例如“人均培训成本≤1800元/人”，或“设备购置费≤60万元”“安装调试费≤30万元”。"
    silent_under = ("C102",)
    forms = ("project",)

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        pairs = [pair for pair in context.pairs(table) if pair.category == "cost"]
        if len(pairs) != 1:
            return
        at, budget = [], None
        for half, amount in halves_of(table):
            for cost in costs_of(table, context, half):
                if amount and amount.yuan > 0 and not cost.per_unit and agrees(cost.money, amount):
                    at.append(cost.indicator)
                    budget = amount
        if at and budget:
            yield self.found(
                pairs[0].locus(at),
                f"唯一的成本指标{quoted(pairs[0].name or '（无名称）')}的{quoted(at[0].target or '')}就是资金总额{said(budget)}，看不出单位成本和支出构成。",
                table=table, evidence=at[0].target or "",
            )


CostOnlyRepeatsBudget.bad = (
    case("总成本就是资金总额", form(ind("quantity", "体检人数", "≥900人"), ind("cost", "总成本", "≤90万元"), name="职工体检", annual="90万元")),
    case("单位不同也一样", form(
        ind("cost", "河道保洁费用", "≤356000元"), name="河道保洁", annual="35.6万元", total="35.6万元", halves=True)),
)
CostOnlyRepeatsBudget.good = (
    case("还有单位成本", form(ind("cost", "总成本", "≤90万元"), ind("cost", "人均体检费", "≤1000元/人"), name="职工体检", annual="90万元")),
    case("是单位成本", form(ind("cost", "单位造价", "≤900元/平方米"), name="村级活动室建设", annual="30万元")),
    case("部门整体的表", form(ind("cost", "部门支出总额", "≤5200万元"), kind="overall", name="部门整体", annual="5200万元")),
    case("与资金总额不同，由F501负责", form(ind("cost", "总成本", "≤100万元"), name="图书采购", annual="90万元")),
)
