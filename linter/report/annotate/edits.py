"""Safe fixes: the smallest changes to the pieces a cell's text consists of, so that each piece keeps its formatting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from linter.finding import Finding
from linter.submission import Indicator, Submission
from linter.where import Spot

OTHER_TEXT = "单元格里的文字与检查时读到的不一样"
NO_TEXT = "单元格里不是普通文字（公式、数字等）"
NO_PLACE = "文件里找不到这个单元格"


@dataclass(frozen=True, slots=True)
class Change:
    """A fix to be made at a place: `old` is what the finding saw there, the whole text of the cell."""

    code: str
    spot: Spot
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a change; `refused` says in Chinese why it was not made."""

    change: Change
    refused: str = ""


def fixed(done: Sequence[Done]) -> frozenset[tuple[str, Spot]]:
    """Rule and place of the fixes that were made."""
    return frozenset((each.change.code, each.change.spot) for each in done if not each.refused)


def changes_of(submission: Submission, findings: Sequence[Finding]) -> Iterator[Change]:
    """The safe fixes of findings; where a fault is printed in both halves of a form, one for each half."""
    tables = {table.index: table for table in submission.tables}
    for finding in findings:
        safe = next((fix for fix in finding.fixes if fix.safety == "safe"), None)
        if safe is None or not finding.evidence:
            continue
        locus = finding.locus
        yield Change(finding.code, locus.spot, finding.evidence, safe.replacement)
        table = tables.get(locus.table_index) if locus.table_index is not None else None
        if table and locus.kind == "indicator" and locus.period is None:
            halves = [each for each in table.indicators if each.row == locus.row]
            for spot in _other_halves(halves, locus.spot, finding.evidence):
                yield Change(finding.code, spot, finding.evidence, safe.replacement)


def _other_halves(halves: Sequence[Indicator], spot: Spot, text: str) -> Iterator[Spot]:
    part = next((part for half in halves for part, at in half.spots.items() if at == spot), None)
    for half in halves:
        if part and part in half.spots and half.spots[part] != spot and getattr(half, part, None) == text:
            yield half.spots[part]


def edited(pieces: Sequence[str], seen: str, wanted: str) -> list[str] | None:
    """The pieces of a text with only those characters changed in which `wanted` differs from `seen`.

    White space does not count, and stays. None where the pieces together do not say what was seen.
    """
    places = [(n, at) for n, piece in enumerate(pieces) for at, char in enumerate(piece) if not char.isspace()]
    before, after = _bare(seen), _bare(wanted)
    if not before or "".join(pieces[n][at] for n, at in places) != before:
        return None
    characters = [list(piece) for piece in pieces]
    for kind, start, end, there, until in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for n, at in places[start:end]:
            characters[n][at] = ""
        n, at = places[min(start, len(places) - 1)]
        new = after[there:until]
        characters[n][at] = characters[n][at] + new if start == len(places) else new + characters[n][at]
    return ["".join(each) for each in characters]


def _bare(text: str) -> str:
    return "".join(text.split())
