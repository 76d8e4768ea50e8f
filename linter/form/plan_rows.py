"""资金支出计划: months in one row, the shares to be spent by then beside or below them."""

from __future__ import annotations

import re

from linter.form.draft import Draft
from linter.form.layout import name_of
from linter.form.vocabulary import Label, Vocabulary
from linter.grid.grid import Row
from linter.reading.blocks import Cell
from linter.submission import SpendingStep

_SHARE = re.compile(r"^[\d.]+\s*[%％]?$")


class SpendingPlan:
    """The plan of one form. `open` once its heading was read: months without a heading beside them belong to it too."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary) -> None:
        self.draft, self.vocabulary = draft, vocabulary
        self.open = False
        self._waiting: list[tuple[int, Cell, Row]] = []

    def read(self, row: Row, labels: list[Label | None]) -> bool:
        """Whether the row was one of the plan's."""
        months = [self.vocabulary.month(cell.text) for cell in row.cells]
        headed = any(label and "group.plan" in label.roles for label in labels)
        if any(months) and (self.open or headed):
            self.open = True
            self.draft.printed.add("spending_plan")
            self._months(row, months, labels)
            return True
        if self._waiting and not any(labels) and all(_SHARE.match(cell.text) for cell in row.cells):
            self._shares(row)
            return True
        return False

    def _months(self, row: Row, months: list[int | None], labels: list[Label | None]) -> None:
        taken = None
        for n, (cell, month) in enumerate(zip(row.cells, months, strict=True)):
            beside = row.cells[n + 1] if n + 1 < len(months) and not months[n + 1] else None
            if month and beside and _SHARE.match(beside.text):
                self._step(month, beside, row)
                taken = beside
            elif month:
                self._waiting.append((month, cell, row))
            elif labels[n] is None and cell is not taken:
                self.draft.unread(row, cell)

    def _shares(self, row: Row) -> None:
        """Shares below the months: by their columns where all fit, else in order."""
        at = {cell.column: month for month, cell, _ in self._waiting}
        exact = all(cell.column in at for cell in row.cells)
        for n, cell in enumerate(row.cells):
            if exact:
                self._step(at[cell.column], cell, row)
            elif n < len(self._waiting):
                self._step(self._waiting[n][0], cell, row)
            else:
                self.draft.unread(row, cell)
        filled = {step.month for step in self.draft.spending_plan}
        self.draft.spending_plan += [
            SpendingStep(month, None, home.spot(cell)) for month, cell, home in self._waiting if month not in filled
        ]
        self._waiting = []

    def _step(self, month: int, cell: Cell, row: Row) -> None:
        self.draft.spending_plan.append(SpendingStep(month, name_of(cell.text), row.spot(cell)))
