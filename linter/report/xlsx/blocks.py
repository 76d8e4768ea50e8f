"""Small tables of figures on an overview sheet, and the workbook's own charts of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linter.report.xlsx.cells import clean, height
from linter.report.xlsx.styles import DARK, Styles

ROW_PIXELS = 20  # of a row with one line
PLACED = {"y_offset": 6, "x_offset": 4, "object_position": 2}
Row = tuple[str | int | float, ...]


def block(
    sheet: Any, styles: Styles, row: int, heading: str, headers: Sequence[str], rows: Sequence[Row], widths: Sequence[float]
) -> tuple[int, int]:
    """Writes a small table; its first row of figures and the row after it. `widths`: of the sheet's columns."""
    sheet.write_string(row, 0, heading, styles["section"])
    sheet.set_row(row, 20)
    for column, header in enumerate(headers):
        sheet.write_string(row + 1, column, header, styles["header"])
    for number, each in enumerate(rows, start=row + 2):
        for column, value in enumerate(each):
            if isinstance(value, str):
                sheet.write_string(number, column, clean(value), styles.marked(value) if 0 < column < len(each) - 1 else styles["text"])
            else:
                sheet.write_number(number, column, value, styles["integer"])
        sheet.set_row(number, height([(clean(value), widths[column]) for column, value in enumerate(each) if isinstance(value, str)]))
    return row + 2, row + 2 + len(rows)


def chart(book: Any, name: str, heading: str, rows: tuple[int, int], last_column: int) -> Any:
    """A chart of figures on the sheet `name`: the severities stacked, or one figure. Fills differ by pattern too: they read without colour."""
    kind = "bar" if last_column > 1 else "column"
    drawn = book.add_chart({"type": kind, "subtype": "stacked"} if last_column > 1 else {"type": kind})
    fills = ({"fill": {"color": "#B3261E"}}, {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#8A5A00", "bg_color": "#FFD98A"}}, {"fill": {"color": "#D9D9D9"}})
    for number, column in enumerate(range(1, last_column) if last_column > 1 else (1,)):
        look = fills[number] if last_column > 1 else {"fill": {"color": DARK}}
        drawn.add_series({
            "name": [name, rows[0] - 1, column], "categories": [name, rows[0], 0, rows[1], 0], "values": [name, rows[0], column, rows[1], column],
            "border": {"color": "#404040", "width": 0.75}, "gap": 60, **look,
            **({"data_labels": {"value": True}} if last_column == 1 else {}),
        })
    font = {"name": "宋体", "size": 9}
    drawn.set_title({"name": heading, "name_font": {"name": "黑体", "size": 12, "bold": False}})
    drawn.set_x_axis({"num_font": font, "major_gridlines": {"visible": kind == "bar", "line": {"color": "#D9D9D9"}}, "num_format": "0", "interval_unit": 1})
    drawn.set_y_axis({"num_font": font, "reverse": kind == "bar", "interval_unit": 1, "major_gridlines": {"visible": kind != "bar", "line": {"color": "#D9D9D9"}}})
    drawn.set_legend({"position": "bottom", "font": font} if last_column > 1 else {"none": True})
    return drawn
