"""Made-up forms, sound and faulty, and what the machine makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linter.api import check_submission
from linter.checks.cases import document, form, ind
from linter.finding import Finding, LedgerEntry, Locus, Severity, Verdict
from linter.result import Result
from linter.review import Audit, AuditItem
from linter.settings import DEFAULTS, Settings
from linter.submission import TargetTable

SOUND_ROWS = (
    ind("quantity", "放映场次", "≥240场"), ind("quality", "放映设备完好率", "≥98%"), ind("timeliness", "放映完成时间", "2024年11月30日前"),
    ind("cost", "放映总成本", "≤30万元"), ind("social", "观影人次", "≥1万人次"), ind("satisfaction", "观众满意度", "≥90%"),
)
SOUND_TEXTS = {
    "overview": "在全县40个行政村放映公益电影，每村每年6场，由县电影公司承担。",
    "basis": "《中华人民共和国公共文化服务保障法》第三十条；县政府2023年第4次常务会议纪要。",
    "necessity": "偏远村组距县城影院50公里以上，群众一年看不到一场电影。",
    "measures": "按政府购买服务合同放映，村委会逐场签字，文化站按季抽查。",
    "plan": "3月签订合同，4月至10月放映，11月验收结算。",
    "annual_goal": "全年放映公益电影240场，观影1万人次，放映设备完好率98%以上。",
}
JUDGING = ("C101", "C109", "B201", "M301", "F501")


def sound(*rows: Any, texts: dict[str, str] | None = None, **changes: Any) -> TargetTable:
    """A form with nothing to find fault with but what the arguments make of it; `rows` replace its indicators."""
    return form(*(rows or SOUND_ROWS), **{"name": "农村公益电影放映", **changes, "texts": {**SOUND_TEXTS, **(texts or {})}})


def checked(*tables: TargetTable, settings: Settings = DEFAULTS) -> Result:
    """What the rules say of a document of these tables."""
    return check_submission(document(*tables), settings=settings, strict=True)


def by_name(audit: Audit) -> dict[str, AuditItem]:
    return {item.item: item for item in audit.items}


def finding(code: str, severity: Severity, item: str, *loci: Locus) -> Finding:
    """A finding at the first of `loci`, the others related; on the first table when none is given."""
    first, *related = loci or (Locus("table", None, 0),)
    return Finding(
        code=code, name="some-rule", severity=severity, confidence="high", audit_item=item, message="不对。", help="请改正。",
        locus=first, related=tuple(related),
    )


def verdict(findings: Iterable[Finding] = (), ran: Iterable[str] = JUDGING) -> Verdict:
    """These findings; the rules named `ran` and found nothing besides."""
    return Verdict(tuple(findings), tuple(LedgerEntry(code, "passed") for code in ran))
