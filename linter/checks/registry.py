"""The explicit list of all rules."""

from __future__ import annotations

from linter.checks import boilerplate, completeness, funds, measurability, sanity
from linter.checks.base import Rule

RULES: tuple[type[Rule], ...] = tuple(
    sorted(
        (*completeness.RULES, *boilerplate.RULES, *measurability.RULES, *funds.RULES, *sanity.RULES),
        key=lambda rule: rule.code,
    )
)
