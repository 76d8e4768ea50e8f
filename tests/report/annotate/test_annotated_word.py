from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from linter import api
from linter.limits import DEFAULT_LIMITS
from linter.reading.inputs import Input
from linter.reading.word.document import read_docx
from linter.reading.word.places import docx_places
from linter.report.annotate import word
from linter.report.annotate.outcome import Copy
from linter.report.annotate.parts import Parts
from linter.report.report import Report
from linter.where import NOWHERE, Spot
from tests.containers.office import PROGRAM, converted
from tests.containers.word import as_document
from tests.reading.word_files import OFFICE, W, across, down, p, tbl, tc, tr
from tests.reading.word_files import docx as packed_docx
from tests.report.annotate.forms import MENDED, faulty
from tests.report.annotate.made import at, report_of, safe
from tests.report.annotate.rich import changed, parts_of

_W = f"{{{W}}}"
_NEW = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml", "word/comments.xml"}


def annotated(data: bytes, report: Report, *, safe_fixes: bool = False) -> Copy:
    return word.annotate(Parts(data, parts_of(data)), report, docx_places(data, DEFAULT_LIMITS), safe_fixes=safe_fixes)


def square(row: int, column: int, table: int = 1) -> Spot:
    return Spot(table=table, row=row, column=column)


def anchored(data: bytes) -> dict[str, str]:
    """The text that each comment is anchored to → the text of the comment."""
    parts = parts_of(data)
    root = etree.fromstring(parts["word/document.xml"])
    said = {each.get(f"{_W}id"): "\n".join("".join(x.itertext()) for x in each) for each in etree.fromstring(parts["word/comments.xml"])}
    found, open_ = {}, {}
    for element in root.iter():
        if element.tag == f"{_W}commentRangeStart":
            open_[element.get(f"{_W}id")] = ""
        elif element.tag == f"{_W}commentRangeEnd":
            found[open_.pop(element.get(f"{_W}id"))] = said[element.get(f"{_W}id")]
        elif element.tag == f"{_W}t":
            open_ = {number: text + (element.text or "") for number, text in open_.items()}
    references = [each.get(f"{_W}id") for each in root.iter(f"{_W}commentReference")]
    assert sorted(references) == sorted(said)
    assert not open_
    return found


def test_comments_at_merged_cells_as_the_reader_counts_them() -> None:
    body = tbl(
        tr(tc("甲", across(2)), "乙"), tr(tc("丙", down(begin=True)), "丁", "戊"), tr(tc("", down(begin=False)), "己", "庚"), grid=(1000, 1000, 1000),
    )
    given = packed_docx(p("标题") + p() + body)
    read = read_docx(given, "表.docx", DEFAULT_LIMITS)
    table = read.blocks[-1]
    spots = {cell.text: table.place.spot(cell.row, cell.column) for cell in table.cells}
    copy = annotated(given, report_of([at(spot, f"说{text}。") for text, spot in spots.items()]))
    found = anchored(copy.data)
    assert found.keys() == set("甲乙丙丁戊己庚")
    assert all(f"说{text}。" in comment for text, comment in found.items())
    assert changed(given, copy.data) == _NEW
    assert len(list(docx.Document(io.BytesIO(copy.data)).comments)) == 7


def test_tables_in_cells_and_paragraphs() -> None:
    inner = tbl(tr("内一", "内二"), tr("内三", "内四"))
    body = p("标题") + tbl(tr("甲", "乙"), tr("丙", "丁"), tr("戊", tc(p("外") + inner + p()))) + p("落款")
    given = packed_docx(body)
    read = read_docx(given, "表.docx", DEFAULT_LIMITS)
    table = read.blocks[1]
    spot = next(table.place.spot(cell.row, cell.column) for cell in table.cells if cell.text == "内三")
    found = anchored(annotated(given, report_of([at(spot), at(read.blocks[-1].spot, "落款不对。")])).data)
    assert found.keys() == {"外内一内二内三内四", "落款"}


def test_tracked_changes_and_hidden_text_count_as_they_are_read() -> None:
    gone = '<w:del w:id="1" w:author="x"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    row_gone = tr("删", "行", properties='<w:del w:id="2" w:author="x"/>')
    body = p("标题", gone) + tbl(tr("甲", "乙"), row_gone, tr("丙", tc(p("丁", gone))))
    given = packed_docx(body)
    table = read_docx(given, "表.docx", DEFAULT_LIMITS).blocks[-1]
    spot = next(table.place.spot(cell.row, cell.column) for cell in table.cells if cell.text == "丁")
    copy = annotated(given, report_of([at(spot)]))
    assert anchored(copy.data).keys() == {"丁"}
    after = parts_of(copy.data)["word/document.xml"]
    assert after.count(b"<w:del ") == 3
    assert after.count("删去".encode()) == 2


def test_no_comment_is_put_into_a_text_box() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{tbl(tr('甲', '乙'), tr('丙', '丁'))}{p()}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    given = packed_docx(p("持有文本框", box))
    table = next(block for block in read_docx(given, "表.docx", DEFAULT_LIMITS).blocks if hasattr(block, "cells"))
    copy = annotated(given, report_of([at(table.place.spot(1, 1))]))
    root = etree.fromstring(parts_of(copy.data)["word/document.xml"])
    mark = next(root.iter(f"{_W}commentReference"))
    assert not list(mark.iterancestors(f"{_W}txbxContent"))
    assert copy.lost == []


def test_what_has_no_place_goes_to_the_first_paragraph() -> None:
    given = packed_docx(p() + p("标题") + tbl(tr("甲", "乙"), tr("丙", "丁")))
    whole = at(NOWHERE, "项目数不符。", kind="document", table=None)
    copy = annotated(given, report_of([whole, at(square(9, 9), "找不到。")]))
    found = anchored(copy.data)
    assert found.keys() == {"标题"}
    assert "项目数不符。" in found["标题"]
    assert "找不到。" in found["标题"]
    assert [each.home for each in copy.moved] == ["document", "document"]


def test_old_comments_and_all_other_parts_are_kept() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("标题")
    document.add_comment(paragraph.runs, "旧批注", author="张三")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_paragraph("一条", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(1, 1).text = "丁"
    out = io.BytesIO()
    document.save(out)
    given = out.getvalue()
    copy = annotated(given, report_of([at(square(2, 2))]))
    assert changed(given, copy.data) == {"word/document.xml", "word/comments.xml"}
    found = anchored(copy.data)
    assert found.keys() == {"标题", "丁"}
    comments = list(docx.Document(io.BytesIO(copy.data)).comments)
    assert [(each.author, each.comment_id) for each in comments] == [("张三", 0), ("绩效目标质检", 1)]
    assert comments[1].timestamp is None


def test_only_the_marks_are_new_in_the_text() -> None:
    given = as_document(faulty())
    copy = annotated(given, report_of([at(square(2, 1))]))
    roots = [etree.fromstring(parts_of(data)["word/document.xml"]) for data in (given, copy.data)]
    for mark in list(roots[1].iter(f"{_W}commentRangeStart", f"{_W}commentRangeEnd", f"{_W}commentReference")):
        gone = mark.getparent() if mark.tag.endswith("Reference") else mark
        gone.getparent().remove(gone)
    assert etree.tostring(roots[0], method="c14n") == etree.tostring(roots[1], method="c14n")


def test_safe_fixes_keep_the_runs_and_their_formatting() -> None:
    runs = (
        '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>依据青教办【20</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>21】33号。</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>第二段。</w:t></w:r></w:p>'
    )
    given = packed_docx(tbl(tr("甲", tc(runs)), tr("丙", "≥100%"), tr("戊", "≥99%")))
    old, new = "依据青教办【2021】33号。\n第二段。", "依据青教办〔2021〕33号。\n第二段。"
    report = report_of([safe(square(1, 2), old, new), safe(square(2, 2), "≥100%", "=100%"), safe(square(3, 2), "≥100%", "=100%")])
    copy = annotated(given, report, safe_fixes=True)
    assert [each.refused for each in copy.done] == ["", "", "单元格里的文字与检查时读到的不一样"]
    root = etree.fromstring(parts_of(copy.data)["word/document.xml"])
    texts = [(each.getparent().find(f"{_W}rPr"), each.text) for each in root.iter(f"{_W}t")]
    assert [(look[0].tag.rpartition("}")[2] if look is not None else "", text) for look, text in texts] == [
        ("", "甲"), ("b", "依据青教办〔20"), ("i", "21〕33号。"), ("", "第二段。"), ("", "丙"), ("", "=100%"), ("", "戊"), ("", "≥99%"),
    ]


def test_the_strict_dialect() -> None:
    parts = parts_of(packed_docx(tbl(tr("甲", "乙"), tr("丙", "丁"))))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts["word/document.xml"] = parts["word/document.xml"].replace(W.encode(), strict.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    after = parts_of(annotated(out.getvalue(), report_of([at(square(1, 2))])).data)
    assert etree.fromstring(after["word/comments.xml"]).tag == f"{{{strict}}}comments"
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]
    assert OFFICE.encode() + b"/comments" not in after["word/_rels/document.xml.rels"]


def test_equal_input_gives_equal_bytes() -> None:
    given, report = as_document(faulty()), report_of([at(square(2, 1)), at(square(3, 2))])
    assert annotated(given, report).data == annotated(given, report).data


def test_from_the_file_to_the_copy() -> None:
    given = as_document(faulty())
    result = api.check(Input(Path("表.docx"), "表.docx", given))
    copy = annotated(given, Report([result]), safe_fixes=True)
    found = anchored(copy.data)
    assert {text: comment[comment.index("[") + 1 :][:4] for text, comment in found.items()} == {
        "项目名称": "C103", MENDED: "L704", "=100%": "V402", "及时": "M305", "较好": "M305",
    }
    again = api.check(Input(Path("表.docx"), "表.docx", copy.data))
    assert {finding.code for finding in again.verdict.findings} == {"C103", "M305"}


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy() -> None:
    given = as_document(faulty())
    result = api.check(Input(Path("表.docx"), "表.docx", given))
    made = converted({"copy.docx": annotated(given, Report([result])).data}, "odt")
    with zipfile.ZipFile(io.BytesIO(made["copy.docx"])) as held:
        content = held.read("content.xml")
    assert content.count(b"<office:annotation ") == 5
    assert "率、满意度没有数".encode() in content or b"M305" in content
