"""V402: `≥100%` for a rate or degree that cannot exceed 100 %."""

from __future__ import annotations

import re

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import words_of
from linter.checks.pairs import Pair
from linter.checks.sanity.percentages import is_bounded, names_percent, share_of
from linter.finding import Fix
from linter.submission import Indicator
from linter.wording import quoted, squeeze

_PLAIN = re.compile(r"\D{1,5}100(?:\.0+)?(?:%|百分比)?(?:及以上|以上)?|100(?:\.0+)?%(?:及以上|以上)")


class AtLeastHundredPercent(IndicatorRule):
    """查什么：最多只能到100%的率或度，指标值写成“≥100%”“100%以上”。增长率、提升率一类不算。

    为什么：不会有比100%更多的情况，大于等于100%就是等于100%，写“≥”说明没有推敲过这个值（参考审核表“指标科学性”）。

    怎么改：确实要求全部做到的，写“=100%”；留有余地的，写能达到的下限。例如“设备完好率≥100%”改为“设备完好率=100%”，或者“≥98%”。
    """

    code = "V402"
    name = "at-least-hundred-percent"
    title = "“≥100%”应为“=100%”"
    severity = "info"
    audit_item = "指标科学性"
    help = "请改为“=100%”；不要求全部做到的，写能达到的下限，例如“≥98%”。"
    silent_under = ("C102", "V403")
    skip_categories = ("management",)

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        value = indicator.value
        if value.comparator != ">=" or value.kind != "number" or not is_bounded(pair.name, indicator.category):
            return None
        share = share_of(indicator, pair.name)
        if share is None or share.number != 100 or (share.bare and not names_percent(pair.name)):
            return None
        message = f"{quoted(pair.name)}最多只能是100%，{quoted(words_of(indicator))}就是等于100%。"
        return Fault(message, part="sign" if squeeze(indicator.sign or "") else "target", fixes=_fix(indicator, share.bare))


def _fix(indicator: Indicator, bare: bool) -> tuple[Fix, ...]:
    """What to put into the cell: the sign's own where the form has one, else the whole value."""
    if squeeze(indicator.sign or ""):
        return (Fix("safe", "="),)
    if not _PLAIN.fullmatch(squeeze(indicator.target or "")):
        return ()
    return (Fix("safe", "=100" if bare or squeeze(indicator.unit or "") else "=100%"),)


AtLeastHundredPercent.bad = (
    case("率、度不会超过100%", form(
        ind("quality", "校车年检合格率", "≥100%"), ind("quality", "泵站设备完好度", "≥100%"), name="校车运行与排涝"), count=2),
    case("文字的写法", form(ind("social", "低保对象救助覆盖率", "100%以上"), ind("timeliness", "津贴发放及时率", "不低于100%")), count=2),
    case("百分号在名称里", form(ind("quality", "病历书写合格率（%）", "≥100"), name="基层医疗质量提升")),
    case("符号另有一栏", form(ind("quality", "文物安全巡查率", "100", sign="≥", unit="%"), unit_column=True, name="文物保护")),
)
AtLeastHundredPercent.good = (
    case("等于100%，或者留有余地", form(
        ind("quality", "灌溉设备完好率", "=100%"), ind("quality", "苗木合格率", "100%"), ind("satisfaction", "学员满意度", "≥98%"))),
    case("增长可以达到100%", form(ind("economic", "合作社产值增长率", "≥100%"), ind("social", "阅读量提升率", "≥100%"), name="全民阅读")),
    case("收入对计划的完成率可以超过", form(ind("economic", "国有资本保值增值率", "≥100%"), ind("economic", "景区门票收入完成率", "≥100%"))),
    case("度不是比率", form(ind("quality", "堤防压实度", "≥100%"), ind("ecological", "冷库温度", "≥100℃"), name="堤防加固")),
)
