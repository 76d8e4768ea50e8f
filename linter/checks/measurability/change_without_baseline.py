"""M304: a target that gives the size of a change but nothing to compare with."""

from __future__ import annotations

import re

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import words_of
from linter.checks.pairs import Pair
from linter.form.value import unit_kind
from linter.submission import Indicator
from linter.tables import table
from linter.wording import quoted, squeeze

_CHANGE = re.compile("|".join(sorted(table("change_words")["change"], key=len, reverse=True)))
_BASELINE = re.compile("|".join(table("change_words")["baseline"]))
_LEVEL = re.compile("|".join(table("change_words")["to_a_level"]))


class ChangeWithoutBaseline(IndicatorRule):
    """查什么：指标值本身说的是变化，有幅度而没有比较的基数，例如“提高50%”；指标值、三级指标名称和指标描述里都没有“较上年”“同比”
    “从……到……”一类的话。名称是“下降率”“提升率”而值只有一个百分数的不算。

    为什么：不知道和什么比，就算不出是否达到，年终只能凭印象打分（参考审核表“指标科学性”）。

    怎么改：写明基数，或者直接写要达到的水平。例如“提高50%”改为“较2023年提高≥5%”，或者“从68%提高到75%”。
    """

    code = "M304"
    name = "change-without-baseline"
    title = "变化幅度没有基数"
    severity = "info"
    confidence = "medium"
    audit_item = "指标科学性"
    help = "请写明和什么比，例如“较2023年提高≥5%”，或者直接写要达到的水平，例如“≥75%”。"
    silent_under = ("C102",)
    skip_categories = ("management", "impact")

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        value = indicator.value
        if value.kind not in ("number", "range") or unit_kind(value.unit) not in ("rate", "ratio"):
            return None
        said = words_of(indicator)
        if not _CHANGE.search(said) or _LEVEL.search(said):
            return None
        if any(_BASELINE.search(squeeze(text)) for text in (said, pair.name, indicator.description) if text):
            return None
        return Fault(f"指标{quoted(pair.name)}的值{quoted(said)}没有写明和什么比。")


ChangeWithoutBaseline.bad = (
    case("提高多少，没有基数", form(ind("social", "居民健康素养", "提高20%"), name="健康教育宣传")),
    case("降低多少，没有基数", form(
        ind("ecological", "化肥使用量", "降低5%"), ind("economic", "合作社产值", "增长1倍以上"), name="化肥减量增效"), count=2),
)
ChangeWithoutBaseline.good = (
    case("写明较上年、同比", form(
        ind("social", "图书外借量", "较上年增长8%"), ind("ecological", "农药用量", "同比下降3%"), name="乡村阅读推广")),
    case("名称或描述写明了基数", form(
        ind("social", "门诊量比2023年增幅", "增长5%"),
        ind("economic", "灌溉用水", "减少10%", description="与改造前三年平均用水量相比减少的比例"), name="灌区改造")),
    case("下降率、提升率写一个百分数", form(ind("social", "近视新发率下降率", "≥2%"), ind("social", "巩固率提升率", "≥1.5%"))),
    case("写的是要达到的水平，或绝对数", form(
        ind("social", "学前三年毛入园率", "提高到92%"), ind("social", "新增学位", "增加300个"), name="幼儿园扩建")),
    case("年均增长以上一年为基数", form(ind("economic", "农产品网络零售额", "年均增长10%"))),
)
