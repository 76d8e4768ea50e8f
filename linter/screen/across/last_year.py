"""B206: projects whose goals and indicators are those of the year before, the years in them apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.checks.base import BatchRule
from linter.checks.context import similar
from linter.screen.across.comparable import Masking, figures, without_years, yearless_project
from linter.screen.across.named import mapped
from linter.screen.store import Store
from linter.wording import normal, squeeze

_GOALS = ("total_goal", "annual_goal")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A project and last year's that it repeats; `rows`: indicators that are the same."""

    project: int
    last: int
    last_name: str
    last_year: int | None
    rows: int


@dataclass(frozen=True, slots=True)
class _Side:
    project: int
    name: str
    year: int | None
    goals: tuple[str, ...]
    rows: frozenset[tuple[str, str]]


def repeated(store: Store, rule: BatchRule) -> Iterator[Repeated]:
    """The projects that repeat last year's, in their order."""
    mapped(store, "yearless", "SELECT project_name AS said FROM every_project", yearless_project)
    # Where several of one name were handed in, the first of each year stand for them. Last year an agency's projects may have come with
    # those of the one above it.
    pairs = store.rows(
        "WITH named AS (SELECT p.*, y.key, row_number() OVER (PARTITION BY p.round, p.agency, y.key ORDER BY p.project) AS nth "
        "FROM every_project p JOIN scratch.yearless y ON y.said = p.project_name WHERE p.form <> 'overall'), "
        "kin AS (SELECT agency, agency AS other FROM tree UNION SELECT agency, above FROM above UNION SELECT above, agency FROM above) "
        f"SELECT {_side('n')}, {_side('l')} FROM named n JOIN kin USING (agency) JOIN named l ON l.agency = kin.other AND l.key = n.key AND l.nth = n.nth "
        "WHERE n.round = 'now' AND l.round = 'last' AND coalesce(n.fiscal_year <> l.fiscal_year, true) "
        "QUALIFY row_number() OVER (PARTITION BY n.project ORDER BY l.agency <> n.agency, l.project) = 1 ORDER BY n.project"
    )
    masking, least = Masking(), int(rule.chosen["at_least"])
    for row in pairs:
        now, last = _read(row[:6]), _read(row[6:])
        if len(now.rows) >= least and now.rows == last.rows and all(_same(*goals, masking) for goals in zip(now.goals, last.goals, strict=True)):
            yield Repeated(now.project, last.project, last.name, last.year, len(now.rows))


def _side(alias: str) -> str:
    rows = (
        "(SELECT list([i.level3, i.target]) FROM (SELECT level3, target, period FROM every_indicator WHERE project = "
        f"{alias}.project AND category <> 'management' AND level3 IS NOT NULL AND target IS NOT NULL "
        "QUALIFY period = min(period) OVER ()) i)"
    )
    return ", ".join([f"{alias}.project", f"{alias}.project_name", f"{alias}.fiscal_year", *(f"{alias}.{goal}" for goal in _GOALS), rows])


def _read(row: tuple[object, ...]) -> _Side:
    project, name, year, total, annual, rows = row
    held = frozenset(
        (normal(without_years(str(level3))), squeeze(without_years(str(target)))) for level3, target in (rows if isinstance(rows, list) else ())
    )
    return _Side(int(str(project)), str(name), None if year is None else int(str(year)), tuple(str(goal or "") for goal in (total, annual)), held)


def _same(now: str, last: str, masking: Masking) -> bool:
    """Whether two goals say the same but for the year: no figure may differ, whatever the words."""
    one, other = without_years(now), without_years(last)
    if figures(one) != figures(other):
        return False
    plain = masking(one), masking(other)
    return plain[0] == plain[1] or similar(*plain)
