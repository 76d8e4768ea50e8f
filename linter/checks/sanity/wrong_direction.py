"""V403: the comparison runs against the sense of the indicator."""

from __future__ import annotations

import re
from functools import lru_cache

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import words_of
from linter.checks.pairs import Pair
from linter.checks.rate_names import bare_name
from linter.form.value import unit_kind
from linter.submission import Indicator
from linter.tables import table
from linter.wording import quoted, squeeze

_SENSE = table("value_sense")
_P = {f"{group}.{key}": re.compile(_SENSE[group][key]) for group, key in (
    ("avoided", "name"), ("avoided", "not"), ("avoided", "none_before"), ("avoided", "workload"),
    ("wanted", "name"), ("wanted", "not"), ("planned", "doing"), ("planned", "counted"), ("planned", "capped"), ("planned", "nameless"),
    ("not_cost", "name"), ("not_cost", "standard"), ("not_cost", "paid"), ("not_cost", "surely"),
    ("meant", "high"), ("meant", "low"), ("meant", "words"), ("meant", "dislike"),
)}
_CHANGE = re.compile("|".join(table("change_words")["change"]))
_COUNTS = ("count", "event", "length", "area", "volume", "mass")


class WrongDirection(IndicatorRule):
    """查什么：比较符号的方向与指标的意思相反。只查四种：成本金额用“≥”或“>”；投诉、事故、故障、逾期一类的次数或比率用“≥”；满意度、合格率、
    覆盖率用“≤”；计划要完成的数量用“≤”。名称说的是减少、处理、节约的，或者描述写明了方向的不算。

    为什么：方向反了，花得越多、故障越多反而算完成，年终自评的结论就是错的（参考审核表“指标科学性”）。

    怎么改：把符号反过来。例如“检测费用≥1200元/份”改为“≤1200元/份”，“校车事故起数≥1起”改为“≤1起”，“购置数量≤30台”改为“≥30台”。
    """

    code = "V403"
    name = "wrong-direction"
    title = "比较符号方向反了"
    severity = "warning"
    confidence = "medium"
    audit_item = "指标科学性"
    help = "请把比较符号反过来：越少越好的用“≤”，越多越好的用“≥”。"
    silent_under = ("C102", "V404", "V405")
    skip_categories = ("management",)

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        comparator = indicator.value.comparator
        if indicator.value.kind != "number" or comparator is None or comparator in ("=", "~"):
            return None
        rising = comparator in (">=", ">")
        why = (_too_high if rising else _too_low)(indicator, pair)
        if why is None or _meant_so(indicator, rising):
            return None
        right = "≤" if rising else "≥"
        return Fault(
            f"{quoted(pair.name)}{why}，指标值却写{quoted(words_of(indicator))}。",
            help=f"请核对比较符号，应为“{right}”。",
        )


def _too_high(indicator: Indicator, pair: Pair) -> str | None:
    """Why a lower bound is wrong for this indicator."""
    name, kind = bare_name(pair.name), unit_kind(indicator.value.unit)
    if kind in ("money", "price", "foreign"):
        return "是花费，应当控制在限额以内" if _is_cost(name, indicator.category, kind) else None
    if not is_avoided(name) or _CHANGE.search(words_of(indicator)):
        return None
    if kind not in ("rate", *_COUNTS, "time", None):
        return None
    if indicator.category == "quantity" and kind != "rate" and _P["avoided.workload"].search(name):
        return None
    return "越少越好"


@lru_cache(maxsize=4096)
def _is_cost(name: str, category: str, kind: str) -> bool:
    if _P["not_cost.name"].search(name) or _CHANGE.search(name):
        return False
    if _P["not_cost.surely"].search(name):
        return True
    if category != "cost" or _P["not_cost.standard"].search(name):
        return False
    return kind == "money" or not _P["not_cost.paid"].search(name)


@lru_cache(maxsize=4096)
def is_avoided(name: str) -> bool:
    """Whether a bare name counts what is to be avoided (设备故障率, 投诉次数), and not the work of dealing with it."""
    found = _P["avoided.name"].search(name)
    if not found or _P["avoided.not"].search(name):
        return False
    return not _P["avoided.none_before"].search(name[: found.start()])


def _too_low(indicator: Indicator, pair: Pair) -> str | None:
    """Why an upper bound is wrong for this indicator."""
    name, kind = bare_name(pair.name), unit_kind(indicator.value.unit)
    if kind in ("rate", "score", None) and _is_wanted(name, indicator.category):
        return "越高越好"
    if indicator.category == "quantity" and kind in _COUNTS and is_planned(name, pair.table.name):
        return "是计划要完成的数量"
    return None


@lru_cache(maxsize=4096)
def _is_wanted(name: str, category: str) -> bool:
    if _P["wanted.not"].search(name):
        return False
    return bool(_P["wanted.name"].search(name)) or (category == "satisfaction" and not name.endswith("率"))


@lru_cache(maxsize=4096)
def is_planned(name: str, project: str) -> bool:
    """Whether a bare name is a quantity to be reached: it says what is done, and it is counted.

    Where it is a mere 数量, the project's name says what is done.
    """
    if not _P["planned.counted"].search(name) or _P["planned.capped"].search(name):
        return False
    if _P["planned.doing"].search(name):
        return True
    project = squeeze(project)
    nameless = _P["planned.nameless"].search(name) and not _P["planned.capped"].search(project)
    return bool(nameless and _P["planned.doing"].search(project))


def _meant_so(indicator: Indicator, rising: bool) -> bool:
    """Whether the description, the basis or the value's own words say that the comparison is meant as it stands."""
    said = words_of(indicator)
    if not rising and (_P["meant.words"].search(said) or _P["meant.dislike"].search(said)):
        return True
    beside = squeeze(f"{indicator.description or ''} {indicator.basis or ''}")
    return bool(_P["meant.high" if rising else "meant.low"].search(beside))


WrongDirection.bad = (
    case("成本金额用“≥”", form(
        ind("cost", "水质检测费用", "≥1200元/份"), ind("cost", "图书采购成本", ">35万元"), name="农村饮水安全"), count=2),
    case("越少越好的用“≥”", form(
        ind("social", "校车责任事故起数", "≥1起"), ind("quality", "网络故障率", "≥2%"), ind("satisfaction", "患者投诉次数", "≥3次"),
        name="校车与校园网络"), count=3),
    case("满意度、合格率、覆盖率用“≤”", form(
        ind("satisfaction", "村民满意度", "≤95%"), ind("quality", "苗木检验合格率", "≤98%"), ind("social", "低保政策覆盖率", "<100%")),
        count=3),
    case("计划数量用“≤”", form(ind("quantity", "购置显微镜数量", "≤30台"), ind("quantity", "造林面积", "≤500亩"), name="林业有害生物监测"),
         count=2),
)
WrongDirection.good = (
    case("方向正确", form(
        ind("cost", "培训费用", "≤450元/人·天"), ind("quality", "设备故障率", "≤2%"), ind("satisfaction", "学员满意度", "≥95%"),
        ind("quantity", "培训人数", "≥300人"))),
    case("处理、减少、没有这些事", form(
        ind("quantity", "处理投诉件数", "≥500件"), ind("social", "交通事故下降率", "≥5%"), ind("quality", "无故障率", "≥99%"),
        ind("quantity", "投诉件数", "≥2000件"), name="12345热线运行")),
    case("节约的、收入的、有最低标准的", form(
        ind("cost", "采购资金节约额", "≥3万元"), ind("economic", "村集体收入", "≥10万元"), ind("cost", "生均公用经费标准", "≥720元/生"),
        ind("cost", "低保月人均补差水平", "≥420元/人·月"))),
    case("不合格率、投诉率越低越好", form(
        ind("quality", "抽检不合格率", "≤2%"), ind("satisfaction", "服务投诉率", "≤1%"), ind("ecological", "水葫芦覆盖率", "≤3%"))),
    case("本来就要限制的数量", form(
        ind("quantity", "举办会议次数", "≤4次"), ind("quantity", "公务接待人数", "≤200人"), ind("quantity", "设备维修次数", "≤3次"))),
    case("描述或指标值的文字写明了方向", form(
        ind("quantity", "更换灯具数量", "≤200盏", description="年更换数量不超过上年"), ind("quantity", "印刷份数", "不超过500份"))),
)
