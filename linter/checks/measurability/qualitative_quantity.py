"""M303: a quantity or cost indicator whose target has no number."""

from __future__ import annotations

from linter.checks.base import CATEGORY_SAID, Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import declared_qualitative, example_for, has_number, words_of
from linter.checks.pairs import Pair
from linter.submission import Indicator
from linter.tables import table
from linter.wording import quoted


class QualitativeQuantity(IndicatorRule):
    """查什么：数量指标、成本指标的指标值里没有数，例如“若干”“按标准”“控制在预算内”。

    为什么：数量和成本必须能够计量，写不出数说明任务或费用没有测算，资金也就没有依据（参考财预〔2015〕88号，审核表“指标科学性”）。

    怎么改：写出数和计量单位。例如“若干场”改为“≥12场”，“按标准发放”改为“≤600元/人·月”。
    """

    code = "M303"
    name = "qualitative-quantity"
    title = "数量、成本指标没有数"
    severity = "error"
    audit_item = "指标科学性"
    help = "请写出数和计量单位，例如“≥12场”。"
    silent_under = ("C102", "V405", "M305")

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        if indicator.category not in ("quantity", "cost") or not lacks_number(indicator):
            return None
        return Fault(
            f"{CATEGORY_SAID[indicator.category]}{quoted(pair.name)}的值{quoted(words_of(indicator))}里没有数。",
            help=f"请写出数和计量单位，例如{example_for(indicator.category)}。",
        )


def lacks_number(indicator: Indicator) -> bool:
    """Whether a filled target is words only, and not on a scale that the form's sign column declares."""
    if _uncounted(indicator):
        return True
    return indicator.value.kind == "qualitative" and not has_number(indicator) and not declared_qualitative(indicator)


def _uncounted(indicator: Indicator) -> bool:
    """Whether the value is 一批 of something, and the name does not ask for batches."""
    data = table("vague_words")["uncounted"]
    return words_of(indicator) in data["words"] and data["unless"] not in (indicator.level3 or "")


QualitativeQuantity.bad = (
    case("“一批”不是数", form(ind("quantity", "购置办公设备", "一批"), name="乡镇办公设备购置")),
    case("数量写成文字", form(ind("quantity", "举办展览场次", "若干场"), name="乡镇文化站免费开放")),
    case("成本写“控制在预算内”", form(ind("cost", "食材采购成本", "控制在预算内"), ind("cost", "配送费", "按合同执行"), name="学生营养餐"),
         count=2),
    case("数量写成结果", form(ind("quantity", "河道清淤", "全部完成"), name="小流域治理")),
)
QualitativeQuantity.good = (
    case("有数", form(ind("quantity", "村级医疗点", "覆盖全县96个行政村"), ind("cost", "接种成本", "≤35元/剂"), name="村卫生室运行")),
    case("本来就按批计", form(ind("quantity", "采购批次", "一批"), name="应急物资储备")),
    case("零、无就是0", form(ind("quantity", "重大动物疫情", "零发生"), ind("quantity", "漏报病例", "无漏报"), name="动物防疫")),
    case("中文数字", form(ind("quantity", "播种面积", "三千亩"), ind("quantity", "良种覆盖", "九成以上"), name="优质稻示范")),
    case("指标性质填“定性”，值在等级里", form(ind("cost", "能耗控制情况", "较低", sign="定性"), name="场馆节能运行")),
    case("其他类别由M301负责", form(ind("quality", "讲解质量", "良好"))),
)
