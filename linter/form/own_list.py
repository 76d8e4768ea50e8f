"""The columns that only `jixiao parse --format csv` writes (`data/csv_columns.toml`): what makes the way back exact."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import cast

from linter.form.columns import Header
from linter.form.draft import Draft
from linter.form.layout import name_of
from linter.form.money import parse_money
from linter.grid.grid import Row
from linter.reading.blocks import Cell
from linter.submission import FormKind, Money, Period, SpendingStep, Text
from linter.tables import table


def is_own(header: Header) -> bool:
    """Whether a flat list was written by `parse --format csv`: only that says which fields the form prints."""
    return header.has("list.printed")


def read_own(draft: Draft, header: Header, row: Row, cells: dict[int, Cell]) -> None:
    """The columns of one row that other flat lists do not have."""
    for column in header.columns:
        kind, _, key = column.role.partition(".")
        cell = cells.get(column.start)
        if kind != "list" or cell is None:
            continue
        text, spot = name_of(cell.text), row.spot(cell)
        if key == "form":
            draft.form = cast(FormKind, {said: kind for kind, said in table("csv_columns")["forms"].items()}.get(text))
        elif key == "title":
            draft.title = text
        elif key == "agency":
            draft.fields["agency"] = Text(text, spot)
        elif key == "printed":
            draft.printed = {_printed_names()[header] for header in text.split("、") if header in _printed_names()}
        elif key.startswith("plan.") and not any(step.month == int(key[5:]) for step in draft.spending_plan):
            draft.spending_plan.append(SpendingStep(int(key[5:]), text, spot))
        elif key.startswith("source."):
            _, half, source = key.split(".")
            draft.source(cast(Period, half), source, cell, row, "元")


def row_number(header: Header, cells: dict[int, Cell]) -> int | None:
    """The row an indicator was in its form, from 0: what pairs the two halves."""
    said = table("csv_columns")["columns"]["row"]
    cell = next((cells[c.start] for c in header.columns if c.label == said and c.start in cells), None)
    return int(cell.text) - 1 if is_own(header) and cell and cell.text.isdecimal() else None


def settle_own(draft: Draft, header: Header, first: Row) -> None:
    """What the rows together say: how exact the amounts are, which fields the form has."""
    step = next((c for c in first.cells if header.role_at(c.column) == "list.step"), None)
    worth = parse_money(step.text, unit="元") if step else None
    if worth:
        draft.amounts = {key: replace(money, step=worth.yuan) for key, money in draft.amounts.items()}
        draft.sources = {
            half: {key: money and Money(money.yuan, worth.yuan, money.spot) for key, money in per.items()}
            for half, per in draft.sources.items()
        }
    draft.texts = {key: text for key, text in draft.texts.items() if key in draft.printed}
    draft.fields = {key: text for key, text in draft.fields.items() if text.value}
    if draft.indicators:
        draft.printed.add("indicators")
    if draft.spending_plan:
        draft.printed.add("spending_plan")
    draft.has_unit_column = any(i.unit for i in draft.indicators)
    draft.has_weight_column = any(i.weight for i in draft.indicators)


@cache
def _printed_names() -> dict[str, str]:
    """Header → the name a field has in `TargetTable.printed`."""
    names = {}
    for role, header in table("csv_columns")["columns"].items():
        kind, _, key = role.partition(".")
        names[header] = f"amounts.{key}" if kind == "amount" else key
    return names
