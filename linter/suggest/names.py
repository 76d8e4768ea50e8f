"""Names for a value that stands without one: indicators of the category that count in its unit and fit the project."""

from __future__ import annotations

from linter.form.value import parse_target, unit_kind
from linter.submission import Indicator, TargetTable
from linter.suggest.library import Entry, Library
from linter.suggest.missing import fitting


def names_for(library: Library, project: TargetTable, indicator: Indicator) -> tuple[str, ...]:
    """Up to two level-3 names; none where nothing of the library fits project and unit."""
    unit = indicator.value.unit
    kind = unit_kind(unit)

    def counts_so(entry: Entry) -> bool:
        other = parse_target(entry.target).unit
        return other == unit if kind == "count" else unit_kind(other) == kind

    return tuple(entry.name for entry in fitting(library, project, indicator.category) if counts_so(entry))[:2]
