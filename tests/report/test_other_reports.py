"""JSON, JSON lines, the outline, the rule list and the rule page."""

from __future__ import annotations

import json as stdjson
from dataclasses import replace

from linter.contract.check_v1 import check_to_contract
from linter.report.columns import width
from linter.report.explain import RuleSheet, explain, rules_json, rules_markdown, rules_text
from linter.report.json import json
from linter.report.jsonl import jsonl
from linter.report.page import Page
from linter.report.tree import tree
from linter.result import Result
from linter.submission import Note, Submission
from linter.where import Spot

SHEET = RuleSheet(
    code="X999", name="no-such-fault", title="没有这种毛病", severity="warning", dimension="相关性", audit_item="指标科学性",
    paragraphs=("查什么：某种毛病。", "为什么：有人会退回来。", "怎么改：改好，例如“≥20场”。"), profiles=("submit", "all"),
    options={"share": '"0.8"'}, silent_under=("C102",), bad=("写了毛病",), said=("这里有毛病。",), good=("没有毛病",),
)


def test_one_document_is_an_object_and_several_are_an_array(result: Result) -> None:
    document = check_to_contract(result)
    assert stdjson.loads(json([document]))["source"] == "预算公开.txt"
    assert [each["source"] for each in stdjson.loads(json([document, document]))] == ["预算公开.txt"] * 2
    assert "预算公开" in json([document]).decode()


def test_json_lines(result: Result) -> None:
    document = check_to_contract(result)
    lines = jsonl([document, document]).splitlines()
    assert [stdjson.loads(line)["summary"]["errors"] for line in lines] == [3, 3]


def test_check_json_counts_masks_and_cuts(result: Result, with_contact: Result) -> None:
    out = check_to_contract(result)
    assert (out.summary.tables, out.summary.indicators, out.summary.errors, out.summary.warnings) == (3, 5, 3, 1)
    assert {f.dimension for f in out.findings} == {"完整性"}
    assert out.findings[1].locus.category == "quantity"
    assert out.findings[1].position.line == 12
    assert out.findings[0].table_index is None
    masked = check_to_contract(with_contact).findings[0]
    assert "13900001234" not in masked.evidence + masked.message
    (bad,) = with_contact.verdict.findings
    long = replace(with_contact, verdict=replace(with_contact.verdict, findings=(replace(bad, evidence="长" * 500),)))
    assert len(check_to_contract(long).findings[0].evidence) == 200


def test_a_failed_file_says_why_in_its_notes() -> None:
    failed = Result(Submission("坏.txt", status="failed", notes=(Note("坏.txt：文件是空的。"),)))
    out = check_to_contract(failed)
    assert (out.status, out.notes, out.findings) == ("failed", ["坏.txt：文件是空的。"], [])


def test_outline_says_all_that_was_read(submission: Submission) -> None:
    noted = replace(submission, notes=(Note("有一格没有认出", Spot(line=9)),))
    out = tree(noted)
    for said in ("清河区交通局", "说明：第9行：有一格没有认出", "表1 乡村道路养护", "项目概况：对乡道开展日常养护。", "年度资金总额：300000.00元",
                 "绩效指标（实施期，1条）", "整修桥梁：6座"):
        assert said in out
    assert all(width(line) <= 100 for line in out.splitlines())


def test_outline_on_a_gbk_console(submission: Submission) -> None:
    out = tree(submission, Page.of("gbk", 60, False))
    assert out.encode("gbk").decode("gbk") == out


def test_rule_page_holds_everything_the_rule_says() -> None:
    out = explain(SHEET)
    for said in ("X999 no-such-fault 没有这种毛病", *SHEET.paragraphs, "级别：警告", "相关性（指标科学性）", "submit、all", 'share = "0.8"', "C102",
                 "  - 写了毛病", "  - 没有毛病"):
        assert said in out


def test_rule_list() -> None:
    assert "X999  警告  no-such-fault  没有这种毛病" in rules_text([SHEET])
    assert stdjson.loads(rules_json([SHEET]))[0]["options"] == {"share": '"0.8"'}


def test_rule_pages_link_to_each_rule() -> None:
    out = rules_markdown([SHEET])
    assert "[X999](#x999)" in out
    assert "\n## X999\n" in out
