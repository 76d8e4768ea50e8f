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
    """`kind`: text, center, marked, integer, money, score, percent, link, blank or open (blank, for a text). `width` in characters of the font's figures."""

    header: str
    width: float
    kind: str = "text"


class Link(NamedTuple):
    """A text that leads somewhere; without `url` it is a plain one."""

    text: str
    url: str = ""


class Rich(NamedTuple):
    """A text of which some stretches stand out: (stretch, whether it does)."""

    stretches: Sequence[tuple[str, bool]]


Cell = str | int | float | Decimal | Link | Rich | None


class Part(NamedTuple):
    """A sheet of a list and the rows of figures on it."""

    sheet: Any
    rows: int


def listing(
    book: Any, styles: Styles, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, most: int = LAST_ROW
) -> list[Part]:
    """Adds a sheet with these rows; a list of more than `most` goes on in 问题明细（2） and so on, so that no row is lost."""
    left = iter(rows)
    following = next(left, None)
    parts: list[Part] = []
    while following is not None or not parts:
        sheet = _begun(book, styles, f"{name}（{len(parts) + 1}）" if parts else name, columns)
        count = links = 0
        while following is not None and count < most:
            count += 1
            texts = [(_write(sheet, count, n, cell, columns[n].kind, styles, links < MOST_LINKS), columns[n].width) for n, cell in enumerate(following)]
            links += sum(isinstance(cell, Link) and bool(cell.url) for cell in following)
            sheet.set_row(count, height(texts))
            following = next(left, None)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        parts.append(Part(sheet, count))
    return parts


def _begun(book: Any, styles: Styles, name: str, columns: Sequence[Column]) -> Any:
    """A sheet with its header, which stays and is printed on every page."""
    sheet = book.add_worksheet(name)
    page(sheet, name)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.header, styles["header"])
    sheet.set_row(0, height([(column.header, column.width) for column in columns]) + 4)
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
    if isinstance(cell, str) and cell:
        return _write_text(sheet, row, column, cell, kind, styles)
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, styles["center" if kind == "marked" else kind if kind != "link" else "text"])
        return ""
    if isinstance(cell, int | float | Decimal):
        sheet.write_number(row, column, float(cell), styles[kind])
        return ""
    if isinstance(cell, Rich):
        return _write_rich(sheet, row, column, cell, styles)
    if cell.url and may_link:
        text = clean(cell.text)
        sheet.write_url(row, column, cell.url, styles["link"], text)
        return text
    return _write_text(sheet, row, column, cell.text, kind, styles)


def _write_text(sheet: Any, row: int, column: int, said: str, kind: str, styles: Styles) -> str:
    text = clean(said)
    style = styles.marked(text) if kind == "marked" else styles["literal" if looks_calculated(text) else "center" if kind != "text" and kind != "link" else "text"]
    sheet.write_string(row, column, text, style)
    return text


def _write_rich(sheet: Any, row: int, column: int, cell: Rich, styles: Styles) -> str:
    """Writes a text with stretches that stand out; the stretches are clean already."""
    text = "".join(stretch for stretch, _ in cell.stretches)
    style = styles["literal" if looks_calculated(text) else "text"]
    if len(cell.stretches) < 2:  # the format has no rich text of one stretch
        sheet.write_string(row, column, text, style)
    else:
        fragments = [part for stretch, stands_out in cell.stretches for part in ((styles["standing out"], stretch) if stands_out else (styles["plain"], stretch))]
        sheet.write_rich_string(row, column, *fragments, style)
    return text
