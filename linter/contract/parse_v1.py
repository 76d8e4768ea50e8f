"""The contract of `jixiao parse --format json`, version 1 (../shared/SCHEMA.md), and the way to it from `Submission`.

Fields may be added, never renamed. The published JSON Schema is generated from these types.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from linter.submission import (
    TEXT_KEYS,
    Category,
    Comparator,
    FormKind,
    Indicator,
    Money,
    Note,
    Period,
    Status,
    Submission,
    TargetKind,
    TargetTable,
)
from linter.where import Spot

AMOUNT_CLAIMS = ("overall_amount", "project_amount", "disclosed_amount")
COUNT_CLAIMS = ("project_count", "disclosed_count")
SOURCE_KEYS = ("central", "provincial", "local", "self_raised", "other")


# A decimal number as text: amounts are yuan.
Number = Annotated[str, msgspec.Meta(pattern=r"^-?\d+(\.\d+)?$")]


class PositionV1(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the format knows of the place; counts start at 1, bbox in PDF points, ocr where it was read from a picture."""

    line: int | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    ocr: bool = False
    paragraph: int | None = None


class BudgetLineV1(msgspec.Struct, frozen=True):
    section: Literal["current", "carryover"]
    unit: str | None
    project_name: str
    amount: Number | None
    position: PositionV1 = PositionV1()


class ClaimsV1(msgspec.Struct, frozen=True):
    """Figures claimed by 绩效管理情况; amounts in yuan."""

    overall_amount: Number | None = None
    project_count: int | None = None
    project_amount: Number | None = None
    disclosed_count: int | None = None
    disclosed_amount: Number | None = None


class AmountsV1(msgspec.Struct, frozen=True):
    total: Number | None = None
    annual: Number | None = None
    previous_total: Number | None = None
    previous_annual: Number | None = None
    sources: dict[str, dict[str, Number | None] | None] = {}
    unit_unknown: list[str] = []
    steps: dict[str, Number] = {}


class TextsV1(msgspec.Struct, frozen=True):
    overview: str | None = None
    basis: str | None = None
    necessity: str | None = None
    measures: str | None = None
    plan: str | None = None
    total_goal: str | None = None
    annual_goal: str | None = None
    remarks: str | None = None


class StepV1(msgspec.Struct, frozen=True):
    month: int
    percent: str | None


class ContactV1(msgspec.Struct, frozen=True):
    role: str
    name: str | None
    phone: str | None


class ValueV1(msgspec.Struct, frozen=True):
    kind: TargetKind = "empty"
    comparator: Comparator | None = None
    number: Number | None = None
    upper: Number | None = None
    unit: str | None = None


class IndicatorV1(msgspec.Struct, frozen=True):
    period: Period
    level1: str | None
    level2: str | None
    category: Category
    level3: str | None
    target: str | None
    description: str | None = None
    basis: str | None = None
    unit: str | None = None
    weight: str | None = None
    sign: str | None = None
    value: ValueV1 = ValueV1()
    row: int | None = None
    position: PositionV1 = PositionV1()


class TableV1(msgspec.Struct, frozen=True):
    index: int
    form: FormKind
    title: str
    fiscal_year: int | None
    project_name: str | None
    project_code: str | None
    department: str | None
    implementing_unit: str | None
    project_attribute: str | None
    project_period: str | None
    start_date: str | None
    end_date: str | None
    amounts: AmountsV1
    texts: TextsV1
    spending_plan: list[StepV1]
    filled_at: str | None
    contacts: list[ContactV1]
    indicators: list[IndicatorV1]
    printed: list[str] | None = None
    has_unit_column: bool = False
    has_weight_column: bool = False
    spans_known: bool = False
    position: PositionV1 = PositionV1()


class ParseV1(msgspec.Struct, frozen=True):
    schema_version: Literal[1]
    source: str
    status: Status
    notes: list[str]
    agency: str | None
    fiscal_year: int | None
    budget_lines: list[BudgetLineV1]
    narrative_claims: ClaimsV1
    tables: list[TableV1]


def position(spot: Spot) -> PositionV1:
    return PositionV1(
        spot.line, spot.page, spot.bbox, spot.sheet, spot.cell, spot.table, spot.row, spot.column, spot.ocr, spot.paragraph
    )


def yuan(money: Money | None) -> str | None:
    """A decimal string in yuan with two decimals."""
    return f"{money.yuan:.2f}" if money else None


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")


def note_said(note: Note) -> str:
    """A note with its place, as one sentence."""
    where = note.spot.said()
    return f"{where}：{note.text}" if where else note.text


def to_contract(submission: Submission) -> ParseV1:
    """The submission as the JSON contract says it."""
    claims = {
        key: (int(claim.value) if key in COUNT_CLAIMS else f"{claim.value:.2f}") for key, claim in submission.claims.items()
    }
    return ParseV1(
        schema_version=1, source=submission.source, status=submission.status,
        notes=[note_said(note) for note in submission.notes], agency=submission.agency,
        fiscal_year=submission.fiscal_year,
        budget_lines=[
            BudgetLineV1(b.section, b.unit, b.project_name, yuan(b.amount), position(b.spot))
            for b in submission.budget_lines
        ],
        narrative_claims=msgspec.convert(claims, ClaimsV1),
        tables=[_table_out(table) for table in submission.tables],
    )


def _table_out(table: TargetTable) -> TableV1:
    amounts = table.amounts
    moneys = {"total": amounts.total, "annual": amounts.annual, "previous_total": amounts.previous_total,
              "previous_annual": amounts.previous_annual}
    sources: dict[str, dict[str, Number | None] | None] = {}
    for half in ("total", "annual"):
        per = amounts.sources.get(half)
        moneys |= {f"sources.{half}.{key}": money for key, money in (per or {}).items()}
        sources[half] = None if not per else (
            dict.fromkeys(SOURCE_KEYS, None) | {key: yuan(money) for key, money in per.items()}
        )
    return TableV1(
        index=table.index, form=table.form, title=table.title, fiscal_year=table.fiscal_year,
        project_name=table.name or None, project_code=table.project_code, department=table.department,
        implementing_unit=table.implementing_unit.value if table.implementing_unit else None,
        project_attribute=table.project_attribute, project_period=table.project_period,
        start_date=table.start_date, end_date=table.end_date,
        amounts=AmountsV1(
            total=yuan(amounts.total), annual=yuan(amounts.annual), previous_total=yuan(amounts.previous_total),
            previous_annual=yuan(amounts.previous_annual), sources=sources, unit_unknown=list(amounts.unit_unknown),
            steps={key: format(money.step.normalize(), "f") for key, money in moneys.items() if money},
        ),
        texts=TextsV1(**{key: table.text(key) or None for key in TEXT_KEYS}),
        spending_plan=[StepV1(step.month, step.percent) for step in table.spending_plan],
        filled_at=table.filled_at,
        contacts=[ContactV1(c.role, c.name, c.phone) for c in table.contacts],
        indicators=[_indicator_out(i) for i in table.indicators],
        printed=sorted(table.printed), has_unit_column=table.has_unit_column,
        has_weight_column=table.has_weight_column, spans_known=table.spans_known, position=position(table.spot),
    )


def _indicator_out(i: Indicator) -> IndicatorV1:
    return IndicatorV1(
        period=i.period, level1=i.level1, level2=i.level2, category=i.category, level3=i.level3, target=i.target,
        description=i.description, basis=i.basis, unit=i.unit, weight=i.weight, sign=i.sign,
        value=ValueV1(i.value.kind, i.value.comparator, _plain(i.value.number), _plain(i.value.upper), i.value.unit),
        row=i.row, position=position(i.spot("target")),
    )
