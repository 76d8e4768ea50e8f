"""A parsed document → parts (`tests/layouts.py`) that say the same: what was read of a document, printed anew.

Labels are the ones the messages of the rules use, so that a finding reads the same on either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from linter.checks.base import FIELD_SAID
from linter.submission import TEXT_KEYS, Amounts, BudgetLine, Claim, Contact, Indicator, Money, Submission, TargetTable
from tests.layouts import Cell, Part, Rows, in_ten_thousand

_SOURCES = {
    "central": "中央财政资金", "provincial": "省级财政资金", "local": "市县（区）财政资金", "self_raised": "单位自筹", "fiscal": "财政拨款",
    "carryover": "上年结转", "other": "其他资金",
}
_HEADS = ("project_attribute", "项目属性"), ("project_period", "项目期"), ("start_date", "开始时间"), ("end_date", "结束时间")


def laid_out(submission: Submission) -> list[Part]:
    """The document's parts, amounts in 万元."""
    year = submission.fiscal_year
    parts: list[Part] = [f"{submission.agency}{year}年度部门预算", *_claims(submission)]
    for section, said in (("current", "本年预算"), ("carryover", "上年结转")):
        lines = [line for line in submission.budget_lines if line.section == section]
        if lines:
            parts += [f"{year}年项目支出预算表（{said}）", "单位：万元", list(_budget(lines))]
    for table in submission.tables:
        parts += [table.title, f"（{table.fiscal_year}年度）", "单位：万元", _form(table)]
    return parts


def _claims(submission: Submission) -> Iterator[str]:
    """Sentences that state the figures."""
    claims = submission.claims
    if "overall_amount" in claims:
        yield f"我单位整体支出绩效目标资金{_amount(claims['overall_amount'])}。"
    if "project_count" in claims:
        yield f"纳入绩效管理的项目{claims['project_count'].value}个，涉及资金{_amount(claims['project_amount'])}。"
    if "disclosed_count" in claims:
        yield f"公开项目绩效目标{claims['disclosed_count'].value}个，涉及资金{_amount(claims['disclosed_amount'])}。"


def _amount(claim: Claim) -> str:
    return f"{in_ten_thousand(claim.value)}万元"


def _budget(lines: Sequence[BudgetLine]) -> Iterator[list[Cell]]:
    """A list with its units as rows above their projects, and the sums people print."""
    yield [Cell("项目名称"), Cell("合计")]
    yield [Cell("合计"), Cell(_sum(lines))]
    for unit, group in groupby(lines, key=lambda line: line.unit):
        own = list(group)
        if unit:
            yield [Cell(unit), Cell(_sum(own))]
        for line in own:
            yield [Cell(line.project_name), Cell(_money(line.amount))]


def _sum(lines: Sequence[BudgetLine]) -> str:
    return in_ten_thousand(sum((line.amount.yuan for line in lines if line.amount), Decimal(0)))


def _money(money: Money | None) -> str:
    return "" if money is None else in_ten_thousand(money.yuan)


def _form(table: TargetTable) -> Rows:
    block = _two_halves(table) if table.two_halves else _one_half(table)
    wide = sum(cell.across for cell in block[0])

    def wider(label: str, text: str) -> list[Cell]:
        return [Cell(label), Cell(text, wide - 1)]

    rows = [wider(FIELD_SAID["project_name"], table.name)]
    rows += [wider(label, text) for label, text in (("项目编码", table.project_code), ("主管部门及代码", table.department)) if text]
    rows += [wider("实施单位", table.implementing_unit.value)] if table.implementing_unit else []
    rows += [wider(label, text) for key, label in _HEADS if (text := getattr(table, key))]
    rows += [_joined(pair, wide) for pair in _amounts(table.amounts)]
    rows += [wider(FIELD_SAID[key], table.text(key)) for key in TEXT_KEYS if table.text(key)]
    if table.spending_plan:
        steps = table.spending_plan
        rest = [Cell("", wide - 1 - len(steps))] * (wide - 1 > len(steps))
        rows.append([Cell("资金支出计划（%）", 1, 2), *(Cell(f"{step.month}月底") for step in steps), *rest])
        rows.append([*(Cell(step.percent or "") for step in steps), *rest])
    rows += [_joined(list(_contact(contact)), wide) for contact in table.contacts]
    rows += [wider("填报日期", table.filled_at)] if table.filled_at else []
    return rows + block


def _joined(pairs: list[tuple[str, str]], wide: int) -> list[Cell]:
    """One row of label and text by turns; the last text runs to the edge."""
    cells = [Cell(text) for pair in pairs for text in pair]
    return [*cells[:-1], cells[-1]._replace(across=wide - len(cells) + 1)]


def _amounts(amounts: Amounts) -> Iterator[list[tuple[str, str]]]:
    """Rows of amounts: those of the whole period beside those of the year, where there are both."""
    whole = [(FIELD_SAID["amounts.total"], amounts.total), (FIELD_SAID["amounts.annual"], amounts.annual)]
    earlier = [("上年度项目总金额", amounts.previous_total), ("项目上年度金额", amounts.previous_annual)]
    for pair in (whole, earlier):
        if said := [(label, _money(money)) for label, money in pair if money]:
            yield said
    halves = [amounts.sources[half] for half in ("total", "annual") if half in amounts.sources]
    for key, label in _SOURCES.items():
        if said := [(label, _money(half[key])) for half in halves if half.get(key)]:
            yield said


def _contact(contact: Contact) -> Iterator[tuple[str, str]]:
    yield contact.role, contact.name or ""
    if contact.phone:
        yield "联系电话", contact.phone


def _grouped(rows: Sequence[tuple[Indicator, ...]]) -> Iterator[tuple[tuple[Indicator, ...], int, int]]:
    """Each row with the rows that its level-1 and level-2 labels span (0: covered from above)."""
    levels = [(row[0].level1 or "", row[0].level2 or "") for row in rows]
    for n, row in enumerate(rows):
        after = levels[n:]
        first = n == 0 or levels[n - 1][0] != levels[n][0]
        second = n == 0 or levels[n - 1] != levels[n]
        yield (
            row, next((m for m, level in enumerate(after) if level[0] != after[0][0]), len(after)) if first else 0,
            next((m for m, level in enumerate(after) if level != after[0]), len(after)) if second else 0,
        )


def _one_half(table: TargetTable) -> Rows:
    described = any(each.description or each.basis for each in table.indicators)
    heads = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据") if described else ("一级指标", "二级指标", "三级指标", "指标值")
    rows: Rows = [[Cell(head) for head in heads]]
    for (each,), one, two in _grouped([(each,) for each in table.indicators]):
        texts = (each.level3, each.description, each.target, each.basis) if described else (each.level3, each.target)
        labels = [Cell(each.level1 or "", 1, one)] * bool(one) + [Cell(each.level2 or "", 1, two)] * bool(two)
        rows.append([*labels, *(Cell(text or "") for text in texts)])
    return rows


def _two_halves(table: TargetTable) -> Rows:
    rows: Rows = [[Cell(head) for head in ("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")]]
    for pair, one, two in _grouped(_paired(table.indicators)):
        halves = {each.period: each for each in pair}
        cells = [Cell(pair[0].level1 or "", 1, one)] * bool(one)
        for half in ("total", "annual"):
            each = halves.get(half)
            cells += [Cell(pair[0].level2 or "", 1, two)] * bool(two)
            cells += [Cell((each.level3 or "") if each else ""), Cell((each.target or "") if each else "")]
        rows.append(cells)
    return rows


def _paired(indicators: Sequence[Indicator]) -> list[tuple[Indicator, ...]]:
    """The rows of a form of two halves: the two of one row together, level by level in the order of their first row."""
    rows: dict[int, list[Indicator]] = {}
    for each in indicators:
        rows.setdefault(each.row, []).append(each)
    order: dict[tuple[str | None, str | None], int] = {}
    for each in indicators:
        order.setdefault((each.level1, each.level2), len(order))
    first = {level1: n for n, level1 in reversed(list(enumerate(dict.fromkeys(each.level1 for each in indicators))))}
    return [tuple(row) for row in sorted(rows.values(), key=lambda row: (first[row[0].level1], order[row[0].level1, row[0].level2]))]
