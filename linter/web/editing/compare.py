"""What an edit did to the findings: which went, which came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from linter.finding import Finding
from linter.report.report import Report
from linter.report.rows import row
from linter.result import Result
from linter.web.store.upload import Told, WhatChanged


def compared(before: Result, after: Result, report: Report) -> WhatChanged:
    """A finding is the same where rule and place are, whatever its words; also where of two halves only one is mended."""
    old, new = _counted(before.verdict.findings), _counted(after.verdict.findings)
    return WhatChanged(
        tuple(_told(finding, before, report) for finding in _beyond(before.verdict.findings, new)),
        tuple(_told(finding, after, report) for finding in _beyond(after.verdict.findings, old)),
        sum((old & new).values()),
    )


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.code, *finding.locus.key)


def _counted(findings: Sequence[Finding]) -> Counter[tuple[object, ...]]:
    return Counter(map(_key, findings))


def _beyond(findings: Sequence[Finding], others: Counter[tuple[object, ...]]) -> list[Finding]:
    left, out = Counter(others), []
    for finding in findings:
        if left[_key(finding)]:
            left[_key(finding)] -= 1
        else:
            out.append(finding)
    return out


def _told(finding: Finding, result: Result, report: Report) -> Told:
    said = row(finding, result, report)
    return Told(said.code, said.title, " ".join(filter(None, (said.table, said.project, said.place))), said.message)
