"""C107: a project's target table without a row in the budget list."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import NotChecked, TableRule, table_locus
from linter.checks.cases import Case, case, document, form
from linter.checks.context import Context
from linter.finding import Finding
from linter.form.money import parse_money
from linter.submission import BudgetLine, TargetTable
from linter.wording import quoted


class TableWithoutBudgetLine(TableRule):
    """查什么：项目有绩效目标表，预算清单（项目支出预算表，含上年结转）里却没有这个项目。名称略有出入但明显是同一个项目的算有；
    清单列到大项、目标表列到分项的也算有。

    为什么：绩效目标和预算要一一对应，没有预算的目标无从执行（参考财预〔2015〕88号，审核表“规范完整性”）。

    怎么改：核对这个项目是否已经批复、名称是否写错；没有安排预算的，撤下这张表。例如预算表上是“村级公益岗位补贴”，
    表中项目名称也写“村级公益岗位补贴”。
    """

    code = "C107"
    name = "table-without-budget-line"
    title = "绩效目标表的项目不在预算清单里"
    severity = "warning"
    confidence = "medium"
    audit_item = "规范完整性"
    help = "请核对这个项目是否安排了预算、名称是否与预算表一致；没有安排预算的，请撤下这张表。"
    forms = ("project",)

    def needs(self, context: Context) -> str | None:
        return None if context.budget else "本文件没有项目支出预算表，也没有给出预算清单"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        if context.budget_list is None and context.budget_names.strangers:
            raise NotChecked("项目支出预算表与绩效目标表里的项目名称没有一个对得上，可能是两级不同的项目，无法逐个核对")
        if not table.name:
            raise NotChecked("表中没有项目名称，无法与预算清单核对")
        if not context.budget_names.has_row(table):
            listed = "项目支出预算表" if context.budget_list is None else "所给的预算清单"
            yield self.found(
                table_locus(table), f"{listed}里没有{quoted(table.name)}这个项目。", table=table, evidence=table.name
            )


_LIST = (BudgetLine("current", None, "护林员补助", parse_money("30万元")),)
TableWithoutBudgetLine.bad = (
    case("预算表里没有这个项目", form(name="校园直饮水设备维护"), form(name="中考考务费"), budget=[("校园直饮水设备维护", "12万元")]),
    case("预算表里只有第一批", form(name="灌区渠道修复（第一批）"), form(name="灌区渠道修复（第二批）"), budget=[("灌区渠道修复（第一批）", "30万元")]),
    Case("给出的批复清单里没有", document(form(name="护林员补助"), form(name="野生动物损害补偿", annual="18万元")), budget_list=_LIST),
)
TableWithoutBudgetLine.good = (
    case("名称写法不同，明显是同一个项目", form(name="公共图书馆免费开放补助资金", annual="40万元"), budget=[("公共图书馆免费开放补助", "40万元")]),
    case("列在上年结转里", form(name="河湖划界", annual="20万元"), budget=[("水质监测", "30万元")], carryover=[("河湖划界", "20万元")]),
    case("预算表列到大项", form(name="综合业务费-档案整理"), budget=[("综合业务费", "30万元")]),
    case("部门整体的表、转移支付区域表不在清单里", form(name="", kind="overall"), form(name="现代种业提升", kind="transfer"), budget=[("水质监测", "3万元")]),
)
