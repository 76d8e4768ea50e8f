"""S609: a threshold stated in the description or basis of an indicator differs from its target."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from linter.checks.base import PART_SAID, Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.measurability.criteria import words_of
from linter.checks.pairs import Pair
from linter.form.numerals import ARABIC, arabic, folded
from linter.form.value import is_rate_unit
from linter.form.value_units import unit_end
from linter.form.value_words import AFTER, BEFORE, SYMBOLS, one_of
from linter.submission import Comparator, Indicator
from linter.tables import table
from linter.wording import quoted

_BEFORE: dict[str, Comparator] = {word: op for word, op in {**SYMBOLS, **BEFORE}.items() if op in (">=", ">", "<=", "<")}
_AFTER: dict[str, Comparator] = {word: op for word, op in AFTER.items() if op in (">=", "<=")}
_THRESHOLD = re.compile(
    rf"(?P<before>{one_of(_BEFORE)})?(?:达到|达|约)?(?<![\d.×*/÷=])(?P<hundred>百分之)?(?P<number>{ARABIC})"
)
_SUFFIX = re.compile(one_of(_AFTER))
_CLAUSE = re.compile(r"[,;。!?、\n]")
_QUALIFIES = re.compile("的(?!标准|要求|目标|水平|指标|规定|比率|比例|$)")
_YEARS = range(1990, 2100)
_UPPER, _LOWER = ("<=", "<"), (">=", ">")


class DescriptionConflict(IndicatorRule):
    """查什么：表里有“绩效指标描述”“指标值确定依据”等栏目，其中写明的界限与指标值不同，例如指标值“≥99%”，依据写“大于95%”。
    单位相同、方向相同才比较；上年的数、评分标准里的分档、“每次”“其中”一类局部的数不算。

    为什么：同一个指标有两个界限，年终不知道按哪个打分（参考审核表“指标科学性”）。

    怎么改：核定一个数，两处写成一致。例如依据改为“市卫健委要求不低于99%”，或者指标值改为“≥95%”。
    """

    code = "S609"
    name = "description-target-conflict"
    title = "描述或依据里的界限与指标值不同"
    severity = "warning"
    confidence = "medium"
    audit_item = "指标科学性"
    help = "请核定一个数，使指标值与描述、依据写成一致。"
    silent_under = ("C102", "V405")

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        value = indicator.value
        if value.kind != "number" or value.number is None or not value.unit:
            return None
        for part, text in (("description", indicator.description), ("basis", indicator.basis)):
            stated = [t for t in thresholds_in(text) if _same_unit(t.unit, value.unit)] if text else []
            if not stated or any(t.number == value.number for t in stated):
                continue
            contrary = next((t for t in stated if _conflicts(t, value.comparator, value.number)), None)
            if contrary:
                return Fault(
                    f"{quoted(pair.name)}的值是{quoted(words_of(indicator))}，{PART_SAID[part]}里却写“{contrary.printed}”。",
                    evidence=text or "", part=part,
                )
        return None


class Threshold(NamedTuple):
    """A limit stated in running text: 大于95% → `printed`, `>`, 95, `%`."""

    printed: str
    comparator: Comparator
    number: Decimal
    unit: str


@lru_cache(maxsize=4096)
def thresholds_in(text: str) -> tuple[Threshold, ...]:
    """The limits with a comparator and a unit that a description states for the whole of what it describes."""
    plain = folded(text)
    if not any(sign.isdigit() for sign in plain) or _elsewhere().search(plain):
        return ()
    found = []
    for clause in _CLAUSE.split(text):
        clause = folded(clause)
        for match in _THRESHOLD.finditer(clause):
            end = match.end() if match["hundred"] else unit_end(clause, match.end())
            unit = "%" if match["hundred"] else clause[match.end() : end]
            behind = _SUFFIX.match(clause, end)
            word = match["before"] or (behind[0] if behind else "")
            comparator = _BEFORE.get(word) or _AFTER.get(word)
            last = behind.end() if behind else end
            number = arabic(match["number"])
            if not unit or not comparator or _QUALIFIES.match(clause, last) or (unit == "年" and number in _YEARS):
                continue  # 50人以上的学校 says which schools, 不低于2023年 what to compare with
            found.append(Threshold(clause[match.start() : last], comparator, number, unit))
    return tuple(found)


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(table("value_sense")["thresholds"]["not"])


def _same_unit(one: str, other: str) -> bool:
    return one == other or (is_rate_unit(one) and is_rate_unit(other) and {one, other} <= {"%", "百分比"})


def _conflicts(stated: Threshold, comparator: Comparator | None, number: Decimal) -> bool:
    """Whether the target says otherwise: another limit in the same direction, or a figure that the limit shuts out."""
    lower = stated.comparator in _LOWER
    if comparator in (_LOWER if lower else _UPPER):
        return True
    return comparator in (None, "=") and (number < stated.number if lower else number > stated.number)


DescriptionConflict.bad = (
    case("指标值与依据的界限不同", form(
        ind("quality", "疫苗冷链合格率", "≥99%", basis="按规范要求，冷链设备合格率大于95%"), name="疫苗冷链维护")),
    case("描述里的天数不同", form(
        ind("timeliness", "漏水抢修时限", "≤3天", description="接到报修后5天以内修复"),
        ind("quantity", "送戏场次", "≥60场", basis="县文化馆年度计划不少于80场"), name="供水抢修与送戏下乡"), count=2),
    case("等于一个数，却低于依据的下限", form(
        ind("social", "义务教育巩固率", "93%", basis="达到省定不低于百分之95的标准"), name="控辍保学")),
)
DescriptionConflict.good = (
    case("界限一致", form(
        ind("quality", "疫苗冷链合格率", "≥95%", basis="冷链设备合格率大于95%"),
        ind("timeliness", "漏水抢修时限", "≤24小时", description="接报后24小时以内修复"))),
    case("算式、上年的数、评分的分档", form(
        ind("quality", "检测准确率", "≥98%", description="准确份数/检测份数×100%"),
        ind("social", "毕业生就业率", "≥92%", basis="上年实际完成大于90%"),
        ind("satisfaction", "家长满意度", "≥95%", basis="≥90%得满分，80%以上得5分"))),
    case("单位不同，说的是别的事", form(
        ind("quantity", "免费体检人数", "≥3000人", description="65岁以上老年人免费体检人数"),
        ind("quantity", "培训场次", "≥12场", description="每场培训不少于50人"), name="老年人健康管理")),
    case("指标值比标准更严", form(ind("quality", "管网水质合格率", "100%", basis="国家标准要求不低于95%"), name="城乡供水")),
)
