"""Workbooks written fast: .xlsx by xlsxwriter, .xls of Excel 97–2003 by xlwt; titles merged over the tables below them.

`tests/containers/excel.py` (openpyxl) writes what people type as numbers; it takes several times as long, and an intake
is half workbooks.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import xlsxwriter
import xlwt

from tests.containers.grid import NEW_PAGE, placed, width
from tests.layouts import Part

_CREATED = datetime(2024, 1, 2, 3, 4, 6)
_RULED = {"text_wrap": True, "valign": "vcenter", "border": 1}
_OLD_RULED = xlwt.easyxf("align: wrap on, vert center; borders: left thin, right thin, top thin, bottom thin")
Write = Callable[[int, int, int, int, str], None]  # first row, last row, first column, last column, text


def as_workbook(parts: Sequence[Part], *, a_sheet_each: bool = False) -> bytes:
    """An .xlsx of the parts, on one sheet or each table with the paragraphs above it on its own."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    ruled = book.add_format(_RULED)
    for group in _sheets(parts) if a_sheet_each else [list(parts)]:
        sheet = book.add_worksheet()

        def write(top: int, bottom: int, left: int, right: int, text: str, sheet: xlsxwriter.worksheet.Worksheet = sheet) -> None:
            if (top, left) == (bottom, right):
                sheet.write_string(top, left, text, ruled)
            else:
                sheet.merge_range(top, left, bottom, right, text, ruled)

        _fill(group, write)
    book.close()
    return out.getvalue()


def as_old_workbook(parts: Sequence[Part]) -> bytes:
    """An .xls of the parts on one sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("绩效目标")
    _fill(parts, lambda top, bottom, left, right, text: sheet.write_merge(top, bottom, left, right, text, _OLD_RULED))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheets(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Each table with the paragraphs above it."""
    group: list[Part] = []
    for part in parts:
        group.append(part)
        if not isinstance(part, str):
            yield group
            group = []


def _fill(parts: Sequence[Part], write: Write) -> None:
    """The parts below each other, an empty row behind each table."""
    parts = [part for part in parts if part != NEW_PAGE]
    top = 0
    for n, part in enumerate(parts):
        if isinstance(part, str):
            wide = next((width(each) for each in parts[n:] if not isinstance(each, str)), 2)
            write(top, top, 0, wide - 1, part)
            top += 1
            continue
        for y, x, cell in placed(part):
            write(top + y, top + y + cell.down - 1, x, x + cell.across - 1, cell.text)
        top += len(part) + 1
