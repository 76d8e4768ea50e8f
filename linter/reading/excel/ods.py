"""ods (OpenDocument 1.3, part 3, chapter 9) → blocks: the text that the cells print, read row by row in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from linter.errors import ReadError
from linter.limits import MEGABYTE, Limits
from linter.reading.blocks import Document
from linter.reading.excel.canonical import tidy
from linter.reading.excel.digits import general
from linter.reading.excel.worksheet import Merge, Worksheet, document
from linter.reading.limits import MAX_COLUMNS, MAX_PIECES, Clock, too_many_pieces, too_wide, unpacks_too_large
from linter.reading.package import Package, broken

CALLED = "ODS 电子表格"
_MOST = 128 * MEGABYTE  # of XML; elements take many times the room of their text

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_HIDDEN = ("collapse", "filter")
_NOT_SHOWN = (f"{_OFFICE}annotation", f"{_TEXT}ruby-text", f"{_TEXT}note")
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"


def read_ods(data: bytes, source: str, limits: Limits) -> Document:
    """The document of an ods. Raises ReadError for one with a password, what does not hold together or is too much."""
    clock = Clock(limits)
    package = Package(data, CALLED, limits)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise ReadError("这个 ODS 电子表格设了打开密码", remedy="请输入密码打开，去掉密码后另存一份再检查。")
    try:
        return document(_sheets(package, clock), source, clock)
    except (etree.XMLSyntaxError, ValueError, OverflowError) as error:
        raise broken(CALLED) from error


def _sheets(package: Package, clock: Clock) -> Iterator[Worksheet]:
    parser = etree.XMLPullParser(
        events=("start", "end"), tag=[f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column", f"{_STYLE}style", _CELL, _COVERED],
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True,
    )
    reading: _Sheet | None = None
    hidden: set[str] = set()
    depth = size = 0
    for chunk in package.chunks("content.xml"):
        size += len(chunk)
        if size > _MOST:
            raise unpacks_too_large(_MOST)
        clock.check()
        parser.feed(chunk)
        for event, element in parser.read_events():
            tag = element.tag
            if tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    if element.getroottree().docinfo.doctype:
                        raise ReadError(f"{CALLED}里有不该有的 XML 实体定义，可能是恶意文件，没有读取", remedy="请确认文件的来路，用原来的软件另存一份再检查。")
                    state = "hidden" if element.get(f"{_TABLE}style-name") in hidden else "visible"
                    reading = _Sheet(Worksheet(element.get(f"{_TABLE}name", ""), state))
                elif event == "end" and depth == 0 and reading:
                    yield reading.sheet
                    reading = None
                    element.clear()
            elif event == "start" or depth > 1:  # a table inside a cell is a picture of it
                continue
            elif tag == f"{_STYLE}style":
                properties = element.find(f"{_STYLE}table-properties")
                if properties is not None and properties.get(f"{_TABLE}display") == "false":
                    hidden.add(element.get(f"{_STYLE}name", ""))
            elif reading:
                reading.take(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    parser.close()


class _Sheet:
    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._row = self._column = self._style_column = 0
        self._cells: list[tuple[int, str, int, int, int, bool]] = []  # column, text, times, rows, columns, unsaved

    def take(self, element: Any) -> None:
        if element.tag in (_CELL, _COVERED):
            self._cell(element)
        elif element.tag == f"{_TABLE}table-column":
            times = _number(element, "number-columns-repeated")
            if element.get(f"{_TABLE}visibility") in _HIDDEN:
                self.sheet.hidden_columns.append((self._style_column, self._style_column + times - 1))
            self._style_column += times
        else:
            self._end_row(element)

    def _cell(self, element: Any) -> None:
        times = _number(element, "number-columns-repeated")
        text = _shown(element)
        rows, columns = _number(element, "number-rows-spanned"), _number(element, "number-columns-spanned")
        unsaved = not text and element.get(f"{_TABLE}formula") is not None and element.get(f"{_OFFICE}value-type") is None
        if text or unsaved or rows > 1 or columns > 1:
            if self._column + times > MAX_COLUMNS:
                raise too_wide(f"第{self._row + 1}行")
            self._cells.append((self._column, text, times, rows, columns, unsaved))
        self._column += times

    def _end_row(self, element: Any) -> None:
        times = _number(element, "number-rows-repeated")
        cells, self._cells, self._column = self._cells, [], 0
        sheet = self.sheet
        if cells:
            if times * sum(cell[2] for cell in cells) + len(sheet.cells) > MAX_PIECES:
                raise too_many_pieces()
            hidden = element.get(f"{_TABLE}visibility") in _HIDDEN
            for row in range(self._row, self._row + times):
                if hidden:
                    sheet.hidden_rows.add(row)
                for first, text, repeated, rows, columns, unsaved in cells:
                    for column in range(first, first + repeated):
                        if text:
                            sheet.cells.append((row, column, text))
                        if unsaved:
                            sheet.unsaved.append((row, column))
                        if rows > 1 or columns > 1:
                            sheet.merges.append(Merge(row, column, row + rows - 1, column + columns - 1))
        self._row += times


def _number(element: Any, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return max(int(value), 1) if value.isdigit() and len(value) < 9 else 1


def _shown(cell: Any) -> str:
    """The paragraphs of a cell; its value where a program wrote none."""
    lines = [_line(child) for child in cell if child.tag == f"{_TEXT}p"]
    text = tidy("\n".join(lines))
    return text or (_value(cell) if not lines else "")


def _line(element: Any) -> str:
    out = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            out += " " * (min(int(count), 1000) if count.isdigit() else 1)
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            out += "\n" if child.tag.endswith("k") else "\t"
        elif child.tag not in _NOT_SHOWN:
            out += _line(child)
        out += child.tail or ""
    return out


def _value(cell: Any) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "string":
        return tidy(cell.get(f"{_OFFICE}string-value", ""))
    if kind == "boolean":
        return "TRUE" if cell.get(f"{_OFFICE}boolean-value") == "true" else "FALSE"
    if kind in ("date", "time"):
        return tidy(cell.get(f"{_OFFICE}{kind}-value", ""))
    if kind in ("float", "currency", "percentage"):
        value = float(cell.get(f"{_OFFICE}value", "0"))
        if value != value or abs(value) == float("inf"):
            return ""
        return f"{general(value * 100)}%" if kind == "percentage" else general(value)
    return ""
