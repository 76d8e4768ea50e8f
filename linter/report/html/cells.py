"""Rows of a form as table rows. Written here and not in the template: a thousand forms have a hundred thousand cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from markupsafe import Markup, escape

from linter.finding import SEVERITY_SAID
from linter.report.form import Cell, Row
from linter.report.html.faults import Marks
from linter.report.html.said import SIGNS
from linter.report.html.shown import concealed, shown

_SCOPES = {"head": ("col", "colgroup"), "body": ("row", "rowgroup")}


def table_rows(rows: Iterable[Row], part: Literal["head", "body"], marks: Marks, form: str) -> Markup:
    """`<tr>` elements; `form` is the id of the form, whose findings the marks lead to."""
    return Markup("\n".join(f"<tr>{''.join(_cell(cell, part, marks, form) for cell in row)}</tr>" for row in rows))


def marked_attributes(cell: Cell, marks: Marks) -> Markup:
    """` class="…" id="…" data-f="…"`, the numbers of the findings in the last."""
    kinds: list[str] = [cell.role] if cell.role in ("amount", "heading") else []
    kinds += ["lacking"] if cell.lacking else []
    attributes = ""
    if cell.address and (held := marks.of(cell.address)):
        kinds.append(f"at {marks.worst(cell.address)}")
        attributes = f' id="{marks.id(cell.address)}" data-f="{" ".join(str(mark.number) for mark in held)}"'
    return Markup(f' class="{" ".join(kinds)}"{attributes}' if kinds else attributes)


def mark_links(cell: Cell, marks: Marks, form: str) -> Markup:
    """The numbers of the findings in a cell, each a link to its finding."""
    return Markup("".join(
        f' <a class="m {mark.severity[0]}{"" if mark.primary else " r"}" href="#{form}f{mark.number}" '
        f'title="{SEVERITY_SAID[mark.severity]}，第{mark.number}处">{SIGNS[mark.severity]}{mark.number}</a>'
        for mark in marks.of(cell.address)
    ))  # numbers and words of the program only


def _cell(cell: Cell, part: str, marks: Marks, form: str) -> str:
    head = cell.role in ("label", "heading") and cell.text
    tag = "th" if head else "td"
    spans = (f' colspan="{cell.across}"' if cell.across > 1 else "") + (f' rowspan="{cell.down}"' if cell.down > 1 else "")
    scope = f' scope="{_SCOPES[part][(cell.across if part == "head" else cell.down) > 1]}"' if head else ""
    text = escape(shown(concealed(cell.text) if cell.personal else cell.text))
    return f"<{tag}{scope}{spans}{marked_attributes(cell, marks)}>{text}{mark_links(cell, marks, form)}</{tag}>"
