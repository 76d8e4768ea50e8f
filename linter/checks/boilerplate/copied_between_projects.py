"""B204: the same text in the same field of different projects of one document."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import DocumentRule, field_locus, said
from linter.checks.boilerplate.projects import comparable, project_key, projects_said
from linter.checks.cases import case, form
from linter.checks.citations import cites_only
from linter.checks.context import Context, clusters
from linter.finding import Finding
from linter.submission import TEXT_FIELDS
from linter.wording import quoted

_FIELDS = tuple(key for key in TEXT_FIELDS if key != "basis")


class CopiedBetweenProjects(DocumentRule):
    """查什么：同一份文件里，不同项目的同一栏目（立项依据除外）填的是同一段话（20字以上，九成以上相同）。
    只引用文件名称和条款的不算，引用同样的文件是正常的。

    为什么：不同的项目做的事不同，概况、必要性、计划、目标一字不差，说明不是针对本项目写的（参考审核表“目标相关性”）。

    怎么改：按各个项目自己的内容改写。例如两个维修项目分别写明维修哪些设施、多少处、什么时候完成。
    """

    code = "B204"
    name = "copied-between-projects"
    title = "不同项目照抄同一段文字"
    severity = "warning"
    confidence = "medium"
    audit_item = "目标相关性"
    help = "请按各个项目自己的内容分别改写，写明各自做什么、做多少、达到什么效果。"
    options = {"min_length": 20}
    options_said = {"min_length": "文字至少多少个字才比较"}

    def check(self, context: Context) -> Iterator[Finding]:
        tables = comparable(context.submission.tables)
        shortest = int(self.chosen["min_length"])
        for key in _FIELDS:
            holders = [t for t in tables if len(context.normal_texts(t).get(key, "")) >= shortest]
            for group in clusters([context.normal_texts(t)[key] for t in holders]):
                same = [holders[n] for n in group]
                first, text = same[0], same[0].text(key)
                if len({project_key(t.name) for t in same}) < 2 or cites_only(text):
                    continue
                alike = "填的是同一段文字" if len({context.normal_texts(t)[key] for t in same}) == 1 else "填的文字几乎一样"
                yield self.found(
                    field_locus(first, key),
                    f"{projects_said(same)}的“{said(first, key)}”{alike}：{quoted(text)}。",
                    table=first, related=[field_locus(t, key) for t in same[1:]], evidence=text,
                )


_MEASURE = "成立工作专班，按季度调度进度，专人负责资金管理，确保项目按期完成。"
_CITED = "《中华人民共和国水土保持法》第三十条；《生产建设项目水土保持方案管理办法》（水利部令第53号）。"
CopiedBetweenProjects.bad = (
    case("两个项目的制度措施一样", form(name="灌溉机井配套", texts={"measures": _MEASURE}),
         form(name="山洪沟道治理", texts={"measures": f"1.{_MEASURE}", "overview": "治理山洪沟道6公里。"})),
    case("三个项目一样，合为一处；两个栏目分别报", *(
        form(name=name, texts={"overview": "提升公共文化服务水平，丰富人民群众精神文化生活。",
                               "annual_goal": f"面向基层群众开展公共文化服务活动，丰富精神文化生活{mark}"})
        for name, mark in (("送戏下乡", ""), ("馆藏数字化", "。"), ("非遗传承人补助", "！"))), count=2),
)
CopiedBetweenProjects.good = (
    case("立项依据相同，措施只引用同样的文件", form(name="坡耕地治理", texts={"basis": _CITED * 2, "measures": _CITED}),
         form(name="淤地坝除险加固", texts={"basis": _CITED * 2, "measures": _CITED})),
    case("不足20字的短句", form(name="校园安保", texts={"overview": "保障师生安全。"}), form(name="校车运行", texts={"overview": "保障师生安全。"})),
    case("同一个项目的两张表（上年结转）", form(name="村级光伏电站", texts={"measures": _MEASURE}),
         form(name="村级光伏电站（上年结转）", texts={"measures": _MEASURE})),
    case("句式相同、内容不同", form(name="东湖公厕改造", texts={"plan": "三月完成东湖片区公厕设计，六月完成招标，十月完成施工。"}),
         form(name="西山步道修复", texts={"plan": "四月启动步道勘察，七月进场铺装路面，十一月组织专家验收。"})),
)
