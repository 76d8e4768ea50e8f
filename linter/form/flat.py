"""Flat lists (清单式): one indicator a row, the project's columns repeated → one table per project."""

from __future__ import annotations

from dataclasses import replace

from linter.form.columns import Column, Header
from linter.form.draft import Draft
from linter.form.indicators import IndicatorReader
from linter.form.layout import name_of, text_of
from linter.form.money import amount_unit
from linter.form.segment import Segment
from linter.form.vocabulary import Label, Vocabulary
from linter.grid.grid import Row
from linter.read.blocks import Cell
from linter.submission import Period, Text
from linter.tables import words


def read_flat(segment: Segment, vocabulary: Vocabulary, start: Draft) -> list[Draft]:
    """A draft per project, in the order they first appear."""
    header: Header | None = None
    projects: dict[tuple[str, str], tuple[Draft, dict[Period, IndicatorReader]]] = {}
    current: tuple[str, str] | None = None
    for n, row in enumerate(segment.rows):
        if n in segment.headers:
            header = segment.headers[n]
            start.unread_columns(row, header.unknown)
            continue
        if header is None:
            continue
        cells = {cell.column: cell for cell in row.cells}
        code = _at(cells, header, "field.project_code")
        name = _at(cells, header, "field.project_name")
        if code or name:
            current = (name_of(code.text) if code else "", name_of(name.text) if name else "")
        if current is None:
            continue
        if current not in projects:
            draft = replace(start, printed=set(), labels={}, fields={}, field_labels={}, texts={}, fund_use=[], amounts={}, sources={}, contacts=[],
                            unit_unknown=set(), waiting={}, spending_plan=[], goals=[], indicators=[], left=[], left_columns=[] if projects else start.left_columns, spot=row.spot(row.cells[0]))
            projects[current] = (draft, {})
        draft, readers = projects[current]
        _project_columns(draft, header, row, cells, vocabulary)
        half = _half(cells, header)
        if half not in readers:
            readers[half] = IndicatorReader(draft, vocabulary, _one_half(header, half))
        readers[half].read(replace_cells(row, header))
    out = []
    for draft, readers in projects.values():
        for _, reader in sorted(readers.items(), reverse=True):  # 实施期 (total) before 年度
            reader.finish()
        draft.two_halves = len(readers) == 2
        out.append(draft)
    return out


def _at(cells: dict[int, Cell], header: Header, role: str) -> Cell | None:
    return next((cells[c.start] for c in header.columns if c.role == role and c.start in cells), None)


def _half(cells: dict[int, Cell], header: Header) -> Period:
    cell = _at(cells, header, "period")
    return "total" if cell and name_of(cell.text) in words("block", "total_periods") else "annual"


def _one_half(header: Header, half: Period) -> Header:
    columns = tuple(replace(c, half=half) for c in header.columns)
    return Header(columns, (half,), header.evaluation)


def replace_cells(row: Row, header: Header) -> Row:
    """The row with only its indicator cells: project columns are read elsewhere."""
    project = {c.start for c in header.columns if "." in c.role}
    return Row([cell for cell in row.cells if cell.column not in project], row.place, row.spans_known, row.number, row.above)


def _project_columns(draft: Draft, header: Header, row: Row, cells: dict[int, Cell], vocabulary: Vocabulary) -> None:
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
            _money(draft, kind, key, cell, row, label, column)


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


def _money(draft: Draft, kind: str, key: str, cell: Cell | None, row: Row, label: Label, column: Column) -> None:
    unit = label.unit or amount_unit(column.label)
    if kind == "amount":
        draft.printed.add(f"amounts.{key}")
        if cell and key not in draft.amounts:
            draft.amount(key, cell, row, unit)
    elif cell:
        draft.source("annual", key, cell, row, unit)
    else:
        draft.sources.setdefault("annual", {}).setdefault(key, None)
