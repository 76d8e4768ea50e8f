"""Cuts a document into forms and other tables, joining what a page broke."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.form.columns import Header, read_header, with_project_columns
from linter.form.layout import name_of
from linter.form.money import amount_unit
from linter.form.vocabulary import Vocabulary
from linter.grid.grid import Row, rows_of
from linter.reading.blocks import Document, ParagraphBlock
from linter.submission import Paragraph
from linter.tables import table
from linter.wording import squeeze

_TRANSPARENT = re.compile("|".join(f"(?:{p})" for p in table("segments")["transparent"]))
_CAPTION = re.compile(r"单位[:：]")
_CONTINUES = ("text", "column", "level1", "level2", "contact", "phone", "amount", "source", "group", "section", "half")


@dataclass(slots=True)
class Segment:
    """Rows that belong together, and the paragraphs above them. `form`: they begin like a form or hold its header."""

    above: list[Paragraph]
    rows: list[Row]
    form: bool
    headers: dict[int, Header] = field(default_factory=dict)  # row index → the header that row is

    @property
    def flat(self) -> bool:
        """Whether it is a flat list (清单式)."""
        return any(header.flat for header in self.headers.values())


def segments(document: Document, vocabulary: Vocabulary) -> Iterator[Segment]:
    """The tables of a document in order, pieces of one form joined."""
    paragraphs = Counter(squeeze(b.text) for b in document.blocks if isinstance(b, ParagraphBlock))
    above: list[Paragraph] = []
    open_: Segment | None = None
    for block in document.blocks:
        if isinstance(block, ParagraphBlock):
            above.append(Paragraph(block.text, block.spot))
            continue
        rows = rows_of(block)
        for n, run in enumerate(_runs(rows, vocabulary)):
            if n == 0 and open_ and (not run.starts or (run.flat and open_.flat)) and _continues(open_, run, above, paragraphs, vocabulary):
                shift = len(open_.rows)
                open_.rows += run.rows
                open_.headers |= {shift + at: header for at, header in run.headers.items()}
            else:
                if open_:
                    yield open_
                open_ = Segment(above if n == 0 else _captions(open_), run.rows, run.starts or bool(run.headers) or _speaks_of_fields(run.rows, vocabulary), run.headers)
        above = []
    if open_:
        yield open_


def _captions(before: Segment | None) -> list[Paragraph]:
    """单位：万元 over the first of several forms printed in one table holds for the next ones."""
    if before is None:
        return []
    said = [Paragraph(row.cells[0].text, row.spot(row.cells[0])) for row in before.rows[:4] if len(row.cells) == 1]
    return [p for p in (*before.above, *said) if len(p.value) <= 40 and _CAPTION.search(squeeze(p.value)) and amount_unit(squeeze(p.value))]


@dataclass(slots=True)
class _Run:
    rows: list[Row]
    starts: bool
    headers: dict[int, Header]
    flat: bool = False  # a list: whether it begins or goes on under its heads again, its heads tell


def _runs(rows: list[Row], vocabulary: Vocabulary) -> list[_Run]:
    """The rows of one table, cut where a new form begins."""
    headers = {n: header for n, row in enumerate(rows) if (header := read_header(row, vocabulary))}
    for n, header in headers.items():
        if n and not header.flat and n - 1 not in headers:
            headers[n] = with_project_columns(header, rows[n - 1], vocabulary)
    if any(header.flat for header in headers.values()):
        return [_Run(rows, True, headers, flat=True)]
    starts = _starts(rows, headers, vocabulary)
    cuts = sorted({0, *starts})
    out = []
    for first, last in zip(cuts, [*cuts[1:], len(rows)], strict=True):
        part = {n - first: header for n, header in headers.items() if first <= n < last}
        out.append(_Run(rows[first:last], first in starts, part))
    return out or [_Run(rows, False, {})]


def _starts(rows: list[Row], headers: dict[int, Header], vocabulary: Vocabulary) -> list[int]:
    """Indices of the rows a form begins with: its title and captions inside the table stand before its name."""
    anchors = [n for n, row in enumerate(rows) if n not in headers and _is_anchor(row, vocabulary, "field.project_name")]
    units = [n for n, row in enumerate(rows) if n not in headers and _is_anchor(row, vocabulary, "field.department_name")]
    for unit in units:  # an overall form names its department; elsewhere that row is part of the head of the next form
        after_name = any(anchor < unit and not any(anchor < h < unit for h in headers) for anchor in anchors)
        header = next((h for h in headers if h > unit), None)
        if not after_name and header is not None and not any(unit < anchor < header for anchor in anchors):
            anchors.append(unit)
    out: list[int] = []
    for anchor in sorted(anchors):
        first = anchor
        floor = out[-1] + 1 if out else 0
        while first > floor and (first - 1) not in headers and _heads_form(rows[first - 1], vocabulary):
            first -= 1
        out.append(first)
    return out


def _speaks_of_fields(rows: list[Row], vocabulary: Vocabulary) -> bool:
    """Whether rows without a project's name are the field part of a form all the same."""
    found = {
        label.text for row in rows for cell in row.cells[:4] if (label := vocabulary.label(cell.text)) and label.role("text", "amount")
    }
    return len(found) >= 4


def _is_anchor(row: Row, vocabulary: Vocabulary, role: str) -> bool:
    for n, cell in enumerate(row.cells[:4]):
        label = vocabulary.label(cell.text)
        if label and role in label.roles and not label.cut:
            if label.rest:
                return True
            following = vocabulary.label(row.cells[n + 1].text) if n + 1 < len(row.cells) else None
            # a label beside it is a column header, unless the name is left empty and the next field follows
            return following is None or following.cut or bool(following.role("field") and n == 0 and not following.role("column") and len(row.cells) <= 3)
    return False


def _heads_form(row: Row, vocabulary: Vocabulary) -> bool:
    """A title, a caption, or a row of head fields that stands before the name."""
    if len(row.cells) == 1:
        text = name_of(row.cells[0].text)
        return "绩效" in text or bool(_TRANSPARENT.fullmatch(squeeze(text)))
    label = vocabulary.label(row.cells[0].text)
    return bool(label and label.role("field") and not label.role("text") and "field.filled_at" not in label.roles) or all(
        _TRANSPARENT.fullmatch(squeeze(cell.text)) for cell in row.cells
    )


def _continues(
    open_: Segment, run: _Run, above: list[Paragraph], paragraphs: Counter[str], vocabulary: Vocabulary
) -> bool:
    """Whether a table is the next page's part of the one before it."""
    for paragraph in above:
        folded = squeeze(paragraph.value)
        if is_title(folded) or not (_TRANSPARENT.fullmatch(folded) or (paragraphs[folded] > 2 and len(folded) < 40)):
            return False
    if not run.rows:
        return False
    first = run.rows[0]
    if not open_.form:
        return bool(set(first.key) & set(open_.rows[0].key)) or len(first.cells) == len(open_.rows[-1].cells)
    if 0 in run.headers:
        last = next(reversed(open_.headers.values()), None)
        return last is None or _like(run.headers[0].roles, last.roles)
    for row in run.rows[:3]:
        for cell in row.cells:
            label = vocabulary.label(cell.text)
            if label and label.role(*_CONTINUES):
                return True
    return bool(open_.headers) and len(first.cells) <= len(next(reversed(open_.headers.values())).columns) + 1


def _like(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two headers name the same columns; one that nobody knows may be any."""
    return len(one) == len(other) and all(a == b or "unknown" in (a, b) for a, b in zip(one, other, strict=True))


def is_title(folded: str) -> bool:
    """Whether a paragraph is the title of a form or of a budget table."""
    words = table("segments")
    return folded.endswith(("表", "表）", "表)")) and any(
        word in folded for word in (*words["form_title"], *words["budget_title"], "预算", "绩效")
    )
