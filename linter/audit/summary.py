"""The document as a whole: the mean of its tables' scores, weighted by amount."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from linter.audit.rubric import Rubric
from linter.review import Audit, AuditSummary
from linter.submission import Submission, TargetTable


def summed_up(submission: Submission, audits: Iterable[Audit], rubric: Rubric) -> AuditSummary | None:
    """The sum-up, None where no table has a grade.

    Weights are the annual amounts, total ones where there is no annual amount. Whole-department forms stay apart beside
    project forms; tables without an amount are counted and left out, unless no table has one.
    """
    tables = submission.tables
    if any(table.form != "overall" for table in tables):
        tables = tuple(table for table in tables if table.form != "overall")
    by_index = {audit.table_index: audit for audit in audits}
    graded = [(by_index[table.index], _weight(table)) for table in tables if table.index in by_index]
    if not graded:
        return None
    weighed = [(audit, weight) for audit, weight in graded if weight]
    amount = sum((weight for _, weight in weighed), Decimal(0))
    if not weighed:
        weighed = [(audit, Decimal(1)) for audit, _ in graded]
    whole = sum((weight for _, weight in weighed), Decimal(0))
    score = round(float(sum((Decimal(str(audit.score)) * weight for audit, weight in weighed), Decimal(0)) / whole), 1)
    return AuditSummary(
        grade=rubric.grade(score), score=score, amount=amount or None, tables=len(weighed),
        without_amount=len(graded) - len(weighed), without_grade=len(tables) - len(graded),
        apart=len(submission.tables) - len(tables),
    )


def _weight(table: TargetTable) -> Decimal:
    for money in (table.amounts.annual, table.amounts.total):
        if money and money.yuan > 0:
            return money.yuan
    return Decimal(0)
