"""Runs rules over one submission: one walk, three outcomes (passed, found, skipped) and crashed, which never stops it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from linter.checks.base import (
    BatchRule,
    DocumentRule,
    FieldRule,
    IndicatorRule,
    NotChecked,
    Rule,
    TableRule,
    field_locus,
)
from linter.checks.context import Context
from linter.checks.fingerprint import fingerprinted
from linter.checks.pairs import Pair
from linter.finding import Finding, LedgerEntry, Verdict
from linter.submission import TargetTable


def run(rules: Sequence[Rule], context: Context, *, report: frozenset[str] | None = None, strict: bool = False) -> Verdict:
    """Findings and ledger of `rules` over the document of `context`.

    `report` names the codes whose findings are wanted; rules beyond it run only because a wanted one is silent under
    them. With `strict` a crashing rule raises instead of being written down (tests use it).
    """
    found: dict[str, list[Finding]] = {}
    ledger: dict[str, LedgerEntry] = {}
    rules = [rule for rule in rules if not isinstance(rule, BatchRule)]
    for rule in rules:
        found[rule.code], ledger[rule.code] = _run_one(rule, context, strict)
    _silence(rules, found)
    wanted = [rule for rule in rules if report is None or rule.code in report]
    entries = []
    findings: list[Finding] = []
    for rule in wanted:
        findings += found[rule.code]
        entry = ledger[rule.code]
        if entry.state in ("passed", "found"):
            entry = replace(entry, state="found" if found[rule.code] else "passed")
        entries.append(entry)
    known = map(_from_picture, fingerprinted(findings, context.submission.tables))
    return Verdict(tuple(_in_reading_order(known)), tuple(sorted(entries, key=lambda e: e.code)))


def _run_one(rule: Rule, context: Context, strict: bool) -> tuple[list[Finding], LedgerEntry]:
    reason = rule.needs(context)
    if reason:
        return [], LedgerEntry(rule.code, "skipped", reason)
    findings: list[Finding] = []
    skipped: list[tuple[int, str]] = []
    try:
        if isinstance(rule, DocumentRule):
            findings += rule.check(context)
        else:
            for table in context.submission.tables:
                try:
                    findings += _on_table(rule, table, context)
                    if reason := rule.lacks():
                        skipped.append((table.index, reason))
                except NotChecked as lacking:
                    skipped.append((table.index, lacking.reason))
    except NotChecked as lacking:
        return findings, LedgerEntry(rule.code, "skipped", lacking.reason)
    except Exception as crash:
        if strict:
            raise
        return [], LedgerEntry(rule.code, "crashed", f"规则运行出错（{type(crash).__name__}：{crash}），本规则的结果不可用")
    if skipped and len(skipped) == len(context.submission.tables) and not findings:
        return [], LedgerEntry(rule.code, "skipped", skipped[0][1], tuple(skipped))
    return findings, LedgerEntry(rule.code, "found" if findings else "passed", skipped_tables=tuple(skipped))


def _on_table(rule: Rule, table: TargetTable, context: Context) -> Iterator[Finding]:
    if isinstance(rule, IndicatorRule):
        for pair in context.pairs(table):
            if pair.category not in rule.skip_categories:
                yield from _on_pair(rule, pair, context)
    elif isinstance(rule, FieldRule):
        for key in rule.fields:
            text = table.texts.get(key)
            if text and text.value:
                fault = rule.fault(table, key, text, context)
                if fault:
                    yield rule.found(
                        field_locus(table, key), fault.message, table=table, help=fault.help, severity=fault.severity,
                        confidence=fault.confidence, evidence=fault.evidence or text.value, fixes=fault.fixes,
                        related=fault.related,
                    )
    elif isinstance(rule, TableRule) and table.form in rule.forms:
        yield from rule.check(table, context)


def _on_pair(rule: IndicatorRule, pair: Pair, context: Context) -> Iterator[Finding]:
    faults = [(half, fault) for half in pair.halves if (fault := rule.fault(half, pair, context))]
    if not faults:
        return
    half, fault = faults[0]
    yield rule.found(
        pair.locus([half for half, _ in faults], fault.part), fault.message, table=pair.table, help=fault.help,
        severity=fault.severity, confidence=fault.confidence, fixes=fault.fixes, related=fault.related,
        evidence=fault.evidence or getattr(half, fault.part) or "",
    )


def _silence(rules: Sequence[Rule], found: dict[str, list[Finding]]) -> None:
    """Drops findings where a more specific rule reported the same place (primary or related)."""
    raw = {code: list(items) for code, items in found.items()}
    for rule in rules:
        if not rule.silent_under:
            continue
        spoken = {
            locus.key
            for code in rule.silent_under
            for finding in raw.get(code, ())
            for locus in (finding.locus, *finding.related)
        }
        found[rule.code] = [f for f in found[rule.code] if f.locus.key not in spoken]


def _from_picture(finding: Finding) -> Finding:
    """The finding, of low confidence where any text it rests on was read from a picture."""
    if any(locus.spot.ocr for locus in (finding.locus, *finding.related)):
        return replace(finding, confidence="low")
    return finding


def _in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    def place(finding: Finding) -> tuple[int, tuple[int, float, int], int, str]:
        locus = finding.locus
        row = locus.row if locus.row is not None else -1
        return (-1 if locus.table_index is None else locus.table_index, locus.spot.order, row, finding.code)

    return sorted(findings, key=place)
