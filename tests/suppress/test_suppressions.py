"""Ignore file and baseline on results: what is set aside, what is counted, what is said of entries of no use."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from linter.api import check_submission
from linter.checks.cases import document, form, ind
from linter.contract.check_v1 import check_to_contract
from linter.errors import SettingsError
from linter.report.report import Report
from linter.report.text import text
from linter.result import Result
from linter.settings import Settings
from linter.submission import Status, Submission
from linter.suppress import baseline, ignore_file
from linter.suppress.apply import Suppressions, apply, with_unused
from linter.suppress.generate import entries_for

RULES: Mapping[str, str] = {
    "C103": "missing-indicator-category", "M302": "missing-unit", "M305": "rate-without-number", "B204": "copied-between-projects",
    "C106": "project-without-table", "D802": "internal-marking",
}
TODAY = date(2026, 5, 1)
CHECKED = ("M302", "M305", "B204", "C106")
COPIED = "面向全区老年人开展健康讲座和义诊，发放宣传手册，建立健康档案，随访重点对象。"

Ignoring = Callable[..., Result]


@pytest.fixture
def submission() -> Submission:
    rows = (ind("quantity", "讲座场次", "≥40"), ind("quantity", "义诊人数", "≥900"), ind("quality", "随访合格率", "合格"))
    tables = (
        form(*rows, name="老年健康讲座", code="360100", texts={"overview": COPIED}),
        form(rows[0], name="慢病义诊", texts={"overview": COPIED}),
        form(rows[1], name=""),
    )
    return replace(document(*tables, budget=[("老年健康讲座", "30万元"), ("慢病义诊", "30万元"), ("健康小屋", "8万元")]), source="目标表.txt")


@pytest.fixture
def result(submission: Submission) -> Result:
    return check_submission(submission, settings=Settings(select=CHECKED), strict=True)


@pytest.fixture
def ignoring(result: Result) -> Ignoring:
    def suppress(*lines: str, files: tuple[str, ...] | None = None, narrowed: bool = False) -> Result:
        entries = ignore_file.parse("\n".join(lines).encode(), "jixiao.ignore", RULES)
        suppressions = Suppressions(entries, None, files, narrowed, TODAY)
        (out,) = with_unused([(apply(result, suppressions), suppressions)])
        return out

    return suppress


def places(result: Result) -> list[tuple[str, str | None]]:
    return sorted((each.finding.code, each.finding.locus.name) for each in result.suppressed)


# --- ignore file ---------------------------------------------------------------------------------------------------------


def test_what_there_is(result: Result) -> None:
    assert sorted(f.code for f in result.verdict.findings) == ["B204", "C106", "M302", "M302", "M302", "M302", "M305"]


@pytest.mark.parametrize(
    ("entry", "set_aside"),
    [
        ("M302 老年健康讲座 › 数量指标 › 讲座场次", [("M302", "讲座场次")]),
        ("M302 老年健康讲座 › 讲座场次", [("M302", "讲座场次")]),
        ("M302 360100 › 讲座场次", [("M302", "讲座场次")]),
        ("M302 表1 老年健康讲座 › 讲座场次", [("M302", "讲座场次")]),
        ("M302 讲座场次", [("M302", "讲座场次")] * 2),
        ("M302 老年健康讲座", [("M302", "义诊人数"), ("M302", "讲座场次")]),
        ("M302 表3", [("M302", "义诊人数")]),
        ("* 慢病义诊", [("B204", "overview"), ("M302", "讲座场次")]),
        ("B204 慢病义诊 › 项目概况", [("B204", "overview")]),
        ("B204 项目概况", [("B204", "overview")]),
        ("C106 全文 › 健康小屋", [("C106", "健康小屋")]),
        ("C106 健康小屋", [("C106", "健康小屋")]),
        ("M302 健康小屋 › 讲座场次", []),
        ("M302 讲座场次 › 老年健康讲座", []),
        ("M302 全文", []),
    ],
)
def test_places(ignoring: Ignoring, entry: str, set_aside: list[tuple[str, str]]) -> None:
    assert places(ignoring(f"目标表.txt {entry} # 已说明")) == set_aside


def test_reason_and_line_of_the_first_entry_that_fits(ignoring: Ignoring, result: Result) -> None:
    out = ignoring("别的.txt * # 无关", "*.txt M305 # 甲", "目标表.txt M305 # 乙")
    (each,) = out.suppressed
    assert (each.by, each.reason, each.line) == ("ignore", "甲", 2)
    assert len(out.verdict.findings) == len(result.verdict.findings) - 1
    assert {entry.code: entry.state for entry in out.verdict.ledger}["M305"] == "found"


def test_suppressed_findings_fail_nothing(ignoring: Ignoring) -> None:
    assert ignoring("*.txt M305 # 已说明").at_least("error")
    assert not ignoring("* * # 历史文件").at_least("info")


def test_an_expired_entry_is_said_and_holds_no_longer(ignoring: Ignoring) -> None:
    assert ignoring("*.txt M305 # 等批复 until 2026-05-01").suppressed
    out = ignoring("*.txt M305 # 等批复 until 2026-04-30")
    assert not out.suppressed
    assert out.suppression_notes == (
        "jixiao.ignore 第1行（M305）已于2026-04-30到期，不再起作用。请改正问题，或者写上新的理由和日期。",
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("目标表.txt M305 慢病义诊 # 已说明", "jixiao.ignore 第1行（M305 慢病义诊）没有用到：它所说的问题已经没有了。"),
        ("不在.txt M305 # 已说明", "没有用到：文件夹里没有“不在.txt”。"),
        ("*.docx M305 # 已说明", "没有用到：文件夹里没有“*.docx”。"),
        ("* * 不存在的项目 # 已说明", "没有用到：它所说的问题已经没有了。"),
    ],
)
def test_an_unused_entry_is_said(ignoring: Ignoring, line: str, said: str) -> None:
    (note,) = ignoring(line, files=("目标表.txt", "另一份.txt")).suppression_notes
    assert said in note


@pytest.mark.parametrize(
    "line",
    [
        "目标表.txt D802 # 规则这次没有检查",
        "另一份.txt M305 # 文件这次没有检查",
        "目标表.txt M305 # 用到了",
    ],
)
def test_an_entry_that_cannot_be_judged_is_not_called_unused(ignoring: Ignoring, line: str) -> None:
    assert ignoring(line, files=("目标表.txt", "另一份.txt")).suppression_notes == ()


def test_a_narrowed_run_does_not_judge_entries_for_all_rules(ignoring: Ignoring) -> None:
    assert ignoring("* * 不存在的项目 # 已说明", narrowed=True).suppression_notes == ()


def test_a_pattern_used_by_one_document_of_the_run_is_used(result: Result) -> None:
    entries = ignore_file.parse("*.txt M305 # 已说明\n*.txt M305 没有 # 已说明".encode(), "jixiao.ignore", RULES)
    suppressions = Suppressions(entries, today=TODAY)
    clean = replace(result, submission=replace(result.submission, source="干净.txt"), verdict=replace(result.verdict, findings=()))
    first, second = with_unused([(apply(each, suppressions), suppressions) for each in (clean, result)])
    assert [note.split("（")[0] for note in first.suppression_notes] == ["jixiao.ignore 第2行"]
    assert second.suppression_notes == ()


def test_a_file_that_could_not_be_read_judges_nothing(result: Result) -> None:
    status: Status = "failed"
    failed = replace(result, submission=replace(result.submission, status=status), verdict=replace(result.verdict, findings=()))
    suppressions = Suppressions(ignore_file.parse("*.txt M305 # 已说明".encode(), "jixiao.ignore", RULES), today=TODAY)
    (out,) = with_unused([(apply(failed, suppressions), suppressions)])
    assert out.suppression_notes == ()


# --- generated entries ---------------------------------------------------------------------------------------------------


def test_generated_entries_are_refused_until_the_reasons_are_filled_in(ignoring: Ignoring, result: Result) -> None:
    lines, count = entries_for(result)
    assert count == len(result.verdict.findings)
    with pytest.raises(SettingsError, match="另有6行也要改"):
        ignoring(*lines)
    out = ignoring(*(line.replace("理由待填", "财政局已同意") for line in lines))
    assert not out.verdict.findings
    assert len(out.suppressed) == count
    assert out.suppression_notes == ()


@pytest.mark.parametrize("source", ["我的 目标表.txt", "#1.txt", "附件[1].txt", "“特急”目标表.txt", '甲"乙.txt'])
def test_generated_entries_read_back_whatever_the_names_hold(source: str) -> None:
    table = form(ind("quantity", "1 #泵 › 巡检 次数", "≥85"), name="泵站 # 改造 > 一期")
    found = check_submission(replace(document(table), source=source), settings=Settings(select=("M302",)), strict=True)
    lines, count = entries_for(found)
    assert count == 1
    filled = "\n".join(lines).replace("理由待填", "已说明")
    suppressions = Suppressions(ignore_file.parse(filled.encode(), "jixiao.ignore", RULES), today=TODAY)
    assert len(apply(found, suppressions).suppressed) == 1


# --- baseline ------------------------------------------------------------------------------------------------------------


def against(known: bytes, *results: Result) -> list[Result]:
    suppressions = Suppressions(None, baseline.read(known, "基线.json"), today=TODAY)
    return with_unused([(apply(result, suppressions), suppressions) for result in results])


def checked(submission: Submission) -> Result:
    return check_submission(submission, settings=Settings(select=CHECKED), strict=True)


def renamed(result: Result, source: str, agency: str | None = "清河区文化馆") -> Result:
    return replace(result, submission=replace(result.submission, source=source, agency=agency))


def test_only_what_is_new_is_reported(result: Result, submission: Submission) -> None:
    (same,) = against(baseline.baseline_of([result]), result)
    assert not same.verdict.findings
    assert {each.by for each in same.suppressed} == {"baseline"}
    added = form(ind("quantity", "上门随访次数", "≥300"), name="家庭医生")
    grown = replace(submission, tables=tuple(replace(t, index=n) for n, t in enumerate((added, *submission.tables))))
    (new,) = against(baseline.baseline_of([result]), checked(grown))
    assert [finding.locus.name for finding in new.verdict.findings] == ["上门随访次数"]
    assert len(new.suppressed) == len(result.verdict.findings)


def test_what_has_been_put_right_is_counted(result: Result, submission: Submission) -> None:
    (out,) = against(baseline.baseline_of([result]), checked(replace(submission, tables=submission.tables[:2])))
    assert out.suppression_notes == ("基线里的1处问题已不再出现，可以用 jixiao baseline --write 更新基线。",)
    narrow = check_submission(submission, settings=Settings(select=("B204",)), strict=True)
    assert against(baseline.baseline_of([result]), narrow)[0].suppression_notes == ()


def test_a_renamed_document_is_known_and_another_agency_is_not(result: Result) -> None:
    known = baseline.baseline_of([result])
    (moved,) = against(known, renamed(result, "目标表（定稿）.txt"))
    assert not moved.verdict.findings
    (other,) = against(known, renamed(result, "目标表.txt", "白沙区卫健委"))
    assert not other.suppressed


def test_a_document_of_the_same_name_is_meant_before_others(result: Result) -> None:
    clean = replace(result, verdict=replace(result.verdict, findings=()))
    known = baseline.baseline_of([result, renamed(clean, "乙.txt")])
    (out,) = against(known, renamed(result, "乙.txt"))
    assert not out.suppressed


def test_a_failed_document_has_no_part_in_a_baseline(result: Result) -> None:
    status: Status = "failed"
    failed = replace(result, submission=replace(result.submission, status=status))
    assert json.loads(baseline.baseline_of([failed]))["documents"] == []


def test_a_baseline_can_be_read_by_people(result: Result) -> None:
    (known,) = json.loads(baseline.baseline_of([result]))["documents"]
    assert known["source"] == "目标表.txt"
    assert ["老年健康讲座", "质量指标", "随访合格率"] in [finding["place"] for finding in known["findings"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 jixiao baseline --write 写出的基线文件"),
        (b"\xff\xfe{}", "不是 jixiao baseline --write 写出的基线文件"),
        (b'{"schema_version": 1}', "不是 jixiao baseline --write 写出的基线文件"),
        (b'{"schema_version": 1, "linter_version": "0", "documents": [{}]}', "不是 jixiao baseline --write 写出的基线文件"),
        (b'{"schema_version": 2, "documents": []}', "是第 2 版的基线，本程序只认识第 1 版"),
    ],
)
def test_other_files_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        baseline.read(data, "基线.json")
    assert str(caught.value).startswith("基线.json：")


# --- outputs -------------------------------------------------------------------------------------------------------------


def test_suppressed_findings_are_counted_in_every_output(ignoring: Ignoring, result: Result) -> None:
    out = ignoring("*.txt M302 # 单位印在表头", "*.txt M305 慢病义诊 # 已说明")
    contract: dict[str, Any] = msgspec.to_builtins(check_to_contract(out))
    assert contract["summary"]["suppressed"] == 4
    assert contract["summary"]["errors"] == out.count("error")
    assert [each["line"] for each in contract["suppressed"]] == [1] * 4
    assert contract["suppressed"][0]["reason"] == "单位印在表头"
    assert len(contract["suppression_notes"]) == 1
    said = text(Report([out, result]))
    assert "另有问题没有列出：4 处按忽略清单忽略" in said
    assert "jixiao.ignore 第2行" in said
    assert "另有 4 处问题按忽略清单或基线没有列出。" in said


def test_a_document_with_nothing_left_is_not_called_faultless(result: Result) -> None:
    (out,) = against(baseline.baseline_of([result]), result)
    said = text(Report([out]))
    assert "未发现其他问题" in said
    assert f"{len(result.verdict.findings)} 处在基线里已有" in said
