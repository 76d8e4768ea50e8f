"""V407: targets far outside those that other agencies set under the same name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.checks.base import BatchRule
from linter.screen.across.named import mapped
from linter.screen.store import Store
from linter.tables import table
from linter.wording import normal, squeeze

# however alike the others are, so much is usual: percentage points of a rate, times of other figures
_LEAST_POINTS, _LEAST_TIMES = "1.5", "1.25"


@dataclass(frozen=True, slots=True)
class Outlier:
    """A target and what the `agencies` that use its name usually set."""

    project: int
    document: int
    period: str
    level3: str
    target: str
    usual: str
    agencies: int


def outliers(store: Store, rule: BatchRule) -> Iterator[Outlier]:
    """The targets far from all others, in their order."""
    mapped(store, "row_names", "SELECT level3 AS said FROM every_indicator WHERE round = 'now'", normal)
    mapped(store, "row_units", "SELECT unit AS said FROM every_indicator WHERE round = 'now'", squeeze)
    chosen = {key: str(value) for key, value in rule.chosen.items()}
    money = ", ".join(f"'{unit}'" for unit in table("units")["kinds"]["money"])
    store.run_script("outliers", money=f"({money})", least_points=_LEAST_POINTS, least_times=_LEAST_TIMES, **chosen)
    for project, document, period, level3, target, unit, agencies, low, high in store.rows(
        "SELECT project, document, period, level3, target, unit, agencies, low, high FROM scratch.outliers ORDER BY indicator"
    ):
        yield Outlier(project, document, period, level3, target, _range(low, high, unit), agencies)


def _range(low: float, high: float, unit: str) -> str:
    """What people say of a range: 88%至95%, 3个."""
    one, other = (f"{value:,.4g}" if abs(value) < 10000 else f"{value:,.0f}" for value in (low, high))
    return f"{one}{unit}" if one == other else f"{one}至{other}{unit}"
