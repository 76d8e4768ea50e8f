"""For analysts: documents and findings as pandas data frames.

    import linter
    frames = linter.check("报送", "批复.zip").to_frames()
    frames.findings.groupby("code").size()

Amounts are numbers of yuan; what is unknown is missing (NaN, None). Texts are as printed, except that telephone and card
numbers in evidence and messages are masked as in every output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter import api
from linter.errors import ReadError
from linter.result import Result
from linter.runs import Run
from linter.settings import Settings
from linter.submission import BudgetLine
from linter.tabular import FINDINGS, INDICATORS, PROJECTS, Row, findings, indicators, projects

if TYPE_CHECKING:
    import pandas as pd

@dataclass(frozen=True, slots=True)
class Frames:
    """`projects`: a row a table. `indicators`: a row an indicator and half. `findings`: a row a finding; `table` joins them.

    `table` counts from 0 within a document (`source`); findings on a whole document have none.
    """

    projects: pd.DataFrame
    indicators: pd.DataFrame
    findings: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Checked:
    """The results of some documents; one that could not be read has status failed."""

    results: tuple[Result, ...]

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def to_frames(self) -> Frames:
        return Frames(
            _frame(PROJECTS, projects, self.results), _frame(INDICATORS, indicators, self.results), _frame(FINDINGS, findings, self.results),
        )


def check(*paths: str | Path, settings: Settings | None = None, budget_list: tuple[BudgetLine, ...] | None = None) -> Checked:
    """Checks files, folders and zips, by the settings beside them (over them `settings`, e.g. of `load_policy`)."""
    run = Run(policy=settings, budget_list=budget_list)
    return Checked(tuple(each.result for each in run.check(map(Path, paths))))


def read(*paths: str | Path, settings: Settings | None = None) -> Checked:
    """What files, folders and zips say, not checked: the frame of findings is empty."""
    run = Run(policy=settings)
    return Checked(tuple(_read(document, own) for document, own, _ in run.documents(map(Path, paths))))


def _read(document: Any, settings: Settings) -> Result:
    try:
        return Result(api.parse(document, settings=settings))
    except ReadError as error:
        return api.failure(document, str(error), settings)


def _frame(columns: tuple[str, ...], rows: Callable[[Result], Iterable[Row]], results: Iterable[Result]) -> pd.DataFrame:
    import pandas as pd

    held = [{"source": result.submission.source, **row} for result in results for row in rows(result)]
    return pd.DataFrame(held, columns=["source", *columns])
