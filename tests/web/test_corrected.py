"""Changes in a copy of the file: read back, it says what the page said; all else is byte for byte as it was."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from linter import api
from linter.contract.parse_v1 import to_contract
from linter.errors import ReadError
from linter.reading.inputs import Input
from linter.settings import DEFAULTS
from linter.submission import Submission
from linter.web.corrected.copy import CorrectedCopy, corrected
from linter.web.corrected.written import FORMULA, NOT_NOTED, OTHER_AMOUNT, writes_of
from linter.web.editing.change import with_edits
from linter.web.editing.edit import Edit
from tests.containers.excel import as_workbook
from tests.containers.pdf import as_pages
from tests.containers.word import as_document
from tests.reading.word_files import docx as packed_docx
from tests.reading.word_files import p, tbl, tc, tr
from tests.report.annotate.forms import faulty
from tests.report.annotate.rich import changed

OVERVIEW = "为农村学校配备二十辆校车，聘请照管人员四十名，全年运行两百天。"
EDITS = (
    Edit(0, "indicator.2.annual.target", "=100%"), Edit(0, "indicator.0.total.level3", "补贴校车数量"), Edit(0, "field.overview", OVERVIEW),
    Edit(0, "field.amounts.annual", "31.5万元"), Edit(0, "indicator.2.annual.target", "≥98%"),
)


def read(data: bytes, name: str) -> Submission:
    return api.parse(Input(Path(name), name, data))


def copied(data: bytes, name: str, *edits: Edit) -> CorrectedCopy:
    before = read(data, name)
    return corrected(data, name, list(writes_of(before, with_edits(before, edits), edits)), DEFAULTS)


@pytest.mark.parametrize("numbers", [True, False])
def test_a_workbook_says_what_the_page_said(numbers: bool) -> None:
    data = as_workbook(faulty(), numbers=numbers)
    copy = copied(data, "表.xlsx", *EDITS)
    assert [each.refused for each in copy.written] == [""] * 4
    after = read(copy.data, "表.xlsx")
    assert to_contract(after) == to_contract(with_edits(read(data, "表.xlsx"), EDITS))
    assert changed(data, copy.data) <= {"xl/worksheets/sheet1.xml", "xl/styles.xml"}


def test_a_number_stays_a_number_in_its_unit() -> None:
    data = as_workbook(faulty(), numbers=True)
    spot = read(data, "表.xlsx").tables[0].amounts.annual
    assert spot
    assert spot.spot.cell
    sheet = openpyxl.load_workbook(io.BytesIO(copied(data, "表.xlsx", EDITS[3]).data)).active
    assert sheet
    assert sheet[spot.spot.cell].value == 315000


def test_a_text_that_looks_like_a_formula_is_none() -> None:
    data = as_workbook(faulty(), numbers=True)
    book = openpyxl.load_workbook(io.BytesIO(copied(data, "表.xlsx", EDITS[0]).data))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value == "=100%"] if book.active else []
    assert [(cell.quotePrefix, cell.data_type) for cell in cells] == [(True, "s")] or cells[0].quotePrefix


def test_a_word_document_says_what_the_page_said() -> None:
    data = as_document(faulty())
    copy = copied(data, "表.docx", *EDITS)
    assert [each.refused for each in copy.written] == [""] * 4
    assert to_contract(read(copy.data, "表.docx")) == to_contract(with_edits(read(data, "表.docx"), EDITS))
    assert changed(data, copy.data) == {"word/document.xml"}


def test_an_empty_cell_is_filled() -> None:
    for data, name in ((as_workbook(emptied()), "表.xlsx"), (as_document(emptied()), "表.docx")):
        copy = copied(data, name, Edit(0, "field.necessity", "农村学生上学路远。"))
        assert [each.refused for each in copy.written] == [""]
        assert read(copy.data, name).tables[0].text("necessity") == "农村学生上学路远。"


def test_a_text_is_emptied() -> None:
    for data, name in ((as_workbook(faulty()), "表.xlsx"), (as_document(faulty()), "表.docx")):
        copy = copied(data, name, Edit(0, "field.necessity", ""))
        assert [each.refused for each in copy.written] == [""]
        assert read(copy.data, name).tables[0].text("necessity") == ""


def emptied() -> list[object]:
    return [
        [[cell._replace(text="") if cell.text.startswith("农村学生") else cell for cell in row] for row in part] if isinstance(part, list) else part
        for part in faulty()
    ]


def test_what_is_a_formula_or_has_no_place_is_refused() -> None:
    data = as_workbook(faulty(), numbers=True)
    before = read(data, "表.xlsx")
    spot = before.tables[0].texts["overview"].spot
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.active
    book.active[spot.cell or ""] = '="甲"&"乙"'
    out = io.BytesIO()
    book.save(out)
    edits = (Edit(0, "field.overview", "丙"), Edit(0, "field.department", "财政局"))
    copy = corrected(out.getvalue(), "表.xlsx", list(writes_of(before, with_edits(before, edits), edits)), DEFAULTS)
    assert [each.refused for each in copy.written] == [FORMULA, NOT_NOTED]
    assert changed(out.getvalue(), copy.data) <= {"xl/styles.xml", "xl/worksheets/sheet1.xml"}


def test_a_cell_that_says_something_else_by_now_is_refused() -> None:
    read_before = read(as_workbook(faulty(), numbers=True), "表.xlsx")
    other = as_workbook([
        [[cell._replace(text={"300000": "77"}.get(cell.text.replace(",", "").removesuffix(".00"), "别的" if cell.text.startswith("为全区") else cell.text)) for cell in row] for row in part]
        if isinstance(part, list) else part for part in faulty()
    ], numbers=True)
    edits = EDITS[2:4]
    copy = corrected(other, "表.xlsx", list(writes_of(read_before, with_edits(read_before, edits), edits)), DEFAULTS)
    assert copy.written[0].refused
    assert copy.written[1].refused == OTHER_AMOUNT


def test_a_percentage_stays_one() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (["项目支出绩效目标表"], ["项目名称", "校车运行补贴"], ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "质量指标", "校车年检合格率", 0.95], ["产出指标", "数量指标", "补贴校车辆数", "20辆"]):
        sheet.append(row)
    sheet["D4"].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    before = read(out.getvalue(), "表.xlsx")
    assert before.tables[0].indicators[0].target == "95%"
    for text, value in (("98%", "0.98"), ("98.5%", "98.5%")):  # the format would show 99%: then it is a text
        copy = copied(out.getvalue(), "表.xlsx", Edit(0, "indicator.0.annual.target", text))
        assert [each.refused for each in copy.written] == [""]
        after = openpyxl.load_workbook(io.BytesIO(copy.data)).active
        assert after
        assert str(after["D4"].value) == value


def test_runs_of_a_word_cell_keep_their_formatting() -> None:
    bold = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>补贴</w:t></w:r><w:r><w:t>发放及时</w:t></w:r></w:p>'
    data = packed_docx(
        p("项目支出绩效目标表") + tbl(tr(tc("项目名称"), tc("校车运行补贴"), tc(""), tc("")), tr(tc("一级指标"), tc("二级指标"), tc("三级指标"), tc("指标值")),
            tr(tc("产出指标"), tc("时效指标"), tc("补贴发放时间"), f"<w:tc>{bold}</w:tc>")),
    )
    copy = copied(data, "表.docx", Edit(0, "indicator.0.annual.target", "补贴12月底前发放"))
    assert [each.refused for each in copy.written] == [""]
    assert read(copy.data, "表.docx").tables[0].indicators[0].target == "补贴12月底前发放"
    assert b"<w:rPr><w:b/></w:rPr><w:t>" in changed_part(copy.data)


def changed_part(data: bytes) -> bytes:
    import zipfile

    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


@pytest.mark.parametrize(("data", "name", "said"), [
    (as_pages(faulty()), "表.pdf", "PDF"), (b"<html><table><tr><td>x</td></tr></table></html>", "表.html", "这种文件不能写"), (b"PK\x03\x04xl/workbook.xml", "表.xlsx", "损坏"),
])
def test_other_files_are_refused_with_a_way_out(data: bytes, name: str, said: str) -> None:
    with pytest.raises(ReadError) as refused:
        corrected(data, name, [], DEFAULTS)
    assert said in str(refused.value)
    assert refused.value.remedy
