"""Workbooks that are broken, locked or made to do harm: a message in Chinese, bounded time and memory, nothing else."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlwt

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading import read_bytes
from linter.reading.blocks import ParagraphBlock, TableBlock
from tests.hanging import no_hanging
from tests.reading.test_excel import ods
from tests.reading.workbooks import book_of, saved, sheet_xml, strings_xml

SMALL = Limits(unpacked_megabytes=8)
ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>'


def old_book() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(20):
        for column in range(5):
            sheet.write(row, column, f"甲{row}" if column % 2 else row * 1.5)
    sheet.write_merge(21, 23, 0, 4, "合")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def new_book() -> bytes:
    book = openpyxl.Workbook()
    for row in range(20):
        book.active.append([f"甲{row}", row, "=A1"])
    return saved(book)


def refused(data: bytes, name: str = "表.xlsx", limits: Limits = SMALL) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name, limits)
    assert caught.value.remedy
    return caught.value.what


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_zip_bomb(part: str) -> None:
    bomb = b"<worksheet>" + b" " * (20 << 20)
    given = {} if part.endswith("sheet1.xml") else {part: bomb}
    first = bomb.decode() if part.endswith("sheet1.xml") else sheet_xml(ROW)
    if part == "xl/styles.xml":
        given["xl/sharedStrings.xml"] = strings_xml("<si><t>甲</t></si>").encode()
    assert "压缩炸弹" in refused(book_of(first, parts=given))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["sheet", "strings", "workbook"])
def test_entities(declaration: str, part: str) -> None:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet, parts = sheet_xml(ROW), {"xl/sharedStrings.xml": strings_xml("<si><t>甲</t></si>")}
    if part == "sheet":
        sheet = f'<?xml version="1.0"?>{declaration}<worksheet {main}><sheetData><row r="1"><c r="A1" t="str"><v>&c;</v></c></row></sheetData></worksheet>'
    elif part == "strings":
        parts["xl/sharedStrings.xml"] = f'<?xml version="1.0"?>{declaration}<sst {main}><si><t>&c;</t></si></sst>'
    else:
        parts["xl/workbook.xml"] = f'<?xml version="1.0"?>{declaration}<workbook {main}>&c;</workbook>'
    assert "实体" in refused(book_of(sheet, parts=parts)) or "http" in declaration


def test_a_cell_at_each_end_of_the_sheet() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="XFC1048576"><v>3</v></c><c r="XFD1048576"><v>4</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A2:XFD1048000"/><mergeCell ref="B1:XFD1"/></mergeCells>'
    tracemalloc.start()
    with no_hanging():
        document = read_bytes(book_of(sheet_xml(rows, merges)), "表.xlsx")
    assert tracemalloc.get_traced_memory()[1] < 50 << 20
    tracemalloc.stop()
    first, last = document.blocks
    assert isinstance(first, TableBlock)
    assert isinstance(last, TableBlock)
    assert last.place.spot(last.cells[-1].row, last.cells[-1].column).cell == "XFD1048576"
    assert sum(1 for _ in last.rows()) == last.row_count < 200


def test_beyond_the_last_column() -> None:
    assert "16384" in refused(book_of(sheet_xml('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')))


def test_more_cells_than_can_be_read() -> None:
    row = "".join(f'<c r="{c}1"><v>1</v></c>' for c in "ABCDEFGHIJ")
    sheet = sheet_xml("".join(f'<row r="{n}">{row}</row>' for n in range(1, 160_000)))
    assert "太多" in refused(book_of(sheet), limits=Limits())


def test_empty_cells_cost_nothing() -> None:
    row = "".join(f'<c r="{c}1" s="1"/>' for c in "ABCDEFGHIJ")
    sheet = sheet_xml(ROW.replace(' t="s"', "") + f'<row r="2">{row}</row>' * 100_000)
    assert len(read_bytes(book_of(sheet), "表.xlsx", Limits()).blocks) == 1


def test_missing_parts() -> None:
    assert "损坏" in refused(book_of(sheet_xml(ROW)))  # no shared strings
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book_of(sheet_xml(ROW)))) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            if "sheet1" not in info.filename:
                target.writestr(info.filename, source.read(info))
    assert "表1" in refused(out.getvalue())


@pytest.mark.parametrize("rows", ["<row r='1'><c r='A1'>", '<row r="1"><c r="A1"><v>1</v></c></row></sheetDa', "&nbsp;<row/>"])
def test_xml_that_is_none(rows: str) -> None:
    assert "损坏" in refused(book_of(sheet_xml(rows).replace("</worksheet>", "") if "nbsp" not in rows else f"<worksheet>{rows}"))


def test_locked_workbooks() -> None:
    ole = bytearray(old_book())
    at = ole.find(struct.pack("<HH", 0x42, 2))
    ole[at : at + 2] = struct.pack("<H", 0x2F)
    assert "密码" in refused(bytes(ole), "表.xls")
    locked = ods("")
    out = io.BytesIO(locked)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
    assert "密码" in refused(out.getvalue(), "表.ods")


@pytest.mark.parametrize(
    "table",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>',
        '<table:table-row><table:table-cell table:number-columns-repeated="99999999"><text:p>x</text:p></table:table-cell></table:table-row>',
    ],
)
def test_repeated_cells_of_an_ods(table: str) -> None:
    said = refused(ods(f'<table:table table:name="a">{table}</table:table>'), "表.ods")
    assert "太多" in said or "16384" in said


@pytest.mark.parametrize("name", ["表.xls", "表.et", "表"])
def test_a_compound_file_that_is_no_workbook(name: str) -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, name)


def test_chains_that_run_in_circles() -> None:
    ole = bytearray(old_book())
    (fat,) = struct.unpack_from("<I", ole, 76)
    for n in range(128):
        struct.pack_into("<I", ole, (fat + 1) * 512 + 4 * n, n)
    assert "损坏" in refused(bytes(ole), "表.xls")


@pytest.mark.parametrize(("make", "name"), [(new_book, "表.xlsx"), (old_book, "表.xls"), (lambda: ods(
    '<table:table table:name="a"><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row></table:table>'), "表.ods")])
def test_damage_never_escapes(make: Callable[[], bytes], name: str) -> None:
    data, chance = make(), random.Random(4)
    for n in range(300):
        harmed = bytearray(data)
        if n % 3 == 0:
            del harmed[chance.randrange(8, len(harmed)) :]
        else:
            for _ in range(chance.choice((1, 5, 50))):
                harmed[chance.randrange(8, len(harmed))] = chance.randrange(256)
        try:
            document = read_bytes(bytes(harmed), name, SMALL)
        except ReadError:
            continue
        assert all(isinstance(block, ParagraphBlock | TableBlock) for block in document.blocks)


def test_damage_inside_the_parts_never_escapes() -> None:
    with zipfile.ZipFile(io.BytesIO(new_book())) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    chance = random.Random(5)
    for _ in range(300):
        harmed = dict(parts)
        name = chance.choice([name for name in parts if "xl/" in name])
        part = bytearray(harmed[name])
        for _ in range(chance.choice((1, 4))):
            at = chance.randrange(len(part))
            part[at : at + chance.choice((0, 1, 9))] = chance.choice((b"", b"9", b"<", b">", b'"', b"\xff", b"&", b"/", b"-1", b"99999999999"))
        harmed[name] = bytes(part)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for key, held in harmed.items():
                target.writestr(key, held)
        try:
            read_bytes(out.getvalue(), "表.xlsx", SMALL)
        except ReadError:
            continue
