"""From what documents have in common to findings: each affected document gets its own, and its review forms are filled in anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from linter import tabular
from linter.audit import with_audits
from linter.checks.base import BatchRule
from linter.checks.batch import Others
from linter.checks.boilerplate.copied_across_units import CopiedAcrossUnits
from linter.checks.boilerplate.copied_from_last_year import CopiedFromLastYear
from linter.checks.boilerplate.sets_across_units import SetsAcrossUnits
from linter.checks.fingerprint import fingerprinted
from linter.checks.pairs import pairs_of
from linter.checks.sanity.target_outlier import TargetOutlier
from linter.finding import Finding, LedgerEntry
from linter.result import Result
from linter.screen import near
from linter.screen.across.copies import FIELDS, Search, copied_sets, copied_texts, prepare
from linter.screen.across.last_year import Repeated, repeated
from linter.screen.across.outliers import Outlier, outliers
from linter.screen.store import Store
from linter.screen.work import unpacked
from linter.settings import Settings
from linter.submission import TargetTable
from linter.wording import normal, squeeze

_NAMED = 3  # projects of others told by name
_CHUNK = 500  # documents whose rows are written at once

Rules = Mapping[str, BatchRule]
# What is found in one document: the tables of it by index → finding and the cluster it belongs to.
Hit = Callable[[Mapping[int, TargetTable]], "Found | None"]


@dataclass(frozen=True, slots=True)
class Found:
    finding: Finding
    cluster: int | None = None


def compare(store: Store, settings: Settings, rules: Rules, search: Search = near) -> None:
    """Runs the rules on many documents: fills `members`, adds to `findings`, updates the counts and grades of `every_project`, and makes
    the views of what there is then."""
    store.connection.execute("DROP SCHEMA IF EXISTS scratch CASCADE; CREATE SCHEMA scratch")
    store.connection.execute("CREATE OR REPLACE TABLE additions (document INTEGER PRIMARY KEY, findings BLOB)")
    try:
        prepare(store)
        hits: dict[int, list[Hit]] = defaultdict(list)
        for rule in rules.values():
            if isinstance(rule, CopiedAcrossUnits):
                copied_texts(store, rule, search)
            elif isinstance(rule, SetsAcrossUnits):
                copied_sets(store, rule, search)
        for document, hit in (*_copies(store, rules), *_repeats(store, rules), *_outliers(store, rules)):
            hits[document].append(hit)
        _write(store, settings, hits, rules)
        store.run_script("views", field_case="CASE m.field " + " ".join(f"WHEN {number} THEN '{key}'" for number, key in enumerate(FIELDS)) + " END")
    finally:
        store.connection.execute("DROP SCHEMA IF EXISTS scratch CASCADE")


def completed(result: Result, more: Sequence[Finding], settings: Settings, codes: Sequence[str]) -> Result:
    """A result with the findings of the rules on many documents (`codes` of those that ran), its review forms filled in anew."""
    found = {finding.code for finding in more}
    ledger = (*result.verdict.ledger, *(LedgerEntry(code, "found" if code in found else "passed") for code in codes))
    verdict = replace(result.verdict, findings=(*result.verdict.findings, *more), ledger=ledger)
    return with_audits(replace(result, verdict=verdict), settings.audit)


# --- hits ----------------------------------------------------------------------------------------------------------------


def _copies(store: Store, rules: Rules) -> Iterator[tuple[int, Hit]]:
    """What each document shares with those of other agencies."""
    about: dict[int, tuple[Others, dict[str, int]]] = {}
    for cluster, first, agencies, projects, same, own in store.rows(
        "WITH m AS (SELECT m.*, p.project_name FROM members m JOIN every_project p USING (project)), "
        "place AS (SELECT cluster, agency, count(DISTINCT project_name) AS held, arg_min(project_name, project) AS name, min(project) AS first "
        "FROM m GROUP BY ALL) "
        f"SELECT cluster, list([agency, name] ORDER BY first)[1:{_NAMED + 1}], count(*), sum(held)::INTEGER, "
        "(SELECT min(similarity) = 1 FROM members s WHERE s.cluster = place.cluster), "
        "map(list(agency), list(held)) FROM place GROUP BY cluster"
    ):
        about[cluster] = Others([(agency, name) for agency, name in first], agencies, projects, same), own
    for code, cluster, field, document, agency, tables in store.rows(
        'SELECT m.code, m.cluster, m.field, m.document, m.agency, list(p."table" ORDER BY p."table") FROM members m '
        "JOIN every_project p USING (project) GROUP BY ALL ORDER BY m.document, m.cluster"
    ):
        everyone, own = about[cluster]
        others = Others(
            [place for place in everyone.first if place[0] != agency][:_NAMED], everyone.agencies - 1, everyone.projects - own[agency], everyone.same
        )
        yield document, _copy(rules[code], cluster, FIELDS[field], tables, others)


def _copy(rule: BatchRule, cluster: int, key: str, indices: Sequence[int], others: Others) -> Hit:
    def hit(tables: Mapping[int, TargetTable]) -> Found:
        here = [tables[index] for index in indices]
        if isinstance(rule, CopiedAcrossUnits):
            return Found(rule.finding(here, key, others), cluster)
        assert isinstance(rule, SetsAcrossUnits)
        return Found(rule.finding(here, rows_of(here[0]), others), cluster)

    return hit


def rows_of(table: TargetTable) -> list[tuple[str, str]]:
    """Names and targets of a table's indicators as they are compared, in printed order, the 年度 half where there are two."""
    halves = {indicator.period for indicator in table.indicators}
    chosen = "annual" if "annual" in halves else "total"
    rows = ((i.level3, i.target) for i in table.indicators if i.period == chosen and i.category != "management")
    return list(dict.fromkeys((name, target) for name, target in rows if name and target))


def _repeats(store: Store, rules: Rules) -> Iterator[tuple[int, Hit]]:
    rule = next((rule for rule in rules.values() if isinstance(rule, CopiedFromLastYear)), None)
    if rule is None or not store.one("SELECT count(*) FROM documents WHERE round = 'last'")[0]:
        return
    found = list(repeated(store, rule))
    first = store.one("SELECT coalesce(max(cluster), 0) + 1 FROM members")[0]
    numbered = [(first + n, project) for n, each in enumerate(found) for project in (each.project, each.last)]
    store.connection.execute(
        "INSERT INTO members SELECT ?, n.cluster, ?, p.project, p.document, p.agency, 1.0 "
        "FROM (SELECT unnest(?::INTEGER[]) AS cluster, unnest(?::BIGINT[]) AS project) n JOIN every_project p USING (project)",
        [rule.code, FIELDS.index("indicators"), [cluster for cluster, _ in numbered], [project for _, project in numbered]],
    )
    places = _places(store, [each.project for each in found])
    for n, each in enumerate(found):
        document, index = places[each.project]
        yield document, _repeat(rule, first + n, index, each)


def _places(store: Store, projects: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Project → its document and the number of its table."""
    found = store.rows('SELECT project, document, "table" FROM every_project WHERE project IN (SELECT unnest(?::BIGINT[]))', [list(projects)])
    return {project: (document, index) for project, document, index in found}


def _repeat(rule: CopiedFromLastYear, number: int, index: int, each: Repeated) -> Hit:
    return lambda tables: Found(rule.finding(tables[index], each.last_name, each.last_year, each.rows), number)


def _outliers(store: Store, rules: Rules) -> Iterator[tuple[int, Hit]]:
    rule = next((rule for rule in rules.values() if isinstance(rule, TargetOutlier)), None)
    if rule is None:
        return
    found = list(outliers(store, rule))
    places = _places(store, [each.project for each in found])
    for each in found:
        yield each.document, _outlier(rule, places[each.project][1], each)


def _outlier(rule: TargetOutlier, index: int, each: Outlier) -> Hit:
    def hit(tables: Mapping[int, TargetTable]) -> Found | None:
        for pair in pairs_of(tables[index]):
            for half in pair.halves:
                if half.period == each.period and normal(half.level3 or "") == normal(each.level3) and squeeze(half.target or "") == squeeze(each.target):
                    return Found(rule.finding(pair, half, each.usual, each.agencies))
        return None

    return hit


# --- writing -------------------------------------------------------------------------------------------------------------


def _said_better(finding: Finding, said: Collection[tuple[str, tuple[object, ...]]], rules: Rules) -> bool:
    """Whether a more specific rule reports the same place."""
    return any((code, finding.locus.key) in said for code in rules[finding.code].silent_under)


def _write(store: Store, settings: Settings, hits: Mapping[int, list[Hit]], rules: Rules) -> None:
    documents, codes = sorted(hits), tuple(rules)
    for start in range(0, len(documents), _CHUNK):
        wanted = documents[start : start + _CHUNK]
        held = store.rows(
            "SELECT d.document, d.name, d.agency, r.result FROM documents d JOIN results r USING (key) WHERE d.document IN (SELECT unnest(?)) "
            "ORDER BY d.document", [wanted]
        )
        findings: list[dict[str, Any]] = []
        projects: list[dict[str, Any]] = []
        for document, name, agency, packed in list(held):
            result = unpacked(packed, name, agency)
            tables = {table.index: table for table in result.submission.tables}
            said = {(finding.code, finding.locus.key) for finding in result.verdict.findings}
            found = [each for hit in hits[document] if (each := hit(tables)) is not None and not _said_better(each.finding, said, rules)]
            more = tuple(fingerprinted([each.finding for each in found], result.submission.tables))
            clusters = [each.cluster for each in found]
            full = completed(result, more, settings, codes)
            before = len(result.verdict.findings)
            for number, row in enumerate(tabular.findings(full), start=1):
                if number > before:
                    findings.append({"document": document, "number": number, "cluster": clusters[number - before - 1], **row})
            projects += ({"document": document, **row} for row in tabular.projects(full))
            store.connection.execute("INSERT INTO additions VALUES (?, ?)", [document, msgspec.msgpack.encode(more)])
        _add(store, findings, projects)


def _add(store: Store, findings: Sequence[Mapping[str, Any]], projects: Sequence[Mapping[str, Any]]) -> None:
    said = msgspec.json.encode(findings).decode(), msgspec.json.encode(projects).decode()
    columns = [column for column in tabular.FINDINGS if column != "table"]
    texts = ", ".join(f'"{column}": "VARCHAR"' for column in columns)
    store.connection.execute(
        "INSERT INTO findings BY NAME SELECT f.*, p.project, d.name AS source, d.agency, d.parent FROM "
        f"(SELECT unnest(from_json(?, '[{{\"document\": \"INTEGER\", \"number\": \"INTEGER\", \"cluster\": \"INTEGER\", \"table\": \"INTEGER\", {texts}}}]'), "
        'recursive := true)) f JOIN documents d USING (document) LEFT JOIN every_project p ON p.document = f.document AND p."table" = f."table"', [said[0]]
    )
    store.connection.execute(
        "UPDATE every_project SET errors = u.errors, warnings = u.warnings, infos = u.infos, score = u.score, grade = u.grade FROM "
        "(SELECT unnest(from_json(?, '[{\"document\": \"INTEGER\", \"table\": \"INTEGER\", \"errors\": \"INTEGER\", \"warnings\": \"INTEGER\", "
        "\"infos\": \"INTEGER\", \"score\": \"DOUBLE\", \"grade\": \"VARCHAR\"}]'), recursive := true)) u "
        'WHERE every_project.document = u.document AND every_project."table" = u."table"', [said[1]]
    )
