"""The document as a whole: tables weighed by their money."""

from __future__ import annotations

from decimal import Decimal

from linter.audit import rubric, summed_up
from linter.checks.cases import document, form
from linter.review import Audit, AuditSummary
from linter.submission import TargetTable


def summary(*tables: tuple[TargetTable, float | None]) -> AuditSummary | None:
    """The sum-up of tables with these scores; None is a table without a grade."""
    submission = document(*(table for table, _ in tables))
    audits = [Audit(n, rubric().grade(score), score, 75, ()) for n, (_, score) in enumerate(tables) if score is not None]
    return summed_up(submission, audits, rubric())


def test_money_weighs() -> None:
    found = summary((form(annual="90万元"), 60.0), (form(annual="10万元"), 100.0))
    assert found == AuditSummary("中", 64.0, Decimal(1_000_000), 2)


def test_tables_without_amount_or_grade_are_counted_and_left_out() -> None:
    found = summary((form(annual="40万元"), 85.0), (form(annual=None), 20.0), (form(annual="50万元"), None))
    assert found == AuditSummary("良", 85.0, Decimal(400_000), 1, without_amount=1, without_grade=1)


def test_the_total_stands_in_for_a_missing_annual_amount() -> None:
    found = summary((form(annual=None, total="30万元"), 90.0), (form(annual="0元", total="30万元"), 70.0))
    assert found == AuditSummary("良", 80.0, Decimal(600_000), 2)


def test_without_any_amount_all_weigh_the_same() -> None:
    assert summary((form(annual=None), 90.0), (form(annual=None), 50.0)) == AuditSummary("中", 70.0, None, 2)


def test_a_whole_department_form_is_not_added_to_its_own_projects() -> None:
    found = summary((form(kind="overall", annual="500万元"), 10.0), (form(annual="20万元"), 95.0))
    assert found == AuditSummary("优", 95.0, Decimal(200_000), 1, apart=1)
    alone = summary((form(kind="overall", annual="500万元"), 61.0))
    assert alone == AuditSummary("中", 61.0, Decimal(5_000_000), 1)


def test_nothing_graded_is_no_sum_up() -> None:
    assert summary((form(), None)) is None
    assert summary() is None
