"""screening.xlsx: every row is there, texts stay texts, the reviewer's columns are ready to be filled in."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from linter.reading import read_bytes
from linter.reading.blocks import TableBlock
from linter.report.screening.values import Screening
from linter.report.screening.workbook import workbook
from linter.report.xlsx.sheet import Column, Rich, listing
from linter.report.xlsx.styles import Styles
from tests.report.screening.made_up import HOSTILE, Size, hostile, screening

SHEETS = ["总览", "单位排名", "主管部门", "项目一览", "问题明细", "雷同内容", "未检查", "规则统计"]


def opened(held: Screening, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(held)), **options)


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    headers, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(headers, row, strict=True)) for row in found]


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_sheets_and_their_rows(usual: Screening) -> None:
    book = opened(usual)
    assert book.sheetnames == SHEETS
    assert [row["单位"] for row in rows(book, "单位排名")] == [line.agency for line in usual.agencies]
    assert [row["主管部门"] for row in rows(book, "主管部门")] == [line.agency for line in usual.departments]
    assert [row["项目名称"] for row in rows(book, "项目一览")] == [line.project for line in usual.projects()]
    assert [row["编号"] for row in rows(book, "问题明细")] == [line.mark for line in usual.findings()]
    assert [row["文件"] for row in rows(book, "未检查")] == [each.path for each in usual.failures]
    assert {row["规则"][:4] for row in rows(book, "规则统计")} == {rule.code for rule in usual.rules}


def test_figures_of_an_agency(usual: Screening) -> None:
    line, row = usual.agencies[3], rows(opened(usual), "单位排名")[3]
    assert (row["名次"], row["主管部门"], row["项目数"], row["错误"], row["警告"]) == (line.rank, line.parent, line.projects, line.errors, line.warnings)
    assert (row["初审得分"], row["初审等级"], row["雷同组数"]) == (line.score, line.grade, line.copies)
    assert [row[name] for name in line.dimensions] == list(line.dimensions.values())
    assert row["年度金额（万元）"] == pytest.approx(float(line.amount or 0) / 10_000)
    assert (rows(opened(usual), "单位排名")[5]["初审得分"], rows(opened(usual), "单位排名")[5]["初审等级"]) == (None, "未评")


def test_names_lead_to_pages_and_letters(usual: Screening) -> None:
    line = replace(usual.agencies[0], page="units/第 1 页.html", letter="letters/甲#乙.docx")
    sheet = opened(replace(usual, agencies=[line]))["单位排名"]
    links = {cell.value: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert list(links) == [line.agency]  # a name with # cannot be linked to
    assert links[line.agency].replace("%20", " ").replace("\\", "/") == line.page


def test_without_departments_there_is_no_column_for_them(usual: Screening) -> None:
    book = opened(replace(usual, departments=[]))
    assert "主管部门" not in book.sheetnames
    for name in ("单位排名", "项目一览", "问题明细"):
        assert "主管部门" not in [cell.value for cell in book[name][1]]
    assert [row["项目名称"] for row in rows(book, "项目一览")] == [line.project for line in usual.projects()]


def test_verdicts_are_chosen_from_a_list_and_marks_are_guarded(usual: Screening) -> None:
    sheet = opened(usual)["问题明细"]
    at = {cell.value: cell.column_letter for cell in sheet[1]}
    found = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    last = sheet.max_row
    assert found[f"{at['复核意见']}2:{at['复核意见']}{last}"].formula1 == '"采纳,不采纳,改写"'
    assert "不要改动" in found[f"{at['编号']}2:{at['编号']}{last}"].prompt
    assert list(at)[-1] == "编号"
    for name in ("复核意见", "改写后的意见"):
        cells = [sheet[f"{at[name]}{row}"] for row in range(2, last + 1)]
        assert all(cell.value is None and not cell.protection.locked for cell in cells)


def test_the_reviewer_is_told_what_to_do(usual: Screening) -> None:
    said = [str(cell.value) for row in opened(usual)["总览"].iter_rows() for cell in row if cell.value]
    assert any("--decisions screening.xlsx" in text for text in said)
    assert any("采纳" in text and "不采纳" in text and "改写" in text for text in said)


def test_totals_and_charts(usual: Screening) -> None:
    made = parts(workbook(usual))
    charts = {name: part for name, part in made.items() if re.fullmatch(r"xl/charts/chart\d\.xml", name)}
    assert len(charts) == 4
    said = {row[0].value: row[1].value for row in opened(usual)["总览"].iter_rows() if row[0].value}
    assert (said["单位"], said["绩效目标表"], said["错误"]) == (usual.totals.agencies, usual.totals.projects, usual.totals.errors)
    grades = Counter[str]()
    for line in usual.agencies:
        grades.update(line.grades)
    assert {grade: said[grade] for grade in grades} == grades


@pytest.mark.parametrize("evil", HOSTILE)
def test_texts_stay_texts(evil: str) -> None:
    data = workbook(hostile(evil))
    assert not any("<f>" in part or "<f " in part for name, part in parts(data).items() if "/worksheets/" in name)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name in SHEETS[1:]:
        assert all(cell.data_type in ("s", "n", "inlineStr") for row in book[name].iter_rows() for cell in row), name
    if evil.isascii():
        assert {row["单位"] for row in rows(book, "问题明细")} == {evil}


def test_numbers_of_persons_are_masked(usual: Screening) -> None:
    for part in parts(workbook(usual)).values():
        assert "13912345678" not in part
    assert all("139******78" in row["原文"] for row in rows(opened(usual), "问题明细"))


def test_copies_stand_side_by_side(usual: Screening) -> None:
    found = [row for row in rows(opened(usual), "雷同内容") if row["对方文字"]]
    pairs = [(cluster, copy) for cluster in usual.clusters for copy in cluster.members[1:]]
    assert [(row["雷同组"], row["单位"], row["文字"], row["对方单位"], row["对方文字"], row["相似度"]) for row in found] == [
        (cluster.number, cluster.members[0].agency, cluster.members[0].text, copy.agency, copy.text, copy.similarity) for cluster, copy in pairs
    ]
    rest = [row["文字"] for row in rows(opened(usual), "雷同内容") if not row["对方文字"]]
    assert rest == [f"本组另有 {cluster.size - len(cluster.members)} 处没有列出。" for cluster in usual.clusters if cluster.size > len(cluster.members)]


def test_what_differs_stands_out(usual: Screening) -> None:
    book = opened(usual, rich_text=True)
    texts = [cell.value for cell in book["雷同内容"]["J"][1:] if not isinstance(cell.value, str | None)]
    assert texts
    assert all(any(getattr(block, "font", None) is not None and block.font.b for block in text) for text in texts)


def test_clusters_beyond_the_list_are_counted(usual: Screening) -> None:
    assert rows(opened(replace(usual, clusters_in_all=99)), "雷同内容")[-1]["文字"].startswith(f"另有 {99 - len(usual.clusters)} 组")


def test_a_cluster_of_one_listed_member_is_not_lost(usual: Screening) -> None:
    alone = replace(usual.clusters[0], members=usual.clusters[0].members[:1], size=1)
    (row,) = rows(opened(replace(usual, clusters=[alone], clusters_in_all=1)), "雷同内容")
    assert (row["单位"], row["文字"], row["对方单位"]) == (alone.members[0].agency, alone.members[0].text, None)


def test_what_one_sheet_cannot_hold_goes_on_in_the_next() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    made = listing(book, Styles(book), "问题明细", (Column("编号", 9), Column("文字", 9)), ((n, Rich([("甲", False), ("乙", True)])) for n in range(10)), most=4)
    book.close()
    assert [part.rows for part in made] == [4, 4, 2]
    back = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    assert back.sheetnames == ["问题明细", "问题明细（2）", "问题明细（3）"]
    assert [row["编号"] for name in back.sheetnames for row in rows(back, name)] == list(range(10))
    assert {row["文字"] for name in back.sheetnames for row in rows(back, name)} == {"甲乙"}


def test_the_projects_own_reader_reads_it(usual: Screening) -> None:
    blocks = read_bytes(workbook(usual), "screening.xlsx").blocks
    texts = {cell.text for block in blocks if isinstance(block, TableBlock) for cell in block.cells}
    assert {line.mark for line in usual.findings()} <= texts


def test_nothing_found_is_a_workbook_too() -> None:
    held = replace(screening(Size(agencies=2, projects=2, findings=0, clusters=0)), failures=[], clusters_in_all=0)
    book = opened(held)
    assert book.sheetnames == [name for name in SHEETS if name not in ("雷同内容", "未检查")]
    assert rows(book, "问题明细") == []


def test_equal_screenings_are_equal_bytes(usual: Screening) -> None:
    assert workbook(usual) == workbook(usual)
