"""`parse --format csv`: one row an indicator, the project's columns repeated; opens in a spreadsheet, and `check` reads it.

UTF-8 with a byte order mark, every cell quoted, CRLF. Contacts are left out: an indicator list needs no telephone
numbers. What belongs to the document and not to a table (budget list, narrative, notes) is only in the JSON.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal

from linter.report.guarded import guarded
from linter.submission import TEXT_KEYS, Indicator, Money, Submission, TargetTable
from linter.tables import table


def indicators_csv(submission: Submission) -> bytes:
    """The indicators of all tables. A table without indicators has one row of its own."""
    rows = [row for target_table in submission.tables for row in _rows(submission, target_table)]
    headers = [header for header in _headers() if any(row.get(header) for row in rows)] or list(_columns().values())
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([guarded(row.get(header, "")) for header in headers] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _columns() -> Mapping[str, str]:
    columns: Mapping[str, str] = table("csv_columns")["columns"]
    return columns


def _headers() -> Iterator[str]:
    """Every header there can be, in order."""
    data = table("csv_columns")
    for role, header in _columns().items():
        yield header
        if role == "amount.previous_annual":
            for half in data["halves"]:
                yield from (_source_header(half, key) for key in data["sources"])
        if role == "text.remarks":
            yield from (_month_header(month) for month in range(1, 13))


def _source_header(half: str, key: str) -> str:
    data = table("csv_columns")
    return f"{data['halves'][half]}{data['sources'][key]}{data['money']['suffix']}"


def _month_header(month: int) -> str:
    return f"{month}{table('csv_columns')['months']['suffix']}"


def _rows(submission: Submission, target_table: TargetTable) -> Iterator[dict[str, str]]:
    columns = _columns()
    project = {columns[role]: text for role, text in _project(submission, target_table) if text}
    for half, sources in target_table.amounts.sources.items():
        project |= {_source_header(half, key): _yuan(money) for key, money in sources.items() if money}
    project |= {_month_header(step.month): step.percent or "" for step in target_table.spending_plan}
    for indicator in target_table.indicators:
        yield project | {columns[role]: text for role, text in _indicator(indicator)}
    if not target_table.indicators:
        yield project


def _project(submission: Submission, t: TargetTable) -> Iterator[tuple[str, str]]:
    yield "agency", submission.agency or ""
    yield "field.fiscal_year", str(t.fiscal_year or "")
    yield "form", table("csv_columns")["forms"][t.form]
    yield "title", t.title
    yield "field.project_name", t.name
    yield "field.project_code", t.project_code or ""
    yield "field.department", t.department or ""
    yield "field.implementing_unit", t.implementing_unit.value if t.implementing_unit else ""
    yield "field.project_attribute", t.project_attribute or ""
    yield "field.project_period", t.project_period or ""
    yield "field.start_date", t.start_date or ""
    yield "field.end_date", t.end_date or ""
    yield "field.filled_at", t.filled_at or ""
    for key, money in _whole_amounts(t).items():
        yield f"amount.{key}", _yuan(money)
    yield "money_step", _step(t)
    for key in TEXT_KEYS:
        yield f"text.{key}", t.text(key)
    yield "printed", "、".join(_printed(t))


def _whole_amounts(t: TargetTable) -> dict[str, Money | None]:
    amounts = t.amounts
    return {"total": amounts.total, "annual": amounts.annual, "previous_total": amounts.previous_total,
            "previous_annual": amounts.previous_annual}


def _yuan(money: Money | None) -> str:
    """An amount with as many decimals as it was printed with, so that reading it back tells how exact it is."""
    return f"{money.yuan:.2f}" if money and money.step < 1 else f"{money.yuan:f}" if money else ""


def _step(t: TargetTable) -> str:
    """The coarsest unit of the last printed digit of the table's amounts, '' for whole yuan and finer."""
    moneys = [*_whole_amounts(t).values(), *(m for sources in t.amounts.sources.values() for m in sources.values())]
    step = max((money.step for money in moneys if money), default=Decimal(1))
    return format(step.normalize(), "f") if step > 1 else ""


def _printed(t: TargetTable) -> Iterator[str]:
    """Headers of the fields that the form prints; an amount whose unit is not known is not called empty."""
    columns = _columns()
    for role, header in columns.items():
        kind, _, key = role.partition(".")
        name = f"amounts.{key}" if kind == "amount" else key
        if kind in ("amount", "field", "text") and name in t.printed and key not in t.amounts.unit_unknown:
            yield header


def _indicator(i: Indicator) -> Iterator[tuple[str, str]]:
    yield "column.period", table("csv_columns")["halves"][i.period]
    yield "row", str(i.row + 1)
    yield "column.level1", i.level1 or ""
    yield "column.level2", i.level2 or ""
    yield "column.level3", i.level3 or ""
    yield "column.sign", i.sign or ""
    yield "column.target", (i.target or "").removeprefix(i.sign or "").removesuffix(i.unit or "")
    yield "column.unit", i.unit or ""
    yield "column.weight", i.weight or ""
    yield "column.description", i.description or ""
    yield "column.basis", i.basis or ""
