"""The field part of a form: head, money, texts, spending plan, goals, remarks and who filled it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.report.form.money_said import money_said
from linter.report.form.view import Address, Cell, Row, Section
from linter.submission import Period, TargetTable, Text
from linter.tables import table as words
from linter.where import NOWHERE, Spot

_HEAD = ("project_code", "department", "implementing_unit", "project_attribute", "project_period", "start_date", "end_date")
_TEXTS = ("overview", "basis", "necessity", "measures", "plan")
_PAIRS = (14, 36, 14, 36)
_Item = tuple[Cell, Cell]


def head(table: TargetTable) -> Section:
    """项目名称 in a row of its own, the other fields two a row."""
    name = table.project_name
    label, value = _field(table, "project_name", name.value if name else "", name.spot if name else NOWHERE)
    rows: list[Row] = [(label, _wide(value, 3))]
    rows += _paired([_field(table, key, *_said(getattr(table, key))) for key in _HEAD if getattr(table, key) or key in table.printed])
    return Section("head", _title("head"), _PAIRS, tuple(rows))


def money(table: TargetTable) -> Section | None:
    """The two halves side by side where the form has both, else the year's amount and its sources two a row."""
    amounts, labels = table.amounts, words("csv_columns")
    has_total = bool(amounts.total or amounts.sources.get("total") or "amounts.total" in table.printed)
    previous = any(f"amounts.{key}" in table.printed or getattr(amounts, key) for key in ("previous_total", "previous_annual"))
    keys = dict.fromkeys((*amounts.sources.get("total", ()), *amounts.sources.get("annual", ())))

    def source(half: Period, key: str) -> _Item:
        held = amounts.sources.get(half, {})
        if key not in held:
            return Cell("", "label"), Cell("", "amount")
        found = held[key]
        return (
            Cell(labels["sources"].get(key, key), "label"),
            Cell(money_said(found), "amount", address=Address("field", f"sources.{half}.{key}"), spot=found.spot if found else NOWHERE),
        )

    rows: list[Row] = []
    if has_total:
        rows.append((*_amount(table, "total"), *_amount(table, "annual")))
        rows += [(*source("total", key), *source("annual", key)) for key in keys]
    elif amounts.annual or "amounts.annual" in table.printed or keys:
        label, value = _amount(table, "annual")
        rows.append((label, _wide(value, 3)))
        rows += _paired([source("annual", key) for key in keys])
    if previous:
        rows.append((*_amount(table, "previous_total"), *_amount(table, "previous_annual")))
    if not rows:
        return None
    rows[0] = (Cell(_title("money"), "label", down=len(rows), address=Address("section", "money")), *rows[0])
    return Section("money", _title("money"), (10, 16, 29, 16, 29), tuple(rows))


def texts(table: TargetTable) -> Section | None:
    """项目概况, 立项依据 …: one a row."""
    rows = [_text_row(table, key) for key in _TEXTS if _has(table, key)]
    return Section("texts", _title("texts"), (14, 86), tuple(rows)) if rows else None


def plan(table: TargetTable) -> Section | None:
    """Months beside each other, the cumulative shares below them."""
    steps = table.spending_plan
    if not steps:
        return None
    month = words("form_view")["period"]["month"]
    first = Cell(_title("plan"), "label", down=2, address=Address("spending_plan"), spot=steps[0].spot)
    shares = tuple(
        Cell(step.percent or "", address=Address("spending_plan", row=step.month), spot=step.spot) for step in steps
    )
    each = 80 // len(steps)
    widths = (100 - each * len(steps), *(each for _ in steps))
    return Section("plan", _title("plan"), widths, ((first, *(Cell(f"{step.month}{month}", "label") for step in steps)), shares))


def goals(table: TargetTable) -> Section | None:
    """The goals of the two halves side by side, or the only one."""
    own = [key for key in ("total_goal", "annual_goal") if _has(table, key)]
    if len(own) < 2:
        return Section("goals", _title("goals"), (14, 86), tuple(_text_row(table, key) for key in own)) if own else None
    labels = tuple(Cell(_label(table, key), "label") for key in own)
    first = Cell(_title("goals"), "label", down=2, address=Address("section", "goals"))
    return Section("goals", _title("goals"), (14, 43, 43), ((first, *labels), tuple(_text(table, key) for key in own)))


def foot(table: TargetTable) -> Section | None:
    """备注, 填报日期 and the persons to ask."""
    rows: list[Row] = []
    if _has(table, "remarks"):
        label, value = _text_row(table, "remarks")
        rows.append((label, _wide(value, 3)))
    items = [_field(table, "filled_at", table.filled_at or "", NOWHERE)] if table.filled_at or "filled_at" in table.printed else []
    for contact in table.contacts:
        said = " ".join(filter(None, (contact.name, contact.phone)))
        items.append((Cell(contact.role, "label"), Cell(said, address=Address("field", "contacts"), spot=contact.spot, personal=True)))
    rows += _paired(items)
    return Section("foot", _title("foot"), _PAIRS, tuple(rows)) if rows else None


def _title(key: str) -> str:
    said: str = words("form_view")["sections"][key]
    return said


def _label(table: TargetTable, key: str) -> str:
    """A field as the form calls it, else by its usual name."""
    columns = words("csv_columns")["columns"]
    said: str = table.labels.get(key) or columns.get(f"text.{key}") or columns.get(f"field.{key}", key)
    return said


def _said(value: Text | str | None) -> tuple[str, Spot]:
    return (value.value, value.spot) if isinstance(value, Text) else (value or "", NOWHERE)


def _field(table: TargetTable, key: str, said: str, spot: Spot) -> _Item:
    return Cell(_label(table, key), "label"), Cell(said, address=Address("field", key), spot=spot)


def _has(table: TargetTable, key: str) -> bool:
    return key in table.texts or key in table.printed


def _text(table: TargetTable, key: str) -> Cell:
    text, spot = _said(table.texts.get(key))
    return Cell(text, address=Address("field", key), spot=spot)


def _text_row(table: TargetTable, key: str) -> _Item:
    return Cell(_label(table, key), "label"), _text(table, key)


def _amount(table: TargetTable, key: str) -> _Item:
    found, labels = getattr(table.amounts, key), words("csv_columns")
    label: str = labels["columns"][f"amount.{key}"].removesuffix(labels["money"]["suffix"])
    said = words("form_view")["unit_unknown"] if not found and key in table.amounts.unit_unknown else money_said(found)
    return Cell(label, "label"), Cell(said, "amount", address=Address("field", f"amounts.{key}"), spot=found.spot if found else NOWHERE)


def _wide(cell: Cell, across: int) -> Cell:
    return Cell(cell.text, cell.role, across, cell.down, cell.address, cell.spot, cell.lacking, cell.personal)


def _paired(items: Sequence[_Item]) -> Iterator[Row]:
    """Two items a row; a last one alone takes the whole row."""
    for n in range(0, len(items) - 1, 2):
        yield (*items[n], *items[n + 1])
    if len(items) % 2:
        label, value = items[-1]
        yield label, _wide(value, 3)
