"""From a result to the same result with its review forms filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from linter.audit.rubric import rubric
from linter.audit.score import audited
from linter.audit.summary import summed_up
from linter.result import Result


def with_audits(result: Result, chosen: Mapping[str, Mapping[str, float]] | None = None) -> Result:
    """`result` with `audits` and `audit_summary`. `chosen` is [audit] of the settings.

    What the ignore file excuses does not count. What a baseline hides does: it is known, not put right.
    """
    hidden = tuple(each.finding for each in result.suppressed if each.by == "baseline")
    verdict = replace(result.verdict, findings=(*result.verdict.findings, *hidden))
    scoring = rubric(chosen)
    audits = audited(result.submission, verdict, scoring)
    return replace(result, audits=audits, audit_summary=summed_up(result.submission, audits, scoring))
