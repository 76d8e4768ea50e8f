from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from linter import api
from linter.finding import Fix
from linter.reading.inputs import Input
from linter.report.annotate import excel
from linter.report.annotate.excel.cells import Cells
from linter.report.annotate.excel.drawing import blocks_of, with_notes
from linter.report.annotate.excel.fills import COLOURS
from linter.report.annotate.outcome import SIGNED, Copy
from linter.report.annotate.parts import Parts
from linter.report.report import Report
from linter.where import NOWHERE, Spot
from tests.containers.excel import as_workbook
from tests.containers.office import PROGRAM, converted
from tests.hanging import no_hanging
from tests.reading.workbooks import book_of, sheet_xml
from tests.report.annotate.forms import MENDED, faulty
from tests.report.annotate.made import at, report_of, safe
from tests.report.annotate.rich import FAULTY, THREADED, boxes_of, changed, notes_of, packed, parts_of, workbook

SHEET = "绩效目标"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_OWN = {
    "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml", "xl/styles.xml", "xl/worksheets/sheet1.xml",
}


def annotated(data: bytes, report: Report, *, safe_fixes: bool = False) -> Copy:
    return excel.annotate(Parts(data, parts_of(data)), report, safe_fixes=safe_fixes)


def cell(reference: str, sheet: str = SHEET) -> Spot:
    return Spot(sheet=sheet, cell=reference)


def simple(**cells: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for reference, text in cells.items():
        book.active[reference] = text
        book.active[reference].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_comment_at_the_cell_and_a_fill_by_severity() -> None:
    given = simple(A1="甲", B2="乙", C3="丙")
    copy = annotated(given, report_of([at(cell("B2")), at(cell("C3"), "轻一些。", severity="info"), at(cell("A1"), severity="warning")]))
    assert set(notes_of(copy.data)) == {f"{SHEET}!A1", f"{SHEET}!B2", f"{SHEET}!C3"}
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data)).active
    assert [sheet[each].fill.fgColor.rgb for each in ("B2", "A1", "C3")] == [COLOURS[each] for each in ("error", "warning", "info")]
    assert [sheet[each].value for each in ("A1", "B2", "C3")] == ["甲", "乙", "丙"]
    assert sheet["B2"].comment.author == "绩效目标质检"
    assert (copy.written, copy.places, copy.lost) == (3, 3, [])


def test_findings_of_one_cell_stand_in_one_comment_the_graver_first() -> None:
    light = at(cell("B2"), "轻的。", severity="info", code="V402", fixes=(Fix("suggestion", "=98%"),))
    copy = annotated(simple(B2="乙"), report_of([light, at(cell("B2"), "重的。")]))
    text = notes_of(copy.data)[f"{SHEET}!B2"]
    assert text.splitlines()[0] == "绩效目标质检"
    assert text.index("1. 错误") < text.index("重的。") < text.index("2. 提示") < text.index("轻的。") < text.index("供参考：“=98%”")


@pytest.mark.parametrize("reference", ["A1", "D7", "Z40"])
def test_cells_and_rows_that_the_file_has_not_are_made(reference: str) -> None:
    copy = annotated(simple(B2="乙", F7="己"), report_of([at(cell(reference))]))
    assert set(notes_of(copy.data)) == {f"{SHEET}!{reference}"}
    root = etree.fromstring(parts_of(copy.data)["xl/worksheets/sheet1.xml"])
    rows = [int(row.get("r")) for row in root.iterfind("{*}sheetData/{*}row")]
    assert rows == sorted(rows)
    columns = [each.get("r") for each in root.iterfind("{*}sheetData/{*}row[@r='7']/{*}c")]
    assert columns == sorted(columns)


def test_rows_and_cells_without_numbers_keep_their_places() -> None:
    rows = '<row><c t="inlineStr"><is><t>甲</t></is></c></row><row><c t="inlineStr"><is><t>乙</t></is></c><c t="inlineStr"><is><t>丙</t></is></c></row>'
    given = book_of(sheet_xml(rows), parts={"[Content_Types].xml": _TYPES, "xl/styles.xml": parts_of(simple(A1="甲"))["xl/styles.xml"]})
    copy = annotated(given, report_of([at(cell("B1", "表1")), at(cell("B2", "表1"))]))
    root = etree.fromstring(parts_of(copy.data)["xl/worksheets/sheet1.xml"])
    said = {each.get("r"): "".join(each.itertext()) for each in root.iter("{*}c")}
    assert said == {"A1": "甲", "B1": "", "A2": "乙", "B2": "丙"}


def test_what_has_no_cell_goes_to_the_table_or_the_document_and_is_listed() -> None:
    missing = at(cell("C5"), "少一类。", kind="category", code="C103")
    whole = at(NOWHERE, "项目数不符。", kind="document", table=None, code="C108")
    elsewhere = at(cell("A1", "没有这张表"), "别处。", code="C101")
    copy = annotated(simple(B2="乙", C5="丙"), report_of([missing, whole, elsewhere], begins=cell("C5")))
    notes = notes_of(copy.data)
    assert "少一类。" in notes[f"{SHEET}!C5"]
    assert "别处。" in notes[f"{SHEET}!C5"]
    assert "项目数不符。" in notes[f"{SHEET}!B2"]
    assert [(each.finding.code, each.home, each.spot.said()) for each in copy.moved] == [
        ("C103", "table", f"{SHEET}!C5"), ("C108", "document", f"{SHEET}!B2"), ("C101", "table", f"{SHEET}!C5"),
    ]


def test_nothing_of_a_rich_workbook_is_lost() -> None:
    given = workbook()
    copy = annotated(given, report_of([at(cell(FAULTY)), at(cell("A5"))]))
    assert changed(given, copy.data) == _OWN
    book = openpyxl.load_workbook(io.BytesIO(copy.data), keep_vba=True)
    sheet = book[SHEET]
    assert len(sheet._charts) == len(sheet._images) == 1
    assert (sheet.protection.sheet, book["底稿"].sheet_state, len(sheet.data_validations.dataValidation)) == (True, "hidden", 1)
    assert (list(book.defined_names), len(sheet.conditional_formatting)) == (["资金"], 1)
    assert sheet.merged_cells.ranges == openpyxl.load_workbook(io.BytesIO(given))[SHEET].merged_cells.ranges


def test_of_a_sheet_only_the_styles_of_its_cells_change() -> None:
    given = workbook()
    copy = annotated(given, report_of([at(cell(FAULTY))]))
    before, after = (parts_of(data)["xl/worksheets/sheet1.xml"] for data in (given, copy.data))
    assert b"<!-- a remark -->" in after
    roots = [etree.fromstring(data) for data in (before, after)]
    styles = []
    for root in roots:
        here = next(each for each in root.iter("{*}c") if each.get("r") == FAULTY)
        styles.append(here.attrib.pop("s"))
    assert styles[0] != styles[1]
    assert etree.tostring(roots[0], method="c14n") == etree.tostring(roots[1], method="c14n")
    looks = [etree.fromstring(parts_of(data)["xl/styles.xml"]).find("{*}cellXfs")[int(style)] for data, style in zip((given, copy.data), styles, strict=True)]
    assert looks[0].attrib.pop("fillId") != looks[1].attrib.pop("fillId")
    looks[1].attrib.pop("applyFill")
    looks[0].attrib.pop("applyFill", None)
    assert etree.tostring(looks[0], method="c14n") == etree.tostring(looks[1], method="c14n")


def test_old_comments_are_kept_and_added_to() -> None:
    copy = annotated(workbook(), report_of([at(cell(FAULTY)), at(cell("A5"))]))
    notes = notes_of(copy.data)
    assert notes[f"{SHEET}!{FAULTY}"].startswith("张三：这里再想想\n\n绩效目标质检\n1. 错误")
    assert notes[f"{SHEET}!C11"] == "与检查无关的批注"
    assert notes["底稿!A1"] == "底稿批注"
    drawing = parts_of(copy.data)["xl/drawings/commentsDrawing1.vml"]
    assert sorted(boxes_of(drawing)) == [(4, 0), (10, 2), (23, 4), (24, 4)]  # one box for a cell, old or new
    assert b"<br>" in drawing


def test_a_thread_gets_an_answer() -> None:
    copy = annotated(workbook(), report_of([at(cell(THREADED), "写得不对。")]))
    assert changed(workbook(), copy.data) == _OWN | {"xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"}
    parts = parts_of(copy.data)
    first, answer = etree.fromstring(parts["xl/threadedComments/threadedComment1.xml"])
    assert first.findtext("{*}text") == "请财务看一下"
    assert (answer.get("ref"), answer.get("parentId"), answer.get("dT")) == (THREADED, first.get("id"), first.get("dT"))
    assert "写得不对。" in answer.findtext("{*}text")
    persons = {each.get("id"): each.get("displayName") for each in etree.fromstring(parts["xl/persons/person.xml"])}
    assert persons[answer.get("personId")] == "绩效目标质检"


def test_shape_numbers_are_never_used_twice() -> None:
    copy = annotated(workbook(), report_of([at(cell(f"A{row}")) for row in range(30, 1130)]))
    drawings = [data for name, data in parts_of(copy.data).items() if name.endswith(".vml")]
    numbers = [number for data in drawings[:1] for number in _numbers(data)]
    assert len(numbers) == len(set(numbers)) == 1103


def _numbers(drawing: bytes) -> list[bytes]:
    return [part.split(b'"')[0] for part in drawing.split(b"_x0000_s")[1:]]


def test_safe_fixes_are_texts_and_keep_the_format() -> None:
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active["A1"] = "≥100%"
    book.active["A1"].font = openpyxl.styles.Font(bold=True, color="FF112233")
    book.active["A2"] = 1
    book.active["A2"].number_format = '"≥"0%'
    book.active["A3"] = "≥99%"
    book.active["A4"] = "≥100 %\n"
    out = io.BytesIO()
    book.save(out)
    report = report_of([safe(cell(f"A{row}"), "≥100%", "=100%") for row in range(1, 5)])
    assert not annotated(out.getvalue(), report).done
    copy = annotated(out.getvalue(), report, safe_fixes=True)
    assert [each.refused for each in copy.done] == ["", "单元格里不是普通文字（公式、数字等）", "单元格里的文字与检查时读到的不一样", ""]
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data)).active
    assert (sheet["A1"].value, sheet["A1"].data_type, sheet["A1"].quotePrefix) == ("=100%", "s", True)
    assert (sheet["A1"].font.b, sheet["A1"].font.color.rgb) == (True, "FF112233")
    assert (sheet["A2"].value, sheet["A3"].value) == (1, "≥99%")
    assert sheet["A4"].value == "=100 %\n"
    notes = notes_of(copy.data)
    assert "已改为“=100%”" in notes[f"{SHEET}!A1"]
    assert "可改为“=100%”" in notes[f"{SHEET}!A3"]


def test_rich_text_keeps_its_runs() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><rPr><b/></rPr><t>依据青教办【20</t></r>'
        '<r><rPr><i/></rPr><t>21】33号。</t></r><rPh sb="0" eb="1"><t>ㄅ</t></rPh></si></sst>'
    )
    given = book_of(sheet_xml(rows), parts={"xl/sharedStrings.xml": strings, "[Content_Types].xml": _TYPES})
    copy = annotated(given, report_of([safe(cell("A1", "表1"), "依据青教办【2021】33号。", "依据青教办〔2021〕33号。")]), safe_fixes=True)
    assert [each.refused for each in copy.done] == [""]
    held = next(etree.fromstring(parts_of(copy.data)["xl/worksheets/sheet1.xml"]).iter("{*}is"))
    assert [(run.find("{*}rPr")[0].tag.rpartition("}")[2], run.findtext("{*}t")) for run in held.iterfind("{*}r")] == [
        ("b", "依据青教办〔20"), ("i", "21〕33号。"),
    ]
    assert parts_of(copy.data)["xl/sharedStrings.xml"] == strings.encode()


def test_what_xml_cannot_carry_and_numbers_of_persons() -> None:
    message = "联系人 13812345678\x0b\ud800 <b>&amp;_x000D_"
    copy = annotated(simple(A1="甲"), report_of([at(cell("A1"), message)]))
    text = notes_of(copy.data)[f"{SHEET}!A1"]
    assert "138******78 <b>&amp;" in text
    assert "_x005F_x000D_" in text  # what Excel shows as _x000D_


def test_equal_input_gives_equal_bytes_and_old_dates_stay() -> None:
    given, report = workbook(), report_of([at(cell(FAULTY)), at(cell(THREADED))])
    first = annotated(given, report).data
    assert first == annotated(given, report).data
    with zipfile.ZipFile(io.BytesIO(first)) as held:
        assert {info.date_time for info in held.infolist()} == {(2024, 5, 6, 7, 8, 10)}


def test_many_findings() -> None:
    given = simple(A1="甲")
    spread = [at(cell(f"{letter}{row}")) for row in range(1, 1001) for letter in "ABCDEFGHIJ"]
    copy = annotated(given, report_of(spread))
    assert len(boxes_of(parts_of(copy.data)["xl/drawings/vmlDrawing1.vml"])) == copy.places == 10_000
    heaped = annotated(given, report_of([at(cell("A1"), f"第{n}处。") for n in range(10_000)]))
    text = notes_of(heaped.data)[f"{SHEET}!A1"]
    assert len(text) < 32_767
    assert heaped.written + heaped.cut == 10_000
    assert f"另有 {heaped.cut} 处" in text


def test_a_signature_is_told_of() -> None:
    given = packed({**parts_of(simple(A1="甲")), "_xmlsignatures/sig1.xml": b"<Signature/>"})
    assert annotated(given, report_of([at(cell("A1"))])).remarks == [SIGNED]
    assert annotated(simple(A1="甲"), report_of([at(cell("A1"))])).remarks == []


@pytest.mark.parametrize("drawing", [
    b"<xml>" + b'<v:shape id="' * 200_000 + b"</xml>", b"<xml>" + b'<x:ClientData ObjectType="' * 200_000 + b"</xml>",
    b"<xml>" + b'<o:idmap data="' * 200_000 + b"</xml>",
    b"<xml><v:shape>" + b"<x:Anchor>" * 200_000 + b'<x:ClientData ObjectType="Note"><x:Row>0</x:Row><x:Column>0</x:Column></v:shape></xml>',
])
def test_hostile_drawings_take_no_time(drawing: bytes) -> None:
    with no_hanging():
        made = with_notes(drawing, [(1, 1, "甲")], Cells(etree.fromstring(sheet_xml("").encode())), blocks_of(drawing))
    assert len(made) > len(drawing)


def test_parts_that_are_no_xml_are_refused() -> None:
    parts = parts_of(simple(A1="甲"))
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    for bad in (b"<worksheet", entity):
        data = packed({**parts, "xl/worksheets/sheet1.xml": bad})
        with pytest.raises(ValueError, match=r"XML|document type"):
            annotated(data, report_of([at(cell("A1"))]))


def test_from_the_file_to_the_copy() -> None:
    given = as_workbook(faulty())
    result = api.check(Input(Path("表.xlsx"), "表.xlsx", given))
    copy = annotated(given, Report([result]), safe_fixes=True)
    notes = notes_of(copy.data)
    assert {reference: text.count("[") for reference, text in notes.items()} == {
        f"{SHEET}!{reference}": 1 for reference in ("A5", "C15", "E23", "E24", "E25")
    }
    assert "[M305]" in notes[f"{SHEET}!E24"]
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data)).active
    assert (sheet["C15"].value, sheet["E23"].value, sheet["H23"].value) == (MENDED, "=100%", "=100%")
    again = api.check(Input(Path("表.xlsx"), "表.xlsx", copy.data))
    assert {finding.code for finding in again.verdict.findings} == {"C103", "M305"}


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copies() -> None:
    rich = annotated(workbook(), report_of([at(cell(FAULTY)), at(cell("A5")), at(cell(THREADED))])).data
    plain = annotated(simple(A1="甲"), report_of([at(cell("A1")), at(cell("D9"))])).data
    made = converted({"rich.xlsm": rich, "plain.xlsx": plain}, "ods")
    counts = {}
    for name, data in made.items():
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            counts[name] = held.read("content.xml").count(b"<office:annotation ")
    assert counts == {"rich.xlsm": 5, "plain.xlsx": 2}
