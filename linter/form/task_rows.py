"""年度主要任务 of overall forms: rows that are understood but not kept; 金额合计 gives the annual amount and its sources."""

from __future__ import annotations

from linter.form.draft import Draft
from linter.form.money import plain_amount
from linter.form.vocabulary import Label
from linter.grid.grid import Row
from linter.reading.blocks import Cell

_TOTAL = ("金额合计", "合计")


class Tasks:
    """The tasks of one form; `_heads` maps a column to the amount it holds, None outside the block."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._heads: dict[int, str] | None = None

    def read(self, row: Row, labels: list[Label | None]) -> bool:
        """Whether the row was one of the tasks block."""
        roles = [label.role("task", "budget", "amount", "source") if label else None for label in labels]
        if "task.name" in roles:
            self._heads = {}
        if self._heads is None:
            return False
        total = next((n for n, label in enumerate(labels) if label and label.text in _TOTAL), None)
        if total is not None:
            self._sum_up(row, row.cells[total + 1 :])
            return True
        if sum(1 for role in roles if role) >= 2 and not any(plain_amount(cell.text) is not None for cell in row.cells):
            self._heading(row, labels, roles)
            return True
        first = labels[0]
        ends = first and (first.role("text", "field", "amount") or first.role("group") not in (None, "group.tasks"))
        if first and ends and not first.role("task"):
            self._heads = None
            return False
        return True

    def _heading(self, row: Row, labels: list[Label | None], roles: list[str | None]) -> None:
        assert self._heads is not None
        self.draft.group_unit = next((label.unit for label in labels if label and label.unit), self.draft.group_unit)
        for cell, label, role in zip(row.cells, labels, roles, strict=True):
            if role and role.startswith(("source", "budget.total")):
                self._heads[cell.column] = role if role.startswith("source") else "amount.annual"
            elif label is None:
                self.draft.unread(row, cell)

    def _sum_up(self, row: Row, cells: list[Cell]) -> None:
        heads = self._heads or ({cells[0].column: "amount.annual"} if cells else {})
        lost_spans = not row.spans_known and len(cells) == len(heads)  # then the order tells what the columns cannot
        for cell, head in zip(cells, heads.values() if lost_spans else (heads.get(c.column, "") for c in cells), strict=True):
            kind, _, key = head.partition(".")
            if not kind or plain_amount(cell.text) is None:
                self.draft.unread(row, cell)
            elif kind == "source":
                self.draft.source("annual", key, cell, row, None)
            else:
                self.draft.printed.add(f"amounts.{key}")
                self.draft.amount(key, cell, row, None)
        self._heads = None
