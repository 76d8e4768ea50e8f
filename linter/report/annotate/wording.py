"""What a comment says of the findings at one place."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from linter.finding import SEVERITY_SAID, Finding
from linter.masking import masked
from linter.report.report import Report
from linter.where import Spot
from linter.wording import quoted

AUTHOR, INITIALS = "绩效目标质检", "质检"
MOST_CHARACTERS = 30_000  # a cell's comment holds 32,767
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what XML cannot carry
_LONGEST_FIX = 400
_SAID = {"safe": "可改为", "suggestion": "供参考："}


def comment(findings: Sequence[Finding], report: Report, fixed: Set[tuple[str, Spot]] = frozenset()) -> tuple[str, int]:
    """The text of a comment, masked, and how many of the findings it had no room for.

    `fixed`: rule and place of what has been mended in the copy.
    """
    parts: list[str] = []
    length = 0
    for number, finding in enumerate(findings, 1):
        part = "\n".join(_lines(number, finding, report, fixed))
        length += len(part) + 2
        if length > MOST_CHARACTERS and number > 1:
            left = len(findings) - number + 1
            parts.append(f"（批注里写不下了，另有 {left} 处问题见 jixiao check 的结果）")
            return "\n\n".join(parts), left
        parts.append(part[:MOST_CHARACTERS])
    return "\n\n".join(parts), 0


def _lines(number: int, finding: Finding, report: Report, fixed: Set[tuple[str, Spot]]) -> list[str]:
    lines = [f"{number}. {SEVERITY_SAID[finding.severity]} {report.title(finding.code, finding.name)} [{finding.code}]"]
    lines += [cleaned(finding.message), f"改法：{cleaned(finding.help)}"]
    for fix in finding.fixes:
        new = quoted(cleaned(fix.replacement), _LONGEST_FIX)
        if fix.safety == "safe" and (finding.code, finding.locus.spot) in fixed:
            lines.append(f"已改为{new}")
        elif f"“{fix.replacement}”" not in finding.help:
            lines.append(f"{_SAID[fix.safety]}{new}")
    return lines


def cleaned(text: str) -> str:
    """A text of the document as it may be repeated: masked, without what XML and consoles cannot carry."""
    return _ILLEGAL.sub("", masked(text).replace("\r\n", "\n").replace("\t", " "))
