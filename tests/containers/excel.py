"""Workbooks (openpyxl): forms below each other on one sheet or one a sheet, cells as text or as people type them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from tests.containers.grid import NEW_PAGE, placed, weights, width
from tests.containers.packed import repacked
from tests.layouts import Part, Rows

_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GRID = Alignment(horizontal="left", vertical="center", wrap_text=True)
_TITLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_NUMBER = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,6}))?(%?)")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def as_workbook(parts: Sequence[Part], *, a_sheet_each: bool = False, numbers: bool = False, corner: tuple[int, int] = (0, 0)) -> bytes:
    """An .xlsx of the parts; paragraphs are title rows merged over the table below them.

    `a_sheet_each`: a sheet per table, with the paragraphs above it. `numbers`: what looks like a number, a share or a
    day is one, with the format that shows it so. `corner`: empty rows and columns before everything.
    """
    parts = [part for part in parts if part != NEW_PAGE]
    book = Workbook()
    book.remove(book.active)
    groups = list(_groups(parts)) if a_sheet_each else [list(parts)]
    for number, group in enumerate(groups, 1):
        sheet = book.create_sheet(f"表{number}" if a_sheet_each else "绩效目标")
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
        _fill(sheet, group, numbers, *corner)
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue())


def _groups(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Each table with the paragraphs above it; those behind the last table stay with it."""
    group: list[Part] = []
    last = max(n for n, part in enumerate(parts) if not isinstance(part, str))
    for n, part in enumerate(parts):
        group.append(part)
        if not isinstance(part, str) and n != last:
            yield group
            group = []
    yield group


def _fill(sheet: Any, parts: Sequence[Part], numbers: bool, top: int, left: int) -> None:
    tables = [part for part in parts if not isinstance(part, str)]
    wide = [weights(rows) for rows in tables]
    columns = [max(each[n] for each in wide if n < len(each)) for n in range(max(map(len, wide)))]
    for n, characters in enumerate(columns):
        sheet.column_dimensions[get_column_letter(left + n + 1)].width = characters * 2 + 2
    row = top + 1
    for n, part in enumerate(parts):
        if isinstance(part, str):
            under = next((width(each) for each in parts[n:] if not isinstance(each, str)), len(columns))
            _write(sheet, row, left + 1, part, (1, under), numbers=False)
            sheet.cell(row, left + 1).alignment, sheet.cell(row, left + 1).font = _TITLE, Font(bold=True, size=14)
            sheet.row_dimensions[row].height = 20 * -(-len(part) * 3 // int(2 * sum(columns[:under])))
            row += 1
            continue
        _table(sheet, part, row, left + 1, numbers, columns)
        row += len(part) + 1


def _table(sheet: Any, rows: Rows, top: int, left: int, numbers: bool, columns: list[float]) -> None:
    heights = [1] * len(rows)
    for y, x, cell in placed(rows):
        _write(sheet, top + y, left + x, cell.text, (cell.down, cell.across), numbers=numbers)
        room = sum(columns[x : x + cell.across])
        lines = sum(-(-max(1, len(line)) // int(room)) for line in cell.text.split("\n"))
        if cell.down == 1:
            heights[y] = max(heights[y], lines)
    for y, lines in enumerate(heights):
        sheet.row_dimensions[top + y].height = 16 * lines
        for x in range(width(rows)):
            sheet.cell(top + y, left + x).border = _RULED


def _write(sheet: Any, row: int, column: int, text: str, span: tuple[int, int], *, numbers: bool) -> None:
    cell = sheet.cell(row, column)
    cell.alignment = _GRID
    value, shape = typed(text) if numbers else (text, None)
    if shape:
        cell.value, cell.number_format = value, shape
    elif text:
        cell.value, cell.data_type = text, "s"  # never a formula, whatever it begins with
    if span != (1, 1):
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + span[0] - 1, end_column=column + span[1] - 1)


def typed(text: str) -> tuple[object, str | None]:
    """What a person types for this text, and the number format that shows it as this text; None: it stays a text.

    0 in front (codes) and long digits stay text, as they must.
    """
    day = _DAY.fullmatch(text)
    if day:
        return date(*map(int, day.groups())), "yyyy\\-mm\\-dd"
    number = _NUMBER.fullmatch(text)
    if not number or (number[2].startswith("0") and number[2] != "0") or len(text) > 15:
        return text, None
    _, whole, decimals, percent = number.groups()
    shape = ("#,##0" if "," in whole else "0") + ("." + "0" * len(decimals) if decimals else "") + percent
    value = float(text.replace(",", "").rstrip("%"))
    if percent:
        return value / 100, shape
    return (value if decimals else int(value)), "General" if shape == "0" else shape
