"""What workers make of a finished comparison: the workbook, the dashboard, agencies' pages and letters. Each opens the store to read only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from linter.report.docx.projects import agencies as by_agency
from linter.report.docx.report import LETTER, letters
from linter.report.docx.template import WordTemplate
from linter.report.screening.agency import agency_page
from linter.report.screening.dashboard import dashboard
from linter.report.screening.files import DASHBOARD
from linter.report.screening.values import AgencyLine, FindingLine, ProjectLine
from linter.report.screening.workbook import workbook
from linter.result import Result
from linter.screen.final import results_of
from linter.screen.gather import Gathering
from linter.screen.store import Store
from linter.settings import Settings
from linter.workers.values import Begin, Handler

WORKBOOK = "screening.xlsx"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of. `titles`: rule code → title; `facts`: what the outputs say of the run; `files`: agency → its page and letter."""

    out: Path
    settings: Settings
    titles: Mapping[str, str]
    facts: Mapping[str, str]
    files: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of it: the `workbook` and the dashboard, or the pages and letters of these agencies."""

    agencies: Sequence[str] = ()
    whole: bool = False


def making(order: Order) -> Handler:
    """The handler of a worker: yields the bytes of the file that an item names."""
    return _Making(order).go_through


class _Making:
    def __init__(self, order: Order) -> None:
        self.order = order
        self.store = Store(order.out, read_only=True)
        self.gathering = Gathering(self.store, order.settings, order.titles, order.files)
        self.screening = self.gathering.screening(order.facts)
        self.template = WordTemplate.own(LETTER)

    def go_through(self, wanted: Wanted, skip: int, begin: Begin) -> Iterator[bytes]:
        for number, (name, make) in enumerate(self._whole() if wanted.whole else self._of(wanted.agencies)):
            if number >= skip and begin(name):
                yield make()

    def _whole(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        yield WORKBOOK, lambda: workbook(self.screening)
        yield DASHBOARD, lambda: dashboard(self.screening).encode()

    def _of(self, agencies: Sequence[str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
        lines = {line.agency: line for line in self.screening.agencies}
        told = {agency: (projects, findings) for agency, projects, findings in self.gathering.by_agency(agencies)}
        for agency in agencies:
            projects, findings = told.get(agency, ((), ()))
            yield lines[agency].page, partial(self._page, lines[agency], projects, findings)
        for agency, results in groupby(results_of(self.store, self.order.settings, agencies), key=lambda result: result.submission.agency or ""):
            if lines[agency].letter:
                yield lines[agency].letter, partial(self._letter, list(results))

    def _page(self, line: AgencyLine, projects: Sequence[ProjectLine], findings: Sequence[FindingLine]) -> bytes:
        return agency_page(self.screening, line, projects, findings).encode()

    def _letter(self, results: Sequence[Result]) -> bytes:
        return letters(by_agency(results), self.template, opinions=self.order.settings.opinions)
