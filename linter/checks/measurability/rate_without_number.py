"""M305: a rate or degree of satisfaction whose target has no number."""

from __future__ import annotations

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import has_number, words_of
from linter.checks.pairs import Pair
from linter.checks.rate_names import is_rate_name
from linter.submission import Indicator
from linter.wording import quoted


class RateWithoutNumber(IndicatorRule):
    """查什么：三级指标叫“……率”“……满意度”，或者问“是否满意”，指标值里却没有数，例如“合格率：合格”。效率、频率、功率不是比率，不在此列。

    为什么：率和满意度本来就是算出来的百分数，写成“合格”“满意”就没有及格线，年终无法打分（参考审核表“指标科学性”）。

    怎么改：写出百分数。例如“合格率：合格”改为“合格率：≥98%”，“满意度：满意”改为“满意度：≥90%”。
    """

    code = "M305"
    name = "rate-without-number"
    title = "率、满意度没有数"
    severity = "error"
    audit_item = "指标科学性"
    help = "请写出百分数，例如“≥95%”。"
    silent_under = ("C102", "V405")
    skip_categories = ("management", "impact")

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        wordy = indicator.value.kind in ("qualitative", "period")
        if not wordy or not is_rate_name(pair.name) or has_number(indicator):
            return None
        example = "≥90%" if indicator.category == "satisfaction" else "≥95%"
        return Fault(
            f"{quoted(pair.name)}应当是一个百分数，指标值却写{quoted(words_of(indicator))}。",
            help=f"请写出百分数，例如“{example}”。",
        )


RateWithoutNumber.bad = (
    case("合格率写“合格”", form(ind("quality", "食品抽检合格率", "合格"), name="食品安全监督抽检")),
    case("满意度写“满意”", form(ind("satisfaction", "参训教师满意度", "满意"), ind("satisfaction", "是否满意", "是"), name="教师培训"), count=2),
    case("名称带括号的率", form(ind("social", "政策知晓率（%）", "基本知晓"), name="医保政策宣传")),
    case("数量指标里的率", form(ind("quantity", "水费收缴率", "全面收缴"), name="灌区水费")),
)
RateWithoutNumber.good = (
    case("有百分数", form(ind("quality", "食品抽检合格率", "≥98%"), ind("satisfaction", "参训教师满意度", "百分之九十以上"))),
    case("效率、频率、功率不是比率", form(
        ind("social", "办案效率", "较快"), ind("quality", "广播发射功率", "达到核定值"), ind("timeliness", "巡检频率", "每周一次"))),
    case("零、无就是0", form(ind("quality", "医疗事故发生率", "零事故"), ind("quality", "农产品投诉率", "无投诉"))),
    case("认可度不叫满意度", form(ind("satisfaction", "家长认可度", "认可"))),
)
