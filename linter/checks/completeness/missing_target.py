"""C104: an indicator with a name and no target value, or a value and no name."""

from __future__ import annotations

import re
from typing import Literal

from linter.checks.base import CATEGORY_SAID, HALF_SAID, Fault, IndicatorRule
from linter.checks.cases import case, form, ind
from linter.checks.completeness.residue import is_form_label
from linter.checks.context import Context
from linter.checks.pairs import Pair
from linter.submission import Indicator
from linter.where import NOWHERE
from linter.wording import quoted

Cell = Literal["level3", "target"]


class MissingTarget(IndicatorRule):
    """查什么：三级指标有名称而没有指标值，或者有指标值而没有名称。表格预先印好而整行没有填的不算；
    从文本转存来的文件，另一半（实施期或年度）填有同一格的不算，因为那多半是转存时丢的。

    为什么：没有指标值就没有考核标准，没有名称就不知道考核什么，年终都无法自评（参考审核表“规范完整性”）。

    怎么改：补上缺的那一格。例如“义诊人次”后面补“≥3000人次”；“≥95%”前面补“接种率”。不设的指标整行删去。
    """

    code = "C104"
    name = "missing-target-value"
    title = "指标缺指标值或缺名称"
    severity = "error"
    audit_item = "规范完整性"
    help = "请补上指标值，例如“≥3000人次”；不设这条指标的，整行删去。"
    silent_under = ("C102",)
    skip_categories = ("management",)

    def fault(self, indicator: Indicator, pair: Pair, context: Context) -> Fault | None:
        lacking = self._lacking(indicator)
        if lacking is None or self._excused(indicator, pair, lacking):
            return None
        half = f"（{HALF_SAID[indicator.period]}）" if pair.table.two_halves and not _both_lack(pair, lacking) else ""
        if lacking == "target":
            name = indicator.level3 or ""
            return Fault(f"三级指标{quoted(name)}{half}没有填指标值。", evidence=name, part="level3")
        said, target = CATEGORY_SAID[indicator.category], indicator.target or ""
        return Fault(
            f"{said}下{half}有指标值{quoted(target)}，却没有三级指标名称。", evidence=target,
            help=f"请补上三级指标名称，写明{quoted(target)}考核的是什么。",
        )

    @staticmethod
    def _lacking(indicator: Indicator) -> Cell | None:
        named, valued = _filled(indicator.level3), _filled(indicator.target)
        if named and not valued:
            return None if is_form_label(indicator.level3 or "") else "target"  # the form's own words in an empty row
        return "level3" if valued and not named else None

    @staticmethod
    def _excused(indicator: Indicator, pair: Pair, lacking: Cell) -> bool:
        table = pair.table
        other = pair.annual if indicator is pair.total else pair.total
        if not table.spans_known and other is not None and _filled(getattr(other, lacking)):
            return True
        if other is not None and lacking == "target" and _one_name(indicator, other) and _filled(other.target):
            return True
        if table.two_halves and lacking == "target":  # a half nobody filled in (中期 of a one-year project)
            return not any(_filled(i.target) for i in table.indicators if i.period == indicator.period)
        return False


_NOTHING = re.compile(r"[\s\-—–―_/\\|.。…]*")


def _filled(text: str | None) -> bool:
    """Whether a cell holds anything; dashes and strokes stand for nothing. A lone sign is V405's."""
    return bool(text) and not _NOTHING.fullmatch(text or "")


def _one_name(one: Indicator, other: Indicator) -> bool:
    """Whether the form prints the name once for both halves: then a target in either half answers for it."""
    spot = one.spots.get("level3")
    return spot is not None and spot != NOWHERE and spot == other.spots.get("level3")


def _both_lack(pair: Pair, lacking: Cell) -> bool:
    return len(pair.halves) == 2 and not any(_filled(getattr(half, lacking)) for half in pair.halves)


MissingTarget.bad = (
    case("有名称没有指标值", form(ind("quantity", "新建垃圾收集点", None), ind("quality", "设施完好率", "≥95%"), name="乡村环境整治")),
    case("指标值只画了一道横线", form(ind("timeliness", "疫苗配送及时率", "—"), ind("quantity", "接种剂次", "≥2万剂次"))),
    case("有指标值没有名称", form(ind("quantity", "展览场次", "≥6场"), ind("cost", None, "≤20万元"), name="馆藏书画展")),
    case("表格完整的文件，年度一半缺指标值", form(
        ind("quantity", "巡河次数", "≥48次", annual=("巡河次数", None)), ind("quality", "问题整改率", "≥95%"), halves=True)),
)
MissingTarget.good = (
    case("文本转存的文件，另一半填有这一格", form(
        ind("quantity", "养老床位数", "≥120张", annual=("养老床位数", None)), ind("quality", "护理达标率", "≥95%"),
        halves=True, spans_known=False)),
    case("预先印好而没有填的投入管理行", form(ind("management", "资金到位率", None), ind("quantity", "实训人数", "≥300人"))),
    case("分类名称所在的空行", form(ind("ecological", "生态效益指标", None), ind("quantity", "播种面积", "≥5000亩"))),
    case("指标值写“无”是一个明确的标准", form(ind("quality", "重大食品安全事故", "无"), ind("quantity", "抽检批次", "≥800批次"))),
    case("一年期项目，实施期一半整列没有填", form(
        ind("quantity", "种子发放量", None, annual=("种子发放量", "≥20吨")), ind("quality", "发芽率", None, annual=("发芽率", "≥90%")),
        halves=True)),
)
