"""`Copy`: the annotated file and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.finding import Finding
from linter.report.annotate.edits import Done
from linter.report.annotate.placing import Home, Moved
from linter.report.annotate.wording import cleaned
from linter.report.report import Report
from linter.wording import quoted

SIGNED = "原件带有数字签名：原件没有改动，副本加了批注，其中的签名不再有效。"
AGAIN = "原件里已有本工具以前写的批注，没有删除，新批注写在它们旁边；要干净的副本，请从没有批注的原件重做。"
_HOMES: dict[Home, str] = {"own": "", "page": "（页角，格子的位置不明）", "table": "（表的开头）", "document": "（文件的开头）"}


@dataclass(frozen=True, slots=True)
class Copy:
    """`data`: the file. `written` findings stand in `places` comments; `cut`: no room for them in their comment.

    `remarks`: what the user must know of the copy.
    """

    data: bytes
    written: int
    places: int
    moved: Sequence[Moved] = ()
    lost: Sequence[Finding] = ()
    cut: int = 0
    done: Sequence[Done] = ()
    remarks: Sequence[str] = ()


def remarks(*, signed: bool, again: bool) -> list[str]:
    """What the user must know of a copy whose original is signed, or annotated already."""
    return [text for text, holds in ((SIGNED, signed), (AGAIN, again)) if holds]


def told(copy: Copy, name: str, report: Report, *, safe_fixes: bool) -> str:
    """What the command prints. Ends with a line break."""
    return "\n".join(_lines(copy, name, report, safe_fixes)) + "\n"


def _lines(copy: Copy, name: str, report: Report, safe_fixes: bool) -> Iterator[str]:
    yield f"已写入 {name}：{copy.written} 处问题，写成 {copy.places} 条批注。"
    yield from copy.remarks
    if copy.moved:
        yield f"其中 {len(copy.moved)} 处不在某一个单元格上，写在下列地方的批注里："
        groups: dict[tuple[str, str], int] = {}
        for each in copy.moved:
            home = each.spot.said() + _HOMES[each.home]
            key = f"{report.title(each.finding.code, each.finding.name)} [{each.finding.code}]", home
            groups[key] = groups.get(key, 0) + 1
        for (title, home), count in groups.items():
            yield f"  - {title}{f'（{count}处）' if count > 1 else ''} → {home}"
    if copy.cut:
        yield f"有 {copy.cut} 处问题，同一个单元格的批注里写不下，没有写；见 jixiao check 的结果。"
    if copy.lost:
        yield f"有 {len(copy.lost)} 处问题没有地方可写，没有写进批注："
        for finding in copy.lost:
            yield f"  - {report.title(finding.code, finding.name)} [{finding.code}]：{cleaned(finding.message)}"
    if safe_fixes:
        yield from _fixes(copy.done)


def _fixes(done: Sequence[Done]) -> Iterator[str]:
    made = [each for each in done if not each.refused]
    yield f"按 --apply-safe-fixes 改了 {len(made)} 处：" if made else "按 --apply-safe-fixes 没有可改的地方。"
    for each in made:
        yield _change(each)
    refused = [each for each in done if each.refused]
    if refused:
        yield f"有 {len(refused)} 处没有改："
        for each in refused:
            yield f"{_change(each)}（{each.refused}）"


def _change(done: Done) -> str:
    old, new = _difference(cleaned(done.change.old), cleaned(done.change.new))
    return f"  - {done.change.spot.said()} [{done.change.code}]：{quoted(old, 60)} → {quoted(new, 60)}"


def _difference(old: str, new: str) -> tuple[str, str]:
    """Two texts without the most of what they have in common at both ends."""
    if max(len(old), len(new)) <= 60:
        return old, new
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    start, end = max(start - 12, 0), max(end - 12, 0)
    return _shortened(old, start, end), _shortened(new, start, end)


def _shortened(text: str, start: int, end: int) -> str:
    return f"{'…' if start else ''}{text[start : len(text) - end]}{'…' if end else ''}"
