"""A checked document to report on: made up, with faults of several kinds in two of its three tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from linter.checks.cases import document, form, ind
from linter.finding import Finding, LedgerEntry, Locus, Severity, Verdict
from linter.report.explain import RuleSheet
from linter.result import Result
from linter.submission import Note, Submission, Text
from linter.where import Route, Spot

TITLES = {"C101": "必填栏目没有填写", "M302": "缺少计量单位", "C108": "说明文字与表不一致"}


def finding(code: str, severity: Severity, message: str, locus: Locus, *, evidence: str = "", help: str = "请补上。") -> Finding:
    """A finding on table 1, 2 … or, without a table, on the whole document."""
    steps = [f"表{locus.table_index + 1}"] if locus.table_index is not None else []
    if locus.kind in ("indicator", "field"):
        steps += ["数量指标"] * (locus.kind == "indicator") + [locus.name or ""]
    return Finding(
        code=code, name="some-rule", severity=severity, confidence="high", audit_item="规范完整性", message=message, help=help,
        locus=locus, evidence=evidence, route=Route(tuple(steps)),
        project_name="乡村道路养护" if locus.table_index == 0 else None,
    )


def indicator_at(table: int, name: str, line: int) -> Locus:
    return Locus("indicator", name, table, category="quantity", row=line, spot=Spot(line=line, column=4))


@pytest.fixture
def rules() -> Mapping[str, RuleSheet]:
    return {
        code: RuleSheet(code, "some-rule", title, "error", "完整性", "规范完整性", ("查什么：某种毛病。",), ("submit",), {}, (), ("坏",), ("坏了。",), ("好",))
        for code, title in TITLES.items()
    }


@pytest.fixture
def submission() -> Submission:
    tables = (
        form(ind("quantity", "养护里程", "≥85"), ind("quantity", "巡查次数", "≥24"), name="乡村道路养护",
             texts={"overview": "对乡道开展日常养护。"}),
        form(ind("quantity", "整修桥梁", "6座"), name="危桥整修", halves=True),
        form(ind("quantity", "更换路灯", "300盏"), name="路灯更换"),
    )
    return replace(document(*tables, agency="清河区交通局"), source="预算公开.txt")


@pytest.fixture
def result(submission: Submission) -> Result:
    lacking = [
        finding("M302", "error", f"指标“{name}”的指标值“{value}”没有计量单位。", indicator_at(0, name, line), evidence=value)
        for name, value, line in (("养护里程", "≥85", 12), ("巡查次数", "≥24", 13))
    ]
    field = finding("C101", "error", "“立项依据”一栏空着。", Locus("field", "立项依据", 1, spot=Spot(line=30)))
    claim = finding("C108", "warning", "说明文字称有5个项目，表只有3张。", Locus("claim", "project_count"), evidence="5个项目")
    ledger = (
        LedgerEntry("C101", "found"), LedgerEntry("C108", "found"), LedgerEntry("F501", "passed"),
        LedgerEntry("F503", "passed", skipped_tables=((2, "资金单位不明"),)),
        LedgerEntry("F506", "skipped", "本文件没有项目支出预算表"), LedgerEntry("M302", "found"),
    )
    return Result(submission, Verdict((claim, *lacking, field), ledger))


@pytest.fixture
def noted(result: Result) -> Callable[[int], Result]:
    """The result of a document of which `count` cells were not understood, and nothing is wrong with the rest."""

    def make(count: int) -> Result:
        notes = tuple(Note(f"单元格“内容{n}”没有认出角色", Spot(line=n, column=2)) for n in range(1, count + 1))
        submission = replace(result.submission, status="partial", notes=notes)
        return Result(submission, Verdict((), result.verdict.ledger))

    return make


@pytest.fixture
def with_contact(result: Result) -> Result:
    """The same document with a telephone number in a text at fault."""
    table = result.submission.tables[0]
    table = replace(table, texts={"overview": Text("联系人李某13900001234")})
    bad = finding("C101", "error", "“项目概况”写着“联系人李某13900001234”。", Locus("field", "项目概况", 0), evidence="联系人李某13900001234")
    return Result(replace(result.submission, tables=(table,)), Verdict((bad,), ()))
