"""M302: a bare number without unit or %."""

from __future__ import annotations

import re

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import words_of
from linter.checks.pairs import Pair
from linter.checks.rate_names import is_rate_name, is_unitless_name
from linter.form.value import unit_kind
from linter.submission import Indicator
from linter.wording import quoted, squeeze

_BRACKET = re.compile(r"[(\[【](?:计量)?(?:单位)?[:为]?([^()\[\]【】]{1,12})[)\]】]")
_BEHIND_NAME = re.compile(r"[:/]([^:/]{1,6})$|([%‰℃])$")
_YEAR = re.compile(r"(?:19|20)\d\d$")


class MissingUnit(IndicatorRule):
    """查什么：指标值只有一个数，没有计量单位也没有百分号，例如“≥85”。单位写在三级指标名称的括号里（“处置时间（小时）”）或者表中
    另有计量单位一栏的不算；率写“0”的、指数和排名这类本来没有单位的不算。

    为什么：没有单位就不知道是85%、85分还是85次，无法自评；预算管理一体化系统对定量指标也要求必填计量单位（参考审核表“指标科学性”）。

    怎么改：补上单位或百分号。例如“≥85”改为“≥85%”，“120”改为“≥120人次”。
    """

    code = "M302"
    name = "missing-unit"
    title = "指标值缺计量单位"
    severity = "error"
    audit_item = "指标科学性"
    help = "请补上计量单位或百分号，例如“≥120人次”“≥85%”。"
    silent_under = ("C102", "V401")
    skip_categories = ("management", "impact")

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        value = indicator.value
        if value.kind not in ("number", "range") or value.unit or squeeze(indicator.unit or ""):
            return None
        name = pair.name
        rate = is_rate_name(name)
        if value.number == 0 and (rate or value.upper is None):
            return None
        raw = words_of(indicator)
        if is_unitless_name(name) or _names_unit(name) or _YEAR.search(raw) or _is_money(indicator, raw):
            return None
        help_ = f"请补上百分号，例如“{raw}%”。" if rate else None
        return Fault(f"指标{quoted(name)}的值{quoted(raw)}没有计量单位。", help=help_)


def _names_unit(name: str) -> bool:
    """Whether the level-3 name carries the unit in brackets, or at its end behind a stroke."""
    folded = squeeze(name)
    found = [*_BRACKET.findall(folded), *(a or b for a, b in _BEHIND_NAME.findall(folded))]
    return any(
        unit_kind(part) or unit_kind(part.removeprefix("个")) or unit_kind(part.lstrip("十百千万亿"))  # （万人次）
        for unit in found for part in unit.split("或")
    )


def _is_money(indicator: Indicator, raw: str) -> bool:
    """90万 under cost, ￥200000: yuan is understood."""
    return "¥" in raw or "￥" in raw or (indicator.category == "cost" and raw.rstrip("左右以内下").endswith(("万", "亿")))


MissingUnit.bad = (
    case("满意度没有百分号", form(ind("satisfaction", "患者满意度", "≥92"), name="家庭医生签约")),
    case("人数没有单位", form(ind("quantity", "培训农民人数", "300"), ind("quantity", "现场教学", "≥6"), name="高素质农民培育"), count=2),
    case("表有计量单位一栏而没有填", form(ind("quantity", "巡查河道", "48", sign="≥"), unit_column=True, name="河湖长制")),
)
MissingUnit.good = (
    case("单位在名称的括号里", form(
        ind("timeliness", "抢修到场时间（小时）", "≤2"), ind("satisfaction", "读者满意率（%）", "≥90"),
        ind("quantity", "古籍修复（单位：册）", "≥40"), name="古籍保护")),
    case("单位在另一栏", form(ind("quantity", "植树", "2000", sign="≥", unit="株"), unit_column=True)),
    case("率写0，事故数写0", form(ind("quality", "药品不良事件漏报率", "=0"), ind("quality", "坍塌事故", "0"))),
    case("指数、排名没有单位", form(ind("social", "居民健康指数", "≥85"), ind("social", "全省位次排名", "≤3"))),
)
