"""B208: a text field that only repeats the project's name."""

from __future__ import annotations

from linter.checks.base import Fault, FieldRule, said
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.checks.own_name import only_name
from linter.submission import TargetTable, Text
from linter.wording import quoted

_GOALS = ("total_goal", "annual_goal")  # a verb in front of the name makes it C109 there


class NameRestated(FieldRule):
    """查什么：栏目里只是把项目名称（或名称里横线后面的部分）又写了一遍，最多加上年份、“部门”“经费”“费用”“支出”“项目”
    或“构建”“采购”“用于”一类动词。

    为什么：名称已经在表头，重复一遍等于没有说明做什么、凭什么做、做成什么样（参考审核表“目标相关性”“明确清晰性”）。

    怎么改：按栏目的意思写具体内容。例如项目“会议费”的概况写“全年召开业务部署会4次、专题会6次，预计参会300人次”。
    """

    code = "B208"
    name = "name-restated"
    title = "栏目只重复项目名称"
    severity = "warning"
    confidence = "medium"
    audit_item = "明确清晰性"
    help = "请按栏目的意思写具体内容，例如项目“会议费”的概况写“全年召开业务部署会4次、专题会6次，预计参会300人次”。"
    silent_under = ("B201", "C101")

    def fault(self, table: TargetTable, key: str, text: Text, context: Context) -> Fault | None:
        if not only_name(text.value, table.name, verbs=key not in _GOALS):
            return None
        return Fault(f"“{said(table, key)}”只写了{quoted(text.value)}，是把项目名称{quoted(table.name)}重复了一遍。")


NameRestated.bad = (
    case("年份加项目名称", form(name="离退休干部活动经费", texts={"basis": "2024年离退休干部活动经费。"})),
    case("横线后面的部分", form(name="机关运转保障-物业服务费", texts={"overview": "物业服务"})),
    case("动词加项目名称", form(name="智慧农业监测平台", texts={"overview": "建设智慧农业监测平台", "necessity": "用于智慧农业监测平台项目"}),
         count=2),
)
NameRestated.good = (
    case("重复名称之后说明了内容", form(
        name="党员教育培训经费", texts={"overview": "党员教育培训经费，用于举办支部书记轮训班2期、新党员培训班1期。"})),
    case("只用到名称里的几个字", form(name="农村危房改造和抗震设防技术指导服务", texts={"overview": "危房鉴定"})),
    case("多了名称里没有的内容", form(name="公园管护费", texts={"overview": "街头公园绿篱管护费"})),
    case("目标里加了“完成”的由C109报", form(name="森林防火", texts={"annual_goal": "完成森林防火项目"})),
)
