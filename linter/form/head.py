"""Agency and fiscal year of a document: many places say them, the most weighty answer wins."""

from __future__ import annotations

import re
from collections import Counter

from linter.form.draft import Draft
from linter.form.layout import name_of
from linter.form.money import amount_unit
from linter.submission import Paragraph
from linter.tables import table
from linter.wording import squeeze

_CAPTION = re.compile(r"^(?:(?:预算)?(?:部门|单位)(?:（单位）|（部门）)?(?:名称)?|(?:填报|编制|公开|申报)(?:单位|部门)(?:（盖章）|（公章）)?(?:名称)?)[:：](.{3,40})$")
_COVER = re.compile(
    r"^(?:20\d\d年?度?)?(.{3,30}?)(?:20\d\d年?度?(?:部门|单位|项目|预算|绩效|整体)|(?:部门|单位)?(?:预算|预算信息)(?:公开|信息|说明|情况|及)).{0,40}$"
)
_CODED = re.compile(r"^\d{3,12}[-—–_ ]?(\D.{3,40})$")
_CODE = re.compile(r"^[\[【(（]?[\d\s]+[\]】)）]?[-—–]?\s*")
_YEAR = re.compile(r"(20\d\d)年(?:度)?")
_YEAR_ALONE = re.compile(r"^[（(]?(20\d\d)年?度?[）)]?$|^预算年度[:：]?(20\d\d)")
_BUDGET_YEAR = re.compile(r"(20\d\d)年度?(?:部门|单位)?(?:整体)?(?:项目)?(?:支出)?(?:预算|绩效)|预算年度[:：]?(20\d\d)|[（(](20\d\d)年?度?[）)]$|^(20\d\d)年.{0,24}表")


def _is_unit(name: str) -> bool:
    return 3 <= len(name) <= 30 and name.endswith(tuple(table("segments")["unit_endings"])) and not name.startswith(("本", "我", "各", "全"))


def agency_of(paragraphs: list[Paragraph], drafts: list[Draft]) -> str | None:
    """The agency whose document this is, from captions, cover lines and the forms; None when nothing says it."""
    votes: Counter[str] = Counter()
    for paragraph in paragraphs:
        if len(paragraph.value) > 80:
            continue
        folded = squeeze(paragraph.value)
        match = _CAPTION.match(folded)
        if match and not amount_unit(folded):
            votes[_bare(match[1])] += 3
            continue
        for pattern, weight in ((_COVER, 4), (_CODED, 2)):
            match = pattern.match(folded)
            if match and _is_unit(_bare(match[1])):
                votes[_bare(match[1])] += weight
                break
    for draft in drafts:
        for key, weight in (("agency", 9), ("implementing_unit", 1), ("department_name", 2), ("local_department", 2), ("department", 1)):
            text = draft.fields.get(key)
            if key == "department" and draft.field_labels.get(key, "").startswith("中央"):
                continue  # the ministry whose money it is, not the agency that submits
            if text and text.value and _is_unit(_bare(text.value)):
                votes[_bare(text.value)] += weight
        title = squeeze(draft.title)
        for ending in ("项目支出绩效目标", "支出项目绩效目标", "部门整体", "单位整体"):
            head, found, _ = title.partition(ending)
            head = re.sub(r"20\d\d年?度?$|^20\d\d年?度?", "", head)
            if found and _is_unit(head) and "预算" not in head:
                votes[head] += 2
    votes.pop("", None)
    if not votes:
        return None
    best = max(votes.values())
    return next(name for name, weight in votes.items() if weight == best)


def _bare(name: str) -> str:
    """A unit's name without the code in front of it."""
    return _CODE.sub("", name_of(name)).strip("-—–_:： （()）《》")


def fiscal_year_of(paragraphs: list[Paragraph], drafts: list[Draft]) -> int | None:
    """The budget year the document is about."""
    votes: Counter[int] = Counter()
    for paragraph in paragraphs:
        if len(paragraph.value) > 120:
            continue
        folded = squeeze(paragraph.value)
        for said in _BUDGET_YEAR.finditer(folded):
            votes[int(next(group for group in said.groups() if group))] += 2
        alone = _YEAR_ALONE.match(folded)
        if alone:
            votes[int(alone[1] or alone[2])] += 1
    for draft in drafts:
        if draft.fiscal_year:
            votes[draft.fiscal_year] += 3
        own = draft.fields.get("fiscal_year")
        if own and (match := _YEAR.search(own.value + "年")):
            votes[int(match[1])] += 3
    if votes:
        return votes.most_common(1)[0][0]
    for draft in drafts:
        for key in ("start_date",):
            start = draft.fields.get(key)
            if start and start.value[:4].isdigit():
                return int(start.value[:4])
    return None
