"""The heat map: how many faults a project has on average in each dimension, for agencies and for departments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from linter.contract.check_v1 import dimensions
from linter.report.screening.files import href
from linter.report.screening.values import AgencyLine, Screening
from linter.tables import table


class Heat(NamedTuple):
    """`level`: 0 for none, then 1 to 5; `said`: the mean; `faults`: errors and warnings in all."""

    level: int
    said: str
    faults: int


@dataclass(frozen=True, slots=True)
class Row:
    """An agency or a department; `page` and `letter` are links, '' where there is nothing to lead to."""

    line: AgencyLine
    heats: tuple[Heat, ...]
    page: str
    letter: str


@dataclass(frozen=True, slots=True)
class Group:
    """A department and its units; `whole` is None where nothing is known of it but its units, or where there are no departments."""

    name: str
    whole: Row | None
    units: tuple[Row, ...]


def columns(screening: Screening) -> tuple[str, ...]:
    """The dimensions of the review form, then any other that an agency has faults in."""
    found = dict.fromkeys(name for line in screening.agencies for name in line.dimensions if name)
    return tuple(dict.fromkeys((*dimensions().values(), *found)))


def groups(screening: Screening) -> tuple[Group, ...]:
    """The agencies by department, in the order of the departments; one group where there are none."""
    names = columns(screening)
    if not screening.departments:
        return (Group("", None, tuple(row(line, names) for line in screening.agencies)),)
    units: dict[str, list[Row]] = {line.agency: [] for line in screening.departments}
    for line in screening.agencies:
        units.setdefault(line.parent, []).append(row(line, names))
    known = {line.agency: line for line in screening.departments}
    return tuple(
        Group(name or table("screening")["unknown"]["parent"], row(known[name], names) if name in known else None, tuple(own))
        for name, own in units.items()
    )


def row(line: AgencyLine, names: Sequence[str]) -> Row:
    return Row(line, tuple(_heat(line.dimensions.get(name, 0), line.projects) for name in names), href(line.page), href(line.letter))


def _heat(count: int, projects: int) -> Heat:
    mean = count / projects if projects else 0.0
    level = bisect_right(table("screening")["heat"]["steps"], mean) + 1 if count and projects else 0
    return Heat(level, f"{mean:.1f}" if level else "—" if not projects else "0", count)
