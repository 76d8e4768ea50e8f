"""F506: the table's annual amount differs from the project's row in the budget list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.checks.base import NotChecked, TableRule, table_locus
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.checks.funds.sums import added, agrees, said, why_no_amount
from linter.finding import Finding, Locus
from linter.submission import Money, TargetTable
from linter.wording import quoted


class BudgetListMismatch(TableRule):
    """查什么：绩效目标表的年度资金总额与项目支出预算表里同一项目的金额不一致。名称相同的项目才比较；同名的几行（本年与结转，
    或者分列在几个单位名下）可以合计，允许0.5%以内的误差。

    为什么：绩效目标随预算一同批复，两处金额不同，批复的目标就没有依据（参考财预〔2015〕88号，审核表“资金匹配性”）。

    怎么改：以批复的预算为准改正。例如预算表上是45万元，年度资金总额也填45万元。
    """

    code = "F506"
    name = "budget-list-mismatch"
    title = "年度资金与项目支出预算表不一致"
    severity = "error"
    audit_item = "资金匹配性"
    help = "请核对后改正其中一处，例如预算表上是45万元，年度资金总额也填45万元。"
    forms = ("project", "transfer")

    def needs(self, context: Context) -> str | None:
        return None if context.budget else "本文件没有项目支出预算表"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        match = context.budget_names.of(table)
        if match is None or not match.sure:
            return
        lines = match.rows
        annual = table.amounts.annual
        if annual is None:
            raise NotChecked(why_no_amount(table, "annual"))
        if any(line.amount is None for line in lines):
            raise NotChecked("项目支出预算表里这个项目的金额没有读到，或者计量单位未知")
        current = [line.amount for line in lines if line.section == "current" and line.amount]
        carried = [line.amount for line in lines if line.section == "carryover" and line.amount]
        if any(agrees(annual, possible) for possible in _possible(current, carried)):
            return
        if context.budget_names.shared(table):  # which row, or which part of it, belongs to which table is not told
            return
        expected = added(current or carried)
        yield self.found(
            table_locus(table),
            f"年度资金总额是{said(annual)}，项目支出预算表里{quoted(lines[0].project_name)}是{said(expected)}。",
            table=table, evidence=f"{said(annual)}≠{said(expected)}",
            related=[Locus("budget_line", line.project_name, spot=line.spot) for line in lines],
        )


def _possible(current: Sequence[Money], carried: Sequence[Money]) -> Iterator[Money]:
    """What the table may carry: one row, the rows of the year, those carried over, or both."""
    yield from (*current, *carried)
    for rows in (current, carried, (*current, *carried)):
        if len(rows) > 1:
            yield added(list(rows))


BudgetListMismatch.bad = (
    case("两处金额不同", form(name="村级卫生室补助", annual="45万元"), budget=[("村级卫生室补助", "54万元"), ("妇幼保健", "20万元")]),
    case("名称只差一个标点", form(name="河湖划界（二期）", annual="80万元"), budget=[("河湖划界二期", "88万元")]),
)
BudgetListMismatch.good = (
    case("一致，单位不同", form(name="村级卫生室补助", annual="450000元"), budget=[("村级卫生室补助", "45万元")]),
    case("本年预算加结转", form(name="文化馆改陈", annual="60万元"), budget=[("文化馆改陈", "50万元")], carryover=[("文化馆改陈", "10万元")]),
    case("只差批次的是另一个项目", form(name="学生宿舍维修（一）", annual="60万元"), budget=[("学生宿舍维修（二）", "90万元")]),
    case("预算表里没有这个项目，由C107负责", form(name="耕地轮作", annual="60万元"), budget=[("种子检验", "9万元")]),
    case("部门整体的表不和某一行比", form(name="种子检验", kind="overall", annual="60万元"), budget=[("种子检验", "9万元")]),
)
