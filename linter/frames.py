"""For analysts: documents and findings as pandas data frames.

    import linter
    frames = linter.check("报送", "批复.zip").to_frames()
    frames.findings.groupby("code").size()

Amounts are numbers of yuan; what is unknown is missing (NaN, None). Texts are as printed, except that telephone and card
numbers in evidence and messages are masked as in every output.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter import api
from linter.contract.check_v1 import evidence_said
from linter.errors import ReadError
from linter.masking import masked
from linter.result import Result
from linter.runs import Run
from linter.settings import Settings
from linter.submission import TEXT_KEYS, BudgetLine, Indicator, Money, Submission, TargetTable

if TYPE_CHECKING:
    import pandas as pd

_AMOUNTS = ("total", "annual", "previous_total", "previous_annual")
_PROJECTS = (
    "source", "table", "form", "project_name", "project_code", "agency", "implementing_unit", "fiscal_year",
    *(f"amount_{key}" for key in _AMOUNTS), *TEXT_KEYS, "indicators", "errors", "warnings", "infos", "score", "grade",
)
_INDICATORS = (
    "source", "table", "project_name", "project_code", "period", "level1", "level2", "category", "level3", "target", "kind", "comparator", "number",
    "upper", "unit", "weight", "description", "basis", "place",
)
_FINDINGS = (
    "source", "table", "project_name", "code", "name", "severity", "confidence", "audit_item", "kind", "field", "place", "message", "help", "evidence",
    "fingerprint",
)


@dataclass(frozen=True, slots=True)
class Frames:
    """`projects`: a row a table. `indicators`: a row an indicator and half. `findings`: a row a finding; `table` joins them.

    `table` counts from 0 within a document (`source`); findings on a whole document have none.
    """

    projects: pd.DataFrame
    indicators: pd.DataFrame
    findings: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Checked:
    """The results of some documents; one that could not be read has status failed."""

    results: tuple[Result, ...]

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def to_frames(self) -> Frames:
        return Frames(
            _frame(_PROJECTS, (_project(table, result) for result in self.results for table in result.submission.tables)),
            _frame(_INDICATORS, (row for result in self.results for row in _indicators(result.submission))),
            _frame(_FINDINGS, (row for result in self.results for row in _findings(result))),
        )


def check(*paths: str | Path, settings: Settings | None = None, budget_list: tuple[BudgetLine, ...] | None = None) -> Checked:
    """Checks files, folders and zips, by the settings beside them (over them `settings`, e.g. of `load_policy`)."""
    run = Run(policy=settings, budget_list=budget_list)
    return Checked(tuple(each.result for each in run.check(map(Path, paths))))


def read(*paths: str | Path, settings: Settings | None = None) -> Checked:
    """What files, folders and zips say, not checked: the frame of findings is empty."""
    run = Run(policy=settings)
    return Checked(tuple(_read(document, own) for document, own, _ in run.documents(map(Path, paths))))


def _read(document: Any, settings: Settings) -> Result:
    try:
        return Result(api.parse(document, settings=settings))
    except ReadError as error:
        return api.failure(document, str(error), settings)


def _frame(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns))


def _project(table: TargetTable, result: Result) -> dict[str, Any]:
    findings = [finding for finding in result.verdict.findings if finding.locus.table_index == table.index]
    audit = next((audit for audit in result.audits if audit.table_index == table.index), None)
    return {
        "source": result.submission.source, "table": table.index, "form": table.form, "project_name": table.name or None,
        "project_code": table.project_code, "agency": result.submission.agency,
        "implementing_unit": table.implementing_unit.value if table.implementing_unit else None,
        "fiscal_year": table.fiscal_year or result.submission.fiscal_year,
        **{f"amount_{key}": _yuan(getattr(table.amounts, key)) for key in _AMOUNTS},
        **{key: table.text(key) or None for key in TEXT_KEYS}, "indicators": len(table.indicators),
        **{f"{severity}s": sum(finding.severity == severity for finding in findings) for severity in ("error", "warning", "info")},
        "score": audit.score if audit else None, "grade": audit.grade if audit else None,
    }


def _yuan(money: Money | None) -> float | None:
    return float(money.yuan) if money else None


def _indicators(submission: Submission) -> Iterator[dict[str, Any]]:
    for table in submission.tables:
        project = {"source": submission.source, "table": table.index, "project_name": table.name or None, "project_code": table.project_code}
        for indicator in table.indicators:
            yield project | _indicator(indicator)


def _indicator(indicator: Indicator) -> dict[str, Any]:
    value = indicator.value
    return {
        "period": indicator.period, "level1": indicator.level1, "level2": indicator.level2, "category": indicator.category,
        "level3": indicator.level3, "target": indicator.target, "kind": value.kind, "comparator": value.comparator,
        "number": None if value.number is None else float(value.number), "upper": None if value.upper is None else float(value.upper),
        "unit": value.unit, "weight": indicator.weight, "description": indicator.description, "basis": indicator.basis,
        "place": indicator.spot("target", "level3").said() or None,
    }


def _findings(result: Result) -> Iterator[dict[str, Any]]:
    for finding in result.verdict.findings:
        locus = finding.locus
        yield {
            "source": result.submission.source, "table": locus.table_index, "project_name": finding.project_name, "code": finding.code,
            "name": finding.name, "severity": finding.severity, "confidence": finding.confidence, "audit_item": finding.audit_item,
            "kind": locus.kind, "field": locus.name, "place": locus.spot.said() or None, "message": masked(finding.message), "help": finding.help,
            "evidence": evidence_said(finding), "fingerprint": finding.fingerprint,
        }
