"""`Cells`: the cells of one sheet part, found by their references and made where there are none."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class Cells:
    """The cells of the sheet whose root this is. Rows and columns count from 1."""

    def __init__(self, root: etree._Element) -> None:
        self.root, self._namespace = root, f"{{{etree.QName(root).namespace}}}"

    def tag(self, name: str) -> str:
        return self._namespace + name

    @cached_property
    def rows(self) -> dict[int, etree._Element]:
        """Row number → element. Numbers that the file leaves out are written in: rows may come to stand between."""
        found: dict[int, etree._Element] = {}
        data = self.root.find(self.tag("sheetData"))
        number = 0
        for row in data.iterchildren(self.tag("row")) if data is not None else ():
            given = row.get("r", "")
            number = int(given) if given.isdecimal() else number + 1
            row.set("r", str(number))
            found.setdefault(number, row)
        return found

    @cached_property
    def _columns(self) -> list[tuple[int, int, etree._Element]]:
        return [
            (int(each.get("min", "0")), int(each.get("max", "0")), each)
            for each in self.root.iterfind(f"{self.tag('cols')}/{self.tag('col')}")
        ]

    @cached_property
    def _merged(self) -> dict[tuple[int, int], int]:
        found = {}
        for each in self.root.iterfind(f"{self.tag('mergeCells')}/{self.tag('mergeCell')}"):
            first, _, last = each.get("ref", "").partition(":")
            start, end = place_of(first), place_of(last)
            if start and end:
                found[start] = end[1]
        return found

    def first(self) -> str | None:
        """The reference of the first cell that holds something, None on an empty sheet."""
        for number, row in self.rows.items():
            for column, cell in self._cells_of(row):
                if len(cell):
                    return f"{letters(column)}{number}"
        return None

    def cell(self, row: int, column: int) -> etree._Element:
        """The cell at a place, made with the style of its row or column where the file has none."""
        home = self._row(row)
        before = None
        for at, each in self._cells_of(home):
            if at == column:
                return each
            if at > column:
                break
            before = each
        home.attrib.pop("spans", None)  # which columns the row has: a hint that may be left out
        made = etree.Element(self.tag("c"))
        made.set("r", f"{letters(column)}{row}")
        style = home.get("s") if home.get("customFormat") in ("1", "true") else self._column_style(column)
        if style:
            made.set("s", style)
        if before is None:
            home.insert(0, made)
        else:
            before.addnext(made)
        return made

    def last_column(self, row: int, column: int) -> int:
        """The last column of the merged range that begins at a cell, its own where none does."""
        return self._merged.get((row, column), column)

    def width_of(self, column: int) -> float:
        """The width of a column in pixels, about."""
        each = next((each for low, high, each in self._columns if low <= column <= high), None)
        if each is not None and each.get("hidden") in ("1", "true"):
            return 0.0
        width = each.get("width") if each is not None else None
        return _number(width, _number(self._default("defaultColWidth"), 8.43)) * 7 + 5

    def height_of(self, row: int) -> float:
        """The height of a row in pixels, about."""
        each = self.rows.get(row)
        if each is not None and each.get("hidden") in ("1", "true"):
            return 0.0
        points = _number(each.get("ht") if each is not None else None, _number(self._default("defaultRowHeight"), 15.0))
        return points * 4 / 3

    def _default(self, name: str) -> str | None:
        given = self.root.find(self.tag("sheetFormatPr"))
        return given.get(name) if given is not None else None

    def _row(self, number: int) -> etree._Element:
        if number in self.rows:
            return self.rows[number]
        made = etree.Element(self.tag("row"))
        made.set("r", str(number))
        above = max((each for each in self.rows if each < number), default=0)
        if above:
            self.rows[above].addnext(made)
        else:
            self.root.find(self.tag("sheetData")).insert(0, made)
        self.rows[number] = made
        return made

    def _cells_of(self, row: etree._Element) -> list[tuple[int, etree._Element]]:
        """The cells of a row by column; references that the file leaves out are written in."""
        found, column = [], 0
        for cell in row.iterchildren(self.tag("c")):
            place = place_of(cell.get("r", ""))
            column = place[1] if place else column + 1
            cell.set("r", f"{letters(column)}{row.get('r')}")
            found.append((column, cell))
        return found

    def _column_style(self, column: int) -> str | None:
        return next((each.get("style") for low, high, each in self._columns if low <= column <= high), None)


def place_of(reference: str) -> tuple[int, int] | None:
    """Row and column, from 1, of a reference like D12; None where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def letters(column: int) -> str:
    """The letters of a column counted from 1."""
    said = ""
    while column:
        column, letter = divmod(column - 1, 26)
        said = chr(ord("A") + letter) + said
    return said


def _number(given: str | None, otherwise: float) -> float:
    try:
        return float(given) if given else otherwise
    except ValueError:
        return otherwise
