"""Where each finding is written: at its own cell, else where its form begins, else where the document begins."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from linter.finding import SEVERITY_RANK, Finding, Severity
from linter.report.report import Report
from linter.where import NOWHERE, Spot

Home = Literal["own", "page", "table", "document"]
Place = TypeVar("Place", bound=Hashable)
_WITHOUT_CELL = frozenset(("table", "category", "document"))


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding that has no cell of its own in the file: it is told where its page, its table or the document begins."""

    finding: Finding
    home: Home
    spot: Spot


@dataclass(slots=True)
class Placed(Generic[Place]):
    """`notes`: place → its findings, graver ones first. `lost`: what could be written nowhere."""

    notes: dict[Place, list[Finding]] = field(default_factory=dict)
    moved: list[Moved] = field(default_factory=list)
    lost: list[Finding] = field(default_factory=list)


def place(
    report: Report, locate: Callable[[Spot], Place | None], first: Callable[[], Place | None], spot_of: Callable[[Place], Spot]
) -> Placed[Place]:
    """Every finding of the report's one document. `locate` finds a spot in the file, `first` is where the file begins."""
    placed: Placed[Place] = Placed()
    result = report.results[0]
    begins = {table.index: table.spot for table in result.submission.tables}
    for finding in result.verdict.findings:
        table = begins.get(finding.locus.table_index, NOWHERE) if finding.locus.table_index is not None else NOWHERE
        at, home = _place(finding, table, locate)
        if at is None:
            at, home = first(), "document"
        if at is None:
            placed.lost.append(finding)
            continue
        placed.notes.setdefault(at, []).append(finding)
        if home != "own":
            placed.moved.append(Moved(finding, home, spot_of(at)))
    for findings in placed.notes.values():
        findings.sort(key=lambda finding: -SEVERITY_RANK[finding.severity])
    return placed


def _place(finding: Finding, table: Spot, locate: Callable[[Spot], Place | None]) -> tuple[Place | None, Home]:
    spot = finding.locus.spot
    own = None if spot == NOWHERE else locate(spot)
    if own is not None:
        return own, "own" if finding.locus.kind not in _WITHOUT_CELL and spot != table else "table"
    return (None if table == NOWHERE else locate(table)), "table"


def worst(findings: Sequence[Finding]) -> Severity:
    """The gravest severity of findings."""
    return max((finding.severity for finding in findings), key=SEVERITY_RANK.__getitem__)
