"""The reviewer's verdicts come back, whatever was done to the workbook in between; what cannot be understood is said with its cell."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from linter.errors import JixiaoError
from linter.report.screening.values import Screening
from linter.report.screening.workbook import workbook
from linter.screen.decisions import read_decisions

SHEET = "问题明细"


@pytest.fixture(scope="module")
def made(usual: Screening) -> bytes:
    return workbook(usual)


@pytest.fixture(scope="module")
def marks(usual: Screening) -> list[str]:
    return [line.mark for line in usual.findings()]


def edited(data: bytes, edit: Callable[[Any, dict[str, int]], None]) -> bytes:
    """The workbook as a person saves it: `edit` gets the sheet and the columns by header."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[SHEET]
    edit(sheet, {cell.value: cell.column for cell in sheet[1]})
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def decided(sheet: Any, at: dict[str, int]) -> None:
    for row, verdict, words in ((2, "采纳", None), (3, " 不采纳 ", "误报"), (4, "改写", "请把指标值写成数字。\n并注明单位")):
        sheet.cell(row, at["复核意见"], verdict)
        sheet.cell(row, at["改写后的意见"], words)


def said(decisions: Any) -> dict[str, tuple[str, str]]:
    return {mark: (each.verdict, each.words) for mark, each in decisions.items()}


@pytest.fixture
def expected(marks: list[str]) -> dict[str, tuple[str, str]]:
    return dict(zip(marks, [("采纳", ""), ("不采纳", "误报"), ("改写", "请把指标值写成数字。\n并注明单位")], strict=False))


def fault(data: bytes, source: str = "screening.xlsx") -> JixiaoError:
    with pytest.raises(JixiaoError) as caught:
        read_decisions(data, source)
    return caught.value


def test_nothing_decided_is_nothing(made: bytes) -> None:
    assert read_decisions(made, "screening.xlsx") == {}


def test_verdicts_come_back(made: bytes, expected: dict[str, tuple[str, str]], marks: list[str]) -> None:
    found = read_decisions(edited(made, decided), "screening.xlsx")
    assert said(found) == expected
    assert found[marks[1]].place == f"{SHEET}!J3"


def test_the_last_finding_counts_as_well(made: bytes, marks: list[str]) -> None:
    found = read_decisions(edited(made, lambda sheet, at: sheet.cell(len(marks) + 1, at["复核意见"], "采纳")), "a.xlsx")
    assert list(found) == [marks[-1]]


def sorted_and_cut(sheet: Any, at: dict[str, int]) -> None:
    decided(sheet, at)
    held = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, sheet.max_row)
    for row in reversed(held[:40]):
        sheet.append(row)
    sheet.delete_rows(5, 20)


def columns_moved(sheet: Any, at: dict[str, int]) -> None:
    decided(sheet, at)
    held = [[cell.value for cell in row] for row in sheet.iter_rows()]
    sheet.delete_rows(1, sheet.max_row)
    for row in held:
        sheet.append([row[at["编号"] - 1], "我的备注", row[at["改写后的意见"] - 1], None, row[at["复核意见"] - 1], *row[: at["复核意见"] - 1]])
    sheet["B1"], sheet["D1"] = "备注", ""


def title_above(sheet: Any, at: dict[str, int]) -> None:
    decided(sheet, at)
    sheet.insert_rows(1, 2)
    sheet["A1"] = "绩效科复核稿"
    sheet.cell(3, at["复核意见"], "复核 意见")
    sheet.title = "张三负责的部分"


def only_this_sheet(sheet: Any, at: dict[str, int]) -> None:
    decided(sheet, at)
    for other in sheet.parent.sheetnames:
        if other != SHEET:
            del sheet.parent[other]


@pytest.mark.parametrize("edit", [sorted_and_cut, columns_moved, title_above, only_this_sheet])
def test_what_people_do_to_a_workbook(made: bytes, expected: dict[str, tuple[str, str]], edit: Callable[[Any, dict[str, int]], None]) -> None:
    assert said(read_decisions(edited(made, edit), "改.xlsx")) == expected


def test_rows_copied_to_another_sheet_may_say_the_same_twice(made: bytes, expected: dict[str, tuple[str, str]]) -> None:
    def copied(sheet: Any, at: dict[str, int]) -> None:
        decided(sheet, at)
        sheet.parent.copy_worksheet(sheet)

    assert said(read_decisions(edited(made, copied), "改.xlsx")) == expected


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")])
def test_a_csv_will_do(made: bytes, expected: dict[str, tuple[str, str]], encoding: str, delimiter: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(edited(made, decided)))[SHEET]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(sheet.iter_rows(values_only=True))
    assert said(read_decisions(out.getvalue().encode(encoding), "screening.csv")) == expected


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice(made: bytes, expected: dict[str, tuple[str, str]], tmp_path: Path, ending: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "screening.xlsx").write_bytes(edited(made, decided))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", ending, "--outdir", tmp_path, tmp_path / "in" / "screening.xlsx"],
        check=True, capture_output=True, timeout=180,
    )
    assert said(read_decisions((tmp_path / f"screening.{ending}").read_bytes(), f"screening.{ending}")) == expected


@pytest.mark.parametrize(("verdict", "words", "what", "remedy", "cell"), [
    ("同意", None, "复核意见“同意”不认识", "您是不是想选“采纳”？请选采纳、不采纳、改写，或者不填。", "J2"),
    ("随便", None, "复核意见“随便”不认识", "请选采纳、不采纳、改写，或者不填。", "J2"),
    ("改写", None, "选了“改写”，没有写“改写后的意见”", "请写上要发给单位的话。", "K2"),
    (None, "请改", "写了“改写后的意见”，没有选“复核意见”", "要照您写的发就选“改写”，否则把写的话删去。", "J2"),
    ("采纳", "请改", "选了“采纳”，又写了“改写后的意见”", "要照您写的发就选“改写”，要照原来的发就把写的话删去。", "J2"),
])
def test_faults_are_said_with_their_cell(made: bytes, verdict: str | None, words: str | None, what: str, remedy: str, cell: str) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["复核意见"], verdict)
        sheet.cell(2, at["改写后的意见"], words)

    found = fault(edited(made, edit))
    assert (found.what, found.remedy, found.place, found.source) == (what, remedy, f"{SHEET}!{cell}", "screening.xlsx")


def test_faults_are_counted(made: bytes) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        for row in (5, 3, 9):
            sheet.cell(row, at["复核意见"], "×")

    found = fault(edited(made, edit))
    assert found.place == f"{SHEET}!J3"
    assert found.remedy.endswith("另有 2 处要改。")


@pytest.mark.parametrize(("mark", "what"), [(None, "这一行没有“编号”"), (1.5e20, "被表格软件改成了数字")])
def test_a_row_without_its_mark(made: bytes, mark: float | None, what: str) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["复核意见"], "采纳")
        sheet.cell(2, at["编号"], mark).value = mark

    found = fault(edited(made, edit))
    assert what in found.what
    assert found.place == f"{SHEET}!R2"


def test_one_finding_with_two_verdicts(made: bytes, marks: list[str]) -> None:
    def edit(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["复核意见"], "采纳")
        sheet.cell(7, at["复核意见"], "不采纳")
        sheet.cell(7, at["编号"], marks[0])

    found = fault(edited(made, edit))
    assert found.what == f"同一条问题（编号 {marks[0]}）有两种复核意见：“采纳”和“不采纳”"
    assert found.place == f"{SHEET}!J2、{SHEET}!J7"


def test_the_column_of_marks_was_deleted(made: bytes) -> None:
    found = fault(edited(made, lambda sheet, at: sheet.delete_cols(at["编号"])))
    assert found.what == "缺少“编号”一列"
    assert found.place == f"{SHEET}!J1"


@pytest.mark.parametrize(("data", "source"), [("甲,乙\n1,2\n".encode(), "别的.csv"), (b"PK\x05\x06" + b"\0" * 18, "空.xlsx"), (b"", "空.xlsx"), (b"\xff\xfe\0\0", "坏.xls")])
def test_another_file_is_refused_in_chinese(data: bytes, source: str) -> None:
    found = fault(data, source)
    assert found.source == source
    assert found.what
    assert found.remedy


def test_a_damaged_workbook_is_refused(made: bytes) -> None:
    assert "已损坏" in fault(made[: len(made) // 2]).what
