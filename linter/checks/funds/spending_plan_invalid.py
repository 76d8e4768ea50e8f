"""F509: a cumulative spending plan that cannot be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from linter.checks.base import TableRule
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.finding import Finding, Locus
from linter.form.numerals import folded
from linter.submission import TargetTable
from linter.wording import quoted

_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)(%?)")
_FULL = Decimal(100)


class SpendingPlanInvalid(TableRule):
    """查什么：资金支出计划（累计比例）后面的月份反而比前面低，超出0—100%，别的都有百分号而其中一个没有，或者12月底不是100%。
    表格转存时丢了最后一列的不算。

    为什么：支出计划是按月考核预算执行进度的依据，填错了进度就无从比较（参考审核表“实现可能性”）。

    怎么改：按累计数填写，逐月不减，12月底为100%。例如3月底25%、6月底50%、9月底75%、12月底100%。
    """

    code = "F509"
    name = "spending-plan-invalid"
    title = "资金支出计划不合理"
    severity = "error"
    audit_item = "实现可能性"
    help = "请按累计数填写，逐月不减，12月底为100%，例如3月底25%、6月底50%、9月底75%、12月底100%。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        steps = []
        for step in table.spending_plan:
            match = _PERCENT.fullmatch(folded(step.percent)) if step.percent else None
            if match:
                steps.append((step.month, step.percent or "", Decimal(match[1]), bool(match[2])))
            elif step.percent:
                return  # words: not a plan in per cent
        if not steps:
            return
        faults = list(_faults(sorted(steps, key=lambda step: step[0])))
        if faults:
            printed = "、".join(f"{month}月底{text}" for month, text, _, _ in steps)
            locus = Locus("spending_plan", None, table.index, spot=table.spending_plan[0].spot)
            yield self.found(locus, f"资金支出计划（{printed}）：{'；'.join(faults)}。", table=table, evidence=printed)


def _faults(steps: list[tuple[int, str, Decimal, bool]]) -> Iterator[str]:
    """What is wrong with (month, as printed, number, has %) in the order of the months."""
    signed = [with_sign for *_, with_sign in steps]
    if any(signed):
        for month, text, _, with_sign in steps:
            if not with_sign:
                yield f"{month}月底的{quoted(text)}没有百分号"
    # written as fractions of one throughout
    scale = _FULL if not any(signed) and all(number <= 1 for _, _, number, _ in steps) else Decimal(1)
    values = [(month, text, number * scale) for month, text, number, _ in steps]
    for month, text, value in values:
        if not 0 <= value <= _FULL:
            yield f"{month}月底的{quoted(text)}不在0—100%之内"
    for (month, text, value), (next_month, next_text, next_value) in pairwise(values):
        if next_value < value:
            yield f"{next_month}月底的{quoted(next_text)}低于{month}月底的{quoted(text)}"
    last_month, last_text, last = values[-1]
    if last_month == 12 and last < _FULL:
        yield f"12月底是{quoted(last_text)}，不是100%"


SpendingPlanInvalid.bad = (
    case("后面比前面低", form(name="义务教育阶段教辅", plan=[(3, "30%"), (6, "20%"), (9, "70%"), (12, "100%")])),
    case("少了百分号", form(name="水质监测", plan=[(3, "25"), (6, "50%"), (9, "75%"), (12, "100%")])),
    case("12月底不到100%", form(name="社区康复服务", plan=[(6, "50%"), (12, "90%")])),
    case("超过100%", form(name="植保无人机作业", plan=[(6, "60%"), (9, "110%"), (12, "100%")])),
)
SpendingPlanInvalid.good = (
    case("逐月不减，年底100%", form(name="送医下乡", plan=[(3, "25%"), (6, "50%"), (9, "75%"), (12, "100%")])),
    case("转存时丢了最后一列", form(name="地方戏曲保护", plan=[(3, "30%"), (6, "60%"), (10, "90%")], spans_known=False)),
    case("前面空着，一次付清", form(name="年度审计服务", plan=[(3, None), (6, None), (9, None), (12, "100%")])),
    case("整列都不写百分号", form(name="森林防火", plan=[(3, "30"), (6, "60"), (9, "90"), (12, "100")])),
)
