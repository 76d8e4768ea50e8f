"""`Screening`: a bureau's whole intake, checked, ranked and compared; all that its outputs say. Texts are masked where they are shown.

Long lists are functions that start a new run through them: there may be hundreds of thousands of findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linter.finding import Confidence, Severity
from linter.review import Grade


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency (单位), or a department (主管部门) summed up with its units. Counts are without duplicate documents.

    `score`: mean of its projects' scores, weighted by amount; None where none was assessed. `amount`: yuan, None where none is known.
    `copies`: clusters of copied texts or indicator sets in which it has a part. `dimensions`: 完整性 … → errors and warnings;
    `grades`: 优 良 中 差 未评 → projects. `page`, `letter`: files of its own, relative to the output folder, '' where there is none.
    """

    rank: int
    agency: str
    parent: str
    documents: int
    failed: int
    projects: int
    amount: Decimal | None
    errors: int
    warnings: int
    infos: int
    score: float | None
    grade: Grade | None
    copies: int = 0
    dimensions: Mapping[str, int] = field(default_factory=dict)
    grades: Mapping[str, int] = field(default_factory=dict)
    page: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One 绩效目标表. `table` counts from 1 within its document; `amount`: yuan of the year."""

    agency: str
    parent: str
    source: str
    table: int
    project: str
    code: str
    amount: Decimal | None
    indicators: int
    errors: int
    warnings: int
    infos: int
    score: float | None
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding. `mark` names it in the reviewer's decisions: the same in every run over the same document; `table` counts from 1,
    None for what concerns the document as a whole; `place` the way through the form, `spot` where it stands in the file;
    `cluster` the copies it belongs to."""

    mark: str
    agency: str
    parent: str
    source: str
    table: int | None
    project: str
    severity: Severity
    code: str
    title: str
    place: str
    spot: str
    message: str
    evidence: str
    remedy: str
    dimension: str
    item: str
    confidence: Confidence
    cluster: int | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """One member of a cluster: the same `text` (of indicator sets: the rows, one a line) in one project.

    `similarity` to the cluster's first member, 1.0 for the same text.
    """

    agency: str
    parent: str
    source: str
    table: int
    project: str
    text: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Copies of one another in different agencies (B205 texts, B209 indicator sets) or in two years (B206: last year's first).

    `field`: what the form calls the field (立项依据 …), 指标 for indicator sets. `members` are the first `len(members)` of `size`.
    """

    number: int
    code: str
    title: str
    field: str
    size: int
    agencies: int
    members: Sequence[Copy]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be checked, or only in part. `path` as the user would look for it."""

    agency: str
    path: str
    state: str  # 无法检查, 部分读出, 重复文件
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What one rule found in the whole intake. `share`: of the projects, 0 to 1. `not_checked`: tables it could not judge."""

    code: str
    title: str
    severity: Severity
    dimension: str
    findings: int
    projects: int
    agencies: int
    share: float
    not_checked: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    documents: int
    duplicates: int
    failed: int
    partial: int
    agencies: int
    projects: int
    indicators: int
    amount: Decimal | None
    errors: int
    warnings: int
    infos: int


@dataclass(frozen=True, slots=True)
class Screening:
    """The whole. `facts`: label → text, in the order they are shown (检查时间, 文件夹, 规则组合, 审核口径, 版本 …).

    `departments` is empty where no tree of agencies is known. `agencies` are ranked, the worst first.
    """

    facts: Mapping[str, str]
    year: int | None
    totals: Totals
    agencies: Sequence[AgencyLine]
    departments: Sequence[AgencyLine]
    clusters: Sequence[Cluster]
    failures: Sequence[Failure]
    rules: Sequence[RuleLine]
    projects: Callable[[], Iterator[ProjectLine]]
    findings: Callable[[], Iterator[FindingLine]]
    clusters_in_all: int = 0  # `clusters` may be the first of more
