"""S601: an indicator filed under a category it plainly does not belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from linter.checks.base import CATEGORY_SAID, Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.completeness.residue import is_form_label
from linter.checks.context import Context
from linter.checks.pairs import Pair
from linter.checks.rate_names import bare_name
from linter.form.value import unit_kind
from linter.submission import Category, Indicator
from linter.tables import table
from linter.wording import quoted


class MisfiledIndicator(IndicatorRule):
    """查什么：指标放错了类别：数量（人数、面积、次数）放在质量或时效下，及时性、时限放在时效之外，合格率、验收放在数量、时效或效益下，
    满意度放在满意度之外，成本、费用放在成本之外，预算执行率当作效益，等等。受益人数作社会效益，完成率、覆盖率、知晓率作数量或质量，
    水质达标率作生态效益，可以两说的不报。

    为什么：类别放错，会让一类指标虚有其数、另一类实际空缺，分值也按错误的类别分配；分类错位是评审中最常见的问题之一（参考审核表“指标科学性”）。

    怎么改：移到应在的类别，原类别另设合适的指标。例如“补贴发放及时率”从社会效益指标移到时效指标，社会效益另写“受益农户数”。
    """

    code = "S601"
    name = "misfiled-indicator"
    title = "指标放错类别"
    severity = "warning"
    confidence = "medium"
    audit_item = "指标科学性"
    help = "请移到应在的类别，原来的类别另设合适的指标。"
    skip_categories = ("management", "impact", "other")

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        misfit = _misfit(bare_name(pair.name), pair.category)
        if misfit is None or _doubtful(misfit, pair) or is_form_label(pair.name):
            return None
        here, right = CATEGORY_SAID[pair.category], CATEGORY_SAID[misfit.right]
        return Fault(
            f"{quoted(pair.name)}考核的是{misfit.said}，却放在{here}下。", part="level3",
            help=f"请移到“{right}”下，{here}另设合适的指标。",
        )


@dataclass(frozen=True, slots=True)
class _Misfit:
    said: str
    name: re.Pattern[str]
    unless: re.Pattern[str]
    under: frozenset[str]
    right: Category
    not_kinds: frozenset[str]


@cache
def _misfits() -> tuple[_Misfit, ...]:
    return tuple(
        _Misfit(
            entry["said"], re.compile(entry["name"]), re.compile(entry["unless"]), frozenset(entry["under"]),
            entry["right"], frozenset(entry.get("not_kinds", ())),
        )
        for entry in table("category_words")["misfits"]
    )


@lru_cache(maxsize=8192)
def _misfit(name: str, category: Category) -> _Misfit | None:
    for misfit in _misfits():
        if category in misfit.under and misfit.name.search(name) and not misfit.unless.search(name):
            return misfit
    return None


def _doubtful(misfit: _Misfit, pair: Pair) -> bool:
    """Whether the value is of a kind that speaks against the name: a cost counted in times, an effect with a deadline."""
    kinds = {kind for half in pair.halves for kind in (half.value.kind, unit_kind(half.value.unit))}
    return not misfit.not_kinds.isdisjoint(kinds)


MisfiledIndicator.bad = (
    case("数量放在质量和时效下", form(
        ind("quality", "参训教师人数", "≥300人"), ind("timeliness", "渠道清淤面积", "≥2000平方米"), name="教师培训与灌渠维护"), count=2),
    case("及时性、时限放在时效之外", form(
        ind("social", "补贴发放及时率", "≥98%"), ind("quality", "设备到货时限", "≤20天"), name="农机购置补贴"), count=2),
    case("验收、合格率放在数量和效益下", form(
        ind("quantity", "课桌椅验收合格率", "100%"), ind("economic", "大棚工程验收率", "100%"), name="校舍和设施农业"), count=2),
    case("满意度放在社会效益下", form(ind("social", "患者满意度", "≥90%"), name="基层卫生服务")),
    case("成本放在数量下，预算执行率当作效益", form(
        ind("quantity", "展览布展费用", "≤12万元"), ind("economic", "预算执行率", "≥95%"), name="馆藏展览"), count=2),
    case("积极性、改善作时效，准确度作效益", form(
        ind("timeliness", "网格员工作积极性", "提高"), ind("timeliness", "改善村容村貌", "改善"),
        ind("social", "统计数据准确度", "准确"), name="农村人居环境整治"), count=3),
)
MisfiledIndicator.good = (
    case("放对的", form(
        ind("quantity", "参训教师人数", "≥300人"), ind("quality", "课桌椅验收合格率", "100%"), ind("timeliness", "补贴发放及时率", "≥98%"),
        ind("cost", "布展费用", "≤12万元"), ind("satisfaction", "患者满意度", "≥90%"))),
    case("可以两说的", form(
        ind("social", "受益人数", "≥1200人"), ind("quantity", "任务完成率", "100%"), ind("quality", "宣传覆盖率", "≥90%"),
        ind("cost", "预算执行率", "≥95%"), ind("timeliness", "热线接通率", "≥95%"), ind("quality", "审批效率", "≥95%"),
        ind("social", "网格联网率", "≥99%"), ind("quantity", "信息录入率", "≥98%"), ind("ecological", "带动就业人数", "≥50人"))),
    case("差错、投诉的次数是质量，超时的件数是时效", form(
        ind("quality", "输血差错次数", "0次"), ind("quality", "取得证书人数", "≥80人"), ind("timeliness", "超时办件数量", "≤3件"))),
    case("环境和人群的状况是效益", form(
        ind("ecological", "出境断面水质达标率", "≥95%"), ind("social", "学生体质健康合格率", "≥92%"), ind("social", "食品抽检合格率", "≥97%"))),
    case("减轻的负担、缩短的时限是效益", form(
        ind("economic", "降低物流成本", "≥5%"), ind("social", "门诊次均费用", "≤260元"), ind("social", "企业开办缩短时限", "≥1天"))),
    case("时效里的改进说的是时间", form(ind("timeliness", "提高审批速度", "≤3个工作日"), ind("timeliness", "提升办事效率", "≥20%"))),
)
