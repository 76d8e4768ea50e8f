"""S601 beyond its word lists: what the classifier adds, that it can be turned off, and what is said where it is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from linter.checks.cases import document, form, ind
from linter.checks.consistency import misfiled_indicator
from linter.checks.consistency.misfiled_indicator import MisfiledIndicator
from linter.checks.context import Context
from linter.checks.engine import run
from linter.finding import LedgerEntry, Verdict
from linter.form.classify import ModelMissing, installed
from linter.submission import Category

BEYOND = ind("satisfaction", "护理员培训期数", "≥12期")
LISTED = ind("social", "患者满意度", "≥90%")


def judged(*rows: Any, options: dict[str, Any] | None = None, halves: bool = False) -> Verdict:
    return run([MisfiledIndicator(options=options)], Context(document(form(*rows, halves=halves))), strict=True)


def entry(verdict: Verdict) -> LedgerEntry:
    (only,) = verdict.ledger
    return only


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An install without the model."""
    monkeypatch.setattr(misfiled_indicator, "available", lambda: False)


def test_what_the_model_decides_is_of_low_confidence_and_asks_to_look() -> None:
    (finding,) = judged(BEYOND).findings
    assert (finding.confidence, finding.evidence) == ("low", "护理员培训期数")
    assert finding.message == "“护理员培训期数”像是数量指标，却放在满意度指标下。"
    assert finding.help.startswith("请核对；")


def test_what_the_lists_decide_stays_as_it_was() -> None:
    (finding,) = judged(LISTED).findings
    assert finding.confidence == "medium"
    assert finding.help.startswith("请移到")


def test_both_halves_must_say_so_and_are_said_once() -> None:
    twice = ind("satisfaction", "护理员培训期数", "≥12期", annual=("护理员培训期数", "≥4期"))
    (finding,) = judged(twice, halves=True).findings
    assert finding.locus.period is None
    torn = ind("cost", "护理员培训期数", "≥12期", annual=("护理员培训期数", "≤3万元"))
    assert judged(torn, halves=True).findings == ()


@pytest.mark.parametrize(
    ("category", "name", "target"),
    [("timeliness", "每月巡查次数", "≥4次"), ("timeliness", "超时办件数量", "≤5件"), ("quality", "取得职业资格人数", "≥80人"), ("economic", "降低企业物流成本", "≥5%")],
)
def test_the_model_is_not_asked_where_the_lists_tolerate(category: Category, name: str, target: str) -> None:
    assert judged(ind(category, name, target)).findings == ()


def test_it_can_be_turned_off() -> None:
    verdict = judged(BEYOND, LISTED, options={"classifier": False})
    assert [finding.confidence for finding in verdict.findings] == ["medium"]
    assert entry(verdict) == LedgerEntry("S601", "found")


@pytest.mark.usefixtures("bare")
def test_without_the_model_the_lists_still_run_and_the_ledger_says_so() -> None:
    verdict = judged(BEYOND, LISTED)
    assert [finding.message for finding in verdict.findings] == ["“患者满意度”考核的是满意度，却放在社会效益指标下。"]
    assert entry(verdict).skipped_tables == ((0, "没有安装指标类别模型，只按词表检查"),)
    nothing = judged(BEYOND)
    assert nothing.findings == ()
    assert (entry(nothing).state, entry(nothing).reason) == ("skipped", "没有安装指标类别模型，只按词表检查")


@pytest.mark.usefixtures("bare")
def test_without_the_model_and_turned_off_nothing_is_missing() -> None:
    assert entry(judged(BEYOND, options={"classifier": False})) == LedgerEntry("S601", "passed")


def test_asking_for_a_model_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.form.classify._installed", lambda: None)
    with pytest.raises(ModelMissing):
        installed()


def test_a_check_loads_neither_numpy_nor_scikit_learn(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "corpus" / "samples" / "demo" / "xingqiao_water.txt"
    program = (
        "import sys; from pathlib import Path; from linter.api import check; from linter.form import classify\n"
        f"check(Path({str(sample)!r}))\n"
        "assert classify._installed.cache_info().currsize == 1, 'the model was not asked'\n"
        "print([name for name in ('numpy', 'scipy', 'sklearn') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]"
