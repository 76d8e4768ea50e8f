"""A sheet that is a list: header that stays, filter, wrapped rows, A4 landscape one page wide with page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from linter.report.xlsx.cells import clean, height, looks_calculated
from linter.report.xlsx.styles import Styles

LAST_ROW = 1_048_575  # counted from 0
MOST_LINKS = 65_000  # the format allows 65,530 a sheet


class Column(NamedTuple):
    """`kind`: text, center, marked, integer, money, score, link or blank. `width` in characters of the font's figures."""

    header: str
    width: float
    kind: str = "text"


class Link(NamedTuple):
    """A text that leads somewhere; without `url` it is a plain one."""

    text: str
    url: str = ""


Cell = str | int | float | Decimal | Link | None


def listing(book: Any, styles: Styles, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Any:
    """Adds a sheet with these rows; the sheet. Rows beyond what the format holds are counted in the last one."""
    sheet = book.add_worksheet(name)
    page(sheet, name)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.header, styles["header"])
    sheet.set_row(0, height([(column.header, column.width) for column in columns]) + 4)
    last = links = left_out = 0
    for last, row in enumerate(rows, start=1):
        if last >= LAST_ROW:
            left_out += 1
            continue
        texts = [(_write(sheet, last, n, cell, columns[n].kind, styles, links < MOST_LINKS), columns[n].width) for n, cell in enumerate(row)]
        links += sum(isinstance(cell, Link) and bool(cell.url) for cell in row)
        sheet.set_row(last, height(texts))
    if left_out:
        sheet.write_string(LAST_ROW, 0, f"其余 {left_out} 行超出一张工作表的容量，没有列出", styles["text"])
    sheet.autofilter(0, 0, max(min(last, LAST_ROW - 1), 1), len(columns) - 1)
    return sheet


def page(sheet: Any, name: str, *, landscape: bool = True) -> None:
    """A4, one page wide, the sheet's name above, page numbers below."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f'&C&"黑体"&12绩效目标质检 · {name}')
    sheet.set_footer("&C第 &P 页 共 &N 页&R机器初审参考")
    sheet.hide_gridlines(1)


def _write(sheet: Any, row: int, column: int, cell: Cell, kind: str, styles: Styles, may_link: bool) -> str:
    """Writes a cell; the text it shows, for the height of its row."""
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, styles["center" if kind == "marked" else kind if kind != "link" else "text"])
        return ""
    if isinstance(cell, int | float | Decimal):
        sheet.write_number(row, column, float(cell), styles[kind])
        return ""
    text = clean(cell.text if isinstance(cell, Link) else cell)
    if isinstance(cell, Link) and cell.url and may_link:
        sheet.write_url(row, column, cell.url, styles["link"], text)
        return text
    style = styles.marked(text) if kind == "marked" else styles["literal" if looks_calculated(text) else "center" if kind != "text" and kind != "link" else "text"]
    sheet.write_string(row, column, text, style)
    return text
