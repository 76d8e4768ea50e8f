"""F503: unit cost × quantity of the same unit differs from the annual amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from linter.checks.base import NotChecked, TableRule
from linter.checks.calculations import calculations_in
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.funds.costs import Cost, costs_of, names_a_part
from linter.checks.funds.sums import agrees, said, why_no_amount
from linter.checks.mentions import amounts_in
from linter.finding import Finding
from linter.form.value import per_unit_of, unit_kind
from linter.submission import TEXT_FIELDS, Indicator, Money, TargetTable
from linter.tables import table as data
from linter.wording import quoted, squeeze

_BRACKETS = re.compile(r"\([^()]*\)")
_SPREAD = Decimal("0.10")


class UnitCostTimesQuantity(TableRule):
    """查什么：年度指标里单位成本乘以同一计量单位的数量，与年度资金总额相差超过10%。按月的单价按12个月算；文字里说明了差额的不报。

    为什么：单位成本、数量、资金三者应当算得拢，差得多说明其中至少一个数没有认真测算（参考审核表“资金匹配性”）。

    怎么改：重新测算，改正单位成本、数量或资金中的一个。例如“≤800元/人”ד≥500人”，年度资金应在40万元上下；
    只资助其中一部分人的，在项目概况里写明。
    """

    code = "F503"
    name = "unit-cost-times-quantity"
    title = "单位成本乘数量与资金对不上"
    severity = "info"
    confidence = "medium"
    audit_item = "资金匹配性"
    help = "请重新测算，改正单位成本、数量或资金中的一个；另有原因的，在项目概况里写明，例如“≤800元/人”ד≥500人”应对应40万元上下。"
    silent_under = ("C102",)

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        costs = costs_of(table, context, "annual")
        prices = [cost for cost in costs if cost.per_unit]
        if not prices:
            return
        budget = table.amounts.annual
        if budget is None or budget.yuan <= 0:
            raise NotChecked(why_no_amount(table, "annual"))
        quantities = [i for i in table.indicators if i.period == "annual" and i.category == "quantity" and _counts(i)]
        per = [_per(price, quantities) for price in prices]
        for price, (unit, months) in zip(prices, per, strict=True):
            matching = [q for q in quantities if unit and _same(q.value.unit, unit)]
            if len(matching) != 1 or _of_another_thing(price.pair.name, matching[0].level3 or ""):
                continue
            # Several prices per the same unit are grades (小学、初中 每人): each holds for some of the quantity only
            if sum(_same(other, unit or "") for other, _ in per) > 1:
                continue
            number = matching[0].value.number or Decimal(0)
            product = Money(price.money.yuan * number * months, price.money.step * number * months)
            over = product.yuan > budget.yuan
            if abs(product.yuan - budget.yuan) <= _SPREAD * budget.yuan:
                continue
            # What is counted besides costs money too
            if not over and (
                len(costs) > 1 or any(not _same(q.value.unit, unit or "") for q in quantities) or _buys_a_part(price, table)
            ):
                continue
            if _explained(table, price.money, product, budget):
                continue
            by = f"×{months}个月" if months != 1 else ""
            at = () if price.pair.says_twice else (price.indicator,)
            yield self.found(
                price.pair.locus(at),
                f"{quoted(price.pair.name)}{quoted(price.indicator.target or '')}乘以{quoted(matching[0].level3 or '')}"
                f"{quoted(matching[0].target or '')}{by}是{said(product)}，年度资金总额是{said(budget)}。",
                table=table, evidence=price.indicator.target or "",
            )


def _counts(indicator: Indicator) -> bool:
    value = indicator.value
    return value.kind == "number" and bool(value.number) and bool(value.unit) and value.unit not in _data("time")["units"]


def _per(price: Cost, quantities: list[Indicator]) -> tuple[str | None, int]:
    """(what the price is per, times a year); None where it is not printed, or counts something besides."""
    printed = per_unit_of(price.indicator.value)
    if printed is None:
        name = squeeze(price.pair.name)
        named = _pattern("named").search(name)
        if named and unit_kind(named[1] or named[2]):
            return named[1] or named[2], 1
        if not _pattern("nameless").search(name) or len(quantities) != 1:
            return None, 1
        own = quantities[0].value.unit or ""
        stated = [m[1] for m in _pattern("described").finditer(squeeze(price.indicator.description or "")) if unit_kind(m[1])]
        return (own if not stated or any(_same(own, unit) for unit in stated) else None), 1
    times, units = 1, []
    for part in _BRACKETS.sub("", printed).replace("·", "/").split("/"):
        if part in _data("calendar")["months"]:
            times *= _data("calendar")["months"][part]
        elif part in _data("calendar")["unknown"] and len(printed) > len(part):
            return None, 1
        else:
            units.append(part)
    if times == 1:
        name = squeeze(price.pair.name)
        if _pattern("other_times").search(name):
            return None, 1
        times = 12 if _pattern("monthly").search(name) else 1
    return (units[0] if len(units) == 1 else None), times


def _of_another_thing(price: str, quantity: str) -> bool:
    """Whether the price is for one of a thing (每个图书室补助标准) of which the quantity (新建墓位数, 个) does not speak."""
    thing = _pattern("thing").search(squeeze(price))
    counted = squeeze(quantity)
    return thing is not None and not any(thing[2][n : n + 2] in counted for n in range(len(thing[2]) - 1))


def _buys_a_part(price: Cost, table: TargetTable) -> bool:
    """Whether the texts show that the price is for one thing among several: 每人每月伙食费 of 伙食、医疗和被服."""
    return names_a_part(re.sub(data("cost_words")["priced"]["around"], "", squeeze(price.pair.name)), table)


def _same(one: str | None, other: str) -> bool:
    return one is not None and _unit(one) == _unit(other)


def _unit(unit: str) -> str:
    bare = _BRACKETS.sub("", squeeze(unit))
    return str(_data("same_unit").get(bare, bare))


def _explained(table: TargetTable, price: Money, product: Money, budget: Money) -> bool:
    """Whether a text gives the product itself, or calculates with the price: then the difference is told there."""
    for key in TEXT_FIELDS:
        text = table.text(key)
        if any(agrees(amount.money, product) and not agrees(product, budget) for amount in amounts_in(text)):
            return True
        if any(price.yuan in calculation.numbers for calculation in calculations_in(text)):
            return True
    return False


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(data("cost_words")["unit_cost"][key])


def _data(key: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = data("cost_words")[key]
    return found


UnitCostTimesQuantity.bad = (
    case("人均成本乘人数", form(
        ind("quantity", "培训教师人数", "≥400人"), ind("cost", "培训成本", "≤1500元/人"), name="骨干教师培训", annual="30万元")),
    case("每月标准按十二个月算", form(
        ind("quantity", "护林员人数", "120人"), ind("cost", "补助标准", "800元/人/月"), name="生态护林员", annual="60万元")),
    case("单位成本，只有一条数量", form(
        ind("quantity", "绿化面积", "≥2万平方米"), ind("cost", "单位绿化成本", "≤60元"), name="道路绿化", annual="300万元")),
)
UnitCostTimesQuantity.good = (
    case("相差不到10%", form(
        ind("quantity", "农技人员", "≥300人"), ind("cost", "参训成本", "≤1900元/人"), name="农技推广培训", annual="60万元")),
    case("括号里的单位不算", form(
        ind("quantity", "监测设备", "≥20台（套）"), ind("cost", "购置单价", "≤3万元/台"), name="水文监测站网", annual="60万元")),
    case("文字里说明了差额", form(
        ind("quantity", "优抚对象", "50人"), ind("cost", "补助标准", "600元/人/月"), name="优抚对象生活补助", annual="40万元",
        texts={"overview": "优抚对象50人，600元×50人×12个月=360000元，另补发上年生活补助4万元。"})),
    case("没有同一单位的数量", form(
        ind("quantity", "展览天数", "≥300天"), ind("cost", "讲解成本", "≤200元/场"), name="博物馆讲解", annual="30万元")),
    case("还有别的成本，乘积没有超出", form(
        ind("quantity", "接种人数", "≥1000人"), ind("cost", "疫苗成本", "≤100元/人"), ind("cost", "冷链费用", "≤20万元"),
        name="免疫接种", annual="32万元")),
    case("几档标准各管一部分人", form(
        ind("quantity", "发放津贴人数", "≥6000人"), ind("cost", "八十岁以上津贴标准", "50元/人·月"),
        ind("cost", "百岁老人津贴标准", "500元/人·月"), name="高龄津贴", annual="380万元")),
    case("还有别的工作量，乘积没有超出", form(
        ind("quantity", "护林员人数", "45人"), ind("quantity", "维护防火隔离带", "≥80公里"), ind("cost", "护林员补助", "≤2.4万元/人·年"),
        name="天然林管护", annual="156万元")),
    case("单位成本说的是另一种单位", form(
        ind("quantity", "系统运行天数", "≥365天"), ind("cost", "单位成本", "≤2万元", description="单套设备的维护成本"),
        name="监测系统运维", annual="90万元")),
)
