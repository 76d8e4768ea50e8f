"""xlsb: the same cells as records. Written here byte by byte as MS-XLSB lays them out, since no library writes it."""

from __future__ import annotations

import struct

import pytest

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading import read_bytes
from linter.reading.blocks import Cell, TableBlock
from tests.reading.workbooks import PACKAGE, TYPES, book_of


def record(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return number + size + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(kind: int, column: int, content: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + content)


def row(number: int, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIH", number, 0, 300) + bytes([0, 0x10 if hidden else 0, 0]) + b"\0" * 4)


def workbook(sheet: bytes) -> bytes:
    relations = "".join(
        f'<Relationship Id="{name}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for name, kind, target in (("r1", "worksheet", "worksheets/sheet1.bin"), ("s", "sharedStrings", "sharedStrings.bin"), ("t", "styles", "styles.bin"))
    )
    styles = (
        record(44, struct.pack("<H", 164) + wide('0"个"')) + record(617, b"\1\0\0\0")
        + b"".join(record(47, struct.pack("<HH", 0, n) + b"\0" * 12) for n in (0, 9, 164, 14)) + record(618)
    )
    return book_of(parts={
        "xl/workbook.xml": "",
        "xl/workbook.bin": record(153, b"\0" * 8) + record(156, struct.pack("<II", 1, 1) + wide("r1") + wide("目标")),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{TYPES}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/sharedStrings.bin": record(159) + record(19, b"\0" + wide("甲" * 70)) + record(19, b"\0" + wide(" 乙_x ")),
        "xl/styles.bin": styles,
        "xl/worksheets/sheet1.bin": sheet,
    })


SHEET = (
    record(60, struct.pack("<IIIIH", 1, 1, 0, 0, 1)) + row(2)
    + cell(7, 0, struct.pack("<I", 0)) + cell(5, 1, struct.pack("<d", 0.95), 1) + cell(2, 2, struct.pack("<I", 30 << 2 | 2), 2)
    + cell(1, 3, b"") + row(4, hidden=True) + cell(8, 0, wide("丙")) + cell(4, 1, b"\1") + cell(3, 2, b"\x07")
    + cell(9, 3, struct.pack("<d", 45366.0), 3) + cell(7, 4, struct.pack("<I", 1)) + cell(2, 5, struct.pack("<I", 2050 << 2 | 3))
    + record(176, struct.pack("<4I", 2, 3, 0, 0))
)


def test_cells_formats_and_hidden_parts() -> None:
    document = read_bytes(workbook(SHEET), "表.xlsb")
    (table,) = document.blocks
    assert isinstance(table, TableBlock)
    assert table.cells == (
        Cell(0, 0, "甲" * 70, 2, 1), Cell(0, 1, "95%"), Cell(0, 2, "30个"), Cell(2, 0, "丙"), Cell(2, 1, "TRUE"), Cell(2, 2, "#DIV/0!"),
        Cell(2, 3, "2024/3/15"), Cell(2, 4, "乙_x"), Cell(2, 5, "20.5"),
    )
    assert table.place.spot(2, 3).said() == "目标!D5"
    assert len(document.notes) == 3


def test_damage_never_escapes() -> None:
    for cut in range(1, len(SHEET), 3):
        for harmed in (SHEET[:cut], SHEET[:cut] + b"\xff" + SHEET[cut + 1 :]):
            try:
                read_bytes(workbook(harmed), "表.xlsb", Limits(unpacked_megabytes=4))
            except ReadError:
                continue


def test_far_columns_are_refused() -> None:
    with pytest.raises(ReadError, match="16384"):
        read_bytes(workbook(row(0) + cell(5, 20_000, struct.pack("<d", 1.0))), "表.xlsb")
