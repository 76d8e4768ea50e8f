"""Reads back what `jixiao parse --format json` wrote (contract v1): the way from the contract to a `Submission`."""

from __future__ import annotations

from decimal import Decimal

from linter.contract.parse_v1 import (
    AMOUNT_CLAIMS,
    COUNT_CLAIMS,
    IndicatorV1,
    ParseV1,
    PositionV1,
    TableV1,
    ValueV1,
)
from linter.form.value import parse_target
from linter.submission import (
    TEXT_KEYS,
    Amounts,
    BudgetLine,
    Claim,
    Contact,
    Indicator,
    Money,
    Note,
    Period,
    SpendingStep,
    Submission,
    Target,
    TargetTable,
    Text,
)
from linter.where import NOWHERE, Spot


def _spot(at: PositionV1) -> Spot:
    if at == PositionV1():
        return NOWHERE
    return Spot(at.line, at.page, at.bbox, at.sheet, at.cell, at.table, at.row, at.column, at.ocr, at.paragraph)


def from_contract(data: ParseV1) -> Submission:
    """The submission a stored parse result holds. It carries no running text: `narrative` is None."""
    claims: dict[str, Claim] = {}
    for key in (*AMOUNT_CLAIMS, *COUNT_CLAIMS):
        value = getattr(data.narrative_claims, key)
        if value is not None:
            claims[key] = Claim(Decimal(str(value)), Decimal(1 if key in COUNT_CLAIMS else 100), "")
    return Submission(
        source=data.source, status=data.status, notes=tuple(Note(text) for text in data.notes), agency=data.agency,
        fiscal_year=data.fiscal_year,
        budget_lines=tuple(
            BudgetLine(b.section, b.unit, b.project_name, _money(b.amount), _spot(b.position)) for b in data.budget_lines
        ),
        claims=claims, tables=tuple(_table_in(table) for table in data.tables), narrative=None,
    )


def _money(text: str | None, step: str | None = None) -> Money | None:
    if text is None:
        return None
    value = Decimal(text)
    if step is None:  # not recorded: the coarsest unit the figure is a whole number of hundredths of
        step = "1" if value % 100 else "100"
    return Money(value, Decimal(step))


def _table_in(table: TableV1) -> TargetTable:
    amounts, steps = table.amounts, table.amounts.steps
    sources: dict[Period, dict[str, Money | None]] = {}
    for half in ("total", "annual"):
        per = amounts.sources.get(half)
        if per:
            key_half: Period = "total" if half == "total" else "annual"
            sources[key_half] = {key: _money(v, steps.get(f"sources.{half}.{key}")) for key, v in per.items()}
    given = {key: value for key in TEXT_KEYS if (value := getattr(table.texts, key)) is not None}
    printed = frozenset(table.printed) if table.printed is not None else frozenset({"project_name", *given})
    texts = {key: Text(given.get(key, "")) for key in TEXT_KEYS if key in given or key in printed}
    return TargetTable(
        index=table.index, form=table.form, title=table.title, fiscal_year=table.fiscal_year,
        project_name=Text(table.project_name) if table.project_name else None, project_code=table.project_code,
        department=table.department,
        implementing_unit=Text(table.implementing_unit) if table.implementing_unit else None,
        project_attribute=table.project_attribute, project_period=table.project_period,
        start_date=table.start_date, end_date=table.end_date,
        amounts=Amounts(
            _money(amounts.total, steps.get("total")), _money(amounts.annual, steps.get("annual")),
            _money(amounts.previous_total, steps.get("previous_total")),
            _money(amounts.previous_annual, steps.get("previous_annual")), sources, tuple(amounts.unit_unknown),
        ),
        texts=texts, spending_plan=tuple(SpendingStep(s.month, s.percent) for s in table.spending_plan),
        filled_at=table.filled_at, contacts=tuple(Contact(c.role, c.name, c.phone) for c in table.contacts),
        indicators=_indicators_in(table.indicators), printed=printed, has_unit_column=table.has_unit_column,
        has_weight_column=table.has_weight_column, two_halves=any(i.period == "total" for i in table.indicators),
        spans_known=table.spans_known, spot=_spot(table.position),
    )


def _indicators_in(rows: list[IndicatorV1]) -> tuple[Indicator, ...]:
    out = []
    for i, row in zip(rows, _rows(rows), strict=True):
        v = i.value
        value = Target(v.kind, i.target or "", v.comparator, Decimal(v.number) if v.number else None,
                       Decimal(v.upper) if v.upper else None, v.unit)
        if v == ValueV1() and i.target:  # written by hand, or by another program: read the value anew
            value = parse_target(i.target, sign=i.sign, unit=i.unit)
        spot = _spot(i.position)
        out.append(
            Indicator(i.period, i.category, i.level1, i.level2, i.level3, i.target, value, i.description, i.basis,
                      i.sign, i.unit, i.weight, row, {"target": spot} if spot != NOWHERE else {})
        )
    return tuple(out)


def _rows(indicators: list[IndicatorV1]) -> list[int]:
    """Row numbers; where they are not recorded the two halves are paired in order, by category and name or target."""
    if all(i.row is not None for i in indicators):
        return [i.row or 0 for i in indicators]
    totals = [(n, i) for n, i in enumerate(indicators) if i.period == "total"]
    rows = list(range(len(indicators)))
    free = dict(totals)
    for n, i in enumerate(indicators):
        if i.period == "annual":
            for m, other in free.items():
                names = sorted((i.level3 or "", other.level3 or ""), key=len)
                if i.category == other.category and (names[1].startswith(names[0]) or i.target == other.target):
                    rows[n] = m
                    del free[m]
                    break
    return rows
