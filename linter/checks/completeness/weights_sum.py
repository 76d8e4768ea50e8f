"""C110: weights that add up to neither 90 nor 100, or rows without a weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from linter.checks.base import HALF_SAID, NotChecked, TableRule, table_locus
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.finding import Finding
from linter.submission import Indicator, TargetTable
from linter.wording import quoted, squeeze

_NUMBER = re.compile(r"^(\d+(?:\.\d+)?|\.\d+)(?:分|%)?$")
_SUMS = (Decimal(90), Decimal(100))
_SHARES = (Decimal("0.9"), Decimal(1))  # weights written as fractions of one


class WeightsSum(TableRule):
    """查什么：表中有分值（权重）一栏，而各指标的权重加起来既不是90（另10分留给预算执行率）也不是100，或者有的指标没有权重、权重为0。

    为什么：权重是年终自评打分的依据（参考财预〔2020〕10号），合计不对就打不出分；预算管理一体化系统也按合计数校验。

    怎么改：调整权重使合计为90或100。例如产出50、效益30、满意度10，合计90，另10分为预算执行率。
    """

    code = "C110"
    name = "weights-do-not-sum"
    title = "指标权重合计不对"
    severity = "error"
    audit_item = "规范完整性"
    help = "请给每条指标填上大于0的权重，并使合计为90（另10分为预算执行率）或100，例如产出50、效益30、满意度10。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        if not table.has_weight_column and not any(i.weight for i in table.indicators):
            return
        for half in ("total", "annual"):
            rows = [i for i in table.indicators if i.period == half and (i.level3 or i.target)]
            fault = _fault(rows, table) if rows else None
            if fault:
                where = HALF_SAID[half] if table.two_halves else ""
                message, evidence = fault
                yield self.found(table_locus(table), f"{where}{message}", table=table, evidence=evidence)
                return


def _fault(rows: Sequence[Indicator], table: TargetTable) -> tuple[str, str] | None:
    """(message, evidence) of what is wrong with the weights of one half."""
    weights = [_weight(i.weight) for i in rows]
    if table.two_halves and not any(weights):
        return None if any(i.weight for i in table.indicators) else ("分值（权重）一栏整列没有填。", "")
    total = sum((w for w in weights if w), Decimal(0))
    right = total in _SUMS or total in _SHARES
    lacking = [i for i, weight in zip(rows, weights, strict=True) if not weight and not _shares_weight(i, rows)]
    if lacking and not right and not table.spans_known and any(weights):
        raise NotChecked("文本转存时可能丢了权重，合计无法核对")
    if not any(weights):
        return "分值（权重）一栏整列没有填。", ""
    names = "、".join(quoted(i.level3 or i.target or "", 20) for i in lacking[:3])
    if lacking:
        more = f"等{len(lacking)}条指标" if len(lacking) > 3 else ""
        tail = "" if right else f"，已填的合计为{_said(total)}"
        return f"{names}{more}没有权重或权重为0{tail}。", names
    if not right:
        summed = "+".join(_said(w) for w in weights if w)
        return f"各指标权重合计为{_said(total)}，既不是90也不是100（{summed}）。", f"{summed}={_said(total)}"
    return None


def _weight(text: str | None) -> Decimal | None:
    match = _NUMBER.match(squeeze(text)) if text else None
    return Decimal(match[1]) if match else None


def _shares_weight(indicator: Indicator, rows: Sequence[Indicator]) -> bool:
    """Whether the weight is printed once for all indicators of a level-2 label, on another row of it."""
    return indicator.weight is None and any(
        other.weight and (other.level1, other.level2) == (indicator.level1, indicator.level2) for other in rows
    )


def _said(number: Decimal) -> str:
    return format(number.normalize(), "f")


WeightsSum.bad = (
    case("权重合计为95", form(
        ind("quantity", "巡诊次数", "≥24次", weight="30"), ind("quality", "病历合格率", "≥95%", weight="25"),
        ind("social", "签约服务覆盖率", "≥75%", weight="30"), ind("satisfaction", "居民满意度", "≥90%", weight="10"),
        name="乡村医生巡诊", weight_column=True)),
    case("合计对，但有一条没有权重、一条为0", form(
        ind("quantity", "护林员人数", "≥60人", weight="50"), ind("quality", "巡护到位率", "≥98%"),
        ind("ecological", "森林火灾受害率", "≤0.9‰", weight="40"), ind("satisfaction", "村民满意度", "≥85%", weight="0"),
        name="生态护林员补助", weight_column=True)),
    case("权重一栏整列没有填", form(
        ind("quantity", "修订志书", "1部"), ind("quality", "评审通过率", "=100%"), name="地方志编修", weight_column=True)),
)
WeightsSum.good = (
    case("合计90，执行率另占10", form(
        ind("quantity", "巡诊次数", "≥24次", weight="25"), ind("quality", "病历合格率", "≥95%", weight="25"),
        ind("social", "签约服务覆盖率", "≥75%", weight="30分"), ind("satisfaction", "居民满意度", "≥90%", weight="10分"),
        weight_column=True)),
    case("合计100，有小数", form(
        ind("quantity", "护林员人数", "≥60人", weight="33.3"), ind("quality", "巡护到位率", "≥98%", weight="26.7"),
        ind("ecological", "森林火灾受害率", "≤0.9‰", weight="30"), ind("satisfaction", "村民满意度", "≥85%", weight="10"),
        weight_column=True)),
    case("权重只在二级指标上印一次", form(
        ind("quantity", "种植面积", "≥200亩", weight="50"), ind("quantity", "苗木数量", "≥2万株"),
        ind("ecological", "植被覆盖率", "≥60%", weight="40"), weight_column=True)),
    case("表上没有权重一栏", form(ind("quantity", "修订志书", "1部"), ind("quality", "评审通过率", "=100%"))),
)
