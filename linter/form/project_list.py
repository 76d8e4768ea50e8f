"""A list of projects, one a row, that stands beside a flat list of indicators (清单式): the two are joined by 项目编码."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from linter.form.columns import Column, Header
from linter.form.layout import name_of
from linter.form.segment import Segment
from linter.form.vocabulary import Vocabulary
from linter.grid.grid import Row
from linter.reading.blocks import Cell
from linter.tables import words
from linter.wording import squeeze

_KEYS = ("field.project_code", "field.project_name")
_KINDS = ("field", "text", "amount", "source", "group")
_HEADING_WITHIN = 5  # rows
_FEWEST = 3  # columns that a heading of such a list names, the project among them


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project of a list. `unit`: of money, from the caption above the list."""

    code: str
    name: str
    row: Row
    header: Header
    unit: str | None


class ProjectLists:
    """The rows of all such lists of a document, found by the project's code or, where one side has none, by its name."""

    def __init__(self, rows: Iterable[ProjectRow] = ()) -> None:
        self.rows = tuple(rows)
        self._by_code: dict[str, list[ProjectRow]] = {}
        self._by_name: dict[str, list[ProjectRow]] = {}
        for row in self.rows:
            if row.code:
                self._by_code.setdefault(row.code, []).append(row)
            if row.name:
                self._by_name.setdefault(row.name, []).append(row)

    def of(self, code: str, name: str) -> list[ProjectRow]:
        """The rows that speak of a project."""
        if code in self._by_code:
            return self._by_code[code]
        return [row for row in self._by_name.get(name, ()) if not (row.code and code)]


def project_rows(segment: Segment, vocabulary: Vocabulary, unit: str | None) -> Iterator[ProjectRow]:
    """The projects of a table; none where it is no such list: a heading of labels, the project's code or name among them."""
    if segment.headers:
        return
    for n, heading in enumerate(segment.rows[:_HEADING_WITHIN]):
        columns = _columns(heading, vocabulary)
        if len(columns) >= _FEWEST and any(column.role in _KEYS for column in columns):
            below = segment.rows[n + 1 :]
            if below and (finer := _finer(columns, below[0], vocabulary)):
                columns, below = finer, below[1:]
            whole = (replace(column, role="amount.annual") if column.role == "group.amounts" else column for column in columns)
            yield from _projects(Header(tuple(whole), ("annual",)), below, unit)
            return


def _projects(header: Header, rows: Iterable[Row], unit: str | None) -> Iterator[ProjectRow]:
    """Sums and rows without code and name are no projects."""
    starts = {role: {column.start for column in header.columns if column.role == role} for role in _KEYS}
    for row in rows:
        code, name = (next((name_of(cell.text) for cell in row.cells if cell.column in starts[role]), "") for role in _KEYS)
        if (code or name) and not {squeeze(cell.text) for cell in row.cells[:2]} & words("segments", "subtotal"):
            yield ProjectRow(code, name, row, header, unit)


def _columns(row: Row, vocabulary: Vocabulary) -> list[Column]:
    """The columns that a row of headings names; none where too many of its cells are no labels, as in a row of values."""
    columns: list[Column] = []
    for cell in row.cells:
        label = vocabulary.label(cell.text)
        if label is None or label.rest:
            columns.append(_column("unknown", cell))
        else:
            role = label.role(*_KINDS)
            columns.append(_column(role or "ignored", cell))
    unknown = sum(column.role == "unknown" for column in columns)
    return columns if unknown * 3 <= len(columns) else []


def _finer(columns: list[Column], row: Row, vocabulary: Vocabulary) -> list[Column] | None:
    """The columns with the second line of the heading (小计 · 财政拨款 under 项目资金), None when `row` is no such line."""
    parts = []
    for cell in row.cells:
        label = vocabulary.label(cell.text)
        role = label.role("amount", "source", "budget") if label and not label.rest else None
        over = next((c for c in columns if c.start <= cell.column < c.end and c.end - c.start > 1), None)
        if role is None or over is None:
            return None
        unit = over.label if over.role.startswith("group.") else ""
        parts.append(_column("amount.annual" if role.startswith("budget.") else role, cell, f"{cell.text} {unit}".strip()))
    covered = {c.start for part in parts for c in columns if c.start <= part.start < c.end}
    return sorted((*(c for c in columns if c.start not in covered), *parts), key=lambda c: c.start) if parts else None


def _column(role: str, cell: Cell, label: str = "") -> Column:
    return Column(role, None, cell.column, cell.column + cell.column_span, label or cell.text)
