"""F501: the cost indicators that stand for the whole project differ from its amount, or its components exceed it."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import HALF_SAID, NotChecked, TableRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.funds.costs import Cost, costs_of, halves_of, names_a_part, names_the_whole, plain_costs
from linter.checks.funds.sums import added, agrees, said, why_no_amount
from linter.checks.pairs import Pair
from linter.finding import Finding, Severity
from linter.submission import Indicator, Money, TargetTable
from linter.wording import quoted


class CostBudgetMismatch(TableRule):
    """查什么：代表整个项目的成本指标（名称是总成本、成本控制数、预算数等，或者唯一写有金额的一条）与同一半的资金总额不一致：
    高于资金总额的是错误，低于的是警告；分项成本加起来超过资金总额的也算。单位成本（元/人、单次、每套等）和不到资金总额1%的金额不在此列，
    比较时不看大于、小于号，允许0.5%以内的误差。

    为什么：成本指标是资金的上限，比预算还高就等于没有约束，低了说明资金没有全部落到指标上（参考财预〔2015〕88号审核表“资金匹配性”）。

    怎么改：核对后改其中一个数。例如年度资金总额80万元，总成本应写“≤80万元”；分项成本“设备≤50万元”“安装≤30万元”相加不超过80万元。
    """

    code = "F501"
    name = "cost-budget-mismatch"
    title = "成本指标与资金总额不一致"
    severity = "error"
    audit_item = "资金匹配性"
    help = "请核对后改正其中一个数，使两者一致，例如资金总额80万元，总成本写“≤80万元”。"
    silent_under = ("C102",)

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        faults: dict[int, tuple[Pair, list[Indicator], str, Severity]] = {}
        compared = False
        for half, budget in halves_of(table):
            costs = costs_of(table, context, half)
            if budget is None or budget.yuan <= 0:
                continue
            compared = True
            where = HALF_SAID[half] if table.two_halves else "年度"
            for cost, message, severity in _faults(costs, budget, table):
                row = cost.indicator.row
                faults.setdefault(row, (cost.pair, [], f"{message}{where}资金总额{said(budget)}", severity))
                faults[row][1].append(cost.indicator)
        if not compared and any(i.category == "cost" for i in table.indicators):
            raise NotChecked(why_no_amount(table, "annual"))
        for pair, at, message, severity in faults.values():
            more = "，超出预算" if severity == "error" else "，有资金没有落到成本指标上"
            yield self.found(
                pair.locus(at), f"{message}{more}。", table=table, severity=severity, evidence=at[0].target or "",
                confidence="high" if severity == "error" else "medium",
            )


def _faults(costs: list[Cost], budget: Money, table: TargetTable) -> Iterator[tuple[Cost, str, Severity]]:
    """(cost, what it says "…高于" or "…低于", severity) of each cost of one half that does not fit the budget."""
    plain = plain_costs(costs, budget)
    rivals = [budget] if table.two_halves else [m for m in (budget, table.amounts.total) if m]
    if any(agrees(added([cost.money for cost in plain]), rival) for rival in rivals if plain):
        return
    wholes = [cost for cost in plain if names_the_whole(cost.pair.name)]
    if not wholes and len(plain) == 1 and len(costs) == 1 and not names_a_part(plain[0].pair.name, table):
        wholes = plain
    if table.form == "overall":  # one kind of spending (项目支出) may well be less than the department's whole
        wholes = []
    for cost in plain:
        if any(agrees(cost.money, rival) for rival in rivals):
            continue
        told = f"成本指标{quoted(cost.pair.name or '（无名称）')}的{quoted(cost.indicator.target or '')}"
        if cost.money.yuan > budget.yuan:
            yield cost, f"{told}高于", "error"
        elif cost in wholes and len(wholes) == 1:
            yield cost, f"{told}低于", "warning"
    parts = [cost for cost in plain if cost not in wholes]
    summed = added([cost.money for cost in parts])
    if len(parts) > 1 and summed.yuan > budget.yuan and not any(agrees(summed, rival) for rival in rivals) \
            and all(part.money.yuan < budget.yuan and not agrees(part.money, budget) for part in parts):
        terms = "+".join(said(part.money) for part in parts)
        yield parts[0], f"{len(parts)}项成本指标合计{said(summed)}（{terms}）高于", "error"


CostBudgetMismatch.bad = (
    case("总成本高于资金总额", form(
        ind("quantity", "改造管网长度", "≥12千米"), ind("cost", "项目总成本", "≤620万元"), name="老旧管网改造", annual="480万元")),
    case("唯一的金额低于资金总额", form(ind("cost", "预算控制数", "≤36万元"), name="社区老年食堂", annual="45万元")),
    case("分项相加超出", form(
        ind("cost", "教材费", "≤30万元"), ind("cost", "场地费", "≤25万元"), ind("cost", "师资费", "≤20万元"), name="教师培训", annual="60万元")),
    case("两半写的一样，只报一次", form(
        ind("cost", "总成本", "≤900000元"), name="农田灌溉渠系维护", annual="60万元", total="60万元", halves=True)),
)
CostBudgetMismatch.good = (
    case("一致，单位不同", form(
        ind("cost", "项目总成本", "≤1200000元"), name="村卫生室设备购置", annual="120万元", total="120万元", halves=True)),
    case("单位成本不是总成本", form(
        ind("cost", "人均培训成本", "≤1800元"), ind("cost", "教材成本", "≤120元/套"),
        ind("cost", "采购价", "≤9万元", description="单台设备的购置价格"), name="农机手培训", annual="80万元")),
    case("分项相加等于资金总额", form(
        ind("cost", "展品运输费", "≤18万元"), ind("cost", "布展费", "≤42万元"), name="馆藏精品巡展", annual="60万元")),
    case("名称里列了两样，成本只写一样", form(ind("cost", "宣传费用", "≤6万元"), name="血吸虫病防治培训及宣传", annual="20万元")),
    case("误差在0.5%以内", form(ind("cost", "总成本控制", "≤6747万元"), name="城乡居民医保补助", annual="6746.77万元")),
    case("实施期对总额，年度对年度额", form(
        ind("cost", "工程总成本", "≤3000万元", annual=("工程总成本", "≤1000万元")), name="水库除险加固", annual="1000万元",
        total="3000万元", halves=True)),
)
