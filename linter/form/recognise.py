"""Blocks → `Submission`: the one recogniser for every layout. What it knows of forms stands in `data/labels.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from linter.form.budget_list import budget_lines
from linter.form.claims import narrative_claims
from linter.form.columns import Header, refine
from linter.form.draft import Draft
from linter.form.fields import FieldReader
from linter.form.flat import NO_LISTS, read_flat
from linter.form.head import agency_of, fiscal_year_of
from linter.form.indicators import IndicatorReader
from linter.form.layout import name_of
from linter.form.money import amount_unit
from linter.form.project_list import ProjectLists, project_rows
from linter.form.segment import Segment, is_title, segments
from linter.form.value import looks_like_value
from linter.form.vocabulary import Vocabulary, standard
from linter.grid.grid import Row
from linter.reading.blocks import Document, ParagraphBlock
from linter.submission import Indicator, Note, Paragraph, Period, Submission, TargetTable
from linter.tables import table, words
from linter.wording import squeeze

_YEAR = re.compile(r"(20\d\d)\s*年")
_YEAR_ALONE = re.compile(r"^[（(]?(20\d\d)年?度?[）)]?$")
_TARGET_TITLE = re.compile(r"绩效目标(?:申报|批复|公开)?表")  # 监控 and the like are then part of the project's name
# 本单位无项目支出，此表为空: said below a form left blank
_NO_PROJECT = re.compile(r"(?:此|本|该)表(?:为空|无数据)|空表|^(?:备?注|说明)?[:：]?(?:本|我)(?:部门|单位).{0,10}(?:无|没有|未安排|不涉及).{0,12}(?:项目|支出|预算)")
_CAPTION = re.compile(r"单位[:：]")
_MAYBE_LABEL = re.compile(r"^[\u4e00-\u9fff（）()、/]{2,14}[:：]?$")
_ENDS_BLOCK = ("contact", "phone", "text", "info")


def recognise(document: Document, labels: Mapping[str, str | list[str]] | None = None) -> Submission:
    """Everything the document says about performance targets. `labels`: vocabulary lines of the user's own.

    Status is `partial` when a cell inside a form found no role; each is named in `notes`.
    """
    vocabulary = Vocabulary(labels) if labels else standard()
    paragraphs = [Paragraph(b.text, b.spot) for b in document.blocks if isinstance(b, ParagraphBlock)]
    drafts: list[Draft] = []
    aside: list[Draft] = []  # read only for the agency and year they name
    others: list[Segment] = []
    notes: list[Note] = list(document.notes)
    unread_forms = False
    found = list(segments(document, vocabulary))
    lists = _project_lists(found, vocabulary)
    for segment in found:
        title = title_of(segment.above)
        if not segment.form or not _is_target_form(segment, title, vocabulary):
            others.append(segment)
            if _side_by_side(segment, vocabulary):
                first = segment.rows[0]
                notes.append(Note(f"《{title or '（无标题）'}》把各类指标并排成列，未能识别，没有检查", first.spot(first.cells[0])))
                unread_forms = True
        elif _is_evaluation(segment, title, vocabulary):
            said = title or "（无标题）"
            spot = segment.rows[0].spot(segment.rows[0].cells[0])
            notes.append(Note(f"《{said}》是自评表或监控表，不是绩效目标表，已放在一边，未检查", spot))
            aside.append(_read_form(segment, vocabulary, _start(segment, title)))
        elif segment.flat:
            drafts += read_flat(segment, vocabulary, _start(segment, title), lists)
        else:
            drafts.append(_read_form(segment, vocabulary, _start(segment, title)))
    none_said = any(len(p.value) <= 80 and _NO_PROJECT.search(squeeze(p.value)) for p in paragraphs)
    without = [d for d in drafts if _says_none(d) or (none_said and _blank(d))]
    drafts = [d for d in drafts if d not in without]
    notes += [Note(f"《{d.title or '绩效目标表'}》填的是“无”或空表，没有项目可检查", d.spot) for d in without]
    aside += without
    year = fiscal_year_of(paragraphs, [*drafts, *aside])
    tables: list[TargetTable] = []
    for draft in drafts:
        made, unread = draft.table(len(tables), year, draft.money_unit)
        tables.append(made)
        notes += unread
    partial = unread_forms or any(draft.left or draft.left_columns for draft in drafts) or not all(note.lossless for note in document.notes)
    notes += _vocabulary_note(drafts)
    if not tables:
        notes.append(Note("未找到绩效目标表"))
    agency = agency_of(paragraphs, [*drafts, *aside])
    return Submission(
        source=document.source, status="partial" if partial else "ok", notes=tuple(notes),
        agency=agency, fiscal_year=year, budget_lines=tuple(budget_lines(others, vocabulary, agency)),
        claims=narrative_claims(paragraphs), tables=tuple(tables), narrative=tuple(paragraphs),
    )


def _side_by_side(segment: Segment, vocabulary: Vocabulary) -> bool:
    """Categories as columns: three pairs or more of 三级指标 and 指标值 in one heading."""
    return any(
        sum(1 for cell in row.cells if (label := vocabulary.label(cell.text)) and "column.level3" in label.roles) > 2
        for row in segment.rows[:6]
    )


def _says_none(draft: Draft) -> bool:
    """A form filled in with 无: the agency has no such project."""
    name = draft.fields.get("project_name")
    aside = words("block", "set_aside")
    said = [*draft.texts.values(), *draft.goals]
    return bool(
        name and squeeze(name.value) in aside and not draft.indicators and not any(money.yuan for money in draft.amounts.values())
        and all(not text.value or squeeze(text.value) in aside for text in said)
    )


def _blank(draft: Draft) -> bool:
    """A form with nothing filled in."""
    filled = any(text.value for text in (*draft.fields.values(), *draft.texts.values(), *draft.goals))
    return not (filled or draft.indicators or draft.left or any(money.yuan for money in draft.amounts.values()))


def _project_lists(found: list[Segment], vocabulary: Vocabulary) -> ProjectLists:
    """The lists of projects that go with a flat list of indicators."""
    if not any(segment.flat for segment in found):
        return NO_LISTS
    return ProjectLists(
        row for segment in found for row in project_rows(segment, vocabulary, _start(segment, title_of(segment.above)).money_unit)
    )


def title_of(above: list[Paragraph]) -> str:
    """The nearest paragraph above a table that reads like its title."""
    words = table("segments")["form_title"]
    fallback = ""
    for paragraph in reversed(above):
        folded = squeeze(paragraph.value)
        if is_title(folded) and len(folded) <= 60:
            return name_of(paragraph.value)
        if not fallback and len(folded) <= 40 and any(word in folded for word in words):
            fallback = name_of(paragraph.value)
    return fallback


def _start(segment: Segment, title: str) -> Draft:
    """A draft with what the paragraphs above say: title, year, unit of money."""
    first = segment.rows[0]
    draft = Draft(title=title, spans_known=first.spans_known, spot=first.spot(first.cells[0]))
    for paragraph in segment.above[-8:]:
        folded = squeeze(paragraph.value)
        if len(folded) > 60:
            continue
        if _CAPTION.search(folded):
            draft.money_unit = amount_unit(folded) or draft.money_unit
        alone = _YEAR_ALONE.match(folded)
        if alone:
            draft.fiscal_year = int(alone[1])
    year = _YEAR.search(title)
    if draft.fiscal_year is None and year and not title[0].isdigit():
        draft.fiscal_year = int(year[1])
    return draft


def _is_target_form(segment: Segment, title: str, vocabulary: Vocabulary) -> bool:
    """An indicator header with a column of targets, or enough field labels under a title that says so.

    Levels without targets are the indicator system of an evaluation, not a target form, unless the title says otherwise.
    """
    if any(header.has("target") or header.unknown for header in segment.headers.values()) or (segment.headers and "绩效目标" in title):
        return True
    if "绩效" not in title:
        return False
    roles = {role for row in segment.rows for cell in row.cells if (label := vocabulary.label(cell.text)) for role in label.roles}
    return sum(role.startswith(("field.", "text.", "amount.")) for role in roles) >= 4 and any(
        role in ("text.annual_goal", "text.total_goal", "text.goals") for role in roles
    )


def _is_evaluation(segment: Segment, title: str, vocabulary: Vocabulary) -> bool:
    """A 自评表 or 监控表: it says so, or it has columns for what was achieved."""
    said = any(word in title for word in table("segments")["evaluation_title"]) and not _TARGET_TITLE.search(title)
    if said or any(header.evaluation for header in segment.headers.values()):
        return True
    found = {
        label.text for row in segment.rows for cell in row.cells if (label := vocabulary.label(cell.text)) and label.role("evaluation")
    }
    return len(found) >= 2


def _read_form(segment: Segment, vocabulary: Vocabulary, draft: Draft) -> Draft:
    fields = FieldReader(draft, vocabulary)
    blocks: list[IndicatorReader] = []
    block: IndicatorReader | None = None
    fresh = closed = False
    for n, row in enumerate(segment.rows):
        header = segment.headers.get(n)
        if header:
            header = _with_half(header, row, fields.halves, vocabulary)
            draft.unread_columns(row, header.unknown)
            if block and block.header.halves == header.halves:
                block.again(header)
            else:
                block = IndicatorReader(draft, vocabulary, header)
                blocks.append(block)
            fresh, closed = True, False
            continue
        if block:
            if fresh and (finer := refine(block.header, row, vocabulary)):
                block.refined(finer)
                continue
            fresh = False
            closed = _ends_block(row, block.header, vocabulary) or (closed and not _has_level(row, vocabulary))
            if not closed:
                block.read(row)
                continue
        fields.read(row)
    for block in blocks:
        block.finish()
    if len(blocks) > 1:
        draft.indicators = _paired(draft.indicators)
    return draft


def _with_half(header: Header, row: Row, order: list[tuple[Period, int]], vocabulary: Vocabulary) -> Header:
    """The header with its halves named by the headings above or beside it (长期绩效指标, 年度绩效指标)."""
    said: list[Period] = []
    for cell in row.cells:
        label = vocabulary.label(cell.text)
        half = label.role("half") if label else None
        if half:
            said.append("total" if half == "half.total" else "annual")
    named: list[Period] = said or [half for half, _ in order]
    if len(header.halves) == 1 and len(set(said)) == 1:
        halves: tuple[Period, ...] = (said[0],)
    elif len(header.halves) == 2 and len(set(named)) == 2:
        halves = (named[0], named[-1])
    else:
        return header
    turn = dict(zip(header.halves, halves, strict=True))
    columns = tuple(replace(c, half=turn[c.half]) if c.half in turn else c for c in header.columns)
    return Header(columns, halves, header.evaluation)


def _ends_block(row: Row, header: Header, vocabulary: Vocabulary) -> bool:
    """A row after the indicators: 负责人, 备注, 审核意见 … or one that cannot be an indicator."""
    if _has_level(row, vocabulary):
        return False
    name = next((column.start for column in header.columns if column.role == "level3"), 1)
    first = row.cells[0]
    labels = [vocabulary.label(cell.text) for cell in row.cells]
    if any(label and label.role("contact", "phone") and not label.rest for label in labels[:3]) and first.column < name:
        return True
    label = labels[0]
    if label and (label.role(*_ENDS_BLOCK) or "field.filled_at" in label.roles):
        return first.column < name or bool(label.rest) or first.text.rstrip().endswith((":", "："))
    # two cells, the first left of the names and no category: a footer under a heading nobody knows
    return (
        len(row.cells) == 2 and first.column == 0 < name and label is None and not looks_like_value(row.cells[1].text)
    )


def _has_level(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a category label stands in the row: then it belongs to the indicators."""
    return any((label := vocabulary.label(cell.text)) and label.role("level1", "level2") and not label.role("source") for cell in row.cells[:3])


def _paired(indicators: list[Indicator]) -> list[Indicator]:
    """Row numbers for halves printed as two blocks: the same name under the same category is the same row."""
    totals = [i for i in indicators if i.period == "total"]
    annuals = [i for i in indicators if i.period == "annual"]
    free = {(i.category, i.level3): n for n, i in reversed(list(enumerate(totals)))}
    out = [replace(i, row=n) for n, i in enumerate(totals)]
    next_row = len(totals)
    for i in annuals:
        row = free.pop((i.category, i.level3), None)
        if row is None:
            row, next_row = next_row, next_row + 1
        out.append(replace(i, row=row))
    return out


def _vocabulary_note(drafts: list[Draft]) -> list[Note]:
    """Unread cells that look like labels, as lines ready to be added to the vocabulary."""
    found = dict.fromkeys(
        squeeze(text).rstrip(":：") for draft in drafts for _, text in (*draft.left_columns, *draft.left)
        if _MAYBE_LABEL.match(squeeze(text)) and not looks_like_value(text)
    )
    if not found:
        return []
    lines = "\n".join(f'"{text}" = "角色"' for text in found)
    return [Note(f"可能是尚不认识的标签。确认后可写进 jixiao.toml 的 [labels]（角色见说明）：\n{lines}")]
