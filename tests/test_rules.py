"""Every rule's own cases: a bad one gives exactly `count` findings of its code, a good one none."""

from __future__ import annotations

import pytest

from linter.checks.base import BatchRule, Rule
from linter.checks.cases import Case
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.registry import RULES
from linter.finding import Finding

BY_CODE = {rule.code: rule for rule in RULES}


def findings(rule: type[Rule], case: Case) -> list[Finding]:
    """What `rule` finds in `case`, the rules it yields to running beside it as they do for users."""
    others = [BY_CODE[code]() for code in rule.silent_under if code in BY_CODE]
    context = Context(case.submission, budget_list=case.budget_list, whole_agency=case.whole_agency)
    verdict = run([rule(options=case.options), *others], context, strict=True)
    return [finding for finding in verdict.findings if finding.code == rule.code]


def cases(kind: str) -> list[object]:
    return [
        pytest.param(rule, case, id=f"{rule.code}-{number}-{case.say}")
        for rule in RULES
        if not issubclass(rule, BatchRule)  # tests/screen/test_batch_rules.py
        for number, case in enumerate(getattr(rule, kind), 1)
    ]


@pytest.mark.parametrize(("rule", "case"), cases("bad"))
def test_bad_case_is_found(rule: type[Rule], case: Case) -> None:
    found = findings(rule, case)
    assert len(found) == case.count, [finding.message for finding in found]


@pytest.mark.parametrize(("rule", "case"), cases("good"))
def test_near_miss_is_left_alone(rule: type[Rule], case: Case) -> None:
    assert [finding.message for finding in findings(rule, case)] == []


@pytest.mark.parametrize(("rule", "case"), cases("bad"))
def test_finding_speaks_plain_chinese_and_names_its_place(rule: type[Rule], case: Case) -> None:
    for finding in findings(rule, case):
        assert finding.message.endswith("。"), "a message is a sentence"
        assert finding.help.endswith("。"), "a remedy is a sentence"
        for text in (finding.message, finding.help):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text)
            assert not any(word in text for word in ("None", "total_goal", "annual_goal", "level3"))
        tables = {table.index: table for table in case.submission.tables}
        for locus in (finding.locus, *finding.related):
            assert locus.table_index is None or locus.table_index in tables
        if finding.locus.kind == "field":
            assert finding.locus.name
        assert finding.locus not in finding.related
