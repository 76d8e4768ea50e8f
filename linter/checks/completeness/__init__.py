"""Completeness (完整性): what is not filled in. `RULES` lists them."""

from __future__ import annotations

from linter.checks.base import Rule
from linter.checks.completeness.claim_mismatch import ClaimMismatch
from linter.checks.completeness.empty_goal import EmptyGoal
from linter.checks.completeness.missing_category import MissingCategory
from linter.checks.completeness.missing_field import MissingField
from linter.checks.completeness.missing_target import MissingTarget
from linter.checks.completeness.placeholder_text import PlaceholderText
from linter.checks.completeness.project_without_table import ProjectWithoutTable
from linter.checks.completeness.table_without_budget_line import TableWithoutBudgetLine
from linter.checks.completeness.weights_sum import WeightsSum

RULES: tuple[type[Rule], ...] = (
    MissingField, PlaceholderText, MissingCategory, MissingTarget, EmptyGoal, WeightsSum,
    ProjectWithoutTable, TableWithoutBudgetLine, ClaimMismatch,
)
