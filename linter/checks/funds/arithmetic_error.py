"""F508: a calculation written out in a text field is wrong."""

from __future__ import annotations

from decimal import Decimal

from linter.checks.base import FIELD_SAID, Fault, FieldRule
from linter.checks.calculations import calculations_in
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.submission import TargetTable, Text
from linter.wording import quoted


class WrongArithmetic(FieldRule):
    """查什么：文字里写出的算式算错了。只看两边都是数的算式，万元与元、百分数会换算，结果允许四舍五入，“约”允许10%。

    为什么：算式是资金测算的依据，算错了预算数就没有依据（参考审核表“资金匹配性”）。

    怎么改：重新计算后改正。例如“600元/月×5人×12月=36000元”。
    """

    code = "F508"
    name = "arithmetic-error"
    title = "算式算错"
    severity = "error"
    audit_item = "资金匹配性"
    help = "请重新计算后改正算式，并核对预算数，例如“600元/月×5人×12月=36000元”。"

    def fault(self, table: TargetTable, key: str, text: Text, context: Context) -> Fault | None:
        wrong = [calculation for calculation in calculations_in(text.value) if calculation.wrong]
        if not wrong:
            return None
        first = wrong[0]
        more = f"另有{len(wrong) - 1}处算式也不对。" if len(wrong) > 1 else ""
        return Fault(
            f"“{FIELD_SAID[key]}”里的算式{quoted(first.printed, 60)}不对，左边应得{_said(first.right)}{first.unit}。{more}", evidence=first.printed,
        )


def _said(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.0001')):,}".rstrip("0").rstrip(".")


WrongArithmetic.bad = (
    case("乘错了", form(name="孤儿基本生活费", texts={"overview": "散居孤儿8人，1100元/月×8人×12个月=106500元。"})),
    case("元与万元换算错了", form(name="测土配方施肥", texts={"basis": "2000亩×150元/亩=3万元。"})),
    case("加错了", form(name="文物安防", texts={"plan": "监控设备12万元+报警系统5.5万元=18.5万元，分两批采购。"})),
)
WrongArithmetic.good = (
    case("算对了", form(name="孤儿基本生活费", texts={"overview": "散居孤儿8人，1100元/月*8人*12月=105600元。"})),
    case("换算和四舍五入", form(name="防汛物资", texts={
        "overview": "编织袋3万条×1.15元/条=3.45万元；雨衣333件×3元=0.1万元；运费1200元×85%=1020元。"})),
    case("按月的标准，省略了12个月", form(name="村医补助", texts={"overview": "每人500元/月×20人=12万元。"})),
    case("不是纯数字的算式", form(name="水价补贴", texts={"basis": "补贴额=用水量×单价，单价×3×4=60元。", "plan": "每日3-5人×2=10人次。"})),
    case("先算括号里的", form(name="教研活动", texts={"overview": "（20人×3天+5人）×100元=6500元。"})),
)
