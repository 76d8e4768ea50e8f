"""`document_view`: what a document says beside its forms, drawn the same way: the budget list, the figures of the narrative."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from linter.report.form.money_said import money_said
from linter.report.form.view import Address, Cell, FormView, Section
from linter.submission import BudgetLine, Submission
from linter.tables import table as words


def document_view(submission: Submission) -> FormView | None:
    """The view, None where the document has neither."""
    sections = (*_budget(submission, "current"), *_budget(submission, "carryover"), *_claims(submission))
    return FormView(None, Cell(submission.source, "heading", address=Address("table")), "", sections) if sections else None


def _budget(submission: Submission, section: Literal["current", "carryover"]) -> Iterator[Section]:
    said = words("form_view")["budget"]
    lines = [(n, line) for n, line in enumerate(submission.budget_lines) if line.section == section]
    if lines:
        heads = tuple(Cell(said[key], "label") for key in ("unit", "project", "amount"))
        yield Section(f"budget_{section}", said[section], (28, 44, 28), tuple(_line(n, line) for n, line in lines), (heads,))


def _line(number: int, line: BudgetLine) -> tuple[Cell, ...]:
    address = Address("budget_line", line.project_name, row=number)
    return (
        Cell(line.unit or "", "label"), Cell(line.project_name, address=address, spot=line.spot),
        Cell(money_said(line.amount), "amount"),
    )


def _claims(submission: Submission) -> Iterator[Section]:
    said = words("form_view")
    rows = tuple(
        (
            Cell(said["claims"].get(key, key), "label"),
            Cell(f"{claim.value:,f}", "amount", address=Address("claim", key), spot=claim.spot), Cell(claim.quote),
        )
        for key, claim in submission.claims.items()
    )
    if rows:
        heads = tuple(Cell(word, "label") for word in said["claims"]["head"])
        yield Section("claims", said["sections"]["claims"], (24, 26, 50), rows, (heads,))
