"""The outputs that list findings: csv, Markdown, SARIF; and how an output's name chooses among them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from linter.finding import Fix, Locus, Verdict
from linter.report.explain import RuleSheet
from linter.report.findings_csv import findings_csv
from linter.report.formats import FORMATS, format_of, render
from linter.report.markdown import markdown
from linter.report.report import Report
from linter.report.sarif import sarif
from linter.result import Result, Suppressed
from linter.submission import Note, Submission
from tests.report.conftest import finding

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"  # of OASIS, as npm's @microsoft/sarif-multitool-linux 5.7.0 has it
HOSTILE = "=cmd|'/C calc'!A0"


@pytest.fixture
def report(result: Result, rules: Mapping[str, RuleSheet]) -> Report:
    return Report([result], rules)


@pytest.fixture
def hostile(rules: Mapping[str, RuleSheet], submission: Submission) -> Report:
    """A text that is a formula, a table border, markup and a line break."""
    evil = replace(
        finding("C101", "error", "栏目写着“| <b>*_ ”。", Locus("field", "项目|概况", 0), evidence=f"{HOSTILE}\n| <script>"),
        fixes=(Fix("suggestion", "@SUM(1)"),),
    )
    return Report([Result(replace(submission, source="=坏.txt"), Verdict((evil,), ()))], rules)


@pytest.fixture
def failed(rules: Mapping[str, RuleSheet]) -> Report:
    return Report([Result(Submission("坏.txt", status="failed", notes=(Note("坏.txt：文件是空的。"),)))], rules)


def cells(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_a_finding(report: Report, result: Result) -> None:
    rows = cells(findings_csv(report))
    assert [row["规则"] for row in rows] == [each.code for each in result.verdict.findings]
    first = next(row for row in rows if row["规则"] == "M302")
    assert (first["文件"], first["表"], first["项目"], first["级别"]) == ("预算公开.txt", "表1", "乡村道路养护", "错误")
    assert (first["问题类型"], first["出处"], first["原文"], first["整改情况"]) == ("缺少计量单位", "第12行第4列", "≥85", "")
    assert first["位置"] == "数量指标 › 养护里程"


def test_csv_is_never_a_formula(hostile: Report) -> None:
    (row,) = cells(findings_csv(hostile))
    assert row["原文"] == f"\t{HOSTILE}\n| <script>"
    assert (row["可替换为"], row["文件"]) == ("\t@SUM(1)", "\t=坏.txt")


def test_csv_names_what_could_not_be_read(failed: Report) -> None:
    (row,) = cells(findings_csv(failed))
    assert (row["文件"], row["级别"], row["问题"]) == ("坏.txt", "无法检查", "坏.txt：文件是空的。")


def test_markdown_has_a_table_a_form(report: Report) -> None:
    out = markdown(report)
    assert out.startswith("# 绩效目标质检结果\n\n## 预算公开.txt\n")
    assert "### 表1 乡村道路养护\n\n| 级别 | 规则 | 位置 | 问题 | 改法 |\n| --- |" in out
    assert "| 错误 | M302 缺少计量单位 | 数量指标 › 养护里程<br>第12行第4列 |" in out


def test_markdown_keeps_its_shape_whatever_a_document_says(hostile: Report) -> None:
    (line,) = [line for line in markdown(hostile).splitlines() if line.startswith("| 错误")]
    assert line.replace("\\|", "").count("|") == 6
    assert "<script>" not in line
    assert "\\<script\\>" in line


def test_markdown_says_what_could_not_be_read(failed: Report) -> None:
    assert "- 无法检查：坏.txt：文件是空的。" in markdown(failed)


@pytest.mark.parametrize("made", ["report", "hostile", "failed"])
def test_sarif_is_valid(made: str, request: pytest.FixtureRequest) -> None:
    log = json.loads(sarif(request.getfixturevalue(made)))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(log)


def test_sarif_results_rules_and_places(report: Report, result: Result) -> None:
    (run,) = json.loads(sarif(report))["runs"]
    assert [each["ruleId"] for each in run["results"]] == [each.code for each in result.verdict.findings]
    for each in run["results"]:
        assert run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"]
    unit = next(each for each in run["results"] if each["ruleId"] == "M302")
    (where,) = unit["locations"]
    assert where["physicalLocation"]["region"] == {"startLine": 12}
    assert where["logicalLocations"] == [{"fullyQualifiedName": "表1 › 数量指标 › 养护里程（第12行第4列）"}]
    assert (unit["level"], unit["properties"]["confidence"]) == ("error", "high")


def test_sarif_counts_what_is_suppressed_and_says_why(result: Result, rules: Mapping[str, RuleSheet]) -> None:
    first, *rest = result.verdict.findings
    hidden = replace(result, verdict=Verdict(tuple(rest), ()), suppressed=(Suppressed(first, "ignore", "经局务会确认", 3),))
    (run,) = json.loads(sarif(Report([hidden], rules)))["runs"]
    assert len(run["results"]) == len(rest) + 1
    assert run["results"][-1]["suppressions"] == [{"kind": "external", "justification": "经局务会确认"}]


def test_sarif_says_that_a_file_failed(failed: Report) -> None:
    (run,) = json.loads(sarif(failed))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "坏.txt：文件是空的。"


@pytest.mark.parametrize(("name", "format"), [
    ("结果.csv", "csv"), ("结果.MD", "md"), ("结果.txt", "text"), ("结果.sarif", "sarif"), ("结果.jsonl", "jsonl"), ("结果", None), ("结果.exe", None),
])
def test_an_output_is_chosen_by_its_name(name: str, format: str | None) -> None:
    assert format_of(name) == format


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_renders(report: Report, format: str) -> None:
    made = render(report, format)
    assert len(made) > 100
    assert render(report, format) == made
