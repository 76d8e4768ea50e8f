"""C102: template residue left in a cell."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.base import PART_SAID, TableRule, field_locus, said
from linter.checks.cases import case, form, ind
from linter.checks.completeness.residue import Part, Residue, is_form_label, residue
from linter.checks.context import Context
from linter.checks.pairs import Pair
from linter.finding import Finding
from linter.submission import TEXT_KEYS, Indicator, TargetTable
from linter.wording import quoted

_PARTS: tuple[Part, ...] = ("level3", "target", "unit", "description", "basis")
_PART_SAID = {**PART_SAID, "unit": "计量单位"}


class PlaceholderText(TableRule):
    """查什么：格子里还留着模板的示意文字：“XX月XX日”“×××”“≤**天”“XX万元”“____”“请填写……”“待定”“例如：……”、
    计量单位选项“平方米、公里等”；或者把表格自带的分类名称（如“服务对象满意度指标”）当作三级指标名称。和真实内容连在一起的也算。

    为什么：示意文字说明这一格没有真正填写，年终无法据此自评，审核时按未填写处理（参考审核表“规范完整性”）。

    怎么改：删去示意文字，填上本项目的实际内容。例如把“XX月XX日前”改为“2024年10月31日前”，把“≥500平方米、公里等”改为“≥500平方米”。
    """

    code = "C102"
    name = "placeholder-text"
    title = "留有模板示意文字"
    severity = "error"
    audit_item = "规范完整性"
    help = "请删去模板的示意文字，改填本项目的实际内容，例如“XX月XX日前”改为“2024年10月31日前”。"

    options = {"also": (), "accepted": ()}
    options_said = {"also": "另外算作示意文字的词：格子里有它就报", "accepted": "不算示意文字的写法：与认出的示意文字或它的名称相同就不报"}

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        texts = [(key, table.text(key)) for key in TEXT_KEYS if key != "remarks"]
        texts.insert(0, ("project_name", table.name))
        for key, text in texts:
            left = self._left(text, "text")
            if left:
                yield self.found(
                    field_locus(table, key), f"“{said(table, key)}”里还留着模板的示意文字{quoted(left.found)}。",
                    table=table, evidence=text,
                )
        pairs = context.pairs(table)
        labels = _label_named(pairs)
        for pair in pairs:
            finding = self._on_pair(table, pair, label_counts=pair in labels)
            if finding:
                yield finding

    def _on_pair(self, table: TargetTable, pair: Pair, *, label_counts: bool) -> Finding | None:
        found_in = [(half, left) for half in pair.halves if (left := self._residue_in(half))]
        if found_in:
            faulty = [half for half, _ in found_in]
            part, found, said, text = found_in[0][1]
            of = f"指标{quoted(pair.name)}的" if pair.name and part != "level3" else ""
            what = said if said == "计量单位选项" else "示意文字"
            message = f"{of}{_PART_SAID[part]}{quoted(text)}里还留着模板的{what}{quoted(found)}。"
            return self.found(pair.locus(faulty, part), message, table=table, help=_HELP.get(said), evidence=text)
        if label_counts:
            message = f"三级指标写的是表格自带的分类名称{quoted(pair.name)}，没有写出具体考核什么。"
            return self.found(pair.locus(part="level3"), message, table=table, help=_LABEL_HELP, evidence=pair.name)
        return None

    def _residue_in(self, half: Indicator) -> tuple[Part, str, str, str] | None:
        """(part, residue, its name, whole text) of the first cell at fault."""
        for part in _PARTS:
            text = getattr(half, part)
            left = self._left(text, part)
            if left:
                return part, left.found, left.said, text
        return None

    def _left(self, text: str | None, part: Part) -> Residue | None:
        if not text:
            return None
        left = residue(text, part)
        if left and {left.found, left.said}.isdisjoint(self.chosen["accepted"]):
            return left
        also = next((word for word in self.chosen["also"] if word in text), None)
        return Residue(also, "示意文字") if also else None


def _label_named(pairs: tuple[Pair, ...]) -> list[Pair]:
    """Pairs named by a category label. Where every row is named so, the form has no third level: none."""
    named = [pair for pair in pairs if pair.name]
    labels = [pair for pair in named if is_form_label(pair.name)]
    return labels if len(labels) < len(named) or len(labels) == 1 else []


_LABEL_HELP = "请写出具体的指标名称，例如把“服务对象满意度指标”改为“参训学员满意度”，把“数量指标”改为“培训人数”。"
_HELP = {
    "计量单位选项": "请只留本项目所用的一个计量单位，例如把“≥500平方米、公里等”改为“≥500平方米”。",
    "星号": "请把星号换成实际的数，例如把“≤**天”改为“≤5天”。",
    "“待定”": "请填上确定的内容；确实定不下来的，写明预计的数或时间，例如“2024年9月30日前”。",
}

PlaceholderText.bad = (
    case("财政部门另外算作示意文字的", form(ind("quantity", "巡查次数", "按实际填"), name="河道巡查"), options={"also": ("按实际填",)}),
    case("日期照抄模板", form(ind("timeliness", "验收时间", "XX月XX日前"), name="村卫生室改造")),
    case("天数照抄模板，连在名称后面", form(ind("timeliness", "故障排除天数（≤**天）", "≤2天"), name="供水管网抢修")),
    case("计量单位选项没有删", form(
        ind("quantity", "渠道衬砌量", "≥800米、立方米等"), ind("cost", "单位造价", "≤300元/米（万元/座等）"), name="灌渠节水改造"),
        count=2),
    case("把分类名称当作指标名称", form(
        ind("quantity", "借阅册次", "≥2万册次"), ind("satisfaction", "服务对象满意度指标", "≥90%"))),
    case("正文里留有空白和示例", form(
        name="中小学体育器材", texts={"plan": "____月完成招标，××月完成配送。", "annual_goal": "例如：为中小学配备器材。"}), count=2),
)
PlaceholderText.good = (
    case("财政部门认可的写法", form(ind("quantity", "巡查次数", "待定"), name="河道巡查"), options={"accepted": ("待定",)}),
    case("设备型号和名称里的X", form(
        ind("quantity", "X光机数量", "≥2台"), ind("quantity", "PLUSX型采样器", "5×8米展板2块"), name="GXX12型监测站建设")),
    case("“例如”“等待定级”在普通句子里", form(
        name="职业技能培训", texts={"overview": "面向重点群体，例如返乡农民工，开展培训；等待定级的学员优先。", "basis": "建设典型示例工程的意见"})),
    case("一个单位，或正常的列举", form(
        ind("quantity", "维修宿舍、食堂等面积", "≥500平方米"), ind("cost", "人均成本", "≤200元/人·天"), name="学校维修")),
    case("加粗和掩去的号码不是星号占位", form(name="遗属慰问", texts={"overview": "**重点对象**为退休职工遗属，联系电话138****5566。"})),
    case("满意度的常见名称", form(ind("quantity", "义诊场次", "≥12场"), ind("satisfaction", "服务对象满意度", "≥90%"))),
)
