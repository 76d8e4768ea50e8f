"""Excel's XML of 2003 (SpreadsheetML), which budget systems like to export under the name of .xls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from linter.limits import Limits
from linter.reading.blocks import Document
from linter.reading.excel.canonical import tidy
from linter.reading.excel.styles import Styles
from linter.reading.excel.worksheet import Merge, Worksheet, document
from linter.reading.limits import MAX_COLUMNS, MAX_PIECES, Clock, too_many_pieces, too_wide
from linter.reading.package import broken, xml

CALLED = "Excel 的 XML 表格"
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_STATES = {"SheetHidden": "hidden", "SheetVeryHidden": "veryHidden"}
_NAMED_FORMATS = {
    "": "General", "Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00", "Scientific": "0.00E+00", "General Number": "General",
    "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy", "Long Date": 'yyyy"年"m"月"d"日"', "General Date": "yyyy/m/d h:mm", "Short Time": "h:mm",
}
_FIRST_DAY = datetime(1899, 12, 30, tzinfo=UTC)


def read_spreadsheet_xml(data: bytes, source: str, limits: Limits) -> Document:
    """The document of such a file. Raises ReadError for what is no XML, holds entities or is too much."""
    clock = Clock(limits)
    root = xml(data, CALLED)
    try:
        return document(_sheets(root, clock), source, clock)
    except (ValueError, OverflowError) as error:
        raise broken(CALLED) from error


def _sheets(root: Any, clock: Clock) -> Iterator[Worksheet]:
    ids: dict[str, int] = {}
    codes: dict[int, str] = {}
    for style in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        given = style.find(f"{_SS}NumberFormat")
        code = "" if given is None else given.get(f"{_SS}Format", "")
        ids[style.get(f"{_SS}ID", "")] = number = len(ids)
        codes[number] = _NAMED_FORMATS.get(code, code)
    styles = Styles(list(codes), codes)
    for element in root.iterfind(f"{_SS}Worksheet"):
        clock.check()
        state = element.findtext(f"{_X}WorksheetOptions/{_X}Visible", "")
        sheet = Worksheet(element.get(f"{_SS}Name", ""), _STATES.get(state, "visible"))
        for held in element.iterfind(f"{_SS}Table"):
            _columns(sheet, held)
            _rows(sheet, held, styles, ids)
        yield sheet


def _columns(sheet: Worksheet, held: Any) -> None:
    at = 0
    for column in held.iterfind(f"{_SS}Column"):
        at = _number(column, "Index", at + 1) - 1
        last = at + _number(column, "Span", 0)
        if column.get(f"{_SS}Hidden") == "1":
            sheet.hidden_columns.append((at, last))
        at = last + 1


def _rows(sheet: Worksheet, held: Any, styles: Styles, ids: dict[str, int]) -> None:
    row = 0
    for line in held.iterfind(f"{_SS}Row"):
        row = _number(line, "Index", row + 1) - 1
        if line.get(f"{_SS}Hidden") == "1":
            sheet.hidden_rows.add(row)
        column = 0
        for cell in line.iterfind(f"{_SS}Cell"):
            column = _number(cell, "Index", column + 1) - 1
            across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
            if column + across >= MAX_COLUMNS:
                raise too_wide(f"第{row + 1}行")
            if across or down:
                sheet.merges.append(Merge(row, column, row + down, column + across))
            style = ids.get(cell.get(f"{_SS}StyleID") or line.get(f"{_SS}StyleID", ""), -1)
            text = _shown(cell.find(f"{_SS}Data"), style, styles)
            if text:
                sheet.cells.append((row, column, text))
                if len(sheet.cells) > MAX_PIECES:
                    raise too_many_pieces()
            elif cell.get(f"{_SS}Formula") and cell.find(f"{_SS}Data") is None:
                sheet.unsaved.append((row, column))
            column += across + 1
        row += 1 + _number(line, "Span", 0)


def _number(element: Any, name: str, default: int) -> int:
    value = element.get(f"{_SS}{name}", "")
    return int(value) if value.isdigit() and len(value) < 9 else default


def _shown(data: Any, style: int, styles: Styles) -> str:
    if data is None:
        return ""
    kind, text = data.get(f"{_SS}Type"), tidy("".join(data.itertext()))
    if kind == "Number" and text:
        return styles.number(text, style)
    if kind == "Boolean":
        return "TRUE" if text == "1" else "FALSE"
    if kind == "DateTime":
        try:
            when = datetime.fromisoformat(text).replace(tzinfo=UTC)
        except ValueError:
            return text
        days = (when - _FIRST_DAY).total_seconds() / 86400
        return styles.number(repr(days), style) if styles.code(style) != "General" else text.removesuffix("T00:00:00.000")
    return styles.text(text, style) if text else ""
