"""What follows a screening: questions in SQL, the comparison of two rounds, letters with what the reviewer has confirmed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from linter.cli import run
from linter.errors import JixiaoError
from linter.screen.comparing import compared
from linter.screen.comparing_said import comparison_text, comparison_workbook
from linter.screen.querying import answer
from tests.screen.filing import ROWS, page, rows, screened

GOOD = "开展窗口人员业务培训6场，培训合格率不低于95%，缩短群众办事等候时间。"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results folder of three agencies; 甲局 has two faults."""
    folder = tmp_path_factory.mktemp("报送")
    page(folder / "甲局.html", "甲局", "窗口培训", [*ROWS, ("数量指标", "教材印制", "XX册"), ("质量指标", "教材质量", "良好")], overview=GOOD)
    page(folder / "乙局.html", "乙局", "档案整理", [("数量指标", "整理档案", "≥2000卷"), ("时效指标", "整理及时性", "及时")], overview="整理历年档案2000卷并完成扫描。")
    page(folder / "丙局.html", "丙局", "设备维护", [("数量指标", "维护设备", "≥40台")], overview="维护检测设备40台。")
    screened(folder.parent / "结果一", folder)
    return folder.parent / "结果一"


# --- SQL -----------------------------------------------------------------------------------------------------------------


def test_answers_as_text_csv_and_json(first: Path) -> None:
    sql = "SELECT agency, projects FROM agencies ORDER BY agency"
    assert answer(first, sql, "text").splitlines()[-1] == "共 3 行。"
    read = list(csv.reader(io.StringIO(answer(first, sql, "csv").removeprefix("\ufeff"))))
    assert read == [["agency", "projects"], ["丙局", "1"], ["乙局", "1"], ["甲局", "1"]]
    assert json.loads(answer(first, sql, "json"))[0] == {"agency": "丙局", "projects": 1}


@pytest.mark.parametrize("sql", [
    "DELETE FROM documents", "DROP TABLE documents", "SELEC 1", "SELECT * FROM read_csv('/etc/passwd')", "COPY documents TO '/tmp/jixiao-x.csv'",
    "ATTACH '/tmp/jixiao-y.duckdb'", "SET enable_external_access = true", "INSTALL httpfs",
])
def test_a_question_changes_nothing_and_reads_nothing_else(first: Path, sql: str) -> None:
    with pytest.raises(JixiaoError, match="执行不了"):
        answer(first, sql, "text")
    assert not Path("/tmp/jixiao-x.csv").exists()
    assert not Path("/tmp/jixiao-y.duckdb").exists()
    assert rows(first, "SELECT count(*) FROM documents") == [(3,)]


def test_every_view_of_the_documentation_is_there(first: Path) -> None:
    text = (Path(__file__).parents[2] / "linter" / "docs" / "screening.md").read_text("utf-8")
    named = [line.split("`")[1] for line in text.splitlines() if line.startswith("### `")]
    assert {"documents", "projects", "indicators", "findings", "agencies", "clusters", "failures", "unchecked"} <= set(named)
    for name in named:
        columns = {column for column, *_ in rows(first, f"SELECT column_name FROM (DESCRIBE {name})")}
        told = text.partition(f"### `{name}`")[2].partition("### `")[0]
        assert columns == {line.split("`")[1] for line in told.splitlines() if line.startswith("| `")}, name


def test_a_folder_without_results_is_said(tmp_path: Path) -> None:
    with pytest.raises(JixiaoError, match="没有筛查结果"):
        answer(tmp_path, "SELECT 1", "text")


# --- two rounds ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def second(first: Path) -> Path:
    """A second round: 甲局 has mended one fault and made another, 丙局 has handed in nothing."""
    folder = first.parent / "报送二"
    page(folder / "甲局.html", "甲局", "窗口培训", [*ROWS, ("数量指标", "教材印制", "≥300册"), ("质量指标", "教材质量", "良好"), ("质量指标", "课程质量", "优秀")], overview=GOOD)
    page(folder / "乙局改名.html", "乙局", "档案整理", [("数量指标", "整理档案", "≥2000卷"), ("时效指标", "整理及时性", "及时")], overview="整理历年档案2000卷并完成扫描。")
    screened(first.parent / "结果二", folder)
    return first.parent / "结果二"


def test_what_was_put_right_what_is_left_and_what_is_new(first: Path, second: Path) -> None:
    comparison = compared(first, second)
    fates = {(change.agency, change.code, change.fate) for change in comparison.changes if change.code in ("C102", "M301")}
    assert fates == {("甲局", "C102", "改好"), ("甲局", "M301", "仍在"), ("甲局", "M301", "新出现"), ("乙局", "M301", "仍在")}
    assert {change.fate for change in comparison.changes if change.agency == "丙局"} <= {"未再报送"}
    assert (comparison.projects_gone, comparison.projects_new) == (1, 0)
    scores = {each.agency: (each.before, each.after) for each in comparison.agencies}
    assert scores["丙局"][1] is None
    assert scores["甲局"] == tuple(rows(out, "SELECT score FROM agencies WHERE agency = '甲局'")[0][0] for out in (first, second))


def test_the_comparison_is_told_and_written(first: Path, second: Path) -> None:
    comparison = compared(first, second)
    assert comparison_text(comparison).startswith(f"改好 {comparison.count('改好')} 处，仍在 {comparison.count('仍在')} 处")
    book = openpyxl.load_workbook(io.BytesIO(comparison_workbook(comparison)))
    assert book.sheetnames == ["单位对照", "问题对照"]
    assert book["问题对照"].max_row == len(comparison.changes) + 1


def test_a_round_compared_with_itself_has_changed_nothing(first: Path) -> None:
    comparison = compared(first, first)
    assert {change.fate for change in comparison.changes} == {"仍在"}


# --- letters with decisions ----------------------------------------------------------------------------------------------


def decided(out: Path, verdicts: dict[str, tuple[str, str]]) -> Path:
    """The workbook with these verdicts: rule → (复核意见, 改写后的意见)."""
    book = openpyxl.load_workbook(out / "screening.xlsx")
    sheet = book["问题明细"]
    header = [cell.value for cell in sheet[1]]
    rule, verdict, words = (header.index(name) + 1 for name in ("规则", "复核意见", "改写后的意见"))
    for row in range(2, sheet.max_row + 1):
        said = verdicts.get(str(sheet.cell(row, rule).value).split()[0])
        if said:
            sheet.cell(row, verdict).value, sheet.cell(row, words).value = said[0], said[1] or None
    path = out / "复核.xlsx"
    book.save(path)
    return path


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_letters_say_only_what_was_confirmed(first: Path, tmp_path: Path) -> None:
    decisions = decided(first, {"C102": ("改写", "教材印制请写明册数，有疑问请打 0991-1234567。"), "M301": ("不采纳", "")})
    assert run(["letters", str(first), "--decisions", str(decisions), "-o", str(tmp_path / "意见")]) == 0
    assert [path.name for path in (tmp_path / "意见").iterdir()] == ["甲局 绩效目标审核意见书.docx"]
    text = text_of(tmp_path / "意见" / "甲局 绩效目标审核意见书.docx")
    assert "教材印制请写明册数，有疑问请打 0991-1234567。" in text
    assert "良好" not in text


def test_confirmed_opinions_are_worded_as_usual(first: Path, tmp_path: Path) -> None:
    decisions = decided(first, {"M301": ("采纳", "")})
    assert run(["letters", str(first), "--decisions", str(decisions), "-o", str(tmp_path / "意见")]) == 0
    assert sorted(path.name[:2] for path in (tmp_path / "意见").iterdir()) == ["乙局", "甲局"]
    assert "“良好”" in text_of(tmp_path / "意见" / "甲局 绩效目标审核意见书.docx")


def test_nothing_confirmed_is_said(first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decisions = decided(first, {"M301": ("不采纳", "")})
    assert run(["letters", str(first), "--decisions", str(decisions), "-o", str(tmp_path / "意见")]) == 2
    assert "没有一条采纳或改写的意见" in capsys.readouterr().err
    assert not (tmp_path / "意见").exists()


def test_letters_are_not_written_over(first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decisions = decided(first, {"M301": ("采纳", "")})
    command = ["letters", str(first), "--decisions", str(decisions), "-o", str(tmp_path / "意见")]
    assert run(command) == 0
    assert run(command) == 2
    assert "已经存在" in capsys.readouterr().err
    assert run([*command, "--force"]) == 0
