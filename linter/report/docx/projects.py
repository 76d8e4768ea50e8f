"""Projects and the agencies they belong to: what a letter is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linter.finding import Finding
from linter.result import Result
from linter.submission import Submission, TargetTable
from linter.wording import squeeze

UNKNOWN = "—"
_CODE = re.compile(r"^[\[（(【]?\d+[\])）】]?[-—－_ ]*")  # 020-某局, [206]某局


@dataclass(slots=True)
class Agency:
    """One agency's projects, each with the result it stands in; `whole` are findings on its documents as a whole."""

    name: str
    projects: list[tuple[Result, TargetTable]] = field(default_factory=list)
    whole: list[Finding] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)

    def knows(self, result: Result) -> None:
        """Notes that a document concerns the agency."""
        if not any(each is result for each in self.results):
            self.results.append(result)


def agencies(results: Iterable[Result]) -> list[Agency]:
    """The agencies in the order they are met, several documents of one together; '' for what names none."""
    found: dict[str, Agency] = {}

    def of(name: str) -> Agency:
        return found.setdefault(squeeze(name), Agency(name))

    for result in results:
        submission = result.submission
        names = dict.fromkeys(agency_of(submission, each) for each in submission.tables)
        for each in submission.tables:
            agency = of(agency_of(submission, each))
            agency.projects.append((result, each))
            agency.knows(result)
        home = of(submission.agency or next(iter(names), "") if len(names) <= 1 else submission.agency or "")
        whole = [finding for finding in result.verdict.findings if finding.locus.table_index is None]
        if whole or not submission.tables:
            home.whole += whole
            home.knows(result)
    return [agency for agency in found.values() if agency.results]


def agency_of(submission: Submission, each: TargetTable) -> str:
    """Who answers for a table: the document's agency, else the table's unit or department, without its number."""
    unit = each.implementing_unit.value if each.implementing_unit else ""
    return _CODE.sub("", (submission.agency or unit or each.department or "").strip())


def touching(result: Result, index: int) -> list[Finding]:
    """The findings that name a table as their own or a related place: those its review form counts."""
    return [f for f in result.verdict.findings if any(locus.table_index == index for locus in (f.locus, *f.related))]


def title_of(each: TargetTable) -> str:
    """What a table is called: its project, else its title, else its number; a whole-department form is marked."""
    name = each.name or each.title or f"表{each.index + 1}"
    return f"{name}（部门整体）" if each.form == "overall" and "整体" not in name else name


def in_wan(yuan: Decimal) -> str:
    """An amount in units of 10,000 yuan: 1,990.00, with more decimals where it has them."""
    exact = f"{yuan / 10000:,f}"
    whole, _, rest = exact.partition(".")
    return f"{whole}.{rest.rstrip('0').ljust(2, '0')}"


def distinct(names: Sequence[str]) -> list[str]:
    """Names made distinct by a number: 甲, 甲（2）. Case is no difference: Windows tells no file from another by it."""
    seen: set[str] = set()
    out = []
    for name in names:
        number, candidate = 1, name
        while candidate.casefold() in seen:
            number += 1
            candidate = f"{name}（{number}）"
        seen.add(candidate.casefold())
        out.append(candidate)
    return out
