"""C106: a project of the budget list for which the document has no target table."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import DocumentRule, NotChecked
from linter.checks.cases import Case, case, document, form
from linter.checks.context import Context
from linter.finding import Finding, Locus
from linter.form.money import parse_money
from linter.submission import BudgetLine
from linter.tables import words
from linter.wording import normal, quoted

_APART = "项目支出预算表与绩效目标表里的项目名称没有一个对得上，可能是两级不同的项目，无法逐个核对"


class ProjectWithoutTable(DocumentRule):
    """查什么：本年项目支出预算表里有这个项目，同一份文件里却没有它的绩效目标表。名称略有出入但明显是同一个项目的算有；上年结转、
    金额为零的行和工资、保险一类人员支出不要求。

    为什么：编入预算的项目都要有绩效目标，目标随预算一同批复和公开（参考财预〔2015〕88号，审核表“规范完整性”）。

    怎么改：补上这个项目的绩效目标表；已有而名称写得不同的，把两处名称改成一致。例如预算表上列了“校园直饮水设备维护”，
    就要有一张“校园直饮水设备维护”的绩效目标表。
    """

    code = "C106"
    name = "project-without-table"
    title = "预算项目没有绩效目标表"
    severity = "warning"
    confidence = "medium"
    audit_item = "规范完整性"
    help = "请补上这个项目的绩效目标表；已有而名称写得不同的，请把两处名称改成一致。"

    def needs(self, context: Context) -> str | None:
        if not context.budget:
            return "本文件没有项目支出预算表"
        if not context.submission.tables:
            return "本文件没有绩效目标表"
        if context.budget_list is not None and not context.whole_agency:
            return "所给的预算清单可能含有别的单位的项目；只有说明本次检查的是整个单位时才核对"
        return None

    def check(self, context: Context) -> Iterator[Finding]:
        if context.budget_names.strangers:
            raise NotChecked(_APART)
        for row in context.budget:
            if row.section != "current" or not _wants_table(row) or context.budget_names.has_table(row):
                continue
            said = _said(row)
            yield self.found(
                Locus("budget_line", row.project_name, spot=row.spot),
                f"项目支出预算表里有{quoted(row.project_name)}{f'（{said}）' if said else ''}，没有找到它的绩效目标表。",
                evidence=f"{row.project_name} {said}".strip(),
            )


def _wants_table(row: BudgetLine) -> bool:
    """Whether a row is a project that needs a target: it has money, and is no item of pay and insurance."""
    return bool(row.amount is None or row.amount.yuan > 0) and normal(row.project_name) not in words("budget_rows", "pay.names")


def _said(row: BudgetLine) -> str:
    if row.amount is None:
        return ""
    return f"{row.amount.yuan / 10000:,.6f}".rstrip("0").rstrip(".") + "万元"


ProjectWithoutTable.bad = (
    case("两个项目只有一个有表", form(name="校园直饮水设备维护", annual="12万元"),
         budget=[("校园直饮水设备维护", "12万元"), ("中考考务费", "35万元")]),
    case("只有第一批的表", form(name="灌区渠道修复（第一批）"), budget=[("灌区渠道修复（第一批）", "30万元"), ("灌区渠道修复（第二批）", "30万元")]),
    case("名称相近、金额不同的是两个项目", form(name="小学营养餐补助", annual="60万元"),
         budget=[("小学营养餐补助", "60万元"), ("初中营养餐补助", "48万元"), ("乡镇卫生院药品零差率补助", "90万元")], count=2),
    Case("给出整个单位的批复清单", document(form(name="护林员补助")), budget_list=(
        BudgetLine("current", None, "护林员补助", parse_money("30万元")), BudgetLine("current", None, "松材线虫病防治", parse_money("75万元"))),
        whole_agency=True),
)
ProjectWithoutTable.good = (
    case("名称写法不同，明显是同一个项目", form(name="公共图书馆免费开放补助资金", annual="40万元"), budget=[("公共图书馆免费开放补助", "40万元")]),
    case("结转的项目、人员支出和金额为零的行", form(name="水质监测"), budget=[
        ("水质监测", "30万元"), ("住房公积金", "66万元"), ("渔业资源调查", "0元")], carryover=[("河湖划界", "20万元")]),
    case("预算表列到大项，目标表列到分项", form(name="综合业务费-档案整理"), form(name="综合业务费-印刷"), budget=[("综合业务费", "30万元")]),
    Case("给出的清单不只是这个单位的", document(form(name="护林员补助")), budget_list=(
        BudgetLine("current", None, "护林员补助", parse_money("30万元")), BudgetLine("current", None, "县医院设备购置", parse_money("75万元")))),
)
