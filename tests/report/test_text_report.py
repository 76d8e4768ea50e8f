"""What a clerk reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from linter.finding import LedgerEntry, Verdict
from linter.report.columns import width
from linter.report.explain import RuleSheet
from linter.report.page import Page
from linter.report.report import Report
from linter.report.text import text
from linter.result import NO_VERDICT, Result
from linter.submission import Note, Submission

Made = Callable[..., str]


@pytest.fixture
def report(rules: Mapping[str, RuleSheet]) -> Made:
    return lambda *results, page=None: text(Report(results, rules, page or Page()))


def test_groups_by_table_and_leaves_clean_tables_to_the_summary(report: Made, result: Result) -> None:
    out = report(result)
    order = [out.index(heading) for heading in ("\n全文\n", "\n表1 乡村道路养护", "\n表2 危桥整修", "\n汇总\n")]
    assert order == sorted(order)
    assert "\n表3" not in out
    assert "  表3      0     0     0  路灯更换" in out


def test_says_severity_title_place_text_reason_remedy_and_code(report: Made, result: Result) -> None:
    out = report(result).splitlines()
    at = out.index("  ✗ 错误 必填栏目没有填写 [C101]")
    assert out[at + 1] == "    - 第30行：“立项依据”一栏空着。"
    assert out[at + 2] == "      改法：请补上。"


def test_findings_that_say_the_same_take_one_line_each(report: Made, result: Result) -> None:
    out = report(result).splitlines()
    at = out.index("  ✗ 错误 缺少计量单位（2处） [M302]")
    assert out[at + 1 : at + 4] == [
        "    - 数量指标（第12行第4列）：指标“养护里程”的指标值“≥85”没有计量单位。",
        "    - 数量指标 › 巡查次数（第13行第4列）：“≥24”",
        "      改法：请补上。",
    ]


def test_a_long_remedy_is_told_once_in_a_document(report: Made, result: Result) -> None:
    remedy = "请在指标值后面写明计量单位，例如“≥85公里”“≥24次”；" * 3
    first = result.verdict.findings[1]
    again = replace(first, help=remedy, locus=replace(first.locus, table_index=1), route=replace(first.route, steps=("表2", "x")))
    out = report(Result(result.submission, Verdict((replace(first, help=remedy), again), ())))
    assert out.count("请在指标值后面写明计量单位") == 3
    assert out.count("改法：见表1的同类问题。") == 1


def test_counts(report: Made, result: Result) -> None:
    out = report(result).splitlines()
    assert "发现问题：错误 3 处，警告 1 处（已检查 3 张表、5 条规则）" in out
    assert "  合计     3     1     0" in out


def test_unchecked_rules_and_why(report: Made, result: Result) -> None:
    out = report(result).splitlines()
    at = out.index("未检查的规则：")
    assert out[at + 1 : at + 3] == ["  - F506：本文件没有项目支出预算表", "  - F503（表3）：资金单位不明"]


def test_no_finding(report: Made, result: Result) -> None:
    clean = Result(result.submission, Verdict((), result.verdict.ledger))
    assert "未发现问题（已检查 3 张表、5 条规则）" in report(clean).splitlines()
    assert "汇总" not in report(clean).splitlines()


def test_a_document_without_tables_is_never_called_clean(report: Made) -> None:
    empty = Submission("说明.txt", notes=(Note("未找到绩效目标表"),))
    out = report(Result(empty, Verdict((), (LedgerEntry("C101", "passed"),))))
    assert "未找到绩效目标表" in out
    assert "未发现问题" not in out


def test_a_partial_reading_is_said_first_with_ten_cells_and_the_count(report: Made, noted: Callable[[int], Result]) -> None:
    out = report(noted(14))
    assert out.index("只认出了一部分") < out.index("未发现问题")
    assert "第10行第2列：单元格“内容10”" in out
    assert "内容11" not in out
    assert "共14处" in out
    assert "有内容没有认出来" in out


def test_notes_on_the_whole_document_are_never_cut(report: Made, noted: Callable[[int], Result]) -> None:
    result = noted(14)
    teach = Note('可能是尚不认识的标签：\n"工程全称" = "角色"')
    out = report(replace(result, submission=replace(result.submission, notes=(*result.submission.notes, teach))))
    assert '  - 可能是尚不认识的标签：\n    "工程全称" = "角色"\n' in out


def test_notes_of_a_whole_reading_are_said_too(report: Made, result: Result) -> None:
    aside = replace(result.submission, notes=(Note("《自评表》已放在一边，未检查"),))
    assert "  - 《自评表》已放在一边，未检查" in report(replace(result, submission=aside)).splitlines()


def test_a_file_that_cannot_be_read(report: Made, result: Result) -> None:
    bad = Result(Submission("坏.txt", status="failed", notes=(Note("坏.txt：文件是空的。"),)), NO_VERDICT)
    out = report(result, bad)
    assert "\n坏.txt\n  无法检查：文件是空的。\n" in out
    assert "坏.txt（无法检查）" in out
    assert "合计 2 个文件" in out


def test_numbers_of_persons_are_masked(report: Made, result: Result, with_contact: Result) -> None:
    out = report(with_contact)
    assert "13900001234" not in out
    assert "139******34" in out


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_keeps_within_the_width(report: Made, result: Result, noted: Callable[[int], Result], columns: int, encoding: str, with_contact: Result) -> None:
    page = Page.of(encoding, columns, False)
    for line in report(result, noted(3), with_contact, page=page).splitlines():
        assert width(line, page.ambiguous) <= columns or line.lstrip()[:1] in "✗×!·"


def test_a_gbk_console_can_show_all_of_it(report: Made, result: Result) -> None:
    page = Page.of("gbk", 80, False)
    out = report(result, page=page)
    assert out.encode("gbk").decode("gbk") == out
    assert "数量指标 > 巡查次数" in out


def test_colour_only_when_asked(report: Made, result: Result) -> None:
    assert "\x1b" not in report(result)
    colored = report(result, page=Page(color=True))
    assert "\x1b[31m✗ 错误\x1b[0m" in colored
    assert colored.replace("\x1b[31m", "").replace("\x1b[33m", "").replace("\x1b[1m", "").replace("\x1b[0m", "") == report(result)


def test_a_crashed_rule_is_named(report: Made, result: Result) -> None:
    crashed = Result(result.submission, Verdict((), (LedgerEntry("F508", "crashed", "规则运行出错（ValueError）"),)))
    assert "  - F508：规则运行出错（ValueError）" in report(crashed).splitlines()
    assert crashed.crashed == ("F508",)
