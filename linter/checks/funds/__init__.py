"""F 资金匹配: whether the money agrees with itself and with the targets; `RULES` lists the rules."""

from __future__ import annotations

from linter.checks.base import Rule
from linter.checks.funds.amount_in_text_mismatch import AmountInTextMismatch
from linter.checks.funds.arithmetic_error import WrongArithmetic
from linter.checks.funds.budget_list_mismatch import BudgetListMismatch
from linter.checks.funds.cost_budget_mismatch import CostBudgetMismatch
from linter.checks.funds.cost_only_repeats_budget import CostOnlyRepeatsBudget
from linter.checks.funds.no_cost_amount import NoCostAmount
from linter.checks.funds.one_year_total_differs import OneYearTotalDiffers
from linter.checks.funds.sources_sum_mismatch import SourcesSumMismatch
from linter.checks.funds.spending_plan_invalid import SpendingPlanInvalid
from linter.checks.funds.unit_cost_times_quantity import UnitCostTimesQuantity

RULES: tuple[type[Rule], ...] = (
    CostBudgetMismatch, NoCostAmount, UnitCostTimesQuantity, SourcesSumMismatch, OneYearTotalDiffers,
    BudgetListMismatch, AmountInTextMismatch, WrongArithmetic, SpendingPlanInvalid, CostOnlyRepeatsBudget,
)
