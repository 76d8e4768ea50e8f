"""B201: several text fields of one table carry the same text."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import TableRule, field_locus, said
from linter.checks.cases import case, form
from linter.checks.completeness.missing_field import is_empty
from linter.checks.context import Context
from linter.finding import Finding
from linter.submission import TargetTable
from linter.wording import quoted

_GOALS = {"total_goal", "annual_goal"}


class IdenticalFields(TableRule):
    """查什么：同一张表的项目概况、立项依据、必要性、制度措施、实施计划、总体目标、年度目标里，有两栏以上填的是同一段文字
    （去掉标点和序号后九成以上相同）。只有总体目标和年度目标相同的不算：一年期项目本来如此，跨年项目另由B203检查。

    为什么：各栏问的是不同的事，照抄说明没有论证，审核表“目标相关性”“条件充分性”都要据此扣分。

    怎么改：各栏分别写。项目概况写做什么，依据写文件，必要性写不做会怎样，措施写制度和分工，计划写时间安排，目标写做成什么样。
    """

    code = "B201"
    name = "identical-fields"
    title = "几个栏目填的是同一段文字"
    severity = "error"
    audit_item = "目标相关性"
    help = "请各栏分别填写：概况写做什么，依据写文件名称和文号，必要性写不做会怎样，措施写制度和分工，计划写时间安排，目标写做成什么样。"
    silent_under = ("B202",)

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        texts = context.normal_texts(table)
        for keys in context.same_fields(table):
            if _GOALS.issuperset(keys) or is_empty(table.text(keys[0])):
                continue
            alike = "填的是同一段文字" if len({texts[key] for key in keys}) == 1 else "填的文字几乎一样"
            fields = "".join(f"“{said(table, key)}”" if n == 0 else f"、“{said(table, key)}”" for n, key in enumerate(keys))
            yield self.found(
                field_locus(table, keys[0]), f"{fields}{alike}：{quoted(table.text(keys[0]))}。", table=table,
                related=[field_locus(table, key) for key in keys[1:]], evidence=table.text(keys[0]),
            )


_SURVEY = "对全县古树名木开展普查，逐株建档挂牌，落实养护责任。"
_HALL = "为文化馆购置灯光音响，改善群众演出条件"
IdenticalFields.bad = (
    case("概况、必要性、计划三栏相同，一处报齐", form(
        name="古树名木普查", texts={"overview": _SURVEY, "necessity": _SURVEY, "plan": f"1.{_SURVEY}", "basis": "《城市古树名木保护管理办法》"})),
    case("两组各自相同，报两处", form(
        name="文化馆设备更新",
        texts={"overview": _HALL, "basis": "馆内现有设备老化，无法满足演出需要", "necessity": "馆内现有设备老化，无法满足演出需要。",
               "measures": f"{_HALL}。"}), count=2),
    case("年度目标只在前面加了“完成”，其余与总体目标、概况相同", form(
        name="义务教育监测", texts={"overview": "对全区小学四年级和初中八年级学生开展学业质量抽样监测",
                              "total_goal": "对全区小学四年级和初中八年级学生开展学业质量抽样监测",
                              "annual_goal": "完成对全区小学四年级和初中八年级学生开展学业质量抽样监测"})),
)
IdenticalFields.good = (
    case("只有总体目标和年度目标相同", form(
        name="残疾儿童康复", texts={"total_goal": "为80名残疾儿童提供康复训练。", "annual_goal": "为80名残疾儿童提供康复训练。",
                               "overview": "委托定点机构开展康复训练并补助费用。"})),
    case("两栏说同一件事但文字不同", form(
        name="河道保洁", texts={"overview": "对城区五条内河开展日常保洁，打捞漂浮物。", "plan": "每日两次打捞，每月清运淤泥一次，汛期加密巡查。"})),
    case("两栏都只写“无”，由C101报", form(name="科普巡展", texts={"measures": "无", "plan": "无"})),
)
