"""S606: the project's name in the table and in the budget list differ, yet it is clearly the same project."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import TableRule, table_locus
from linter.checks.budget_names import CLEAR
from linter.checks.cases import Case, case, document, form
from linter.checks.context import Context
from linter.finding import Finding, Locus
from linter.form.money import parse_money
from linter.submission import BudgetLine, TargetTable
from linter.wording import quoted


class NameMismatch(TableRule):
    """查什么：绩效目标表上的项目名称与项目支出预算表（或所给的批复清单）上的写法不一样，但明显是同一个项目：名称大半相同，
    没有批次、年份、标段之别，并且金额相同或者只差几个虚字。只差标点、空格的不算。

    为什么：名称不一致，目标和预算就对不上号，批复、监控和自评时会当成两个项目（参考审核表“目标相关性”）。

    怎么改：以批复的预算为准，把项目名称改成一致。例如预算表上是“乡镇文化站设备购置”，表中不写“乡镇文化站设备采购费”。
    """

    code = "S606"
    name = "name-mismatch"
    title = "项目名称与预算表不一致"
    severity = "warning"
    confidence = "medium"
    audit_item = "目标相关性"
    help = "请以批复的预算为准，把两处的项目名称改成一致。"
    forms = ("project", "transfer")

    def needs(self, context: Context) -> str | None:
        return None if context.budget else "本文件没有项目支出预算表，也没有给出预算清单"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        match = context.budget_names.of(table)
        if match is None or match.exact or match.similarity < CLEAR:
            return
        listed = match.rows[0].project_name
        yield self.found(
            table_locus(table),
            f"表中的项目名称是{quoted(table.name)}，项目支出预算表里写的是{quoted(listed)}。",
            table=table, evidence=f"{table.name}≠{listed}",
            related=[Locus("budget_line", row.project_name, spot=row.spot) for row in match.rows],
        )


NameMismatch.bad = (
    case("一处写错了字，金额相同", form(name="乡镇文化沾设备购置", annual="26万元"), budget=[("乡镇文化站设备购置", "26万元"), ("送戏下乡", "9万元")]),
    case("多了虚字", form(name="妇幼保健院业务用房维修经费", annual="80万元"), budget=[("妇幼保健院业务用房维修", "85万元")]),
    case("换了一个词，金额相同", form(name="中小河流水文监测站运行费用", annual="45万元"), budget=[("中小河流水文监测站维护费用", "450000元")]),
    Case("与给出的批复清单不一致", document(form(name="残疾人无障碍设施改造", annual="33万元")),
         budget_list=(BudgetLine("current", None, "残疾人家庭无障碍设施改造", parse_money("33万元")),)),
)
NameMismatch.good = (
    case("只差标点和结转的标注", form(name="河湖划界（二期）"), form(name="农技推广"), budget=[("河湖划界二期", "30万元")],
         carryover=[("农技推广（上年结转）", "8万元")]),
    case("批次不同的是两个项目", form(name="校舍维修改造（第二批）", annual="50万元"), budget=[("校舍维修改造（第三批）", "50万元")]),
    case("相像的是另一个项目，金额也不同", form(name="小学教师培训", annual="30万元"), budget=[("中学教师培训", "42万元")]),
    case("两行一样像，分不清是哪一个", form(name="乡镇污水处理站运行", annual="30万元"),
         budget=[("乡镇污水处理厂运行", "30万元"), ("乡镇污水处理点运行", "30万元")]),
    case("另一张表正是这个名称", form(name="敬老院运行补助", annual="30万元"), form(name="敬老院运转补助", annual="30万元"), budget=[("敬老院运转补助", "30万元")]),
)
