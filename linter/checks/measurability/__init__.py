"""M 可衡量性: whether a target can be measured; `RULES` lists the rules."""

from __future__ import annotations

from linter.checks.base import Rule
from linter.checks.measurability.change_without_baseline import ChangeWithoutBaseline
from linter.checks.measurability.missing_unit import MissingUnit
from linter.checks.measurability.qualitative_quantity import QualitativeQuantity
from linter.checks.measurability.rate_without_number import RateWithoutNumber
from linter.checks.measurability.unmeasurable_target import UnmeasurableTarget

RULES: tuple[type[Rule], ...] = (
    UnmeasurableTarget, MissingUnit, QualitativeQuantity, ChangeWithoutBaseline, RateWithoutNumber,
)
