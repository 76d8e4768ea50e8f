"""The findings of one form, numbered as they stand beside it, and the marks they leave on its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from linter.finding import SEVERITY_RANK, Finding, Severity
from linter.report.form import Address, FormView, Places
from linter.report.report import Report
from linter.report.rows import CONFIDENCE_SAID, FindingRow, row
from linter.result import Result
from linter.wording import quoted

_RELATED_SHOWN = 6
_FIX_SAID = {"safe": "应改为", "suggestion": "可改为"}


class Link(NamedTuple):
    text: str
    target: str


class Mark(NamedTuple):
    """A finding's number in a cell; `primary` where the fault itself stands there."""

    number: int
    severity: Severity
    primary: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding as it stands beside its form. `home`: where it is told in full, for one that belongs to another form.

    `remedy` is '' where an earlier fault (`remedy_at`) gives the same one; `cell`: id of the first cell it marks.
    """

    number: int
    finding: Finding
    said: FindingRow
    cell: str
    evidence: str = ""
    remedy: str = ""
    remedy_at: int = 0
    replacements: tuple[tuple[str, str], ...] = ()
    related: tuple[Link, ...] = ()
    more_related: int = 0
    confidence: str = ""
    home: Link | None = None


class Marks:
    """The marks of a view, in the order of its cells: `of` gives those of an address, `id` the marked cell's number."""

    def __init__(self, scope: str) -> None:
        self._scope = scope
        self._marks: dict[Address, list[Mark]] = {}
        self._ids: dict[Address, str] = {}

    def add(self, addresses: Iterable[Address], mark: Mark) -> None:
        for address in addresses:
            held = self._marks.setdefault(address, [])
            self._ids.setdefault(address, f"{self._scope}c{len(self._ids) + 1}")
            if not any(other.number == mark.number for other in held):
                held.append(mark)

    def of(self, address: Address | None) -> Sequence[Mark]:
        return self._marks.get(address, ()) if address else ()

    def id(self, address: Address) -> str:
        return self._ids[address]

    def worst(self, address: Address) -> str:
        """The class of a marked cell: e, w or i, and r where it is only named besides."""
        marks = self._marks[address]
        grave = max(marks, key=lambda mark: (mark.primary, SEVERITY_RANK[mark.severity]))
        return grave.severity[0] if grave.primary else f"{grave.severity[0]} r"


class Homes:
    """Where in the page each finding of a document is told, and the findings that name a form besides their own."""

    def __init__(self, result: Result, scope: str) -> None:
        self.scope = scope
        self.budget = frozenset(line.project_name for line in result.submission.budget_lines)
        self._at: dict[int, str] = {}
        self.own: dict[int | None, list[Finding]] = {}
        self.besides: dict[int, list[Finding]] = {}
        for finding in result.verdict.findings:
            index = finding.locus.table_index
            own = self.own.setdefault(index, [])
            own.append(finding)
            self._at[id(finding)] = f"{self.form(index)}f{len(own)}"
            for other in dict.fromkeys(locus.table_index for locus in finding.related):
                if other is not None and other != index:
                    self.besides.setdefault(other, []).append(finding)

    def form(self, index: int | None) -> str:
        """The id of a form, of the part on the whole document for None."""
        return f"{self.scope}t{0 if index is None else index + 1}"

    def link(self, finding: Finding) -> Link:
        index = finding.locus.table_index
        return Link("全文" if index is None else f"表{index + 1}", self._at[id(finding)])


def faults_of(
    index: int | None, view: FormView | None, homes: Homes, result: Result, report: Report, names: Mapping[int, str]
) -> tuple[tuple[Fault, ...], Marks]:
    """The faults of one form (None: of the document), own ones first, and the marks on its cells. `names` of the forms."""
    marks, places, faults = Marks(homes.form(index)), Places(view) if view else None, list[Fault]()
    told: dict[tuple[str, str], int] = {}
    own = homes.own.get(index, [])
    for number, finding in enumerate((*own, *(homes.besides.get(index, ()) if index is not None else ())), 1):
        mine = number <= len(own)
        at = places.of(finding) if places and mine else ()
        besides = places.related(finding) if places else ()
        marks.add(at, Mark(number, finding.severity, True))
        marks.add(besides, Mark(number, finding.severity, False))
        cell = marks.id((*at, *besides)[0]) if at or besides else ""
        said = row(finding, result, report)
        if not mine:
            faults.append(Fault(number, finding, said, cell, home=homes.link(finding)))
            continue
        related = tuple(dict.fromkeys(_related(finding, homes, names)))
        before = told.setdefault((finding.code, finding.help), number)
        faults.append(Fault(
            number, finding, said, cell,
            evidence="" if not said.evidence or said.evidence[:12] in said.message else quoted(said.evidence, 60),
            remedy=said.remedy if before == number else "", remedy_at=before if before != number else 0,
            replacements=tuple((_FIX_SAID[fix.safety], fix.replacement) for fix in finding.fixes if f"“{fix.replacement}”" not in said.remedy),
            related=related[:_RELATED_SHOWN], more_related=max(0, len(related) - _RELATED_SHOWN),
            confidence="" if finding.confidence == "high" else CONFIDENCE_SAID[finding.confidence],
        ))
    return tuple(faults), marks


def _related(finding: Finding, homes: Homes, names: Mapping[int, str]) -> Iterator[Link]:
    """Links to the other forms, and to the document's own budget list, that a finding names; places in its own form are
    marked there."""
    for locus in finding.related:
        index = locus.table_index
        if index is None and locus.kind == "budget_line" and locus.name in homes.budget:
            yield Link("预算表", homes.form(None))
        elif index is not None and index != finding.locus.table_index:
            yield Link(f"表{index + 1} {names.get(index, '')}".rstrip(), homes.form(index))
