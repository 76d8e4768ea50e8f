"""`Result`: one document checked: what it says, and what the rules say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from linter.finding import SEVERITY_RANK, Finding, Severity, Verdict
from linter.review import Audit, AuditSummary
from linter.submission import Submission

NO_VERDICT = Verdict((), ())


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is not reported: someone gave a `reason` in the ignore file (at `line`), or the baseline has it."""

    finding: Finding
    by: Literal["ignore", "baseline"]
    reason: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one file. A file that could not be read has status failed, the reason in its notes, no verdict."""

    submission: Submission
    verdict: Verdict = NO_VERDICT
    profile: str = "submit"
    suppressed: tuple[Suppressed, ...] = ()
    suppression_notes: tuple[str, ...] = ()  # entries expired or unused, said in Chinese
    audits: tuple[Audit, ...] = ()
    audit_summary: AuditSummary | None = None

    @property
    def failed(self) -> bool:
        return self.submission.status == "failed"

    @property
    def crashed(self) -> tuple[str, ...]:
        """The codes of the rules that broke down: what they would have found is not known."""
        return tuple(entry.code for entry in self.verdict.ledger if entry.state == "crashed")

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.verdict.findings)

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of this severity and graver ones."""
        return tuple(f for f in self.verdict.findings if SEVERITY_RANK[f.severity] >= SEVERITY_RANK[severity])
