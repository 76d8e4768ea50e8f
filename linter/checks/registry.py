"""The explicit list of all rules."""

from __future__ import annotations

from linter.checks import boilerplate, completeness, consistency, disclosure, funds, language, measurability, sanity
from linter.checks.base import Rule

RULES: tuple[type[Rule], ...] = tuple(
    sorted(
        (*completeness.RULES, *boilerplate.RULES, *measurability.RULES, *funds.RULES, *sanity.RULES,
         *consistency.RULES, *disclosure.RULES, *language.RULES),
        key=lambda rule: rule.code,
    )
)
