"""The workbook: what is in it, and that texts stay what they are whatever they look like."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from linter.checks.cases import form, ind
from linter.finding import Fix, Locus, Verdict
from linter.report.explain import RuleSheet
from linter.report.report import Report
from linter.report.xlsx import xlsx
from linter.report.xlsx.cells import CUT, MOST_CHARACTERS, clean, height, looks_calculated
from linter.report.xlsx.findings import source_link
from linter.result import Result
from linter.review import Audit
from linter.submission import Note, Submission
from linter.where import Spot
from tests.report.conftest import finding

SHEETS = ["概况", "项目一览", "问题明细", "指标表", "规则台账"]
HOSTILE = ("=100%", "+5%", "-", "@SUM(1)", "=cmd|'/C calc'!A0", "＝1+1")


@pytest.fixture
def report(result: Result, rules: Mapping[str, RuleSheet]) -> Report:
    graded = replace(result, audits=(Audit(0, "中", 72.5, 75, ()), Audit(1, "优", 95.0, 75, ())))
    return Report([graded], rules)


def opened(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx(report)))


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    headers, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(headers, row, strict=True)) for row in found]


def parts(report: Report) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(xlsx(report))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")}


def test_sheets_and_their_rows(report: Report, result: Result) -> None:
    book = opened(report)
    assert book.sheetnames == SHEETS
    found = rows(book, "问题明细")
    assert [row["规则"][:4] for row in found] == [each.code for each in result.verdict.findings]
    unit = next(row for row in found if row["规则"].startswith("M302"))
    assert (unit["项目"], unit["级别"], unit["位置"], unit["出处"]) == ("表1 乡村道路养护", "错误", "数量指标 › 养护里程", "第12行第4列")
    assert (unit["原文"], unit["把握"], unit["整改情况"]) == ("≥85", "高", None)
    assert len(rows(book, "指标表")) == sum(len(each.indicators) for each in result.submission.tables)


def test_projects_have_amount_counts_and_grade(report: Report) -> None:
    first, second, third = rows(opened(report), "项目一览")
    assert (first["项目名称"], first["单位"], first["年度金额（万元）"], first["指标数"]) == ("乡村道路养护", "清河区交通局", 30, 2)
    assert (first["错误"], first["警告"], first["初审得分"], first["初审等级"]) == (2, 0, 72.5, "中")
    assert second["初审等级"] == "优"
    assert (third["初审得分"], third["初审等级"]) == (None, "未评")


def test_ledger_tells_every_rule(report: Report) -> None:
    states = {row["编号"]: (row["结果"], row["问题数"], row["未检查的原因"]) for row in rows(opened(report), "规则台账")}
    assert states["M302"] == ("发现问题", 2, None)
    assert states["F501"] == ("通过", 0, None)
    assert states["F506"] == ("未检查", 0, "本文件没有项目支出预算表")
    assert states["F503"][2] == "资金单位不明（个别表）"
    unused = Report([replace(report.results[0], verdict=Verdict((), ()))], report.rules)
    assert {row["结果"] for row in rows(opened(unused), "规则台账")} == {"未启用"}


def test_a_crash_is_not_hidden_by_documents_that_passed(report: Report) -> None:
    result = report.results[0]
    crashed = replace(result, verdict=replace(result.verdict, ledger=tuple(replace(e, state="crashed", reason="出错") for e in result.verdict.ledger)))
    states = {row["编号"]: row["结果"] for row in rows(opened(Report([result, crashed], report.rules)), "规则台账")}
    assert states["F501"] == "运行出错"


@pytest.mark.parametrize("text", HOSTILE)
def test_values_are_texts_never_formulas(text: str, submission: Submission, rules: Mapping[str, RuleSheet]) -> None:
    table = form(ind("quantity", text, text), name=text)
    bad = replace(finding("C101", "error", "坏。", Locus("field", text, 0), evidence=text), project_name=text, fixes=(Fix("suggestion", text),))
    made = Report([Result(replace(submission, source=text, agency=text, tables=(table,)), Verdict((bad,), ()))], rules)
    assert not any("<f>" in part or "<f " in part for name, part in parts(made).items() if "/worksheets/" in name)
    book = opened(made)
    (project,), (row,), (indicator,) = rows(book, "项目一览"), rows(book, "问题明细"), rows(book, "指标表")
    assert project["项目名称"] == indicator["三级指标"] == indicator["指标值"] == row["原文"] == row["可替换为"] == text
    (cell,) = (cell for cell in book["指标表"][2] if cell.column_letter == "G")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_long_numbers_keep_their_digits(submission: Submission, rules: Mapping[str, RuleSheet]) -> None:
    code = "13010024100971210126400001234567"
    table = replace(form(ind("quantity", "里程", "85公里")), project_code=code)
    (row,) = rows(opened(Report([Result(replace(submission, tables=(table,)))], rules)), "项目一览")
    assert row["项目编码"] == code


def test_what_the_format_cannot_hold_is_left_out_or_cut_with_a_mark() -> None:
    assert clean("甲\x00\x0b乙\ud800\ufffe丙\r\n丁") == "甲乙丙\n丁"
    cut = clean("长" * 40000)
    assert len(cut) == MOST_CHARACTERS
    assert cut.endswith(CUT)
    assert clean("电话13900001234") == "电话139******34"
    assert [looks_calculated(text) for text in ("=1", "-", "≥85", "5")] == [True, True, False, False]


def test_a_workbook_with_such_texts_opens(submission: Submission, rules: Mapping[str, RuleSheet]) -> None:
    bad = finding("C101", "error", "坏\x00字\x1f。", Locus("field", "a&<b>", 0), evidence="长" * 40000 + "_x0041_")
    (row,) = rows(opened(Report([Result(submission, Verdict((bad,), ()))], rules)), "问题明细")
    assert row["问题"] == "坏字。"
    assert row["位置"] == "a&<b>"


@pytest.mark.parametrize(("source", "sheet", "cell", "url"), [
    ("表.xlsx", "Sheet1", "D12", "external:表.xlsx#'Sheet1'!D12"),
    ("公开/表.xlsx", "Bob's", "A1", "external:公开/表.xlsx#'Bob''s'!A1"),
    ("表.XLSM", None, "A1", "external:表.XLSM"),
    ("表.docx", "Sheet1", "D12", ""),
    ("包.zip/表.xlsx", "Sheet1", "D12", ""),
    ("表#1.xlsx", "Sheet1", "D12", ""),
    ("表.xlsx", None, None, ""),
])
def test_a_finding_leads_to_its_cell(source: str, sheet: str | None, cell: str | None, url: str) -> None:
    assert source_link(source, finding("C101", "error", "坏。", Locus("field", "甲", 0, spot=Spot(sheet=sheet, cell=cell)))) == url


def test_links_are_relative_and_show_the_place(submission: Submission, rules: Mapping[str, RuleSheet]) -> None:
    bad = finding("C101", "error", "坏。", Locus("field", "甲", 0, spot=Spot(sheet="Sheet1", cell="D12")))
    book = opened(Report([Result(replace(submission, source="表.xlsx"), Verdict((bad,), ()))], rules))
    (cell,) = (cell for cell in book["问题明细"][2] if cell.hyperlink)
    assert cell.value == "Sheet1!D12"
    assert (cell.hyperlink.target, cell.hyperlink.location) == ("表.xlsx", "'Sheet1'!D12")


def test_lists_are_ready_to_work_with_and_to_print(report: Report) -> None:
    book = opened(report)
    for name in SHEETS[1:]:
        sheet = book[name]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what is meant where nothing is said
        assert "&P" in sheet.oddFooter.center.text
    (validation,) = book["问题明细"].data_validations.dataValidation
    assert validation.formula1 == '"已改,不改（说明）,待定"'
    assert str(validation.sqref) == f"M2:M{len(report.results[0].verdict.findings) + 1}"


def test_rows_are_as_high_as_their_texts_need(report: Report) -> None:
    assert height([("短", 20.0)]) == 18.0
    assert height([("字" * 100, 20.0), ("短", 5.0)]) > 10 * 13
    assert height([("字" * 99999, 10.0)]) == 409
    sheet = opened(report)["问题明细"]
    assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))


def test_native_charts_of_rules_dimensions_and_grades(report: Report) -> None:
    charts = {name: part for name, part in parts(report).items() if re.fullmatch(r"xl/charts/chart\d\.xml", name)}
    assert len(charts) == 3
    for title in ("问题最多的规则（前十）", "按审核内容", "初审等级"):
        assert sum(title in part for part in charts.values()) == 1


def test_a_file_that_could_not_be_read_has_a_row(rules: Mapping[str, RuleSheet]) -> None:
    book = opened(Report([Result(Submission("坏.txt", status="failed", notes=(Note("坏.txt：文件是空的。"),)))], rules))
    (row,), (project,) = rows(book, "问题明细"), rows(book, "项目一览")
    assert (row["文件"], row["级别"], row["问题"]) == ("坏.txt", "无法检查", "坏.txt：文件是空的。")
    assert project["读取情况"] == "无法检查"


def test_severities_differ_without_colour(report: Report) -> None:
    book = opened(report)
    looks = {cell.value: (cell.font.b, cell.fill.fgColor.rgb) for row in book["问题明细"].iter_rows(min_row=2) for cell in row if cell.value in ("错误", "警告")}
    assert len(set(looks.values())) == 2
    assert looks["错误"][0]


def test_equal_reports_are_equal_bytes(report: Report) -> None:
    assert xlsx(report) == xlsx(report)
