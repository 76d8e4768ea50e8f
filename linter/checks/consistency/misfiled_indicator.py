"""S601: an indicator filed under a category it plainly does not belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from linter.checks.base import CATEGORY_SAID, Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.completeness.residue import is_form_label
from linter.checks.context import Context
from linter.checks.pairs import Pair
from linter.checks.rate_names import bare_name
from linter.form.classify import Model, available, contradiction, installed
from linter.form.value import unit_kind
from linter.submission import Category, Indicator
from linter.tables import table
from linter.wording import quoted


class MisfiledIndicator(IndicatorRule):
    """查什么：指标放错了类别：数量（人数、面积、次数）放在质量或时效下，及时性、时限放在时效之外，合格率、验收放在数量、时效或效益下，
    满意度放在满意度之外，成本、费用放在成本之外，预算执行率当作效益，等等。受益人数作社会效益，完成率、覆盖率、知晓率作数量或质量，
    水质达标率作生态效益，可以两说的不报。词表以外的名称由分类模型判断，只报很有把握的，置信度标为低，请人核对；
    选项 classifier 设为 false 就只按词表检查。

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
    options = {"classifier": True}
    options_said = {"classifier": "词表以外的名称是否由分类模型判断"}
    skip_categories = ("management", "impact", "other")

    def lacks(self) -> str | None:
        return None if self._model or not self.chosen["classifier"] else "没有安装指标类别模型，只按词表检查"

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        name, here = bare_name(pair.name), CATEGORY_SAID[pair.category]
        misfit = _misfit(name, pair.category)
        if misfit is None:
            right = self._by_model(name, pair)
            if right is None or is_form_label(pair.name):
                return None
            return Fault(
                f"{quoted(pair.name)}像是{CATEGORY_SAID[right]}，却放在{here}下。", part="level3", confidence="low",
                help=f"请核对；确实放错的，移到“{CATEGORY_SAID[right]}”下，{here}另设合适的指标。",
            )
        if misfit.tolerates(name) or misfit.doubts(pair) or is_form_label(pair.name):
            return None
        return Fault(
            f"{quoted(pair.name)}考核的是{misfit.said}，却放在{here}下。", part="level3",
            help=f"请移到“{CATEGORY_SAID[misfit.right]}”下，{here}另设合适的指标。",
        )

    @cached_property
    def _model(self) -> Model | None:
        return installed() if self.chosen["classifier"] and available() else None

    def _by_model(self, name: str, pair: Pair) -> Category | None:
        """What the classifier says of the name with each half's target, where it says the same."""
        if self._model is None or not name:
            return None
        said = {contradiction(self._model, name, half.value, pair.category) for half in pair.halves}
        return said.pop() if len(said) == 1 else None


@dataclass(frozen=True, slots=True)
class _Misfit:
    said: str
    name: re.Pattern[str]
    unless: re.Pattern[str]
    under: frozenset[str]
    right: Category
    not_kinds: frozenset[str]

    def tolerates(self, name: str) -> bool:
        return bool(self.unless.search(name))

    def doubts(self, pair: Pair) -> bool:
        """Whether the value is of a kind that speaks against the name: a cost counted in times, an effect with a deadline."""
        kinds = {kind for half in pair.halves for kind in (half.value.kind, unit_kind(half.value.unit))}
        return not self.not_kinds.isdisjoint(kinds)


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
    """The first entry that fits and does not tolerate the name, else the first that fits: the lists have spoken either way."""
    fit = [misfit for misfit in _misfits() if category in misfit.under and misfit.name.search(name)]
    return next((misfit for misfit in fit if not misfit.tolerates(name)), fit[0] if fit else None)


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
    case("词表以外，模型很有把握的", form(
        ind("satisfaction", "仪器购置台数", "≥12台"), ind("quantity", "村医岗位津贴发放时间", "每季度末"),
        ind("timeliness", "大棚骨架采购单价", "≤42元/平方米"), ind("quality", "公益讲座讲课费标准", "≤800元/次"), name="乡村医生培训"), count=4),
)
MisfiledIndicator.good = (
    case("放对的", form(
        ind("quantity", "参训教师人数", "≥300人"), ind("quality", "课桌椅验收合格率", "100%"), ind("timeliness", "补贴发放及时率", "≥98%"),
        ind("cost", "布展费用", "≤12万元"), ind("satisfaction", "患者满意度", "≥90%"))),
    case("可以两说的", form(
        ind("social", "受益人数", "≥1200人"), ind("quantity", "任务完成率", "100%"), ind("quality", "宣传覆盖率", "≥90%"),
        ind("cost", "预算执行率", "≥95%"), ind("timeliness", "热线接通率", "≥95%"), ind("quality", "审批效率", "≥95%"), ind("quality", "实验室能力验证满意率", "≥95%"),
        ind("social", "网格联网率", "≥99%"), ind("quantity", "信息录入率", "≥98%"), ind("ecological", "带动就业人数", "≥50人"))),
    case("差错、投诉的次数是质量，超时的件数是时效", form(
        ind("quality", "输血差错次数", "0次"), ind("quality", "网络安全事件发生次数", "0次"), ind("quality", "取得证书人数", "≥80人"), ind("timeliness", "超时办件数量", "≤3件"))),
    case("环境和人群的状况是效益", form(
        ind("ecological", "出境断面水质达标率", "≥95%"), ind("social", "学生体质健康合格率", "≥92%"), ind("social", "食品抽检合格率", "≥97%"))),
    case("减轻的负担、缩短的时限是效益", form(
        ind("economic", "降低物流成本", "≥5%"), ind("social", "门诊次均费用", "≤260元"), ind("social", "企业开办缩短时限", "≥1天"))),
    case("时效里的改进说的是时间", form(ind("timeliness", "提高审批速度", "≤3个工作日"), ind("timeliness", "提升办事效率", "≥20%"))),
    case("模型也不说的：时长作质量或效果，奖项和得分作质量，描述的效果，各种率", form(
        ind("quality", "平均无故障运行时间", "≥2000小时"), ind("quality", "节目获奖数", "≥3个"), ind("social", "平均候诊时间", "≤20分钟"),
        ind("quantity", "场地租赁时间", "12个月"), ind("economic", "减少机具维修费", "有效减少"), ind("timeliness", "隐患整改率", "100%"),
        ind("satisfaction", "投诉件数", "≤2件"), ind("sustainability", "展品更新周期", "≤3年"))),
    case("只按词表检查时", form(ind("satisfaction", "仪器购置台数", "≥12台")), options={"classifier": False}),
)
