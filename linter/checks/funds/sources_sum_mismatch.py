"""F504: funding sources that do not add up to the total of their half."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

from linter.checks.base import HALF_SAID, NotChecked, TableRule, table_locus
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.checks.funds.sums import added, agrees_exactly, said
from linter.finding import Finding
from linter.submission import Money, Period, TargetTable
from linter.tables import table as data

_HALVES: tuple[Period, ...] = ("total", "annual")


class SourcesSumMismatch(TableRule):
    """查什么：各资金来源加起来不等于同一半的资金总额。空着的来源按0算；财政拨款下面又列中央、省、市县的，明细不重复计算；
    两边都以元列示的必须分毫不差，以万元列示的允许0.5%以内的误差。

    为什么：来源与总额不等，说明其中有数填错，预算批复和绩效目标就对不上（参考审核表“资金匹配性”）。

    怎么改：核对后改正。例如总额100万元，应为“中央财政60万元、省级财政30万元、自筹10万元”。
    """

    code = "F504"
    name = "sources-sum-mismatch"
    title = "资金来源合计不等于总额"
    severity = "error"
    audit_item = "资金匹配性"
    help = "请核对各项来源和总额，使来源合计等于总额，例如总额100万元，中央财政60万元、省级财政30万元、自筹10万元。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        checked = listed = False
        for half in _HALVES:
            given = {key: money for key, money in table.amounts.sources.get(half, {}).items() if money is not None}
            if not given:
                continue
            listed = True
            total = table.amounts.total if half == "total" else table.amounts.annual
            unknown = [key for key in table.amounts.unit_unknown if key == half or key.startswith(f"sources.{half}.")]
            if total is None or unknown:
                continue
            checked = True
            if any(agrees_exactly(total, reading) for reading in readings(given)):
                continue
            terms = {key: money for key, money in given.items() if money.yuan}
            summed = min(readings(given), key=lambda money: abs(money.yuan - total.yuan))
            where = HALF_SAID[half] if "total" in table.amounts.sources and "annual" in table.amounts.sources else ""
            shown = "+".join(said(money) for money in terms.values())
            yield self.found(
                table_locus(table), f"{where}资金来源合计{said(summed)}（{shown or '0'}），而{where}资金总额是{said(total)}。",
                table=table, evidence=f"{shown}≠{said(total)}",
            )
        if listed and not checked:
            raise NotChecked("资金总额或某项来源的计量单位（元或万元）未知，无法核对来源合计")


def readings(given: Mapping[str, Money]) -> list[Money]:
    """The sums that a table of sources may mean: parts counted under their whole or beside it."""
    parts: dict[str, list[str]] = data("source_tree")["parts"]
    wholes = [whole for whole in parts if whole in given and any(part in given for part in parts[whole])]
    either = [key for key in data("source_tree")["either"]["sources"] if key in given and len(given) > 1]
    sums = []
    for choice in product((True, False), repeat=len(wholes) + len(either)):
        left_out = {part for whole, under in zip(wholes, choice, strict=False) if under for part in parts[whole]}
        left_out |= {key for key, out in zip(either, choice[len(wholes) :], strict=True) if out}
        sums.append(added([money for key, money in given.items() if key not in left_out]))
    # the whole may stand empty while its parts are filled
    if wholes:
        sums.append(added([money for key, money in given.items() if key not in wholes]))
    return sums or [Money(Decimal(0), Decimal(1))]


SourcesSumMismatch.bad = (
    case("来源合计少了10万元", form(
        name="农村公路养护", annual="100万元", sources={"annual": {"central": "60万元", "provincial": "20万元", "self_raised": "10万元"}})),
    case("以元列示，差1元也不行", form(
        name="医疗救助", annual="500,000元", total="500,000元",
        sources={"total": {"fiscal": "500,000元", "other": "0元"}, "annual": {"fiscal": "499,999元", "other": "0元"}})),
    case("只有一项来源，与总额不等", form(name="古籍数字化", annual="35万元", sources={"annual": {"fiscal": "30万元", "other": None}})),
)
SourcesSumMismatch.good = (
    case("合计相等，空着的按0", form(
        name="灌区改造", annual="100万元",
        sources={"annual": {"central": "60万元", "provincial": "30万元", "self_raised": "10万元", "other": None}})),
    case("财政拨款下面又列了级次", form(
        name="义务教育薄弱环节改善", annual="200万元",
        sources={"annual": {"fiscal": "180万元", "central": "120万元", "provincial": "60万元", "other": "20万元"}})),
    case("上年结转另列", form(name="体育场馆开放", annual="50万元", sources={"annual": {"fiscal": "42万元", "carryover": "8万元"}})),
    case("表上没有来源", form(name="文物普查", annual="50万元")),
)
