"""《绩效目标审核意见书》: one agency's projects, grades and numbered opinions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from linter.contract.check_v1 import consequences
from linter.finding import SEVERITY_SAID, Severity
from linter.report.docx.context import GradeLine, Letter, Opinion, ProjectLine, Section
from linter.report.docx.opinions import IN_LETTER, Placed, opinions
from linter.report.docx.projects import UNKNOWN, Agency, distinct, in_wan, title_of
from linter.result import Result
from linter.tables import table

NO_AGENCY = "（请填写单位名称）"
_HEADINGS: dict[Severity, str] = {"error": "应当改正的问题", "warning": "建议改正的问题", "info": "请再核对的内容"}
_NAMED = 5


def letter_of(
    agency: Agency, *, forms: int = 0, remedies: Mapping[str, str] | None = None, reworded: Mapping[str, str] | None = None
) -> Letter:
    """The letter to one agency. `forms`: how many review forms go with it; `remedies`: by code, in the bureau's own words; `reworded`: by
    fingerprint, what a reviewer says in a finding's stead."""
    form, lines = table("audit"), tuple(_lines(agency))
    year = _year(agency)
    placed = list(_placed(agency, [line.name for line in lines], reworded or {}))
    own = opinions(placed, year, replace(IN_LETTER, rest="见各自的审核表") if forms else IN_LETTER, remedies)
    counts: Counter[str] = Counter(each.finding.severity for each in placed)
    counted = [each for _, each in agency.projects if each.form != "overall"] or [each for _, each in agency.projects]
    amounts = [each.amounts.annual.yuan for each in counted if each.amounts.annual]
    return Letter(
        agency=agency.name or NO_AGENCY, year=str(year or ""), label=form["label"], disclaimer=form["disclaimer"],
        sources=tuple(result.submission.source for result in agency.results if not result.failed),
        unread=tuple(_unread(agency.results)), count=len(lines), total=in_wan(sum(amounts, Decimal(0))) if amounts else UNKNOWN,
        summary=_summary(counts), errors=counts["error"], warnings=counts["warning"], infos=counts["info"], projects=lines, grades=tuple(_grades(lines)),
        sections=tuple(_sections(own)), opinions=own, forms=forms,
    )


def _year(agency: Agency) -> int | None:
    """The year most of the projects are of."""
    years = Counter(year for result, each in agency.projects if (year := each.fiscal_year or result.submission.fiscal_year))
    years.update(result.submission.fiscal_year for result in agency.results if result.submission.fiscal_year and not years)
    return max(years, key=lambda year: (years[year], year)) if years else None


def _placed(agency: Agency, names: Sequence[str], reworded: Mapping[str, str]) -> Iterator[Placed]:
    """The agency's findings, each with its project; those on documents as a whole first. An only project needs no name."""
    for finding in agency.whole:
        yield Placed(finding, None, "", reworded.get(finding.fingerprint, ""))
    for (result, each), name in zip(agency.projects, names, strict=True):
        for finding in result.verdict.findings:
            if finding.locus.table_index == each.index:
                yield Placed(finding, each, name if len(names) > 1 else "", reworded.get(finding.fingerprint, ""))


def _summary(counts: Mapping[str, int]) -> str:
    """应当改正的问题4处、建议改正的问题3处."""
    said = "、".join(f"{heading}{counts[severity]}处" for severity, heading in _HEADINGS.items() if counts[severity])
    return f"发现{said}" if said else "没有发现需要修改的问题"


def _lines(agency: Agency) -> Iterator[ProjectLine]:
    names = distinct([title_of(each) for _, each in agency.projects])
    for number, ((result, each), name) in enumerate(zip(agency.projects, names, strict=True), start=1):
        counts = Counter(f.severity for f in result.verdict.findings if f.locus.table_index == each.index)
        audit = next((audit for audit in result.audits if audit.table_index == each.index), None)
        yield ProjectLine(
            number=number, name=name, code=each.project_code or "", amount=in_wan(each.amounts.annual.yuan) if each.amounts.annual else UNKNOWN,
            errors=counts["error"], warnings=counts["warning"], infos=counts["info"],
            score=f"{audit.score:g}" if audit else UNKNOWN, grade=audit.grade if audit else "未评",
        )


def _grades(lines: Sequence[ProjectLine]) -> Iterator[GradeLine]:
    for grade, consequence in consequences().items():
        own = [f"“{line.name}”" for line in lines if line.grade == grade]
        if own:
            yield GradeLine(grade, len(own), "、".join(own[:_NAMED]) + ("等" if len(own) > _NAMED else ""), consequence)


def _sections(own: Sequence[Opinion]) -> Iterator[Section]:
    numbers = iter("一二三")
    for severity, heading in _HEADINGS.items():
        held = tuple(opinion for opinion in own if opinion.severity == SEVERITY_SAID[severity])
        if held:
            yield Section(heading, next(numbers), held)


def _unread(results: Sequence[Result]) -> Iterator[str]:
    for result in results:
        if result.failed:
            source, why = result.submission.source, "；".join(note.text for note in result.submission.notes)
            yield why if source in why else f"{source}：{why}"
