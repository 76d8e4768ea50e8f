"""The sheet part of an xlsx → `Worksheet`, in one pass and in bounded memory: only cells that hold something are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from linter.errors import ReadError
from linter.reading.excel.canonical import Chunks, OddSpelling, joined, pieces, respelt
from linter.reading.excel.cell_texts import CellTexts
from linter.reading.excel.known import Known
from linter.reading.excel.shared_strings import CALLED
from linter.reading.excel.worksheet import Merge, Worksheet
from linter.reading.limits import MAX_COLUMNS, MAX_PIECES, Clock, too_many_pieces, too_wide
from linter.reading.package import broken

# letters, row, other attributes, then the value alone or whatever else the cell holds
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>/]*)>(?:<v>([^<]*)</v></c>|(.*?)</c>)', re.DOTALL)
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^>]*/>')
_ANY_CELL = re.compile(rb"<c[\s/>]")
_PLAIN_CELL = b'<c r="'
_ROW = re.compile(rb"<row ([^>]*)>")
_ROW_NUMBER = re.compile(rb'(?:^| )r="([0-9]+)"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_COLUMNS = re.compile(rb"<col ([^>]*)>")
_BOUNDS = re.compile(rb'(min|max)="([0-9]+)"')
_MERGE = re.compile(rb'<mergeCell [^>]*?ref="([^"]*)"')
_RANGE = re.compile(rb"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_TOLD = {"col": ("min", "max", "hidden"), "mergeCell": ("ref",)}
_MAX_ROWS = 1_048_576
_MOST_RANGES_KNOWN = 4096
_LOOKED_AT = 20  # cells, to see whether texts stand in their cells


def read_sheet(sheet: Worksheet, chunks: Chunks, texts: CellTexts, clock: Clock) -> None:
    """Fills `sheet` from its part. Raises ReadError for what is no XML, for more cells than can be read and for cells
    beyond the last column.
    """
    reading = _Reading(sheet, texts, clock)
    try:
        reading.take(pieces(chunks(), b"</row>", b"</worksheet>"))
    except OddSpelling:
        reading.start_over()
        try:
            reading.take(respelt(chunks(), CALLED, _TOLD, {"c": _Respeller().cell, "row": _row}))
        except OddSpelling as error:
            raise broken(CALLED) from error


class _Reading:
    def __init__(self, sheet: Worksheet, texts: CellTexts, clock: Clock) -> None:
        self.sheet, self.texts, self.clock = sheet, texts, clock

    def start_over(self) -> None:
        sheet = self.sheet
        for held in (sheet.cells, sheet.merges, sheet.hidden_rows, sheet.hidden_columns, sheet.unsaved):
            held.clear()

    def take(self, parts: Iterable[bytes]) -> None:
        for n, part in enumerate(parts):
            self.clock.check(f"工作表“{self.sheet.name}”")
            if n == 0:
                self._columns(part)
            self._cells(part)
            self.texts.forget()
            if b"hidden=" in part:
                self._hidden(part)
            if b"<mergeCell " in part:
                self._merges(part)
            if len(self.sheet.cells) > MAX_PIECES:
                raise too_many_pieces()

    def _cells(self, part: bytes) -> None:
        found = _CELL.findall(part)
        _none_missed(part, len(found))
        texts = self.texts
        strings = texts.strings() if b't="s"' in part else []
        if any(inner for *_, inner in found[:_LOOKED_AT]):
            texts.learn((rest, inner) for _, _, rest, _, inner in found if inner)
        plain, values, inners = texts.plain, texts.values, texts.inners
        rows, columns = Known(_row_of), _COLUMN
        cells = [
            (rows[number], columns[letters], (strings[int(value)] if plain[rest] else values[rest, value]) if value else inners[rest, inner])
            for letters, number, rest, value, inner in found
        ]
        if texts.lacking:
            unsaved = self.sheet.unsaved
            unsaved += [
                (row, column)
                for (row, column, text), (_, _, rest, _, inner) in zip(cells, found, strict=True)
                if not text and (rest, inner) in texts.lacking
            ]
            del unsaved[MAX_PIECES:]
        self.sheet.cells += [cell for cell in cells if cell[2]]

    def _columns(self, part: bytes) -> None:
        for attributes in _COLUMNS.findall(part):
            if _HIDDEN.search(b" " + attributes):
                bounds = {name: int(value) for name, value in _BOUNDS.findall(attributes)}
                if len(bounds) == 2:
                    self.sheet.hidden_columns.append((bounds[b"min"] - 1, bounds[b"max"] - 1))

    def _hidden(self, part: bytes) -> None:
        for attributes in _ROW.findall(part):
            if _HIDDEN.search(b" " + attributes):
                number = _ROW_NUMBER.search(attributes)
                if number:
                    self.sheet.hidden_rows.add(int(number[1]) - 1)

    def _merges(self, part: bytes) -> None:
        self.sheet.merges += filter(None, map(_merged, _MERGE.findall(part)))
        if len(self.sheet.merges) > MAX_PIECES:
            raise too_many_pieces()


def _none_missed(part: bytes, found: int) -> None:
    """Raises OddSpelling where a part holds cells that are not spelt as those found."""
    plain = part.count(_PLAIN_CELL)
    if plain != part.count(b"<c") and plain != len(_ANY_CELL.findall(part)):
        raise OddSpelling
    if plain != found and plain != found + len(_EMPTY_CELL.findall(part)):
        raise OddSpelling


@lru_cache(maxsize=_MOST_RANGES_KNOWN)
def _merged(reference: bytes) -> Merge | None:
    """A merged range; None for what is none or lies out of the sheet."""
    found = _RANGE.match(reference)
    if not found:
        return None
    try:
        column, last = _COLUMN[found[1]], _COLUMN[found[3] or found[1]]
    except ReadError:
        return None
    row, last_row = int(found[2]) - 1, int(found[4] or found[2]) - 1
    return Merge(row, column, last_row, last) if last_row < _MAX_ROWS else None


def _row_of(number: bytes) -> int:
    return int(number) - 1


def column_of(letters: bytes) -> int:
    """The column of its letters, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    if number > MAX_COLUMNS:
        raise too_wide(f"列 {letters.decode('ascii')}")
    return number - 1


_COLUMN = Known(column_of)


class _Respeller:
    """Writes cells as Excel would; knows where a cell stands that does not say so."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._element: Any = None

    def cell(self, element: Any) -> str:
        row = element.getparent()
        if row is not self._element:
            given = row.get("r", "")
            self._row = int(given) if given.isdigit() else self._row + 1
            self._element, self._column = row, 0
        letters, digits = _split(element.get("r", ""))
        if letters:
            self._column, at = _COLUMN[letters.encode("ascii")] + 1, digits
        else:
            self._column, at = self._column + 1, str(self._row)
        inner = "".join(_inner(child) for child in element)
        if not inner:
            return ""
        told = "".join(f' {key}="{element.get(key)}"' for key in ("s", "t") if (element.get(key) or "").isalnum())
        return f'<c r="{_letters(self._column)}{at}"{told}>{inner}</c>'


def _inner(child: Any) -> str:
    name = str(child.tag).rpartition("}")[2]
    if name == "is":
        return f"<is><t>{escape(joined(child))}</t></is>"
    if name == "v":
        return f"<v>{escape(child.text or '')}</v>"
    return "<f></f>" if name == "f" else ""


def _row(element: Any) -> str:
    hidden = ' hidden="1"' if element.get("hidden") in ("1", "true") else ""
    number = element.get("r", "")
    return f'<row r="{number}"{hidden}>' if hidden and number.isdigit() else ""


def _split(reference: str) -> tuple[str, str]:
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference.replace("$", "").upper())
    return (found[1], found[2]) if found else ("", "")


@lru_cache(maxsize=MAX_COLUMNS)
def _letters(number: int) -> str:
    out = ""
    while number:
        number, letter = divmod(number - 1, 26)
        out = chr(ord("A") + letter) + out
    return out
