"""S608: the same level-3 name twice in one half of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.checks.base import CATEGORY_SAID, TableRule
from linter.checks.cases import case, form, ind
from linter.checks.completeness.residue import is_form_label
from linter.checks.context import Context
from linter.checks.pairs import Pair
from linter.finding import Finding
from linter.submission import TargetTable
from linter.wording import normal, quoted

_NUMBERED = re.compile(r"^\s*指标\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[:：、.．]")


class DuplicateIndicator(TableRule):
    """查什么：同一张表的同一半里，一个三级指标名称出现了两次以上。实施期和年度两半各有一次是正常的；只差几个字的名称不算。

    为什么：重名的指标，要么是重复填报、重复计分，要么是没有写清各自考核什么，年终自评时无法对应（参考审核表“指标科学性”）。

    怎么改：重复的删去一个；考核不同对象的，在名称里写出区别。例如两个“购置数量”改为“购置课桌数量”和“购置床铺数量”。
    """

    code = "S608"
    name = "duplicate-indicator"
    title = "三级指标重名"
    severity = "warning"
    audit_item = "指标科学性"
    help = "请删去重复的一个；考核不同对象的，请在名称里写出区别，例如“购置课桌数量”和“购置床铺数量”。"

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        named: dict[str, list[Pair]] = {}
        for pair in context.pairs(table):
            named.setdefault(_told_by(pair.name), []).append(pair)
        for name, pairs in named.items():
            alike = _in_one_half(pairs) if name and len(pairs) > 1 else []
            if alike and not is_form_label(alike[0].name):
                first = alike[0]
                rows = "、".join(f"{CATEGORY_SAID[pair.category]}{quoted(pair.first.target or '未填')}" for pair in alike)
                yield self.found(
                    first.locus(part="level3"), f"三级指标{quoted(first.name)}出现了{len(alike)}次：{rows}。", table=table,
                    related=[pair.locus(part="level3") for pair in alike[1:]], evidence=first.name,
                )


@lru_cache(maxsize=8192)
def _told_by(name: str) -> str:
    """What tells indicators apart: the name without the 指标1： that many forms print before it."""
    return normal(_NUMBERED.sub("", name))


def _in_one_half(pairs: list[Pair]) -> list[Pair]:
    """Those of equally named rows that stand in one half of the form; none, where each half has one."""
    for period in ("total", "annual"):
        there = [pair for pair in pairs if any(half.period == period and half.level3 for half in pair.halves)]
        if len(there) > 1:
            return there
    return []


DuplicateIndicator.bad = (
    case("同一类别里重名", form(
        ind("quantity", "购置数量", "≥200套"), ind("quantity", "购置数量", "≥50张"), name="寄宿制学校设备")),
    case("不同类别里重名", form(
        ind("quantity", "任务完成率", "100%"), ind("quality", "病虫害防治率", "≥90%"), ind("timeliness", "任务完成率", "100%"), name="农作物病虫害防治")),
    case("两半都重名，一处报齐；只差序号和标点", form(
        ind("social", "居民健康知识知晓率", "≥80%"), ind("social", "1.居民健康知识知晓率：", "≥85%"), halves=True, name="健康教育")),
    case("三个同名", form(*(ind("cost", "成本控制数", f"≤{n}万元") for n in (5, 8, 12)), name="水文站运行")),
)
DuplicateIndicator.good = (
    case("两半各有一次", form(ind("quantity", "播种面积", "≥900亩", annual=("播种面积", "≥300亩")), halves=True, name="良种繁育")),
    case("名称只差几个字", form(
        ind("quantity", "农村小学教师培训人数", "≥300人"), ind("quantity", "农村中学教师培训人数", "≥200人"),
        ind("timeliness", "一期工程完工时间", "2024年6月底前"), ind("timeliness", "二期工程完工时间", "2024年9月底前"))),
    case("括号里写出了区别", form(
        ind("quantity", "购置数量（检验仪器）", "≥3台"), ind("quantity", "购置数量（防护服）", "≥200套"), name="疾控物资储备")),
    case("表没有三级指标，名称是类别", form(
        ind("quantity", "数量指标", "≥30场"), ind("quantity", "数量指标", "≥5个"), name="广场文化活动")),
)
