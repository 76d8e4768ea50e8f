"""S602: a one-year project whose indicator has different targets in the two halves of the form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linter.checks.base import NotChecked, TableRule
from linter.checks.boilerplate.annual_copies_total import project_months
from linter.checks.cases import case, form, ind
from linter.checks.context import Context, similar
from linter.checks.pairs import Pair
from linter.finding import Finding
from linter.form.value import money_of, unit_kind
from linter.submission import Indicator, Target, TargetTable
from linter.wording import normal, quoted

_FIGURES = ("number", "range")


class HalvesDiffer(TableRule):
    """查什么：一年就结束的项目，同一个指标在实施期目标和年度目标里的值不同，例如“≥600人”和“≥500人”。写法不同、数值相同的
    （71万元和710000元）不算；项目期超过一年的，两半本来应当不同，不查。

    为什么：只做一年的项目，实施期就是本年度，同一个指标只能有一个值，不一致时年终不知道按哪个打分（参考审核表“绩效合理性”）。

    怎么改：改成同一个值；项目实际跨年度的，把项目期改正。例如两半都写“≥600人”。
    """

    code = "S602"
    name = "total-annual-mismatch"
    title = "一年期项目两半的指标值不同"
    severity = "warning"
    audit_item = "绩效合理性"
    help = "请把实施期和年度两半改成同一个值；项目实际跨年度的，请改正项目期。"
    silent_under = ("C102", "V405")

    def check(self, table: TargetTable, context: Context) -> Iterator[Finding]:
        if not table.two_halves:
            return
        differing = [pair for pair in context.pairs(table) if pair.category != "management" and _differs(pair)]
        if not differing:
            return
        duration = project_months(table)
        if duration is None:
            raise NotChecked("表中没有写明项目期，不知道是不是一年期项目")
        if duration[0] > 12:
            return
        for pair in differing:
            total, annual = pair.halves
            yield self.found(
                pair.locus(),
                f"项目期为{quoted(duration[1])}，{quoted(pair.name)}的实施期值{quoted(total.target or '')}"
                f"与年度值{quoted(annual.target or '')}却不相同。",
                table=table, evidence=f"{total.target} ≠ {annual.target}",
            )


def _differs(pair: Pair) -> bool:
    total, annual = pair.total, pair.annual
    if not (total and annual and total.target and annual.target and total.level3 and annual.level3):
        return False
    return _same_name(total, annual) and not _same_value(total, annual)


def _same_name(total: Indicator, annual: Indicator) -> bool:
    """Whether both halves name the same indicator; a name may be cut off by the source, or doubled."""
    one, other = normal(total.level3 or ""), normal(annual.level3 or "")
    return similar(one, other) or (min(len(one), len(other)) >= 3 and (one in other or other in one))


def _same_value(total: Indicator, annual: Indicator) -> bool:
    one, other = total.value, annual.value
    texts = normal(total.target or ""), normal(annual.target or "")
    if one.kind in _FIGURES and other.kind in _FIGURES:
        return _same_figures(one, other)
    if "empty" in (one.kind, other.kind):
        return True
    # a text that goes on where the other one is cut off is no other value
    return similar(*texts) or texts[0].startswith(texts[1]) or texts[1].startswith(texts[0])


def _same_figures(one: Target, other: Target) -> bool:
    sides = {target.comparator for target in (one, other) if target.comparator}
    if len(sides - {"="}) > 1 and not sides <= {">=", ">"} and not sides <= {"<=", "<"}:
        return False
    amounts = money_of(one), money_of(other)
    if amounts[0] and amounts[1]:
        return amounts[0].yuan == amounts[1].yuan
    if one.unit and other.unit and one.unit != other.unit:
        if unit_kind(one.unit) != unit_kind(other.unit):
            return False
        if one.number != other.number:
            return _scaled(one) == _scaled(other)
    return (one.number, one.upper) == (other.number, other.upper)


# Units that are others of their kind ten, a hundred … times over; what is not here is compared as printed.
_IN = {"公里": Decimal(1000), "千米": Decimal(1000), "km": Decimal(1000), "吨": Decimal(1000), "公顷": Decimal(15)}


def _scaled(target: Target) -> Decimal | None:
    return None if target.number is None else target.number * _IN.get(target.unit or "", Decimal(1))


HalvesDiffer.bad = (
    case("人数不同", form(
        ind("quantity", "培训村医人数", "≥600人", annual=("培训村医人数", "≥500人")), halves=True, period="1年", name="村医轮训")),
    case("满意度和做法都不同", form(
        ind("satisfaction", "家长满意度", "≥96%", annual=("家长满意度", "≥90%")),
        ind("timeliness", "营养餐配送", "每日11时前送达", annual=("营养餐配送", "每周配送两次")),
        halves=True, attribute="一次性项目（1年结束）", name="学生营养改善"), count=2),
    case("比较的方向不同", form(
        ind("ecological", "灌溉用水量", "≤80万立方米", annual=("灌溉用水量", "≥80万立方米")), halves=True,
        start="2024-01-01", end="2024-12-31", name="高效节水灌溉")),
)
HalvesDiffer.good = (
    case("三年期项目，两半本来不同", form(
        ind("quantity", "造林面积", "≥9000亩", annual=("造林面积", "≥3000亩")), halves=True, period="3年", name="防护林建设")),
    case("写法不同，数值相同", form(
        ind("cost", "演出成本", "≤71万元", annual=("演出成本", "≤710000元")), ind("quantity", "改造渠道", "≥5公里", annual=("改造渠道", "≥5000米")),
        ind("quality", "验收合格率", "=100%", annual=("验收合格率", "100.0%")), halves=True, period="1年", name="送戏下乡")),
    case("来源把文字截断了", form(
        ind("quality", "课题成果", "通过专家组评审并结题", annual=("课题成果", "通过专家组评")), halves=True, period="1年", name="教研课题")),
    case("两半写的不是同一个指标", form(
        ind("social", "受益牧户数", "≥300户", annual=("草场载畜量", "≤2万头")), halves=True, period="1年", name="草原生态保护")),
)
