"""项目支出预算表 → `BudgetLine`s: leaf project rows, current year and carry-over; unit and sum rows are no projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linter.form.layout import name_of
from linter.form.money import amount_unit, parse_money, plain_amount
from linter.form.segment import Segment
from linter.form.vocabulary import Vocabulary
from linter.grid.grid import Row
from linter.reading.blocks import Cell
from linter.submission import BudgetLine, Money, Paragraph
from linter.tables import table
from linter.wording import squeeze

_AMOUNT_ROLES = ("budget.total", "amount.annual", "amount.total", "group.amounts")


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    amount: Money | None
    row: Row
    cell: Cell


def budget_lines(segments: list[Segment], vocabulary: Vocabulary, agency: str | None) -> Iterator[BudgetLine]:
    """The leaf rows of every budget list among these tables, in order. A list broken over pages is one list."""
    lists: dict[Literal["current", "carryover"], list[_Line]] = {"current": [], "carryover": []}
    for segment in segments:
        title = _title(segment.above)
        if _any(title, "budget_title") and not _any(title, "not_budget_title"):
            unit = next((u for p in reversed(segment.above) if (u := _unit_of(p))), None)
            lists["carryover" if _any(title, "carryover_title") else "current"] += _read(segment.rows, vocabulary, unit)
    for section, lines in lists.items():
        yield from _leaves(lines, section, agency)


def lines_of_table(rows: list[Row], above: list[Paragraph], vocabulary: Vocabulary) -> list[BudgetLine]:
    """The rows of a list the user says is the approved budget, whatever its title."""
    unit = next((u for p in reversed(above) if (u := _unit_of(p))), None)
    return list(_leaves(_read(rows, vocabulary, unit), "current", None))


def _title(above: list[Paragraph]) -> str:
    for paragraph in reversed(above[-8:]):
        folded = squeeze(paragraph.value)
        if len(folded) <= 60 and (_any(folded, "budget_title") or folded.rstrip("）)").endswith("表")):
            return folded
    return ""


def _any(text: str, key: str) -> bool:
    return any(word in text for word in table("segments")[key])


def _unit_of(paragraph: Paragraph) -> str | None:
    folded = squeeze(paragraph.value)
    return amount_unit(folded) if len(folded) <= 40 and ("单位" in folded or folded.endswith("元")) else None


def _read(rows: list[Row], vocabulary: Vocabulary, unit: str | None) -> list[_Line]:
    """Name and amount of each row below the header."""
    name_at: int | None = None
    amount_at: int | None = None
    out: list[_Line] = []
    for row in rows:
        roles = [(cell, label) for cell in row.cells if (label := vocabulary.label(cell.text))]
        name = next((cell for cell, label in roles if "field.project_name" in label.roles and not label.rest), None)
        if name is not None and not any(plain_amount(cell.text) is not None for cell in row.cells):
            name_at = name.column
            total = next((cell for cell, label in roles if label.role("budget", "amount", "group") in _AMOUNT_ROLES), None)
            amount_at = total.column if total else None
            beside = [cell for cell in row.cells if cell.column > name.column]
            priced = next((cell for cell in beside if amount_unit(squeeze(cell.text))), None)
            if total is None and priced is not None:
                amount_at = priced.column  # 批复数（万元）: a heading of its own that says its unit
            unit = amount_unit(squeeze((total or priced or name).text)) or next((label.unit for _, label in roles if label.unit), unit)
            continue
        if name_at is None:
            unit = next((u for cell in row.cells if (u := amount_unit(squeeze(cell.text)))), unit)
            continue
        title = next((cell for cell in row.cells if cell.column == name_at), None)
        amounts = [cell for cell in row.cells if cell.column > name_at and plain_amount(cell.text) is not None]
        if title is None or plain_amount(title.text) is not None or not amounts:
            continue
        at = next((cell for cell in amounts if cell.column == amount_at), amounts[0])
        out.append(_Line(name_of(title.text), parse_money(at.text, unit=unit), row, title))
    return out


def _leaves(lines: list[_Line], section: Literal["current", "carryover"], agency: str | None) -> Iterator[BudgetLine]:
    unit: str | None = None
    for n, line in enumerate(lines):
        if squeeze(line.name) in table("segments")["subtotal"]:
            continue
        if _is_unit(line, lines[n + 1 :], agency):
            unit = line.name
        else:
            yield BudgetLine(section, unit, line.name, line.amount, line.row.spot(line.cell))


def _is_unit(line: _Line, below: list[_Line], agency: str | None) -> bool:
    """A unit's sum row: the agency itself, or a unit's name over rows that add up to its amount."""
    name = squeeze(line.name)
    if agency and name.lstrip("0123456789-") == squeeze(agency):
        return True
    if not name.removesuffix("小计").removesuffix("合计").endswith(tuple(table("segments")["unit_endings"])) or line.amount is None:
        return name.endswith(("小计", "合计"))
    total = Decimal(0)
    for count, other in enumerate(below):
        if other.amount is None:
            break
        if count == 0 and other.amount.yuan == line.amount.yuan and _named_unit(other.name):
            return True  # a unit whose only sub-unit comes next
        total += other.amount.yuan
        if abs(total - line.amount.yuan) <= line.amount.step * (count + 1) / 2:
            return True
        if total > line.amount.yuan + line.amount.step * (count + 1):
            break
    return name.endswith(("小计", "合计"))


def _named_unit(name: str) -> bool:
    return squeeze(name).endswith(tuple(table("segments")["unit_endings"]))
