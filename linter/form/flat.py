"""Flat lists (清单式): one indicator a row, the project's columns repeated or in a list of their own → one table per project."""

from __future__ import annotations

from dataclasses import replace

from linter.form.columns import Header
from linter.form.draft import Draft
from linter.form.indicators import IndicatorReader
from linter.form.layout import name_of, text_of
from linter.form.money import amount_unit
from linter.form.own_list import is_own, read_own, row_number, settle_own
from linter.form.project_list import ProjectLists, ProjectRow
from linter.form.segment import Segment
from linter.form.vocabulary import Label, Vocabulary
from linter.grid.grid import Row
from linter.reading.blocks import Cell
from linter.submission import Period, Text
from linter.tables import table, words
from linter.wording import squeeze

NO_LISTS = ProjectLists()


def read_flat(segment: Segment, vocabulary: Vocabulary, start: Draft, lists: ProjectLists = NO_LISTS) -> list[Draft]:
    """A draft per project, in the order they first appear. `start` holds what the paragraphs above say.

    What `lists` say of a project of the same code or name is added; a project that stands only there has no indicators.
    """
    header: Header | None = None
    projects: dict[tuple[str, ...], _Project] = {}
    current: tuple[str, ...] | None = None
    for n, row in enumerate(segment.rows):
        if n in segment.headers:
            header = segment.headers[n]
            start.unread_columns(row, header.unknown)
            continue
        if header is None:
            _caption(start, row)
            continue
        cells = {cell.column: cell for cell in row.cells}
        current = _key(cells, header) or current
        if current is None or (len(row.cells) == 1 and current not in projects and _is_unit(row.cells[0].text)):
            continue
        if current not in projects:
            projects[current] = _Project(start.fresh(row.spot(row.cells[0])), row)
        projects[current].read(row, cells, header, vocabulary)
    joined = [row for project in projects.values() for row in project.join(lists, vocabulary)]
    drafts = [project.finish(header) for project in projects.values() if header]
    if joined:
        known = {id(row) for row in joined}
        for line in lists.rows:
            if id(line) not in known:
                drafts.append(start.fresh(line.row.spot(line.row.cells[0])))
                _project_row(drafts[-1], line, vocabulary)
    if drafts:
        drafts[0].left_columns = start.left_columns
    return drafts


def _is_unit(text: str) -> bool:
    """A unit's name in a row of its own, over its projects."""
    return squeeze(text).endswith(tuple(table("segments")["unit_endings"]))


def _caption(start: Draft, row: Row) -> None:
    """单位：万元 in a row of the table itself, above its heading, as worksheets have it."""
    for cell in row.cells:
        said = squeeze(cell.text)
        if len(said) <= 40 and "单位:" in said.replace("：", ":"):
            start.money_unit = amount_unit(said) or start.money_unit


class _Project:
    """One project of the list while its rows are read."""

    def __init__(self, draft: Draft, first: Row) -> None:
        self.draft, self.first = draft, first
        self._readers: dict[Period, IndicatorReader] = {}

    def read(self, row: Row, cells: dict[int, Cell], header: Header, vocabulary: Vocabulary) -> None:
        _project_columns(self.draft, header, row, cells, vocabulary)
        if is_own(header):
            read_own(self.draft, header, row, cells)
        half = _half(cells, header)
        if half not in self._readers:
            self._readers[half] = IndicatorReader(self.draft, vocabulary, _one_half(header, half))
        self._readers[half].read(_indicator_cells(row, header), number=row_number(header, cells))

    def join(self, lists: ProjectLists, vocabulary: Vocabulary) -> list[ProjectRow]:
        """Adds what the lists say of this project; the rows that do."""
        code, name = (self.draft.fields[key].value if key in self.draft.fields else "" for key in ("project_code", "project_name"))
        rows = lists.of(code, name)
        for line in rows:
            _project_row(self.draft, line, vocabulary)
        return rows

    def finish(self, header: Header) -> Draft:
        for _, reader in sorted(self._readers.items(), reverse=True):  # 实施期 (total) before 年度
            reader.finish()
        self.draft.two_halves = "total" in self._readers
        if is_own(header):
            settle_own(self.draft, header, self.first)
        return self.draft


def _key(cells: dict[int, Cell], header: Header) -> tuple[str, ...] | None:
    """What tells one project from the next; None in a row that leaves it blank and so goes on with the one above."""
    roles = ["field.project_code", "field.project_name"]
    if is_own(header):  # every row says all of it; overall forms have neither code nor name
        roles += ["list.form", "list.title"]
    found = tuple(name_of(cell.text) if (cell := _at(cells, header, role)) else "" for role in roles)
    return found if any(found) else None


def _at(cells: dict[int, Cell], header: Header, role: str) -> Cell | None:
    return next((cells[c.start] for c in header.columns if c.role == role and c.start in cells), None)


def _half(cells: dict[int, Cell], header: Header) -> Period:
    cell = _at(cells, header, "period")
    return "total" if cell and name_of(cell.text) in words("block", "total_periods") else "annual"


def _one_half(header: Header, half: Period) -> Header:
    columns = tuple(replace(c, half=half) for c in header.columns)
    return Header(columns, (half,), header.evaluation)


def _indicator_cells(row: Row, header: Header) -> Row:
    """The row with only its indicator cells: project columns are read elsewhere."""
    project = {c.start for c in header.columns if "." in c.role}
    return Row([cell for cell in row.cells if cell.column not in project], row.place, row.spans_known, row.number, row.above)


def _project_row(draft: Draft, line: ProjectRow, vocabulary: Vocabulary) -> None:
    cells = {cell.column: cell for cell in line.row.cells}
    _project_columns(draft, line.header, line.row, cells, vocabulary, line.unit)


def _project_columns(
    draft: Draft, header: Header, row: Row, cells: dict[int, Cell], vocabulary: Vocabulary, unit: str | None = None
) -> None:
    """`unit`: of money, where the columns do not say it."""
    for column in header.columns:
        if "." not in column.role:
            continue
        kind, _, key = column.role.partition(".")
        cell = cells.get(column.start)
        label = vocabulary.label(column.label) or Label(column.label, ())
        if kind == "field":
            draft.printed.add(key)
            if cell and key not in draft.fields:
                draft.fields[key] = Text(name_of(cell.text), row.spot(cell))
        elif kind == "text":
            draft.labels.setdefault(key, label.text)
            _text(draft, key, cell, row)
        elif kind in ("amount", "source"):
            _money(draft, kind, key, cell, row, label.unit or amount_unit(column.label) or unit)


def _text(draft: Draft, key: str, cell: Cell | None, row: Row) -> None:
    if key == "fund_use":
        draft.fund_use_label = True
        if cell and not draft.fund_use_filled:
            draft.running_use(row, cell)
    elif key == "goals":
        if cell and not draft.goals:
            draft.goals.append(Text(text_of(cell.text), row.spot(cell)))
        draft.goals_label = True
    else:
        draft.printed.add(key)
        if cell and not (key in draft.texts and draft.texts[key].value):
            draft.texts[key] = Text(text_of(cell.text), row.spot(cell))
        else:
            draft.texts.setdefault(key, Text("", row.spot(row.cells[0])))


def _money(draft: Draft, kind: str, key: str, cell: Cell | None, row: Row, unit: str | None) -> None:
    if kind == "amount":
        draft.printed.add(f"amounts.{key}")
        if cell and key not in draft.amounts:
            draft.amount(key, cell, row, unit)
    elif cell:
        draft.source("annual", key, cell, row, unit)
    else:
        draft.sources.setdefault("annual", {}).setdefault(key, None)
