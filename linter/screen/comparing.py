"""`compared`: two screenings side by side, before and after correction: what was put right, what is left, what is new.

A finding is the same when its agency, project and fingerprint are: neither the name of the file nor the order of rows matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from linter.finding import Severity
from linter.screen.store import Store

Fate = Literal["改好", "仍在", "新出现", "未再报送"]


@dataclass(frozen=True, slots=True)
class Change:
    """One finding and what became of it; 未再报送: its project is in the first screening only."""

    fate: Fate
    agency: str
    project: str
    code: str
    severity: Severity
    route: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class AgencyChange:
    """One agency: findings by fate, and its score before and after (None: not there, or not assessed)."""

    agency: str
    fates: Mapping[Fate, int]
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    agencies: Sequence[AgencyChange]
    changes: Sequence[Change]
    projects_gone: int
    projects_new: int

    def count(self, fate: Fate) -> int:
        return sum(change.fate == fate for change in self.changes)


_COMPARED = """
WITH b AS (SELECT *, coalesce(project_name, '') AS named, row_number() OVER (PARTITION BY agency, project_name, fingerprint ORDER BY number) AS nth FROM earlier.findings),
     a AS (SELECT *, coalesce(project_name, '') AS named, row_number() OVER (PARTITION BY agency, project_name, fingerprint ORDER BY number) AS nth FROM later.findings),
     kept AS (SELECT DISTINCT agency, coalesce(project_name, '') AS named FROM later.projects UNION SELECT DISTINCT agency, '' FROM later.documents WHERE status <> 'failed')
SELECT CASE WHEN a.code IS NULL AND k.agency IS NULL THEN '未再报送' WHEN a.code IS NULL THEN '改好' WHEN b.code IS NULL THEN '新出现' ELSE '仍在' END,
  coalesce(a.agency, b.agency), coalesce(a.named, b.named), coalesce(a.code, b.code), coalesce(a.severity, b.severity),
  coalesce(a.route, b.route, ''), coalesce(a.message, b.message), coalesce(a.help, b.help)
FROM b FULL JOIN a USING (agency, named, fingerprint, nth) LEFT JOIN kept k ON k.agency = b.agency AND k.named = b.named
ORDER BY 2, 3, coalesce(a.document, b.document), coalesce(a.number, b.number)
"""


def compared(before: Path, after: Path) -> Comparison:
    """The comparison of two results folders. Raises JixiaoError where one is none."""
    with Store(before, read_only=True) as one, Store(after, read_only=True) as other:
        paths = one.path, other.path
    with Store.in_memory() as store:
        for name, path in zip(("earlier", "later"), paths, strict=True):
            said = str(path).replace("'", "''")
            store.connection.execute(f"ATTACH '{said}' AS {name} (READ_ONLY)")
        changes = tuple(Change(*row) for row in store.rows(_COMPARED))
        scores = [dict(store.rows(f"SELECT agency, score FROM {name}.agencies")) for name in ("earlier", "later")]
        named = "SELECT DISTINCT agency, project_name FROM"
        gone, new = store.one(
            f"SELECT (SELECT count(*) FROM ({named} earlier.projects EXCEPT {named} later.projects)), "
            f"(SELECT count(*) FROM ({named} later.projects EXCEPT {named} earlier.projects))"
        )
    return Comparison(tuple(_by_agency(changes, *scores)), changes, gone, new)


def _by_agency(changes: Sequence[Change], before: Mapping[str, float | None], after: Mapping[str, float | None]) -> Iterator[AgencyChange]:
    """Those with most left to do first."""
    fates: dict[str, dict[Fate, int]] = {agency: {} for agency in (*before, *after)}
    for change in changes:
        own = fates.setdefault(change.agency, {})
        own[change.fate] = own.get(change.fate, 0) + 1
    left = sorted(fates, key=lambda agency: (-fates[agency].get("仍在", 0) - fates[agency].get("新出现", 0), agency))
    for agency in left:
        yield AgencyChange(agency, fates[agency], before.get(agency), after.get(agency))
