"""The rules as `RuleSheet`s: what `rules`, `explain` and the rule pages print, taken from the rule classes themselves."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

from linter.api import option_said, profile_codes
from linter.checks.base import Rule
from linter.checks.cases import Case
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.registry import RULES
from linter.contract.check_v1 import dimensions
from linter.report.explain import RuleSheet


def sheets(rules: Sequence[type[Rule]] = RULES, *, examples: bool = False) -> tuple[RuleSheet, ...]:
    """One sheet a rule, by code. With `examples` every bad case is judged, which takes most of a second."""
    return tuple(sheet(rule, examples=examples) for rule in rules)


def sheet(rule: type[Rule], *, examples: bool = True) -> RuleSheet:
    return RuleSheet(
        code=rule.code, name=rule.name, title=rule.title, severity=rule.severity,
        dimension=dimensions()[rule.audit_item] if rule.audit_item else None, audit_item=rule.audit_item,
        paragraphs=_paragraphs(rule), profiles=tuple(name for name, codes in profile_codes().items() if rule.code in codes),
        options={key: option_said(value) for key, value in rule.options.items()}, silent_under=rule.silent_under,
        bad=tuple(case.say for case in rule.bad), said=tuple(_said(rule, case) for case in rule.bad if examples and isinstance(case, Case)), good=tuple(case.say for case in rule.good),
    )


def _said(rule: type[Rule], case: Case) -> str:
    """What the rule says of a bad case, the rules it yields to running beside it as they do for users."""
    others = [other() for other in RULES if other.code in rule.silent_under]
    context = Context(case.submission, budget_list=case.budget_list, whole_agency=case.whole_agency)
    verdict = run([rule(options=case.options), *others], context, report=frozenset([rule.code]), strict=True)
    return verdict.findings[0].message


def _paragraphs(rule: type[Rule]) -> tuple[str, ...]:
    """The docstring's paragraphs; line breaks inside them are only the source's."""
    parts = inspect.cleandoc(rule.__doc__ or "").split("\n\n")
    return tuple("".join(line.strip() for line in part.splitlines()) for part in parts)


def titles() -> dict[str, str]:
    """Rule code → Chinese title."""
    return {rule.code: rule.title for rule in RULES}
