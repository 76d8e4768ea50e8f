"""Rows of a reviewer's workbook or CSV, a few columns of them: 300,000 findings come back, and three of their columns are of interest.

A document of `linter.reading` would hold every cell. Here an xlsx is read as a stream, and of its shared strings only those are
kept that are asked for; a CSV likewise. What else a spreadsheet may be (xls, et, ods) goes through `linter.reading`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from posixpath import basename
from typing import Any, Protocol
from zipfile import is_zipfile

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading import read_bytes
from linter.reading.blocks import SheetPlace, TableBlock
from linter.reading.encoding import decode
from linter.reading.package import Package, broken

_CALLED = "Excel 工作簿"
_LIMITS = Limits(text_megabytes=512, office_megabytes=512, unpacked_megabytes=8192)
_FIGURES = "0123456789"
_TEXTS = (".csv", ".tsv", ".txt")
Value = str | int  # a text, or the number of a shared one
Row = tuple[int, Mapping[int, Value]]  # its number from 1, column from 0 → value; empty cells are not in it


class Book(Protocol):
    """`sheets`: their names. Shared texts are looked up all at once, when it is known which are wanted."""

    @property
    def sheets(self) -> Sequence[str]: ...

    def rows(self, sheet: str, columns: Collection[int] | None = None) -> Iterator[Row]: ...

    def texts(self, numbers: Collection[int]) -> Mapping[int, str]: ...

    def place(self, sheet: str, row: int, column: int) -> str: ...


def book_of(data: bytes, source: str) -> Book:
    """The rows of a file, whatever it is. Raises ReadError."""
    if is_zipfile(io.BytesIO(data)) and "xl/workbook.xml" in (package := Package(data, _CALLED, _LIMITS)):
        return _Workbook(package)
    if source.lower().endswith(_TEXTS):
        return _Lines(data)
    return _Document(data, source)


class _Stream:
    """Pieces of bytes as the file that lxml wants; it takes pieces of any size."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, size: int) -> bytes:
        del size
        return next(self._pieces, b"")


def _elements(package: Package, part: str, tag: str) -> Iterator[Any]:
    """The elements of a part by local name, each forgotten after it was looked at. Raises ReadError for what is no XML."""
    from lxml import etree

    found = etree.iterparse(
        _Stream(package.chunks(part)), events=("end",), tag=f"{{*}}{tag}", resolve_entities=False, load_dtd=False, no_network=True,
    )
    try:
        for _, element in found:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise broken(_CALLED) from error


class _Workbook:
    def __init__(self, package: Package) -> None:
        self._package = package
        root, relations = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
        targets = {each.get("Id"): f"xl/worksheets/{basename(each.get('Target', ''))}" for each in relations.iterfind("{*}Relationship")}
        named = {
            each.get("name", ""): targets.get(next((value for key, value in each.attrib.items() if key.endswith("}id")), ""), "")
            for each in root.iterfind("{*}sheets/{*}sheet")
        }
        self._parts = {name: part for name, part in named.items() if part in package}
        self.sheets = tuple(self._parts)

    def rows(self, sheet: str, columns: Collection[int] | None = None) -> Iterator[Row]:
        number = 0
        for row in _elements(self._package, self._parts[sheet], "row"):
            number = int(row.get("r") or number + 1)
            cells: dict[int, Value] = {}
            column = -1
            for cell in row:
                at = cell.get("r")
                column = _column(at.rstrip(_FIGURES)) if at else column + 1
                if (columns is None or column in columns) and (value := _value(cell)) != "":
                    cells[column] = value
            yield number, cells

    def texts(self, numbers: Collection[int]) -> Mapping[int, str]:
        part = "xl/sharedStrings.xml"
        if not numbers or part not in self._package:
            return {}
        wanted = set(numbers)
        texts = islice(enumerate(_elements(self._package, part, "si")), max(wanted) + 1)
        return {number: _text(item) for number, item in texts if number in wanted}

    def place(self, sheet: str, row: int, column: int) -> str:
        return SheetPlace(sheet).spot(row - 1, column).said()


def _value(cell: Any) -> Value:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value: str = cell.findtext("{*}v") or ""
    return int(value) if kind == "s" and value.isdecimal() else value


def _text(element: Any) -> str:
    """The text of a string, its runs together, without how it is read aloud (rPh)."""
    return "".join(each.text or "" for each in element.iter("{*}t") if not each.getparent().tag.endswith("}rPh")).strip()


@cache
def _column(letters: str) -> int:
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - ord("A") + 1
    return number - 1


class _Lines:
    """A CSV; what separates its columns is what its first line has most of."""

    sheets = ("",)

    def __init__(self, data: bytes) -> None:
        self._text = decode(data).text

    def rows(self, sheet: str, columns: Collection[int] | None = None) -> Iterator[Row]:
        del sheet
        head = self._text.partition("\n")[0]
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=max(",\t;", key=head.count))
        before = 0
        try:
            for fields in reader:
                yield before + 1, {n: text.strip() for n, text in enumerate(fields) if text.strip() and (columns is None or n in columns)}
                before = reader.line_num
        except csv.Error as error:
            raise ReadError("这一行的引号不成对，或者太长", place=f"第{before + 1}行", remedy="请用表格软件打开，另存为 .xlsx 再试。") from error

    def texts(self, numbers: Collection[int]) -> Mapping[int, str]:
        del numbers
        return {}

    def place(self, sheet: str, row: int, column: int) -> str:
        del sheet
        return f"第{row}行第{column + 1}列"


@dataclass(slots=True)
class _Document:
    """Any other spreadsheet."""

    data: bytes
    source: str
    sheets: Sequence[str] = ()
    _rows: dict[str, dict[int, dict[int, Value]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for block in read_bytes(self.data, self.source, _LIMITS).blocks:
            found = ((cell.text, block.place.spot(cell.row, cell.column)) for cell in block.cells) if isinstance(block, TableBlock) else ((block.text, block.spot),)
            for text, spot in found:
                if spot.sheet is not None and spot.cell is not None:
                    _, row, column = spot.order
                    self._rows.setdefault(spot.sheet, {}).setdefault(int(row), {})[column - 1] = text
        self.sheets = tuple(self._rows)

    def rows(self, sheet: str, columns: Collection[int] | None = None) -> Iterator[Row]:
        for number, cells in sorted(self._rows[sheet].items()):
            yield number, {column: text for column, text in cells.items() if columns is None or column in columns}

    def texts(self, numbers: Collection[int]) -> Mapping[int, str]:
        del numbers
        return {}

    def place(self, sheet: str, row: int, column: int) -> str:
        return SheetPlace(sheet).spot(row - 1, column).said()


def shared(rows: Iterable[Mapping[int, Value]]) -> set[int]:
    """The numbers of the shared texts in these rows."""
    return {value for cells in rows for value in cells.values() if isinstance(value, int)}
