"""Fills in the form for the tables of one document: pure, from what was read and what the rules say of it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from linter.audit.rubric import Item, Rubric
from linter.checks.funds.costs import amount_of
from linter.finding import SEVERITY_RANK, Finding, Locus, Verdict
from linter.review import Audit, AuditItem
from linter.submission import Submission, TargetTable

_Place = tuple[str, object]  # ("indicator", row) or ("field", key)


def audited(submission: Submission, verdict: Verdict, rubric: Rubric) -> tuple[Audit, ...]:
    """One `Audit` a table, in the order of the tables; none for a table of which too little could be assessed.

    A finding counts in every table that it names as its own or a related place. Findings on the document as a whole
    (an entry of the budget list, a claim of the narrative) are no table's and count nowhere.
    """
    ran = {e.code: {index for index, _ in e.skipped_tables} for e in verdict.ledger if e.state in ("passed", "found")}
    touching: dict[int, list[Finding]] = defaultdict(list)
    for finding in verdict.findings:
        if finding.audit_item:
            for index in {locus.table_index for locus in (finding.locus, *finding.related)}:
                if index is not None:
                    touching[index].append(finding)
    audits = (_audit(table, touching.get(table.index, ()), ran, rubric) for table in submission.tables)
    return tuple(audit for audit in audits if audit.points_assessed >= rubric.least_points)


def _audit(table: TargetTable, findings: Sequence[Finding], ran: Mapping[str, Collection[int]], rubric: Rubric) -> Audit:
    against = {item.name: list(_against(item, findings, table.index, rubric)) for item in rubric.items}
    places = {item.name: _places(item, table) for item in rubric.items}
    kept = {item.name: _kept(places[item.name], against[item.name], table.index, rubric) for item in rubric.items}

    judged = [
        item for item in rubric.items
        if (places[item.name] or not item.places) and any(table.index not in ran.get(code, (table.index,)) for code in item.judged_by)
    ]
    scores = {item.name: round(item.points * kept[item.name], 1) for item in judged}
    points = sum(item.points for item in judged)
    # Where only faults can be seen, they may pull the grade down; that there are few must not lift it. The worst first.
    for item in sorted(rubric.items, key=lambda item: kept[item.name]):
        if item.name not in scores and any(finding.severity != "info" for finding, _ in against[item.name]):
            usual = sum(scores.values()) / points if points else 1.0
            scores[item.name] = _rounded_down(item.points * min(kept[item.name], usual))
            points += item.points

    percent = round(100 * sum(scores.values()) / points, 1) if points else 0.0
    items = tuple(
        AuditItem(
            item.name, item.points, "scored" if item.name in scores else "manual", scores.get(item.name),
            tuple(sorted({finding.code for finding, _ in against[item.name]})),
        )
        for item in rubric.items
    )
    return Audit(table.index, rubric.grade(percent), percent, points, items)


def _against(item: Item, findings: Iterable[Finding], index: int, rubric: Rubric) -> Iterator[tuple[Finding, bool]]:
    """The findings that count against an item, and whether they say that a field it is about is empty."""
    for finding in findings:
        own = finding.audit_item == item.name
        empty = False
        for also in rubric.also:
            if finding.code in also.codes and item.name in also.items:
                here = any(locus.kind == "field" and locus.name in item.places for locus in _loci(finding, index))
                own, empty = own or here, here and also.empty
        if own:
            yield finding, empty


def _loci(finding: Finding, index: int) -> Iterator[Locus]:
    """The places of a finding in one table."""
    return (locus for locus in (finding.locus, *finding.related) if locus.table_index == index)


def _places(item: Item, table: TargetTable) -> frozenset[_Place]:
    """What the table holds of that which the item is about."""
    if item.places == ("indicators",):
        return frozenset(("indicator", i.row) for i in table.indicators if i.category != "management" and i.target)
    if item.places == ("cost_amount",):
        budget = table.amounts.annual or table.amounts.total
        return frozenset(("cost", i.row) for i in table.indicators if budget and i.category == "cost" and amount_of(i))
    return frozenset(("field", key) for key in item.places if table.text(key))


def _kept(places: frozenset[_Place], against: Sequence[tuple[Finding, bool]], index: int, rubric: Rubric) -> float:
    """The share of its points that an item keeps, 0 to 1: after the sum of deductions, and at most what the spread of
    the faults over its places and the gravest of them leave."""
    lost = 0.0
    times: dict[str, int] = defaultdict(int)
    at_fault: dict[_Place, float] = {}
    most = 1.0
    for finding, empty in sorted(against, key=lambda pair: -SEVERITY_RANK[pair[0].severity]):
        lost += rubric.deduction(finding) / 2 ** times[finding.code]
        times[finding.code] += 1
        most = min(most, rubric.ceilings.get("empty" if empty else finding.severity, 1.0))
        for locus in _loci(finding, index):
            place: _Place = ("indicator", locus.row) if locus.kind == "indicator" else (locus.kind, locus.name)
            if place in places:
                at_fault[place] = max(at_fault.get(place, 0.0), rubric.spread.get(finding.severity, 0.0))
    spread = sum(at_fault.values()) / len(places) if places else 0.0
    return max(0.0, min(1.0 - lost, 1.0 - spread, most))


def _rounded_down(score: float) -> float:
    return math.floor(score * 10 + 1e-6) / 10
