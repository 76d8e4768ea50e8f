"""《绩效目标审核表》: the eight items of the official form for one project, as far as a machine can fill them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from linter.contract.check_v1 import consequences
from linter.report.docx.context import Opinion, ReviewForm, ReviewItem
from linter.report.docx.opinions import IN_FORM, Placed, opinions
from linter.report.docx.projects import UNKNOWN, in_wan, title_of, touching
from linter.result import Result
from linter.review import Audit, AuditItem
from linter.submission import TargetTable
from linter.tables import table

MANUAL = "需人工审核"


def review_form(result: Result, target_table: TargetTable, remedies: Mapping[str, str] | None = None) -> ReviewForm:
    """The form of one table. Every lost point is traced to the opinions it comes from. `remedies`: by code, the bureau's own."""
    submission, form = result.submission, table("audit")
    year = target_table.fiscal_year or submission.fiscal_year
    found = [Placed(finding, target_table, "") for finding in touching(result, target_table.index)]
    own = opinions(found, year, IN_FORM, remedies)
    audit = next((audit for audit in result.audits if audit.table_index == target_table.index), None)
    items = tuple(_items(form["items"], audit, own))
    unit = target_table.implementing_unit.value if target_table.implementing_unit else ""
    return ReviewForm(
        agency=submission.agency or target_table.department or "", unit=unit, year=str(year or ""), project=title_of(target_table),
        code=target_table.project_code or "", amount=in_wan(target_table.amounts.annual.yuan) if target_table.amounts.annual else UNKNOWN,
        source=f"{submission.source}（表{target_table.index + 1}）", label=form["label"], disclaimer=form["disclaimer"], items=items,
        points=audit.points_assessed if audit else 0, score=f"{audit.score:g}" if audit else UNKNOWN, grade=audit.grade if audit else "未评",
        consequence=consequences()[audit.grade] if audit else "由复核人评定",
        manual="、".join(item.item for item in items if item.score == MANUAL), opinions=own,
    )


def _items(every: Sequence[Mapping[str, Any]], audit: Audit | None, own: Sequence[Opinion]) -> Iterable[ReviewItem]:
    filled: dict[str, AuditItem] = {item.item: item for item in audit.items} if audit else {}
    before = ""
    for item in every:
        scored = filled.get(item["name"])
        points = scored.points if scored else item["points"]
        same = [other for other in every if other["dimension"] == item["dimension"]]
        yield ReviewItem(
            dimension=item["dimension"], dimension_points=sum(filled[o["name"]].points if o["name"] in filled else o["points"] for o in same),
            first=item["dimension"] != before, item=item["name"], points=points,
            score=f"{scored.score:g}" if scored and scored.score is not None else MANUAL, machine=item["machine"], reviewer=item["reviewer"],
            remark=_remark(scored, own),
        )
        before = item["dimension"]


def _remark(item: AuditItem | None, own: Sequence[Opinion]) -> str:
    """Which opinions the lost points come from. Codes without one are those a baseline hides."""
    if item is None or not item.because:
        return "未发现问题" if item and item.score is not None else ""
    numbers = [str(opinion.number) for opinion in own if opinion.code in item.because]
    hidden = sorted(set(item.because) - {opinion.code for opinion in own})
    said = [f"见意见{'、'.join(numbers)}"] if numbers else []
    return "；".join([*said, *([f"基线里已有的问题（{'、'.join(hidden)}）"] if hidden else [])])
