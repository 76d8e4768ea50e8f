"""Takes out of a result what an ignore file or a baseline covers, and says what became of their entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from linter.finding import Finding
from linter.result import Result, Suppressed
from linter.suppress.baseline import Baseline, known_to
from linter.suppress.ignore_file import ANY_RULE, FILE_NAME, Entry, IgnoreFile
from linter.suppress.place import SEPARATOR, Places


@dataclass(frozen=True, slots=True)
class Suppressions:
    """What holds for the documents of one folder. `files`: the names of all files in it, None when not known.

    `narrowed`: the run was told to apply some rules only, so that an entry for all rules cannot be called unused.
    """

    ignore: IgnoreFile | None = None
    baseline: Baseline | None = None
    files: tuple[str, ...] | None = None
    narrowed: bool = False
    today: date = field(default_factory=date.today)



def apply(result: Result, suppressions: Suppressions) -> Result:
    """The result with its findings told apart: reported, and suppressed. The first entry that fits gives the reason."""
    if result.failed:
        return result
    entries = _entries(result, suppressions)
    live = [entry for entry in entries if not entry.expired(suppressions.today)]
    documents = known_to(suppressions.baseline, result.submission) if suppressions.baseline else ()
    known = {finding.fingerprint for document in documents for finding in document.findings}
    places = Places(result.submission)
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in result.verdict.findings:
        entry = next((entry for entry in live if _fits(entry, finding, places)), None)
        if entry:
            suppressed.append(Suppressed(finding, "ignore", entry.reason, entry.line))
        elif finding.fingerprint in known:
            suppressed.append(Suppressed(finding, "baseline"))
        else:
            kept.append(finding)
    notes = [
        f"{_said(entry)}已于{entry.until}到期，不再起作用。请改正问题，或者写上新的理由和日期。"
        for entry in entries if entry not in live
    ]
    verdict = replace(result.verdict, findings=tuple(kept))
    out = replace(result, verdict=verdict, suppressed=tuple(suppressed), suppression_notes=tuple(notes))
    gone = _gone(out, suppressions)
    if gone:
        notes.append(f"基线里的{gone}处问题已不再出现，可以用 jixiao baseline --write 更新基线。")
    return replace(out, suppression_notes=tuple(notes))


def with_unused(checked: Sequence[tuple[Result, Suppressions]]) -> list[Result]:
    """The results of a whole run, each with what it was checked under; entries of no use are noted on one of them.

    An entry is unused when its rule ran on a document it means and nothing in the run needed it. One whose file
    is not in the folder is said too; one whose document was not checked in this run is not judged.
    """
    notes: dict[int, list[str]] = {}
    folders: dict[str, list[int]] = {}
    for n, (_, suppressions) in enumerate(checked):
        if suppressions.ignore:
            folders.setdefault(suppressions.ignore.source, []).append(n)
    for own in folders.values():
        suppressions = checked[own[0]][1]
        used = {each.line for n in own for each in checked[n][0].suppressed if each.by == "ignore"}
        for entry in suppressions.ignore.entries if suppressions.ignore else ():
            if entry.line in used or entry.expired(suppressions.today):
                continue
            meant = [n for n in own if entry.covers(checked[n][0].submission.source)]
            if any(_judged(entry, checked[n][0], suppressions) for n in meant):
                said = "没有用到：它所说的问题已经没有了。请删掉这一行；如果问题还在，请核对规则和位置的写法。"
                notes.setdefault(meant[0], []).append(_said(entry) + said)
            elif not meant and suppressions.files is not None and not any(map(entry.covers, suppressions.files)):
                said = f"没有用到：文件夹里没有“{entry.file}”。请核对文件名。"
                notes.setdefault(own[0], []).append(_said(entry) + said)
    return [
        replace(result, suppression_notes=(*result.suppression_notes, *notes[n])) if n in notes else result
        for n, (result, _) in enumerate(checked)
    ]


def _entries(result: Result, suppressions: Suppressions) -> list[Entry]:
    entries = suppressions.ignore.entries if suppressions.ignore else ()
    return [entry for entry in entries if entry.covers(result.submission.source)]


def _fits(entry: Entry, finding: Finding, places: Places) -> bool:
    return entry.rule in (ANY_RULE, finding.code) and places.stands_at(finding, entry.place)


def _ran(result: Result) -> set[str]:
    return {entry.code for entry in result.verdict.ledger if entry.state in ("passed", "found")}


def _judged(entry: Entry, result: Result, suppressions: Suppressions) -> bool:
    """Whether the run can tell that nothing needs the entry."""
    if result.failed:
        return False
    return not suppressions.narrowed if entry.rule == ANY_RULE else entry.rule in _ran(result)


def _gone(result: Result, suppressions: Suppressions) -> int:
    """How many findings that the baseline has of this very document, by rules that ran, are there no longer."""
    if not suppressions.baseline:
        return 0
    documents = known_to(suppressions.baseline, result.submission)
    if len(documents) != 1 or documents[0].source != result.submission.source:
        return 0
    ran = _ran(result)
    present = {finding.fingerprint for finding in result.verdict.findings}
    present |= {each.finding.fingerprint for each in result.suppressed}
    return sum(known.code in ran and known.fingerprint not in present for known in documents[0].findings)


def _said(entry: Entry) -> str:
    place = f" {SEPARATOR.join(entry.place)}" if entry.place else ""
    return f"{FILE_NAME} 第{entry.line}行（{entry.rule}{place}）"
