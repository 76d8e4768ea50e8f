"""A workbook with all that a careless writer would lose, round the faulty form."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image

from tests.containers.excel import as_workbook
from tests.report.annotate.forms import faulty

FAULTY = "E24"  # 及时, which is no share
THREADED = "E25"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_RELATIONS = "http://schemas.microsoft.com/office/2017/10/relationships"
_THREAD, _WRITER = "{11111111-2222-4333-8444-555555555555}", "{99999999-2222-4333-8444-555555555555}"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), content)
    return out.getvalue()


def workbook() -> bytes:
    """An .xlsm: chart, picture, validation, conditional format, names, hidden and protected sheets, old comments, a thread,
    macros and parts no library knows of."""
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(faulty())))
    sheet = book.active
    sheet[FAULTY].comment = Comment("张三：这里再想想", "张三")
    sheet[THREADED].comment = Comment("[线索批注]\n李四：请财务看一下", f"tc={_THREAD}")
    sheet["C11"].comment = Comment("与检查无关的批注", "张三")
    picture = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(picture, "PNG")
    sheet.add_image(Picture(picture), "K3")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=9, max_row=14))
    sheet.add_chart(chart, "K8")
    validation = DataValidation(type="list", formula1='"是,否"')
    validation.add("J2")
    sheet.add_data_validation(validation)
    sheet.conditional_formatting.add("D9:D14", CellIsRule(operator="greaterThan", formula=["1"], fill=PatternFill("solid", bgColor="00FF00")))
    book.defined_names["资金"] = DefinedName("资金", attr_text="'绩效目标'!$D$9:$D$14")
    sheet.protection.sheet = True
    sheet.protection.password = "1234"
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "=1+1"
    hidden.sheet_state = "hidden"
    hidden["A1"].comment = Comment("底稿批注", "张三")
    out = io.BytesIO()
    book.save(out)
    return packed(_with_more(parts_of(out.getvalue())))


def _with_more(parts: dict[str, bytes]) -> dict[str, bytes]:
    sheet = "xl/worksheets/sheet1.xml"
    related = "xl/worksheets/_rels/sheet1.xml.rels"
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{_THREADS}"><threadedComment ref="{THREADED}" dT="2025-03-01T09:00:00.00" personId="{_WRITER}" '
        f'id="{_THREAD}"><text>请财务看一下</text></threadedComment></ThreadedComments>'
    ).encode()
    parts["xl/persons/person.xml"] = (
        f'<personList xmlns="{_THREADS}"><person displayName="李四" id="{_WRITER}" userId="lisi" providerId="None"/></personList>'
    ).encode()
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 not looked at"
    parts["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    parts["customXml/item1.xml"] = b'<?xml version="1.0"?><!-- kept --><own xmlns="urn:own">\r\n<a/></own>'
    parts["xl/pivotTables/pivotTable1.xml"] = b"<pivotTableDefinition/>"
    _add(parts, related, f'<Relationship Id="rIdT" Type="{_RELATIONS}/threadedComment" Target="../threadedComments/threadedComment1.xml"/>')
    _add(parts, "xl/_rels/workbook.xml.rels", f'<Relationship Id="rIdP" Type="{_RELATIONS}/person" Target="persons/person.xml"/>')
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    more = (
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
        '<Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/>'
    )
    parts["[Content_Types].xml"] = types.replace(b"</Types>", more.encode() + b"</Types>")
    parts[sheet] = parts[sheet].replace(b"<sheetData>", b"<!-- a remark --><sheetData>")
    # Excel writes in drawings what is no XML
    drawing = next(name for name in parts if name.endswith(".vml"))
    parts[drawing] = parts[drawing].replace(b'<div style="text-align:left"/>', b'<div style="text-align:left"><br></div>', 1)
    assert b"<br>" in parts[drawing]
    return parts


def _add(parts: dict[str, bytes], name: str, relation: str) -> None:
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode() + b"</Relationships>")


def changed(before: bytes, after: bytes, *, ignore: Callable[[str], bool] = lambda name: False) -> set[str]:
    """The names of parts that are not byte for byte what they were, new ones included."""
    old, new = parts_of(before), parts_of(after)
    assert not old.keys() - new.keys()
    return {name for name in new if old.get(name) != new[name] and not ignore(name)}


def notes_of(data: bytes) -> dict[str, str]:
    """Sheet!cell → text of its comment, as openpyxl reads it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.comment
    }


def boxes_of(drawing: bytes) -> list[tuple[int, int]]:
    """Row and column, from 0, of every comment box of a legacy drawing."""
    return [
        (int(row), int(column)) for row, column in re.findall(rb"Row>(\d+)</\w+:Row>\s*<\w+:Column>(\d+)<", drawing)
    ]
