"""B205: the same text in the same field of projects of different agencies."""

from __future__ import annotations

from collections.abc import Sequence

from linter.checks.base import BatchRule, field_locus, said
from linter.checks.batch import Others
from linter.checks.cases import Intake, document, form
from linter.finding import Finding
from linter.submission import TargetTable
from linter.wording import quoted


class CopiedAcrossUnits(BatchRule):
    """查什么：成批筛查（jixiao screen）时，不同单位的项目在同一栏目（立项依据除外）填的是同一段话（20字以上，九成以上相同）。
    引用的文件、条款和各单位都可以写的套话不参加比较；上下级单位报的同一个项目不算。

    为什么：各单位的职责、对象和任务量不同，概况、必要性、计划、目标一字不差，说明是照抄的（参考审核表“目标相关性”）。

    怎么改：按本单位这个项目的实际情况改写。例如写明本辖区管护多少公里公路、分布在哪些乡镇、分几次完成。
    """

    code = "B205"
    name = "copied-across-units"
    title = "与其他单位照抄同一段文字"
    severity = "warning"
    confidence = "medium"
    audit_item = "目标相关性"
    help = "请按本单位这个项目的实际情况改写，写明在哪里做、做多少、分几步、达到什么效果。"
    options = {"min_length": 20, "also": (), "own": ()}
    options_said = {
        "min_length": "除去引用和套话，至少多少个字才比较", "also": "另外算作各单位可以相同的话", "own": "不算各单位可以相同的话：照样比较",
    }

    def finding(self, tables: Sequence[TargetTable], key: str, others: Others) -> Finding:
        """The finding in one document: `tables` are those of its projects that carry the text in field `key`."""
        first, text = tables[0], tables[0].text(key)
        alike = "填的是同一段文字" if others.same else "填的文字几乎一样"
        return self.found(
            field_locus(first, key), f"“{said(first, key)}”与{others.said()}{alike}：{quoted(text)}。", table=first,
            related=[field_locus(table, key) for table in tables[1:]], evidence=text,
        )


_PLAN = "上半年完成路面病害调查和招标，七月至十月分段施工，十一月组织交工验收并移交乡镇管养。"
_OTHER = "三月完成灌区渠道清淤，五月底前修复放水闸口，汛期安排专人值守，年底统计灌溉面积。"
_CITED = "依据《中华人民共和国公路法》第三十五条和《农村公路养护管理办法》（交通运输部令2015年第22号）的规定执行。"
CopiedAcrossUnits.bad = (
    Intake("两个乡镇的实施计划一字不差", (
        document(form(name="农村公路养护", texts={"plan": _PLAN}), agency="石桥镇人民政府"),
        document(form(name="村道维修", texts={"plan": _PLAN}), agency="柳溪镇人民政府")), count=2),
    Intake("三个单位只改了个别字", (
        document(form(name="农村公路养护", texts={"plan": _PLAN}), agency="石桥镇人民政府"),
        document(form(name="县道养护", texts={"plan": _PLAN.replace("上半年", "第一季度")}), agency="交通运输局"),
        document(form(name="村道维修", texts={"plan": _PLAN.replace("乡镇管养", "村委会管养")}), agency="柳溪镇人民政府")), count=3),
)
CopiedAcrossUnits.good = (
    Intake("同一个单位的两份文件由B204一类规则管，不算跨单位", (
        document(form(name="农村公路养护", texts={"plan": _PLAN}), agency="石桥镇人民政府"),
        document(form(name="村道维修", texts={"plan": _PLAN}), agency="石桥镇人民政府"))),
    Intake("引用同样的文件", (
        document(form(name="农村公路养护", texts={"measures": _CITED}), agency="石桥镇人民政府"),
        document(form(name="村道维修", texts={"measures": _CITED}), agency="柳溪镇人民政府"))),
    Intake("立项依据相同", (
        document(form(name="农村公路养护", texts={"basis": _PLAN}), agency="石桥镇人民政府"),
        document(form(name="村道维修", texts={"basis": _PLAN}), agency="柳溪镇人民政府"))),
    Intake("句式相近、内容不同", (
        document(form(name="农村公路养护", texts={"plan": _PLAN}), agency="石桥镇人民政府"),
        document(form(name="灌区维护", texts={"plan": _OTHER}), agency="水利局"))),
    Intake("主管部门和下属单位报的同一个项目", (
        document(form(name="农村公路养护", texts={"plan": _PLAN}), agency="交通运输局"),
        document(form(name="农村公路养护", texts={"plan": _PLAN}, department="交通运输局"), agency="公路养护中心"))),
    Intake("除去各单位都可以写的话，不足20字", (
        document(form(name="农村公路养护", texts={"measures": "专款专用，严格执行财务管理制度，严格遵守财经纪律。"}), agency="石桥镇人民政府"),
        document(form(name="村道维修", texts={"measures": "专款专用，严格执行财务管理制度，严格遵守财经纪律。"}), agency="柳溪镇人民政府"))),
)
