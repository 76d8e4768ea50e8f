"""`check --format text`: what a clerk reads. Grouped by document, then by table; the counts at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linter.contract.check_v1 import evidence_said
from linter.contract.parse_v1 import note_said
from linter.finding import SEVERITY_RANK, SEVERITY_SAID, Finding, Severity
from linter.masking import masked
from linter.report.audit_lines import document_lines, has_losses, table_lines
from linter.report.columns import clip, grid
from linter.report.page import Page
from linter.report.report import Report
from linter.result import Result
from linter.submission import Note, TargetTable
from linter.where import NOWHERE, Spot
from linter.wording import quoted

NOTES_SHOWN = 10
QUOTE_LIMIT = 60
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
NO_TABLES = "未找到绩效目标表"


def text(report: Report) -> str:
    """The report on these documents. Ends with a line break."""
    results, page, titles = report.results, report.page, {code: rule.title for code, rule in report.rules.items()}
    lines: list[str] = []
    for result in results:
        if lines:
            lines.append("")
        lines += _document(result, titles, page)
    if len(results) > 1:
        lines += ["", *_totals(results, page)]
    return "\n".join(lines) + "\n"


def _document(result: Result, titles: Mapping[str, str], page: Page) -> Iterator[str]:
    submission, findings = result.submission, result.verdict.findings
    rule = "=" * min(page.columns, 100)
    yield rule
    for line in page.lines(submission.source):
        yield page.bold(line)
    if result.failed:
        for note in submission.notes:
            yield from page.lines(masked(note.text).removeprefix(f"{submission.source}："), first="  无法检查：")
        return
    indicators = sum(len(table.indicators) for table in submission.tables)
    about = [submission.agency, f"{submission.fiscal_year}年" if submission.fiscal_year else None,
             f"{len(submission.tables)}张绩效目标表" if submission.tables else NO_TABLES,
             f"{indicators}条指标" if indicators else None, f"规则组合 {result.profile}"]
    yield from page.lines("，".join(part for part in about if part))
    yield rule
    yield from _notes(result, page)
    told: dict[tuple[str, str], str] = {}
    audits = {audit.table_index: audit for audit in result.audits}
    whole = [finding for finding in findings if finding.locus.table_index is None]
    if whole:
        yield ""
        yield page.bold("全文")
        yield from _faults(whole, titles, page, "全文", told)
    for table in submission.tables:
        own = [finding for finding in findings if finding.locus.table_index == table.index]
        audit = audits.get(table.index)
        if own or (audit and has_losses(audit)):
            yield ""
            for line in page.lines(_heading(table)):
                yield page.bold(line)
            yield from _faults(own, titles, page, f"表{table.index + 1}", told, table.spot)
            if audit:
                yield from table_lines(audit, result, page)
    yield ""
    yield from _verdict(result, page)
    yield from _suppressed(result, page)
    yield from _unchecked(result, page)
    if findings:
        yield ""
        yield from _summary(result, page)
    if result.audit_summary:
        yield ""
        yield from document_lines(result, page)


def _heading(table: TargetTable) -> str:
    kind = {"overall": "（部门整体）", "transfer": "（转移支付）"}.get(table.form, "")
    where = table.spot.said()
    return f"表{table.index + 1} {table.name or table.title or '（没有项目名称）'}{kind}{f'（{where}）' if where else ''}"


def _notes(result: Result, page: Page) -> Iterator[str]:
    """Notes on places, the first few of them and how many there are; then, always, those on the document as a whole."""
    notes = [note for note in result.submission.notes if note.text != NO_TABLES]
    placed = [note for note in notes if note.spot != NOWHERE]
    if not notes:
        return
    yield ""
    if result.submission.status == "partial":
        yield from page.lines("注意：本文件只认出了一部分，没有认出来的内容没有参加检查，请先核对：")
    else:
        yield "说明："
    for note in placed[:NOTES_SHOWN]:
        yield from _note(note, page)
    if len(placed) > NOTES_SHOWN:
        yield f"  （共{len(placed)}处，这里列出前{NOTES_SHOWN}处；全部见 --format json）"
    for note in notes:
        if note.spot == NOWHERE:
            yield from _note(note, page)


def _note(note: Note, page: Page) -> Iterator[str]:
    for number, line in enumerate(masked(note_said(note)).splitlines()):
        yield from page.lines(line, first="    " if number else "  - ")


def _faults(
    findings: Sequence[Finding], titles: Mapping[str, str], page: Page, label: str, told: dict[tuple[str, str], str],
    home: Spot = NOWHERE,
) -> Iterator[str]:
    """Findings of one table (`label`, standing at `home`): one block for each rule, graver ones first.

    `told` remembers where in the document each remedy was given: a long one is not printed again.
    """
    blocks: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        blocks.setdefault((-SEVERITY_RANK[finding.severity], finding.code), []).append(finding)
    for _, block in sorted(blocks.items(), key=lambda item: item[0]):
        first = block[0]
        count = f"（{len(block)}处）" if len(block) > 1 else ""
        yield f"  {page.severity(first.severity)} {titles.get(first.code, first.name)}{count} [{first.code}]"
        for help in dict.fromkeys(finding.help for finding in block):
            said: set[str] = set()
            for finding in block:
                if finding.help == help:
                    pattern = _pattern(finding)
                    yield from page.lines(_fault(finding, page, label, home, short=pattern in said), first="    - ")
                    said.add(pattern)
            remedy = page.lines(help, first="      改法：")
            before = told.setdefault((first.code, help), label)
            yield from remedy if before == label or len(remedy) == 1 else page.lines(f"见{before}的同类问题。", first="      改法：")


def _pattern(finding: Finding) -> str:
    """The message without the text at fault and its place: equal for findings that say the same of different cells."""
    pattern = finding.message
    for part in (finding.evidence, finding.locus.name):
        if part:
            pattern = pattern.replace(part, "□")
    return pattern


def _fault(finding: Finding, page: Page, label: str, home: Spot, *, short: bool) -> str:
    """Place and message. `short` when the message before says the same of another text; nothing is said twice."""
    steps = finding.route.steps
    steps = steps[1:] if steps[:1] == (label,) else steps
    quote = quoted(evidence_said(finding), QUOTE_LIMIT) if finding.evidence else ""
    if short and quote:
        said = quote
    else:
        said = masked(finding.message)
        if steps and f"“{steps[-1]}”" in said:
            steps = steps[:-1]
        if quote and quote.strip("“”…")[:12] not in said:
            said = f"{said.rstrip('。')}。原文：{quote}"
    where, spot = page.way(*steps), "" if finding.locus.spot == home else finding.locus.spot.said()
    place = f"{where}（{spot}）" if where and spot else where or spot
    return f"{place}：{said}" if place else said


def _verdict(result: Result, page: Page) -> Iterator[str]:
    checked = sum(entry.state in ("passed", "found") for entry in result.verdict.ledger)
    counted = f"已检查 {len(result.submission.tables)} 张表、{checked} 条规则"
    if result.verdict.findings:
        found = "，".join(f"{SEVERITY_SAID[s]} {n} 处" for s in SEVERITIES if (n := result.count(s)))
        yield from page.lines(f"发现问题：{found}（{counted}）")
    elif result.submission.tables:
        rest = "；有内容没有认出来，见上" if result.submission.status == "partial" else ""
        yield from page.lines(f"未发现{'其他' if result.suppressed else ''}问题（{counted}{rest}）")
    if not result.submission.tables:
        yield from page.lines(f"{NO_TABLES}，绩效目标没有检查。如果文件里确有绩效目标表，请把表头和标签发给维护者，或在 jixiao.toml 的 [labels] 里补充。")


def _suppressed(result: Result, page: Page) -> Iterator[str]:
    """How many findings are not listed, and the entries that need attention."""
    counts = {by: sum(each.by == by for each in result.suppressed) for by in ("ignore", "baseline")}
    if result.suppressed:
        said = [f"{counts[by]} 处{why}" for by, why in (("ignore", "按忽略清单忽略"), ("baseline", "在基线里已有")) if counts[by]]
        yield from page.lines(f"另有问题没有列出：{'，'.join(said)}（逐处见 --format json；全部列出用 --no-suppress）")
    if result.suppression_notes:
        yield "忽略清单和基线："
        for note in result.suppression_notes:
            yield from page.lines(masked(note), first="  - ")


def _unchecked(result: Result, page: Page) -> Iterator[str]:
    """The rules that could not judge, by reason."""
    whole: dict[str, list[str]] = {}
    partly: dict[str, list[str]] = {}
    for entry in result.verdict.ledger:
        if entry.state in ("skipped", "crashed"):
            whole.setdefault(entry.reason, []).append(entry.code)
        else:
            by_reason: dict[str, list[str]] = {}
            for index, reason in entry.skipped_tables:
                by_reason.setdefault(reason, []).append(f"表{index + 1}")
            for reason, tables in by_reason.items():
                partly.setdefault(reason, []).append(f"{entry.code}（{_some(tables)}）")
    reasons = [f"{'、'.join(codes)}：{reason}" for reason, codes in (*whole.items(), *partly.items())]
    if reasons:
        yield "未检查的规则："
        for reason in reasons:
            yield from page.lines(reason, first="  - ")


def _some(words: Sequence[str], most: int = 5) -> str:
    return "、".join(words[:most]) + (f"等{len(words)}张" if len(words) > most else "")


def _summary(result: Result, page: Page) -> Iterator[str]:
    """Counts per table. Names stand last: their width never disturbs the figures."""
    grades = {audit.table_index: audit.grade for audit in result.audits}
    rows: list[tuple[str, ...]] = [("", *(SEVERITY_SAID[s] for s in SEVERITIES), *(("初审参考",) if grades else ()), "项目")]
    findings = result.verdict.findings
    groups: list[tuple[str, int | None, str]] = [("全文", None, "")] if any(f.locus.table_index is None for f in findings) else []
    groups += [(f"表{t.index + 1}", t.index, t.name or t.title) for t in result.submission.tables]
    for label, index, name in groups:
        counts = [sum(f.locus.table_index == index and f.severity == s for f in findings) for s in SEVERITIES]
        graded = (("" if index is None else grades.get(index, "—"),) if grades else ())
        rows.append((label, *map(str, counts), *graded, name))
    rows.append(("合计", *(str(result.count(s)) for s in SEVERITIES), *(("",) if grades else ()), ""))
    yield "汇总"
    yield from _table(rows, page)


def _totals(results: Sequence[Result], page: Page) -> Iterator[str]:
    """Counts per document."""
    rows: list[tuple[str, ...]] = [("表", *(SEVERITY_SAID[s] for s in SEVERITIES), "文件")]
    for result in results:
        name = result.submission.source + ("（无法检查）" if result.failed else "")
        rows.append((str(len(result.submission.tables)), *(str(result.count(s)) for s in SEVERITIES), name))
    tables = sum(len(result.submission.tables) for result in results)
    rows.append((str(tables), *(str(sum(r.count(s) for r in results)) for s in SEVERITIES), f"合计 {len(results)} 个文件"))
    yield "=" * min(page.columns, 100)
    yield "全部文件"
    yield from _table(rows, page)
    hidden = sum(len(result.suppressed) for result in results)
    if hidden:
        yield f"另有 {hidden} 处问题按忽略清单或基线没有列出。"


def _table(rows: Sequence[Sequence[str]], page: Page) -> Iterator[str]:
    for line in grid(rows, right=frozenset({1, 2, 3}), ambiguous=page.ambiguous):
        yield "  " + clip(line, page.columns - 2, page.ambiguous)
