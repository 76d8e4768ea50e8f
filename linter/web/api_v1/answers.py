"""The types of the answers; the published OpenAPI document is generated from them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from linter.contract.check_v1 import CheckV1
from linter.contract.parse_v1 import ParseV1
from linter.finding import Severity
from linter.screen.comparing import Fate
from linter.submission import Category
from linter.web.options import Options
from linter.web.problem import Problem
from linter.web.review.job import ID, Progress, State


class LimitsV1(msgspec.Struct, frozen=True):
    """What one request may bring and take."""

    upload_megabytes: int
    files: int
    seconds_per_document: float
    megabytes_per_document: int
    requests_per_minute: Annotated[int, Meta(description="0：不限")]


class CheckedV1(msgspec.Struct, frozen=True):
    """One result for each document; a zip holds several. `problems`: documents whose check had to be broken off."""

    schema_version: Literal[1]
    documents: list[CheckV1]
    passed_over: Annotated[list[str], Meta(description="压缩包里不是文档、没有检查的文件")]
    problems: list[Problem]
    limits: LimitsV1


class ParsedV1(msgspec.Struct, frozen=True):
    """What each document says, not checked."""

    schema_version: Literal[1]
    documents: list[ParseV1]
    passed_over: list[str]
    problems: list[Problem]
    limits: LimitsV1


class RuleV1(msgspec.Struct, frozen=True):
    """One rule as the catalogue describes it. `said`: what it says of each of the `bad` examples; '' lists leave it out."""

    code: str
    name: str
    title: str
    severity: Severity
    dimension: str | None
    audit_item: str | None
    paragraphs: list[str]
    profiles: list[str]
    options: dict[str, str]
    silent_under: list[str]
    bad: list[str]
    said: list[str]
    good: list[str]


class RulesV1(msgspec.Struct, frozen=True):
    schema_version: Literal[1]
    catalogue: str
    rules: list[RuleV1]


class AskV1(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question: the name of an indicator, `名称：指标值`, or a sentence about a project."""

    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    category: Category | None = None
    count: Annotated[int, Meta(ge=1, le=50)] = 5


class SuggestedV1(msgspec.Struct, frozen=True):
    name: str
    category: Category
    sector: str
    target: str
    source: str
    similarity: float


class AdviceV1(msgspec.Struct, frozen=True):
    """`targets`: values that could be written; `indicators`: near ones of the library. All of it for reference."""

    text: str
    category: Category | None
    targets: list[str]
    indicators: list[SuggestedV1]
    note: str


class HealthV1(msgspec.Struct, frozen=True):
    """`catalogue` changes when any rule does."""

    status: Literal["ok"]
    linter_version: str
    catalogue: str
    rules: int
    waiting: int
    limits: LimitsV1


class ScreeningAskV1(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A screening of folders that the server has open. `id`: the client's own; without one the server makes one up."""

    folder: Annotated[str, Meta(min_length=1, max_length=500, description="开放的文件夹或其下的文件夹，如 报送/教育局")]
    id: Annotated[str, Meta(pattern=ID, description="自己定的编号；同一个编号只做一次")] | None = None
    last_folder: Annotated[str, Meta(max_length=500)] | None = None
    name: Annotated[str, Meta(max_length=60)] | None = None
    profile: str | None = None


class ScreeningV1(msgspec.Struct, frozen=True):
    """How far a screening is. `files`: names of its results, to be fetched below `/files/`."""

    schema_version: Literal[1]
    id: str
    name: str
    profile: str
    state: State
    created: str
    progress: Progress
    documents: int
    failed: int
    error: str
    files: list[str]


class ScreeningsV1(msgspec.Struct, frozen=True):
    schema_version: Literal[1]
    screenings: list[ScreeningV1]
    limits: LimitsV1


class AgencyChangeV1(msgspec.Struct, frozen=True):
    """One agency: findings by what became of them, and its scores (null: not there, or not assessed)."""

    agency: str
    fates: dict[Fate, int]
    before: float | None
    after: float | None


class ChangeV1(msgspec.Struct, frozen=True):
    fate: Fate
    agency: str
    project: str
    code: str
    severity: Severity
    route: str
    message: str
    remedy: str


class ComparisonV1(msgspec.Struct, frozen=True):
    schema_version: Literal[1]
    agencies: list[AgencyChangeV1]
    changes: list[ChangeV1]
    projects_gone: int
    projects_new: int


def limits_of(options: Options) -> LimitsV1:
    return LimitsV1(options.upload_megabytes, options.files, options.seconds, options.megabytes, options.rate)
