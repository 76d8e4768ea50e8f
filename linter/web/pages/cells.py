"""Rows of a form as table rows whose cells can be chosen. As `linter/report/html/cells.py` draws them for paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from markupsafe import Markup, escape

from linter.finding import SEVERITY_SAID
from linter.masking import masked
from linter.report.form import Cell, Row
from linter.report.html.said import SIGNS
from linter.report.html.shown import concealed, visible
from linter.web.pages.drawn import Drawn, cell_address

_EMPTY = Markup('<span class="empty">（空）</span>')


def table_rows(rows: Iterable[Row], part: Literal["head", "body"], drawn: Drawn, chosen: str) -> Markup:
    """`<tr>` elements; `chosen` is the key of the cell that is chosen. All that is no word of the program is escaped."""
    return Markup("\n".join(f"<tr>{''.join(_cell(cell, part, drawn, chosen) for cell in row)}</tr>" for row in rows))


def marks_of(cell: Cell, drawn: Drawn) -> Markup:
    """The numbers of the findings in a cell, each a link to its finding."""
    return Markup("".join(
        f' <a class="m {mark.severity[0]}{"" if mark.primary else " r"}" href="#f{mark.number}" '
        f'title="{SEVERITY_SAID[mark.severity]}，第{mark.number}处">{SIGNS[mark.severity]}{mark.number}</a>'
        for mark in drawn.marks.of(cell.address)
    ))


def _cell(cell: Cell, part: str, drawn: Drawn, chosen: str) -> str:
    head = cell.role in ("label", "heading") and cell.text
    marked, changeable = bool(cell.address and drawn.marks.of(cell.address)), drawn.can_change(cell)
    key = cell.address.key if cell.address and (marked or changeable) else ""
    kinds: list[str] = [cell.role] if cell.role in ("amount", "heading") else []
    kinds += ["lacking"] if cell.lacking else []
    kinds += [f"at {drawn.marks.worst(cell.address)}"] if cell.address and marked else []
    kinds += ["chosen"] if key and key == chosen else []
    kinds += ["edited"] if key in drawn.edited else []
    attributes = f' colspan="{cell.across}"' if cell.across > 1 else ""
    attributes += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    if head:
        scopes = ("col", "colgroup") if part == "head" else ("row", "rowgroup")
        attributes += f' scope="{scopes[(cell.across if part == "head" else cell.down) > 1]}"'
    attributes += f' class="{" ".join(kinds)}"' if kinds else ""
    attributes += f' id="c-{escape(key)}"' if key else ""
    tag = "th" if head else "td"
    return f"<{tag}{attributes}>{_text(cell, key if changeable else '', drawn, chosen)}{marks_of(cell, drawn)}</{tag}>"


def _text(cell: Cell, key: str, drawn: Drawn, chosen: str) -> str:
    """The text, a link where the cell can be changed and so has a `key`."""
    text = visible(cell.text)
    if not drawn.plain:
        text = masked(concealed(text) if cell.personal else text)
    if not key:
        return escape(text)
    current = ' aria-current="true"' if key == chosen else ""
    href = escape(cell_address(drawn.at, drawn.number, key))
    return f'<a class="hold" href="{href}" data-key="{escape(key)}"{current}>{escape(text) or _EMPTY}</a>'
