"""S610: a field names a sibling project by the word that tells the two apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.base import DocumentRule, field_locus, said
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.checks.siblings import names_sibling, siblings_of
from linter.finding import Finding
from linter.tables import table as data
from linter.wording import quoted, squeeze

_FIELDS = ("overview", "necessity", "measures", "plan", "total_goal", "annual_goal")


class SiblingInText(DocumentRule):
    """查什么：同一份文件里有几个名称只差一个词的项目（第一批、第二批，东校区、西校区，甲科室、乙科室），某一个项目的文字里写的却是
    另一个的那个词，而且正写在本项目自己那个词该在的地方。同时写了本项目的，或者说明是前一批的延续的，不算。

    为什么：这是从另一个项目照抄过来忘了改的痕迹，目标也就不是本项目的（参考审核表“明确清晰性”）。

    怎么改：改成本项目自己的内容。例如“校舍维修（第二批）”的概况里，把“第一批校舍”改为“第二批校舍”，并核对数量。
    """

    code = "S610"
    name = "sibling-in-text"
    title = "文字里写的是另一个相似项目"
    severity = "warning"
    confidence = "medium"
    audit_item = "明确清晰性"
    help = "请改成本项目自己的内容，并核对数量和时间；确实与另一个项目有关的，把两个项目都写明。"

    def check(self, context: Context) -> Iterator[Finding]:
        tables = context.submission.tables
        if len(tables) < 2:
            return
        siblings = siblings_of(tables)
        for table in tables:
            if table.index not in siblings:
                continue
            for key in _FIELDS:
                text = table.text(key)
                named = [(s, found) for s in siblings[table.index] if text and (found := names_sibling(text, s))]
                if len({s.other for s, _ in named}) != 1 or _tells_of_both(text):
                    continue  # several siblings in one text are a list
                sibling, found = named[0]
                yield self.found(
                    field_locus(table, key),
                    f"本项目是{quoted(table.name)}，“{said(table, key)}”里写的却是{quoted(found)}，像是从"
                    f"{quoted(sibling.table.name)}照抄的。",
                    table=table, evidence=text, related=[field_locus(sibling.table, "project_name")],
                )


def _tells_of_both(text: str) -> bool:
    """Whether the text says how the project goes on from another: 在第一批的基础上, 继第一批之后."""
    pattern = data("period_words")["siblings"]["continues"]
    return re.search(pattern, squeeze(text)) is not None


_FIRST, _SECOND = form(name="农村校舍维修（第一批）", texts={"overview": "维修第一批校舍12处。"}), "农村校舍维修（第二批）"
SiblingInText.bad = (
    case("第二批的概况写的是第一批", _FIRST, form(name=_SECOND, texts={"overview": "对第一批校舍进行维修，共12处。"})),
    case("写成了另一个校区", form(name="东校区食堂改造", texts={"plan": "东校区食堂改造6月开工。"}),
         form(name="西校区食堂改造", texts={"plan": "东校区食堂改造6月开工。", "annual_goal": "完成西校区食堂改造。"})),
    case("写成了另一条河", form(name="清水河河道治理工程"), form(name="柳林河河道治理工程", texts={"total_goal": "完成清水河河道治理8公里。"})),
    case("写成了另一个科室", form(name="儿科病区设备购置"), form(name="骨科病区设备购置", texts={"necessity": "儿科病区设备老化，影响诊疗。"})),
)
SiblingInText.good = (
    case("写了两个项目", _FIRST, form(name=_SECOND, texts={"overview": "第一批校舍已经开工，第二批校舍维修9处。"})),
    case("说明是前一批的延续", _FIRST, form(name=_SECOND, texts={"necessity": "在第一批校舍维修的基础上，继续消除D级危房。"})),
    case("相同的词，不是那个项目", form(name="水费补贴发放"), form(name="电费补贴发放", texts={"overview": "按季核对水费、物业费缴纳情况。"})),
    case("只差做法的项目，文字里说到那种做法", form(name="食堂设备维修"), form(name="食堂设备采购", texts={"necessity": "现有食堂设备维修频繁，影响供餐。"})),
    case("名称差得多，不是兄弟项目", form(name="清水河河道治理工程"), form(name="清水河水文站运行", texts={"overview": "监测清水河河道治理断面水位。"})),
    case("几个校区都写到", *(form(name=f"{name}校区食堂改造", texts={"measures": "南校区食堂、北校区食堂改造分期实施。"}) for name in "东西南北"), ),
)
