"""V 取值: whether a target can be right; `RULES` lists the rules."""

from __future__ import annotations

from linter.checks.base import Rule
from linter.checks.sanity.at_least_hundred import AtLeastHundredPercent
from linter.checks.sanity.impossible_percentage import ImpossiblePercentage
from linter.checks.sanity.low_satisfaction import LowSatisfactionTarget
from linter.checks.sanity.malformed_target import MalformedTarget
from linter.checks.sanity.target_outlier import TargetOutlier
from linter.checks.sanity.unit_mismatch import UnitMismatch
from linter.checks.sanity.wrong_direction import WrongDirection

RULES: tuple[type[Rule], ...] = (
    ImpossiblePercentage, AtLeastHundredPercent, WrongDirection, UnitMismatch, MalformedTarget, LowSatisfactionTarget, TargetOutlier,
)
