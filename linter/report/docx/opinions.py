"""Findings of one kind → one readable opinion, worded by linter/data/opinions.toml; graver ones first, long lists cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from linter.finding import SEVERITY_RANK, SEVERITY_SAID, Finding, Locus
from linter.masking import masked
from linter.report.docx.context import Opinion, Verbatim
from linter.submission import TargetTable
from linter.tables import table
from linter.wording import quoted

_QUOTE = 40  # characters of a quoted text
_NAMED, _VALUES, _SUGGESTED = 6, 4, 3
_REFERENCE, _QUOTED = "供参考", re.compile("“([^“”]+)”")
_LONGEST_SUGGESTION = 30


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of long lists is told: `projects` at most, and `places` of each; `rest` says where the others are."""

    projects: int = 8
    places: int = 3
    rest: str = "从略"


IN_LETTER, IN_FORM = Reach(), Reach(1, 12)


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and the table it stands in, None where it is the document's. `project` is what the letter calls it; `words` what a
    reviewer says in its stead."""

    finding: Finding
    target_table: TargetTable | None
    project: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Wording:
    lead: str
    one: str
    many: str
    each: str
    advice: str
    advice_for: Mapping[str, str]
    spans: bool


def opinions(
    found: Iterable[Placed], year: int | None, reach: Reach = IN_LETTER, remedies: Mapping[str, str] | None = None
) -> tuple[Opinion, ...]:
    """One opinion for each rule and severity, and for each that a reviewer has worded, numbered from 1; the graver first, then those with
    more places.

    `remedies`: what the bureau's own 审核口径 says to do, by code; it stands as it is.
    """
    groups: dict[tuple[str, str, str], list[Placed]] = {}
    for placed in found:
        groups.setdefault((placed.finding.severity, placed.finding.code, placed.words and f"{placed.project}{placed.words}"), []).append(placed)
    order = sorted(groups.values(), key=lambda own: (-SEVERITY_RANK[own[0].finding.severity], -len(own), own[0].finding.code))
    said, words = f"{year}年" if year else "", remedies or {}
    return tuple(_opinion(number, own, said, reach, words.get(own[0].finding.code, "")) for number, own in enumerate(order, start=1))


def _opinion(number: int, own: Sequence[Placed], year: str, reach: Reach, remedy: str) -> Opinion:
    first = own[0].finding
    wording = _wording(first.code, first.help)
    if own[0].words:
        said = _before(own[0].project) + own[0].words.rstrip("。") + "。"
        return Opinion(number, SEVERITY_SAID[first.severity], first.code, len(own), Verbatim(said), "", "")
    return Opinion(
        number=number, severity=SEVERITY_SAID[first.severity], code=first.code, count=len(own),
        problem=masked(_problem(wording, own, reach)) + "。", advice=masked(remedy or _advice(wording, own, year)),
        reference=masked(_suggested(own)),
    )


def _wording(code: str, help: str) -> _Wording:
    """The wording of a rule. One without an entry (a bureau's own) is told by its message and remedy."""
    entry: Mapping[str, Any] = table("opinions").get(code, {})
    lead = entry.get("lead", "有{count}处问题")
    each = entry.get("each", "{message}")
    return _Wording(
        lead, entry.get("one", "{message}"), entry.get("many", ""), each, entry.get("advice", help.rstrip("。")),
        entry.get("advice_for", {}), bool(entry.get("spans")),
    )


def _problem(wording: _Wording, own: Sequence[Placed], reach: Reach) -> str:
    by_project: dict[str, list[Placed]] = {}
    for placed in own:
        by_project.setdefault("" if wording.spans else placed.project, []).append(placed)
    lead = wording.lead.format(count=len(own))
    if len(by_project) > 1:
        told = list(by_project.items())[: reach.projects]
        said = [_of_project(wording, project, places, reach) for project, places in told]
        more = len(by_project) - len(told)
        mark = "；" if wording.each else "、"
        return f"{len(by_project)}个项目{lead}：{mark.join(said)}" + (f"；其余{more}个项目{reach.rest}" if more else "")
    (project, places), = by_project.items()
    before = _before(project)
    if len(places) == 1:
        return before + wording.one.format(**_slots(places[0]))
    if wording.many:
        return before + wording.many.format(**_many_slots(places, reach))
    few = reach.places if not wording.spans else reach.projects
    named = wording if wording.each else replace(wording, each="{message}")
    return f"{before}{lead}：{_listed(named, places, max(few, _NAMED))}"


def _before(project: str) -> str:
    """How an opinion on one project begins."""
    return f"“{project}”{'' if project.endswith('项目') else '项目'}：" if project else ""


def _of_project(wording: _Wording, project: str, places: Sequence[Placed], reach: Reach) -> str:
    """What a list over several projects says of one: “甲”的“及时性”（“按时”）."""
    if not wording.each:
        return f"“{project}”"
    between = "" if wording.each.startswith("（") else "：" if "{message}" in wording.each else "的"
    return (f"“{project}”{between}" if project else "") + _listed(wording, places, reach.places)


def _listed(wording: _Wording, places: Sequence[Placed], most: int) -> str:
    sentences = "{message}" in wording.each
    said = list(_same_of_several(places) if sentences else dict.fromkeys(wording.each.format(**_slots(placed)) for placed in places))
    mark = "；" if sentences else "、"
    return mark.join(said[:most]) + (f"{mark if sentences else ''}等{len(places)}处" if len(said) > most else "")


def _same_of_several(places: Sequence[Placed]) -> Iterator[str]:
    """The messages; those that say the same of several places become one that names them all."""
    merged: dict[str, list[str]] = {}
    for placed in places:
        message, name = placed.finding.message.rstrip("。"), f"“{_name(placed.finding.locus, placed)}”"
        pattern = message.replace(name, "□", 1) if message.count(name) == 1 and "□" not in message else message
        merged.setdefault(pattern, []).append(name)
    for pattern, names in merged.items():
        yield pattern.replace("□", "、".join(dict.fromkeys(names)), 1) if "□" in pattern else pattern


def _slots(placed: Placed) -> dict[str, str]:
    """What the wording of one place may use, see opinions.toml."""
    finding = placed.finding
    name = _name(finding.locus, placed)
    value = quoted(finding.evidence, _QUOTE) if finding.evidence else ""
    places = dict.fromkeys([name, *(_name(locus, placed) for locus in finding.related if locus.table_index == finding.locus.table_index)])
    return {
        "name": f"“{name}”" if name else value, "value": value, "aside": f"（{value}）" if value and finding.evidence != name else "",
        "size": str(len(places)), "raw": " ".join(finding.evidence.split())[:120], "places": "、".join(f"“{place}”" for place in places if place),
        "message": finding.message.rstrip("。"),
    }


def _many_slots(places: Sequence[Placed], reach: Reach) -> dict[str, str]:
    slots = [_slots(placed) for placed in places]
    most = max(reach.places, _NAMED)
    return {
        "count": str(len(places)), "names": _some([each["name"] for each in slots], most),
        "values": _some(dict.fromkeys(each["value"] for each in slots if each["value"]), max(reach.places, _VALUES)),
        "raws": _some(dict.fromkeys(each["raw"] for each in slots if each["raw"]), max(reach.places, _VALUES)),
    }


def _some(words: Iterable[str], most: int) -> str:
    held = list(words)
    return "、".join(held[:most]) + ("等" if len(held) > most else "")


def _name(locus: Locus, placed: Placed) -> str:
    """What the form calls a place: the label as printed, the indicator's name, the category."""
    if locus.kind == "field":
        printed = placed.target_table.labels.get(locus.name or "") if placed.target_table else None
        columns: Mapping[str, str] = table("csv_columns")["columns"]
        known = columns.get(f"text.{locus.name}") or columns.get(f"field.{locus.name}") or columns.get(f"amount.{(locus.name or '').removeprefix('amounts.')}")
        return printed or (known or locus.name or "").removesuffix("（元）")
    if locus.kind == "indicator":
        return locus.name or ""
    steps = placed.finding.route.steps
    return steps[-1] if locus.kind == "category" and steps else ""


def _advice(wording: _Wording, own: Sequence[Placed], year: str) -> str:
    """What to do, with what concerns the categories or fields at fault."""
    keys = dict.fromkeys(key for placed in own for key in (placed.finding.locus.category, placed.finding.locus.name) if key)
    parts = [wording.advice, *(wording.advice_for[key] for key in keys if key in wording.advice_for)]
    said = "；".join(part.format(year=year) if "{year}" in part else part for part in parts)
    return f"{said}。"


def _suggested(own: Sequence[Placed]) -> str:
    """What the program proposes for the first few places, '' where it has nothing: numbers are the agency's to work out."""
    said: dict[str, str] = {}
    for placed in own:
        words = next(_proposals(placed.finding), None)
        name = _name(placed.finding.locus, placed)
        if words and name and name not in said:
            said[name] = f"“{name}”可写“{words}”"
    return "、".join(list(said.values())[:_SUGGESTED])


def _proposals(finding: Finding) -> Iterator[str]:
    """Short replacements; where there are none, what the remedy quotes for reference."""
    for fix in finding.fixes:
        if len(fix.replacement) <= _LONGEST_SUGGESTION and fix.replacement != finding.evidence:
            yield fix.replacement
    if finding.locus.kind in ("indicator", "category") and not finding.fixes:
        yield from _QUOTED.findall(finding.help.partition(_REFERENCE)[2])
