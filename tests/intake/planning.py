"""Who submits what: submissions of agencies, their projects, the form and the path of each file. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.intake.agencies import Agency, table
from tests.intake.printing import families, layout_of, suffix
from tests.intake.projects import common_line, project, weighted
from tests.intake.truth import SaidBy
from tests.sheets import Sheet

_MOST = 60  # projects in a submission
_ZIPPED, _ZIPPED_TWICE = 0.10, 0.04
_FOLDER_ONLY, _MANIFEST_ONLY, _ALIASED = 0.06, 0.03, 0.15
_SMALL = 60  # up to so many submissions every one has an agency of its own
_AGENCIES = 0.225  # agencies a submission in larger intakes


@dataclass(frozen=True, slots=True)
class Submission:
    """`printed`: how the file calls its agency, '' where it does not. `path`: in the intake, and on in archives."""

    number: int
    agency: Agency
    printed: str
    said_by: SaidBy
    layout: str
    edition: str
    encoding: str
    path: str
    projects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Project:
    number: int
    submission: int
    agency: str
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Plan:
    """`projects[n].number == n`, `submissions[n].number == n`."""

    year: int
    submissions: tuple[Submission, ...]
    projects: tuple[Project, ...]


def agencies_for(submissions: int) -> int:
    return submissions if submissions <= _SMALL else max(_SMALL, min(600, round(submissions * _AGENCIES)))


def plan(known: Sequence[Agency], submissions: int, projects: int, seed: int, year: int, containers: Sequence[str]) -> Plan:
    """Raises ValueError where so many projects do not fit into so few submissions."""
    if not submissions <= projects <= submissions * _MOST:
        raise ValueError(f"{submissions} submissions hold {submissions} to {submissions * _MOST} projects, not {projects}")
    rng = Random(f"{seed}/plan")
    sizes = _sizes(submissions, projects, rng)
    owners = [*known[:submissions], *rng.choices(known, k=max(0, submissions - len(known)))]
    rng.shuffle(owners)
    editions = families(containers)
    made: list[Submission] = []
    taken: Counter[str] = Counter()
    first = 0
    for number, (agency, size) in enumerate(zip(owners, sizes, strict=True)):
        made.append(_submission(number, agency, range(first, first + size), editions, year, taken, Random(f"{seed}/submission/{number}")))
        first += size
    return Plan(year, tuple(made), tuple(_projects(made, seed, year)))


def _sizes(submissions: int, projects: int, rng: Random) -> list[int]:
    """Skewed numbers from 1 to 60 that add up to `projects`."""
    drawn = [rng.lognormvariate(0, 0.9) for _ in range(submissions)]
    sizes = [max(1, min(_MOST, round(each * projects / sum(drawn)))) for each in drawn]
    while sum(sizes) != projects:
        step = 1 if sum(sizes) < projects else -1
        at = rng.randrange(submissions)
        if 1 <= sizes[at] + step <= _MOST:
            sizes[at] += step
    return sizes


def _submission(
    number: int, agency: Agency, projects: range, editions: dict[str, float], year: int, taken: Counter[str], rng: Random
) -> Submission:
    edition = rng.choices(list(editions), list(editions.values()))[0]
    drawn = rng.random()
    said_by: SaidBy = "document"
    if edition != "csv" and drawn < _FOLDER_ONLY + _MANIFEST_ONLY:
        said_by = "folder" if drawn < _FOLDER_ONLY else "manifest"
    printed = "" if said_by != "document" else agency.alias if agency.alias and rng.random() < _ALIASED * 2 else agency.name
    names = table("names")["files"]["without_agency" if said_by != "document" else "names"]
    file = rng.choice(names).format(agency=printed, year=year, n=rng.randint(1, 9))
    folder = f"{agency.department}/{agency.name}"
    drawn = rng.random()
    if said_by == "manifest":
        folder = agency.department
    elif drawn < _ZIPPED:
        folder = f"{agency.department}/{agency.department}报送材料.zip/{agency.name}"
    elif drawn < _ZIPPED + _ZIPPED_TWICE:
        folder = f"{agency.department}/{agency.department}汇总.zip/{agency.name}.zip"
    path = f"{folder}/{file}"
    taken[path] += 1
    if taken[path] > 1:
        path += f"({taken[path]})"
    encoding = rng.choice(["utf-8", "utf-8-sig", "gb18030"])
    return Submission(
        number, agency, printed, said_by, layout_of(edition, said_by != "document", rng), edition, encoding, f"{path}.{suffix(edition)}", tuple(projects)
    )


def _projects(submissions: Sequence[Submission], seed: int, year: int) -> list[Project]:
    """No two projects of an agency have the same name, and no two texts of a field say the same but for figures."""
    said: set[str] = set()
    named: set[tuple[str, str]] = set()
    started: set[str] = set()
    found = []
    for submission in submissions:
        agency = submission.agency
        for number in submission.projects:
            rng = Random(f"{seed}/project/{number}")
            sheet = project(agency, year, rng, said)
            name = sheet.name
            again = 2
            while (agency.name, name) in named:
                name, again = f"{sheet.name}（{again}期）", again + 1
            named.add((agency.name, name))
            if agency.name not in started:  # every agency uses at least these, so that there is something to compare
                started.add(agency.name)
                sheet = _with_commons(sheet, rng)
            found.append(Project(number, submission.number, agency.name, replace(sheet, name=name)))
    return found


def _with_commons(sheet: Sheet, rng: Random) -> Sheet:
    held = {line.level3 for line in sheet.lines}
    wanted = [each for each in table("lines")["common"] if each.get("outlier")][:2]
    more = [common_line(each, rng) for each in wanted if each["name"] not in held]
    return replace(sheet, lines=weighted((*sheet.lines, *more)))
