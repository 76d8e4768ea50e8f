"""The header of the indicator block: which column plays which role, in which half of the form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from linter.form.vocabulary import Label, Vocabulary
from linter.grid.grid import Row
from linter.reading.blocks import Cell
from linter.submission import Period
from linter.wording import squeeze

# Roles whose second appearance in one header begins the second half.
_HALF_ROLES = frozenset({"level1", "level2", "level3", "target", "sign", "unit", "weight", "description"})
# Columns that make every row name its project; the last is written by `parse --format csv` also for forms without a name.
_NAMES_PROJECT = frozenset({"field.project_name", "field.project_code", "list.printed"})
_YEARLY = re.compile(r"^(20\d\d)年")
_SAYS_TARGET = re.compile(r"(?<!实际)(?:指标|目标)值(?:[（(].{1,14}[)）])?$")
_NAMES = frozenset({"level3", "target", "target_total", "target_annual"})


@dataclass(frozen=True, slots=True)
class Column:
    """`role`: level1 level2 level3 target target_note sign unit weight description basis remarks period ignored, a field's role
    (`field.project_name`) in flat lists, or unknown: a heading not in the vocabulary, said once for the column. `half` None: shared by both. It covers grid columns start ≤ c < end."""

    role: str
    half: Period | None
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns, left to right. `halves` are the periods the block states, in printed order."""

    columns: tuple[Column, ...]
    halves: tuple[Period, ...]
    evaluation: bool = False

    def has(self, role: str) -> bool:
        return any(column.role == role for column in self.columns)

    def role_at(self, start: int) -> str | None:
        return next((column.role for column in self.columns if column.start == start), None)

    @property
    def unknown(self) -> frozenset[int]:
        """Where the columns stand whose headings are not in the vocabulary."""
        return frozenset(column.start for column in self.columns if column.role == "unknown")

    @property
    def flat(self) -> bool:
        """Whether every row names its project: a flat list (清单式)."""
        return any(column.role in _NAMES_PROJECT for column in self.columns)

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(column.role for column in self.columns)


def column_roles(row: Row, vocabulary: Vocabulary) -> list[tuple[Cell, str]]:
    """The cells of a row that name columns of an indicator block, evaluation forms or flat lists."""
    found: list[tuple[Cell, str, Label]] = []
    for cell in row.cells:
        label = vocabulary.label(cell.text)
        if label and not label.rest and label.column:
            found.append((cell, label.column.removeprefix("column."), label))
    if len(found) < 2:
        return [(cell, role) for cell, role, _ in found]
    if not any(len(label.columns) > 1 for _, _, label in found):
        return [(cell, role) for cell, role, _ in found]
    # 指标内容 names the indicator in forms without a column 三级指标, and explains it in forms with one
    named = {role for _, role, label in found if len(label.columns) == 1}
    return [
        (cell, next((other for other in label.columns if other not in named), role) if role in named else role)
        for cell, role, label in found
    ]


def read_header(row: Row, vocabulary: Vocabulary, order: tuple[Period, ...] = ("total", "annual")) -> Header | None:
    """The header a row is, or None. `order`: which half stands first, where a heading above says so."""
    if len(row.cells) < 2:
        return None
    found = column_roles(row, vocabulary)
    roles = {role for _, role in found}
    if roles & {"level2", "level3"} and not roles & (_NAMES - {"level3"}):
        said = [c for c in row.cells if vocabulary.label(c.text) is None and _SAYS_TARGET.search(squeeze(c.text))]
        if len(said) == 1:  # 年度绩效指标目标值: nobody's label, yet nothing else it could head
            found, roles = [*found, (said[0], "target")], roles | {"target"}
    if sum(role == "level3" for _, role in found) > 2:
        return None  # one pair of columns per category (成本, 产出, 效益 side by side): no rows of indicators
    levels = bool(roles & {"level1", "level2"})
    if not roles & _NAMES or not (levels or ("level3" in roles and roles & (_NAMES - {"level3"}))):
        return None
    flat = bool(roles & _NAMES_PROJECT)
    columns = [(cell, role) for cell, role in found if flat or "." not in role]
    columns += [(cell, "unknown") for cell in row.cells if vocabulary.label(cell.text) is None and all(cell is not c for c, _ in found)]
    columns.sort(key=lambda item: item[0].column)
    return _halved(columns, order)


def _halved(cells: list[tuple[Cell, str]], order: tuple[Period, ...]) -> Header:
    cells = _first_year(cells)
    roles = [role for _, role in cells]
    explicit = "target_total" in roles and "target_annual" in roles
    seen: set[str] = set()
    half = 0
    placed: list[tuple[Cell, str, int]] = []
    for cell, role in cells:
        plain = "target" if role in ("target_total", "target_annual") else role
        if not explicit and plain in _HALF_ROLES and plain in seen and half == 0 and not seen.isdisjoint({"target", "level3"}):
            half, seen = 1, set()
        seen.add(plain)
        placed.append((cell, role, half))
    halves: tuple[Period, ...] = order if half or explicit else ("annual",)
    columns = []
    for cell, role, which in placed:
        period: Period | None = halves[which] if which < len(halves) else halves[-1]
        if explicit:
            period = "total" if role == "target_total" else "annual" if role == "target_annual" else None
        plain = "target" if role in ("target_total", "target_annual") else role
        if plain == "level1" and half and not any(r == "level1" and w == 1 for _, r, w in placed):
            period = None
        columns.append(Column(plain, period, cell.column, cell.column + cell.column_span, cell.text))
    kept = tuple(column for column in columns if column.role != "evaluation")
    return Header(kept, halves, any(role == "evaluation" for role in roles))


def _first_year(cells: list[tuple[Cell, str]]) -> list[tuple[Cell, str]]:
    """2024年目标值 | 2025年目标值 side by side: the first is the budget year's; the later ones are named as unread."""
    out: list[tuple[Cell, str]] = []
    for n, (cell, role) in enumerate(cells):
        beside = n > 0 and cells[n - 1][1].startswith("target") and _YEARLY.match(squeeze(cells[n - 1][0].text))
        later = role.startswith("target") and beside and _YEARLY.match(squeeze(cell.text))
        out.append((cell, "unknown" if later else role))
    return out


def refine(header: Header, row: Row, vocabulary: Vocabulary) -> Header | None:
    """The header with its second line (计算符号 · 指标值 · 计量单位 under 指标值), or None when `row` is no such line."""
    if not row.cells or not all(
        (label := vocabulary.label(cell.text)) and label.role("column") and not label.rest for cell in row.cells
    ):
        return None
    parts: list[Column] = []
    for cell, role in column_roles(row, vocabulary):
        over = next((c for c in header.columns if c.start <= cell.column < c.end), None)
        parts.append(Column(role, over.half if over else header.halves[-1], cell.column, cell.column + cell.column_span))
    covered = {c.start for part in parts for c in header.columns if c.start <= part.start < c.end}
    kept = [c for c in header.columns if c.start not in covered]
    return Header(tuple(sorted((*kept, *parts), key=lambda c: c.start)), header.halves, header.evaluation)


def with_project_columns(header: Header, above: Row, vocabulary: Vocabulary) -> Header:
    """The header of a flat list in two lines: the line above it names the project's columns, all of them labels."""
    labels = [vocabulary.label(cell.text) for cell in above.cells]
    if len(labels) < 3 or any(label is None or label.rest for label in labels):
        return header
    taken = {c for column in header.columns for c in range(column.start, column.end)}
    project = [
        Column(label.column, None, cell.column, cell.column + cell.column_span, cell.text)
        for cell, label in zip(above.cells, labels, strict=True)
        if label and label.column and "." in label.column and not label.role("column", "section") and cell.column not in taken
    ]
    if not any(column.role in _NAMES_PROJECT for column in project):
        return header
    return Header(tuple(sorted((*header.columns, *project), key=lambda c: c.start)), header.halves, header.evaluation)
