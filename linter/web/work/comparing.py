"""The task that compares two screenings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linter.errors import JixiaoError
from linter.screen.comparing import Comparison, compared
from linter.screen.comparing_said import comparison_workbook
from linter.workers.values import Begin


@dataclass(frozen=True, slots=True)
class CompareRounds:
    """`workbook`: as an Excel file, else as values."""

    before: Path
    after: Path
    workbook: bool = False

    def items(self, skip: int, begin: Begin) -> Iterator[Comparison | bytes | JixiaoError]:
        if skip or not begin("两次筛查的对照"):
            return
        try:
            comparison = compared(self.before, self.after)
        except JixiaoError as error:
            yield error
            return
        yield comparison_workbook(comparison) if self.workbook else comparison
