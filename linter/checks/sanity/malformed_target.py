"""V405: doubled or glued values, an operator without value, two operators."""

from __future__ import annotations

import re

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.pairs import Pair
from linter.finding import Fix
from linter.submission import Indicator
from linter.wording import quoted, squeeze

_DOUBLED = re.compile(r"(.+?)[,;、/|。]?\1")
_SIGN = r"(?:>=|<=|=>|=<|[≥≤≧≦<>=])"
_LONE_SIGN = re.compile(rf"{_SIGN}+[%‰]?")
_TWO_SIGNS = re.compile(rf"({_SIGN})({_SIGN})(.*)")


class MalformedTarget(IndicatorRule):
    """查什么：指标值写坏了：同一个词写了两遍（“及时及时”），两个值粘在一起（“≥5%较上年有所降低”），只有比较符号没有值（“≥”），
    或者两个比较符号连写（“≥≤95%”）。

    为什么：写坏的值有两种以上的读法，系统和评审人员都无法判断以哪个为准（参考审核表“规范完整性”）。

    怎么改：只留一个完整的值。例如“≥5%较上年有所降低”改为“较上年降低≥5%”。
    """

    code = "V405"
    name = "malformed-target"
    title = "指标值写坏了"
    severity = "warning"
    audit_item = "规范完整性"
    help = "请只留一个完整的值，例如“较上年降低≥5%”。"
    silent_under = ("C102",)
    skip_categories = ("management",)

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        if indicator.value.kind != "malformed":
            return None
        text = squeeze(indicator.target or "")
        said = quoted(text)
        doubled = _DOUBLED.fullmatch(text)
        if doubled:
            once = doubled[1]
            if any(char.isdigit() for char in once):
                return Fault(
                    f"指标值{said}把{quoted(once)}写了两遍。", help=f"请改为一遍：“{once}”。", fixes=(Fix("suggestion", once),),
                )
            instead = _INSTEAD.get(indicator.category, _OTHERWISE)
            return Fault(f"指标值{said}把{quoted(once)}写了两遍。", help=f"请改为一遍，并{instead}。")
        if _LONE_SIGN.fullmatch(text):
            return Fault(f"指标值{said}只有比较符号，没有数。", help="请补上数和计量单位，例如“≥95%”“≥20场”。")
        signs = _TWO_SIGNS.match(text)
        if signs:
            return Fault(
                f"指标值{said}连写了两个比较符号{quoted(signs[1] + signs[2])}。", help=f"请只留一个比较符号，例如“{signs[1]}{signs[3]}”。"
            )
        return Fault(f"指标值{said}把两个值粘在一起，看不出以哪个为准。", confidence="medium")


_OTHERWISE = "写成能核对的值，例如“≥95%”"
_INSTEAD = {
    "timeliness": "写明期限，例如“2024年10月31日前”", "satisfaction": "写出百分数，例如“≥90%”",
    "cost": "写出金额，例如“≤45万元”",
}

MalformedTarget.bad = (
    case("一个词写了两遍", form(
        ind("timeliness", "救助金发放时效", "按时按时"), ind("quality", "档案质量", "完整完整"), name="困难群众救助"), count=2),
    case("数写了两遍", form(ind("satisfaction", "考生满意度", "≥95%≥95%"), name="普通话水平测试")),
    case("两个值粘在一起", form(ind("ecological", "化肥使用量", "≥3%较上年有所减少"), name="耕地质量提升")),
    case("只有比较符号", form(ind("quantity", "送戏下乡场次", "≥"), name="文化惠民演出")),
    case("两个比较符号", form(ind("quality", "水质达标率", "≥≤95%"), name="水质监测")),
)
MalformedTarget.good = (
    case("短语后面带“提高”是M301", form(ind("quality", "教研组协作", "促进各校之间的交流提高"), name="校际教研")),
    case("一个完整的值", form(
        ind("social", "病床使用率", "较上年提高≥3%"), ind("quantity", "巡查次数", "每月≥2次"), ind("cost", "印刷成本", "10万元-15万元"))),
    case("叠字不是写了两遍", form(ind("quality", "账目", "清清楚楚"), ind("timeliness", "供暖时间", "天天供应"))),
    case("投入管理不看", form(ind("management", "制度健全性", "健全健全"))),
)
