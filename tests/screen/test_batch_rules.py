"""The cases of the rules on many documents, through a screening as users run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.checks.base import BatchRule
from linter.checks.cases import Intake
from linter.checks.registry import RULES
from linter.report.docx.opinions import Placed
from linter.screen.final import results_of
from linter.screen.store import Store
from linter.settings import Settings
from tests.report.worded import reads_well
from tests.screen.filing import file, screened

pytestmark = pytest.mark.usefixtures("only_found")
BATCH = [rule for rule in RULES if issubclass(rule, BatchRule)]


def cases(kind: str) -> list[object]:
    return [
        pytest.param(rule, case, id=f"{rule.code}-{number}-{case.say}") for rule in BATCH for number, case in enumerate(getattr(rule, kind), 1)
    ]


def found(rule: type[BatchRule], case: Intake, folder: Path) -> list[Placed]:
    """What the rule finds in a case, as letters get it."""
    for name, submissions in (("now", case.now), ("last", case.last)):
        for number, submission in enumerate(submissions):
            file(folder / name / f"{number}.txt", submission)
    last = (folder / "last",) if case.last else ()
    settings = Settings(select=(rule.code, *rule.silent_under), options={rule.code: case.options}, given=frozenset({"select"}))
    screened(folder / "out", folder / "now", settings=settings, last_year=last)
    with Store(folder / "out", read_only=True) as store:
        results = list(results_of(store, settings))
    return [
        Placed(finding, result.submission.tables[finding.locus.table_index or 0], f"{result.submission.agency}的项目")
        for result in results for finding in result.verdict.findings if finding.code == rule.code
    ]


@pytest.mark.parametrize(("rule", "case"), cases("bad"))
def test_bad_case_is_found(rule: type[BatchRule], case: Intake, tmp_path: Path) -> None:
    said = found(rule, case, tmp_path)
    assert len(said) == case.count, [each.finding.message for each in said]
    for each in said:
        finding = each.finding
        assert finding.code == rule.code
        assert finding.message.endswith("。")
        assert finding.help.endswith("。")
        assert finding.fingerprint
        assert not any(word in finding.message for word in ("None", "total_goal", "annual_goal", "level3"))
    reads_well(said)


@pytest.mark.parametrize(("rule", "case"), cases("good"))
def test_near_miss_is_left_alone(rule: type[BatchRule], case: Intake, tmp_path: Path) -> None:
    assert found(rule, case, tmp_path) == []


def test_a_check_of_one_document_passes_them_over() -> None:
    from linter.checks.context import Context
    from linter.checks.engine import run

    verdict = run([rule() for rule in BATCH], Context(BATCH[0].bad[0].now[0]), strict=True)
    assert verdict.findings == ()
    assert verdict.ledger == ()
