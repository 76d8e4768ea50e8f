"""An intake, planned, printed and written: `make_intake`."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from tests.intake import filing
from tests.intake.agencies import Agency, agencies, table
from tests.intake.hostile import hostile_files
from tests.intake.last_year import last_year_of
from tests.intake.planning import Plan, Submission, agencies_for, plan
from tests.intake.planting import planted
from tests.intake.printing import LAYOUTS, printed
from tests.intake.truth import AgencyTruth, Copies, DocumentTruth, Hostile, Outlier, Printed, Repeat, Truth, alias_path
from tests.sheets import Case, Sheet

_CHUNK = 8  # submissions handed to a process at a time

Task = tuple[Submission, tuple[Sheet, ...], int]


def make_intake(
    folder: Path, *, submissions: int = 20, projects: int = 300, seed: int = 1, year: int = 2025, last_year: Path | None = None,
    hostile: float = 0.0, containers: Sequence[str] = (), processes: int = 1,
) -> Truth:
    """Writes an intake into `folder` and what is in it beside (`truth.py`); also that of the year before where `last_year`
    says where to. The same arguments give the same bytes. `hostile`: hostile files to a submission.

    Raises ValueError where the folder is not empty, or the numbers do not fit together.
    """
    for each in filter(None, (folder, last_year)):
        if each.exists() and any(each.iterdir()):
            raise ValueError(f"{each} is not empty")
    known = agencies(agencies_for(submissions), seed)
    made = planted(plan(known, submissions, projects, seed, year, containers), seed)
    repeats: tuple[Repeat, ...] = ()
    if last_year is not None:
        before, repeats = last_year_of(made.plan, made.untouched, seed)
        _Intake(last_year, known, before, seed, 0.0).write((), (), (), (), processes)
    return _Intake(folder, known, made.plan, seed, hostile).write(made.copies, made.indicator_sets, made.outliers, repeats, processes)


class _Intake:
    """One folder while it is written."""

    def __init__(self, folder: Path, known: Sequence[Agency], planned: Plan, seed: int, hostile: float) -> None:
        self.folder, self.known, self.planned, self.seed, self.hostile = folder, known, planned, seed, hostile
        self.odd = filing.oddly_named(planned.submissions, seed) if hostile else {}
        self.submissions = [replace(each, path=self.odd.get(each.number, each.path)) for each in planned.submissions]
        self.copies = list(filing.copied_twice(self.submissions, seed))

    def write(
        self, copies: tuple[Copies, ...], sets: tuple[Copies, ...], outliers: tuple[Outlier, ...], repeats: tuple[Repeat, ...],
        processes: int,
    ) -> Truth:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._documents(processes)
        listed = filing.listed(self.submissions, self.seed)
        filing.write(self.folder, filing.MANIFEST, filing.manifest(listed, self.planned.year))
        alias_path(self.folder).write_bytes(filing.aliases(self.known))
        broken = [Hostile(path, "name", "read", len(self.submissions[number].projects)) for number, path in self.odd.items()]
        for said, data in hostile_files(self.known, round(len(self.submissions) * self.hostile), self.planned.year, self.seed):
            filing.write(self.folder, said.path, data)
            broken.append(said)
        renamed = {self.planned.submissions[number].path: path for number, path in self.odd.items()}
        truth = Truth(
            folder=str(self.folder), year=self.planned.year, seed=self.seed,
            agencies=tuple(AgencyTruth(each.name, each.department, each.alias) for each in self.known),
            documents=tuple(map(self._document, self.submissions)),
            copies=tuple(_moved(each, renamed) for each in copies), indicator_sets=tuple(_moved(each, renamed) for each in sets),
            repeats=tuple(replace(each, path=renamed.get(each.path, each.path)) for each in repeats),
            outliers=tuple(replace(each, path=renamed.get(each.path, each.path)) for each in outliers),
            duplicates=tuple((each.path, path) for each, path in self.copies), hostile=tuple(broken),
            manifest=tuple(each.path for each in listed), stock_phrases=tuple(table("phrases")["common"]["stock"]),
        )
        truth.write()
        return truth

    def _documents(self, processes: int) -> None:
        """Prints every submission; those in archives are kept until their archive is whole."""
        again = {each.number: path for each, path in self.copies}
        archives: dict[str, dict[str, bytes]] = {}
        for submission, data in _printed(self._tasks(), processes):
            archive = filing.archive_of(submission.path)
            if archive:
                archives.setdefault(archive, {})[submission.path] = data
            else:
                filing.write(self.folder, submission.path, data)
            if submission.number in again:
                filing.write(self.folder, again[submission.number], data)
        for archive, held in archives.items():
            filing.write(self.folder, archive, filing.pack(held, archive))

    def _tasks(self) -> Iterator[Task]:
        for each in self.submissions:
            yield each, tuple(self.planned.projects[number].sheet for number in each.projects), self.planned.year

    def _document(self, submission: Submission) -> DocumentTruth:
        both = bool(LAYOUTS[submission.layout].carries & {"annual", "annual target"})
        sheets = (self.planned.projects[number].sheet for number in submission.projects)
        return DocumentTruth(
            submission.path, submission.agency.name, submission.printed, submission.said_by, self.planned.year, submission.layout, submission.edition,
            tuple(Printed(sheet.name, len([line for line in sheet.lines if both or line.level3 or line.target])) for sheet in sheets),
        )


def _moved(copies: Copies, renamed: dict[str, str]) -> Copies:
    return replace(copies, members=tuple(replace(each, path=renamed.get(each.path, each.path)) for each in copies.members))


def _printed(tasks: Iterable[Task], processes: int) -> Iterator[tuple[Submission, bytes]]:
    """In the order of the tasks, whoever does them."""
    given = list(tasks)
    if processes < 2:
        yield from ((task[0], _print(task)) for task in given)
        return
    context = multiprocessing.get_context("spawn")  # a fork of a threaded parent may hang
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from zip((task[0] for task in given), pool.map(_print, given, chunksize=_CHUNK), strict=True)


def _print(task: Task) -> bytes:
    submission, sheets, year = task
    case = Case("intake", submission.number, False, "", sheets, year=year)
    return printed(case, submission.layout, submission.edition, submission.agency, submission.printed, submission.encoding)
