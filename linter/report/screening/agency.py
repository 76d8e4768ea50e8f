"""The page of one agency: its projects with score and grade, what was found in each, and whose texts it shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linter.report.html.environment import page_template
from linter.report.html.said import Said
from linter.report.rows import NO_NAME
from linter.report.screening.copies import Copies, copies_of
from linter.report.screening.dashboard import PACKAGE, money
from linter.report.screening.faults import Fault, fault_items, faults_of
from linter.report.screening.files import DASHBOARD, href
from linter.report.screening.values import AgencyLine, Failure, FindingLine, ProjectLine, Screening
from linter.tables import table

_Key = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Project:
    """A project and its faults; `line` is None for a document as a whole, and for a table that is no project."""

    id: str
    name: str
    source: str
    line: ProjectLine | None
    amount: str
    counts: tuple[int, int, int]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Page(Said):
    line: AgencyLine
    agencies: int
    amount: str
    rules: tuple[tuple[str, str, int], ...]
    projects: tuple[Project, ...]
    copies: tuple[Copies, ...]
    copies_in_all: int
    failures: tuple[Failure, ...]
    back: str
    letter: str

    @property
    def counts(self) -> tuple[int, int, int]:
        return self.line.errors, self.line.warnings, self.line.infos


def agency_page(screening: Screening, line: AgencyLine, projects: Iterable[ProjectLine], findings: Iterable[FindingLine]) -> str:
    """The page of `line`; `projects` and `findings` are that agency's alone, and few enough to stand in memory."""
    template = page_template(
        "agency.html.j2", styles=("base.css", "screening.css", "agency.css"), script="script.js", package=PACKAGE,
    )
    return template.render(fault_items=fault_items, page=_page(screening, line, list(projects), list(findings)))


def _page(screening: Screening, line: AgencyLine, projects: Sequence[ProjectLine], findings: Sequence[FindingLine]) -> Page:
    named = {finding.cluster for finding in findings}
    own = [cluster for cluster in screening.clusters if cluster.number in named or any(copy.agency == line.agency for copy in cluster.members)]
    copies = tuple(held for cluster in own[: table("screening")["most"]["clusters"]] if (held := copies_of(cluster, line.agency)))
    shown = frozenset(held.cluster.number for held in copies)
    codes = Counter((finding.code, finding.title) for finding in findings)
    return Page(
        line, len(screening.agencies), money(line.amount), tuple((*rule, count) for rule, count in sorted(codes.items())),
        _projects(projects, findings, shown), copies, len(own),
        tuple(failure for failure in screening.failures if failure.agency == line.agency),
        href(DASHBOARD, seen_from=line.page), href(line.letter, seen_from=line.page),
    )


def _projects(projects: Sequence[ProjectLine], findings: Sequence[FindingLine], shown: frozenset[int]) -> tuple[Project, ...]:
    """Projects in the order given, then what is found in documents as a whole."""
    lines: dict[_Key, ProjectLine | None] = {(line.source, line.table): line for line in projects}
    found: dict[_Key, list[FindingLine]] = {}
    for finding in findings:
        key = finding.source, finding.table
        lines.setdefault(key)
        found.setdefault(key, []).append(finding)
    return tuple(_project(n, key, line, found.get(key, []), shown) for n, (key, line) in enumerate(lines.items(), start=1))


def _project(number: int, key: _Key, line: ProjectLine | None, found: list[FindingLine], shown: frozenset[int]) -> Project:
    source, index = key
    name = line.project if line else next((each.project for each in found if each.project), "" if index else "整份文件")
    counts = Counter(each.severity for each in found)
    return Project(
        f"p{number}", name or NO_NAME, source, line, _amount(line), (counts["error"], counts["warning"], counts["info"]), faults_of(found, shown),
    )


def _amount(line: ProjectLine | None) -> str:
    return money(Decimal(line.amount)) if line and line.amount is not None else ""
