"""From the store to `Screening`: ranks agencies, sums up departments, lays copies side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from linter.audit.rubric import Rubric, rubric
from linter.checks.base import FIELD_SAID
from linter.contract.check_v1 import dimensions
from linter.report.screening.values import (
    AgencyLine,
    Cluster,
    Copy,
    Failure,
    FindingLine,
    ProjectLine,
    RuleLine,
    Screening,
    Totals,
)
from linter.screen.across.copies import FIELDS
from linter.screen.marks import MARK
from linter.screen.store import Store
from linter.settings import Settings

MOST_CLUSTERS, MOST_COPIES = 2000, 12
_UNASSESSED = "未评"


class Gathering:
    """Reads the tables and views of a finished comparison. `titles`: rule code → title; `files`: agency → its page and letter."""

    def __init__(self, store: Store, settings: Settings, titles: Mapping[str, str], files: Mapping[str, tuple[str, str]]) -> None:
        self.store, self.titles, self.files = store, titles, files
        self.rubric: Rubric = rubric(settings.audit)

    def screening(self, facts: Mapping[str, str]) -> Screening:
        """All that the outputs say."""
        year = self.store.one(
            "SELECT fiscal_year FROM projects WHERE fiscal_year IS NOT NULL GROUP BY fiscal_year ORDER BY count(*) DESC, fiscal_year DESC LIMIT 1"
        )
        return Screening(
            facts=facts, year=year[0] if year else None, totals=self.totals(), agencies=self.agencies(), departments=self.departments(),
            clusters=list(self.clusters()), failures=list(self.failures()), rules=list(self.rules()), projects=self.projects, findings=self.findings,
            clusters_in_all=self.store.one("SELECT count(DISTINCT cluster) FROM members")[0],
        )

    def totals(self) -> Totals:
        documents, duplicates, failed, partial = self.store.one(
            "SELECT count(*), count(duplicate_of), count(*) FILTER (status = 'failed'), count(*) FILTER (status = 'partial' AND duplicate_of IS NULL) "
            "FROM documents WHERE round = 'now'"
        )
        projects, amount = self.store.one("SELECT count(*), sum(amount_annual) FILTER (form <> 'overall') FROM projects")
        severities = dict(self.store.rows("SELECT severity, count(*) FROM findings GROUP BY severity"))
        return Totals(
            documents=documents, duplicates=duplicates, failed=failed, partial=partial, agencies=self.store.one("SELECT count(*) FROM agencies")[0],
            projects=projects, indicators=self.store.one("SELECT count(*) FROM indicators")[0], amount=_yuan(amount),
            errors=severities.get("error", 0), warnings=severities.get("warning", 0), infos=severities.get("info", 0),
        )

    def agencies(self) -> list[AgencyLine]:
        """Ranked: the worst score first, those without a score last."""
        found = self.store.rows(
            "SELECT agency, parent, documents, failed, projects, amount, errors, warnings, infos, score, copies FROM agencies "
            "ORDER BY score NULLS LAST, errors DESC, warnings DESC, agency"
        )
        by_dimension, by_grade = self._split("agency")
        return [self._line(rank, row, by_dimension, by_grade) for rank, row in enumerate(found, start=1)]

    def departments(self) -> list[AgencyLine]:
        """Departments with their units summed up, ranked in the same way; none where no agency has another above it."""
        found = self.store.rows(
            "WITH of AS (SELECT agency, top FROM tree), "
            "s AS (SELECT top, round(coalesce(sum(score * weight) / sum(weight) FILTER (score IS NOT NULL), avg(score)), 1) AS score FROM graded GROUP BY top), "
            "c AS (SELECT top, count(DISTINCT cluster) AS copies FROM members JOIN of USING (agency) WHERE code <> 'B206' GROUP BY top) "
            "SELECT top, '', sum(documents)::BIGINT, sum(failed)::BIGINT, sum(projects)::BIGINT, sum(amount), sum(errors)::BIGINT, sum(warnings)::BIGINT, "
            "sum(infos)::BIGINT, any_value(s.score), coalesce(any_value(c.copies), 0) FROM agencies JOIN of USING (agency) LEFT JOIN s USING (top) "
            "LEFT JOIN c USING (top) WHERE top IN (SELECT top FROM tree WHERE agency <> top) GROUP BY top "
            "ORDER BY any_value(s.score) NULLS LAST, sum(errors) DESC, sum(warnings) DESC, top"
        )
        by_dimension, by_grade = self._split("top")
        return [self._line(rank, row, by_dimension, by_grade) for rank, row in enumerate(found, start=1)]

    def _split(self, key: str) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
        """Errors and warnings by dimension, projects by grade, for each agency or top."""
        by_dimension: dict[str, dict[str, int]] = {}
        for name, dimension, count in self.store.rows(
            f"SELECT t.{key}, f.dimension, count(*) FROM findings f JOIN tree t ON t.agency = f.agency "
            f"WHERE f.dimension IS NOT NULL AND f.severity <> 'info' GROUP BY ALL"
        ):
            by_dimension.setdefault(name, {})[dimension] = count
        by_grade: dict[str, dict[str, int]] = {}
        for name, grade, count in self.store.rows(f"SELECT {key}, coalesce(grade, '{_UNASSESSED}'), count(*) FROM graded GROUP BY ALL"):
            by_grade.setdefault(name, {})[grade] = count
        return by_dimension, by_grade

    def _line(self, rank: int, row: Sequence[Any], by_dimension: Mapping[str, Mapping[str, int]], by_grade: Mapping[str, Mapping[str, int]]) -> AgencyLine:
        agency, parent, documents, failed, projects, amount, errors, warnings, infos, score, copies = row
        page, letter = self.files.get(agency, ("", ""))
        own, order = by_dimension.get(agency, {}), dict.fromkeys(dimensions().values())
        return AgencyLine(
            rank=rank, agency=agency, parent=parent, documents=documents, failed=failed, projects=projects, amount=_yuan(amount), errors=errors,
            warnings=warnings, infos=infos, score=score, grade=None if score is None else self.rubric.grade(score), copies=copies,
            dimensions={name: own.get(name, 0) for name in order}, grades=by_grade.get(agency, {}), page=page, letter=letter,
        )

    def projects(self) -> Iterator[ProjectLine]:
        """The projects, in the order of their documents."""
        return self._projects("project")

    def findings(self) -> Iterator[FindingLine]:
        """The findings, in the order of their documents."""
        return self._findings("document")

    def by_agency(self, agencies: Sequence[str]) -> Iterator[tuple[str, list[ProjectLine], list[FindingLine]]]:
        """Each of these agencies with its projects and findings, in the order of their names; one that has none of both is left out."""
        projects = groupby(self._projects("agency, project", agencies), key=lambda line: line.agency)
        findings = groupby(self._findings("agency, document", agencies), key=lambda line: line.agency)
        yield from _together(projects, findings)

    def _projects(self, order: str, agencies: Sequence[str] | None = None) -> Iterator[ProjectLine]:
        for row in self.store.rows(
            "SELECT agency, parent, source, \"table\" + 1, coalesce(project_name, ''), coalesce(project_code, ''), amount_annual, indicators, errors, "
            f"warnings, infos, score, grade FROM projects {_only(agencies)} ORDER BY {order}", [list(agencies)] if agencies is not None else []
        ):
            agency, parent, source, number, project, code, amount, *counts = row
            indicators, errors, warnings, infos, score, grade = counts
            yield ProjectLine(agency, parent, source, number, project, code, _yuan(amount), indicators, errors, warnings, infos, score, grade)

    def _findings(self, order: str, agencies: Sequence[str] | None = None) -> Iterator[FindingLine]:
        for row in self.store.rows(
            f"SELECT {MARK}, agency, parent, source, \"table\" + 1, coalesce(project_name, ''), severity, code, name, coalesce(route, ''), coalesce(place, ''), "
            f"message, evidence, help, coalesce(dimension, ''), coalesce(audit_item, ''), confidence, cluster FROM findings f {_only(agencies)} "
            f"ORDER BY {order}, \"table\" NULLS FIRST, number", [list(agencies)] if agencies is not None else []
        ):
            mark, agency, parent, source, number, project, severity, code, name, route, place, message, evidence, remedy, dimension, item, sure, cluster = row
            yield FindingLine(
                mark, agency, parent, source, number, project, severity, code, self.titles.get(code, name), route, place, message, evidence, remedy,
                dimension, item, sure, cluster,
            )

    def clusters(self) -> Iterator[Cluster]:
        """The clusters, those of most agencies first."""
        current: list[Copy] = []
        about: tuple[Any, ...] = ()
        for cluster, code, field, size, agencies, *copy in self.store.rows(_copies_query()):
            if about and about[0] != cluster:
                yield self._cluster(about, current)
                current = []
            about = (cluster, code, field, size, agencies)
            current.append(Copy(*copy))
        if about:
            yield self._cluster(about, current)

    def _cluster(self, about: tuple[Any, ...], members: Sequence[Copy]) -> Cluster:
        cluster, code, field, size, agencies = about
        return Cluster(cluster, code, self.titles.get(code, code), FIELD_SAID[FIELDS[field]], size, agencies, tuple(members))

    def failures(self) -> Iterator[Failure]:
        for agency, name, status, reason, remedy, original in self.store.rows(
            "SELECT d.agency, d.name, d.status, d.reason, d.remedy, o.name FROM documents d LEFT JOIN documents o ON o.document = d.duplicate_of "
            "WHERE d.status <> 'ok' OR d.duplicate_of IS NOT NULL OR d.reason <> '' ORDER BY d.status <> 'failed', d.duplicate_of IS NOT NULL, d.document"
        ):
            if original is not None:
                yield Failure(agency, name, "重复文件", f"内容与“{original}”相同，没有重复计入", "")
            else:
                yield Failure(agency, name, "无法检查" if status == "failed" else "部分读出" if status == "partial" else "请看说明", reason, remedy)

    def rules(self) -> Iterator[RuleLine]:
        total = max(self.store.one("SELECT count(*) FROM projects")[0], 1)
        unchecked = dict(self.store.rows("SELECT code, count(*) FROM unchecked GROUP BY code"))
        for code, name, severity, dimension, findings, projects, agencies in self.store.rows(
            "SELECT code, any_value(name), mode(severity), coalesce(any_value(dimension), ''), count(*), count(DISTINCT project), count(DISTINCT agency) "
            "FROM findings GROUP BY code ORDER BY count(*) DESC, code"
        ):
            yield RuleLine(
                code, self.titles.get(code, name), severity, dimension, findings, projects, agencies, projects / total, unchecked.get(code, 0)
            )


def _only(agencies: Sequence[str] | None) -> str:
    return "" if agencies is None else "WHERE agency IN (SELECT unnest(?::VARCHAR[]))"


def _together(
    projects: Iterator[tuple[str, Iterator[ProjectLine]]], findings: Iterator[tuple[str, Iterator[FindingLine]]]
) -> Iterator[tuple[str, list[ProjectLine], list[FindingLine]]]:
    """Two runs through agencies in the same order as one."""
    project, finding = next(projects, None), next(findings, None)
    while project or finding:
        agency = min(each[0] for each in (project, finding) if each)
        lines: list[ProjectLine] = []
        found: list[FindingLine] = []
        if project and project[0] == agency:
            lines = list(project[1])
            project = next(projects, None)
        if finding and finding[0] == agency:
            found = list(finding[1])
            finding = next(findings, None)
        yield agency, lines, found


def _copies_query() -> str:
    """The first members of the first clusters with their texts. One of each agency stands before the second of any: what is shown of a
    large cluster tells the most agencies apart."""
    last = len(FIELDS) - 1
    texts = " ".join(f"WHEN {number} THEN p.{key}" for number, key in enumerate(FIELDS[:last]))
    return f"""
      WITH head AS (
        SELECT cluster, any_value(code) AS code, any_value(field) AS field, count(*) AS size, count(DISTINCT agency) AS agencies
        FROM members GROUP BY cluster ORDER BY agencies DESC, size DESC, cluster LIMIT {MOST_CLUSTERS}
      ), turned AS (
        SELECT m.*, row_number() OVER (PARTITION BY cluster, agency ORDER BY project) AS turn FROM members m SEMI JOIN head USING (cluster)
      ), shown AS (
        SELECT t.*, p.round, row_number() OVER (PARTITION BY cluster ORDER BY p.round = 'now', turn, project) AS nth
        FROM turned t JOIN every_project p USING (project) QUALIFY nth <= {MOST_COPIES}
      ), half AS (
        SELECT project, level3 || '：' || target AS said, indicator FROM every_indicator SEMI JOIN shown USING (project)
        WHERE category <> 'management' AND level3 IS NOT NULL AND target IS NOT NULL QUALIFY period = min(period) OVER (PARTITION BY project)
      ), listed AS (SELECT project, string_agg(said, chr(10) ORDER BY indicator) AS said FROM half GROUP BY project)
      SELECT h.cluster, h.code, h.field, h.size, h.agencies, s.agency, t.parent, p.source, p."table" + 1, coalesce(p.project_name, ''),
        coalesce(CASE s.field WHEN {last} THEN l.said {texts} END, ''), s.similarity
      FROM shown s JOIN head h USING (cluster) JOIN every_project p USING (project) JOIN tree t ON t.agency = s.agency LEFT JOIN listed l USING (project)
      ORDER BY h.agencies DESC, h.size DESC, h.cluster, s.nth"""


def _yuan(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(round(amount, 2)))
