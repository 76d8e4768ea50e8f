"""The findings of one project as an agency's page tells them. Written here and not in the template: a page may have a thousand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from linter.finding import SEVERITY_RANK
from linter.report.html.said import SIGNS
from linter.report.html.shown import shown
from linter.report.rows import CONFIDENCE_SAID
from linter.report.screening.values import FindingLine
from linter.wording import quoted

_EVIDENCE = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding as the page tells it. `remedy` is '' where an earlier fault of the project (`remedy_at`) gives the same one;
    `copies`: id of the copies it belongs to, '' where the page does not show them."""

    number: int
    line: FindingLine
    evidence: str
    remedy: str
    remedy_at: int
    confidence: str
    copies: str


def faults_of(found: Iterable[FindingLine], shown_copies: frozenset[int]) -> tuple[Fault, ...]:
    """The faults, the gravest first."""
    return tuple(_faults(sorted(found, key=lambda each: -SEVERITY_RANK[each.severity]), shown_copies))


def _faults(found: Iterable[FindingLine], shown_copies: frozenset[int]) -> Iterator[Fault]:
    told: dict[tuple[str, str], int] = {}
    for number, line in enumerate(found, start=1):
        before = told.setdefault((line.code, line.remedy), number)
        evidence = "" if not line.evidence or line.evidence[:12] in line.message else quoted(line.evidence, _EVIDENCE)
        yield Fault(
            number, line, evidence, line.remedy if before == number else "", before if before != number else 0,
            "" if line.confidence == "high" else CONFIDENCE_SAID[line.confidence], f"k{line.cluster}" if line.cluster in shown_copies else "",
        )


def fault_items(project: str, faults: Iterable[Fault]) -> Markup:
    """`<li>` elements; `project` is the id of the project they belong to."""
    return Markup("\n".join(f"<li {_attributes(project, fault)}>{''.join(_paragraphs(project, fault))}</li>" for fault in faults))


def _attributes(project: str, fault: Fault) -> str:
    line = fault.line
    return f'id="{project}f{fault.number}" class="fault {line.severity[0]}" data-n="{fault.number}" data-r="{_said(line.code)}" tabindex="-1"'


def _paragraphs(project: str, fault: Fault) -> Iterator[str]:
    line = fault.line
    mark = f'<span class="m {line.severity[0]}">{SIGNS[line.severity]}{fault.number}</span>'
    sure = f' <span class="sure">把握{fault.confidence}</span>' if fault.confidence else ""
    yield f'<p class="what">{mark} <b>{_said(line.title)}</b> <code>[{_said(line.code)}]</code>{sure}</p>'
    if line.place or line.spot:
        spot = f"（{_said(line.spot)}）" if line.place and line.spot else _said(line.spot)
        yield f'<p class="where">{_said(line.place)}{spot}</p>'
    yield f"<p>{_said(line.message)}{f' 原文：{_said(fault.evidence)}' if fault.evidence else ''}</p>"
    if fault.remedy:
        yield f'<p class="remedy"><b>改法</b> {_said(fault.remedy)}</p>'
    elif fault.remedy_at:
        yield f'<p class="remedy"><b>改法</b> 同第 <a href="#{project}f{fault.remedy_at}">{fault.remedy_at}</a> 处</p>'
    if fault.copies:
        yield f'<p class="related"><a href="#{fault.copies}">看雷同的文字</a></p>'


def _said(text: str) -> str:
    return str(escape(shown(text)))
