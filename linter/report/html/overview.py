"""What the page shows, as values: the run, its documents, the forms of each. Forms are made when the template comes to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.contract.check_v1 import consequences
from linter.contract.parse_v1 import note_said
from linter.finding import Finding
from linter.report.form import FormView, document_view, form_view
from linter.report.form.money_said import money_said
from linter.report.html.chart import Chart, charts
from linter.report.html.faults import Fault, Homes, Marks, faults_of
from linter.report.html.said import Said
from linter.report.html.unchecked import Hidden, Reason, hidden, reasons
from linter.report.report import Report
from linter.report.rows import NO_NAME
from linter.result import Result
from linter.review import Audit
from linter.submission import TargetTable
from linter.tables import table as words

_CHART_FROM = 10  # findings of one document among several that are worth a drawing of their own


@dataclass(frozen=True, slots=True)
class Form:
    """One form and its findings. `open`: shown unfolded, for there is something to see."""

    id: str
    label: str
    name: str
    view: FormView | None
    faults: tuple[Fault, ...]
    marks: Marks
    counts: tuple[int, int, int]
    audit: Audit | None = None
    spot: str = ""

    @property
    def open(self) -> bool:
        return bool(self.faults)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of forms."""

    id: str
    label: str
    name: str
    amount: str
    counts: tuple[int, int, int]
    audit: Audit | None


@dataclass(frozen=True, slots=True)
class Document:
    """One file. `whole` is the part on the document itself, None where it says nothing."""

    id: str
    result: Result
    report: Report
    charts: tuple[Chart, ...]
    entries: tuple[Entry, ...]
    reasons: tuple[Reason, ...]
    hidden: tuple[Hidden, ...]
    notes: tuple[str, ...]
    grades: tuple[tuple[str, int], ...]
    checked: int
    whole: Form | None
    homes: Homes

    @property
    def counts(self) -> tuple[int, int, int]:
        return _counts(self.result.verdict.findings)

    @property
    def indicators(self) -> int:
        return sum(len(table.indicators) for table in self.result.submission.tables)

    def forms(self) -> Iterator[Form]:
        names = {entry.index: entry.name or entry.title for entry in self.result.submission.tables}
        audits = {audit.table_index: audit for audit in self.result.audits}
        for table in self.result.submission.tables:
            own = self.homes.own.get(table.index, [])
            view = form_view(table, [f.locus.name for f in own if f.locus.kind == "category" and f.locus.name])
            faults, marks = faults_of(table.index, view, self.homes, self.result, self.report, names)
            audit = audits.get(table.index)
            yield Form(
                self.homes.form(table.index), f"表{table.index + 1}", _name(table), view, faults, marks, _counts(own), audit,
                table.spot.said(),
            )


@dataclass(frozen=True, slots=True)
class Page(Said):
    """The whole page. `rules`: code, title and how often, of those that found anything."""

    documents: Sequence[Document]
    rules: tuple[tuple[str, str, int], ...]
    counts: tuple[int, int, int]
    always_manual: str
    charts: tuple[Chart, ...] = ()


def page_of(report: Report) -> Page:
    """The page of a report."""
    found = [finding for result in report.results for finding in result.verdict.findings]
    by_code = Counter(finding.code for finding in found)
    names = {finding.code: finding.name for finding in found}
    return Page(
        tuple(_document(n, result, report) for n, result in enumerate(report.results, 1)),
        tuple((code, report.title(code, names[code]), count) for code, count in sorted(by_code.items())), _counts(found),
        "、".join(item["name"] for item in words("audit")["items"] if not item["judged_by"]),
        charts(found, report, "run") if found and len(report.results) > 1 else (),
    )


def _document(number: int, result: Result, report: Report) -> Document:
    scope, findings = f"d{number}", result.verdict.findings
    homes = Homes(result, scope)
    audits = {audit.table_index: audit for audit in result.audits}
    grades = Counter(audit.grade for audit in result.audits)
    return Document(
        scope, result, report, charts(findings, report, scope) if findings and (len(report.results) == 1 or len(findings) >= _CHART_FROM) else (),
        tuple(
            Entry(
                homes.form(table.index), f"表{table.index + 1}", _name(table), money_said(table.amounts.annual or table.amounts.total),
                _counts(homes.own.get(table.index, [])), audits.get(table.index),
            )
            for table in result.submission.tables
        ),
        reasons(result, report), hidden(result), tuple(_note(note_said(note), result) for note in result.submission.notes),
        tuple((grade, grades[grade]) for grade in consequences() if grades[grade]),
        sum(entry.state in ("passed", "found") for entry in result.verdict.ledger), _whole(result, report, homes), homes,
    )


def _whole(result: Result, report: Report, homes: Homes) -> Form | None:
    """The budget list and the narrative's figures, with the findings that are no form's."""
    own, view = homes.own.get(None, []), document_view(result.submission)
    if not own and view is None:
        return None
    faults, marks = faults_of(None, view, homes, result, report, {})
    return Form(homes.form(None), "全文", "预算表和说明文字" if view else "", view, faults, marks, _counts(own))


def _name(table: TargetTable) -> str:
    return table.name or table.title or NO_NAME


def _note(said: str, result: Result) -> str:
    return said.removeprefix(f"{result.submission.source}：")


def _counts(findings: Sequence[Finding]) -> tuple[int, int, int]:
    counts = Counter(finding.severity for finding in findings)
    return counts["error"], counts["warning"], counts["info"]
