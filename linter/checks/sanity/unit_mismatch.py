"""V404: the name asks for one kind of value and the unit is of another."""

from __future__ import annotations

import re
from functools import lru_cache

from linter.checks.base import Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import has_number, words_of
from linter.checks.pairs import Pair
from linter.checks.rate_names import bare_name, is_rate_name
from linter.form.value import unit_kind
from linter.submission import Indicator
from linter.tables import table
from linter.wording import quoted

_NAMED = {key: re.compile(pattern) for key, pattern in table("value_sense")["named"].items()}
_CHANGE = re.compile("|".join(table("change_words")["change"]))
_RATIO_NAME = re.compile(table("value_sense")["bounded"]["turnover"])
_BEHIND_UNIT = re.compile(r"(?:及?以[上下内]|之[上内下]|内|左右|\(.*\)|[。;,、])+$")
_NOT_AREA = ("count", "time", "money", "mass", "score", "event")
_PER = re.compile(r"/|每|:")  # so many per ten thousand: a rate in its own way
_PERSONS = ("人", "名", "位")


class UnitMismatch(IndicatorRule):
    """查什么：指标名称和计量单位不是一类：“……率”的单位不是百分数（“及时率≤5天”“合格率≥10件”），“……人数”的单位是“个”，“……次数”的单位
    是“人”，“……成本”“……数量”“……面积”写成百分数，或者单位根本不是单位（“≤2丢包率”）。降低、增长多少用百分数的不算，人次、条等
    计数单位之间不作比较，“……度”不作比较。

    为什么：名称和单位对不上，就不知道考核的是比率还是数量，年终取不到对应的数（参考审核表“指标科学性”）。

    怎么改：改单位或者改名称，使两者一致。例如“报销及时率≤5天”改为“报销时限≤5天”或“报销及时率≥98%”。
    """

    code = "V404"
    name = "unit-mismatch"
    title = "指标名称与计量单位不一致"
    severity = "warning"
    audit_item = "指标科学性"
    help = "请改单位或者改名称，使两者一致，例如“报销及时率≤5天”改为“报销时限≤5天”或“报销及时率≥98%”。"
    silent_under = ("C102",)
    skip_categories = ("management",)

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        value = indicator.value
        said = words_of(indicator)
        name = bare_name(pair.name)
        if _is_rate(name) and (value.kind == "date" or (value.kind == "period" and has_number(indicator))):
            return Fault(f"{quoted(pair.name)}应当是一个百分数，指标值却是时间{quoted(said)}。", help=_help(name))
        unit = value.unit
        if value.kind not in ("number", "range") or not unit or not _BEHIND_UNIT.sub("", said).endswith(unit):
            return None
        if _is_rate(name) and _PER.search(said):
            return None
        why = _mismatch(name, unit)
        if why is None or (unit_kind(unit) == "rate" and _CHANGE.search(said)):
            return None
        return Fault(f"{quoted(pair.name)}{why}，指标值{quoted(said)}的单位却是“{unit}”。", help=_help(name))


@lru_cache(maxsize=8192)
def _mismatch(name: str, unit: str) -> str | None:
    """What the name asks for, where the unit is of another kind."""
    kind = unit_kind(unit)
    if _is_rate(name):
        return None if kind in ("rate", "ratio") else "应当是一个百分数"
    if _NAMED["people"].search(name) and unit == "个":
        return "应当以人计"
    if _NAMED["times"].search(name) and unit in _PERSONS:
        return "应当以次计"
    if kind == "rate":
        amount = _NAMED["amount"].search(name) and not _NAMED["share"].search(name) and not _CHANGE.search(name)
        return f"应当是{'金额' if name.endswith('成本') else '绝对数'}" if amount else None
    if _NAMED["area"].search(name) and kind in _NOT_AREA:
        return "应当以面积单位计"
    if kind is None and _NAMED["no_unit"].search(unit):
        return "应当写计量单位"
    return None


@lru_cache(maxsize=8192)
def _is_rate(name: str) -> bool:
    return name.endswith("率") and is_rate_name(name) and not _RATIO_NAME.search(name)


def _help(name: str) -> str:
    if _is_rate(name):
        return f"请把值改为百分数，例如“≥95%”；要考核的其实是时间或数量的，请改名称，不叫“{name[-3:]}”。"
    if name.endswith("成本"):
        return "请写金额，例如“≤45万元”；要考核的其实是比率的，请把名称改为“成本控制率”一类。"
    return UnitMismatch.help


UnitMismatch.bad = (
    case("率的单位是天、件、起", form(
        ind("timeliness", "校服配送及时率", "≤5天"), ind("quality", "病历抽查合格率", "≥200份"), ind("social", "溺水事故率", "0起"),
        ind("timeliness", "救助金发放率", "2024年12月31日前"), name="学生资助与防溺水"), count=4),
    case("人数以个计，次数以人计", form(
        ind("quantity", "受资助学生人数", "300个"), ind("quantity", "义诊次数", "≥60人"), name="乡村医生巡回医疗"), count=2),
    case("成本、数量、面积写成百分数", form(
        ind("cost", "渠道衬砌成本", "≤95%"), ind("quantity", "育苗数量", "≥90%"), ind("quantity", "绿化面积", "100%"), name="灌渠绿化"), count=3),
    case("单位不是单位", form(ind("quality", "视频传输质量", "≤3误码率"), name="远程教育网络")),
)
UnitMismatch.good = (
    case("单位与名称一致", form(
        ind("timeliness", "报销时限", "≤5天"), ind("quality", "病历合格率", "≥98%"), ind("quantity", "受资助学生人数", "300名"),
        ind("social", "孕产妇死亡率", "≤12/10万"), ind("social", "溺亡率", "≤0.5人/万人"))),
    case("计数单位之间不比较，度不比较", form(
        ind("quantity", "巡回演出次数", "≥60场"), ind("quantity", "服务次数", "≥500人次"), ind("quantity", "图书数量", "≥3000条"),
        ind("sustainability", "设备可用度", "≥5年"), name="文化下乡")),
    case("降低、增长多少用百分数", form(
        ind("economic", "降低物流成本", "≥5%"), ind("cost", "采购成本", "较上年降低3%"), ind("quantity", "培训人数增长", "≥10%"))),
    case("效率、频率、周转率不是百分数", form(
        ind("timeliness", "巡检频率", "2次"), ind("social", "床位周转率", "≥30次"), ind("quality", "发射功率", "≥50瓦"))),
    case("全覆盖的个数写在话里", form(ind("social", "通客车覆盖率", "全县96个行政村全覆盖"), name="农村客运")),
)
