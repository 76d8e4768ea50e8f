"""C103: a category of indicators without any filled indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.base import CATEGORY_SAID, NotChecked, TableRule, category_locus
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.finding import Finding, Severity
from linter.submission import BENEFIT_CATEGORIES, OUTPUT_CATEGORIES, TargetTable
from linter.tables import table as data
from linter.wording import squeeze

_HYPHEN = re.compile(r"[-—–―]+")
_ORDER = ("quantity", "quality", "timeliness", "cost", "benefit", "satisfaction")


class MissingCategory(TableRule):
    """查什么：项目绩效目标表里某一类指标一条也没有：数量（产出指标全无时为错误，否则警告）、质量（警告）、
    成本（建设、修缮、购置类项目警告，其余提示）、效益（经济、社会、生态、可持续影响四类合起来一条没有，警告）、时效和满意度（提示）。

    为什么：参考财预〔2021〕101号，项目都设产出、效益指标，数量和质量原则上都要有，工程基建和大型修缮购置须设成本指标；
    时效和满意度按项目情况选设，所以只作提示。

    怎么改：补上这一类的指标。例如培训项目：数量“培训人数 ≥200人”，质量“结业考核合格率 ≥95%”，成本“人均培训成本 ≤450元”。
    """

    code = "C103"
    name = "missing-indicator-category"
    title = "缺少一类绩效指标"
    severity = "warning"
    audit_item = "规范完整性"
    help = "请补上这一类的指标。"
    forms = ("project",)

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        filled = {i.category for i in table.indicators if i.level3 or i.target}
        if not filled and "indicators" not in table.printed:
            raise NotChecked("表中没有读到绩效指标")
        unsure = _unsure(table)
        for name in _ORDER:
            members = BENEFIT_CATEGORIES if name == "benefit" else (name,)
            if filled.intersection(members) or name in unsure:
                continue
            no_output = not filled.intersection(OUTPUT_CATEGORIES)
            yield self.found(
                category_locus(table, name), _message(table, name, no_output), table=table, help=_HELP[name],
                severity=_severity(table, name, no_output),
            )


def _unsure(table: TargetTable) -> set[str]:
    """Categories that indicators of unknown category may belong to."""
    unsure: set[str] = set()
    for indicator in table.indicators:
        if indicator.category == "other":
            level1 = indicator.level1 or ""
            if "产出" in level1:
                unsure |= set(OUTPUT_CATEGORIES)
            elif "效益" in level1 or "效果" in level1:
                unsure |= {"benefit", "satisfaction"}
            else:
                unsure |= set(_ORDER)
    return unsure


def _severity(table: TargetTable, name: str, no_output: bool) -> Severity:
    if name == "quantity":
        return "error" if no_output else "warning"
    if name == "cost":
        return "warning" if builds_or_buys(table) else "info"
    return "info" if name in ("timeliness", "satisfaction") else "warning"


def builds_or_buys(table: TargetTable) -> bool:
    """Whether the project builds, repairs or buys, by its name or by what its overview says it does."""
    kinds = data("project_kinds")["construction"]

    def said(text: str, key: str) -> bool:
        text = squeeze(text)
        for phrase in kinds["figurative"]:
            text = text.replace(phrase, "")
        return any(word in text for word in kinds[key])

    # 信息化建设专项-机房维护 builds nothing: the part after the last hyphen names the project, where it is a name
    leaf = _HYPHEN.split(table.name)[-1].strip()
    return said(leaf if len(leaf) >= 4 else table.name, "name") or said(table.text("overview"), "overview")


def _message(table: TargetTable, name: str, no_output: bool) -> str:
    if name == "quantity" and no_output:
        return "表中没有任何产出指标，数量指标也就没有。"
    if name == "benefit":
        return "表中没有效益指标：经济、社会、生态效益和可持续影响一条都没有填。"
    said = CATEGORY_SAID[name]
    if name == "cost" and builds_or_buys(table):
        return f"表中没有{said}，而这是建设、修缮或购置类项目，应当设成本指标。"
    return f"表中没有{said}。"


_HELP = {
    "quantity": "请补上反映做多少事的数量指标，例如“培训人数 ≥200人”“新增绿化面积 ≥3000平方米”。",
    "quality": "请补上反映做得好不好的质量指标，例如“工程验收合格率 =100%”“结业考核合格率 ≥95%”。",
    "timeliness": "项目有时间要求的，请补上时效指标，例如“2024年11月30日前完成验收”；没有时间要求的可以不设。",
    "cost": "请补上成本指标，写单位成本或分项成本控制数，例如“每平方米改造成本 ≤800元”。",
    "benefit": "请补上反映项目带来什么好处的效益指标，例如社会效益“受益群众人数 ≥3000人”、生态效益“化学需氧量年削减 ≥20吨”。",
    "satisfaction": "服务群众或企业的项目，请补上满意度指标，例如“服务对象满意度 ≥90%”，并安排问卷调查；不直接服务的可以不设。",
}

_FULL = (
    ind("quantity", "放映场次", "≥240场"), ind("quality", "放映设备完好率", "≥98%"), ind("timeliness", "放映完成时间", "2024年11月30日前"),
    ind("cost", "每场放映成本", "≤400元"), ind("social", "观影人次", "≥1万人次"), ind("satisfaction", "观众满意度", "≥90%"),
)
MissingCategory.bad = (
    case("公益电影放映没有满意度指标", form(*_FULL[:5], name="农村公益电影放映")),
    case("校舍加固没有成本指标，效益也没有", form(*_FULL[:3], _FULL[5], name="校舍抗震加固"), count=2),
    case("只有效益指标，产出一条没有", form(*_FULL[4:], name="志愿服务站点运行"), count=4),
    case("长效管理、投入管理不算效益指标", form(
        *_FULL[:4], _FULL[5], ind("management", "预算执行率", "=100%"), ind("impact", "长效机制健全性", "健全"))),
)
MissingCategory.good = (
    case("六类齐全", form(*_FULL, name="农村公益电影放映")),
    case("效益四类只填一类就够", form(*_FULL[:4], ind("ecological", "补植苗木成活率", "≥90%"), _FULL[5], name="河岸绿化")),
    case("指标类别读不出来时不判断", form(*_FULL[4:], ind("other", "入户走访户数", "≥800户"), name="困难家庭走访")),
    case("部门整体绩效目标表不在此列", form(*_FULL[:2], kind="overall", name="部门整体支出")),
)
