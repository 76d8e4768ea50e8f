"""V401: a rate or degree that cannot exceed 100 % with a target above it."""

from __future__ import annotations

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import words_of
from linter.checks.pairs import Pair
from linter.checks.sanity.percentages import is_bounded, share_of
from linter.submission import Indicator
from linter.wording import quoted


class ImpossiblePercentage(IndicatorRule):
    """查什么：合格率、及时率、完成率、覆盖率、满意度这类最多只能到100%的指标，指标值超过了100%，例如“≥120%”“>100%”；率的值只写一个
    超过100的数（“≥105”）也算。增长率、提升率，毛入学率、产销率、床位使用率、资产负债率这类本来可以超过100%的不算。

    为什么：部分不会多于整体，超过100%的值永远达不到，说明数填错了，或者名称与要考核的内容不是一回事（参考审核表“指标科学性”）。

    怎么改：改成能达到的百分数；要考核的其实是数量或增长的，改名称和单位。例如“疫苗接种率≥120%”改为“疫苗接种率≥95%”。
    """

    code = "V401"
    name = "impossible-percentage"
    title = "百分数超过100%"
    severity = "error"
    audit_item = "指标科学性"
    help = "请改成能达到的百分数，例如“≥95%”；要考核的其实是增长幅度的，请把名称改为“……增长率”。"
    silent_under = ("C102",)
    skip_categories = ("management",)

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        if indicator.value.number is None or not is_bounded(pair.name, indicator.category):
            return None
        share = share_of(indicator, pair.name)
        if share is None:
            return None
        most = max(share.number, share.upper or share.number)
        if most < 100 or (most == 100 and indicator.value.comparator != ">"):
            return None
        return Fault(f"{quoted(pair.name)}最多只能是100%，指标值却写{quoted(words_of(indicator))}。")


ImpossiblePercentage.bad = (
    case("接种率、满意度超过100%", form(
        ind("quality", "疫苗接种率", "≥120%"), ind("satisfaction", "受种者满意度", "≥105%"), name="免疫规划"), count=2),
    case("大于100%", form(ind("quality", "水质检测合格率", ">100%"), name="农村饮水安全")),
    case("率只写一个超过100的数", form(ind("social", "参训农民持证率", "≥110"), name="高素质农民培育")),
    case("区间的上限超过100%", form(ind("timeliness", "课程按时开出率", "95%-105%"), name="职业学校实训")),
)
ImpossiblePercentage.good = (
    case("增长可以超过100%", form(
        ind("economic", "网络零售额增长率", "≥150%"), ind("social", "图书外借提升率", "≥110%"), name="电商进农村")),
    case("部分与整体之外的比", form(
        ind("social", "学前教育毛入园率", "≥102%"), ind("quality", "病床使用率", "≤105%"),
        ind("economic", "农产品产销率", "≥101%"), name="学前教育与医疗设施")),
    case("正好100%", form(ind("quality", "工程验收合格率", "=100%"), ind("satisfaction", "家长满意度", "≥100%"))),
    case("千分比和每十万人", form(
        ind("social", "森林火灾受害率", "≤120‰"), ind("social", "结核病发病率", "≤120/10万"), name="森林防火与疾病防治")),
    case("说的是提高了多少；单位是分的满意度", form(
        ind("social", "培训就业率", "较上年提高120%"), ind("satisfaction", "读者满意度", "≥110分"), name="公共图书馆服务")),
)
