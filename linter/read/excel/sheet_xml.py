"""The sheet part of an xlsx → `Worksheet`, in one pass and in bounded memory: only cells that hold something are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from linter.errors import ReadError
from linter.read.blocks import Cell
from linter.read.excel.canonical import Chunks, OddSpelling, joined, pieces, respelt, shown
from linter.read.excel.shared_strings import CALLED, rich_text
from linter.read.excel.styles import Styles
from linter.read.excel.worksheet import Merge, Worksheet
from linter.read.limits import MAX_COLUMNS, MAX_PIECES, Clock, too_many_pieces, too_wide
from linter.read.package import broken

# letters, row, other attributes, then the value alone, the text alone, or whatever else the cell holds
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>/]*)>(?:<v>([^<]*)</v></c>|<is><t>([^<]*)</t></is></c>|(.*?)</c>)', re.DOTALL)
_ANY_CELL = re.compile(rb"<c[ />]")
_PLAIN_CELL = b'<c r="'
_ATTRIBUTE = re.compile(rb'([st])="([^"]*)"')
_VALUE = re.compile(rb"<v(?: [^>]*)?>([^<]*)</v>")
_ROW = re.compile(rb"<row ([^>]*)>")
_ROW_NUMBER = re.compile(rb'(?:^| )r="([0-9]+)"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_COLUMNS = re.compile(rb"<col ([^>]*)>")
_BOUNDS = re.compile(rb'(min|max)="([0-9]+)"')
_MERGE = re.compile(rb'<mergeCell [^>]*?ref="\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?"')
_ISO_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d*)?)?Z?)?")
_TOLD = {"col": ("min", "max", "hidden"), "mergeCell": ("ref",)}
_MAX_ROWS = 1_048_576
_MOST_KEPT = 100_000


def read_sheet(
    sheet: Worksheet, chunks: Chunks, strings: Callable[[], list[str]], styles: Callable[[], Styles], clock: Clock
) -> None:
    """Fills `sheet` from its part. `strings` and `styles` are asked for when the first cell needs them.

    Raises ReadError for what is no XML, for more cells than can be read and for cells beyond the last column.
    """
    reading = _Reading(sheet, strings, styles, clock)
    try:
        reading.take(pieces(chunks(), b"</row>", b"</worksheet>"))
    except OddSpelling:
        reading.start_over()
        reading.take(respelt(chunks(), CALLED, _TOLD, {"c": _Respeller().cell, "row": _row}))


class _Reading:
    def __init__(
        self, sheet: Worksheet, strings: Callable[[], list[str]], styles: Callable[[], Styles], clock: Clock
    ) -> None:
        self.sheet, self.clock = sheet, clock
        self._strings, self._styles = strings, styles
        self._attributes: dict[bytes, tuple[bytes, int]] = {b"": (b"n", 0)}
        self._own: dict[bytes, str] = {}  # texts that stand in their cells
        self._values: dict[tuple[bytes, bytes], str] = {}  # value and attributes → what the cell shows
        self._columns_known: dict[bytes, int] = {}

    def start_over(self) -> None:
        sheet = self.sheet
        for held in (sheet.cells, sheet.merges, sheet.hidden_rows, sheet.hidden_columns, sheet.unsaved):
            held.clear()

    def take(self, parts: Iterable[bytes]) -> None:
        for n, part in enumerate(parts):
            self.clock.check(f"工作表“{self.sheet.name}”")
            if n == 0:
                self._columns(part)
            if part.count(_PLAIN_CELL) != len(_ANY_CELL.findall(part)):
                raise OddSpelling
            self._cells(part)
            for kept in (self._own, self._values):
                if len(kept) > _MOST_KEPT:
                    kept.clear()
            if b"hidden=" in part:
                self._hidden(part)
            if b"<mergeCell " in part:
                self._merges(part)
            if len(self.sheet.cells) > MAX_PIECES:
                raise too_many_pieces()

    def _cells(self, part: bytes) -> None:
        add, attributes, new = self.sheet.cells.append, self._attributes, tuple.__new__
        strings: list[str] = []
        own, values, columns = self._own, self._values, self._columns_known
        for letters, number, rest, value, plain, inner in _CELL.findall(part):
            kind, style = attributes.get(rest) or self._attribute(rest)
            if plain:
                text = own.get(plain)
                if text is None:
                    text = own[plain] = shown(plain)
                if style and text:
                    text = self._styles().text(text, style)
            elif inner:
                text = self._unusual(letters, number, kind, style, inner)
            elif not value:
                continue
            elif kind == b"s":
                strings = strings or self._strings()
                try:
                    text = strings[int(value)]
                except (IndexError, ValueError) as error:
                    raise broken(CALLED) from error
                if style and text:
                    text = self._styles().text(text, style)
            else:
                text = values.get((value, rest))
                if text is None:
                    text = values[value, rest] = self._value(kind, style, value)
            if text:
                column = columns.get(letters)
                if column is None:
                    column = columns[letters] = column_of(letters)
                add(new(Cell, (int(number) - 1, column, text, 1, 1)))

    def _attribute(self, rest: bytes) -> tuple[bytes, int]:
        found = dict(_ATTRIBUTE.findall(rest))
        style = found.get(b"s", b"0")
        known = (found.get(b"t", b"n"), int(style) if style.isdigit() else 0)
        if len(self._attributes) < MAX_COLUMNS:
            self._attributes[rest] = known
        return known

    def _value(self, kind: bytes, style: int, value: bytes) -> str:
        if kind == b"n":
            return self._styles().number(value.decode("ascii", "replace").strip(), style)
        text = shown(value)
        if kind == b"str":
            return self._styles().text(text, style) if style and text else text
        if kind == b"b":
            return "TRUE" if text in ("1", "true") else "FALSE"
        if kind == b"d":
            found = _ISO_DATE.fullmatch(text)
            return " ".join(part for part in found.groups() if part and part != "00:00") if found else text
        return text  # errors as printed

    def _unusual(self, letters: bytes, number: bytes, kind: bytes, style: int, inner: bytes) -> str:
        """A cell with more than a value: a formula, text of its own."""
        if kind == b"inlineStr" or inner.startswith(b"<is"):
            text = rich_text(inner)
            return self._styles().text(text, style) if style and text else text
        found = _VALUE.search(inner)
        if found and found[1]:
            if kind == b"s":
                return self._strings()[int(found[1])]
            return self._value(kind, style, found[1])
        if b"<f" in inner and kind != b"str" and len(self.sheet.unsaved) < MAX_PIECES:
            self.sheet.unsaved.append((int(number) - 1, column_of(letters)))
        return ""

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
        for letters, number, last_letters, last_number in _MERGE.findall(part):
            try:
                column, last = column_of(letters), column_of(last_letters or letters)
            except ReadError:  # out of the sheet
                continue
            row, last_row = int(number) - 1, int(last_number or number) - 1
            if last_row < _MAX_ROWS:
                self.sheet.merges.append(Merge(row, column, last_row, last))
        if len(self.sheet.merges) > MAX_PIECES:
            raise too_many_pieces()


@lru_cache(maxsize=MAX_COLUMNS)
def column_of(letters: bytes) -> int:
    """The column of its letters, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    if number > MAX_COLUMNS:
        raise too_wide(f"列 {letters.decode('ascii')}")
    return number - 1


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
            self._column, at = column_of(letters.encode("ascii")) + 1, digits
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
