"""Workbooks of every format: cells, merged ranges, titles, hidden parts, formulas without results."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.reading import read_bytes
from linter.reading.blocks import Cell, Document, ParagraphBlock, TableBlock
from linter.where import Spot
from tests.reading.workbooks import book_of, saved, sheet_xml, strings_xml, styles_xml


def told(document: Document) -> list[object]:
    """Paragraphs as texts, tables as tuples of cells."""
    return [block.text if isinstance(block, ParagraphBlock) else block.cells for block in document.blocks]


def texts(document: Document) -> list[str]:
    return [cell.text for block in document.blocks if isinstance(block, TableBlock) for cell in block.cells]


def form() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "目标表"
    for row in (
        ["项目支出绩效目标表"], ["（2024年度）"], [None, None, None, "单位：万元"], ["项目名称", "道路<养护>&\n二期"],
        ["预算", 20, 0.95, datetime.date(2024, 3, 15)], [True, 0.1 + 0.2, "#REF!", "  "],
    ):
        sheet.append(row)
    for merged in ("A1:D1", "A2:D2", "B4:D4"):
        sheet.merge_cells(merged)
    sheet["B5"].number_format, sheet["C5"].number_format, sheet["D5"].number_format = "0.00", "0%", 'yyyy"年"m"月"'
    return book


FORM = [
    "项目支出绩效目标表", "（2024年度）", "单位：万元",
    (
        Cell(0, 0, "项目名称"), Cell(0, 1, "道路<养护>&\n二期", 1, 3), Cell(1, 0, "预算"), Cell(1, 1, "20.00"), Cell(1, 2, "95%"),
        Cell(1, 3, "2024年3月"), Cell(2, 0, "TRUE"), Cell(2, 1, "0.3"), Cell(2, 2, "#REF!"),
    ),
]


def test_cells_as_they_are_shown_and_titles_as_paragraphs() -> None:
    document = read_bytes(saved(form()), "表.txt")
    assert told(document) == FORM
    assert document.blocks[2].spot == Spot(sheet="目标表", cell="D3")
    assert document.blocks[3].place.spot(1, 3).said() == "目标表!D5"
    assert document.notes == ()


def test_old_workbooks_say_the_same() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("目标表")
    sheet.write_merge(0, 0, 0, 3, "项目支出绩效目标表")
    sheet.write_merge(1, 1, 0, 3, "（2024年度）")
    sheet.write(2, 3, "单位：万元")
    sheet.write(3, 0, "项目名称")
    sheet.write_merge(3, 3, 1, 3, "道路<养护>&\n二期")
    sheet.write(4, 0, "预算")
    for column, (value, code) in enumerate(((20, "0.00"), (0.95, "0%"), (datetime.date(2024, 3, 15), 'yyyy"年"m"月"')), 1):
        sheet.write(4, column, value, xlwt.easyxf(num_format_str=code))
    sheet.write(5, 0, True)
    sheet.write(5, 1, 0.1 + 0.2)
    sheet.write(5, 2, "#REF!")
    for n in range(3000):  # the shared strings run over many records, and the names of the streams stand at the end
        sheet.write(200 + n, 0, f"第{n}段：" + "说明" * (n % 50))
        sheet.write(200 + n, 1, f"b{n}")
    out = io.BytesIO()
    book.save(out)
    document = read_bytes(out.getvalue(), "表.doc")
    assert told(document)[:4] == FORM
    assert told(document)[4] == tuple(
        cell for n in range(3000) for cell in (Cell(n, 0, f"第{n}段：" + "说明" * (n % 50)), Cell(n, 1, f"b{n}"))
    )


def test_hidden_parts_are_read_and_said() -> None:
    book = form()
    sheet = book.active
    sheet.row_dimensions[5].hidden = sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("选项")
    other.append(["甲", "乙"])
    other.sheet_state = "veryHidden"
    book.create_sheet("空").sheet_state = "hidden"
    document = read_bytes(saved(book), "表.xlsx")
    assert told(document) == [*FORM, (Cell(0, 0, "甲"), Cell(0, 1, "乙"))]
    assert [note.text for note in document.notes] == [
        "工作表“目标表”的第5—6行是隐藏的，也读取了", "工作表“目标表”的 C 列是隐藏的，也读取了",
        "工作表“选项”是深度隐藏的（菜单里看不到），也读取了",
    ]


def test_formulas_show_their_stored_result_and_say_when_there_is_none() -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"人"</f><v>2人</v></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="b"><f>A1&gt;1</f><v>1</v></c>'
        '<c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><f>SUM(X1:X9)</f><v></v></c><c r="G1"><f>[1]表!A1</f></c></row>'
    )
    document = read_bytes(book_of(sheet_xml(rows)), "表.xlsx")
    assert texts(document) == ["2", "2人", "#DIV/0!", "TRUE"]
    assert [note.spot.cell for note in document.notes] == ["F1", "G1"]
    assert "没有保存结果" in document.notes[0].text


def test_forms_below_each_other_come_apart() -> None:
    book = form()
    for row in ([], [], ["项目支出绩效目标表（二）"], ["项目名称", "桥梁"], ["绩效目标"], ["一", "二"]):
        book.active.append(row)
    book.active.merge_cells("A9:D9")
    found = told(read_bytes(saved(book), "表.xlsx"))
    assert found[4:] == [
        "项目支出绩效目标表（二）", (Cell(0, 0, "项目名称"), Cell(0, 1, "桥梁"), Cell(1, 0, "绩效目标"), Cell(2, 0, "一"), Cell(2, 1, "二"))
    ]


def test_a_label_without_a_value_is_no_title() -> None:
    book = openpyxl.Workbook()
    for row in (["项目绩效目标表"], ["项目名称"], ["主管部门", "局"]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    assert told(read_bytes(saved(book), "表.xlsx")) == [
        "项目绩效目标表", (Cell(0, 0, "项目名称"), Cell(1, 0, "主管部门"), Cell(1, 1, "局"))
    ]


@pytest.mark.parametrize(("name", "introduced"), [("项目绩效目标表", True), ("Sheet1", False), ("数据", False)])
def test_the_name_of_a_sheet_stands_in_for_a_title_that_is_missing(name: str, introduced: bool) -> None:
    book = openpyxl.Workbook()
    book.active.title = name
    book.active.append(["项目名称", "桥梁"])
    assert (told(read_bytes(saved(book), "表.xlsx"))[0] == name) is introduced


def test_strings_of_runs_guides_and_escapes() -> None:
    items = (
        "<si><r><rPr><b/></rPr><t>培训</t></r><r><t xml:space=\"preserve\"> 人数</t></r>"
        '<rPh sb="0" eb="1"><t>ふり</t></rPh><phoneticPr fontId="1"/></si>'
        "<si><t>一、甲_x000D_\n二、乙&#10;三</t></si><si/><si><t></t></si><si><t>_x005F_x000D_ &lt;中&gt;&#x4e2d;</t></si>"
    )
    rows = '<row r="1">' + "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCDE")) + (
        '<c r="F1" t="inlineStr"><is><r><t>直</t></r><r><t>接</t></r></is></c></row>'
    )
    parts = {"xl/sharedStrings.xml": strings_xml(items)}
    assert texts(read_bytes(book_of(sheet_xml(rows), parts=parts), "表.xlsx")) == [
        "培训 人数", "一、甲\n二、乙\n三", "_x000D_ <中>中", "直接"
    ]


ODD = (
    '<x:row r="2" hidden="1"><x:c r="B2" s="1"><x:v>0.5</x:v></x:c><!-- 注 --><x:c t="inlineStr"><x:is><x:t>甲&amp;乙</x:t></x:is></x:c></x:row>'
    "<x:row><x:c><x:v>7</x:v></x:c><x:c t='s'><x:v>0</x:v></x:c></x:row>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_other_spellings_of_the_same_xml(encoding: str) -> None:
    sheet = (
        f'<?xml version="1.0" encoding="{encoding}"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<x:cols><x:col max='2' min='2' hidden='true'/></x:cols><x:sheetData>{ODD}</x:sheetData>"
        "<x:mergeCells><x:mergeCell ref='C2:D2'/></x:mergeCells></x:worksheet>"
    )
    parts = {"xl/styles.xml": styles_xml("0%"), "xl/sharedStrings.xml": strings_xml("<si><t><![CDATA[丙]]></t></si>")}
    book = book_of("", parts=parts | {"xl/worksheets/sheet9.xml": sheet.encode(encoding)})
    book = _renamed(book, "xl/worksheets/sheet9.xml", "xl/worksheets/sheet1.xml")
    document = read_bytes(book, "表.xlsx")
    assert told(document) == [(Cell(0, 1, "50%"), Cell(0, 2, "甲&乙", 1, 2), Cell(1, 0, "7"), Cell(1, 1, "丙"))]
    assert len(document.notes) == 2


def _renamed(book: bytes, name: str, to: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            if info.filename != to:
                target.writestr(to if info.filename == name else info.filename, source.read(info))
    return out.getvalue()


def test_charts_are_skipped_and_types_do_not_matter() -> None:
    one = sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    document = read_bytes(book_of("<chartsheet/>", one, kinds={1: "chartsheet"}, parts={"[Content_Types].xml": "<不是/>"}), "表.xlsx")
    assert told(document) == [(Cell(0, 0, "1"), Cell(0, 1, "2"))]


def test_bad_merged_ranges_are_left_out() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row>'
    merges = "".join(f'<mergeCell ref="{r}"/>' for r in ("A1:A2", "A2:B2", "B9:A1", "ZZZ1:ZZZ9", "B1:B1", "XFD1:XFD1048576"))
    document = read_bytes(book_of(sheet_xml(rows, f"<mergeCells>{merges}</mergeCells>")), "表.xlsx")
    assert told(document) == [(Cell(0, 0, "1", 2, 1), Cell(0, 1, "2"), Cell(1, 1, "4"))]
    assert "看不见" in document.notes[0].text  # A2 lies under A1
    assert document.notes[0].spot.cell == "A2"


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles><style:style style:name="t1"
 style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body>
 <office:spreadsheet>%s</office:spreadsheet></office:body></office:document-content>"""


def ods(tables: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", ODS % tables)
    return out.getvalue()


def test_ods() -> None:
    document = read_bytes(
        ods(
            '<table:table table:name="表一" table:style-name="t1"><table:table-column table:number-columns-repeated="2"/>'
            '<table:table-column table:visibility="collapse"/><table:table-row><table:table-cell table:number-columns-spanned="2" '
            'table:number-rows-spanned="2"><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:s text:c="2"/>乙</text:p>'
            '<text:p>丙<text:span>丁</text:span></text:p></table:table-cell><table:covered-table-cell/><table:table-cell '
            'office:value-type="percentage" office:value="0.95"><text:p>95%</text:p></table:table-cell></table:table-row>'
            '<table:table-row table:number-rows-repeated="2" table:visibility="collapse"><table:covered-table-cell '
            'table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="1.50"/></table:table-row>'
            '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            '<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row></table:table>'
        ),
        "表.ods",
    )
    assert told(document) == [(Cell(0, 0, "甲  乙\n丙丁", 2, 2), Cell(0, 2, "95%"), Cell(1, 2, "1.5"), Cell(2, 2, "1.5"))]
    assert [note.text for note in document.notes][:3] == [
        "工作表“表一”是隐藏的，也读取了", "工作表“表一”的第2—3行是隐藏的，也读取了", "工作表“表一”的 C 列是隐藏的，也读取了"
    ]
    assert document.notes[3].spot.cell == "A1048574"


def test_xml_of_2003() -> None:
    page = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
    xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="a"><NumberFormat ss:Format="0%"/></Style>
    <Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles><Worksheet ss:Name="目标"><Table>
    <Row ss:Index="2"><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">甲</Data></Cell><Cell ss:StyleID="a"><Data
    ss:Type="Number">0.95</Data></Cell></Row><Row><Cell ss:Index="3" ss:StyleID="d"><Data ss:Type="DateTime">2024-03-15T00:00:00.000</Data>
    </Cell><Cell ss:Formula="=1+1"/></Row></Table></Worksheet></Workbook>"""
    document = read_bytes(page.encode(), "表.xls")
    assert told(document) == [(Cell(0, 0, "甲", 2, 2), Cell(0, 2, "95%"), Cell(1, 2, "2024/3/15"))]
    assert [note.spot.said() for note in document.notes] == ["目标!D3"]


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 15), st.integers(0, 8)), st.text("甲乙丙1&<\"'_x;\n ", min_size=1, max_size=8), min_size=2
    ),
    st.lists(st.tuples(st.integers(0, 15), st.integers(0, 8), st.integers(0, 3), st.integers(0, 3)), max_size=6),
)
def test_random_tables_come_back(cells: dict[tuple[int, int], str], boxes: list[tuple[int, int, int, int]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    taken: set[tuple[int, int]] = set()
    spans = {}
    for row, column, down, across in boxes:
        area = {(r, c) for r in range(row, row + down + 1) for c in range(column, column + across + 1)}
        if down + across and not area & taken:
            taken |= area
            spans[row, column] = (down + 1, across + 1)
    for at, (down, across) in spans.items():
        sheet.merge_cells(start_row=at[0] + 1, start_column=at[1] + 1, end_row=at[0] + down, end_column=at[1] + across)
    expected = set()
    for (row, column), text in cells.items():
        if (row, column) in taken and (row, column) not in spans:
            continue
        sheet.cell(row + 1, column + 1, text)
        if text.strip():
            expected.add((row, column, text.strip(), *spans.get((row, column), (1, 1))))
    if not expected:
        return
    document = read_bytes(saved(book), "表.xlsx")
    found = set()
    for block in document.blocks:
        if isinstance(block, TableBlock):
            place = block.place
            found |= {(c.row + place.first_row, c.column + place.first_column, *c[2:]) for c in block.cells}
    titles = [block.text for block in document.blocks if isinstance(block, ParagraphBlock)]
    rest = expected - found
    assert found <= expected
    assert sorted(line.strip() for item in rest for line in item[2].split("\n") if line.strip()) == sorted(titles)
